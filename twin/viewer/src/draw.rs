//! Puts the market's cells on the screen: merged meshes, the nearest first, a few milliseconds a frame.
//!
//! Invariants: a cell is drawn whole or not at all; shutters follow the page's last list.
//! Must not know: feet, input.

use std::collections::{BTreeMap, BTreeSet};

use bevy::asset::RenderAssetUsages;
use bevy::camera::primitives::Aabb;
use bevy::camera::visibility::NoFrustumCulling;
use bevy::image::{CompressedImageFormats, ImageSampler, ImageType};
use bevy::platform::time::Instant;
use bevy::prelude::*;
use market_wire::bridge::{FromViewer, ToViewer};

use crate::bridge::{Bridge, PageMessage};
use crate::daylight::Daylight;
use crate::glb::StallDef;
use crate::lift::called_to;
use crate::load::{Loading, Market, MarketPart};
use crate::material::{self, DENSE_MIST_PER_M, Look, MIST_PER_M, MarketMaterial};
use crate::merge::{Merged, merge_cell, merge_parts};
use crate::mips;
use crate::near::{self, LARGE_MARKET_STALLS};
use crate::power::Awake;
use crate::visitor::{Visiting, Visitor};

/// So long a frame may spend on making cells, milliseconds.
const BUDGET_MS: f32 = 6.0;

/// The share of lamp light on letters: boards are lit from behind or by a lamp of their own.
const LETTER_LAMP: f32 = 0.72;
/// The share of lamp light on translucent roofs, from the lamps below.
const ROOF_LAMP: f32 = 0.10;
/// An empty cab comes at this speed, metres a second.
const CAB_MPS: f32 = 3.0;

/// A lift's cab, by its index in the scene.
#[derive(Component)]
struct Cab(usize);

/// What is on the screen.
#[derive(Resource, Default)]
pub struct Drawn {
    cells: BTreeMap<usize, Vec<Entity>>,
    materials: Vec<Handle<MarketMaterial>>,
    /// The page's list of closed stalls; `None` until it sends one: then the file's states count.
    closed_ids: Option<Vec<String>>,
    /// Stalls that say today that they are open, and those that say that they are closed.
    today: (Vec<String>, Vec<String>),
    closed: BTreeSet<usize>,
    loaded: bool,
    wanted: usize,
}

/// Draws the market.
pub fn plugin(app: &mut App) {
    app.init_resource::<Drawn>().add_systems(
        Update,
        (
            (set_up, spawn_cabs).chain().run_if(resource_exists_and_changed::<Market>),
            set_closed,
            make_and_drop.run_if(resource_exists::<Market>),
            move_cabs.after(Visiting).run_if(resource_exists::<Market>),
        )
            .chain()
            .after(Loading),
    );
}

fn set_up(
    market: Res<Market>,
    mut drawn: ResMut<Drawn>,
    mut images: ResMut<Assets<Image>>,
    mut materials: ResMut<Assets<MarketMaterial>>,
    (bridge, daylight): (Res<Bridge>, Res<Daylight>),
) {
    let handles: Vec<Option<Handle<Image>>> = market
        .scene
        .images
        .iter()
        .map(|bytes| match decode(bytes) {
            Ok(image) => Some(images.add(image)),
            Err(why) => {
                bridge.fail("scene", format!("an image: {why}"));
                None
            }
        })
        .collect();
    let mist = if is_large(&market) { DENSE_MIST_PER_M } else { MIST_PER_M };
    let made = market.scene.materials.iter().map(|m| {
        let mist = if m.glow { mist * 0.6 } else { mist };
        let mut look = Look::constant(mist);
        look.lamp.w = if m.double_sided { ROOF_LAMP } else { LETTER_LAMP };
        look.take(daylight.light(), true);
        materials.add(MarketMaterial {
            look,
            by_hour: true,
            image: m.image.and_then(|i| handles.get(i).cloned().flatten()),
            blend: m.blend,
            double_sided: m.double_sided,
        })
    });
    let (closed_ids, today) = (drawn.closed_ids.take(), std::mem::take(&mut drawn.today));
    *drawn = Drawn { materials: made.collect(), closed_ids, today, ..Drawn::default() };
    drawn.closed = closed_stalls(&market, &drawn);
}

fn is_large(market: &Market) -> bool {
    market.scene.stalls.len() > LARGE_MARKET_STALLS
}

fn decode(bytes: &[u8]) -> Result<Image, String> {
    let mut image = Image::from_buffer(
        bytes,
        ImageType::MimeType("image/png"),
        CompressedImageFormats::NONE,
        true,
        ImageSampler::Descriptor(mips::sampler()),
        RenderAssetUsages::RENDER_WORLD,
    )
    .map_err(|e| e.to_string())?;
    mips::add(&mut image);
    Ok(image)
}

/// Which stalls have their shutters down: as the page listed them, else as the file says; and over that, what they say
/// themselves today.
fn closed_stalls(market: &Market, drawn: &Drawn) -> BTreeSet<usize> {
    let set = |ids: &'_ [String]| ids.iter().cloned().collect::<BTreeSet<String>>();
    let (opened, closed) = (set(&drawn.today.0), set(&drawn.today.1));
    let listed = drawn.closed_ids.as_deref().map(set);
    let stalls = market.scene.stalls.iter().enumerate();
    let usual = |s: &StallDef| listed.as_ref().map_or(!s.open, |ids| ids.contains(&s.id));
    let is_closed = |s: &StallDef| closed.contains(&s.id) || (usual(s) && !opened.contains(&s.id));
    stalls.filter(|(_, s)| is_closed(s)).map(|(i, _)| i).collect()
}

fn set_closed(
    mut messages: MessageReader<PageMessage>,
    market: Option<Res<Market>>,
    mut drawn: ResMut<Drawn>,
    mut commands: Commands,
) {
    for PageMessage(message) in messages.read() {
        match message {
            // The new market's own states count until the page says otherwise.
            ToViewer::Load { .. } => {
                (drawn.closed_ids, drawn.today) = Default::default();
                continue;
            }
            ToViewer::SetClosed { stalls } => drawn.closed_ids = Some(stalls.clone()),
            ToViewer::SetToday { opened, closed, .. } => drawn.today = (opened.clone(), closed.clone()),
            _ => continue,
        }
        let Some(market) = &market else { continue };
        let closed = closed_stalls(market, &drawn);
        let changed: BTreeSet<usize> = closed
            .symmetric_difference(&drawn.closed)
            .map(|&stall| market.scene.stalls[stall].cell)
            .collect();
        drawn.closed = closed;
        for cell in changed {
            drop_cell(&mut drawn, &mut commands, cell);
        }
    }
}

fn drop_cell(drawn: &mut Drawn, commands: &mut Commands, cell: usize) {
    for entity in drawn.cells.remove(&cell).unwrap_or_default() {
        commands.entity(entity).despawn();
    }
}

fn make_and_drop(
    market: Res<Market>,
    mut drawn: ResMut<Drawn>,
    visitor: Res<Visitor>,
    mut commands: Commands,
    mut meshes: ResMut<Assets<Mesh>>,
    (mut awake, time, bridge): (ResMut<Awake>, Res<Time<Real>>, Res<Bridge>),
) {
    let shown: BTreeSet<usize> = drawn.cells.keys().copied().collect();
    let (make, drop) = near::plan(&market.scene.cells, visitor.feet(), &shown, !is_large(&market));
    for cell in drop {
        drop_cell(&mut drawn, &mut commands, cell);
    }
    if !make.is_empty() {
        awake.stir(&time, 0.3);
    }
    drawn.wanted = drawn.wanted.max(make.len());
    let began = Instant::now();
    let mut left = make.len();
    for cell in make {
        let entities = spawn_cell(&market, &drawn, cell, &mut commands, &mut meshes);
        drawn.cells.insert(cell, entities);
        left -= 1;
        if began.elapsed().as_secs_f32() * 1000.0 > BUDGET_MS {
            break;
        }
    }
    if !drawn.loaded {
        let fraction = 1.0 - left as f32 / drawn.wanted.max(1) as f32;
        bridge.say(FromViewer::Progress { what: "world".into(), fraction });
        if left == 0 {
            drawn.loaded = true;
            bridge.say(FromViewer::Loaded { stalls: market.scene.stalls.len() as u32 });
        }
    }
}

fn spawn_cell(
    market: &Market,
    drawn: &Drawn,
    cell: usize,
    commands: &mut Commands,
    meshes: &mut Assets<Mesh>,
) -> Vec<Entity> {
    let cell = &market.scene.cells[cell];
    let bounds = Aabb::from_min_max(cell.min, cell.max);
    merge_cell(&market.scene, cell, &drawn.closed)
        .into_iter()
        .map(|m| commands.spawn((merged(m, drawn, meshes), bounds)).id())
        .collect()
}

fn merged(m: Merged, drawn: &Drawn, meshes: &mut Assets<Mesh>) -> impl Bundle + use<> {
    let material = MeshMaterial3d(drawn.materials[m.material].clone());
    let mesh = material::mesh(m.positions, m.colors, m.uvs, m.indices);
    (MarketPart, Mesh3d(meshes.add(mesh)), material, Transform::default())
}

fn spawn_cabs(
    market: Res<Market>,
    drawn: Res<Drawn>,
    mut commands: Commands,
    mut meshes: ResMut<Assets<Mesh>>,
) {
    for (index, lift) in market.scene.lifts.iter().enumerate() {
        for m in merge_parts(&market.scene, lift.cab.iter()) {
            commands.spawn((Cab(index), NoFrustumCulling, merged(m, &drawn, &mut meshes)));
        }
    }
}

/// A cab goes with who rides in it, and comes to the level of who is near.
fn move_cabs(
    market: Res<Market>,
    visitor: Res<Visitor>,
    mut cabs: Query<(&Cab, &mut Transform)>,
    (time, real): (Res<Time>, Res<Time<Real>>),
    mut awake: ResMut<Awake>,
) {
    for (cab, mut transform) in &mut cabs {
        let lift = &market.scene.lifts[cab.0];
        let now = lift.at.y + transform.translation.y;
        let riding = visitor.in_lift().filter(|(index, _)| *index == cab.0).map(|(_, y)| y);
        let step = CAB_MPS * time.delta_secs();
        let next = match (riding, called_to(lift, visitor.feet())) {
            (Some(y), _) => y,
            (None, Some(y)) => now + (y - now).clamp(-step, step),
            (None, None) => now,
        };
        if (next - now).abs() > 1e-3 {
            transform.translation.y = next - lift.at.y;
            awake.stir(&real, 0.4);
        }
    }
}
