//! One pass an eye: sorts what is in view, and draws it.
//!
//! Invariant: what is not on the graphics card yet is left out of the frame, never waited for.
//! Must not know: the market.

use bevy::camera::NormalizedRenderTarget;
use bevy::ecs::system::SystemParam;
use bevy::math::{Affine3A, Vec3};
use bevy::prelude::*;
use bevy::render::camera::{ExtractedCamera, SortedCameras};
use bevy::render::mesh::allocator::MeshAllocator;
use bevy::render::mesh::{RenderMesh, RenderMeshBufferInfo};
use bevy::render::render_asset::RenderAssets;
use bevy::render::render_resource::*;
use bevy::render::renderer::{RenderDevice, RenderQueue};
use bevy::render::texture::TextureCache;
use bevy::render::view::{ExtractedView, ViewTarget};

use super::list::{Item, Lists};
use super::program::{DEPTH_FORMAT, Eye, INSTANCE_BYTES, Key, Prepared, Programs};
use crate::material::MarketMaterial;

/// One mesh that is drawn.
#[derive(Clone, Copy)]
struct Call {
    program: Key,
    look: AssetId<MarketMaterial>,
    mesh: AssetId<Mesh>,
    /// Where its rows begin in the buffer of instances, bytes.
    instance: u64,
    blend: bool,
    distance: f32,
}

/// One camera's picture.
struct Picture {
    camera: Entity,
    /// Its place in the buffer of eyes, bytes.
    eye: u32,
    /// Whether it is drawn without a picture in between.
    direct: bool,
    depth: Option<TextureView>,
    copy: Option<(Key, BindGroup)>,
    calls: Vec<Call>,
}

/// All pictures of a frame; those beyond `n` are scratch paper.
#[derive(Resource)]
pub(super) struct Frame {
    pictures: Vec<Picture>,
    n: usize,
    eyes: DynamicUniformBuffer<Eye>,
    eye_group: Option<(BufferId, BindGroup)>,
    instances: RawBufferVec<[[f32; 4]; 3]>,
    copies: Vec<(TextureViewId, BindGroup)>,
}

impl FromWorld for Frame {
    fn from_world(_: &mut World) -> Self {
        Self {
            pictures: Vec::new(),
            n: 0,
            eyes: DynamicUniformBuffer::default(),
            eye_group: None,
            instances: RawBufferVec::new(BufferUsages::VERTEX),
            copies: Vec::new(),
        }
    }
}

/// What lies on the graphics card.
#[derive(SystemParam)]
pub(super) struct Card<'w> {
    looks: Res<'w, RenderAssets<Prepared>>,
    meshes: Res<'w, RenderAssets<RenderMesh>>,
    allocator: Res<'w, MeshAllocator>,
    cache: Res<'w, PipelineCache>,
    device: Res<'w, RenderDevice>,
    queue: Res<'w, RenderQueue>,
}

type View<'a> = (&'a ExtractedView, &'a ExtractedCamera, &'a ViewTarget, &'a Msaa);

/// Sorts what is in view, and writes eyes and places.
pub(super) fn prepare(
    mut frame: ResMut<Frame>,
    lists: Res<Lists>,
    views: Query<View<'static>>,
    mut programs: ResMut<Programs>,
    mut textures: ResMut<TextureCache>,
    card: Card,
) {
    let frame = &mut *frame;
    frame.n = 0;
    frame.eyes.clear();
    frame.instances.clear();
    frame.instances.push(rows(&Affine3A::IDENTITY));
    for list in lists.iter() {
        let Ok((view, camera, target, msaa)) = views.get(list.camera) else { continue };
        let Some(size) = camera.physical_target_size else { continue };
        let (format, direct) = destination(target, camera, *msaa);
        let picture = frame.next(list.camera);
        picture.direct = direct;
        picture.depth = Some(depth(&mut textures, &card.device, (size, msaa.samples())));
        let eye = view.world_from_view.translation();
        let mut program = |variant| {
            let key = Key::Mesh { variant, format, samples: msaa.samples() };
            programs.ready(key, &card.device, &card.cache)
        };
        let index = frame.n - 1;
        for item in &list.items {
            let Some(look) = card.looks.get(item.look) else { continue };
            let instance = frame.instance(item);
            frame.pictures[index].calls.push(Call {
                program: program(look.variant),
                look: item.look,
                mesh: item.mesh,
                instance,
                blend: look.variant.blend,
                distance: item.middle.distance_squared(eye),
            });
        }
        frame.pictures[index].eye = frame.eyes.push(&looking(view, eye, lists.seconds));
        frame.pictures[index].calls.sort_unstable_by(order);
        frame.pictures[index].copy = (!direct)
            .then(|| {
                let format = target.out_texture_view_format()?;
                let program = programs.ready(Key::Copy { format }, &card.device, &card.cache);
                Some((program, frame.copied(target.main_texture_view(), &programs, &card)))
            })
            .flatten();
    }
    frame.eyes.write_buffer(&card.device, &card.queue);
    frame.instances.write_buffer(&card.device, &card.queue);
    frame.bind_eyes(&programs, &card);
}

/// The format to draw in, and whether it is drawn straight to where the camera looks: to a window, if edges need not
/// be smoothed in another format first. A headset's buffers take nothing but a finished picture.
fn destination(target: &ViewTarget, camera: &ExtractedCamera, msaa: Msaa) -> (TextureFormat, bool) {
    let window = matches!(camera.target, Some(NormalizedRenderTarget::Window(_)));
    match target.out_texture_view_format() {
        Some(out) if window && (msaa.samples() == 1 || out == target.main_texture_format()) => (out, true),
        _ => (target.main_texture_format(), false),
    }
}

impl Frame {
    fn next(&mut self, camera: Entity) -> &mut Picture {
        if self.pictures.len() == self.n {
            let calls = Vec::new();
            self.pictures.push(Picture { camera, eye: 0, direct: false, depth: None, copy: None, calls });
        }
        let picture = &mut self.pictures[self.n];
        self.n += 1;
        (picture.camera, picture.copy) = (camera, None);
        picture.calls.clear();
        picture
    }

    /// Where the rows of an item's place begin, bytes; what stands where it was made shares the first.
    fn instance(&mut self, item: &Item) -> u64 {
        if item.place == Affine3A::IDENTITY {
            return 0;
        }
        self.instances.push(rows(&item.place)) as u64 * INSTANCE_BYTES
    }

    fn bind_eyes(&mut self, programs: &Programs, card: &Card) {
        let (Some(buffer), Some(binding)) = (self.eyes.buffer(), self.eyes.binding()) else { return };
        if self.eye_group.as_ref().is_none_or(|(id, _)| *id != buffer.id()) {
            let layout = card.cache.get_bind_group_layout(&programs.eye);
            let group = card.device.create_bind_group("eye", &layout, &BindGroupEntries::single(binding));
            self.eye_group = Some((buffer.id(), group));
        }
    }

    fn copied(&mut self, from: &TextureView, programs: &Programs, card: &Card) -> BindGroup {
        if let Some((_, group)) = self.copies.iter().find(|(id, _)| *id == from.id()) {
            return group.clone();
        }
        // Windows change their sizes; two eyes and a window are three pictures.
        self.copies.truncate(2);
        let layout = card.cache.get_bind_group_layout(&programs.picture);
        let group = card.device.create_bind_group("picture", &layout, &BindGroupEntries::single(from));
        self.copies.insert(0, (from.id(), group.clone()));
        group
    }
}

fn rows(place: &Affine3A) -> [[f32; 4]; 3] {
    let (x, t) = (place.matrix3.transpose(), place.translation);
    [x.x_axis.extend(t.x), x.y_axis.extend(t.y), x.z_axis.extend(t.z)].map(|row| row.to_array())
}

fn looking(view: &ExtractedView, eye: Vec3, seconds: f32) -> Eye {
    let clip_from_world = view
        .clip_from_world
        .unwrap_or_else(|| view.clip_from_view * view.world_from_view.to_matrix().inverse());
    Eye { clip_from_world, at: eye.extend(seconds) }
}

/// What lies so near to each other is drawn material by material, metres: a change of material costs a dozen calls of the
/// graphics interface, hidden pixels cost little within a few metres.
const TOGETHER_M: f32 = 12.0;

/// Opaque things first and the nearest of them, blended ones last and the farthest of them first.
fn order(a: &Call, b: &Call) -> std::cmp::Ordering {
    let by_distance = a.distance.total_cmp(&b.distance);
    let ring = |call: &Call| (call.distance / TOGETHER_M) as u32;
    let opaque = || ring(a).cmp(&ring(b)).then(a.look.cmp(&b.look)).then(by_distance);
    a.blend.cmp(&b.blend).then_with(|| if a.blend { by_distance.reverse() } else { opaque() })
}

fn depth(textures: &mut TextureCache, device: &RenderDevice, (size, samples): (UVec2, u32)) -> TextureView {
    let described = TextureDescriptor {
        label: Some("depth"),
        size: Extent3d { width: size.x, height: size.y, depth_or_array_layers: 1 },
        mip_level_count: 1,
        sample_count: samples,
        dimension: TextureDimension::D2,
        format: DEPTH_FORMAT,
        usage: TextureUsages::RENDER_ATTACHMENT,
        view_formats: &[],
    };
    textures.get(device, described).default_view
}

/// Draws all pictures, in the cameras' order.
pub(super) fn draw(
    frame: Res<Frame>,
    cameras: Res<SortedCameras>,
    targets: Query<(&ViewTarget, &ExtractedCamera)>,
    clear: Res<ClearColor>,
    (programs, card): (Res<Programs>, Card),
) {
    let mut encoder = card.device.create_command_encoder(&CommandEncoderDescriptor::default());
    for camera in &cameras.0 {
        let picture = frame.pictures.iter().take(frame.n).find(|p| p.camera == camera.entity);
        let (Some(picture), Ok((target, camera))) = (picture, targets.get(camera.entity)) else { continue };
        let clear = match camera.clear_color {
            ClearColorConfig::Custom(color) => Some(color.to_linear()),
            ClearColorConfig::None => None,
            ClearColorConfig::Default => Some(clear.0.to_linear()),
        };
        picture.draw(&frame, (target, camera), clear, (&programs, &card), &mut encoder);
        picture.copy(target, &programs, &mut encoder);
    }
    card.queue.submit([encoder.finish()]);
}

impl Picture {
    fn draw(
        &self,
        frame: &Frame,
        (target, camera): (&ViewTarget, &ExtractedCamera),
        clear: Option<LinearRgba>,
        (programs, card): (&Programs, &Card),
        encoder: &mut CommandEncoder,
    ) {
        let Some(attachment) = self.onto((target, camera), clear) else { return };
        let depth = self.depth.as_ref().map(|view| RenderPassDepthStencilAttachment {
            view,
            depth_ops: Some(Operations { load: LoadOp::Clear(0.0), store: StoreOp::Discard }),
            stencil_ops: None,
        });
        let mut pass = encoder.begin_render_pass(&RenderPassDescriptor {
            label: Some("market"),
            color_attachments: &[Some(attachment)],
            depth_stencil_attachment: depth,
            ..default()
        });
        if let Some(part) = &camera.viewport {
            let (at, size) = (part.physical_position.as_vec2(), part.physical_size.as_vec2());
            pass.set_viewport(at.x, at.y, size.x, size.y, part.depth.start, part.depth.end);
        }
        let (Some((_, eye)), Some(instances)) = (&frame.eye_group, frame.instances.buffer()) else { return };
        let mut before: Option<&Call> = None;
        for call in &self.calls {
            let (Some(look), Some(mesh)) = (card.looks.get(call.look), card.meshes.get(call.mesh)) else {
                continue;
            };
            let RenderMeshBufferInfo::Indexed { count, index_format } = mesh.buffer_info else { continue };
            let (Some(corners), Some(indices)) =
                (card.allocator.mesh_vertex_slice(&call.mesh), card.allocator.mesh_index_slice(&call.mesh))
            else {
                continue;
            };
            if before.is_none_or(|b| b.program != call.program) {
                let Some(program) = programs.get(call.program) else { continue };
                pass.set_pipeline(program);
            }
            if before.is_none() {
                pass.set_bind_group(0, &**eye, &[self.eye]);
            }
            if before.is_none_or(|b| b.look != call.look) {
                pass.set_bind_group(1, &*look.group, &[]);
            }
            if before.is_none_or(|b| b.instance != call.instance) {
                let rows = call.instance..call.instance + INSTANCE_BYTES;
                pass.set_vertex_buffer(1, *instances.slice(rows));
            }
            pass.set_vertex_buffer(0, *corners.buffer.slice(..));
            pass.set_index_buffer(*indices.buffer.slice(..), index_format);
            let range = indices.range.start..indices.range.start + count;
            pass.draw_indexed(range, corners.range.start as i32, 0..1);
            before = Some(call);
        }
    }

    /// What is drawn onto; `None` when there is nothing to draw onto in this frame.
    fn onto<'t>(
        &self,
        (target, camera): (&'t ViewTarget, &ExtractedCamera),
        clear: Option<LinearRgba>,
    ) -> Option<RenderPassColorAttachment<'t>> {
        let mut attachment = target.get_color_attachment();
        if !self.direct {
            return Some(attachment);
        }
        let out = target.out_texture_color_attachment(clear)?;
        if attachment.resolve_target.is_none() {
            return Some(out);
        }
        attachment.resolve_target = Some(out.view);
        // Who has a part of the picture leaves it to who draws the rest, since all of it is resolved each time.
        let shared = camera.viewport.is_some();
        attachment.ops.store = if shared { StoreOp::Store } else { StoreOp::Discard };
        Some(attachment)
    }

    /// Copies the picture to where the camera looks, if it was not drawn there.
    fn copy(&self, target: &ViewTarget, programs: &Programs, encoder: &mut CommandEncoder) {
        let Some((program, group)) = &self.copy else { return };
        let Some(out) = target.out_texture_color_attachment(Some(LinearRgba::BLACK)) else { return };
        let mut pass = encoder.begin_render_pass(&RenderPassDescriptor {
            label: Some("copy"),
            color_attachments: &[Some(out)],
            ..default()
        });
        if let Some(program) = programs.get(*program) {
            pass.set_pipeline(program);
            pass.set_bind_group(0, &**group, &[]);
            pass.draw(0..3, 0..1);
        }
    }
}
