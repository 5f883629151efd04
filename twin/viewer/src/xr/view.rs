//! What a headset says in a frame: where the eyes and the hands are, and how each eye sees.
//!
//! The page sends plain numbers; here they become poses. Numbers that are no poses (tracking lost, NaN) are left out.
//! Invariant: every pose that comes out is finite, with a turn of length 1.
//! Must not know: the session, WebGL.

use bevy::camera::{CameraProjection, SubCameraView};
use bevy::math::{Mat4, Quat, Vec2, Vec3, Vec3A, Vec4};

/// Numbers an eye: place x y z, turn x y z w, then `m[0] m[5] m[8] m[9]` of `XRView.projectionMatrix`.
pub const EYE_NUMBERS: usize = 11;
/// Numbers a hand: 0 for not there, 1 for a controller, 2 for a bare hand; place, turn, trigger, squeeze, stick x y,
/// buttons as bits.
pub const HAND_NUMBERS: usize = 13;
/// Joints of a bare hand, in the order of WebXR's hand input: wrist, four of the thumb, five of each finger.
pub const JOINTS: usize = 25;
/// Numbers a joint: place and radius, metres.
pub const JOINT_NUMBERS: usize = 4;

/// A bare hand: the places of its joints in the headset's reference space, and their radii in w; metres.
pub type Joints = [Vec4; JOINTS];

/// An eye in the headset's reference space, metres.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct EyeView {
    /// Where it is.
    pub at: Vec3,
    /// How it is turned; it looks along -z.
    pub turn: Quat,
    /// How it sees.
    pub lens: XrProjection,
}

/// A hand or a controller in the headset's reference space; it points along -z.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct HandView {
    /// Where it is, metres.
    pub at: Vec3,
    /// How it is turned.
    pub turn: Quat,
    /// How far the trigger is pulled, or whether fingers pinch: 0 to 1.
    pub trigger: f32,
    /// How far the grip is squeezed, 0 to 1.
    pub squeeze: f32,
    /// To the right and forward, -1 to 1.
    pub stick: Vec2,
    /// Buttons that are held: bit 0 is A or X, bit 1 is B or Y.
    pub buttons: u8,
    /// Whether nothing is held in it.
    pub bare: bool,
}

/// A frame of a headset.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct XrFrame {
    /// One or two eyes, the left first.
    pub eyes: Vec<EyeView>,
    /// The left and the right hand, where they are seen.
    pub hands: [Option<HandView>; 2],
    /// The joints of both, where a hand is bare and the headset sees them.
    pub joints: [Option<Joints>; 2],
}

impl XrFrame {
    /// Reads what the page sent; eyes that are no poses keep their last one, if there was one.
    #[must_use]
    pub fn read(&self, eyes: &[f32], hands: &[f32]) -> Self {
        let seen = eyes.chunks_exact(EYE_NUMBERS).take(2).enumerate();
        let eyes = seen.filter_map(|(i, n)| eye(n).or_else(|| self.eyes.get(i).copied())).collect();
        let mut shown = hands.chunks_exact(HAND_NUMBERS).map(hand);
        Self { eyes, hands: [shown.next().flatten(), shown.next().flatten()], joints: self.joints }
    }

    /// Reads the joints of both hands; a hand of which a joint is nowhere is left out.
    pub fn read_joints(&mut self, numbers: &[f32]) {
        let mut hands = numbers.chunks_exact(JOINTS * JOINT_NUMBERS).map(|hand| {
            let mut out = [Vec4::ZERO; JOINTS];
            for (joint, n) in out.iter_mut().zip(hand.chunks_exact(JOINT_NUMBERS)) {
                *joint = Vec4::from_slice(n);
            }
            out.iter().all(|j| j.is_finite() && (0.001..0.1).contains(&j.w)).then_some(out)
        });
        self.joints = [hands.next().flatten(), hands.next().flatten()];
    }

    /// The middle between the eyes and the turn of the head.
    #[must_use]
    pub fn head(&self) -> Option<(Vec3, Quat)> {
        let first = self.eyes.first()?;
        let last = self.eyes.last()?;
        Some(((first.at + last.at) / 2.0, first.turn))
    }
}

fn pose(n: &[f32]) -> Option<(Vec3, Quat)> {
    let &[x, y, z, qx, qy, qz, qw, ..] = n else { return None };
    let (at, turn) = (Vec3::new(x, y, z), Quat::from_xyzw(qx, qy, qz, qw));
    let sane = at.is_finite() && at.length() < 1000.0 && turn.is_finite() && turn.length() > 0.5;
    sane.then(|| (at, turn.normalize()))
}

fn eye(n: &[f32]) -> Option<EyeView> {
    let (at, turn) = pose(n)?;
    let &[.., m0, m5, m8, m9] = n else { return None };
    let lens = XrProjection::new([m0, m5, m8, m9])?;
    Some(EyeView { at, turn, lens })
}

fn hand(n: &[f32]) -> Option<HandView> {
    let (there, rest) = n.split_first()?;
    let (at, turn) = pose(rest)?;
    let &[.., trigger, squeeze, x, y, buttons] = rest else { return None };
    let unit = |v: f32| if v.is_finite() { v.clamp(0.0, 1.0) } else { 0.0 };
    let stick = Vec2::new(x, y);
    let stick = if stick.is_finite() { stick.clamp_length_max(1.0) } else { Vec2::ZERO };
    let buttons = if buttons.is_finite() { buttons as u8 } else { 0 };
    let hand = HandView {
        at,
        turn,
        trigger: unit(trigger),
        squeeze: unit(squeeze),
        stick,
        buttons,
        bare: *there > 1.5,
    };
    (*there > 0.5).then_some(hand)
}

/// The lens of an eye: the x and y rows of WebXR's matrix with Bevy's endless reversed depth.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct XrProjection {
    rows: [f32; 4],
}

impl XrProjection {
    /// Nearer than this nothing is drawn, metres.
    pub const NEAR_M: f32 = 0.05;
    /// Further than this nothing is drawn, metres.
    pub const FAR_M: f32 = 900.0;

    /// From `m[0] m[5] m[8] m[9]`; `None` when that is no lens.
    #[must_use]
    pub fn new(rows: [f32; 4]) -> Option<Self> {
        let sane = rows.iter().all(|v| v.is_finite()) && rows[0] > 0.01 && rows[1] > 0.01;
        sane.then_some(Self { rows })
    }
}

impl CameraProjection for XrProjection {
    fn get_clip_from_view(&self) -> Mat4 {
        let [m0, m5, m8, m9] = self.rows;
        Mat4::from_cols(
            Vec4::new(m0, 0.0, 0.0, 0.0),
            Vec4::new(0.0, m5, 0.0, 0.0),
            Vec4::new(m8, m9, 0.0, -1.0),
            Vec4::new(0.0, 0.0, Self::NEAR_M, 0.0),
        )
    }

    fn get_clip_from_view_for_sub(&self, _: &SubCameraView) -> Mat4 {
        self.get_clip_from_view()
    }

    fn update(&mut self, _: f32, _: f32) {}

    fn far(&self) -> f32 {
        Self::FAR_M
    }

    fn get_frustum_corners(&self, z_near: f32, z_far: f32) -> [Vec3A; 8] {
        let [m0, m5, m8, m9] = self.rows;
        let (left, right) = ((m8 - 1.0) / m0, (m8 + 1.0) / m0);
        let (low, high) = ((m9 - 1.0) / m5, (m9 + 1.0) / m5);
        let at = |z: f32| {
            [(right, low), (right, high), (left, high), (left, low)]
                .map(|(x, y)| Vec3A::new(x * z.abs(), y * z.abs(), z))
        };
        let ([a, b, c, d], [e, f, g, h]) = (at(z_near), at(z_far));
        [a, b, c, d, e, f, g, h]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(x: f32) -> Vec<f32> {
        vec![x, 1.6, 0.0, 0.0, 0.0, 0.0, 1.0, 0.9, 1.1, 0.1, -0.05]
    }

    #[test]
    fn two_eyes_and_the_head_between_them() {
        let sent = [numbers(-0.032), numbers(0.032)].concat();
        let frame = XrFrame::default().read(&sent, &[]);
        assert_eq!(frame.eyes.len(), 2);
        let (at, _) = frame.head().expect("eyes");
        assert!(at.distance(Vec3::new(0.0, 1.6, 0.0)) < 1e-6, "{at}");
        assert_eq!(frame.hands, [None, None]);
    }

    #[test]
    fn an_eye_that_is_lost_keeps_its_last_pose_and_nothing_that_is_no_number_gets_in() {
        let good = XrFrame::default().read(&numbers(0.1), &[]);
        let mut lost = numbers(0.2);
        lost[4] = f32::NAN;
        assert_eq!(good.read(&lost, &[]).eyes, good.eyes);
        let mut hand = vec![1.0, 0.2, 1.2, -0.3, 0.0, 0.0, 0.0, 1.0, 3.0, f32::NAN, 5.0, 0.0, 3.0];
        let read = good.read(&[], &hand).hands[0].expect("a hand");
        assert_eq!((read.trigger, read.squeeze, read.buttons), (1.0, 0.0, 3));
        assert!(read.stick.length() <= 1.0);
        hand[0] = 0.0;
        assert_eq!(good.read(&[], &hand).hands[0], None);
    }

    #[test]
    fn a_hand_is_read_with_all_its_joints_or_not_at_all() {
        let mut numbers: Vec<f32> =
            (0..2 * JOINTS).flat_map(|i| [i as f32 / 100.0, 1.2, -0.3, 0.01]).collect();
        let mut frame = XrFrame::default();
        frame.read_joints(&numbers);
        assert_eq!(frame.joints[1].map(|hand| hand[0]), Some(Vec4::new(0.25, 1.2, -0.3, 0.01)));
        numbers[7] = f32::NAN;
        frame.read_joints(&numbers);
        assert_eq!((frame.joints[0], frame.joints[1].is_some()), (None, true));
        frame.read_joints(&numbers[..50]);
        assert_eq!(frame.joints, [None, None]);
    }

    #[test]
    fn a_lopsided_lens_maps_its_corners_to_the_edges_of_the_picture() {
        let lens = XrProjection::new([0.9, 1.1, 0.2, -0.1]).expect("a lens");
        for corner in lens.get_frustum_corners(-1.0, -50.0) {
            let clip = lens.get_clip_from_view() * Vec3::from(corner).extend(1.0);
            let at = clip.truncate() / clip.w;
            assert!((at.x.abs() - 1.0).abs() < 1e-4 && (at.y.abs() - 1.0).abs() < 1e-4, "{at}");
        }
    }
}
