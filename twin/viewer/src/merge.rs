//! Merges all that stands in a cell into one set of arrays a material, so that a market takes few draw calls.
//!
//! Invariant: pure; the same scene, cell and closed stalls give the same arrays.
//! Must not know: the engine.

use std::collections::{BTreeMap, BTreeSet};

use crate::glb::{Cell, Part, Scene};

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

/// Merges a cell; shutters are seen where `closed` has the stall's index. Linear in its triangles.
#[must_use]
pub fn merge_cell(scene: &Scene, cell: &Cell, closed: &BTreeSet<usize>) -> Vec<Merged> {
    let statics = cell.statics.iter().map(|&index| &scene.statics[index].part);
    let of_stalls = cell
        .stalls
        .iter()
        .flat_map(|index| scene.stalls[*index].parts.iter().filter(|p| !p.shutter || closed.contains(index)));
    merge_parts(scene, statics.chain(of_stalls))
}

/// Merges parts, by material. Linear in their triangles.
#[must_use]
pub fn merge_parts<'a>(scene: &Scene, parts: impl Iterator<Item = &'a Part>) -> Vec<Merged> {
    let mut by_material: BTreeMap<usize, Merged> = BTreeMap::new();
    for part in parts {
        append(scene, part, &mut by_material);
    }
    by_material.into_values().filter(|m| !m.indices.is_empty()).collect()
}

fn append(scene: &Scene, part: &Part, into: &mut BTreeMap<usize, Merged>) {
    for prim in &scene.meshes[part.mesh].prims {
        let merged = into
            .entry(prim.material)
            .or_insert_with(|| Merged { material: prim.material, ..Merged::default() });
        // Far beyond any cell; a cell that large would rather lose a part than wrap its indices.
        let Ok(base) = u32::try_from(merged.positions.len()) else { continue };
        let place = |p: &[f32; 3]| part.world.transform_point3((*p).into()).to_array();
        merged.positions.extend(prim.positions.iter().map(place));
        merged.colors.extend_from_slice(&prim.colors);
        if prim.uvs.is_empty() {
            merged.uvs.resize(merged.positions.len(), [0.0; 2]);
        } else {
            merged.uvs.extend_from_slice(&prim.uvs);
        }
        let flipped = part.world.matrix3.determinant() < 0.0;
        for corner in prim.indices.chunks_exact(3) {
            let (a, b, c) = (corner[0] + base, corner[1] + base, corner[2] + base);
            merged.indices.extend(if flipped { [a, c, b] } else { [a, b, c] });
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
        let merged = merge_cell(&scene, &scene.cells[0], &BTreeSet::new());
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
            merge_cell(&scene, &scene.cells[0], closed).iter().map(|m| m.indices.len()).sum()
        };
        let open = count(&BTreeSet::new());
        let one = count(&BTreeSet::from([2]));
        let all = count(&(0..6).collect());
        assert!(open < one && one < all, "{open} {one} {all}");
    }
}
