//! Cuts what belongs to no aisle (halls, gates, the street outside) into blocks that are shown and hidden apart.
//!
//! Invariant: every triangle lies in exactly one block; what hangs together and is met as a box stays together, so
//! that a reader still finds the box in it.

use std::collections::BTreeMap;

use super::{Body, Layer};
use crate::glb::Material;
use crate::mesh::Mesh;
use crate::space::P;

/// Triangles a block should hold at most: about as many as a cell of stalls.
const TRIANGLES: usize = 6_000;
/// Things longer than this are cut between their triangles, metres.
const LONG_M: f32 = 24.0;
/// Storeys are cut apart sooner than streets: a metre up counts as so many along the ground.
const UP: f32 = 4.0;

/// Triangles that stay together.
struct Item {
    key: (Body, Material),
    triangles: Vec<[u32; 3]>,
    middle: P,
}

/// Cuts a layer. O(n log² n) in its triangles.
pub(super) fn cut<'l>(layer: &Layer<'l>) -> Vec<Layer<'l>> {
    let mut items = Vec::new();
    for (key, mesh) in &layer.meshes {
        let groups = if key.0 == Body::Box { together(mesh) } else { apart(mesh) };
        items.extend(groups.into_iter().map(|triangles| {
            let (low, high) = bounds(mesh, &triangles);
            Item { key: *key, middle: [0, 1, 2].map(|i| (low[i] + high[i]) / 2.0), triangles }
        }));
    }
    let mut blocks = Vec::new();
    halve(items, &mut blocks);
    blocks.into_iter().map(|items| rebuilt(layer, &items)).collect()
}

fn triangles(mesh: &Mesh) -> impl Iterator<Item = [u32; 3]> + '_ {
    mesh.indices.chunks_exact(3).filter_map(|t| if let [a, b, c] = *t { Some([a, b, c]) } else { None })
}

fn apart(mesh: &Mesh) -> Vec<Vec<[u32; 3]>> {
    triangles(mesh).map(|t| vec![t]).collect()
}

/// Triangles that share corners, as groups, unless a group is long.
fn together(mesh: &Mesh) -> Vec<Vec<[u32; 3]>> {
    let mut places: BTreeMap<[i32; 3], u32> = BTreeMap::new();
    let corner: Vec<u32> = mesh
        .vertices
        .iter()
        .map(|v| {
            let next = places.len() as u32;
            *places.entry(v.pos.map(|c| (c * 1000.0).round() as i32)).or_insert(next)
        })
        .collect();
    let at = |i: u32| corner.get(i as usize).copied().unwrap_or(0);
    let mut above: Vec<u32> = (0..places.len() as u32).collect();
    for [a, b, c] in triangles(mesh) {
        for (x, y) in [(at(a), at(b)), (at(a), at(c))] {
            let (x, y) = (root(&mut above, x), root(&mut above, y));
            if let Some(slot) = above.get_mut(x.max(y) as usize) {
                *slot = x.min(y);
            }
        }
    }
    let mut groups: BTreeMap<u32, Vec<[u32; 3]>> = BTreeMap::new();
    for t in triangles(mesh) {
        groups.entry(root(&mut above, at(t[0]))).or_default().push(t);
    }
    let mut out = Vec::new();
    for group in groups.into_values() {
        let (low, high) = bounds(mesh, &group);
        if (0..3).any(|i| high[i] - low[i] > LONG_M) {
            out.extend(group.into_iter().map(|t| vec![t]));
        } else {
            out.push(group);
        }
    }
    out
}

/// The least corner of a group, with path halving.
fn root(above: &mut [u32], mut i: u32) -> u32 {
    while let Some(up) = above.get(i as usize).copied().filter(|up| *up != i) {
        let further = above.get(up as usize).copied().unwrap_or(up);
        if let Some(slot) = above.get_mut(i as usize) {
            *slot = further;
        }
        i = further;
    }
    i
}

fn bounds(mesh: &Mesh, group: &[[u32; 3]]) -> (P, P) {
    let corners = group.iter().flatten().filter_map(|i| mesh.vertices.get(*i as usize));
    corners.fold(([f32::MAX; 3], [f32::MIN; 3]), |(low, high), v| {
        ([0, 1, 2].map(|i| low[i].min(v.pos[i])), [0, 1, 2].map(|i| high[i].max(v.pos[i])))
    })
}

/// Halves across the longest side until nothing is too large.
fn halve(mut items: Vec<Item>, out: &mut Vec<Vec<Item>>) {
    let n: usize = items.iter().map(|i| i.triangles.len()).sum();
    if n <= TRIANGLES || items.len() < 2 {
        out.push(items);
        return;
    }
    let place = |item: &Item, axis: usize| item.middle[axis] * if axis == 1 { UP } else { 1.0 };
    let spread = |axis: usize| {
        let all = items.iter().map(|i| place(i, axis));
        all.clone().fold(f32::MIN, f32::max) - all.fold(f32::MAX, f32::min)
    };
    let axis = (0..3).max_by(|a, b| spread(*a).total_cmp(&spread(*b))).unwrap_or(0);
    items.sort_by(|a, b| place(a, axis).total_cmp(&place(b, axis)));
    let mut half = 0;
    let at = items.iter().position(|i| {
        half += i.triangles.len();
        half * 2 >= n
    });
    let rest = items.split_off((at.unwrap_or(0) + 1).min(items.len() - 1));
    halve(items, out);
    halve(rest, out);
}

fn rebuilt<'l>(layer: &Layer<'l>, items: &[Item]) -> Layer<'l> {
    let mut block = Layer::new(layer.lamps);
    for item in items {
        let Some(from) = layer.meshes.get(&item.key) else { continue };
        let to = block.mesh(item.key.0, item.key.1);
        for triangle in &item.triangles {
            let corners: Vec<_> =
                triangle.iter().filter_map(|i| from.vertices.get(*i as usize)).copied().collect();
            to.polygon(&corners);
        }
    }
    block
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::atlas::Tiles;
    use crate::color::Rgb;
    use crate::mesh::{Brush, Paint, side};
    use crate::space::Frame;

    #[test]
    fn every_triangle_is_in_one_block_and_boxes_stay_whole() {
        let lamps = |_: P, _: P| 0.0;
        let light = |_: P, _: P| [1.0; 3];
        let tiles = Tiles::empty();
        let mut layer = Layer::new(&lamps);
        for i in 0..1_500 {
            let mesh = layer.mesh(Body::Box, Material::Solid);
            let mut brush =
                Brush { mesh, tiles: &tiles, light: &light, lamps: &lamps, frame: Frame::world() };
            let x = i as f32 * 1.5;
            brush.block([x, 0.0, 0.0], [x + 1.0, 1.0, 1.0], Paint::plain(Rgb::WHITE), side::ALL);
        }
        let blocks = cut(&layer);
        let key = (Body::Box, Material::Solid);
        let counts: Vec<usize> = blocks.iter().map(|b| b.meshes[&key].indices.len() / 3).collect();
        assert_eq!(counts.iter().sum::<usize>(), 1_500 * 12);
        assert!(counts.len() >= 3 && counts.iter().all(|n| *n <= TRIANGLES && n % 12 == 0), "{counts:?}");
    }
}
