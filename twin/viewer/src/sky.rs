//! The sky around and the ground under the market.
//!
//! Invariant: the sky follows the eye and never dims. Must not know: the market's content.

use bevy::camera::visibility::NoFrustumCulling;
use bevy::prelude::*;

use crate::load::{Market, MarketPart};
use crate::material::{self, DENSE_MIST_PER_M, HORIZON, MIST_PER_M, MarketMaterial, root_color};
use crate::near::LARGE_MARKET_STALLS;

/// The sky straight above, linear.
const ZENITH: Vec3 = Vec3::new(0.20, 0.42, 0.74);
/// Streets and yards around the market, linear.
const ASPHALT: Vec3 = Vec3::new(0.17, 0.17, 0.175);
/// Under the floors of the market, metres.
const BELOW_M: f32 = 0.04;

/// The dome, moved with the eye.
#[derive(Component)]
struct Dome;

/// Adds sky and ground.
pub fn plugin(app: &mut App) {
    app.insert_resource(ClearColor(Color::linear_rgb(HORIZON.x, HORIZON.y, HORIZON.z)))
        .add_systems(Startup, spawn_dome)
        .add_systems(Update, spawn_ground.run_if(resource_exists_and_changed::<Market>))
        .add_systems(PostUpdate, follow.before(TransformSystems::Propagate));
}

fn spawn_dome(
    mut commands: Commands,
    mut meshes: ResMut<Assets<Mesh>>,
    mut materials: ResMut<Assets<MarketMaterial>>,
) {
    const AROUND: u32 = 16;
    let rings = [(-0.3f32, 0.0), (0.0, 0.0), (0.12, 0.25), (0.35, 0.6), (0.8, 0.95), (1.0, 1.0)];
    let (mut positions, mut colors, mut indices) = (Vec::new(), Vec::new(), Vec::new());
    for (ring, (height, blue)) in rings.iter().enumerate() {
        let radius = (1.0 - height * height).max(0.0).sqrt();
        for i in 0..AROUND {
            let angle = i as f32 / AROUND as f32 * std::f32::consts::TAU;
            positions.push([angle.cos() * radius * 400.0, height * 400.0, angle.sin() * radius * 400.0]);
            colors.push(root_color(HORIZON.lerp(ZENITH, *blue), 1.0));
            if ring > 0 {
                let next = (i + 1) % AROUND;
                let (below, here) = ((ring as u32 - 1) * AROUND, ring as u32 * AROUND);
                indices.extend([below + i, below + next, here + i, here + i, below + next, here + next]);
            }
        }
    }
    let uvs = vec![[0.0; 2]; positions.len()];
    commands.spawn((
        Dome,
        NoFrustumCulling,
        Mesh3d(meshes.add(material::mesh(positions, colors, uvs, indices))),
        MeshMaterial3d(materials.add(MarketMaterial::plain(0.0))),
        Transform::default(),
    ));
}

fn spawn_ground(
    market: Res<Market>,
    mut commands: Commands,
    mut meshes: ResMut<Assets<Mesh>>,
    mut materials: ResMut<Assets<MarketMaterial>>,
) {
    let cells = &market.scene.cells;
    let low = cells.iter().fold(Vec3::INFINITY, |at, c| at.min(c.min)).min(Vec3::ZERO) - 300.0;
    let high = cells.iter().fold(Vec3::NEG_INFINITY, |at, c| at.max(c.max)).max(Vec3::ZERO) + 300.0;
    let y = market.scene.ground_m() - BELOW_M;
    let positions = vec![[low.x, y, low.z], [low.x, y, high.z], [high.x, y, high.z], [high.x, y, low.z]];
    let large = market.scene.stalls.len() > LARGE_MARKET_STALLS;
    let mist = if large { DENSE_MIST_PER_M } else { MIST_PER_M };
    commands.spawn((
        MarketPart,
        NoFrustumCulling,
        Mesh3d(meshes.add(material::mesh(
            positions,
            vec![root_color(ASPHALT, 1.0); 4],
            vec![[0.0; 2]; 4],
            vec![0, 1, 2, 0, 2, 3],
        ))),
        MeshMaterial3d(materials.add(MarketMaterial::plain(mist))),
        Transform::default(),
    ));
}

fn follow(
    eye: Single<&Transform, (With<Camera3d>, Without<Dome>)>,
    mut dome: Single<&mut Transform, With<Dome>>,
) {
    dome.translation = eye.translation;
}
