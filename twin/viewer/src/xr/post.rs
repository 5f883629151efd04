//! What the page put down for the next frame: a session's beginning and end, poses, pictures of panels.
//!
//! The page calls these functions from within the headset's frame; the engine takes all of it in its first schedule.
//! Invariant: only the latest beginning or end counts, so that a session that ends before the engine saw it, or a new
//! one right after an end, leaves no half state.
//! Must not know: what becomes of it.

use std::cell::RefCell;

/// A panel is at most so many pixels wide or high.
pub const MAX_PANEL_PX: u32 = 2048;

/// A picture for a panel.
#[derive(Debug, Clone, PartialEq)]
pub struct PanelPicture {
    /// Which panel: see [`super::panel`].
    pub slot: u8,
    /// Pixels; no width takes the panel away.
    pub width: u32,
    /// Pixels.
    pub height: u32,
    /// Four bytes a pixel, sRGB and alpha, the top row first.
    pub rgba: Vec<u8>,
    /// Left, top, right and bottom edge of every button, 0 to 1 of the board.
    pub buttons: Vec<f32>,
}

/// What the eyes are drawn into.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Onto {
    /// A buffer an eye, made by the page.
    Buffers,
    /// The canvas, side by side: so many eyes.
    Canvas(u32),
    /// A texture view an eye that somebody else keeps in the engine, by these names.
    Views([u32; 2]),
}

/// A session begins or ends.
#[derive(Debug, Clone, PartialEq)]
pub enum Turn {
    /// The eyes are put on, or drawn into something else from now on.
    Enter {
        /// What they are drawn into.
        onto: Onto,
        /// Of an eye, pixels.
        width: u32,
        /// Of an eye, pixels.
        height: u32,
        /// Whether heights count from the floor.
        floor: bool,
    },
    /// Back to the window.
    Leave,
}

/// Everything that was put down since the last frame.
#[derive(Debug, Default)]
pub struct Post {
    /// The latest beginning or end.
    pub turn: Option<Turn>,
    /// Numbers of the eyes, as [`super::view::XrFrame::read`] takes them.
    pub eyes: Vec<f32>,
    /// Numbers of the hands.
    pub hands: Vec<f32>,
    /// Numbers of the joints of bare hands.
    pub joints: Vec<f32>,
    /// Pictures, the oldest first.
    pub panels: Vec<PanelPicture>,
    /// The eye buffers of the latest beginning.
    #[cfg(target_arch = "wasm32")]
    pub buffers: Vec<web_sys::WebGlFramebuffer>,
}

thread_local! {
    static POST: RefCell<Post> = RefCell::default();
}

/// Puts something down.
pub fn put(change: impl FnOnce(&mut Post)) {
    POST.with_borrow_mut(change);
}

/// Takes everything; the poses stay for frames in which the page says nothing.
#[must_use]
pub(super) fn take() -> Post {
    POST.with_borrow_mut(|post| Post {
        turn: post.turn.take(),
        eyes: post.eyes.clone(),
        hands: post.hands.clone(),
        joints: post.joints.clone(),
        panels: std::mem::take(&mut post.panels),
        #[cfg(target_arch = "wasm32")]
        buffers: std::mem::take(&mut post.buffers),
    })
}

/// A session begins. On the web, `buffers` are complete framebuffers with one `SRGB8_ALPHA8` attachment of this size,
/// made on the canvas's own WebGL2 context.
#[cfg(target_arch = "wasm32")]
pub fn enter(buffers: Vec<web_sys::WebGlFramebuffer>, width: u32, height: u32, floor: bool) {
    put(|post| {
        post.buffers = buffers;
        post.turn = Some(Turn::Enter { onto: Onto::Buffers, width, height, floor });
    });
}

/// A session begins, or goes on, on the canvas: so many eyes of this size side by side.
pub fn enter_canvas(eyes: u32, width: u32, height: u32, floor: bool) {
    put(|post| post.turn = Some(Turn::Enter { onto: Onto::Canvas(eyes), width, height, floor }));
}

/// A session begins whose eyes are drawn into texture views of the engine, each of this size in pixels.
pub fn enter_views(names: [u32; 2], width: u32, height: u32, floor: bool) {
    put(|post| post.turn = Some(Turn::Enter { onto: Onto::Views(names), width, height, floor }));
}

/// The session is over.
pub fn leave() {
    put(|post| post.turn = Some(Turn::Leave));
}

/// Where eyes, hands and the joints of bare hands are in the frame that is drawn next.
pub fn frame(eyes: &[f32], hands: &[f32], joints: &[f32]) {
    put(|post| {
        post.eyes = eyes.to_vec();
        post.hands = hands.to_vec();
        post.joints = joints.to_vec();
    });
}

/// A picture for a panel; what does not fit its size is refused.
///
/// # Errors
/// Says what is wrong with it.
pub fn panel(picture: PanelPicture) -> Result<(), String> {
    let PanelPicture { width, height, .. } = picture;
    if width > MAX_PANEL_PX || height > MAX_PANEL_PX {
        return Err(format!("a panel of {width} x {height} pixels; at most {MAX_PANEL_PX} each"));
    }
    let wanted = width as usize * height as usize * 4;
    if picture.rgba.len() != wanted {
        return Err(format!(
            "{} bytes for {width} x {height} pixels; {wanted} are needed",
            picture.rgba.len()
        ));
    }
    if !picture.buttons.len().is_multiple_of(4) || !picture.buttons.iter().all(|edge| edge.is_finite()) {
        return Err(format!(
            "{} numbers for buttons; four finite ones each are needed",
            picture.buttons.len()
        ));
    }
    put(|post| {
        // A newer picture of a panel makes the older one useless.
        post.panels.retain(|p| p.slot != picture.slot);
        post.panels.push(picture);
    });
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_latest_turn_and_the_latest_picture_of_a_panel_count() {
        put(|post| post.turn = Some(Turn::Enter { onto: Onto::Canvas(2), width: 8, height: 8, floor: true }));
        leave();
        let picture =
            |slot, byte| PanelPicture { slot, width: 1, height: 1, rgba: vec![byte; 4], buttons: Vec::new() };
        assert_eq!(panel(picture(0, 1)), Ok(()));
        assert_eq!(panel(picture(1, 2)), Ok(()));
        assert_eq!(panel(picture(0, 3)), Ok(()));
        let post = take();
        assert_eq!(post.turn, Some(Turn::Leave));
        assert_eq!(post.panels, [picture(1, 2), picture(0, 3)]);
        assert_eq!(take().turn, None);
    }

    #[test]
    fn a_picture_that_is_cut_or_too_large_is_refused() {
        let cut = PanelPicture { slot: 0, width: 2, height: 2, rgba: vec![0; 15], buttons: Vec::new() };
        assert!(panel(cut).expect_err("cut").contains("16 are needed"));
        let large =
            PanelPicture { slot: 0, width: 4096, height: 1, rgba: vec![0; 4096 * 4], buttons: Vec::new() };
        assert!(panel(large).is_err());
    }
}
