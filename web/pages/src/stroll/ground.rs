//! Levels, aisles and fronts of a market, small enough to travel with the page of the walk, and the question "where am
//! I?" answered from them.
//!
//! Frame: metres, x east, y north; a direction of view is in degrees clockwise from north.

use serde::{Deserialize, Serialize};

/// A stall farther away than this is not spoken of, metres.
const NEAR_M: f32 = 6.0;
/// A stall within this angle of the direction of view is in front, degrees.
const AHEAD_DEG: f32 = 50.0;
/// Up to this angle it is at a side, degrees.
const SIDE_DEG: f32 = 130.0;
/// So far from a floor one is between two levels, metres.
const FLOOR_M: f32 = 1.2;
/// So far beyond an aisle's edge one still counts as in it, metres.
const BESIDE_M: f32 = 1.0;

/// A level.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LevelPlace {
    /// What it is called in the page's language.
    pub name: String,
    /// Height of its floor in decimetres.
    pub up_dm: i32,
}

/// An aisle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AislePlace {
    /// What it is called in the page's language.
    pub name: String,
    /// Place of its level in [`Ground::levels`].
    pub level: usize,
    /// Half of its width in decimetres.
    pub half_dm: i32,
    /// Its centre line, east and north in decimetres.
    pub line: Vec<(i32, i32)>,
}

/// A stall: identifier, the middle of its front east and north in decimetres, place of its level.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StallPlace(pub String, pub i32, pub i32, pub usize);

/// People: the place of their aisle in [`Ground::aisles`], `None` for all; minutes after midnight from and until; how full
/// it is, 1 for a little to 3 for very.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CrowdTime(pub Option<usize>, pub u16, pub u16, pub u8);

/// A photograph: the place of its stall in [`Ground::stalls`], and its address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PhotoPlace(pub usize, pub String);

/// What the page of the walk knows of the market's shape.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ground {
    /// Levels, lowest first.
    pub levels: Vec<LevelPlace>,
    /// Aisles.
    pub aisles: Vec<AislePlace>,
    /// Stalls.
    pub stalls: Vec<StallPlace>,
    /// When aisles are full.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub crowds: Vec<CrowdTime>,
    /// Photographs of stalls.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub photos: Vec<PhotoPlace>,
}

/// Where somebody is: places in the lists of a [`Ground`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Here {
    /// The level; `None` between two of them.
    pub level: Option<usize>,
    /// The aisle.
    pub aisle: Option<usize>,
    /// The stall in front.
    pub ahead: Option<usize>,
    /// The stall to the left.
    pub left: Option<usize>,
    /// The stall to the right.
    pub right: Option<usize>,
    /// The direction of view in eighths of a turn, clockwise from north.
    pub heading: u8,
}

impl Ground {
    /// Where somebody is who stands at `east`, `north`, `up` (metres) and looks along `yaw`. O(stalls + aisles).
    #[must_use]
    pub fn here(&self, [east, north, up]: [f32; 3], yaw: f32) -> Here {
        let level = self.level(up).filter(|(_, m)| *m < FLOOR_M).map(|(i, _)| i);
        let sides = self.around(east, north, yaw, level);
        Here {
            level,
            aisle: self.aisle(east, north, level),
            ahead: sides[0],
            left: sides[1],
            right: sides[2],
            heading: heading(yaw),
        }
    }

    /// The level nearest to a height, and how far it is from there, metres.
    fn level(&self, up: f32) -> Option<(usize, f32)> {
        let floor = |l: &LevelPlace| (l.up_dm as f32 / 10.0 - up).abs();
        let levels = self.levels.iter().enumerate().map(|(i, l)| (i, floor(l)));
        levels.min_by(|a, b| a.1.total_cmp(&b.1))
    }

    /// The stall of those that are asked for whose front is nearest to a place, on the level nearest to it.
    /// O(stalls + levels).
    #[must_use]
    pub fn nearest(
        &self,
        [east, north, up]: [f32; 3],
        asked: impl Fn(&StallPlace) -> bool,
    ) -> Option<&StallPlace> {
        let (level, _) = self.level(up)?;
        let away = |s: &StallPlace| (s.1 as f32 / 10.0 - east).hypot(s.2 as f32 / 10.0 - north);
        let stalls = self.stalls.iter().filter(|s| s.3 == level && asked(s));
        stalls.min_by(|a, b| away(a).total_cmp(&away(b)))
    }

    /// How full an aisle is at a minute of the day: 0 for not at all, to 3 for very. O(crowds).
    #[must_use]
    pub fn fullness(&self, aisle: usize, minute: u16) -> u8 {
        let now = |c: &&CrowdTime| c.0.is_none_or(|a| a == aisle) && (c.1..c.2).contains(&minute);
        self.crowds.iter().filter(now).map(|c| c.3).max().unwrap_or(0)
    }

    /// The photographs nearest to a place, at most `most` within `within_m` metres: places in [`Self::photos`], the
    /// nearest first. O(photos log photos).
    #[must_use]
    pub fn photos_near(&self, [east, north, up]: [f32; 3], within_m: f32, most: usize) -> Vec<usize> {
        let far = |photo: &PhotoPlace| {
            let StallPlace(_, x, y, level) = self.stalls.get(photo.0)?;
            let floor = self.levels.get(*level)?.up_dm as f32 / 10.0;
            let m = (*x as f32 / 10.0 - east).hypot(*y as f32 / 10.0 - north);
            ((floor - up).abs() < FLOOR_M && m <= within_m).then_some(m)
        };
        let mut near: Vec<(f32, usize)> =
            self.photos.iter().enumerate().filter_map(|(i, p)| Some((far(p)?, i))).collect();
        near.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        near.into_iter().take(most).map(|(_, i)| i).collect()
    }

    /// The nearest stalls in front, to the left, to the right.
    fn around(&self, east: f32, north: f32, yaw: f32, level: Option<usize>) -> [Option<usize>; 3] {
        let mut best: [Option<(usize, f32)>; 3] = [None; 3];
        for (i, StallPlace(_, x, y, at)) in self.stalls.iter().enumerate() {
            let (dx, dy) = (*x as f32 / 10.0 - east, *y as f32 / 10.0 - north);
            let m = dx.hypot(dy);
            if m > NEAR_M || level != Some(*at) {
                continue;
            }
            let turn = turned(dx.atan2(dy).to_degrees() - yaw);
            let side = match turn {
                t if t.abs() <= AHEAD_DEG => 0,
                t if t.abs() > SIDE_DEG => continue,
                t if t < 0.0 => 1,
                _ => 2,
            };
            // What is straight ahead counts before what is only near.
            let middle = [0.0, -90.0, 90.0][side];
            let cost = m * (1.0 + (turn - middle).abs() / 45.0);
            if best[side].is_none_or(|(_, least)| cost < least) {
                best[side] = Some((i, cost));
            }
        }
        best.map(|b| b.map(|(i, _)| i))
    }

    fn aisle(&self, east: f32, north: f32, level: Option<usize>) -> Option<usize> {
        let here = self.aisles.iter().enumerate().filter(|(_, a)| Some(a.level) == level);
        let beyond = here.map(|(i, a)| (i, distance_to(&a.line, east, north) - a.half_dm as f32 / 10.0));
        beyond.min_by(|a, b| a.1.total_cmp(&b.1)).filter(|(_, m)| *m < BESIDE_M).map(|(i, _)| i)
    }
}

/// Eighths of a turn, clockwise from north.
fn heading(yaw: f32) -> u8 {
    let eighth = (yaw.rem_euclid(360.0) / 45.0).round() as u8;
    eighth % 8
}

/// An angle from -180 to 180 degrees.
fn turned(degrees: f32) -> f32 {
    (degrees + 180.0).rem_euclid(360.0) - 180.0
}

fn distance_to(line: &[(i32, i32)], x: f32, y: f32) -> f32 {
    let metres = |p: &(i32, i32)| (p.0 as f32 / 10.0, p.1 as f32 / 10.0);
    let legs = line.windows(2).map(|leg| {
        let ((ax, ay), (bx, by)) = (metres(&leg[0]), metres(&leg[1]));
        let (dx, dy) = (bx - ax, by - ay);
        let share = ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy).max(1e-6);
        let share = share.clamp(0.0, 1.0);
        (x - ax - dx * share).hypot(y - ay - dy * share)
    });
    legs.fold(f32::INFINITY, f32::min)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An aisle to the north on two levels, stalls on both sides every three metres.
    fn ground() -> Ground {
        let level = |name: &str, up_dm| LevelPlace { name: name.into(), up_dm };
        let aisle =
            |level| AislePlace { name: "가".into(), level, half_dm: 20, line: vec![(0, 0), (0, 300)] };
        let stall = |i: i32, x: i32, level| StallPlace(format!("{level}/{x}/{i}"), x, i * 30, level);
        let stalls = (0..10).flat_map(|i| [stall(i, -20, 0), stall(i, 20, 0), stall(i, 20, 1)]).collect();
        Ground {
            levels: vec![level("1층", 0), level("2층", 40)],
            aisles: vec![aisle(0), aisle(1)],
            stalls,
            ..Ground::default()
        }
    }

    fn id(ground: &Ground, at: Option<usize>) -> &str {
        at.map_or("", |i| ground.stalls[i].0.as_str())
    }

    #[test]
    fn who_looks_along_the_aisle_has_stalls_at_both_sides() {
        let g = ground();
        let here = g.here([0.0, 9.0, 0.0], 0.0);
        assert_eq!((here.level, here.aisle, here.heading), (Some(0), Some(0), 0));
        assert_eq!((id(&g, here.left), id(&g, here.right)), ("0/-20/3", "0/20/3"));
    }

    #[test]
    fn who_turns_to_a_stall_has_it_in_front() {
        let g = ground();
        assert_eq!(id(&g, g.here([0.0, 9.0, 0.0], 90.0).ahead), "0/20/3");
        assert_eq!(id(&g, g.here([0.0, 9.0, 0.0], 270.0).ahead), "0/-20/3");
        assert_eq!(id(&g, g.here([0.0, 9.0, 4.0], 90.0).ahead), "1/20/3", "the level above has its own");
        assert_eq!(g.here([0.0, 9.0, 4.0], 270.0).ahead, None);
    }

    #[test]
    fn on_the_stairs_there_is_no_level_and_far_outside_no_aisle() {
        let g = ground();
        assert_eq!(g.here([0.0, 9.0, 2.0], 0.0).level, None);
        assert_eq!(g.here([9.0, 9.0, 0.0], 0.0).aisle, None);
        assert_eq!(Ground::default().here([0.0; 3], f32::NAN), Here::default());
    }

    #[test]
    fn a_way_from_here_begins_at_the_nearest_stall_of_this_level_wherever_one_looks() {
        let g = ground();
        let id = |at| g.nearest(at, |_| true).map(|s| s.0.as_str());
        assert_eq!(id([-0.5, 9.1, 0.0]), Some("0/-20/3"));
        assert_eq!(id([-0.5, 9.1, 3.0]), Some("1/20/3"), "on the stairs, the nearer level");
        assert_eq!(id([0.5, 900.0, 0.2]), Some("0/20/9"), "however far");
        let let_out = g.nearest([-0.5, 9.1, 0.0], |s| s.0 != "0/-20/3").map(|s| s.0.as_str());
        assert_eq!(let_out, Some("0/20/3"), "where nobody trades, no way begins");
        assert_eq!(Ground::default().nearest([0.0; 3], |_| true), None);
    }

    #[test]
    fn headings_go_round_once() {
        assert_eq!([0.0, 44.0, 90.0, 200.0, 350.0, -90.0].map(heading), [0, 1, 2, 4, 0, 6]);
    }

    #[test]
    fn an_aisle_is_as_full_as_the_fullest_that_is_said_of_it_now() {
        let crowds = vec![CrowdTime(None, 600, 720, 1), CrowdTime(Some(1), 660, 720, 3)];
        let g = Ground { crowds, ..ground() };
        assert_eq!([599, 600, 660, 719, 720].map(|m| g.fullness(1, m)), [0, 1, 3, 3, 0]);
        assert_eq!(g.fullness(0, 700), 1);
    }

    #[test]
    fn photographs_near_are_those_of_this_floor_the_nearest_first() {
        // Stalls 0, 3 and 6 are at 0, 3 and 6 m on the ground floor, stall 2 is upstairs; 999 is none.
        let photos = [6, 0, 3, 2, 999].map(|i| PhotoPlace(i, format!("/{i}.jpg"))).to_vec();
        let g = Ground { photos, ..ground() };
        assert_eq!(g.photos_near([0.0, 0.0, 0.0], 8.0, 9), [1, 2, 0]);
        assert_eq!(g.photos_near([0.0, 0.0, 0.0], 8.0, 2), [1, 2]);
        assert_eq!(g.photos_near([0.0, 6.0, 0.0], 1.0, 9), Vec::<usize>::new());
        assert_eq!(g.photos_near([0.0, 0.0, 4.0], 8.0, 9), [3]);
    }
}
