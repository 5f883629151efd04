//! The typed bridge to the 3D viewer, which is another wasm module.

use std::cell::RefCell;

use market_wire::bridge::{FromViewer, Point3, ToViewer};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use crate::RoutePoint;

#[wasm_bindgen]
extern "C" {
    /// The viewer's module, once its wasm is there.
    type Viewer;

    #[wasm_bindgen(method, catch)]
    fn start(this: &Viewer, canvas_selector: &str) -> Result<(), JsValue>;
    #[wasm_bindgen(method, catch)]
    fn send(this: &Viewer, json: &str) -> Result<(), JsValue>;
    #[wasm_bindgen(method)]
    fn on_message(this: &Viewer, callback: &js_sys::Function);

    #[wasm_bindgen(method, catch, js_name = xr_panel)]
    fn xr_panel(
        this: &Viewer,
        slot: u8,
        width: u32,
        height: u32,
        rgba: &[u8],
        buttons: &[f32],
    ) -> Result<(), JsValue>;

    #[wasm_bindgen(method, catch, js_name = stall_front)]
    fn stall_front(this: &Viewer, stall: &str, width: u32, height: u32, rgba: &[u8]) -> Result<(), JsValue>;

    /// Whether 3D can be drawn in the page's canvas.
    #[wasm_bindgen(js_namespace = jangteo, js_name = canDraw)]
    pub(super) fn can_draw() -> bool;

    #[wasm_bindgen(js_namespace = jangteo, js_name = loadViewer)]
    fn load_viewer() -> js_sys::Promise;
}

thread_local! {
    static VIEWER: RefCell<Option<Viewer>> = const { RefCell::new(None) };
}

/// Loads the viewer, tells it the first things, starts it in the canvas, and calls back with everything it says.
///
/// # Errors
/// What the browser says when it cannot.
pub(super) async fn run(
    canvas: &str,
    first: &[ToViewer],
    mut heard: impl FnMut(FromViewer) + 'static,
) -> Result<(), JsValue> {
    let viewer: Viewer = JsFuture::from(load_viewer()).await?.unchecked_into();
    let callback = Closure::<dyn FnMut(JsValue)>::new(move |json: JsValue| {
        // A message of a newer viewer that is not known here is left out.
        if let Some(message) = json.as_string().and_then(|t| serde_json::from_str(&t).ok()) {
            heard(message);
        }
    });
    viewer.on_message(callback.as_ref().unchecked_ref());
    callback.forget();
    // The engine reads them in its first frame, and fetches while it makes itself ready.
    for message in first {
        viewer.send(&serde_json::to_string(message).map_err(|e| JsValue::from(e.to_string()))?)?;
    }
    let started = viewer.start(canvas);
    VIEWER.with_borrow_mut(|v| *v = Some(viewer));
    started
}

/// Tells the viewer something; nothing happens while there is none.
pub(super) fn tell(message: &ToViewer) {
    VIEWER.with_borrow(|viewer| {
        if let (Some(viewer), Ok(json)) = (viewer, serde_json::to_string(message)) {
            // The viewer says itself when it has failed.
            let _ = viewer.send(&json);
        }
    });
}

/// Hangs a board up in the headset, with the edges of its buttons; without a width it is taken away.
pub(super) fn hang(slot: u8, (width, height): (u32, u32), rgba: &[u8], buttons: &[f32]) {
    VIEWER.with_borrow(|viewer| {
        if let Some(Err(error)) = viewer.as_ref().map(|v| v.xr_panel(slot, width, height, rgba, buttons)) {
            web_sys::console::warn_2(&"a board cannot be hung up".into(), &error);
        }
    });
}

/// Hangs a photograph before a stall's front; without a width it is taken away.
pub(super) fn front(stall: &str, (width, height): (u32, u32), rgba: &[u8]) {
    VIEWER.with_borrow(|viewer| {
        if let Some(Err(error)) = viewer.as_ref().map(|v| v.stall_front(stall, width, height, rgba)) {
            web_sys::console::warn_2(&"a photograph cannot be hung up".into(), &error);
        }
    });
}

/// Draws a way on the floor; an empty one takes it away.
pub(super) fn show_route(points: &[RoutePoint]) {
    tell(&ToViewer::ShowRoute { points: points.iter().map(gltf_from_market).collect() });
}

/// Puts the visitor at the start of a way, looking along it; nothing happens for a way without two places.
pub(super) fn stand_at_start(points: &[RoutePoint]) {
    let Some(start) = points.first().map(gltf_from_market) else { return };
    // The first metre may be the step out of a stall's door; the way itself begins with the first longer leg.
    let ahead = points.iter().map(gltf_from_market).find(|p| (p[0] - start[0]).hypot(p[2] - start[2]) > 3.0);
    let Some(ahead) = ahead else { return };
    let yaw = (ahead[0] - start[0]).atan2(start[2] - ahead[2]).to_degrees();
    tell(&ToViewer::GoTo { at: start, yaw });
}

/// Metres of the glTF frame: x east, y up, z south.
pub(super) fn gltf_from_market(point: &RoutePoint) -> Point3 {
    let metres = |mm: i32| mm as f32 / 1000.0;
    [metres(point.x_mm), metres(point.z_mm), -metres(point.y_mm)]
}
