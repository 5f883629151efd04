//! The sky around and the ground under the market.
//!
//! Invariant: the sky follows the eye and never dims. Must not know: the market's content.

use bevy::camera::visibility::NoFrustumCulling;
use bevy::prelude::*;

use crate::daylight::Daylight;
use crate::hour::Light;
use crate::load::{Market, MarketPart};
use crate::material::{self, DENSE_MIST_PER_M, MIST_PER_M, MarketMaterial, root_color};
use crate::paint::MeshMaterial3d;
use crate::visitor::FlatEye;
use crate::xr::Xr;

/// How far the dome is, metres: before the far plane, behind everything.
const DOME_M: f32 = 400.0;
/// Streets and yards around the market, linear.
const ASPHALT: Vec3 = Vec3::new(0.17, 0.17, 0.175);
/// Under the floors of the market, metres.
const BELOW_M: f32 = 0.04;

/// The dome, moved with the eye.
#[derive(Component)]
struct Dome;

/// Adds sky and ground.
pub fn plugin(app: &mut App) {
    app.init_resource::<ClearColor>()
        .add_systems(Startup, spawn_dome)
        .add_systems(Update, paint_dome.run_if(resource_changed::<Daylight>))
        .add_systems(Update, spawn_ground.run_if(resource_exists_and_changed::<Market>))
        .add_systems(PostUpdate, follow.before(TransformSystems::Propagate));
}

fn spawn_dome(
    mut commands: Commands,
    mut meshes: ResMut<Assets<Mesh>>,
    mut materials: ResMut<Assets<MarketMaterial>>,
    daylight: Res<Daylight>,
) {
    commands.spawn((
        Dome,
        NoFrustumCulling,
        Mesh3d(meshes.add(dome(daylight.light()))),
        MeshMaterial3d(materials.add(MarketMaterial::plain(0.0))),
        Transform::default(),
    ));
}

fn paint_dome(
    daylight: Res<Daylight>,
    mut meshes: ResMut<Assets<Mesh>>,
    mut dome_mesh: Query<&mut Mesh3d, With<Dome>>,
    mut clear: ResMut<ClearColor>,
) {
    let horizon = daylight.light().horizon;
    clear.0 = Color::linear_rgb(horizon.x, horizon.y, horizon.z);
    for mut mesh in &mut dome_mesh {
        mesh.0 = meshes.add(dome(daylight.light()));
    }
}

/// A dome of rings round the eye in the colours of the hour.
fn dome(light: &Light) -> Mesh {
    const AROUND: u32 = 24;
    const RINGS: [f32; 8] = [-0.3, 0.0, 0.06, 0.14, 0.28, 0.5, 0.8, 1.0];
    let (mut positions, mut colors, mut indices) = (Vec::new(), Vec::new(), Vec::new());
    for (ring, up) in RINGS.into_iter().enumerate() {
        let radius = (1.0 - up * up).max(0.0).sqrt();
        for i in 0..AROUND {
            let yaw = i as f32 / AROUND as f32 * std::f32::consts::TAU;
            let at = Vec3::new(yaw.sin() * radius, up, -yaw.cos() * radius) * DOME_M;
            positions.push(at.to_array());
            colors.push(root_color(light.dome(up, yaw), 1.0));
            if ring > 0 {
                let next = (i + 1) % AROUND;
                let (below, here) = ((ring as u32 - 1) * AROUND, ring as u32 * AROUND);
                indices.extend([below + i, below + next, here + i, here + i, below + next, here + next]);
            }
        }
    }
    let uvs = vec![[0.0; 2]; positions.len()];
    material::mesh(positions, colors, uvs, indices)
}

fn spawn_ground(
    market: Res<Market>,
    mut commands: Commands,
    mut meshes: ResMut<Assets<Mesh>>,
    mut materials: ResMut<Assets<MarketMaterial>>,
    daylight: Res<Daylight>,
) {
    let cells = &market.scene.cells;
    let low = cells.iter().fold(Vec3::INFINITY, |at, c| at.min(c.min)).min(Vec3::ZERO) - 300.0;
    let high = cells.iter().fold(Vec3::NEG_INFINITY, |at, c| at.max(c.max)).max(Vec3::ZERO) + 300.0;
    let y = market.scene.ground_m() - BELOW_M;
    let positions = vec![[low.x, y, low.z], [low.x, y, high.z], [high.x, y, high.z], [high.x, y, low.z]];
    let mut asphalt = MarketMaterial::plain(if market.whole { MIST_PER_M } else { DENSE_MIST_PER_M });
    asphalt.by_hour = true;
    asphalt.look.take(daylight.light(), true);
    commands.spawn((
        MarketPart,
        NoFrustumCulling,
        Mesh3d(meshes.add(material::mesh(
            positions,
            vec![root_color(ASPHALT, 0.02); 4],
            vec![[0.0; 2]; 4],
            vec![0, 1, 2, 0, 2, 3],
        ))),
        MeshMaterial3d(materials.add(asphalt)),
        Transform::default(),
    ));
}

fn follow(
    eye: Single<&Transform, (With<FlatEye>, Without<Dome>)>,
    mut dome: Single<&mut Transform, With<Dome>>,
    xr: Res<Xr>,
) {
    dome.translation = xr.head().unwrap_or(eye.translation);
}
