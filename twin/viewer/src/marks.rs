//! What lies over the market: the chosen stall's glow and the route on the floor; and what a tap chooses.
//!
//! Invariant: at most one stall is lit, at most one route is drawn. Must not know: how the market is drawn.

use bevy::camera::visibility::NoFrustumCulling;
use bevy::prelude::*;
use market_wire::bridge::{FromViewer, Point3, ToViewer};

use crate::above::Above;
use crate::body::Met;
use crate::bridge::{Bridge, PageMessage};
use crate::glb::{StallDef, corners};
use crate::input::Tap;
use crate::load::{Loading, Market};
use crate::material::{self, MarketMaterial, root_color};
use crate::paint::MeshMaterial3d;
use crate::ribbon::{draped, ribbon};
use crate::visitor::{FlatEye, Visiting, Visitor};

/// A tap reaches so far, metres.
const REACH_M: f32 = 60.0;
/// How far the frame on the floor reaches before the stall, metres.
const CARPET_M: f32 = 0.9;
/// The colour of the chosen stall, linear.
const GLOW: Vec3 = Vec3::new(1.0, 0.62, 0.02);
/// The colour of the route, linear.
const ROUTE: Vec3 = Vec3::new(0.01, 0.22, 0.85);

/// What is marked.
#[derive(Resource, Default)]
pub struct Marks {
    stall: Option<String>,
    lit: Option<Entity>,
    stale: bool,
    line: Vec<Point3>,
    route: Option<Entity>,
    line_stale: bool,
}

impl Marks {
    /// Lights a stall up, or none.
    pub fn choose(&mut self, stall: Option<String>) {
        self.stall = stall;
        self.stale = true;
    }
}

/// Adds marks and picking.
pub fn plugin(app: &mut App) {
    app.init_resource::<Marks>()
        .add_systems(Update, (obey, pick, light, lay).chain().after(Loading).after(Visiting));
}

fn obey(mut messages: MessageReader<PageMessage>, mut marks: ResMut<Marks>) {
    for PageMessage(message) in messages.read() {
        match message {
            ToViewer::Highlight { stall } => {
                marks.choose(stall.clone());
            }
            ToViewer::ShowRoute { points } => {
                marks.line.clone_from(points);
                marks.line_stale = true;
            }
            _ => {}
        }
    }
}

/// Lays the route on the floor; again when there is another floor.
fn lay(
    mut marks: ResMut<Marks>,
    market: Option<Res<Market>>,
    mut commands: Commands,
    mut meshes: ResMut<Assets<Mesh>>,
    mut materials: ResMut<Assets<MarketMaterial>>,
) {
    let new_market = market.as_ref().is_some_and(Res::is_changed);
    if !marks.line_stale && !new_market {
        return;
    }
    marks.line_stale = false;
    if let Some(old) = marks.route.take() {
        commands.entity(old).despawn();
    }
    let line = match market {
        Some(market) => ribbon(&draped(&marks.line, |p| market.solids.ground_below(p))),
        None => ribbon(&marks.line),
    };
    if line.indices.is_empty() {
        return;
    }
    let colors = vec![root_color(ROUTE, 1.0); line.positions.len()];
    let uvs = vec![[0.0; 2]; line.positions.len()];
    let mesh = material::mesh(line.positions, colors, uvs, line.indices);
    let look = MarketMaterial::plain(1.0 / 200.0);
    marks.route = Some(spawn(&mut commands, meshes.add(mesh), materials.add(look)));
}

fn spawn(commands: &mut Commands, mesh: Handle<Mesh>, look: Handle<MarketMaterial>) -> Entity {
    commands.spawn((NoFrustumCulling, Mesh3d(mesh), MeshMaterial3d(look), Transform::default())).id()
}

fn pick(
    mut taps: MessageReader<Tap>,
    market: Option<Res<Market>>,
    eye: Single<(&Camera, &GlobalTransform), With<FlatEye>>,
    mut visitor: ResMut<Visitor>,
    mut marks: ResMut<Marks>,
    (keyboard, bridge, mut above): (Res<ButtonInput<KeyCode>>, Res<Bridge>, ResMut<Above>),
) {
    let Some(market) = market else { return };
    if keyboard.just_pressed(KeyCode::Escape) {
        clear(&mut marks, &bridge);
    }
    for Tap(at) in taps.read() {
        let Ok(ray) = eye.0.viewport_to_world(eye.1, *at) else { continue };
        let hit = market.solids.cast(ray.origin, *ray.direction, REACH_M);
        match hit.map(|h| (h.met, h.level, h.at)) {
            Some((Met::Stall(index), ..)) => {
                let id = market.scene.stalls[index].id.clone();
                marks.choose(Some(id.clone()));
                bridge.say(FromViewer::Picked { stall: Some(id) });
            }
            // Pressed from above, the floor is a place to be, not a way to walk.
            Some((_, true, place)) if above.is_on() => {
                visitor.go_at_once(&market, place);
                above.leave(&bridge);
            }
            Some((_, true, place)) => visitor.walk_to(&market, place),
            Some(_) => {}
            None => clear(&mut marks, &bridge),
        }
    }
}

fn clear(marks: &mut Marks, bridge: &Bridge) {
    if marks.stall.take().is_some() {
        marks.stale = true;
        bridge.say(FromViewer::Picked { stall: None });
    }
}

fn light(
    mut marks: ResMut<Marks>,
    market: Option<Res<Market>>,
    mut commands: Commands,
    mut meshes: ResMut<Assets<Mesh>>,
    mut materials: ResMut<Assets<MarketMaterial>>,
) {
    let new_market = market.as_ref().is_some_and(Res::is_changed);
    if !marks.stale && !new_market {
        return;
    }
    marks.stale = false;
    if let Some(old) = marks.lit.take() {
        commands.entity(old).despawn();
    }
    let (Some(market), Some(id)) = (market, &marks.stall) else { return };
    let Some(index) = market.scene.stall(id) else { return };
    let mesh = glow(&market.scene.stalls[index]);
    let look = MarketMaterial::plain(0.0);
    marks.lit = Some(spawn(&mut commands, meshes.add(mesh), materials.add(look)));
}

/// A frame of bars around a stall and on the floor before it, and a drop above it that is seen from afar.
fn glow(stall: &StallDef) -> Mesh {
    let (w, h, d) = (stall.size.x / 2.0 + 0.03, stall.size.y + 0.03, stall.size.z);
    let bar = 0.045;
    let mut boxes: Vec<(Vec3, Vec3)> = Vec::new();
    for x in [-w, w] {
        boxes.push((Vec3::new(x - bar, 0.0, -bar), Vec3::new(x + bar, h, bar)));
        boxes.push((Vec3::new(x - bar, h - bar, -d), Vec3::new(x + bar, h + bar, bar)));
        boxes.push((Vec3::new(x - bar, 0.02, 0.0), Vec3::new(x + bar, 0.035, CARPET_M)));
    }
    boxes.push((Vec3::new(-w, h - bar, -bar), Vec3::new(w, h + bar, bar)));
    boxes.push((Vec3::new(-w, h - bar, -d - bar), Vec3::new(w, h + bar, -d + bar)));
    boxes.push((Vec3::new(-w - bar, 0.02, CARPET_M - bar), Vec3::new(w + bar, 0.035, CARPET_M + bar)));
    let (mut positions, mut colors, mut indices) = (Vec::new(), Vec::new(), Vec::new());
    for (low, high) in boxes {
        let base = positions.len() as u32;
        positions.extend(corners(low, high).map(|c| stall.world.transform_point3(c).to_array()));
        colors.extend([root_color(GLOW, 1.0); 8]);
        let faces = [[0, 2, 3, 1], [4, 5, 7, 6], [0, 1, 5, 4], [2, 6, 7, 3], [0, 4, 6, 2], [1, 3, 7, 5]];
        for [a, b, c, e] in faces {
            indices.extend([a, b, c, a, c, e].map(|i| base + i));
        }
    }
    let base = positions.len() as u32;
    let drop = [[0.0, 0.35], [0.28, 0.85], [0.0, 1.2], [-0.28, 0.85]];
    for (x, z) in [(1.0, 0.0), (0.0, 1.0)] {
        for [out, up] in drop {
            let at = Vec3::new(out * x, h + up, 0.2 + out * z);
            positions.push(stall.world.transform_point3(at).to_array());
            colors.push(root_color(GLOW, 1.0));
        }
    }
    indices.extend([0, 1, 2, 0, 2, 3, 4, 5, 6, 4, 6, 7].map(|i| base + i));
    let uvs = vec![[0.0; 2]; positions.len()];
    material::mesh(positions, colors, uvs, indices)
}
