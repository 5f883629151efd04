//! The sky around, with clouds and what lies beyond the streets, and the ground under the market.
//!
//! Invariant: the sky follows the eye and never dims. Must not know: the market's content.

use bevy::camera::visibility::NoFrustumCulling;
use bevy::prelude::*;

use crate::backdrop;
use crate::daylight::Daylight;
use crate::hour::Light;
use crate::load::{Market, MarketPart};
use crate::material::{self, DENSE_MIST_PER_M, MIST_PER_M, MarketMaterial, root_color};
use crate::paint::MeshMaterial3d;
use crate::power::Awake;
use crate::show::Shown;
use crate::visitor::FlatEye;
use crate::xr::Xr;

/// How far the dome is, metres: before the far plane, behind everything.
const DOME_M: f32 = 400.0;
/// Streets and yards around the market, linear.
const ASPHALT: Vec3 = Vec3::new(0.17, 0.17, 0.175);
/// Under the floors of the market, metres.
const BELOW_M: f32 = 0.04;
/// Rows of clouds and hills that a frame paints: 2 to 5 ms where one runs at a phone's speed.
const ROWS: usize = 16;

/// The dome, moved with the eye.
#[derive(Component)]
struct Dome;

/// Adds sky and ground.
pub fn plugin(app: &mut App) {
    app.init_resource::<ClearColor>()
        .add_systems(Startup, spawn_dome)
        .init_resource::<Clouds>()
        .add_systems(Update, paint_dome.run_if(resource_changed::<Daylight>))
        .add_systems(Update, paint_clouds.run_if(has_room))
        .add_systems(Update, spawn_ground.run_if(resource_exists_and_changed::<Market>))
        .add_systems(PostUpdate, follow.before(TransformSystems::Propagate));
}

/// The picture of clouds and hills, until it is there; the first picture of the market does not wait for it.
#[derive(Resource)]
enum Clouds {
    Unpainted(backdrop::Painter),
    Painted,
}

impl Default for Clouds {
    fn default() -> Self {
        Self::Unpainted(backdrop::Painter::default())
    }
}

fn has_room(clouds: Res<Clouds>, shown: Res<Shown>) -> bool {
    matches!(*clouds, Clouds::Unpainted(_)) && shown.is_settled()
}

fn paint_clouds(
    mut clouds: ResMut<Clouds>,
    mut images: ResMut<Assets<Image>>,
    mut materials: ResMut<Assets<MarketMaterial>>,
    dome: Single<&MeshMaterial3d, With<Dome>>,
    (mut awake, time): (ResMut<Awake>, Res<Time<Real>>),
) {
    awake.stir(&time, 0.3);
    let Clouds::Unpainted(painter) = &mut *clouds else { return };
    let Some(pixels) = painter.paint(ROWS) else { return };
    let (width, height) = (backdrop::WIDTH as u32, backdrop::HEIGHT as u32);
    if let Some(mut sky) = materials.get_mut(&dome.0) {
        sky.image = Some(images.add(material::picture(width, height, pixels)));
    }
    *clouds = Clouds::Painted;
}

fn spawn_dome(
    mut commands: Commands,
    (mut meshes, mut images): (ResMut<Assets<Mesh>>, ResMut<Assets<Image>>),
    mut materials: ResMut<Assets<MarketMaterial>>,
    daylight: Res<Daylight>,
) {
    let mut sky = MarketMaterial::plain(0.0);
    // Where the image is clear, the dome has its own colours.
    sky.image = Some(images.add(material::picture(1, 1, vec![0; 4])));
    tint(&mut sky, daylight.light());
    commands.spawn((
        Dome,
        NoFrustumCulling,
        Mesh3d(meshes.add(dome(daylight.light()))),
        MeshMaterial3d(materials.add(sky)),
        Transform::default(),
    ));
}

/// Marks the material as the dome's, in the light of an hour.
fn tint(sky: &mut MarketMaterial, light: &Light) {
    sky.look.cut.w = 1.0;
    sky.look.sky = light.clouds.extend(1.0);
    sky.look.lamp = light.lamp.extend(0.0);
}

fn paint_dome(
    daylight: Res<Daylight>,
    (mut meshes, mut materials): (ResMut<Assets<Mesh>>, ResMut<Assets<MarketMaterial>>),
    mut dome_mesh: Query<(&mut Mesh3d, &MeshMaterial3d), With<Dome>>,
    mut clear: ResMut<ClearColor>,
) {
    let horizon = daylight.light().horizon;
    clear.0 = Color::linear_rgb(horizon.x, horizon.y, horizon.z);
    for (mut mesh, material) in &mut dome_mesh {
        mesh.0 = meshes.add(dome(daylight.light()));
        if let Some(mut sky) = materials.get_mut(&material.0) {
            tint(&mut sky, daylight.light());
        }
    }
}

/// Sines of the heights of the dome's rings: up to the fifth they show hills, above that clouds.
const RINGS: [f32; 13] = [-0.5, -0.139, -0.03, 0.03, 0.1, 0.2419, 0.2419, 0.32, 0.42, 0.54, 0.68, 0.84, 1.0];
/// The first ring of clouds.
const FIRST_OF_CLOUDS: usize = 6;

/// A dome of rings round the eye in the colours of the hour; the horizon shows its picture twice.
fn dome(light: &Light) -> Mesh {
    const AROUND: u32 = 48;
    let (mut positions, mut colors, mut uvs, mut indices) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for ring in (1..RINGS.len()).filter(|ring| *ring != FIRST_OF_CLOUDS) {
        for i in 0..AROUND {
            let first = positions.len() as u32;
            for (ring, step) in [(ring - 1, 0), (ring - 1, 1), (ring, 1), (ring, 0)] {
                let up = RINGS[ring];
                let yaw = (i + step) as f32 / AROUND as f32 * std::f32::consts::TAU;
                let radius = (1.0 - up * up).max(0.0).sqrt();
                let way = Vec3::new(yaw.sin() * radius, up, -yaw.cos() * radius);
                positions.push((way * DOME_M).to_array());
                colors.push(root_color(light.dome(up, yaw), 1.0));
                // The second half of the way round shows the picture again.
                let half = AROUND / 2;
                uvs.push(place(way, (i % half + step) as f32 / half as f32, ring < FIRST_OF_CLOUDS));
            }
            indices.extend([first, first + 1, first + 2, first, first + 2, first + 3]);
        }
    }
    material::mesh(positions, colors, uvs, indices)
}

/// The place of a direction in the picture; `along` is how far it is round the half of the horizon.
fn place(way: Vec3, along: f32, hills: bool) -> [f32; 2] {
    let rows = backdrop::HEIGHT as f32;
    if hills {
        let [low, high] = backdrop::HILLS_DEG;
        let down = (high - way.y.asin().to_degrees()) / (high - low);
        let row = backdrop::CLOUDS as f32 + 1.0 + down.clamp(0.0, 1.0) * (backdrop::HILLS as f32 - 2.0);
        return [along, row / rows];
    }
    // A flat layer of clouds, high up: far away it is seen from its edge.
    let flat = way.xz() / (way.y + 0.16) * 0.2;
    let row = (0.5 + flat.y) * (backdrop::CLOUDS as f32 - 3.0) + 1.0;
    [0.5 + flat.x, row / rows]
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
