//! Everything that is not a stall: floors, roofs, the hall, gates, ways up, fixtures, the street outside.

mod around;
mod blocks;
mod clutter;
mod connector;
mod fixture;
mod floor;
mod gate;
mod hall;
mod overhead;
mod parked;
pub(crate) mod ribbon;
mod roof;
mod shopfront;
mod vehicle;
mod window;

pub(crate) use shopfront::frame as footprint;

use market_model::{Market, RoofKind};
use serde_json::json;

use crate::SceneError;
use crate::atlas::{Atlas, Tile};
use crate::cells::Cell;
use crate::color::Rgb;
use crate::glb::{Material, NodeId, Writer};
use crate::lamps::Lamps;
use crate::mesh::{Brush, LampLight, Light, Mesh, Vertex, snap};
use crate::space::{Frame, P};

/// How a walker meets a mesh.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Body {
    /// Stands in the way.
    Box,
    /// Is walked on.
    Floor,
    /// Is walked up.
    Ramp,
    /// Is out of reach.
    None,
}

impl Body {
    const fn code(self) -> &'static str {
        match self {
            Self::Box => "box",
            Self::Floor => "floor",
            Self::Ramp => "ramp",
            Self::None => "none",
        }
    }
}

/// Shadows lie over floors, drains and puddles, metres.
const SHADOW_UP_M: f32 = 0.034;

/// The meshes of one cell, by how they are met and what they are made of.
pub(crate) struct Layer<'l> {
    meshes: std::collections::BTreeMap<(Body, Material), Mesh>,
    lamps: LampLight<'l>,
}

impl<'l> Layer<'l> {
    fn new(lamps: LampLight<'l>) -> Self {
        Self { meshes: std::collections::BTreeMap::new(), lamps }
    }

    /// The mesh for a body and a material.
    pub(crate) fn mesh(&mut self, body: Body, material: Material) -> &mut Mesh {
        self.meshes.entry((body, material)).or_default()
    }

    /// Draws solid things.
    pub(crate) fn brush<'a>(
        &'a mut self,
        body: Body,
        atlas: &'a Atlas,
        light: Light<'a>,
        frame: Frame,
    ) -> Brush<'a> {
        let lamps = self.lamps;
        Brush { mesh: self.mesh(body, Material::Solid), tiles: &atlas.tiles, light, lamps, frame }
    }

    /// A soft spot that lies, stands or hangs: corners bottom left, bottom right, top right, top left.
    pub(crate) fn spot(&mut self, atlas: &Atlas, corners: [P; 4], color: Rgb, alpha: f32) {
        let uvs = atlas.tiles.spot(Tile::Blob).corners();
        // From 0.9 on an alpha would be a share of lamp light.
        let color = color.to_bytes(alpha.min(0.88));
        let mesh = self.mesh(Body::None, Material::Signs);
        mesh.polygon(&[0, 1, 2, 3].map(|i| Vertex { pos: snap(corners[i]), uv: uvs[i], color }));
    }

    /// The shadow under a thing of this half width and depth that stands at a place of `frame`.
    pub(crate) fn shadow(&mut self, atlas: &Atlas, frame: &Frame, at: P, [hx, hz]: [f32; 2], dark: f32) {
        let corner = |x: f32, z: f32| frame.at([at[0] + x, at[1] + SHADOW_UP_M, at[2] + z]);
        let corners = [corner(-hx, hz), corner(hx, hz), corner(hx, -hz), corner(-hx, -hz)];
        self.spot(atlas, corners, Rgb::BLACK, dark);
    }

    /// Writes one node a body under `parent`.
    fn write(&self, writer: &mut Writer, parent: NodeId, name: &str) -> Result<(), SceneError> {
        for body in [Body::Box, Body::Floor, Body::Ramp, Body::None] {
            let parts: Vec<(&Mesh, Material)> = self
                .meshes
                .iter()
                .filter(|((b, _), mesh)| *b == body && !mesh.is_empty())
                .map(|((_, material), mesh)| (mesh, *material))
                .collect();
            let name = format!("{name}-{}", body.code());
            if let Some(mesh) = writer.mesh(&name, &parts) {
                writer.node(Some(parent), &name, Some(&json!({ "solid": body.code() })), Some(mesh), None)?;
            }
        }
        Ok(())
    }
}

/// What the builders of the world share.
pub(crate) struct World<'a> {
    /// The market.
    pub market: &'a Market,
    /// The texture.
    pub atlas: &'a mut Atlas,
    /// Half the triangles.
    pub lean: bool,
    /// Room for more things.
    pub rich: bool,
}

/// Builds everything that is not a stall under a root node `static`.
///
/// # Errors
/// [`SceneError`] when the atlas is full or a node cannot be written.
pub(crate) fn build(world: &mut World, cells: &[Cell], writer: &mut Writer) -> Result<(), SceneError> {
    let root = writer.node(None, "static", None, None, None)?;
    let lamps = Lamps::of(world.market);
    let lamp_light = |p: P, n: P| lamps.on(p, n);
    for (n, cell) in cells.iter().enumerate() {
        let mut layer = Layer::new(&lamp_light);
        for piece in &cell.pieces {
            floor::build(world, piece, &mut layer)?;
            if matches!(piece.aisle.roof, RoofKind::Arcade | RoofKind::Awning) {
                roof::build(world, piece, &mut layer)?;
            }
            shopfront::build(world, piece, &mut layer);
            clutter::build(world, piece, &mut layer);
        }
        fixture::build(world, cell, &mut layer)?;
        let extras = json!({ "cell": n });
        let parent = writer.node(Some(root), &format!("static-{n}"), Some(&extras), None, None)?;
        layer.write(writer, parent, &format!("static-{n}"))?;
    }
    let mut layer = Layer::new(&lamp_light);
    hall::build(world, &mut layer);
    connector::build(world, &mut layer, writer, root)?;
    gate::build(world, &mut layer)?;
    parked::build(world, &mut layer);
    around::build(world, &mut layer)?;
    for (n, block) in blocks::cut(&layer).iter().enumerate() {
        let name = format!("surroundings-{n}");
        let parent = writer.node(Some(root), &name, Some(&json!({ "cell": cells.len() + n })), None, None)?;
        block.write(writer, parent, &name)?;
    }
    gate::spawns(world.market, writer)
}
