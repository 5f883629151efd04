//! The visitor's body in the market: what stops it, what it climbs, what a ray from the eye meets.
//!
//! Uses rapier's shapes, tree and character controller directly: nothing here moves by itself, so there is no
//! simulation to step, and the whole of it is tested without an engine.
//! Invariants: [`Solids::walk`] never ends inside a stall when it did not begin inside one; every answer is finite.
//! Must not know: the engine, input, drawing.

use bevy::math::{Affine3A, Quat, Vec3};
use bevy_rapier3d::parry::bounding_volume::Aabb;
use bevy_rapier3d::parry::query::{DefaultQueryDispatcher, Ray};
use bevy_rapier3d::parry::shape::{SharedShape, TriMeshFlags};
use bevy_rapier3d::rapier::control::{CharacterAutostep, CharacterLength, KinematicCharacterController};
use bevy_rapier3d::rapier::dynamics::{IntegrationParameters, RigidBodySet};
use bevy_rapier3d::rapier::geometry::{BroadPhaseBvh, Collider, ColliderBuilder, ColliderSet};
use bevy_rapier3d::rapier::math::Pose;
use bevy_rapier3d::rapier::pipeline::{QueryFilter, QueryPipeline};

use crate::glb::{LiftDef, Scene, Solid, StallDef, StaticDef};
use crate::shapes::{self, Piece};

/// Half the width of the body, metres: a person with a bag.
pub const RADIUS_M: f32 = 0.24;
/// From the soles to the crown, metres.
pub const HEIGHT_M: f32 = 1.7;
/// From the soles to the eyes, metres.
pub const EYE_M: f32 = 1.58;
/// The gap kept from everything, metres.
const GAP_M: f32 = 0.02;
/// The highest step that is climbed, metres.
const STEP_M: f32 = 0.28;
/// Speed of falling at which air would hold, metres a second.
const FALL_LIMIT: f32 = 12.0;
/// The longest way in one go, metres: longer ways are cut, so that nothing is jumped through.
const STRIDE_M: f32 = 0.12;

/// What a ray met.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Met {
    /// A stall, by its index in the scene.
    Stall(usize),
    /// Something one can stand on.
    Ground,
    /// A wall or a thing.
    Thing,
}

/// Where a ray met something.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Hit {
    /// What it met.
    pub met: Met,
    /// Where, in metres.
    pub at: Vec3,
    /// Whether the surface is level enough to stand on.
    pub level: bool,
}

/// Where a step ended.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Step {
    /// The soles.
    pub feet: Vec3,
    /// Speed of falling, metres a second.
    pub fall: f32,
    /// Whether there is ground under the soles.
    pub grounded: bool,
}

/// Everything in the market that stops a body or a ray.
pub struct Solids {
    bodies: RigidBodySet,
    colliders: ColliderSet,
    tree: BroadPhaseBvh,
    dispatcher: DefaultQueryDispatcher,
    controller: KinematicCharacterController,
    body: SharedShape,
    /// A little slimmer: for asking whether there is room.
    slim: SharedShape,
    /// Below this nobody can be, metres.
    bottom: f32,
    stalls: Vec<Box3>,
    /// Things that are not in yet, by their index among the static parts.
    rest: Vec<usize>,
}

/// A stall's box in its own frame.
#[derive(Debug, Clone, Copy)]
struct Box3 {
    centre: Vec3,
    inverse: Quat,
    half: Vec3,
}

impl Solids {
    /// All that is solid in a scene. O(n log n) in its parts.
    #[must_use]
    pub fn new(scene: &Scene) -> Self {
        let mut solids = Self::ground(scene);
        while !solids.go_on(scene, || false) {}
        solids
    }

    /// Ground, stalls and lifts; what stands about comes with [`Self::add_near`] and [`Self::go_on`], so that a first
    /// picture need not wait for it. O(n log n) in the parts.
    #[must_use]
    pub fn ground(scene: &Scene) -> Self {
        let ground = scene.ground_m();
        let capsule = |radius: f32, height: f32| SharedShape::capsule_y(height / 2.0 - radius, radius);
        let mut world = Self {
            bodies: RigidBodySet::new(),
            colliders: ColliderSet::new(),
            tree: BroadPhaseBvh::new(),
            dispatcher: DefaultQueryDispatcher,
            controller: controller(),
            body: capsule(RADIUS_M, HEIGHT_M),
            slim: capsule(RADIUS_M - 0.02, HEIGHT_M - 0.6),
            bottom: ground - 6.0,
            stalls: scene.stalls.iter().map(stall_box).collect(),
            rest: Vec::new(),
        };
        let below = Vec3::new(0.0, ground - 1.02, 0.0);
        world.insert(ColliderBuilder::cuboid(4000.0, 1.0, 4000.0), below, Quat::IDENTITY, Met::Ground);
        for (index, stall) in world.stalls.clone().iter().enumerate() {
            let builder = ColliderBuilder::cuboid(stall.half.x, stall.half.y, stall.half.z);
            world.insert(builder, stall.centre, stall.inverse.inverse(), Met::Stall(index));
        }
        for (index, part) in scene.statics.iter().enumerate() {
            match part.solid {
                Solid::Box => world.rest.push(index),
                _ => world.insert_static(part, scene),
            }
        }
        for lift in &scene.lifts {
            for y in &lift.levels {
                // A little wider than the cab: nobody falls into the gap before its door.
                let builder = ColliderBuilder::cuboid(lift.half[0] + 0.1, 0.05, lift.half[1] + 0.1);
                let at = Vec3::new(lift.at.x, y - 0.05, lift.at.z);
                world.insert(builder, at, Quat::IDENTITY, Met::Ground);
            }
        }
        world
    }

    /// Adds what stands in cells that are within `reach` metres of a place. Linear in the parts.
    pub fn add_near(&mut self, scene: &Scene, at: Vec3, reach: f32) {
        let near = |index: &usize| {
            let cell = &scene.cells[scene.statics[*index].cell];
            at.distance(at.clamp(cell.min, cell.max)) <= reach
        };
        let (near, rest) = std::mem::take(&mut self.rest).into_iter().partition(near);
        self.rest = rest;
        near.iter().for_each(|index: &usize| self.insert_static(&scene.statics[*index], scene));
    }

    /// Goes on adding until it is `late`; whether everything is in. All calls together take O(n log n) in the parts of the
    /// same scene, each at most one part too long.
    pub fn go_on(&mut self, scene: &Scene, mut late: impl FnMut() -> bool) -> bool {
        while !late() {
            let Some(index) = self.rest.pop() else { return true };
            self.insert_static(&scene.statics[index], scene);
        }
        self.is_whole()
    }

    /// Whether everything is in.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.rest.is_empty()
    }

    /// Walks from `feet` with the horizontal velocity `wish` for `dt` seconds, sliding along what is in the way.
    ///
    /// `fall` is the speed of falling so far. O(log n) in the parts of the market.
    #[must_use]
    pub fn walk(&self, feet: Vec3, wish: Vec3, fall: f32, dt: f32) -> Step {
        let wish = if wish.is_finite() { Vec3::new(wish.x, 0.0, wish.z) } else { Vec3::ZERO };
        let dt = if dt.is_finite() { dt.clamp(0.0, 0.25) } else { 0.0 };
        let strides =
            ((wish.length() * dt / STRIDE_M).ceil() as u32).clamp(1, 64).max((dt * 60.0).ceil() as u32);
        let mut step = Step { feet, fall, grounded: false };
        for _ in 0..strides {
            step = self.stride(step, wish, dt / strides as f32);
        }
        step.feet = self.freed(step.feet);
        step
    }

    /// Out of what the body has sunk into by sliding along it; `feet` itself if that leads nowhere better.
    fn freed(&self, feet: Vec3) -> Vec3 {
        if self.is_free(feet) {
            return feet;
        }
        let pose = Pose::from_translation(middle(feet));
        let pushed = self.controller.move_shape(0.0, &self.queries(), &*self.body, &pose, Vec3::ZERO, |_| {});
        let out = feet + Vec3::new(pushed.translation.x, 0.0, pushed.translation.z);
        if out.is_finite() && self.inside_stall(out).is_none() && !self.crosses(feet, out) {
            out
        } else {
            feet
        }
    }

    /// Whether the way of the body's axis leads through a surface, at the knees or at the chest.
    fn crosses(&self, from: Vec3, to: Vec3) -> bool {
        let way = to - from;
        [0.45, 1.2]
            .iter()
            .any(|up| self.cast(from + Vec3::Y * *up, way, way.length()).is_some_and(|hit| !hit.level))
    }

    fn stride(&self, from: Step, wish: Vec3, dt: f32) -> Step {
        let fall = (from.fall + 9.81 * dt).min(FALL_LIMIT);
        let way = wish * dt - Vec3::Y * fall * dt;
        let pose = Pose::from_translation(middle(from.feet));
        let moved = self.controller.move_shape(dt, &self.queries(), &*self.body, &pose, way, |_| {});
        let mut feet = from.feet + moved.translation;
        let lost = !feet.is_finite() || feet.y < self.bottom;
        let entered = self.inside_stall(feet).is_some() && self.inside_stall(from.feet).is_none();
        if lost || entered || self.crosses(from.feet, feet) {
            feet = from.feet;
        }
        // Sliding along a wall lets the controller sink by and by: the ground under the axis has the last word.
        let above = self.cast(feet + Vec3::Y * 0.5, Vec3::NEG_Y, 0.5).filter(|hit| hit.level);
        feet.y = above.map_or(feet.y, |hit| feet.y.max(hit.at.y));
        Step { feet, fall: if moved.grounded || lost { 0.0 } else { fall }, grounded: moved.grounded }
    }

    /// The stall in whose box the body's axis at `feet` is, if any. O(log n) in the parts of the market.
    #[must_use]
    pub fn inside_stall(&self, feet: Vec3) -> Option<usize> {
        let axis = Aabb::new(feet, feet + Vec3::Y * HEIGHT_M);
        let near = self.queries();
        let mut near = near.intersect_aabb_conservative(axis).filter_map(|(_, c)| met_stall(c.user_data));
        near.find(|&index| {
            let stall = &self.stalls[index];
            let at = (stall.inverse * (feet - stall.centre)).abs();
            let tall =
                feet.y + HEIGHT_M > stall.centre.y - stall.half.y && feet.y < stall.centre.y + stall.half.y;
            tall && at.x < stall.half.x && at.z < stall.half.z
        })
    }

    /// Whether a body has room with its soles at `feet`.
    #[must_use]
    pub fn is_free(&self, feet: Vec3) -> bool {
        let at = Pose::from_translation(feet + Vec3::Y * (0.5 + (HEIGHT_M - 0.6) / 2.0));
        feet.is_finite() && self.queries().intersect_shape(at, &*self.slim).next().is_none()
    }

    /// The free place nearest to `feet` within three metres, put down on the ground; `feet` itself if there is none.
    #[must_use]
    pub fn nearest_free(&self, feet: Vec3) -> Vec3 {
        let rings = (0..=12).flat_map(|ring| {
            let around = if ring == 0 { 1 } else { 16 };
            (0..around).map(move |i| (ring as f32 * 0.25, i as f32 / 16.0 * std::f32::consts::TAU))
        });
        for (radius, angle) in rings {
            let at = feet + Vec3::new(angle.sin() * radius, 0.0, -angle.cos() * radius);
            let at = Vec3::new(at.x, self.ground_below(at + Vec3::Y * 0.6).unwrap_or(at.y), at.z);
            if self.is_free(at) && self.inside_stall(at).is_none() {
                return at;
            }
        }
        feet
    }

    /// The height of the ground under a point, at most five metres down.
    #[must_use]
    pub fn ground_below(&self, from: Vec3) -> Option<f32> {
        let hit = self.cast(from, Vec3::NEG_Y, 5.0)?;
        (hit.met != Met::Thing || hit.level).then_some(hit.at.y)
    }

    /// What a ray meets first, at most `reach` metres away.
    #[must_use]
    pub fn cast(&self, from: Vec3, direction: Vec3, reach: f32) -> Option<Hit> {
        let direction = direction.try_normalize()?;
        let (handle, hit) =
            self.queries().cast_ray_and_get_normal(&Ray::new(from, direction), reach, true)?;
        let met = met_from(self.colliders.get(handle)?.user_data);
        let level = hit.normal.y.abs() > 0.7;
        Some(Hit { met, at: from + direction * hit.time_of_impact, level })
    }

    /// How many things there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.colliders.len()
    }

    /// Whether there is nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.colliders.is_empty()
    }

    fn queries(&self) -> QueryPipeline<'_> {
        self.tree.as_query_pipeline(&self.dispatcher, &self.bodies, &self.colliders, QueryFilter::default())
    }

    fn insert(&mut self, builder: ColliderBuilder, at: Vec3, turn: Quat, met: Met) {
        let collider: Collider =
            builder.position(Pose::from_parts(at, turn)).user_data(user_data(met)).build();
        let around = collider.compute_aabb();
        let handle = self.colliders.insert(collider);
        self.tree.set_aabb(&IntegrationParameters::default(), handle, around);
    }

    fn insert_static(&mut self, part: &StaticDef, scene: &Scene) {
        let met = match part.solid {
            Solid::None => return,
            Solid::Floor | Solid::Ramp => Met::Ground,
            Solid::Box => Met::Thing,
        };
        let things = part.solid == Solid::Box;
        let mut pieces = shapes::pieces(&scene.meshes[part.part.mesh], &part.part.world, things);
        for lift in scene.lifts.iter().filter(|_| things) {
            for (frame, low, high) in doorways(lift) {
                pieces = shapes::cleared(pieces, &frame, low, high);
            }
        }
        for piece in pieces {
            match piece {
                Piece::Box { centre, half } => {
                    let builder = ColliderBuilder::cuboid(half.x, half.y, half.z);
                    self.insert(builder, centre, Quat::IDENTITY, met);
                }
                Piece::Mesh { corners, triangles } => {
                    let flags = TriMeshFlags::FIX_INTERNAL_EDGES;
                    if let Ok(builder) = ColliderBuilder::trimesh_with_flags(corners, triangles, flags) {
                        self.insert(builder, Vec3::ZERO, Quat::IDENTITY, met);
                    }
                }
            }
        }
    }
}

/// Where one walks in and out of a cab on each level, along its z axis: frame, lowest and highest corner.
fn doorways(lift: &LiftDef) -> impl Iterator<Item = (Affine3A, Vec3, Vec3)> {
    let turn = lift.cab.map_or(Quat::IDENTITY, |cab| cab.world.to_scale_rotation_translation().1);
    let reach = lift.half[0].min(lift.half[1]);
    lift.levels.iter().map(move |y| {
        let frame = Affine3A::from_rotation_translation(turn, Vec3::new(lift.at.x, *y, lift.at.z));
        let corner = Vec3::new(reach * 0.6, 2.0, reach + 0.5);
        (frame, Vec3::new(-corner.x, 0.02, -corner.z), corner)
    })
}

fn controller() -> KinematicCharacterController {
    KinematicCharacterController {
        offset: CharacterLength::Absolute(GAP_M),
        autostep: Some(CharacterAutostep {
            max_height: CharacterLength::Absolute(STEP_M),
            min_width: CharacterLength::Absolute(0.1),
            include_dynamic_bodies: false,
        }),
        max_slope_climb_angle: 45f32.to_radians(),
        min_slope_slide_angle: 55f32.to_radians(),
        snap_to_ground: Some(CharacterLength::Absolute(STEP_M)),
        ..KinematicCharacterController::default()
    }
}

fn middle(feet: Vec3) -> Vec3 {
    feet + Vec3::Y * (HEIGHT_M / 2.0)
}

fn stall_box(stall: &StallDef) -> Box3 {
    let (_, turn, at) = stall.world.to_scale_rotation_translation();
    let half = stall.size.abs().max(Vec3::splat(0.02)) / 2.0;
    let centre = at + turn * Vec3::new(0.0, half.y, -half.z);
    Box3 { centre, inverse: turn.inverse(), half }
}

fn user_data(met: Met) -> u128 {
    match met {
        Met::Thing => 0,
        Met::Ground => 1,
        Met::Stall(index) => index as u128 + 2,
    }
}

fn met_from(data: u128) -> Met {
    match data {
        0 => Met::Thing,
        1 => Met::Ground,
        stall => Met::Stall((stall - 2) as usize),
    }
}

fn met_stall(data: u128) -> Option<usize> {
    if let Met::Stall(index) = met_from(data) { Some(index) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture;

    const TICK: f32 = 1.0 / 60.0;

    /// xorshift64*: seeded, so that a failing walk can be walked again.
    fn random(seed: &mut u64) -> f32 {
        *seed ^= *seed >> 12;
        *seed ^= *seed << 25;
        *seed ^= *seed >> 27;
        (seed.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 40) as f32 / (1u64 << 24) as f32
    }

    #[test]
    fn what_stands_near_is_there_first_and_everything_in_the_end() {
        let scene = fixture::room();
        let whole = Solids::new(&scene);
        let mut solids = Solids::ground(&scene);
        assert!(!solids.is_whole() && solids.len() < whole.len());
        solids.add_near(&scene, Vec3::new(0.0, 0.0, 500.0), 12.0);
        assert!(!solids.is_whole(), "the room is far from there");
        assert!(!solids.go_on(&scene, || true), "late before it began");
        solids.add_near(&scene, Vec3::ZERO, 12.0);
        assert!(solids.is_whole() && solids.go_on(&scene, || true));
        assert_eq!(solids.len(), whole.len());
    }

    #[test]
    fn a_random_walk_never_ends_inside_a_stall() {
        let solids = Solids::new(&fixture::aisle(24));
        for seed in 1..=40u64 {
            let mut rng = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15);
            let mut step = Step { feet: Vec3::new(0.0, 0.0, 0.0), fall: 0.0, grounded: true };
            for leg in 0..60 {
                let angle = random(&mut rng) * std::f32::consts::TAU;
                let wish = Vec3::new(angle.sin(), 0.0, angle.cos()) * (random(&mut rng) * 9.0);
                let dt = TICK * (1.0 + random(&mut rng) * 8.0);
                for _ in 0..20 {
                    step = solids.walk(step.feet, wish, step.fall, dt);
                    let inside = solids.inside_stall(step.feet);
                    assert_eq!(inside, None, "seed {seed}, leg {leg}: at {}", step.feet);
                    assert!(step.feet.is_finite() && step.feet.y > -0.2, "seed {seed}, leg {leg}");
                }
            }
        }
    }

    #[test]
    fn a_body_slides_along_the_fronts_and_keeps_its_distance() {
        let solids = Solids::new(&fixture::aisle(24));
        let mut step = Step { feet: Vec3::ZERO, fall: 0.0, grounded: true };
        for _ in 0..180 {
            step = solids.walk(step.feet, Vec3::new(2.0, 0.0, -2.0), step.fall, TICK);
        }
        assert!(step.feet.z < -4.0, "slid to {}", step.feet);
        assert!(step.feet.x < fixture::HALF_AISLE_M - RADIUS_M, "stopped before the front: {}", step.feet);
        assert!(step.grounded && step.feet.y.abs() < 0.05, "{}", step.feet);
    }

    #[test]
    fn steps_and_slopes_are_climbed_and_walls_are_not() {
        let solids = Solids::new(&fixture::stairs());
        let mut step = Step { feet: Vec3::ZERO, fall: 0.0, grounded: true };
        for _ in 0..240 {
            step = solids.walk(step.feet, Vec3::new(0.0, 0.0, -1.5), step.fall, TICK);
        }
        assert!((step.feet.y - 1.6).abs() < 0.1, "climbed to {}", step.feet);
        let mut step = Step { feet: Vec3::ZERO, fall: 0.0, grounded: true };
        for _ in 0..240 {
            step = solids.walk(step.feet, Vec3::new(0.0, 0.0, 1.5), step.fall, TICK);
        }
        assert!(step.feet.z < 3.0 && step.feet.y < 0.1, "stopped by the wall: {}", step.feet);
    }

    #[test]
    fn a_random_walk_never_leaves_a_room_of_thin_walls() {
        let solids = Solids::new(&fixture::room());
        for seed in 1..=20u64 {
            let mut rng = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15);
            let mut step = Step { feet: Vec3::ZERO, fall: 0.0, grounded: true };
            for _ in 0..60 {
                let angle = random(&mut rng) * std::f32::consts::TAU;
                let wish = Vec3::new(angle.sin(), 0.0, angle.cos()) * (random(&mut rng) * 9.0);
                for _ in 0..20 {
                    step = solids.walk(step.feet, wish, step.fall, TICK * (1.0 + random(&mut rng) * 8.0));
                    let outside = step.feet.x.abs().max(step.feet.z.abs());
                    assert!(outside < 2.0, "seed {seed}: at {}", step.feet);
                }
            }
        }
    }

    #[test]
    fn a_ray_names_the_stall_it_meets_and_the_ground() {
        let scene = fixture::aisle(6);
        let solids = Solids::new(&scene);
        let eye = scene.stalls[3].world.transform_point3(Vec3::new(0.0, 1.5, 1.2));
        let into = scene.stalls[3].world.transform_vector3(Vec3::NEG_Z);
        assert_eq!(solids.cast(eye, into, 10.0).map(|h| h.met), Some(Met::Stall(3)));
        let down = solids.cast(eye, Vec3::NEG_Y, 10.0).expect("the ground");
        assert!(down.level && down.met == Met::Ground);
    }

    #[test]
    fn a_place_inside_a_stall_is_moved_to_a_free_one() {
        let scene = fixture::aisle(12);
        let solids = Solids::new(&scene);
        let inside = scene.stalls[4].world.transform_point3(Vec3::new(0.0, 0.0, -0.6));
        assert_eq!(solids.inside_stall(inside), Some(4));
        let free = solids.nearest_free(inside);
        assert!(solids.inside_stall(free).is_none() && free.distance(inside) < 3.0, "{free}");
    }

    #[test]
    fn nonsense_moves_nobody() {
        let solids = Solids::new(&fixture::aisle(6));
        let step = solids.walk(Vec3::ZERO, Vec3::NAN, 0.0, f32::NAN);
        assert!(step.feet.is_finite());
        assert_eq!(solids.cast(Vec3::ZERO, Vec3::ZERO, 5.0), None);
    }
}
