//! Puts a market together: cells, stalls, signs, shutters, and the world around them.

use std::collections::{BTreeMap, BTreeSet};

use market_model::{Good, Market, MerchantId, RoofKind, Stall};
use serde_json::json;

use crate::SceneError;
use crate::atlas::Atlas;
use crate::cells::{self, Cell};
use crate::glb::{Material, MeshId, NodeId, Writer};
use crate::kit::{self, Detail, KitKey};
use crate::mesh::{Mesh, Vertex, snap};
use crate::sign::{self, Shown, Sign};
use crate::space::Frame;
use crate::world::{self, World};

/// What the stalls of a market share.
struct Shared<'a> {
    market: &'a Market,
    goods: BTreeMap<&'a MerchantId, Vec<&'a Good>>,
    kits: BTreeMap<KitKey, Option<MeshId>>,
    shutters: BTreeMap<KitKey, Option<MeshId>>,
    detail: Detail,
}

/// Builds the file.
///
/// # Errors
/// [`SceneError`] when a limit is passed or something cannot be encoded.
pub(crate) fn assemble(market: &Market, detail: Detail) -> Result<Vec<u8>, SceneError> {
    let lean = detail.is_lean();
    let mut atlas = Atlas::new(characters(market, lean))?;
    let mut writer = Writer::default();
    let cells = cells::cut(market, lean);
    let mut goods: BTreeMap<&MerchantId, Vec<&Good>> = BTreeMap::new();
    for good in &market.goods {
        goods.entry(&good.merchant).or_default().push(good);
    }
    let mut shared = Shared { market, goods, kits: BTreeMap::new(), shutters: BTreeMap::new(), detail };
    let root = writer.node(None, "cells", None, None, None)?;
    for (n, cell) in cells.iter().enumerate() {
        add_cell(&mut shared, &mut writer, &mut atlas, root, n, cell)?;
    }
    let mut world =
        World { market, atlas: &mut atlas, lean: detail.has_lean_world(), rich: detail.is_rich() };
    world::build(&mut world, &cells, &mut writer)?;
    writer.finish(&atlas)
}

/// How many distinct characters the signs of a market need, about.
fn characters(market: &Market, lean: bool) -> usize {
    let names = market.merchants.iter().map(|m| m.names.ko.as_str());
    let codes = market.stalls.iter().map(|s| s.code.as_str());
    let mut seen: BTreeSet<char> = names.chain(codes).flat_map(str::chars).collect();
    if !lean {
        seen.extend(market.goods.iter().flat_map(|g| g.names.ko.chars()));
    }
    seen.len()
}

fn add_cell(
    shared: &mut Shared,
    writer: &mut Writer,
    atlas: &mut Atlas,
    root: NodeId,
    n: usize,
    cell: &Cell,
) -> Result<(), SceneError> {
    let aisle = cell.aisle().map_or("", |a| a.as_str());
    let level = cell.level().map_or("", |l| l.as_str());
    let extras = json!({ "cell": n, "aisle": aisle, "level": level });
    let parent = writer.node(Some(root), &format!("cell-{n}"), Some(&extras), None, None)?;
    let mut signs = Sign::default();
    for piece in &cell.pieces {
        let market = shared.market;
        for stall in piece.stalls.iter().filter_map(|i| market.stalls.get(*i)) {
            let base = market.floor_height(&stall.level).metres() as f32;
            let (frame, size) = world::footprint(stall, base);
            let open_air = piece.aisle.roof == RoofKind::None;
            let key = KitKey::of(stall, shared.detail, open_air);
            let node = add_stall(shared, writer, atlas, parent, stall, (&frame, size, &key))?;
            let shown = Shown {
                stall,
                merchant: stall.merchant.as_ref().and_then(|m| market.merchant(m)),
                goods: stall.merchant.as_ref().and_then(|m| shared.goods.get(m)).map_or(&[], Vec::as_slice),
                aisle_m: piece.aisle.width.metres() as f32,
                indoors: piece.aisle.roof == RoofKind::Indoor,
            };
            let sign = sign::build(&shown, &key, atlas)?;
            if shared.detail.is_lean() {
                move_into(&mut signs.solid, &sign.solid, &frame);
                move_into(&mut signs.letters, &sign.letters, &frame);
            } else if let Some(mesh) = sign_mesh(writer, "sign", &sign) {
                writer.node(Some(node), "sign", None, Some(mesh), None)?;
            }
        }
    }
    if let Some(mesh) = sign_mesh(writer, "signs", &signs) {
        writer.node(Some(parent), "signs", None, Some(mesh), None)?;
    }
    Ok(())
}

fn sign_mesh(writer: &mut Writer, name: &str, sign: &Sign) -> Option<MeshId> {
    writer.mesh(name, &[(&sign.solid, Material::Solid), (&sign.letters, Material::Signs)])
}

/// In large markets all signs of a cell are one mesh: it saves a node and eight accessors a stall.
fn move_into(all: &mut Mesh, one: &Mesh, frame: &Frame) {
    let first = all.vertices.len() as u32;
    all.vertices.extend(one.vertices.iter().map(|v| Vertex { pos: snap(frame.at(v.pos)), ..*v }));
    all.indices.extend(one.indices.iter().map(|i| i + first));
}

fn add_stall(
    shared: &mut Shared,
    writer: &mut Writer,
    atlas: &Atlas,
    parent: NodeId,
    stall: &Stall,
    (frame, [width, depth], key): (&Frame, [f32; 2], &KitKey),
) -> Result<NodeId, SceneError> {
    let kit = *shared.kits.entry(*key).or_insert_with(|| {
        let mesh = kit::build(key, &atlas.tiles);
        writer.mesh("stall", &[(&mesh, Material::Solid)])
    });
    // Neither the goods nor the sky change a shutter.
    let plain = KitKey { category: None, open_air: false, ..*key };
    let shutter = *shared.shutters.entry(plain).or_insert_with(|| {
        let mesh = kit::shutter(&plain, &atlas.tiles);
        writer.mesh("shutter", &[(&mesh, Material::Solid)])
    });
    let round = |v: f32| (f64::from(v) * 1000.0).round() / 1000.0;
    let extras = json!({
        "stall": stall.id.as_str(),
        "kind": stall.kind.code(),
        "category": stall.category.code(),
        "state": stall.state.code(),
        "size": [round(width), stall.height.metres(), round(depth)],
    });
    let node = writer.node(Some(parent), stall.id.as_str(), Some(&extras), kit, Some(frame))?;
    if let Some(shutter) = shutter {
        let extras = json!({ "part": "shutter" });
        writer.node(Some(node), "shutter", Some(&extras), Some(shutter), None)?;
    }
    Ok(node)
}
