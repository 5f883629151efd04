//! The hour that the page asked for, put on everything that is drawn.
//!
//! Invariant: what shines by itself (marks, the route) is the same at every hour. Must not know: what is drawn.

use bevy::prelude::*;
use market_wire::bridge::ToViewer;

use crate::bridge::PageMessage;
use crate::hour::{Light, USUAL_MIN};
use crate::material::MarketMaterial;
use crate::paint::Still;

/// The light that everything is shown in.
#[derive(Resource)]
pub struct Daylight {
    light: Light,
}

impl Default for Daylight {
    fn default() -> Self {
        Self { light: Light::at(USUAL_MIN) }
    }
}

impl Daylight {
    /// The light now.
    #[must_use]
    pub fn light(&self) -> &Light {
        &self.light
    }
}

/// Adds the hour.
pub fn plugin(app: &mut App) {
    app.init_resource::<Daylight>()
        .init_resource::<Still>()
        .add_systems(Update, (obey, shine.run_if(resource_changed::<Daylight>)).chain());
}

fn obey(mut messages: MessageReader<PageMessage>, mut daylight: ResMut<Daylight>, mut still: ResMut<Still>) {
    for PageMessage(message) in messages.read() {
        match message {
            ToViewer::SetHour { minute } => daylight.light = Light::at(*minute),
            ToViewer::ReduceMotion { reduce } => still.0 = *reduce,
            _ => {}
        }
    }
}

fn shine(daylight: Res<Daylight>, mut materials: ResMut<Assets<MarketMaterial>>) {
    for (_, material) in materials.iter_mut() {
        let by_hour = material.by_hour;
        material.look.take(&daylight.light, by_hour);
    }
}
