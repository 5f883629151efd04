//! Merges all that stands in a cell into one set of arrays a material, so that a market takes few draw calls.
//!
//! Invariant: pure; the same scene, cell and closed stalls give the same arrays.
//! Must not know: the engine.

use std::collections::{BTreeMap, BTreeSet};

use crate::detail::area_m2;
use crate::glb::{Cell, Part, Prim, Scene};

/// The merged triangles of one material, in world metres.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Merged {
    /// Index in [`Scene::materials`].
    pub material: usize,
    /// Corners.
    pub positions: Vec<[f32; 3]>,
    /// Square roots of linear colours.
    pub colors: Vec<[u8; 4]>,
    /// Places in the image; as many as positions.
    pub uvs: Vec<[f32; 2]>,
    /// Three corners a triangle.
    pub indices: Vec<u32>,
}

/// Merges a cell without triangles smaller than `least_m2` square metres; shutters are seen where `closed` has the
/// stall's index. Linear in its triangles.
#[must_use]
pub fn merge_cell(scene: &Scene, cell: &Cell, closed: &BTreeSet<usize>, least_m2: f32) -> Vec<Merged> {
    let statics = cell.statics.iter().map(|&index| &scene.statics[index].part);
    let of_stalls = cell
        .stalls
        .iter()
        .flat_map(|index| scene.stalls[*index].parts.iter().filter(|p| !p.shutter || closed.contains(index)));
    merge_parts(scene, statics.chain(of_stalls), least_m2)
}

/// Merges parts, by material, without triangles smaller than `least_m2`. Linear in their triangles.
#[must_use]
pub fn merge_parts<'a>(scene: &Scene, parts: impl Iterator<Item = &'a Part>, least_m2: f32) -> Vec<Merged> {
    let mut by_material: BTreeMap<usize, Merged> = BTreeMap::new();
    let mut places = Vec::new();
    for part in parts {
        for prim in &scene.meshes[part.mesh].prims {
            let merged = by_material
                .entry(prim.material)
                .or_insert_with(|| Merged { material: prim.material, ..Merged::default() });
            append(part, prim, merged, (least_m2, &mut places));
        }
    }
    by_material.into_values().filter(|m| !m.indices.is_empty()).collect()
}

/// No corner of the merged arrays yet.
const NONE: u32 = u32::MAX;

/// Appends the triangles that are large enough, and of the corners those that they use; `places` is scratch paper.
fn append(part: &Part, prim: &Prim, merged: &mut Merged, (least_m2, places): (f32, &mut Vec<u32>)) {
    let flipped = part.world.matrix3.determinant() < 0.0;
    places.clear();
    places.resize(prim.positions.len(), NONE);
    for corner in prim.indices.chunks_exact(3) {
        let triangle =
            if flipped { [corner[0], corner[2], corner[1]] } else { [corner[0], corner[1], corner[2]] };
        if least_m2 > 0.0 && area_m2(&prim.positions, triangle) < least_m2 {
            continue;
        }
        for i in triangle {
            let place = &mut places[i as usize];
            if *place == NONE {
                *place = merged.positions.len() as u32;
                let from = i as usize;
                let at = part.world.transform_point3(prim.positions[from].into());
                merged.positions.push(at.to_array());
                merged.colors.push(prim.colors[from]);
                merged.uvs.push(prim.uvs.get(from).copied().unwrap_or_default());
            }
            merged.indices.push(*place);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture;

    #[test]
    fn a_cell_becomes_one_mesh_a_material() {
        let scene = fixture::aisle(6);
        let merged = merge_cell(&scene, &scene.cells[0], &BTreeSet::new(), 0.0);
        let materials: Vec<usize> = merged.iter().map(|m| m.material).collect();
        assert_eq!(materials, [0]);
        for m in &merged {
            assert_eq!((m.colors.len(), m.uvs.len()), (m.positions.len(), m.positions.len()));
            assert!(m.indices.iter().all(|i| (*i as usize) < m.positions.len()));
        }
    }

    #[test]
    fn a_shutter_is_drawn_only_for_a_closed_stall() {
        let scene = fixture::aisle(6);
        let count = |closed: &BTreeSet<usize>| -> usize {
            merge_cell(&scene, &scene.cells[0], closed, 0.0).iter().map(|m| m.indices.len()).sum()
        };
        let open = count(&BTreeSet::new());
        let one = count(&BTreeSet::from([2]));
        let all = count(&(0..6).collect());
        assert!(open < one && one < all, "{open} {one} {all}");
    }

    #[test]
    fn small_triangles_and_the_corners_that_only_they_use_are_left_out() {
        let scene = fixture::aisle(6);
        let costs = crate::detail::costs(&scene);
        for (level, least) in crate::detail::LEAST_M2.into_iter().enumerate() {
            let merged = merge_cell(&scene, &scene.cells[0], &(0..6).collect(), least);
            let triangles: usize = merged.iter().map(|m| m.indices.len() / 3).sum();
            assert_eq!(triangles as u32, costs[0].triangles[level], "level {level} costs what it says");
            for m in &merged {
                let mut used = vec![false; m.positions.len()];
                m.indices.iter().for_each(|i| used[*i as usize] = true);
                assert!(used.into_iter().all(|u| u), "level {level} has corners of nothing");
            }
        }
        assert!(costs[0].triangles[2] < costs[0].triangles[0]);
    }
}
