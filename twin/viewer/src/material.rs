//! The one material of the viewer: baked vertex colours times an image, lit by the hour, dimmed by mist.
//!
//! Invariant: at most four variants (blended or not, seen from both sides or not).
//! Must not know: what is drawn with it.

use bevy::asset::RenderAssetUsages;
use bevy::image::ImageSampler;
use bevy::mesh::{Indices, MeshVertexAttribute, PrimitiveTopology, VertexFormat};
use bevy::prelude::*;
use bevy::reflect::TypePath;
use bevy::render::render_resource::{AsBindGroup, Extent3d, ShaderType, TextureDimension, TextureFormat};

use crate::hour::{Light, USUAL_MIN};

/// Four bytes a corner: square roots of linear colours, and alpha.
pub const ATTRIBUTE_ROOT_COLOR: MeshVertexAttribute =
    MeshVertexAttribute::new("RootColor", 0x6a61_6e67, VertexFormat::Unorm8x4);

/// How much things far away fade, per metre.
pub const MIST_PER_M: f32 = 1.0 / 120.0;
/// How much they fade in a market that is drawn in part, per metre: a hundredth is left at the edge.
pub const DENSE_MIST_PER_M: f32 = 1.0 / 70.0;

/// The numbers that the shader reads.
#[derive(Debug, Clone, Copy, ShaderType)]
pub struct Look {
    /// Linear colour of the mist, and its density per metre (0: none).
    pub mist: Vec4,
    /// What the sky gives; w multiplies the alpha.
    pub sky: Vec4,
    /// What lamps give; w is the share of it on what is blended.
    pub lamp: Vec4,
    /// x: nothing higher than this is drawn, metres; y: multiplies the mist's density; z: 1 for the market's own
    /// things, which age and face the sun; w: 1 for the dome, whose image lies over its colours.
    pub cut: Vec4,
    /// Towards the sun; w: how much brighter that side is.
    pub sun: Vec4,
}

/// Higher than any market, metres: nothing is cut off.
pub const NO_CUT_M: f32 = 1.0e6;

impl Look {
    /// As bright as it was drawn, in mist of this density per metre.
    #[must_use]
    pub fn constant(mist: f32) -> Self {
        let horizon = Light::at(USUAL_MIN).horizon;
        let cut = Vec4::new(NO_CUT_M, 1.0, 0.0, 0.0);
        Self { mist: horizon.extend(mist), sky: Vec4::ONE, lamp: Vec4::ZERO, cut, sun: Vec4::ZERO }
    }

    /// In the light of an hour; density and share stay.
    pub fn take(&mut self, light: &Light, by_hour: bool) {
        self.mist = light.horizon.extend(self.mist.w);
        if by_hour {
            self.sky = light.sky.extend(self.sky.w);
            self.lamp = light.lamp.extend(self.lamp.w);
            self.cut.z = 1.0;
            self.sun = light.towards_sun().extend(light.sunny);
        }
    }
}

/// Unlit vertex colours times an image, dimmed by mist.
#[derive(Asset, TypePath, AsBindGroup, Debug, Clone)]
#[bind_group_data(Variant)]
pub struct MarketMaterial {
    /// Numbers.
    #[uniform(0)]
    pub look: Look,
    /// The image; white without.
    #[texture(1)]
    #[sampler(2)]
    pub image: Option<Handle<Image>>,
    /// Whether the hour changes its light; marks and the sky itself shine as they are.
    pub by_hour: bool,
    /// Whether it is drawn over what lies behind.
    pub blend: bool,
    /// Whether it is seen from behind.
    pub double_sided: bool,
}

impl MarketMaterial {
    /// Opaque, without an image, in mist of this density per metre.
    #[must_use]
    pub fn plain(mist: f32) -> Self {
        Self { look: Look::constant(mist), image: None, by_hour: false, blend: false, double_sided: true }
    }
}

/// What makes another shader program.
#[repr(C)]
#[derive(Debug, Eq, PartialEq, Hash, Copy, Clone)]
pub struct Variant {
    /// Whether it is drawn over what lies behind.
    pub blend: bool,
    /// Whether it is seen from behind.
    pub double_sided: bool,
}

impl From<&MarketMaterial> for Variant {
    fn from(m: &MarketMaterial) -> Self {
        Self { blend: m.blend, double_sided: m.double_sided }
    }
}

/// A mesh for [`MarketMaterial`]; its arrays are kept.
#[must_use]
pub fn mesh(positions: Vec<[f32; 3]>, colors: Vec<[u8; 4]>, uvs: Vec<[f32; 2]>, indices: Vec<u32>) -> Mesh {
    let small = positions.len() <= usize::from(u16::MAX);
    let indices = if small {
        Indices::U16(indices.into_iter().map(|i| i as u16).collect())
    } else {
        Indices::U32(indices)
    };
    Mesh::new(PrimitiveTopology::TriangleList, RenderAssetUsages::default())
        .with_inserted_attribute(Mesh::ATTRIBUTE_POSITION, positions)
        .with_inserted_attribute(ATTRIBUTE_ROOT_COLOR, bevy::mesh::VertexAttributeValues::Unorm8x4(colors))
        .with_inserted_attribute(Mesh::ATTRIBUTE_UV_0, uvs)
        .with_inserted_indices(indices)
}

/// Triangles without an image that grow.
#[derive(Default)]
pub struct Shape {
    /// Corners, metres.
    pub positions: Vec<[f32; 3]>,
    /// Their colours, as [`root_color`] stores them.
    pub colors: Vec<[u8; 4]>,
    /// Three corners a triangle.
    pub indices: Vec<u32>,
}

impl Shape {
    /// The mesh; `None` without a triangle.
    #[must_use]
    pub fn mesh(self) -> Option<Mesh> {
        let uvs = vec![[0.0; 2]; self.positions.len()];
        (!self.indices.is_empty()).then(|| mesh(self.positions, self.colors, uvs, self.indices))
    }
}

/// A picture that the page decoded: four bytes a pixel, sRGB and alpha, the top row first. It is not kept in memory.
#[must_use]
pub fn picture(width: u32, height: u32, rgba: Vec<u8>) -> Image {
    let size = Extent3d { width, height, depth_or_array_layers: 1 };
    let format = TextureFormat::Rgba8UnormSrgb;
    let mut image = Image::new(size, TextureDimension::D2, rgba, format, RenderAssetUsages::RENDER_WORLD);
    image.sampler = ImageSampler::linear();
    image
}

/// The stored form of a linear colour.
#[must_use]
pub fn root_color(linear: Vec3, alpha: f32) -> [u8; 4] {
    let byte = |v: f32| (v.clamp(0.0, 1.0) * 255.0 + 0.5) as u8;
    [byte(linear.x.sqrt()), byte(linear.y.sqrt()), byte(linear.z.sqrt()), byte(alpha)]
}
