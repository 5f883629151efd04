//! Photographs of stalls, as boards before their fronts: an option; the page decides which and decodes them.
//!
//! Invariant: at most [`MOST`] hang at once, each a draw call that cells leave free. Must not know: where pictures come from.

use std::cell::RefCell;

use bevy::camera::visibility::NoFrustumCulling;
use bevy::ecs::system::NonSendMarker;
use bevy::prelude::*;

use crate::daylight::Daylight;
use crate::glb::StallDef;
use crate::load::{Loading, Market};
use crate::material::{self, MarketMaterial, root_color};
use crate::paint::MeshMaterial3d;
use crate::power::Awake;

/// So many hang at once.
pub const MOST: usize = 6;
/// A picture is at most so many pixels wide or high: 1 MB of the card each.
pub const MAX_PX: u32 = 512;
/// How far a board stands out of the front, metres: before goods and shutters.
const OUT_M: f32 = 0.6;
/// A board covers at most this share of the front's width.
const WIDTH: f32 = 0.94;
/// Height of its lower edge over the floor, and of its upper edge at most, metres: the sign stays free.
const UP_M: (f32, f32) = (0.12, 2.15);
/// How much of the lamps' light reaches it.
const LAMPS: f32 = 0.47;

/// A photograph for a stall's front.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FrontPicture {
    /// Stall identifier.
    pub stall: String,
    /// Pixels; no width takes the board away.
    pub width: u32,
    /// Pixels.
    pub height: u32,
    /// Four bytes a pixel, sRGB and alpha, the top row first.
    pub rgba: Vec<u8>,
}

thread_local! {
    static POST: RefCell<Vec<FrontPicture>> = const { RefCell::new(Vec::new()) };
}

/// Puts a photograph down for the next frame; what does not fit its size is refused.
///
/// # Errors
/// Says what is wrong with it.
pub fn put(picture: FrontPicture) -> Result<(), String> {
    let FrontPicture { width, height, .. } = picture;
    if width > MAX_PX || height > MAX_PX {
        return Err(format!("a photograph of {width} x {height} pixels; at most {MAX_PX} each"));
    }
    let wanted = width as usize * height as usize * 4;
    if picture.rgba.len() != wanted {
        return Err(format!(
            "{} bytes for {width} x {height} pixels; {wanted} are needed",
            picture.rgba.len()
        ));
    }
    POST.with_borrow_mut(|post| {
        post.retain(|p| p.stall != picture.stall);
        if post.len() < 2 * MOST {
            post.push(picture);
            Ok(())
        } else {
            Err(format!("more than {} photographs at once; wait for a frame", 2 * MOST))
        }
    })
}

/// What hangs.
#[derive(Resource, Default)]
pub struct Fronts(Vec<(String, Entity)>);

impl Fronts {
    /// How many hang.
    #[must_use]
    pub fn draws(&self) -> u32 {
        self.0.len() as u32
    }
}

/// Adds the boards.
pub fn plugin(app: &mut App) {
    app.init_resource::<Fronts>().add_systems(
        Update,
        (clear.run_if(resource_exists_and_changed::<Market>), hang)
            .chain()
            .run_if(resource_exists::<Market>)
            .after(Loading),
    );
}

/// Another market has other fronts.
fn clear(mut fronts: ResMut<Fronts>, mut commands: Commands) {
    for (_, entity) in fronts.0.drain(..) {
        commands.entity(entity).despawn();
    }
}

fn hang(
    _: NonSendMarker,
    (market, daylight): (Res<Market>, Res<Daylight>),
    mut fronts: ResMut<Fronts>,
    mut commands: Commands,
    mut images: ResMut<Assets<Image>>,
    (mut meshes, mut materials): (ResMut<Assets<Mesh>>, ResMut<Assets<MarketMaterial>>),
    (mut awake, time): (ResMut<Awake>, Res<Time<Real>>),
) {
    let pictures = POST.with_borrow_mut(std::mem::take);
    if pictures.is_empty() {
        return;
    }
    awake.stir(&time, 0.3);
    for picture in pictures {
        if let Some(old) = fronts.0.iter().position(|(stall, _)| *stall == picture.stall) {
            commands.entity(fronts.0.remove(old).1).despawn();
        }
        let stall = market.scene.stall(&picture.stall).map(|i| &market.scene.stalls[i]);
        let Some(stall) = stall.filter(|_| picture.width > 0 && picture.height > 0) else { continue };
        if fronts.0.len() == MOST {
            commands.entity(fronts.0.remove(0).1).despawn();
        }
        let mesh = meshes.add(board(stall, picture.width as f32 / picture.height as f32));
        let mut look = MarketMaterial {
            image: Some(images.add(material::picture(picture.width, picture.height, picture.rgba))),
            by_hour: true,
            ..MarketMaterial::plain(material::MIST_PER_M)
        };
        look.look.take(daylight.light(), true);
        let board =
            (NoFrustumCulling, Mesh3d(mesh), MeshMaterial3d(materials.add(look)), Transform::default());
        fronts.0.push((picture.stall, commands.spawn(board).id()));
    }
}

/// Half width and height in metres of a picture of this shape before a front of this width.
fn size_m(front_m: f32, wide: f32) -> (f32, f32) {
    let (most_w, most_h) = (front_m * WIDTH, UP_M.1 - UP_M.0);
    let height = (most_w / wide).min(most_h);
    (height * wide / 2.0, height)
}

fn board(stall: &StallDef, wide: f32) -> Mesh {
    let (half, height) = size_m(stall.size.x, wide);
    let corner = |x: f32, y: f32| stall.world.transform_point3(Vec3::new(x * half, y, OUT_M)).to_array();
    let (low, high) = (UP_M.0, UP_M.0 + height);
    material::mesh(
        vec![corner(-1.0, low), corner(1.0, low), corner(1.0, high), corner(-1.0, high)],
        vec![root_color(Vec3::ONE, LAMPS); 4],
        vec![[0.0, 1.0], [1.0, 1.0], [1.0, 0.0], [0.0, 0.0]],
        vec![0, 1, 2, 0, 2, 3],
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_board_fits_before_the_front_and_keeps_the_shape_of_its_picture() {
        for (front, wide) in [(3.0, 1.33), (1.2, 1.78), (6.0, 0.6)] {
            let (half, height) = size_m(front, wide);
            assert!((half * 2.0 / height - wide).abs() < 1e-4);
            assert!(half * 2.0 <= front * WIDTH + 1e-4 && UP_M.0 + height <= UP_M.1 + 1e-4);
        }
    }

    #[test]
    fn a_photograph_that_is_cut_or_too_large_is_refused() {
        let of =
            |width, height, bytes| FrontPicture { stall: "s".into(), width, height, rgba: vec![0; bytes] };
        assert!(put(of(2, 2, 15)).is_err_and(|e| e.contains("16 are needed")));
        assert!(put(of(MAX_PX + 1, 1, 4 * (MAX_PX as usize + 1))).is_err());
        assert_eq!(put(of(2, 2, 16)), Ok(()));
        assert_eq!(put(of(0, 0, 0)), Ok(()), "taking away");
        POST.with_borrow(|post| assert_eq!(post.len(), 1, "the latest of a stall counts"));
    }
}
