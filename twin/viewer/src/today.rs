//! What stalls say of today, seen in the market: a board across the front of a stall that is sold out, a pennant over
//! one with a special. Closed stalls have their shutters, which [`crate::draw`] lets down.
//!
//! Invariant: all marks are one mesh, and there is none while there is nothing to mark.

use bevy::camera::visibility::NoFrustumCulling;
use bevy::prelude::*;
use market_wire::bridge::ToViewer;

use crate::bridge::PageMessage;
use crate::glb::{StallDef, corners};
use crate::load::{Loading, Market};
use crate::material::{MarketMaterial, Shape, root_color};
use crate::paint::MeshMaterial3d;
use crate::power::Awake;

/// The colour of boards of stalls that are sold out, linear.
const BOARD: Vec3 = Vec3::new(0.36, 0.03, 0.02);
/// The bars across the board, linear.
const BARS: Vec3 = Vec3::new(0.9, 0.87, 0.8);
/// The colour of pennants, linear.
const PENNANT: Vec3 = Vec3::new(1.0, 0.45, 0.02);
/// How far marks stand out of the front, metres: before goods and shutters.
const OUT_M: f32 = 0.55;
/// The height of a board's middle over the floor, metres: at the eyes of who stands before it.
const BOARD_M: f32 = 1.35;

/// What is marked.
#[derive(Resource, Default)]
struct Today {
    sold_out: Vec<String>,
    special: Vec<String>,
    drawn: Option<Entity>,
    stale: bool,
}

/// Adds the marks.
pub fn plugin(app: &mut App) {
    app.init_resource::<Today>().add_systems(Update, (obey, mark).chain().after(Loading));
}

fn obey(
    mut messages: MessageReader<PageMessage>,
    mut today: ResMut<Today>,
    (mut awake, time): (ResMut<Awake>, Res<Time<Real>>),
) {
    for PageMessage(message) in messages.read() {
        if let ToViewer::SetToday { sold_out, special, .. } = message {
            today.sold_out.clone_from(sold_out);
            today.special.clone_from(special);
            today.stale = true;
            awake.stir(&time, 0.3);
        }
    }
}

fn mark(
    mut today: ResMut<Today>,
    market: Option<Res<Market>>,
    mut commands: Commands,
    mut meshes: ResMut<Assets<Mesh>>,
    mut materials: ResMut<Assets<MarketMaterial>>,
) {
    let new_market = market.as_ref().is_some_and(Res::is_changed);
    if !today.stale && !new_market {
        return;
    }
    today.stale = false;
    if let Some(old) = today.drawn.take() {
        commands.entity(old).despawn();
    }
    let Some(market) = market else { return };
    let stall = |id: &String| Some(&market.scene.stalls[market.scene.stall(id)?]);
    let mut shape = Shape::default();
    today.sold_out.iter().filter_map(stall).for_each(|s| shape.board(s));
    today.special.iter().filter_map(stall).for_each(|s| shape.pennant(s));
    if let Some(mesh) = shape.mesh() {
        let look = materials.add(MarketMaterial::plain(1.0 / 200.0));
        let mesh = Mesh3d(meshes.add(mesh));
        today.drawn =
            Some(commands.spawn((NoFrustumCulling, mesh, MeshMaterial3d(look), Transform::default())).id());
    }
}

impl Shape {
    /// A board across the front with two bars crossed on it.
    fn board(&mut self, stall: &StallDef) {
        let half = (stall.size.x * 0.38).min(0.95);
        let (low, high) = (BOARD_M - 0.3, BOARD_M + 0.3);
        self.block(stall, Vec3::new(-half, low, OUT_M), Vec3::new(half, high, OUT_M + 0.03), BOARD);
        for up in [1.0, -1.0] {
            self.bar(stall, half * 0.8, 0.2 * up);
        }
    }

    /// A slanted bar on the board.
    fn bar(&mut self, stall: &StallDef, half: f32, rise: f32) {
        let base = self.positions.len() as u32;
        for (x, y) in [(-half, -rise - 0.04), (half, rise - 0.04), (half, rise + 0.04), (-half, -rise + 0.04)]
        {
            self.point(stall, Vec3::new(x, BOARD_M + y, OUT_M + 0.04), BARS);
        }
        self.indices.extend([0, 1, 2, 0, 2, 3].map(|i| base + i));
    }

    /// A pole over the sign with a pennant that is seen along the aisle, from both sides.
    fn pennant(&mut self, stall: &StallDef) {
        let (foot, top) = (stall.size.y, stall.size.y + 0.95);
        let x = stall.size.x / 2.0 - 0.12;
        self.block(
            stall,
            Vec3::new(x - 0.02, foot, OUT_M - 0.02),
            Vec3::new(x + 0.02, top, OUT_M + 0.02),
            BARS,
        );
        let base = self.positions.len() as u32;
        for (z, y) in [(0.0, top), (0.0, top - 0.5), (0.75, top - 0.25)] {
            self.point(stall, Vec3::new(x, y, OUT_M + z), PENNANT);
        }
        self.indices.extend([0, 1, 2, 0, 2, 1].map(|i| base + i));
        let base = self.positions.len() as u32;
        for (along, y) in [(0.0, top), (0.0, top - 0.5), (-0.75, top - 0.25)] {
            self.point(stall, Vec3::new(x + along, y, OUT_M), PENNANT);
        }
        self.indices.extend([0, 1, 2, 0, 2, 1].map(|i| base + i));
    }

    fn block(&mut self, stall: &StallDef, low: Vec3, high: Vec3, color: Vec3) {
        let base = self.positions.len() as u32;
        for corner in corners(low, high) {
            self.point(stall, corner, color);
        }
        let faces = [[0, 2, 3, 1], [4, 5, 7, 6], [0, 1, 5, 4], [2, 6, 7, 3], [0, 4, 6, 2], [1, 3, 7, 5]];
        for [a, b, c, e] in faces {
            self.indices.extend([a, b, c, a, c, e].map(|i| base + i));
        }
    }

    fn point(&mut self, stall: &StallDef, at: Vec3, color: Vec3) {
        self.positions.push(stall.world.transform_point3(at).to_array());
        self.colors.push(root_color(color, 1.0));
    }
}
