//! The programs that run on the graphics card, and materials as they need them.
//!
//! Invariant: the layout of corners is that of `material::mesh`. Must not know: cameras.

use bevy::asset::load_embedded_asset;
use bevy::ecs::system::SystemParamItem;
use bevy::ecs::system::lifetimeless::SRes;
use bevy::mesh::VertexBufferLayout;
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

/// Shaders and layouts.
#[derive(Resource)]
pub(super) struct Programs {
    market: Handle<Shader>,
    copy: Handle<Shader>,
    pub(super) eye: BindGroupLayoutDescriptor,
    look: BindGroupLayoutDescriptor,
    pub(super) picture: BindGroupLayoutDescriptor,
}

impl FromWorld for Programs {
    fn from_world(world: &mut World) -> Self {
        let (assets, device) = (world.resource::<AssetServer>(), world.resource::<RenderDevice>());
        let eye = BindGroupLayoutEntries::single(ShaderStages::VERTEX_FRAGMENT, uniform_buffer::<Eye>(true));
        let picture = texture_2d(TextureSampleType::Float { filterable: false });
        Self {
            market: load_embedded_asset!(assets, "market.wgsl"),
            copy: load_embedded_asset!(assets, "copy.wgsl"),
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

impl SpecializedRenderPipeline for Programs {
    type Key = Key;

    fn specialize(&self, key: Key) -> RenderPipelineDescriptor {
        match key {
            Key::Mesh { variant, format, samples } => self.mesh(variant, format, samples),
            Key::Copy { format } => RenderPipelineDescriptor {
                label: Some("copy".into()),
                layout: vec![self.picture.clone()],
                vertex: VertexState { shader: self.copy.clone(), ..default() },
                fragment: Some(fragment(&self.copy, Vec::new(), format, None)),
                ..default()
            },
        }
    }
}

impl Programs {
    fn mesh(&self, variant: Variant, format: TextureFormat, samples: u32) -> RenderPipelineDescriptor {
        let defs: Vec<_> = variant.blend.then(|| "BLEND".into()).into_iter().collect();
        let blend = variant.blend.then_some(BlendState::ALPHA_BLENDING);
        RenderPipelineDescriptor {
            label: Some("market".into()),
            layout: vec![self.eye.clone(), self.look.clone()],
            vertex: VertexState {
                shader: self.market.clone(),
                shader_defs: defs.clone(),
                buffers: corners(),
                ..default()
            },
            fragment: Some(fragment(&self.market, defs, format, blend)),
            primitive: PrimitiveState {
                cull_mode: (!variant.double_sided).then_some(Face::Back),
                ..default()
            },
            // Near is one, far is nought.
            depth_stencil: Some(DepthStencilState {
                format: DEPTH_FORMAT,
                depth_write_enabled: Some(!variant.blend),
                depth_compare: Some(CompareFunction::GreaterEqual),
                stencil: StencilState::default(),
                bias: DepthBiasState::default(),
            }),
            multisample: MultisampleState { count: samples, ..default() },
            ..default()
        }
    }
}

fn fragment(
    shader: &Handle<Shader>,
    shader_defs: Vec<bevy::shader::ShaderDefVal>,
    format: TextureFormat,
    blend: Option<BlendState>,
) -> FragmentState {
    let target = ColorTargetState { format, blend, write_mask: ColorWrites::ALL };
    FragmentState { shader: shader.clone(), shader_defs, targets: vec![Some(target)], ..default() }
}

/// A corner as `material::mesh` lays it out (place, place in the image, colour), and an instance's three rows.
fn corners() -> Vec<VertexBufferLayout> {
    let at = |shader_location, format, offset| VertexAttribute { format, offset, shader_location };
    let corner = vec![
        at(0, VertexFormat::Float32x3, 0),
        at(1, VertexFormat::Unorm8x4, 20),
        at(2, VertexFormat::Float32x2, 12),
    ];
    let rows = (0..3).map(|row| at(3 + row, VertexFormat::Float32x4, u64::from(row) * 16)).collect();
    vec![
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
