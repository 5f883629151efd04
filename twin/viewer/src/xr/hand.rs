//! Bare hands as the headset sees them: fingers of rounded bones; and how a hand is held.
//!
//! Invariants: one mesh a hand, made anew in every frame in which the hand is seen; nothing of it is there otherwise.
//! Must not know: what a pinch does.

use bevy::camera::visibility::NoFrustumCulling;
use bevy::prelude::*;

use super::Xr;
use super::view::Joints;
use crate::material::{self, MarketMaterial, root_color};
use crate::paint::MeshMaterial3d;

/// The colour of a hand, linear: nobody's skin.
const IVORY: Vec3 = Vec3::new(0.74, 0.66, 0.56);
/// Where the light on it comes from.
const LIGHT: Vec3 = Vec3::new(0.3, 0.85, 0.42);
/// Corners round a bone.
const AROUND: u32 = 8;
/// Pairs of joints: five rays from the wrist, and what holds the palm together.
const BONES: [(usize, usize); 27] = [
    (0, 1),
    (1, 2),
    (2, 3),
    (3, 4),
    (0, 5),
    (5, 6),
    (6, 7),
    (7, 8),
    (8, 9),
    (0, 10),
    (10, 11),
    (11, 12),
    (12, 13),
    (13, 14),
    (0, 15),
    (15, 16),
    (16, 17),
    (17, 18),
    (18, 19),
    (0, 20),
    (20, 21),
    (21, 22),
    (22, 23),
    (23, 24),
    (6, 11),
    (11, 16),
    (16, 21),
];
/// Joints: the wrist, the root of the index, of the middle and of the little finger.
const WRIST: usize = 0;
const INDEX: usize = 6;
const MIDDLE: usize = 11;
const LITTLE: usize = 21;

/// A hand: 0 left, 1 right.
#[derive(Component)]
struct Bare(usize);

/// Adds hands.
pub(super) fn plugin(app: &mut App) {
    app.add_systems(Startup, make)
        .add_systems(PostUpdate, shape.before(TransformSystems::Propagate).after(super::eyes::place));
}

fn make(
    mut commands: Commands,
    mut meshes: ResMut<Assets<Mesh>>,
    mut materials: ResMut<Assets<MarketMaterial>>,
) {
    let look = materials.add(MarketMaterial::plain(0.0));
    for side in 0..2 {
        let mesh = Mesh3d(meshes.add(Solid::default().mesh()));
        commands.spawn((
            Bare(side),
            mesh,
            MeshMaterial3d(look.clone()),
            NoFrustumCulling,
            Visibility::Hidden,
        ));
    }
}

fn shape(
    xr: Res<Xr>,
    mut hands: Query<(&Bare, &Mesh3d, &mut Transform, &mut Visibility)>,
    mut meshes: ResMut<Assets<Mesh>>,
) {
    for (hand, mesh, mut place, mut visibility) in &mut hands {
        let joints = xr.frame.joints[hand.0].as_ref().filter(|_| xr.active);
        visibility.set_if_neq(if joints.is_some() { Visibility::Visible } else { Visibility::Hidden });
        let Some(joints) = joints else { continue };
        *place = xr.root();
        if let Some(mut old) = meshes.get_mut(&mesh.0) {
            *old = fingers(joints).mesh();
        }
    }
}

fn fingers(joints: &Joints) -> Solid {
    let mut out = Solid::default();
    for (a, b) in BONES {
        let (a, b) = (joints[a], joints[b]);
        out.bone((a.truncate(), a.w), (b.truncate(), b.w), IVORY);
    }
    out
}

/// How the back of a bare hand is held: over the wrist, x along the fingers, z out of the back of the hand, so that a
/// board there is read like a watch. `None` for a hand that is no hand.
pub(super) fn watch(joints: &Joints, left: bool) -> Option<(Vec3, Quat)> {
    let at = |i: usize| joints[i].truncate();
    let along = (at(MIDDLE) - at(WRIST)).try_normalize()?;
    let across = at(INDEX) - at(LITTLE);
    let back = if left { across.cross(along) } else { along.cross(across) }.try_normalize()?;
    // Read from the side of the thumb: text runs along the fingers of the left hand.
    let x = if left { along } else { -along };
    let turn = Quat::from_mat3(&Mat3::from_cols(x, back.cross(x), back));
    Some((at(WRIST) + back * 0.045 - along * 0.03, turn))
}

/// Triangles with colours, lit once.
#[derive(Default)]
pub(super) struct Solid {
    positions: Vec<[f32; 3]>,
    colors: Vec<[u8; 4]>,
    indices: Vec<u32>,
}

impl Solid {
    /// A bone with round ends: two joints with their radii, metres.
    pub(super) fn bone(&mut self, (a, ra): (Vec3, f32), (b, rb): (Vec3, f32), color: Vec3) {
        let Some(along) = (b - a).try_normalize() else { return };
        let (u, v) = along.any_orthonormal_pair();
        let base = self.positions.len() as u32;
        self.corner(a - along * ra * 0.8, -along, color);
        for (centre, radius, lean) in [(a, ra, -0.35), (b, rb, 0.35)] {
            for i in 0..AROUND {
                let (sin, cos) = (i as f32 / AROUND as f32 * std::f32::consts::TAU).sin_cos();
                let out = u * cos + v * sin;
                self.corner(centre + out * radius, (out + along * lean).normalize(), color);
            }
        }
        self.corner(b + along * rb * 0.8, along, color);
        let (first, last) = (base, base + 2 * AROUND + 1);
        for i in 0..AROUND {
            let next = (i + 1) % AROUND;
            let [a0, a1, b0, b1] =
                [base + 1 + i, base + 1 + next, base + 1 + AROUND + i, base + 1 + AROUND + next];
            self.indices.extend([first, a1, a0, a0, a1, b0, b0, a1, b1, b0, b1, last]);
        }
    }

    fn corner(&mut self, at: Vec3, normal: Vec3, color: Vec3) {
        let lit = 0.52 + 0.48 * (0.5 + 0.5 * normal.dot(LIGHT.normalize()));
        self.positions.push(at.to_array());
        self.colors.push(root_color(color * lit, 1.0));
    }

    /// The same for the graphics card; a point where there is nothing.
    pub(super) fn mesh(mut self) -> Mesh {
        if self.positions.is_empty() {
            self.corner(Vec3::ZERO, Vec3::Y, Vec3::ZERO);
            self.indices = vec![0; 3];
        }
        let uvs = vec![[0.0; 2]; self.positions.len()];
        material::mesh(self.positions, self.colors, uvs, self.indices)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::xr::view::JOINTS;

    /// A left hand, palm down, fingers ahead: the thumb is on its right.
    fn left() -> Joints {
        let mut joints = [Vec4::new(0.0, 1.0, 0.0, 0.01); JOINTS];
        for (finger, x) in [0.04, 0.03, 0.01, -0.01, -0.03].into_iter().enumerate() {
            for knuckle in 0..5 {
                let joint = if finger == 0 { 1 + knuckle.min(3) } else { 5 * finger + knuckle };
                joints[joint] = Vec4::new(x, 1.0, -0.03 - 0.03 * knuckle as f32, 0.008);
            }
        }
        joints
    }

    #[test]
    fn a_watch_lies_on_the_back_of_the_wrist_and_is_read_along_the_fingers() {
        let (at, turn) = watch(&left(), true).expect("a hand");
        assert!((turn * Vec3::Z).distance(Vec3::Y) < 0.2, "out of the back of the hand: {}", turn * Vec3::Z);
        assert!((turn * Vec3::X).distance(Vec3::NEG_Z) < 0.3, "along the fingers: {}", turn * Vec3::X);
        assert!(at.y > 1.02 && at.z > 0.0, "over the wrist: {at}");
        let mirrored = left().map(|j| Vec4::new(-j.x, j.y, j.z, j.w));
        let (_, turn) = watch(&mirrored, false).expect("a hand");
        assert!((turn * Vec3::Z).distance(Vec3::Y) < 0.2, "{}", turn * Vec3::Z);
        assert_eq!(watch(&[Vec4::new(0.0, 1.0, 0.0, 0.01); JOINTS], true), None);
    }

    #[test]
    fn a_hand_is_one_closed_small_mesh_that_faces_outwards() {
        let solid = fingers(&left());
        assert!(solid.indices.len() / 3 < 1000, "{} triangles", solid.indices.len() / 3);
        let mut bone = Solid::default();
        bone.bone((Vec3::ZERO, 0.01), (Vec3::new(0.0, 0.0, -0.05), 0.008), IVORY);
        let middle = Vec3::new(0.0, 0.0, -0.025);
        for t in bone.indices.chunks_exact(3) {
            let [a, b, c] = [t[0], t[1], t[2]].map(|i| Vec3::from_array(bone.positions[i as usize]));
            assert!((b - a).cross(c - a).dot((a + b + c) / 3.0 - middle) > 0.0, "{a} {b} {c}");
        }
    }
}
