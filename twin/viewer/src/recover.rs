//! Survives the loss of the graphics card: draws nothing while it is away, and makes everything anew when it is back.
//!
//! The scene stays in memory, so that the visitor goes on where they stood.
//! Invariant: nobody waits for ever: what does not come back is told by the app.
//! Must not know: JavaScript.

use bevy::prelude::*;
use bevy::render::error_handler::{ErrorType, RenderErrorHandler, RenderErrorPolicy};
use bevy::render::render_resource::PollType;
use bevy::render::renderer::RenderDevice;
use bevy::render::settings::RenderCreation;

use crate::bridge::{Bridge, Card, Delivered};
use crate::load::{Market, MarketPart};
use crate::power::Awake;
use crate::xr;

/// Watches over the graphics card.
pub fn plugin(app: &mut App) {
    app.insert_resource(RenderErrorHandler(handle))
        .add_systems(PreUpdate, watch.after(Delivered).run_if(resource_exists::<RenderDevice>))
        .add_systems(Update, make_anew.run_if(resource_exists_and_changed::<RenderDevice>));
}

/// A lost card is asked for again; anything else stops the drawing and is told.
fn handle(
    error: &bevy::render::error_handler::RenderError,
    main: &mut World,
    _: &mut World,
) -> RenderErrorPolicy {
    if matches!(error.ty, ErrorType::DeviceLost) {
        return RenderErrorPolicy::Recover(RenderCreation::default());
    }
    if let Some(bridge) = main.get_resource::<Bridge>() {
        bridge.fail("graphics", format!("{:?}: {}", error.ty, error.description));
    }
    RenderErrorPolicy::StopRendering
}

fn watch(
    bridge: Res<Bridge>,
    device: Res<RenderDevice>,
    mut cameras: Query<&mut Camera>,
    (mut awake, time): (ResMut<Awake>, Res<Time<Real>>),
) {
    match bridge.take_card() {
        None => {}
        Some(Card::Lost) => cameras.iter_mut().for_each(|mut camera| camera.is_active = false),
        Some(Card::Back) => {
            awake.stir(&time, 5.0);
            // The engine has not noticed; told so, it asks for another card.
            device.wgpu_device().destroy();
            // What became of it is told while it is asked.
            let _ = device.poll(PollType::Poll);
        }
    }
}

/// There is another card, and nothing on it.
fn make_anew(
    mut cameras: Query<&mut Camera>,
    market: Option<ResMut<Market>>,
    parts: Query<Entity, With<MarketPart>>,
    mut commands: Commands,
    mut first: Local<bool>,
    (xr, bridge): (Res<xr::Xr>, Res<Bridge>),
) {
    // The first card is no other card.
    if !std::mem::replace(&mut *first, true) {
        return;
    }
    bridge.card_is_filled();
    for mut camera in &mut cameras {
        camera.is_active |= !xr.is_active();
    }
    if let Some(mut market) = market {
        for part in &parts {
            commands.entity(part).despawn();
        }
        market.set_changed();
    }
}
