//! What the engine does only when somebody asks for it: figures for how full aisles are, photographs of stalls, and fewer
//! frames for the battery's sake.
//!
//! Invariant: while neither is asked for nothing is fetched and nothing is sent to the viewer.

use std::cell::RefCell;

use market_wire::bridge::{CrowdedAisle, ToViewer};
use wasm_bindgen::{JsCast, prelude::*};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, HtmlImageElement};

use super::{dom, here, settings, viewer, walk};
use crate::stroll::{Ground, PhotoPlace};

/// Photographs hang at most so far away, metres.
const NEAR_M: f32 = 18.0;
/// So many at once: as the viewer takes.
const MOST: usize = 6;
/// No side of a photograph is longer, pixels: as the viewer takes.
const MAX_PX: f64 = 512.0;

#[derive(Default)]
struct Beside {
    minute: u16,
    at: [f32; 3],
    /// Whether the engine was told to save the battery.
    saves: bool,
    /// Whether figures were sent.
    crowded: bool,
    /// Photographs that hang or are on their way: places in the market's list.
    hung: Vec<usize>,
}

thread_local! {
    static BESIDE: RefCell<Beside> = RefCell::default();
}

/// Another minute of the day is shown.
pub(super) fn hour(minute: u16) {
    BESIDE.with_borrow_mut(|b| b.minute = minute);
    crowd();
}

/// The visitor is here: metres east, north and up.
pub(super) fn moved(at: [f32; 3]) {
    BESIDE.with_borrow_mut(|b| b.at = at);
    photos();
}

/// Follows the settings.
pub(super) fn apply() {
    save();
    crowd();
    photos();
}

/// The engine hears of it only when it is another than before: its usual is not to save.
fn save() {
    let on = settings::get(|s| s.battery);
    if walk::is_loaded() && BESIDE.with_borrow_mut(|b| std::mem::replace(&mut b.saves, on)) != on {
        viewer::tell(&ToViewer::SaveBattery { on });
    }
}

fn crowd() {
    if !walk::is_loaded() {
        return;
    }
    let on = settings::get(|s| s.crowd);
    let was = BESIDE.with_borrow_mut(|b| std::mem::replace(&mut b.crowded, on));
    if on || was {
        let minute = BESIDE.with_borrow(|b| b.minute);
        let aisles = if on { here::ground(|g| crowded(g, minute)) } else { Vec::new() };
        viewer::tell(&ToViewer::SetCrowd { aisles });
    }
}

/// The aisles that are fuller than usual.
fn crowded(ground: &Ground, minute: u16) -> Vec<CrowdedAisle> {
    let aisles = ground.aisles.iter().enumerate();
    let full = aisles.map(|(i, aisle)| (aisle, ground.fullness(i, minute))).filter(|(_, full)| *full > 0);
    full.map(|(aisle, fullness)| {
        let up = ground.levels.get(aisle.level).map_or(0, |l| l.up_dm) as f32 / 10.0;
        CrowdedAisle {
            line: aisle.line.iter().map(|(x, y)| [*x as f32 / 10.0, up, -*y as f32 / 10.0]).collect(),
            half_m: aisle.half_dm as f32 / 10.0,
            fullness,
        }
    })
    .collect()
}

/// Hangs up what is near and takes away what is not.
fn photos() {
    if !walk::is_loaded() {
        return;
    }
    let on = settings::get(|s| s.photos);
    let at = BESIDE.with_borrow(|b| b.at);
    let near = if on { here::ground(|g| g.photos_near(at, NEAR_M, MOST)) } else { Vec::new() };
    let old = BESIDE.with_borrow_mut(|b| std::mem::replace(&mut b.hung, near.clone()));
    for gone in old.iter().filter(|i| !near.contains(i)) {
        if let Some((stall, _)) = photo(*gone) {
            viewer::front(&stall, (0, 0), &[]);
        }
    }
    for new in near.into_iter().filter(|i| !old.contains(i)) {
        // One that does not come is not there; the stall looks as it was drawn.
        if photo(new).is_some_and(|(stall, url)| load(new, stall, &url).is_err()) {
            BESIDE.with_borrow_mut(|b| b.hung.retain(|i| *i != new));
        }
    }
}

/// The stall and the address of a photograph.
fn photo(index: usize) -> Option<(String, String)> {
    here::ground(|g| {
        let PhotoPlace(stall, url) = g.photos.get(index)?;
        Some((g.stalls.get(*stall)?.0.clone(), url.clone()))
    })
}

fn load(index: usize, stall: String, url: &str) -> Result<(), JsValue> {
    let picture = HtmlImageElement::new()?;
    let loaded = picture.clone();
    let hang = Closure::once_into_js(move || {
        // Somebody may have walked on meanwhile.
        if BESIDE.with_borrow(|b| b.hung.contains(&index))
            && let Ok((size, rgba)) = pixels(&loaded)
        {
            viewer::front(&stall, size, &rgba);
        }
    });
    picture.set_onload(Some(hang.unchecked_ref()));
    picture.set_src(url);
    Ok(())
}

/// A picture's pixels, made smaller where they are more than the viewer takes.
fn pixels(picture: &HtmlImageElement) -> Result<((u32, u32), Vec<u8>), JsValue> {
    let (w, h) = (f64::from(picture.natural_width()), f64::from(picture.natural_height()));
    let share = (MAX_PX / w.max(h).max(1.0)).min(1.0);
    let (width, height) = ((w * share).round().max(1.0), (h * share).round().max(1.0));
    let canvas: HtmlCanvasElement = dom::document()?.create_element("canvas")?.dyn_into()?;
    canvas.set_width(width as u32);
    canvas.set_height(height as u32);
    let pen: CanvasRenderingContext2d = canvas.get_context("2d")?.ok_or("no pen")?.dyn_into()?;
    pen.draw_image_with_html_image_element_and_dw_and_dh(picture, 0.0, 0.0, width, height)?;
    let data = pen.get_image_data(0.0, 0.0, width, height)?;
    Ok(((width as u32, height as u32), data.data().0))
}
