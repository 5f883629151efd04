//! The walkable market: Bevy plugins that load a scene by its manifest, draw it, and let a visitor walk in it.
//!
//! The page and the viewer talk by the typed messages of [`market_wire`]; [`Bridge`] holds both queues, and the app
//! carries them to and from JavaScript. The order within a frame: messages and hands, loading, the visitor, drawing,
//! marks.
//!
//! Modules without the engine, tested by themselves: [`glb`], [`merge`], [`shapes`], [`body`], [`lift`], [`stroll`],
//! [`pose`], [`sight`], [`detail`], [`crowd`], [`ribbon`], [`gesture`], [`hour`], [`orbit`]. The others are thin plugins over them.
//! Must not know: JavaScript, the DOM, HTTP beyond fetching a file.

#![allow(
    clippy::needless_pass_by_value,
    reason = "systems take their parameters by value: Bevy calls them so"
)]

mod above;
pub mod backdrop;
pub mod body;
mod bridge;
pub mod crowd;
mod daylight;
pub mod detail;
mod draw;
mod fetch;
pub mod front;
pub mod gesture;
pub mod glb;
pub mod hour;
mod input;
pub mod lift;
mod load;
mod marks;
mod material;
pub mod merge;
mod mips;
pub mod orbit;
mod paint;
pub mod pose;
pub mod power;
mod quality;
pub mod ribbon;
mod sane;
pub mod shapes;
mod show;
pub mod sight;
mod sky;
pub mod stroll;
mod today;
mod visitor;
pub mod xr;

#[cfg(test)]
mod fixture;
#[cfg(test)]
mod whole;

use bevy::a11y::AccessibilityPlugin;
use bevy::app::{Plugins, TaskPoolPlugin};
use bevy::asset::AssetMetaCheck;
use bevy::camera::CameraPlugin;
use bevy::diagnostic::FrameCountPlugin;
use bevy::input::InputPlugin;
use bevy::mesh::MeshPlugin;
use bevy::prelude::*;
use bevy::render::RenderPlugin;
use bevy::time::TimePlugin;
use bevy::winit::WinitPlugin;

pub use bridge::Bridge;

/// The app with its window, without the code that carries messages: `canvas` is a CSS selector, for the web.
pub fn app(canvas: Option<String>, bridge: Bridge) -> App {
    app_with(canvas, bridge, RenderPlugin::default())
}

/// The same with a renderer of one's own: a headset's runtime on the desktop chooses the graphics card.
pub fn app_with<M>(canvas: Option<String>, bridge: Bridge, renderer: impl Plugins<M>) -> App {
    let window = Window {
        title: "장터 Jangteo".into(),
        canvas,
        fit_canvas_to_parent: true,
        // Tab, F5 and the browser's own keys stay the browser's.
        prevent_default_event_handling: false,
        ..default()
    };
    let mut app = App::new();
    app.insert_resource(bridge);
    // Named one by one: what the engine's own group would add (lights, materials, passes) is drawn by `paint`, and
    // code that nobody names is not in the bundle. The app's own hook tells the page of panics.
    // The page's console is the app's.
    #[cfg(not(target_arch = "wasm32"))]
    app.add_plugins(bevy::log::LogPlugin::default());
    app.add_plugins((
        TaskPoolPlugin::default(),
        FrameCountPlugin,
        TimePlugin,
        TransformPlugin,
        InputPlugin,
        WindowPlugin { primary_window: Some(window), ..default() },
        AccessibilityPlugin,
        AssetPlugin { meta_check: AssetMetaCheck::Never, ..default() },
        WinitPlugin::default(),
    ));
    app.add_plugins(renderer);
    app.add_plugins((ImagePlugin::default(), MeshPlugin, CameraPlugin, ViewerPlugin));
    app
}

/// Everything that makes the market walkable, for an app that has the engine's plugins.
pub struct ViewerPlugin;

impl Plugin for ViewerPlugin {
    fn build(&self, app: &mut App) {
        app.add_plugins((
            bridge::plugin,
            power::plugin,
            quality::plugin,
            input::plugin,
            load::plugin,
            visitor::plugin,
            paint::plugin,
            draw::plugin,
            show::plugin,
            daylight::plugin,
            sky::plugin,
            above::plugin,
            marks::plugin,
            (today::plugin, crowd::plugin, front::plugin),
            xr::plugin,
        ));
    }
}
