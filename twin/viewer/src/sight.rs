//! What can be seen from where: nobody sees through stalls, so most of a large market is out of sight.
//!
//! The market is a plan of squares, one plan a storey: how high stalls stand on a square, and which cells have
//! something on it, up to which height. Rays go out from the eye in all directions; a ray that has met a stall sees
//! only what rises above the line over that stall's edge.
//! Invariants: pure; what stands in a straight line of sight through the fronts is never called unseen (the tests
//! compare with lines drawn through the stalls' own boxes); things on other storeys are seen only near the eye.
//! Must not know: the engine, what a cell costs.

use std::ops::ControlFlow;

use bevy::math::{Affine3A, Vec2, Vec3};

use crate::body::EYE_M;
use crate::glb::{MeshDef, Scene, Solid, StallDef, StaticDef};

/// The side of a square of the plan, metres: half a narrow alley's third.
const WALL_M: f32 = 0.5;
/// The side of a square of the list of what stands there, metres.
const SPOT_M: f32 = 1.0;
/// A plan has at most so many squares a storey; larger markets get larger squares.
const MOST_SQUARES: f32 = 2.0e6;
/// Rays from an eye: half a degree, 0.9 m at 100 m.
const RAYS: usize = 720;
/// What is nearer than this hides nothing: who leans on a front still sees, metres.
const ARM_M: f32 = 0.8;
/// Lower stalls than this are looked over, metres.
const LOW_M: f32 = 1.9;
/// Floors nearer to each other than this are one storey, metres.
const STOREY_M: f32 = 1.5;
/// No market has more storeys, nor lies further from its origin, metres.
const MOST_STOREYS: usize = 12;
/// See [`MOST_STOREYS`].
const FARTHEST_M: f32 = 4_000.0;
/// Through a stairwell one sees so far to the next storey, metres along the ground.
const WELL_M: f32 = 12.0;

/// How a cell is seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Seen {
    /// Not at all.
    #[default]
    Not,
    /// Its upper parts, over what stands in front, or through a stairwell.
    Over,
    /// Plainly.
    Plainly,
}

/// Plans of a market for asking what is in sight.
pub struct Sight {
    low: Vec2,
    wall_m: f32,
    walls: [usize; 2],
    storeys: Vec<Storey>,
    /// The storey of a cell of stalls; other cells reach through storeys.
    cell_storeys: Vec<Option<usize>>,
}

/// One storey's plan.
struct Storey {
    floor: f32,
    /// Tops of stalls over the floor, decimetres; 0 where none stands.
    walls: Vec<u8>,
    /// Where a square's list begins in `spots`; one more than there are squares.
    first: Vec<u32>,
    spots: Vec<Spot>,
    /// The highest thing, metres over the floor.
    highest: f32,
}

/// Something of a cell on a square.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Spot {
    square: u32,
    cell: u16,
    /// Decimetres over the floor.
    top: u16,
}

/// Plans in the making: a few static parts at a time, so that nobody who walks already has to wait.
pub struct Planning {
    sight: Sight,
    /// Floors of the storeys that are not begun, the highest first.
    floors: Vec<f32>,
    /// The storey in the making, and the static part that comes next.
    open: Option<(Storey, usize)>,
}

impl Planning {
    /// Nothing planned yet. O(n log n) in the stalls of the scene.
    #[must_use]
    pub fn new(scene: &Scene) -> Self {
        let (mut low, mut high) = (Vec2::INFINITY, Vec2::NEG_INFINITY);
        for cell in &scene.cells {
            low = low.min(Vec2::new(cell.min.x, cell.min.z));
            high = high.max(Vec2::new(cell.max.x, cell.max.z));
        }
        if !(low.is_finite() && high.is_finite()) {
            (low, high) = (Vec2::ZERO, Vec2::ZERO);
        }
        let limit = Vec2::splat(FARTHEST_M);
        let low = low.clamp(-limit, limit) - 2.0;
        let size = high.clamp(-limit, limit) + 2.0 - low;
        let wall_m = WALL_M.max((size.x * size.y / MOST_SQUARES).sqrt());
        let walls = [(size.x / wall_m) as usize + 2, (size.y / wall_m) as usize + 2];
        let mut floors = floors(scene);
        let storey_of = |y: f32| floors.iter().rposition(|f| *f <= y + 0.5).unwrap_or(0);
        let cell_storeys = scene.cells.iter().map(|c| first_stall(scene, c).map(storey_of)).collect();
        floors.reverse();
        Self { sight: Sight { low, wall_m, walls, cell_storeys, storeys: Vec::new() }, floors, open: None }
    }

    /// Goes on with the same scene until it is `late` or everything is planned. All calls together take O(n log n) in the
    /// stalls and the square metres of the static parts, each at most one of these parts, or one storey's order, too long.
    pub fn go_on(mut self, scene: &Scene, mut late: impl FnMut() -> bool) -> ControlFlow<Sight, Self> {
        loop {
            if late() {
                return ControlFlow::Continue(self);
            }
            self.open = match self.open.take() {
                Some((mut storey, next)) => match scene.statics.get(next) {
                    Some(part) => {
                        self.sight.add_static(scene, &mut storey, part);
                        Some((storey, next + 1))
                    }
                    None => {
                        storey.index(self.sight.walls[0] * self.sight.walls[1]);
                        self.sight.storeys.push(storey);
                        None
                    }
                },
                None => match self.floors.pop() {
                    Some(floor) => Some((self.sight.stalls_of(scene, floor), 0)),
                    None => return ControlFlow::Break(self.sight),
                },
            };
        }
    }
}

impl Sight {
    /// The plans of a scene, in one go: see [`Planning`].
    #[must_use]
    pub fn new(scene: &Scene) -> Self {
        let mut planning = Planning::new(scene);
        loop {
            match planning.go_on(scene, || false) {
                ControlFlow::Break(sight) => return sight,
                ControlFlow::Continue(more) => planning = more,
            }
        }
    }

    /// How every cell is seen by somebody whose feet are here, as far as `reach` metres. Linear in the reach.
    pub fn look(&self, feet: Vec3, reach: f32, seen: &mut Vec<Seen>) {
        seen.resize(self.cell_storeys.len(), Seen::Not);
        let index = self.storeys.iter().rposition(|s| s.floor <= feet.y + 0.5).unwrap_or(0);
        let Some(storey) = self.storeys.get(index) else { return };
        let eye = feet.y - storey.floor + EYE_M;
        let from = (Vec2::new(feet.x, feet.z) - self.low) / self.wall_m;
        for i in 0..RAYS {
            let (sin, cos) = (i as f32 / RAYS as f32 * std::f32::consts::TAU).sin_cos();
            self.ray(storey, from, Vec2::new(sin, cos), (eye, reach), seen);
        }
    }

    /// Marks cells of stalls on other storeys that are near, as one may see them through a stairwell.
    pub fn peek(&self, scene: &Scene, feet: Vec3, seen: &mut [Seen]) {
        let here = self.storeys.iter().rposition(|s| s.floor <= feet.y + 0.5).unwrap_or(0);
        for ((cell, storey), seen) in scene.cells.iter().zip(&self.cell_storeys).zip(seen) {
            let next = storey.is_some_and(|s| s.abs_diff(here) == 1);
            if next && crate::detail::distance_m(cell, feet) < WELL_M {
                *seen = (*seen).max(Seen::Over);
            }
        }
    }

    /// One ray, in squares: goes from square to square until nothing higher can be seen.
    fn ray(&self, storey: &Storey, from: Vec2, way: Vec2, (eye, reach): (f32, f32), seen: &mut [Seen]) {
        let step = Vec2::new(way.x.signum(), way.y.signum());
        let mut at = from.floor();
        let far = |way: f32, at: f32, from: f32| {
            let edge = if way > 0.0 { at + 1.0 } else { at };
            if way.abs() < 1e-6 { f32::INFINITY } else { (edge - from) / way }
        };
        let mut next = Vec2::new(far(way.x, at.x, from.x), far(way.y, at.y, from.y));
        let each = Vec2::new(1.0 / way.x.abs().max(1e-6), 1.0 / way.y.abs().max(1e-6));
        let mut line = f32::NEG_INFINITY;
        let mut travelled = 0.0;
        let mut last = u32::MAX;
        while travelled * self.wall_m < reach {
            let distance = (travelled * self.wall_m).max(0.3);
            let inside = at.x >= 0.0 && at.y >= 0.0;
            let (x, z) = (at.x as usize, at.y as usize);
            if inside && x < self.walls[0] && z < self.walls[1] {
                let spot = self.spot(x, z);
                if spot != last {
                    last = spot;
                    storey.mark(spot, line * distance + eye, line > f32::NEG_INFINITY, seen);
                }
                let top = f32::from(storey.walls[z * self.walls[0] + x]) / 10.0;
                if top > 0.0 && distance > ARM_M {
                    // The stall's own edge may be most of a square further than the square's.
                    line = line.max((top - eye) / (distance + self.wall_m * 0.7));
                    if line * distance + eye > storey.highest {
                        return;
                    }
                }
            } else if (at.x < 0.0 && step.x < 0.0)
                || (at.y < 0.0 && step.y < 0.0)
                || (x >= self.walls[0] && step.x > 0.0)
                || (z >= self.walls[1] && step.y > 0.0)
            {
                return;
            }
            if next.x < next.y {
                (travelled, at.x, next.x) = (next.x, at.x + step.x, next.x + each.x);
            } else {
                (travelled, at.y, next.y) = (next.y, at.y + step.y, next.y + each.y);
            }
        }
    }

    /// The square of the list under a square of the plan.
    fn spot(&self, x: usize, z: usize) -> u32 {
        let share = self.wall_m / SPOT_M.max(self.wall_m);
        ((z as f32 * share) as usize * self.walls[0] + (x as f32 * share) as usize) as u32
    }

    /// The next storey with its stalls alone.
    fn stalls_of(&self, scene: &Scene, floor: f32) -> Storey {
        let mut storey = Storey {
            floor,
            walls: vec![0; self.walls[0] * self.walls[1]],
            first: Vec::new(),
            spots: Vec::new(),
            highest: 0.0,
        };
        let index = self.storeys.len();
        for stall in scene.stalls.iter().filter(|s| self.cell_storeys[s.cell] == Some(index)) {
            self.add_stall(&mut storey, stall);
        }
        storey
    }

    fn add_static(&self, scene: &Scene, storey: &mut Storey, part: &StaticDef) {
        let own = self.cell_storeys[part.cell];
        if own.is_some_and(|own| own != self.storeys.len()) {
            return;
        }
        // Ground that is no stall's lies on its own storey alone.
        let level = own.is_none() && part.solid == Solid::Floor;
        let floor = storey.floor;
        let here = |y: f32| !level || (y - floor).abs() < STOREY_M * 1.4;
        samples(&scene.meshes[part.part.mesh], &part.part.world, |p| {
            if p.y > floor - STOREY_M && here(p.y) {
                self.add_spot(storey, p, part.cell);
            }
        });
    }

    fn add_spot(&self, storey: &mut Storey, p: Vec3, cell: usize) {
        let at = (Vec2::new(p.x, p.z) - self.low) / self.wall_m;
        if at.x >= 0.0 && at.y >= 0.0 && (at.x as usize) < self.walls[0] && (at.y as usize) < self.walls[1] {
            let top = ((p.y - storey.floor) * 10.0).ceil().clamp(0.0, 2_000.0) as u16;
            let square = self.spot(at.x as usize, at.y as usize);
            let spot = Spot { square, cell: cell.min(usize::from(u16::MAX)) as u16, top };
            // Neighbouring samples mostly say the same.
            match storey.spots.last_mut() {
                Some(last) if last.square == square && last.cell == spot.cell => last.top = last.top.max(top),
                _ => storey.spots.push(spot),
            }
        }
    }

    fn add_stall(&self, storey: &mut Storey, stall: &StallDef) {
        let half = stall.size / 2.0;
        let inverse = stall.world.inverse();
        let middle = stall.world.transform_point3(Vec3::new(0.0, 0.0, -half.z));
        let reach = half.x.hypot(half.z) + self.wall_m;
        let n = (reach / self.wall_m).ceil() as i32;
        let tall = stall.walled && stall.size.y >= LOW_M;
        for (dz, dx) in (-n..=n).flat_map(|dz| (-n..=n).map(move |dx| (dz, dx))) {
            let place = (Vec2::new(middle.x, middle.z) - self.low) / self.wall_m;
            let square = (place + Vec2::new(dx as f32, dz as f32)).floor();
            let centre = self.low + (square + 0.5) * self.wall_m;
            let at = inverse.transform_point3(Vec3::new(centre.x, middle.y, centre.y));
            let within = |gap: f32| at.x.abs() < half.x + gap && at.z < gap && at.z > -stall.size.z - gap;
            if within(self.wall_m) {
                let top = middle.y + stall.size.y;
                self.add_spot(storey, Vec3::new(centre.x, top, centre.y), stall.cell);
            }
            if tall && within(0.0) && square.x >= 0.0 && square.y >= 0.0 {
                let (x, z) = (square.x as usize, square.y as usize);
                if x < self.walls[0] && z < self.walls[1] {
                    let wall = &mut storey.walls[z * self.walls[0] + x];
                    *wall = (*wall).max((stall.size.y * 10.0).clamp(0.0, 255.0) as u8);
                }
            }
        }
    }
}

impl Storey {
    /// Marks what stands on a square and rises above a height over the floor.
    fn mark(&self, square: u32, above: f32, hidden: bool, seen: &mut [Seen]) {
        let [from, to] = [square as usize, square as usize + 1].map(|i| self.first.get(i).copied());
        let (Some(from), Some(to)) = (from, to) else { return };
        for spot in &self.spots[from as usize..to as usize] {
            if !hidden {
                seen[usize::from(spot.cell)] = Seen::Plainly;
            } else if f32::from(spot.top) / 10.0 > above {
                let cell = &mut seen[usize::from(spot.cell)];
                *cell = (*cell).max(Seen::Over);
            }
        }
    }

    /// Sorts what was collected, and notes where each square's part begins.
    fn index(&mut self, squares: usize) {
        self.spots.sort_unstable();
        // Of one cell on one square only the highest counts: the last.
        self.spots.reverse();
        self.spots.dedup_by_key(|s| (s.square, s.cell));
        self.spots.reverse();
        self.spots.shrink_to_fit();
        self.first = vec![0; squares + 1];
        for spot in &self.spots {
            self.first[spot.square as usize + 1] += 1;
        }
        for i in 1..self.first.len() {
            self.first[i] += self.first[i - 1];
        }
        self.highest = self.spots.iter().map(|s| f32::from(s.top) / 10.0).fold(0.0, f32::max);
    }
}

/// Heights of the floors that people stand on, rising, one a storey.
fn floors(scene: &Scene) -> Vec<f32> {
    let stalls = scene.stalls.iter().map(|s| s.world.translation.y);
    let spawns = scene.spawns.iter().map(|s| s.world.translation.y);
    let mut all: Vec<f32> = stalls.chain(spawns).filter(|y| y.is_finite()).collect();
    all.sort_by(f32::total_cmp);
    let mut out: Vec<f32> = Vec::new();
    for y in all {
        if out.last().is_none_or(|last| y - last > STOREY_M) {
            out.push(y);
        }
    }
    if out.is_empty() {
        out.push(0.0);
    }
    out.truncate(MOST_STOREYS);
    out
}

fn first_stall(scene: &Scene, cell: &crate::glb::Cell) -> Option<f32> {
    cell.stalls.first().map(|s| scene.stalls[*s].world.translation.y)
}

/// Points all over the triangles of a mesh, less than a square apart.
fn samples(mesh: &MeshDef, world: &Affine3A, mut take: impl FnMut(Vec3)) {
    for prim in &mesh.prims {
        for t in prim.indices.chunks_exact(3) {
            let [a, b, c] =
                [t[0], t[1], t[2]].map(|i| world.transform_point3(prim.positions[i as usize].into()));
            let (ab, ac) = (b - a, c - a);
            // Heights count only by their ends.
            let flat = |v: Vec3| v.x.hypot(v.z);
            let longest = flat(ab).max(flat(ac)).max(flat(c - b));
            let n = (longest / (SPOT_M * 0.9)).ceil().clamp(1.0, 200.0) as usize;
            for i in 0..=n {
                for j in 0..=n - i {
                    take(a + ab * (i as f32 / n as f32) + ac * (j as f32 / n as f32));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture;

    #[test]
    fn one_sees_along_the_aisle_and_not_through_the_stalls() {
        // The aisle runs along -z at x = 0; its stalls reach from 1.5 to 4.5 m on either side.
        let scene = fixture::aisles(2, 24);
        let sight = Sight::new(&scene);
        let mut seen = Vec::new();
        sight.look(Vec3::new(0.0, 0.0, -10.0), 100.0, &mut seen);
        assert_eq!(seen, [Seen::Plainly, Seen::Not]);
        let mut seen = Vec::new();
        sight.look(Vec3::new(fixture::AISLES_APART_M, 0.0, -10.0), 100.0, &mut seen);
        assert_eq!(seen, [Seen::Not, Seen::Plainly]);
        let mut seen = Vec::new();
        sight.look(Vec3::new(5.0, 0.0, 6.0), 100.0, &mut seen);
        assert_eq!(seen, [Seen::Plainly, Seen::Plainly], "from before both");
    }

    /// As many calls as there are steps.
    fn step_by_step(scene: &Scene) -> (Sight, usize) {
        let mut planning = Planning::new(scene);
        let mut calls = 0;
        loop {
            calls += 1;
            let mut stepped = false;
            match planning.go_on(scene, || std::mem::replace(&mut stepped, true)) {
                ControlFlow::Break(sight) => return (sight, calls),
                ControlFlow::Continue(more) => planning = more,
            }
        }
    }

    #[test]
    fn plans_made_part_by_part_are_those_made_in_one_go() {
        for scene in [fixture::aisles(3, 24), fixture::stairs(), fixture::room()] {
            let ((by_parts, calls), at_once) = (step_by_step(&scene), Sight::new(&scene));
            assert!(calls > 2 + scene.statics.len(), "{calls} calls for {} parts", scene.statics.len());
            for feet in (0..20).map(|z| Vec3::new(0.0, 0.0, 2.0 - 2.0 * z as f32)) {
                let (mut seen, mut expected) = (Vec::new(), Vec::new());
                by_parts.look(feet, 60.0, &mut seen);
                at_once.look(feet, 60.0, &mut expected);
                assert_eq!(seen, expected, "at {feet}");
            }
        }
    }

    #[test]
    fn nothing_is_seen_beyond_the_reach_and_nowhere_is_a_place_too() {
        let scene = fixture::aisles(1, 24);
        let sight = Sight::new(&scene);
        for feet in [Vec3::new(0.0, 0.0, 500.0), Vec3::splat(1e9)] {
            let mut seen = Vec::new();
            sight.look(feet, 100.0, &mut seen);
            assert_eq!(seen, [Seen::Not]);
        }
        let empty = Sight::new(&Scene::default());
        let mut seen = Vec::new();
        empty.look(Vec3::ZERO, 100.0, &mut seen);
        assert_eq!(seen, []);
    }
}
