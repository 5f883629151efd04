//! The wasm module: `start(canvas_selector)`, `send(json)`, `on_message(callback)`.
//!
//! Invariants: the engine never runs inside `send`; the callback is called after a frame, or at once for a failure;
//! a panic, a lost GL context and lack of memory end in one `failed` message.
//! Must not know: the market.

use std::cell::RefCell;

use bevy::app::{App, Last, Startup};
use bevy::ecs::system::Res;
use bevy::log::Level;
use bevy::window::Window;
use bevy::winit::{EventLoopProxy, EventLoopProxyWrapper, WinitUserEvent};
use market_viewer::Bridge;
use market_viewer::front::{self, FrontPicture};
use market_viewer::xr::post::{self, PanelPicture};
use market_wire::bridge::{FromViewer, ToViewer};
use wasm_bindgen::prelude::*;

/// Screens denser than this are drawn coarser: three times the pixels are not three times the market.
const MAX_PIXEL_RATIO: f64 = 1.5;

thread_local! {
    static PAGE: RefCell<Page> = RefCell::default();
}

#[derive(Default)]
struct Page {
    bridge: Bridge,
    callback: Option<js_sys::Function>,
    proxy: Option<EventLoopProxy<WinitUserEvent>>,
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = console, js_name = error)]
    fn console_error(text: &str);
}

/// Starts the viewer in the canvas that a CSS selector names; its parent must have a size of its own.
///
/// # Errors
/// If there is no such canvas.
#[wasm_bindgen]
pub fn start(canvas_selector: String) -> Result<(), JsValue> {
    let bridge = PAGE.with_borrow(|p| p.bridge.clone());
    std::panic::set_hook(Box::new(|info| fail("panic", &info.to_string())));
    listen();
    let document = web_sys::window().and_then(|w| w.document()).ok_or("no document")?;
    let canvas = document.query_selector(&canvas_selector)?.ok_or("no such canvas")?;
    let canvas: web_sys::HtmlCanvasElement = canvas.dyn_into().map_err(|_| "not a canvas")?;
    watch(&canvas)?;
    let mut app: App = market_viewer::app(Some(canvas_selector), bridge);
    if let (Some(stage), Ok(mut window)) =
        (canvas.parent_element(), app.world_mut().query::<&mut Window>().single_mut(app.world_mut()))
    {
        // As large as it will be: a drawing buffer that is made twice costs a third of a second in software.
        let stretch = stretch() as f32;
        window.resolution.set(stage.client_width() as f32 / stretch, stage.client_height() as f32 / stretch);
    }
    app.add_systems(Startup, move |proxy: Res<EventLoopProxyWrapper>| {
        PAGE.with_borrow_mut(|p| p.proxy = Some((**proxy).clone()));
        style(&canvas);
    });
    app.add_systems(Last, tell);
    app.run();
    Ok(())
}

/// Sends the viewer a message: the JSON of a `ToViewer`.
///
/// # Errors
/// If it is none.
#[wasm_bindgen]
pub fn send(json: &str) -> Result<(), JsValue> {
    let message: ToViewer = market_wire::message::read(json).map_err(|e| JsValue::from(e.to_string()))?;
    PAGE.with_borrow(|p| p.bridge.push(message));
    wake();
    Ok(())
}

/// The engine has something to do.
fn wake() {
    PAGE.with_borrow(|p| {
        if let Some(proxy) = &p.proxy {
            // A closed loop has nothing to wake.
            let _ = proxy.send_event(WinitUserEvent::WakeUp);
        }
    });
}

/// A headset's session begins: one complete framebuffer an eye with an `SRGB8_ALPHA8` attachment of this size, made on the
/// canvas's own WebGL2 context. Called within the first of its frames, after [`xr_frame`].
#[wasm_bindgen]
pub fn xr_enter(eyes: Vec<web_sys::WebGlFramebuffer>, width: u32, height: u32, floor: bool) {
    post::enter(eyes, width, height, floor);
}

/// A headset's session begins, or goes on, without buffers: `eyes` eyes of this size side by side on the canvas.
#[wasm_bindgen]
pub fn xr_enter_canvas(eyes: u32, width: u32, height: u32, floor: bool) {
    post::enter_canvas(eyes, width, height, floor);
}

/// The session is over.
#[wasm_bindgen]
pub fn xr_leave() {
    post::leave();
}

/// Where eyes and hands are, within every frame of the headset: 11 numbers an eye, 13 a hand, and 25 x 4 for the joints
/// of each bare hand.
#[wasm_bindgen]
pub fn xr_frame(eyes: &[f32], hands: &[f32], joints: &[f32]) {
    post::frame(eyes, hands, joints);
}

/// A picture for a board of the headset; without a width the board goes. `buttons` are four numbers each: left, top,
/// right and bottom edge, 0 to 1 of the board; the one that is pointed at lights up.
///
/// # Errors
/// If bytes and size do not fit.
#[wasm_bindgen]
pub fn xr_panel(slot: u8, width: u32, height: u32, rgba: Vec<u8>, buttons: Vec<f32>) -> Result<(), JsValue> {
    post::panel(PanelPicture { slot, width, height, rgba, buttons }).map_err(|e| JsValue::from(e))
}

/// A photograph for a stall's front; without a width it goes.
///
/// # Errors
/// If bytes and size do not fit, or too many come at once.
#[wasm_bindgen]
pub fn stall_front(stall: String, width: u32, height: u32, rgba: Vec<u8>) -> Result<(), JsValue> {
    front::put(FrontPicture { stall, width, height, rgba }).map_err(JsValue::from)?;
    wake();
    Ok(())
}

/// Calls back with the JSON of every `FromViewer`; a later callback takes the earlier one's place.
#[wasm_bindgen]
pub fn on_message(callback: js_sys::Function) {
    PAGE.with_borrow_mut(|p| p.callback = Some(callback));
}

/// Hands the page what was said in this frame.
fn tell(bridge: Res<Bridge>) {
    say(bridge.drain());
}

fn say(messages: Vec<FromViewer>) {
    // Cloned first: the callback may call `send`.
    let callback = PAGE.with(|p| p.try_borrow().ok().and_then(|p| p.callback.clone()));
    for message in messages {
        if let (Some(callback), Ok(json)) = (&callback, serde_json::to_string(&message))
            && let Err(error) = callback.call1(&JsValue::NULL, &json.into())
        {
            console_error(&format!("the page's callback threw: {error:?}"));
        }
    }
}

/// Says at once that it cannot go on, and stops drawing.
fn fail(reason: &str, detail: &str) {
    console_error(&format!("{reason}: {detail}"));
    let Some(bridge) = PAGE.with(|p| p.try_borrow().ok().map(|p| p.bridge.clone())) else { return };
    bridge.fail(reason, detail);
    bridge.push(ToViewer::Pause { paused: true });
    say(bridge.drain());
}

/// The page's console hears of what goes wrong alone. The engine's own way reads its filter with regular expressions, which
/// nothing else in the bundle needs.
fn listen() {
    use bevy::log::tracing_subscriber::filter::Targets;
    use bevy::log::tracing_subscriber::prelude::*;
    let wrong = Targets::new()
        .with_default(Level::WARN)
        .with_target("wgpu", Level::ERROR)
        // The engine's loader of shaders is replaced on purpose.
        .with_target("bevy_asset", Level::ERROR);
    let console = tracing_wasm::WASMLayer::new(tracing_wasm::WASMLayerConfig::default());
    // A second viewer in the same page finds the console taken, by the first.
    let _ = bevy::log::tracing_subscriber::registry().with(wrong).with(console).try_init();
}

/// Listens for a lost GL context, and for the trap in which wasm ends when memory runs out.
fn watch(canvas: &web_sys::HtmlCanvasElement) -> Result<(), JsValue> {
    let lost = Closure::<dyn FnMut(web_sys::Event)>::new(|event: web_sys::Event| {
        event.prevent_default();
        fail("context_lost", "the browser took the graphics context away");
    });
    canvas.add_event_listener_with_callback("webglcontextlost", lost.as_ref().unchecked_ref())?;
    lost.forget();
    let trapped = Closure::<dyn FnMut(web_sys::ErrorEvent)>::new(|event: web_sys::ErrorEvent| {
        let text = event.message();
        if ["unreachable", "out of memory", "memory access out of bounds"].iter().any(|t| text.contains(t)) {
            fail("panic", &text);
        }
    });
    let window = web_sys::window().ok_or("no window")?;
    window.add_event_listener_with_callback("error", trapped.as_ref().unchecked_ref())?;
    trapped.forget();
    Ok(())
}

/// How many times larger than its pixels the canvas is shown.
fn stretch() -> f64 {
    web_sys::window().map_or(1.0, |w| w.device_pixel_ratio() / MAX_PIXEL_RATIO).max(1.0)
}

/// Keeps fingers from scrolling the page, and caps the pixels: the canvas is made smaller and stretched again, which
/// leaves pointers right. Set on the element's style object, which a strict policy for styles allows.
fn style(canvas: &web_sys::HtmlCanvasElement) {
    let share = format!("{:.4}%", 100.0 / stretch());
    let stretch = format!("scale({:.4})", stretch());
    for (name, value) in [
        ("touch-action", "none"),
        ("user-select", "none"),
        ("display", "block"),
        ("width", &share),
        ("height", &share),
        ("transform", &stretch),
        ("transform-origin", "0 0"),
    ] {
        if canvas.style().set_property(name, value).is_err() {
            console_error(&format!("the canvas refuses {name}: {value}"));
        }
    }
}
