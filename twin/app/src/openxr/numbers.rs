//! What OpenXR says of eyes and joints, as the numbers that the viewer reads.
//!
//! Must not know: sessions, actions.

use bevy::math::{Quat, Vec3};
use openxr::{Fovf, HandJointLocations, Posef, SpaceLocationFlags, View};

/// Thumb and finger pinch when their tips are nearer than this, metres: the tips' own radii and a little.
const PINCH_M: f32 = 0.022;
/// OpenXR's joints of a hand: palm, wrist, four of the thumb, five of each finger. WebXR has no palm.
const WRIST: usize = 1;
const THUMB_TIP: usize = 5;
const INDEX_KNUCKLE: usize = 7;
const INDEX_TIP: usize = 10;

/// The numbers of an eye: place, turn, and how it sees.
pub fn eye(view: &View) -> Vec<f32> {
    [pose(view.pose).as_slice(), &lens(view.fov)].concat()
}

/// Place and turn.
pub fn pose(pose: Posef) -> [f32; 7] {
    let (p, q) = (pose.position, pose.orientation);
    [p.x, p.y, p.z, q.x, q.y, q.z, q.w]
}

/// `m[0] m[5] m[8] m[9]` of the matrix that WebXR would give for these angles, radians.
pub fn lens(fov: Fovf) -> [f32; 4] {
    let [left, right] = [fov.angle_left, fov.angle_right].map(f32::tan);
    let [down, up] = [fov.angle_down, fov.angle_up].map(f32::tan);
    let (wide, high) = (right - left, up - down);
    [2.0 / wide, 2.0 / high, (right + left) / wide, (up + down) / high]
}

/// Views of which only the turn is known stay where they were.
pub fn steady(mut views: Vec<View>, placed: bool, before: &[View]) -> Vec<View> {
    if !placed {
        for (view, old) in views.iter_mut().zip(before) {
            view.pose.position = old.pose.position;
        }
    }
    views
}

/// Place and radius of every joint but the palm; `None` if one of them is not seen.
pub fn joints(seen: &HandJointLocations) -> Option<Vec<f32>> {
    let known = SpaceLocationFlags::POSITION_VALID;
    let all = seen[WRIST..].iter();
    all.map(|joint| {
        let p = joint.pose.position;
        joint.location_flags.contains(known).then_some([p.x, p.y, p.z, joint.radius.max(0.004)])
    })
    .collect::<Option<Vec<_>>>()
    .map(|all| all.concat())
}

/// How a bare hand points, from its wrist over the first finger's knuckle, and whether thumb and finger pinch.
pub fn pointing(seen: &HandJointLocations) -> (Posef, f32) {
    let at = |joint: usize| {
        let p = seen[joint].pose.position;
        Vec3::new(p.x, p.y, p.z)
    };
    let knuckle = at(INDEX_KNUCKLE);
    let way = (knuckle - at(WRIST)).normalize_or(Vec3::NEG_Z);
    let turn = Quat::from_rotation_arc(Vec3::NEG_Z, way);
    let pinch = if at(THUMB_TIP).distance(at(INDEX_TIP)) < PINCH_M { 1.0 } else { 0.0 };
    let position = openxr::Vector3f { x: knuckle.x, y: knuckle.y, z: knuckle.z };
    let orientation = openxr::Quaternionf { x: turn.x, y: turn.y, z: turn.z, w: turn.w };
    (Posef { orientation, position }, pinch)
}

#[cfg(test)]
mod tests {
    use super::*;
    use openxr::{HAND_JOINT_COUNT, HandJointLocation};

    #[test]
    fn an_even_view_of_ninety_degrees_is_the_plain_lens_and_a_lopsided_one_is_shifted() {
        let quarter = std::f32::consts::FRAC_PI_4;
        let even =
            Fovf { angle_left: -quarter, angle_right: quarter, angle_up: quarter, angle_down: -quarter };
        assert!(lens(even).iter().zip([1.0, 1.0, 0.0, 0.0]).all(|(a, b)| (a - b).abs() < 1e-6));
        // The left edge of the picture is where the left angle points.
        let fov = Fovf { angle_left: -0.9, angle_right: 0.7, angle_up: 0.8, angle_down: -0.6 };
        let [m0, m5, m8, m9] = lens(fov);
        let edge = |angle: f32, scale: f32, shift: f32| angle.tan() * scale - shift;
        for (angle, scale, shift, wanted) in
            [(-0.9, m0, m8, -1.0), (0.7, m0, m8, 1.0), (0.8, m5, m9, 1.0), (-0.6, m5, m9, -1.0)]
        {
            assert!((edge(angle, scale, shift) - wanted).abs() < 1e-5, "{angle}");
        }
    }

    fn view(x: f32) -> View {
        let position = openxr::Vector3f { x, y: 1.6, z: 0.0 };
        let pose = Posef { orientation: openxr::Quaternionf { x: 0.0, y: 0.0, z: 0.0, w: 1.0 }, position };
        View { pose, fov: Fovf { angle_left: -0.8, angle_right: 0.8, angle_up: 0.8, angle_down: -0.8 } }
    }

    #[test]
    fn a_head_that_is_turned_but_not_placed_stays_where_it_was() {
        let before = [view(0.5), view(0.56)];
        let after = steady(vec![view(0.0), view(0.0)], false, &before);
        assert_eq!([after[0].pose.position.x, after[1].pose.position.x], [0.5, 0.56]);
        assert_eq!(eye(&after[0])[..3], [0.5, 1.6, 0.0]);
    }

    #[test]
    fn a_bare_hand_points_over_its_knuckle_and_pinches_where_its_tips_meet() {
        let mut seen: HandJointLocations = [HandJointLocation::default(); HAND_JOINT_COUNT];
        for (i, joint) in seen.iter_mut().enumerate() {
            joint.location_flags = SpaceLocationFlags::POSITION_VALID;
            joint.pose.position = openxr::Vector3f { x: i as f32 / 10.0, y: 1.0, z: 0.0 };
            joint.radius = 0.01;
        }
        let (hand, pinch) = pointing(&seen);
        assert_eq!(pinch, 0.0);
        let turn =
            Quat::from_xyzw(hand.orientation.x, hand.orientation.y, hand.orientation.z, hand.orientation.w);
        assert!((turn * Vec3::NEG_Z).distance(Vec3::X) < 1e-5);
        seen[INDEX_TIP].pose.position = seen[THUMB_TIP].pose.position;
        assert_eq!(pointing(&seen).1, 1.0);
        assert_eq!(joints(&seen).map(|all| all.len()), Some(100));
        seen[20].location_flags = SpaceLocationFlags::EMPTY;
        assert_eq!(joints(&seen), None);
    }
}
