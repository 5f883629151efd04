//! A walk along every aisle of large markets: what is in sight, and what drawing it costs.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test stops at the first surprise")]

use bevy::math::{Vec2, Vec3};
use market_model::Market;
use market_viewer::body::EYE_M;
use market_viewer::detail::{self, BUDGET, Cost, Levels, REACH_M};
use market_viewer::glb::{Scene, StallDef};
use market_viewer::sight::{Seen, Sight};

/// What may be in view: triangles, draw calls.
const VIEW: (u32, u32) = (150_000, 90);

struct Place {
    model: Market,
    scene: Scene,
    costs: Vec<Cost>,
    sight: Sight,
    reach: f32,
}

impl Place {
    fn new(stalls: u32, seed: u64) -> Self {
        let survey = survey_generate::generate(stalls, seed);
        let model = survey_convert::build_model(&survey).0.expect("a market");
        let glb = market_scene::build(&model).expect("a scene").glb;
        let scene = Scene::from_glb(&glb).expect("a scene that is read");
        let (costs, sight) = (detail::costs(&scene), Sight::new(&scene));
        let reach = if detail::fits_whole(&costs, BUDGET) { f32::INFINITY } else { REACH_M };
        Self { model, scene, costs, sight, reach }
    }

    /// Places for feet every so many metres along all aisles, aisle after aisle.
    fn steps(&self, every_m: f32) -> Vec<Vec3> {
        let mut out = Vec::new();
        for aisle in &self.model.aisles {
            let y = self.model.floor_height(&aisle.level).metres() as f32;
            for pair in aisle.line.windows(2) {
                let [a, b] = [pair[0], pair[1]].map(|p| {
                    let (east, north) = p.metres();
                    Vec3::new(east as f32, y, -north as f32)
                });
                let n = (a.distance(b) / every_m).ceil().max(1.0) as usize;
                out.extend((0..n).map(|i| a.lerp(b, i as f32 / n as f32)));
            }
        }
        out
    }

    fn seen(&self, feet: Vec3) -> Vec<Seen> {
        let mut seen = Vec::new();
        self.sight.look(feet, self.reach.min(4.0 * REACH_M), &mut seen);
        self.sight.peek(&self.scene, feet, &mut seen);
        seen
    }
}

#[test]
fn no_view_of_a_walk_through_all_aisles_goes_over_the_budget() {
    for stalls in [500, 1_300, 5_111] {
        let place = Place::new(stalls, 1);
        let mut levels = Levels::default();
        let steps = place.steps(2.0);
        let (mut most, mut sum, mut coarse) = ((0, 0), (0, 0), 0);
        for feet in &steps {
            levels.choose(&place.scene.cells, &place.costs, (*feet, &place.seen(*feet), place.reach), BUDGET);
            let (triangles, draws) = detail::total(&levels.of, &place.costs);
            assert!(
                triangles <= VIEW.0 && draws <= VIEW.1,
                "{stalls} stalls at {feet}: {triangles}, {draws}"
            );
            most = (most.0.max(triangles), most.1.max(draws));
            sum = (sum.0 + u64::from(triangles), sum.1 + u64::from(draws));
            // What one stands before is drawn whole.
            coarse += usize::from(place.scene.stalls.iter().any(|stall| {
                let at = Vec3::from(stall.world.translation);
                (at.y - feet.y).abs() < 1.0 && at.distance(*feet) < 3.0 && levels.of[stall.cell] != Some(0)
            }));
        }
        let n = steps.len() as u64;
        println!(
            "{stalls} stalls, {} cells, {n} views: at most {most:?} triangles and draws all round, on average \
             ({}, {}); {coarse} views with a stall close by that is not whole",
            place.scene.cells.len(),
            sum.0 / n,
            sum.1 / n,
        );
        // Where many aisles meet, draw calls run out before triangles do.
        assert!(coarse * 16 <= steps.len(), "{coarse} of {} views are coarse close by", steps.len());
    }
}

/// Whether a stall's box, grown by `gap` metres, stands in the line between two places on the plan.
fn stands_between(stall: &StallDef, from: Vec3, to: Vec3, gap: f32) -> bool {
    let inverse = stall.world.inverse();
    let [a, b] = [from, to].map(|p| inverse.transform_point3(p)).map(|p| Vec2::new(p.x, p.z));
    let low = Vec2::new(-stall.size.x / 2.0 - gap, -stall.size.z - gap);
    let high = Vec2::new(stall.size.x / 2.0 + gap, gap);
    let (mut enter, mut leave) = (0f32, 1f32);
    for (a, b, low, high) in [(a.x, b.x, low.x, high.x), (a.y, b.y, low.y, high.y)] {
        let way = b - a;
        if way.abs() < 1e-6 {
            if a < low || a > high {
                return false;
            }
        } else {
            let (t, u) = ((low - a) / way, (high - a) / way);
            (enter, leave) = (enter.max(t.min(u)), leave.min(t.max(u)));
        }
    }
    enter < leave
}

/// Whether all of a stall's front is in a straight line of sight: tried by every stall's own box.
fn front_is_plain(scene: &Scene, feet: Vec3, index: usize) -> bool {
    let stall = &scene.stalls[index];
    let ends = [-0.4, 0.0, 0.4]
        .map(|share| stall.world.transform_point3(Vec3::new(stall.size.x * share, EYE_M, 0.3)));
    scene.stalls.iter().enumerate().all(|(i, other)| {
        let at = other.world.translation;
        let hides =
            i != index && other.walled && (at.y - feet.y).abs() < 1.0 && at.distance(feet.into()) < 80.0;
        !hides || ends.iter().all(|end| !stands_between(other, feet, *end, 0.4))
    })
}

#[test]
fn what_is_in_a_straight_line_of_sight_is_never_called_unseen() {
    let place = Place::new(1_300, 3);
    let mut checked = 0;
    for feet in place.steps(23.0) {
        let seen = place.seen(feet);
        for (index, stall) in place.scene.stalls.iter().enumerate() {
            let at = Vec3::from(stall.world.translation);
            if (at.y - feet.y).abs() > 1.0 || at.distance(feet) > 60.0 {
                continue;
            }
            if front_is_plain(&place.scene, feet, index) {
                checked += 1;
                assert_eq!(seen[stall.cell], Seen::Plainly, "from {feet}: stall {} at {at}", stall.id);
            }
        }
    }
    assert!(checked > 1_000, "only {checked} stalls were in sight");
    println!("{checked} stalls in sight were found");
}
