//! What the market is drawn with: its images and materials, which stalls are closed, and the lifts' cabs.
//!
//! Invariant: shutters follow the page's last list. Must not know: feet, input, which cells are in sight.

use std::collections::BTreeSet;

use bevy::asset::RenderAssetUsages;
use bevy::camera::visibility::NoFrustumCulling;
use bevy::image::{CompressedImageFormats, ImageSampler, ImageType};
use bevy::prelude::*;
use market_wire::bridge::ToViewer;

use crate::bridge::{Bridge, PageMessage};
use crate::daylight::Daylight;
use crate::glb::StallDef;
use crate::lift::called_to;
use crate::load::{Loading, Market, MarketPart};
use crate::material::{self, DENSE_MIST_PER_M, Look, MIST_PER_M, MarketMaterial};
use crate::merge::{Merged, merge_parts};
use crate::mips;
use crate::paint::MeshMaterial3d;
use crate::power::Awake;
use crate::show::Shown;
use crate::visitor::{Visiting, Visitor};

/// The share of lamp light on letters: boards are lit from behind or by a lamp of their own.
const LETTER_LAMP: f32 = 0.72;
/// The share of lamp light on translucent roofs, from the lamps below.
const ROOF_LAMP: f32 = 0.10;
/// An empty cab comes at this speed, metres a second.
const CAB_MPS: f32 = 3.0;

/// A lift's cab, by its index in the scene.
#[derive(Component)]
struct Cab(usize);

/// What cells are drawn with.
#[derive(Resource, Default)]
pub struct Drawn {
    materials: Vec<Handle<MarketMaterial>>,
    /// The page's list of closed stalls; `None` until it sends one: then the file's states count.
    closed_ids: Option<Vec<String>>,
    /// Stalls that say today that they are open, and those that say that they are closed.
    today: (Vec<String>, Vec<String>),
    closed: BTreeSet<usize>,
}

impl Drawn {
    /// Indices of stalls whose shutters are down.
    #[must_use]
    pub fn closed(&self) -> &BTreeSet<usize> {
        &self.closed
    }

    /// What draws merged triangles.
    pub fn bundle(&self, m: Merged, meshes: &mut Assets<Mesh>) -> impl Bundle + use<> {
        let material = MeshMaterial3d(self.materials.get(m.material).cloned().unwrap_or_default());
        let mut mesh = material::mesh(m.positions, m.colors, m.uvs, m.indices);
        // Made from the scene again whenever it must be: the arrays are not kept.
        mesh.asset_usage = RenderAssetUsages::RENDER_WORLD;
        (MarketPart, Mesh3d(meshes.add(mesh)), material, Transform::default())
    }
}

/// Everything that changes [`Drawn`].
#[derive(SystemSet, Debug, Clone, PartialEq, Eq, Hash)]
pub struct Painting;

/// Draws the market.
pub fn plugin(app: &mut App) {
    app.init_resource::<Drawn>().add_systems(
        Update,
        (
            (set_up, spawn_cabs).chain().run_if(resource_exists_and_changed::<Market>),
            set_closed.run_if(on_message::<PageMessage>),
            move_cabs.after(Visiting).run_if(resource_exists::<Market>),
        )
            .chain()
            .in_set(Painting)
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
    let mist = if market.whole { MIST_PER_M } else { DENSE_MIST_PER_M };
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
    mut shown: ResMut<Shown>,
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
        for &stall in closed.symmetric_difference(&drawn.closed) {
            shown.outdate(market.scene.stalls[stall].cell);
        }
        drawn.closed = closed;
    }
}

fn spawn_cabs(
    market: Res<Market>,
    drawn: Res<Drawn>,
    mut commands: Commands,
    mut meshes: ResMut<Assets<Mesh>>,
) {
    for (index, lift) in market.scene.lifts.iter().enumerate() {
        for m in merge_parts(&market.scene, lift.cab.iter(), 0.0) {
            commands.spawn((Cab(index), NoFrustumCulling, drawn.bundle(m, &mut meshes)));
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
