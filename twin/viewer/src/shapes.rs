//! Turns a static part's triangles into simple solids: boxes where they are boxes along the axes, triangles elsewhere.
//!
//! A merged mesh holds many things; each connected group of triangles is looked at by itself. A box is solid through
//! and through and cheap; slanted rails, turned benches and rooms keep their triangles.
//! Invariant: pure. Must not know: the engine, rapier.

use bevy::math::{Affine3A, Vec3};
use bevy::platform::collections::HashMap;

use crate::glb::{self, MeshDef};

/// So near to a corner of the box all corners of a group must be, metres.
const CORNER_M: f32 = 0.01;
/// Fewer triangles than the four sides of a box have are sheets.
const FEWEST: usize = 8;

/// A solid in world metres.
#[derive(Debug, Clone, PartialEq)]
pub enum Piece {
    /// A box along the axes.
    Box {
        /// Its middle.
        centre: Vec3,
        /// Half its size.
        half: Vec3,
    },
    /// Triangles.
    Mesh {
        /// Corners.
        corners: Vec<Vec3>,
        /// Three corners a triangle.
        triangles: Vec<[u32; 3]>,
    },
}

/// The solids of a mesh. Linear in its corners.
#[must_use]
pub fn pieces(mesh: &MeshDef, world: &Affine3A, boxes: bool) -> Vec<Piece> {
    let (corners, triangles) = weld(mesh, world);
    if triangles.is_empty() {
        return Vec::new();
    }
    if !boxes {
        return vec![Piece::Mesh { corners, triangles }];
    }
    let mut groups = Groups::new(corners.len());
    for t in &triangles {
        groups.join(t[0], t[1]);
        groups.join(t[0], t[2]);
    }
    let mut bounds: Vec<(Vec3, Vec3, Vec<[u32; 3]>)> = Vec::new();
    let mut place = vec![None; corners.len()];
    for t in triangles {
        let index = *place[groups.root(t[0]) as usize].get_or_insert_with(|| {
            bounds.push((Vec3::INFINITY, Vec3::NEG_INFINITY, Vec::new()));
            bounds.len() - 1
        });
        let group = &mut bounds[index];
        for corner in t {
            let at = corners[corner as usize];
            (group.0, group.1) = (group.0.min(at), group.1.max(at));
        }
        group.2.push(t);
    }
    let mut rest = Vec::new();
    let mut out = Vec::new();
    for (low, high, group) in bounds {
        if is_box(&corners, &group, low, high) {
            let half = ((high - low) / 2.0).max(Vec3::splat(0.005));
            out.push(Piece::Box { centre: (low + high) / 2.0, half });
        } else {
            rest.extend(group);
        }
    }
    if !rest.is_empty() {
        out.push(Piece::Mesh { corners, triangles: rest });
    }
    out
}

/// What is left of solids when all of them that reach into a box in `frame`'s axes are taken away.
///
/// Whoever drew a rail across a lift's door did not mean that nobody gets in. Linear.
#[must_use]
pub fn cleared(pieces: Vec<Piece>, frame: &Affine3A, low: Vec3, high: Vec3) -> Vec<Piece> {
    let inverse = frame.inverse();
    let reaches = |points: &[Vec3]| {
        let local = points.iter().map(|p| inverse.transform_point3(*p));
        let (min, max) =
            local.fold((Vec3::INFINITY, Vec3::NEG_INFINITY), |(min, max), p| (min.min(p), max.max(p)));
        min.cmplt(high).all() && max.cmpgt(low).all()
    };
    pieces
        .into_iter()
        .filter_map(|piece| match piece {
            Piece::Box { centre, half } => {
                (!reaches(&glb::corners(centre - half, centre + half))).then_some(piece)
            }
            Piece::Mesh { corners, mut triangles } => {
                triangles.retain(|t| !reaches(&t.map(|i| corners[i as usize])));
                (!triangles.is_empty()).then_some(Piece::Mesh { corners, triangles })
            }
        })
        .collect()
}

/// Whether triangles are the sides of the box around them.
fn is_box(corners: &[Vec3], group: &[[u32; 3]], low: Vec3, high: Vec3) -> bool {
    let at_end = |v: f32, a: f32, b: f32| (v - a).abs() < CORNER_M || (v - b).abs() < CORNER_M;
    group.len() >= FEWEST
        && group.iter().flatten().all(|&i| {
            let p = corners[i as usize];
            at_end(p.x, low.x, high.x) && at_end(p.y, low.y, high.y) && at_end(p.z, low.z, high.z)
        })
}

/// Corners at the same millimetre become one; triangles without an area go.
fn weld(mesh: &MeshDef, world: &Affine3A) -> (Vec<Vec3>, Vec<[u32; 3]>) {
    let mut known: HashMap<[i32; 3], u32> = HashMap::default();
    let mut corners = Vec::new();
    let mut triangles = Vec::new();
    for prim in &mesh.prims {
        let here: Vec<u32> = prim
            .positions
            .iter()
            .map(|p| {
                let at = world.transform_point3(Vec3::from_array(*p));
                let key = (at * 1000.0).round().to_array().map(|c| c as i32);
                *known.entry(key).or_insert_with(|| {
                    corners.push(at);
                    corners.len() as u32 - 1
                })
            })
            .collect();
        for t in prim.indices.chunks_exact(3) {
            let t = [here[t[0] as usize], here[t[1] as usize], here[t[2] as usize]];
            if t[0] != t[1] && t[1] != t[2] && t[2] != t[0] {
                triangles.push(t);
            }
        }
    }
    (corners, triangles)
}

/// Union-find with path halving.
struct Groups(Vec<u32>);

impl Groups {
    fn new(len: usize) -> Self {
        Self((0..len as u32).collect())
    }

    fn root(&mut self, mut i: u32) -> u32 {
        while self.0[i as usize] != i {
            let above = self.0[self.0[i as usize] as usize];
            self.0[i as usize] = above;
            i = above;
        }
        i
    }

    fn join(&mut self, a: u32, b: u32) {
        let (a, b) = (self.root(a), self.root(b));
        self.0[a.max(b) as usize] = a.min(b);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture;

    #[test]
    fn two_posts_in_one_mesh_leave_the_way_between_them_free() {
        let mesh = fixture::boxes(&[
            (Vec3::new(-2.0, 0.0, 0.0), Vec3::new(-1.8, 3.0, 0.2)),
            (Vec3::new(1.8, 0.0, 0.0), Vec3::new(2.0, 3.0, 0.2)),
        ]);
        let found = pieces(&mesh, &Affine3A::IDENTITY, true);
        let halves: Vec<Vec3> = found
            .iter()
            .filter_map(|p| if let Piece::Box { half, .. } = p { Some(*half) } else { None })
            .collect();
        assert_eq!(halves.len(), 2);
        assert!(halves.iter().all(|h| h.abs_diff_eq(Vec3::new(0.1, 1.5, 0.1), 1e-4)), "{halves:?}");
    }

    #[test]
    fn walls_that_meet_at_a_corner_and_slanted_rails_keep_their_triangles() {
        let room =
            fixture::boxes(&[(Vec3::ZERO, Vec3::new(3.0, 3.0, 0.2)), (Vec3::ZERO, Vec3::new(0.2, 3.0, 3.0))]);
        assert!(matches!(pieces(&room, &Affine3A::IDENTITY, true)[..], [Piece::Mesh { .. }]));
        let rail = fixture::boxes(&[(Vec3::ZERO, Vec3::new(4.0, 0.1, 0.1))]);
        let slanted = Affine3A::from_rotation_y(0.5) * Affine3A::from_rotation_z(0.5);
        assert!(matches!(pieces(&rail, &slanted, true)[..], [Piece::Mesh { .. }]));
    }

    #[test]
    fn what_reaches_into_a_doorway_is_taken_away_and_nothing_else() {
        let posts = fixture::boxes(&[
            (Vec3::new(-0.1, 0.0, 0.9), Vec3::new(0.1, 1.0, 1.1)),
            (Vec3::new(2.0, 0.0, 0.9), Vec3::new(2.2, 1.0, 1.1)),
        ]);
        let found = pieces(&posts, &Affine3A::IDENTITY, true);
        let door = Affine3A::from_translation(Vec3::new(0.0, 0.0, 0.5));
        let left = cleared(found, &door, Vec3::new(-0.4, 0.1, -1.0), Vec3::new(0.4, 1.5, 1.0));
        assert!(matches!(left[..], [Piece::Box { centre, .. }] if centre.x > 2.0), "{left:?}");
    }

    #[test]
    fn an_empty_mesh_is_nothing() {
        assert_eq!(pieces(&MeshDef::default(), &Affine3A::IDENTITY, true), []);
    }
}
