//! Reads `scene.glb` into plain arrays: meshes, materials, stalls, static parts, spawns and lifts.
//!
//! Invariants: a [`Scene`] holds no index out of range; bytes that are no scene give a [`GlbError`], never a panic.
//! Bevy's own loader is not used: it would make one entity for each of the file's nodes, and the viewer merges them
//! at once (see `merge`).
//! Must not know: the engine, the page, the network.

use std::collections::BTreeMap;

use bevy::math::{Affine3A, Mat4, Vec3};
use serde::Deserialize;

use crate::sane;

/// More nodes than any market has; stops cycles too.
const MAX_NODES: usize = 1_000_000;
/// More vertices in the distinct meshes than any browser would hold.
pub(crate) const MAX_VERTICES: usize = 40_000_000;

/// How triangles of a material are drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct MaterialDef {
    /// Its name in the file: `solid`, `signs`, `glow` or `roof`.
    pub name: String,
    /// Index in [`Scene::images`].
    pub image: Option<usize>,
    /// Whether it is drawn over what lies behind.
    pub blend: bool,
    /// Whether it is seen from behind too.
    pub double_sided: bool,
    /// Whether it shines by itself: mist does not dim it.
    pub glow: bool,
}

/// Triangles of one material.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Prim {
    /// Index in [`Scene::materials`].
    pub material: usize,
    /// Corners, metres.
    pub positions: Vec<[f32; 3]>,
    /// Square roots of linear colours: 8 bits go further in the dark that way. As many as positions.
    pub colors: Vec<[u8; 4]>,
    /// Places in the image; as many as positions, or none.
    pub uvs: Vec<[f32; 2]>,
    /// Three corners a triangle.
    pub indices: Vec<u32>,
}

/// A mesh of the file, shared by many nodes.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct MeshDef {
    /// Its triangles, by material.
    pub prims: Vec<Prim>,
}

/// A mesh in its place in the world.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Part {
    /// Index in [`Scene::meshes`].
    pub mesh: usize,
    /// World from mesh.
    pub world: Affine3A,
    /// Whether it is seen only while the stall is closed.
    pub shutter: bool,
}

/// A stall of the scene.
#[derive(Debug, Clone, PartialEq)]
pub struct StallDef {
    /// Stall identifier.
    pub id: String,
    /// World from stall: origin at the front middle on the floor, +z out to the aisle, +y up.
    pub world: Affine3A,
    /// Width, height and depth in metres.
    pub size: Vec3,
    /// Whether the file says that it is open.
    pub open: bool,
    /// Whether it has walls, so that nobody looks through it: a shop, not a stand.
    pub walled: bool,
    /// Index in [`Scene::cells`].
    pub cell: usize,
    /// What is drawn.
    pub parts: Vec<Part>,
}

/// What a static part does to a visitor's feet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Solid {
    /// Boxes: nobody walks through.
    Box,
    /// Level ground.
    Floor,
    /// Slopes and steps.
    Ramp,
    /// Nothing at all.
    #[default]
    None,
}

/// A static part: floor, roof, stairs, furniture.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct StaticDef {
    /// What is drawn.
    pub part: Part,
    /// What it does to feet.
    pub solid: Solid,
    /// Index in [`Scene::cells`].
    pub cell: usize,
}

/// Where a visitor enters, looking along local -z.
#[derive(Debug, Clone, PartialEq)]
pub struct Spawn {
    /// Gate identifier.
    pub gate: String,
    /// World from spawn.
    pub world: Affine3A,
}

/// A lift's cab.
#[derive(Debug, Clone, PartialEq)]
pub struct LiftDef {
    /// Connector identifier.
    pub id: String,
    /// Middle of the cab's floor as it stands in the file.
    pub at: Vec3,
    /// Half the cab's width along x and z, metres.
    pub half: [f32; 2],
    /// Heights of the floors where it stops, rising, metres.
    pub levels: Vec<f32>,
    /// The cab as it stands in the file; it moves, so it belongs to no cell and stops nobody.
    pub cab: Option<Part>,
}

/// A group of neighbouring things that is drawn as a whole.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Cell {
    /// Smallest corner of what is drawn.
    pub min: Vec3,
    /// Largest corner of what is drawn.
    pub max: Vec3,
    /// Indices in [`Scene::stalls`].
    pub stalls: Vec<usize>,
    /// Indices in [`Scene::statics`].
    pub statics: Vec<usize>,
}

/// Everything in a `scene.glb`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Scene {
    /// Materials.
    pub materials: Vec<MaterialDef>,
    /// Distinct meshes.
    pub meshes: Vec<MeshDef>,
    /// Encoded images (PNG).
    pub images: Vec<Vec<u8>>,
    /// Stalls, in the file's order.
    pub stalls: Vec<StallDef>,
    /// Static parts.
    pub statics: Vec<StaticDef>,
    /// Ways in, in the file's order.
    pub spawns: Vec<Spawn>,
    /// Lifts.
    pub lifts: Vec<LiftDef>,
    /// Groups to draw.
    pub cells: Vec<Cell>,
}

/// Why bytes are no scene.
#[derive(Debug, PartialEq, Eq)]
pub enum GlbError {
    /// Not a binary glTF file of version 2.
    NotGltf(String),
    /// A part of the file is missing or lies outside of it.
    Broken(&'static str),
    /// Larger than any market.
    TooLarge(&'static str),
}

impl std::fmt::Display for GlbError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::NotGltf(why) => write!(f, "not glTF 2.0: {why}"),
            Self::Broken(what) => write!(f, "{what} is missing or outside of the file"),
            Self::TooLarge(what) => write!(f, "more {what} than any market has"),
        }
    }
}

impl std::error::Error for GlbError {}

/// The extras of every kind of node.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Extras {
    cell: Option<u32>,
    stall: Option<String>,
    kind: Option<String>,
    state: Option<String>,
    size: Option<[f32; 3]>,
    part: Option<String>,
    solid: Option<String>,
    spawn: Option<String>,
    lift: Option<String>,
    levels: Option<Vec<f32>>,
}

impl Scene {
    /// Reads a scene. Linear in the size of the file.
    ///
    /// # Errors
    /// [`GlbError`] if it is not a whole binary glTF 2.0 file.
    pub fn from_glb(bytes: &[u8]) -> Result<Self, GlbError> {
        let file =
            gltf::Gltf::from_slice_without_validation(bytes).map_err(|e| GlbError::NotGltf(e.to_string()))?;
        sane::document(file.as_json())?;
        let bin = file.blob.as_deref().unwrap_or_default();
        let mut scene = Self {
            materials: file.materials().map(|m| material(&m)).collect(),
            images: file.images().map(|i| image(&i, bin)).collect::<Result<_, _>>()?,
            ..Self::default()
        };
        scene.materials.push(fallback_material());
        let mut vertices = 0;
        for mesh in file.meshes() {
            scene.meshes.push(read_mesh(&mesh, bin, scene.materials.len() - 1)?);
            vertices += scene.meshes.last().map_or(0, |m| m.prims.iter().map(|p| p.positions.len()).sum());
            if vertices > MAX_VERTICES {
                return Err(GlbError::TooLarge("vertices"));
            }
        }
        let root = file.default_scene().or_else(|| file.scenes().next()).ok_or(GlbError::Broken("scene"))?;
        Walk::new(&mut scene).run(root.nodes().collect())?;
        scene.measure_cells();
        Ok(scene)
    }

    /// The stall with this identifier. Linear.
    #[must_use]
    pub fn stall(&self, id: &str) -> Option<usize> {
        self.stalls.iter().position(|s| s.id == id)
    }

    /// The height of the lowest ground, metres.
    #[must_use]
    pub fn ground_m(&self) -> f32 {
        let stalls = self.stalls.iter().map(|s| s.world.translation.y);
        let spawns = self.spawns.iter().map(|s| s.world.translation.y);
        let lowest = stalls.chain(spawns).fold(f32::INFINITY, f32::min);
        if lowest.is_finite() { lowest } else { 0.0 }
    }

    fn measure_cells(&mut self) {
        let boxes: Vec<Option<(Vec3, Vec3)>> = self.meshes.iter().map(mesh_box).collect();
        for cell in &mut self.cells {
            let stall_parts = cell.stalls.iter().flat_map(|&s| &self.stalls[s].parts);
            let parts = stall_parts.chain(cell.statics.iter().map(|&s| &self.statics[s].part));
            let (mut min, mut max) = (Vec3::INFINITY, Vec3::NEG_INFINITY);
            for part in parts {
                let Some((low, high)) = boxes[part.mesh] else { continue };
                for corner in corners(low, high) {
                    let at = part.world.transform_point3(corner);
                    (min, max) = (min.min(at), max.max(at));
                }
            }
            if min.is_finite() && max.is_finite() {
                (cell.min, cell.max) = (min, max);
            }
        }
    }
}

/// The box around a mesh in its own frame; `None` when it is empty.
#[must_use]
pub fn mesh_box(mesh: &MeshDef) -> Option<(Vec3, Vec3)> {
    let mut points = mesh.prims.iter().flat_map(|p| &p.positions).map(|p| Vec3::from_array(*p));
    let first = points.next()?;
    Some(points.fold((first, first), |(low, high), p| (low.min(p), high.max(p))))
}

/// The eight corners of a box.
#[must_use]
pub fn corners(low: Vec3, high: Vec3) -> [Vec3; 8] {
    let pick = |bit: usize, a: f32, b: f32| if bit == 0 { a } else { b };
    std::array::from_fn(|i| {
        Vec3::new(pick(i & 1, low.x, high.x), pick(i & 2, low.y, high.y), pick(i & 4, low.z, high.z))
    })
}

fn material(m: &gltf::Material<'_>) -> MaterialDef {
    let name = m.name().unwrap_or_default().to_owned();
    MaterialDef {
        image: m.pbr_metallic_roughness().base_color_texture().map(|t| t.texture().source().index()),
        blend: m.alpha_mode() != gltf::material::AlphaMode::Opaque,
        double_sided: m.double_sided(),
        glow: name == "glow",
        name,
    }
}

fn fallback_material() -> MaterialDef {
    MaterialDef { name: String::new(), image: None, blend: false, double_sided: true, glow: false }
}

fn image(image: &gltf::Image<'_>, bin: &[u8]) -> Result<Vec<u8>, GlbError> {
    let gltf::image::Source::View { view, .. } = image.source() else {
        return Err(GlbError::Broken("an image"));
    };
    let end = view.offset().checked_add(view.length()).ok_or(GlbError::Broken("an image"))?;
    Ok(bin.get(view.offset()..end).ok_or(GlbError::Broken("an image"))?.to_vec())
}

fn read_mesh(mesh: &gltf::Mesh<'_>, bin: &[u8], fallback: usize) -> Result<MeshDef, GlbError> {
    let mut out = MeshDef::default();
    for primitive in mesh.primitives() {
        if primitive.mode() != gltf::mesh::Mode::Triangles {
            continue;
        }
        sane::primitive(&primitive)?;
        let factor = primitive.material().pbr_metallic_roughness().base_color_factor();
        let emissive = primitive.material().emissive_factor();
        let reader = primitive.reader(|_| Some(bin));
        let positions: Vec<[f32; 3]> =
            reader.read_positions().ok_or(GlbError::Broken("a mesh's positions"))?.collect();
        let tint = |c: [f32; 4]| -> [u8; 4] {
            std::array::from_fn(|i| {
                let value = c[i] * factor[i] + emissive.get(i).copied().unwrap_or(0.0);
                let stored = if i < 3 { value.clamp(0.0, 1.0).sqrt() } else { value.clamp(0.0, 1.0) };
                (stored * 255.0 + 0.5) as u8
            })
        };
        let mut colors: Vec<[u8; 4]> =
            reader.read_colors(0).map(|c| c.into_rgba_f32().map(tint).collect()).unwrap_or_default();
        colors.resize(positions.len(), tint([1.0; 4]));
        let mut uvs: Vec<[f32; 2]> =
            reader.read_tex_coords(0).map(|t| t.into_f32().collect()).unwrap_or_default();
        if !uvs.is_empty() {
            uvs.resize(positions.len(), [0.0; 2]);
        }
        let count = u32::try_from(positions.len()).map_err(|_| GlbError::TooLarge("vertices"))?;
        let mut indices: Vec<u32> =
            reader.read_indices().map_or_else(|| (0..count).collect(), |i| i.into_u32().collect());
        indices.truncate(indices.len() / 3 * 3);
        if indices.iter().any(|i| *i >= count) {
            return Err(GlbError::Broken("a mesh's corner"));
        }
        let material = primitive.material().index().unwrap_or(fallback);
        out.prims.push(Prim { material, positions, colors, uvs, indices });
    }
    Ok(out)
}

/// What the nodes above say about a node.
#[derive(Clone, Copy, Default)]
struct Context {
    stall: Option<usize>,
    cell: Option<u32>,
    solid: Solid,
    shutter: bool,
}

struct Walk<'a> {
    scene: &'a mut Scene,
    /// Cell of the file → index in `scene.cells`; `None` holds what belongs to no cell.
    cells: BTreeMap<Option<u32>, usize>,
}

impl<'a> Walk<'a> {
    fn new(scene: &'a mut Scene) -> Self {
        Self { scene, cells: BTreeMap::new() }
    }

    fn run(&mut self, roots: Vec<gltf::Node<'_>>) -> Result<(), GlbError> {
        let mut seen = 0;
        let mut open: Vec<_> =
            roots.into_iter().rev().map(|n| (n, Affine3A::IDENTITY, Context::default())).collect();
        while let Some((node, above, context)) = open.pop() {
            seen += 1;
            if seen > MAX_NODES {
                return Err(GlbError::TooLarge("nodes"));
            }
            let world = above * Affine3A::from_mat4(Mat4::from_cols_array_2d(&node.transform().matrix()));
            if !world.is_finite() {
                return Err(GlbError::Broken("a node's place"));
            }
            let context = self.visit(&node, world, context);
            let children: Vec<_> = node.children().collect();
            open.extend(children.into_iter().rev().map(|n| (n, world, context)));
        }
        Ok(())
    }

    fn visit(&mut self, node: &gltf::Node<'_>, world: Affine3A, mut context: Context) -> Context {
        let extras: Extras =
            node.extras().as_ref().and_then(|raw| serde_json::from_str(raw.get()).ok()).unwrap_or_default();
        context.cell = extras.cell.or(context.cell);
        context.shutter |= extras.part.as_deref() == Some("shutter");
        if let Some(solid) = &extras.solid {
            context.solid = match solid.as_str() {
                "box" => Solid::Box,
                "floor" => Solid::Floor,
                "ramp" => Solid::Ramp,
                _ => Solid::None,
            };
        }
        if let Some(gate) = extras.spawn {
            self.scene.spawns.push(Spawn { gate, world });
        }
        if let Some(id) = extras.lift {
            self.add_lift(node, world, id, extras.levels.unwrap_or_default());
            return context;
        }
        if extras.stall.is_some() {
            let size = Vec3::from_array(extras.size.unwrap_or([2.0, 2.8, 3.0]));
            let cell = self.cell(context.cell);
            context.stall = Some(self.scene.stalls.len());
            self.scene.cells[cell].stalls.push(self.scene.stalls.len());
            self.scene.stalls.push(StallDef {
                id: node.name().unwrap_or_default().to_owned(),
                world,
                size,
                open: extras.state.as_deref().unwrap_or("open") == "open",
                walled: extras.kind.as_deref() == Some("unit"),
                cell,
                parts: Vec::new(),
            });
        }
        if let Some(mesh) = node.mesh() {
            self.add_part(Part { mesh: mesh.index(), world, shutter: context.shutter }, context);
        }
        context
    }

    fn add_part(&mut self, part: Part, context: Context) {
        if let Some(stall) = context.stall {
            self.scene.stalls[stall].parts.push(part);
            return;
        }
        let cell = self.cell(context.cell);
        self.scene.cells[cell].statics.push(self.scene.statics.len());
        self.scene.statics.push(StaticDef { part, solid: context.solid, cell });
    }

    fn add_lift(&mut self, node: &gltf::Node<'_>, world: Affine3A, id: String, mut levels: Vec<f32>) {
        let mesh = node.mesh().and_then(|m| mesh_box(&self.scene.meshes[m.index()]));
        let (low, high) = mesh.unwrap_or((Vec3::new(-0.8, 0.0, -0.8), Vec3::new(0.8, 2.2, 0.8)));
        let (mut min, mut max) = (Vec3::INFINITY, Vec3::NEG_INFINITY);
        for corner in corners(low, high) {
            let at = world.transform_point3(corner);
            (min, max) = (min.min(at), max.max(at));
        }
        levels.retain(|y| y.is_finite());
        levels.sort_by(f32::total_cmp);
        let at = Vec3::new((min.x + max.x) / 2.0, min.y, (min.z + max.z) / 2.0);
        self.scene.lifts.push(LiftDef {
            id,
            at,
            half: [(max.x - min.x) / 2.0, (max.z - min.z) / 2.0],
            levels,
            cab: node.mesh().map(|m| Part { mesh: m.index(), world, shutter: false }),
        });
    }

    fn cell(&mut self, of_file: Option<u32>) -> usize {
        *self.cells.entry(of_file).or_insert_with(|| {
            self.scene.cells.push(Cell::default());
            self.scene.cells.len() - 1
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture;

    #[test]
    fn stalls_keep_their_identity_size_and_place() {
        let scene = fixture::aisle(4);
        let ids: Vec<&str> = scene.stalls.iter().map(|s| s.id.as_str()).collect();
        assert_eq!(ids, ["s0", "s1", "s2", "s3"]);
        assert_eq!(scene.stalls[0].size, Vec3::new(2.0, 2.8, 3.0));
        assert_eq!(scene.stalls.iter().map(|s| s.open).collect::<Vec<_>>(), [true, false, true, true]);
        let out = scene.stalls[0].world.transform_vector3(Vec3::Z);
        assert!(out.abs_diff_eq(Vec3::NEG_X, 1e-5), "the right row looks left: {out}");
        assert_eq!(scene.stall("s2"), Some(2));
        assert_eq!(scene.stall("nobody"), None);
    }

    #[test]
    fn shutters_belong_to_their_stall() {
        let scene = fixture::aisle(4);
        for stall in &scene.stalls {
            assert_eq!(stall.parts.iter().map(|p| p.shutter).collect::<Vec<_>>(), [false, true]);
        }
    }

    #[test]
    fn spawns_and_cells_are_found_and_measured() {
        let scene = fixture::aisle(4);
        assert_eq!(scene.spawns.iter().map(|s| s.gate.as_str()).collect::<Vec<_>>(), ["g1"]);
        assert_eq!(scene.cells.len(), 1);
        assert_eq!(scene.cells[0].stalls, [0, 1, 2, 3]);
        assert!((scene.cells[0].max.x - 4.5).abs() < 1e-3, "{:?}", scene.cells[0].max);
    }

    #[test]
    fn a_lift_is_a_cab_that_moves_and_no_wall() {
        let scene = fixture::room();
        assert_eq!((scene.statics.len(), scene.lifts.len()), (1, 1));
        let lift = &scene.lifts[0];
        assert_eq!(lift.levels, [0.0, 4.0]);
        assert!(lift.cab.is_some() && lift.at.abs_diff_eq(Vec3::new(20.0, 0.0, -1.2), 1e-3), "{lift:?}");
    }

    #[test]
    fn a_file_cut_short_is_refused() {
        let whole = fixture::aisle_glb(4);
        for end in (0..whole.len()).step_by(61) {
            assert!(Scene::from_glb(&whole[..end]).is_err(), "cut at {end}");
        }
        assert!(Scene::from_glb(b"").is_err());
    }
}
