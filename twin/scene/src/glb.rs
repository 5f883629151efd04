//! Writes the file: a tree of nodes, shared meshes, one texture, one buffer.
//!
//! Invariant: nodes, meshes and bytes come out in the order in which they were added.
//! Invariant: every primitive has POSITION, COLOR_0 and 16-bit indices, and TEXCOORD_0 unless it is a roof.

use std::collections::BTreeMap;

use gltf_json as json;
use json::accessor::{ComponentType, GenericComponentType, Type};
use json::buffer::{Stride, Target};
use json::validation::{Checked::Valid, USize64};
use serde_json::{Value, value::RawValue};

use crate::SceneError;
use crate::atlas::Atlas;
use crate::mesh::Mesh;
use crate::space::Frame;

/// Corners that 16-bit indices can name, with room for one more triangle; 65535 itself is reserved.
const MAX_CORNERS: usize = 65_530;

/// A material of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Material {
    /// Grain times vertex colour, opaque.
    Solid,
    /// Letters, blended.
    Signs,
    /// Translucent roofs, blended, seen from both sides.
    Roof,
}

/// A mesh of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct MeshId(u32);

/// A node of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct NodeId(u32);

/// The bytes of each attribute, all meshes one after the other.
#[derive(Default)]
struct Streams {
    positions: Vec<u8>,
    uvs: Vec<[u16; 2]>,
    colors: Vec<u8>,
    indices: Vec<u8>,
}

/// Collects the scene.
#[derive(Default)]
pub(crate) struct Writer {
    root: json::Root,
    streams: Streams,
    materials: Vec<Material>,
}

/// Views in the order in which they are written.
const POSITIONS: u32 = 0;
const UVS: u32 = 1;
const COLORS: u32 = 2;
const INDICES: u32 = 3;
const IMAGE: u32 = 4;

impl Writer {
    /// Adds a mesh of one part a material; `None` when there is nothing to draw.
    pub(crate) fn mesh(&mut self, name: &str, parts: &[(&Mesh, Material)]) -> Option<MeshId> {
        let mut primitives = Vec::new();
        for (mesh, material) in parts {
            let material = self.material(*material);
            for (corners, indices) in chunks(mesh) {
                primitives.push(self.primitive(mesh, &corners, &indices, material));
            }
        }
        if primitives.is_empty() {
            return None;
        }
        let mesh = json::Mesh {
            name: Some(name.to_owned()),
            primitives,
            extensions: None,
            extras: None,
            weights: None,
        };
        Some(MeshId(self.root.push(mesh).value() as u32))
    }

    fn material(&mut self, material: Material) -> json::Index<json::Material> {
        let place = self.materials.iter().position(|m| *m == material).unwrap_or_else(|| {
            self.materials.push(material);
            self.materials.len() - 1
        });
        json::Index::new(place as u32)
    }

    fn primitive(
        &mut self,
        mesh: &Mesh,
        corners: &[u32],
        indices: &[u16],
        material: json::Index<json::Material>,
    ) -> json::mesh::Primitive {
        let textured = self.materials.get(material.value()) != Some(&Material::Roof);
        let first = self.streams.uvs.len();
        let (mut min, mut max) = ([f32::MAX; 3], [f32::MIN; 3]);
        for corner in corners {
            let Some(v) = mesh.vertices.get(*corner as usize) else { continue };
            for i in 0..3 {
                // Adding zero turns -0 into 0, which compresses better.
                let value = v.pos[i] + 0.0;
                (min[i], max[i]) = (min[i].min(value), max[i].max(value));
                self.streams.positions.extend(value.to_le_bytes());
            }
            self.streams.uvs.push(v.uv);
            self.streams.colors.extend(v.color);
        }
        let index_start = self.streams.indices.len();
        self.streams.indices.extend(indices.iter().flat_map(|i| i.to_le_bytes()));
        let n = corners.len();
        let bounds = Some((Value::from(min.to_vec()), Value::from(max.to_vec())));
        let position = self.accessor(POSITIONS, first * 12, n, ComponentType::F32, Type::Vec3, bounds);
        let uv = textured.then(|| self.accessor(UVS, first * 4, n, ComponentType::U16, Type::Vec2, None));
        let color = self.accessor(COLORS, first * 4, n, ComponentType::U8, Type::Vec4, None);
        let index =
            self.accessor(INDICES, index_start, indices.len(), ComponentType::U16, Type::Scalar, None);
        json::mesh::Primitive {
            attributes: [
                Some((Valid(json::mesh::Semantic::Positions), position)),
                uv.map(|uv| (Valid(json::mesh::Semantic::TexCoords(0)), uv)),
                Some((Valid(json::mesh::Semantic::Colors(0)), color)),
            ]
            .into_iter()
            .flatten()
            .collect(),
            indices: Some(index),
            material: Some(material),
            mode: Valid(json::mesh::Mode::Triangles),
            extensions: None,
            extras: None,
            targets: None,
        }
    }

    fn accessor(
        &mut self,
        view: u32,
        offset: usize,
        count: usize,
        component: ComponentType,
        type_: Type,
        bounds: Option<(Value, Value)>,
    ) -> json::Index<json::Accessor> {
        let (min, max) = bounds.unzip();
        self.root.push(json::Accessor {
            buffer_view: Some(json::Index::new(view)),
            byte_offset: Some(USize64::from(offset)),
            count: USize64::from(count),
            component_type: Valid(GenericComponentType(component)),
            normalized: matches!(component, ComponentType::U8 | ComponentType::U16) && view != INDICES,
            type_: Valid(type_),
            min,
            max,
            name: None,
            sparse: None,
            extensions: None,
            extras: None,
        })
    }

    /// Adds a node under another, or as a root.
    ///
    /// # Errors
    /// [`SceneError::Json`] when the extras cannot be written.
    pub(crate) fn node(
        &mut self,
        parent: Option<NodeId>,
        name: &str,
        extras: Option<&Value>,
        mesh: Option<MeshId>,
        frame: Option<&Frame>,
    ) -> Result<NodeId, SceneError> {
        let extras = match extras {
            Some(value) => Some(RawValue::from_string(serde_json::to_string(value)?)?),
            None => None,
        };
        let moved = frame.map(|f| f.origin.map(|v| (v * 1024.0).round() / 1024.0));
        let turned = frame.map(Frame::rotation).filter(|q| q[1].abs() > 1e-6);
        let node = self.root.push(json::Node {
            name: Some(name.to_owned()),
            extras,
            mesh: mesh.map(|m| json::Index::new(m.0)),
            translation: moved.filter(|t| *t != [0.0; 3]),
            rotation: turned.map(json::scene::UnitQuaternion),
            ..json::Node::default()
        });
        if let Some(parent) = parent
            && let Some(above) = self.root.nodes.get_mut(parent.0 as usize)
        {
            above.children.get_or_insert_default().push(node);
        }
        if parent.is_none() {
            match self.root.scenes.first_mut() {
                Some(scene) => scene.nodes.push(node),
                None => {
                    let scene = json::Scene { name: None, nodes: vec![node], extensions: None, extras: None };
                    self.root.scene = Some(self.root.push(scene));
                }
            }
        }
        Ok(NodeId(node.value() as u32))
    }

    /// The finished file.
    ///
    /// # Errors
    /// [`SceneError`] when the atlas or the JSON cannot be encoded, or the file would pass 4 GiB.
    pub(crate) fn finish(mut self, atlas: &Atlas) -> Result<Vec<u8>, SceneError> {
        let bin = self.views(atlas)?;
        self.texture();
        for material in self.materials.clone() {
            let described = describe(material);
            self.root.push(described);
        }
        self.root.asset.generator = Some(concat!("jangteo ", env!("CARGO_PKG_VERSION")).to_owned());
        self.root.asset.copyright = Some("Signs set in Nanum fonts, (c) NAVER, SIL OFL 1.1".to_owned());
        let json = self.root.to_vec()?;
        let padded = |n: usize| n.div_ceil(4) * 4;
        let total = 12 + 8 + padded(json.len()) + 8 + bin.len();
        let length = u32::try_from(total).map_err(|_| SceneError::Limit {
            what: "file",
            found: total as u64,
            limit: u64::from(u32::MAX),
        })?;
        let header = gltf::binary::Header { magic: *b"glTF", version: 2, length };
        let glb = gltf::binary::Glb { header, json: json.into(), bin: Some(bin.into()) };
        glb.to_vec().map_err(|e| SceneError::Refused { path: "file".to_owned(), why: e.to_string() })
    }

    fn views(&mut self, atlas: &Atlas) -> Result<Vec<u8>, SceneError> {
        let [width, height] = atlas.size();
        let share = |eighths: u16, size: usize| {
            ((u64::from(eighths) * 65_535 + 4 * size as u64) / (8 * size as u64)).min(65_535) as u16
        };
        let streams = std::mem::take(&mut self.streams);
        let uvs = streams.uvs.iter().flat_map(|[u, v]| [share(*u, width), share(*v, height)]);
        let uvs: Vec<u8> = uvs.flat_map(u16::to_le_bytes).collect();
        let corners = Some(Valid(Target::ArrayBuffer));
        let parts = [
            (streams.positions, Some(Stride(12)), corners),
            (uvs, Some(Stride(4)), corners),
            (streams.colors, Some(Stride(4)), corners),
            (streams.indices, None, Some(Valid(Target::ElementArrayBuffer))),
            (atlas.png()?, None, None),
        ];
        let mut bin = Vec::new();
        for (bytes, byte_stride, target) in parts {
            let view = json::buffer::View {
                buffer: json::Index::new(0),
                byte_length: USize64::from(bytes.len()),
                byte_offset: Some(USize64::from(bin.len())),
                byte_stride,
                target,
                name: None,
                extensions: None,
                extras: None,
            };
            self.root.push(view);
            bin.extend(bytes);
            bin.resize(bin.len().div_ceil(4) * 4, 0);
        }
        let byte_length = USize64::from(bin.len());
        self.root.push(json::Buffer { byte_length, name: None, uri: None, extensions: None, extras: None });
        Ok(bin)
    }

    fn texture(&mut self) {
        let image = self.root.push(json::Image {
            buffer_view: Some(json::Index::new(IMAGE)),
            mime_type: Some(json::image::MimeType("image/png".to_owned())),
            name: Some("atlas".to_owned()),
            uri: None,
            extensions: None,
            extras: None,
        });
        let sampler = self.root.push(json::texture::Sampler {
            mag_filter: Some(Valid(json::texture::MagFilter::Linear)),
            min_filter: Some(Valid(json::texture::MinFilter::LinearMipmapLinear)),
            wrap_s: Valid(json::texture::WrappingMode::ClampToEdge),
            wrap_t: Valid(json::texture::WrappingMode::ClampToEdge),
            ..json::texture::Sampler::default()
        });
        let sampler = Some(sampler);
        self.root.push(json::Texture { name: None, sampler, source: image, extensions: None, extras: None });
    }
}

fn describe(material: Material) -> json::Material {
    let texture =
        json::texture::Info { index: json::Index::new(0), tex_coord: 0, extensions: None, extras: None };
    let (name, blend, textured) = match material {
        Material::Solid => ("solid", false, true),
        Material::Signs => ("signs", true, true),
        Material::Roof => ("roof", true, false),
    };
    json::Material {
        name: Some(name.to_owned()),
        alpha_mode: Valid(if blend {
            json::material::AlphaMode::Blend
        } else {
            json::material::AlphaMode::Opaque
        }),
        double_sided: material == Material::Roof,
        pbr_metallic_roughness: json::material::PbrMetallicRoughness {
            base_color_texture: textured.then_some(texture),
            metallic_factor: json::material::StrengthFactor(0.0),
            roughness_factor: json::material::StrengthFactor(1.0),
            ..json::material::PbrMetallicRoughness::default()
        },
        ..json::Material::default()
    }
}

/// A corner as whole bits, so that equal corners are found.
type Bits = ([u32; 3], [u16; 2], [u8; 4]);

/// Corners (each once) and indices of at most [`MAX_CORNERS`] corners each. O(n log n).
fn chunks(mesh: &Mesh) -> Vec<(Vec<u32>, Vec<u16>)> {
    let mut out: Vec<(Vec<u32>, Vec<u16>)> = Vec::new();
    let mut known: BTreeMap<Bits, u16> = BTreeMap::new();
    for triangle in mesh.indices.chunks_exact(3) {
        if out.is_empty() || known.len() > MAX_CORNERS {
            known.clear();
            out.push((Vec::new(), Vec::new()));
        }
        let Some((corners, indices)) = out.last_mut() else { continue };
        for index in triangle {
            let Some(v) = mesh.vertices.get(*index as usize) else { continue };
            let bits = (v.pos.map(|p| (p + 0.0).to_bits()), v.uv, v.color);
            let place = *known.entry(bits).or_insert_with(|| {
                corners.push(*index);
                (corners.len() - 1) as u16
            });
            indices.push(place);
        }
    }
    out
}
