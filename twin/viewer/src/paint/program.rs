//! The programs that run on the graphics card, and materials as they need them.
//!
//! They are made straight from their text: the engine's own way through its shader loader and composer costs a quarter of
//! a second of a slow phone's start, for imports that these have none of.
//! Invariant: the layout of corners is that of `material::mesh`. Must not know: cameras.

use bevy::ecs::system::SystemParamItem;
use bevy::ecs::system::lifetimeless::SRes;
use bevy::mesh::VertexBufferLayout;
use bevy::platform::collections::HashMap;
use bevy::prelude::*;
use bevy::render::render_asset::{PrepareAssetError, RenderAsset};
use bevy::render::render_resource::binding_types::{texture_2d, uniform_buffer};
use bevy::render::render_resource::*;
use bevy::render::renderer::RenderDevice;

use crate::material::{MarketMaterial, Variant};

/// Of the distance to each point, for which one is nearer.
pub(super) const DEPTH_FORMAT: TextureFormat = TextureFormat::Depth32Float;
/// Bytes of an instance: three rows of four numbers.
pub(super) const INSTANCE_BYTES: u64 = 48;

/// Where an eye is.
#[derive(Debug, Clone, Copy, Default, ShaderType)]
pub(super) struct Eye {
    pub(super) clip_from_world: Mat4,
    /// World metres; w: seconds, which move steam.
    pub(super) at: Vec4,
}

/// A material on the graphics card.
pub(super) struct Prepared {
    pub(super) group: BindGroup,
    pub(super) variant: Variant,
    /// Keeps the numbers of the group alive.
    _bindings: BindingResources,
}

impl RenderAsset for Prepared {
    type SourceAsset = MarketMaterial;
    type Param =
        (SRes<RenderDevice>, SRes<PipelineCache>, SRes<Programs>, <MarketMaterial as AsBindGroup>::Param);

    fn prepare_asset(
        material: MarketMaterial,
        _: AssetId<MarketMaterial>,
        (device, cache, programs, param): &mut SystemParamItem<Self::Param>,
        _: Option<&Self>,
    ) -> Result<Self, PrepareAssetError<MarketMaterial>> {
        match material.as_bind_group(&programs.look, device, cache, param) {
            Ok(made) => Ok(Self {
                group: made.bind_group,
                variant: Variant::from(&material),
                _bindings: made.bindings,
            }),
            Err(AsBindGroupError::RetryNextUpdate) => Err(PrepareAssetError::RetryNextUpdate(material)),
            Err(other) => Err(PrepareAssetError::AsBindGroupError(other)),
        }
    }
}

/// What draws meshes; the line before it says whether it blends.
const MARKET: &str = include_str!("market.wgsl");
/// What copies a picture.
const COPY: &str = include_str!("copy.wgsl");

/// Layouts, and the programs that were needed so far.
#[derive(Resource)]
pub(super) struct Programs {
    made: HashMap<Key, RenderPipeline>,
    /// The text of meshes as it was read, by whether it blends: what shares it also shares what the driver makes of it.
    read: HashMap<bool, ShaderModule>,
    pub(super) eye: BindGroupLayoutDescriptor,
    look: BindGroupLayoutDescriptor,
    pub(super) picture: BindGroupLayoutDescriptor,
}

impl FromWorld for Programs {
    fn from_world(world: &mut World) -> Self {
        let device = world.resource::<RenderDevice>();
        let eye = BindGroupLayoutEntries::single(ShaderStages::VERTEX_FRAGMENT, uniform_buffer::<Eye>(true));
        let picture = texture_2d(TextureSampleType::Float { filterable: false });
        Self {
            made: HashMap::new(),
            read: HashMap::new(),
            eye: BindGroupLayoutDescriptor::new("eye", &eye),
            look: MarketMaterial::bind_group_layout_descriptor(device),
            picture: BindGroupLayoutDescriptor::new(
                "picture",
                &BindGroupLayoutEntries::single(ShaderStages::FRAGMENT, picture),
            ),
        }
    }
}

/// What makes another program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Key {
    /// Draws meshes.
    Mesh { variant: Variant, format: TextureFormat, samples: u32 },
    /// Copies the finished picture.
    Copy { format: TextureFormat },
}

impl Programs {
    /// Makes a program, unless it is there.
    pub(super) fn ready(&mut self, key: Key, device: &RenderDevice, cache: &PipelineCache) -> Key {
        if !self.made.contains_key(&key) {
            let made = match key {
                Key::Mesh { variant, format, samples } => {
                    self.mesh(variant, (format, samples), device, cache)
                }
                Key::Copy { format } => {
                    let layouts = [cache.get_bind_group_layout(&self.picture)];
                    let target = ColorTargetState { format, blend: None, write_mask: ColorWrites::ALL };
                    let module = &read("copy", COPY, device);
                    Plan { label: "copy", module, target, buffers: &[], primitive: default() }.make(
                        &layouts,
                        (None, 1),
                        device,
                    )
                }
            };
            self.made.insert(key, made);
        }
        key
    }

    /// A program that was made.
    pub(super) fn get(&self, key: Key) -> Option<&RenderPipeline> {
        self.made.get(&key)
    }

    fn mesh(
        &mut self,
        variant: Variant,
        (format, samples): (TextureFormat, u32),
        device: &RenderDevice,
        cache: &PipelineCache,
    ) -> RenderPipeline {
        let layouts = [&self.eye, &self.look].map(|layout| cache.get_bind_group_layout(layout));
        let blend = variant.blend.then_some(BlendState::ALPHA_BLENDING);
        let corners = corners();
        let buffers = corners.each_ref().map(|layout| RawVertexBufferLayout {
            array_stride: layout.array_stride,
            step_mode: layout.step_mode,
            attributes: &layout.attributes,
        });
        // Near is one, far is nought.
        let depth = DepthStencilState {
            format: DEPTH_FORMAT,
            depth_write_enabled: Some(!variant.blend),
            depth_compare: Some(CompareFunction::GreaterEqual),
            stencil: StencilState::default(),
            bias: DepthBiasState::default(),
        };
        let module = self.read.entry(variant.blend).or_insert_with(|| {
            read("market", &format!("const BLEND: bool = {};\n{MARKET}", variant.blend), device)
        });
        Plan {
            label: "market",
            module,
            target: ColorTargetState { format, blend, write_mask: ColorWrites::ALL },
            buffers: &buffers,
            primitive: PrimitiveState {
                cull_mode: (!variant.double_sided).then_some(Face::Back),
                ..default()
            },
        }
        .make(&layouts, (Some(depth), samples), device)
    }
}

fn read(label: &str, source: &str, device: &RenderDevice) -> ShaderModule {
    device.create_and_validate_shader_module(ShaderModuleDescriptor {
        label: Some(label),
        source: ShaderSource::Wgsl(source.into()),
    })
}

/// What one program differs in from the other.
struct Plan<'a> {
    label: &'a str,
    module: &'a ShaderModule,
    target: ColorTargetState,
    buffers: &'a [RawVertexBufferLayout<'a>],
    primitive: PrimitiveState,
}

impl Plan<'_> {
    fn make(
        self,
        layouts: &[BindGroupLayout],
        (depth_stencil, count): (Option<DepthStencilState>, u32),
        device: &RenderDevice,
    ) -> RenderPipeline {
        let layouts: Vec<_> = layouts.iter().map(|layout| Some(&**layout)).collect();
        let layout = device.create_pipeline_layout(&PipelineLayoutDescriptor {
            label: Some(self.label),
            bind_group_layouts: &layouts,
            immediate_size: 0,
        });
        device.create_render_pipeline(&RawRenderPipelineDescriptor {
            label: Some(self.label),
            layout: Some(&layout),
            vertex: RawVertexState {
                module: self.module,
                entry_point: Some("vertex"),
                compilation_options: default(),
                buffers: self.buffers,
            },
            primitive: self.primitive,
            depth_stencil,
            multisample: MultisampleState { count, ..default() },
            fragment: Some(RawFragmentState {
                module: self.module,
                entry_point: Some("fragment"),
                compilation_options: default(),
                targets: &[Some(self.target)],
            }),
            multiview_mask: None,
            cache: None,
        })
    }
}

/// A corner as `material::mesh` lays it out (place, place in the image, colour), and an instance's three rows.
fn corners() -> [VertexBufferLayout; 2] {
    let at = |shader_location, format, offset| VertexAttribute { format, offset, shader_location };
    let corner = vec![
        at(0, VertexFormat::Float32x3, 0),
        at(1, VertexFormat::Unorm8x4, 20),
        at(2, VertexFormat::Float32x2, 12),
    ];
    let rows = (0..3).map(|row| at(3 + row, VertexFormat::Float32x4, u64::from(row) * 16)).collect();
    [
        VertexBufferLayout { array_stride: 24, step_mode: VertexStepMode::Vertex, attributes: corner },
        VertexBufferLayout {
            array_stride: INSTANCE_BYTES,
            step_mode: VertexStepMode::Instance,
            attributes: rows,
        },
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::material::{self, ATTRIBUTE_ROOT_COLOR};

    #[test]
    fn corners_are_read_as_they_are_written() {
        let mesh = material::mesh(vec![[0.0; 3]; 3], vec![[0; 4]; 3], vec![[0.0; 2]; 3], vec![0, 1, 2]);
        let layout = mesh.get_mesh_vertex_buffer_layout(&mut default());
        let written = layout
            .0
            .get_layout(&[
                Mesh::ATTRIBUTE_POSITION.at_shader_location(0),
                ATTRIBUTE_ROOT_COLOR.at_shader_location(1),
                Mesh::ATTRIBUTE_UV_0.at_shader_location(2),
            ])
            .expect("all three are there");
        assert_eq!(written, corners()[0]);
    }
}
