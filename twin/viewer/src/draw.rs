//! What the market is drawn with: its images and materials, which stalls are closed, and the lifts' cabs.
//!
//! Invariant: shutters follow the page's last list. Must not know: feet, input, which cells are in sight.

use std::collections::BTreeSet;
use std::io::Cursor;

use bevy::asset::RenderAssetUsages;
use bevy::camera::visibility::NoFrustumCulling;
use bevy::image::ImageSampler;
use bevy::prelude::*;
use bevy::render::render_resource::{Extent3d, TextureDimension, TextureFormat};
use market_wire::bridge::ToViewer;
use png::{ColorType, Transformations};

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
/// Pixels of one image never take more, bytes: twice what all textures of a market may have.
const MAX_IMAGE_BYTES: usize = 128 << 20;
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

/// Reads a PNG into pixels, with room for its smaller copies.
fn decode(bytes: &[u8]) -> Result<Image, png::DecodingError> {
    let mut decoder = png::Decoder::new(Cursor::new(bytes));
    decoder.set_transformations(Transformations::normalize_to_color8() | Transformations::ALPHA);
    let mut reader = decoder.read_info()?;
    let bytes = reader.output_buffer_size().filter(|b| *b <= MAX_IMAGE_BYTES);
    let bytes = bytes.ok_or(png::DecodingError::LimitsExceeded)?;
    let mut pixels = Vec::with_capacity(mips::with_copies(bytes));
    pixels.resize(bytes, 0);
    let read = reader.next_frame(&mut pixels)?;
    if read.color_type == ColorType::GrayscaleAlpha {
        pixels = pixels.chunks_exact(2).flat_map(|p| [p[0], p[0], p[0], p[1]]).collect();
    }
    let size = Extent3d { width: read.width, height: read.height, depth_or_array_layers: 1 };
    let format = TextureFormat::Rgba8UnormSrgb;
    let mut image = Image::new(size, TextureDimension::D2, pixels, format, RenderAssetUsages::RENDER_WORLD);
    image.sampler = ImageSampler::Descriptor(mips::sampler());
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

#[cfg(test)]
mod tests {
    use super::*;

    fn written(size: u32, color: ColorType, pixels: Option<&[u8]>) -> Vec<u8> {
        let mut file = Vec::new();
        let mut encoder = png::Encoder::new(&mut file, size, size);
        encoder.set_color(color);
        let mut writer = encoder.write_header().expect("a header");
        if let Some(pixels) = pixels {
            writer.write_image_data(pixels).expect("pixels");
            writer.finish().expect("an end");
        } else {
            // Cut short: only what the header promises is there.
            drop(writer);
        }
        file
    }

    #[test]
    fn images_of_any_kind_become_red_green_blue_and_alpha() {
        for (color, pixel, expected) in [
            (ColorType::Rgba, &[9, 8, 7, 6][..], [9, 8, 7, 6]),
            (ColorType::Rgb, &[9, 8, 7], [9, 8, 7, 255]),
            (ColorType::GrayscaleAlpha, &[9, 6], [9, 9, 9, 6]),
            (ColorType::Grayscale, &[9], [9, 9, 9, 255]),
        ] {
            let image = decode(&written(2, color, Some(&pixel.repeat(4)))).expect("an image");
            assert_eq!(image.data.expect("pixels"), expected.repeat(4), "{color:?}");
        }
    }

    #[test]
    fn smaller_copies_are_made_and_find_their_room() {
        let image = decode(&written(128, ColorType::Rgba, Some(&[200; 128 * 128 * 4]))).expect("an image");
        let data = image.data.expect("pixels");
        assert_eq!(image.texture_descriptor.mip_level_count, 3);
        assert_eq!(data.len(), (128 * 128 + 64 * 64 + 32 * 32) * 4);
        assert_eq!(data.capacity(), mips::with_copies(128 * 128 * 4), "it was not made anew");
    }

    #[test]
    fn an_image_that_is_cut_or_too_large_is_refused_before_it_takes_memory() {
        for file in [written(8, ColorType::Rgba, None), written(60_000, ColorType::Rgba, None), vec![1, 2, 3]]
        {
            assert!(decode(&file).is_err());
        }
    }
}
