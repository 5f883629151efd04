//! How full aisles are, as calm figures that stand along them: an option, off until the page asks for it.
//!
//! Invariants: all figures are one mesh of at most [`MOST`] figures, those nearest the visitor; the middle of an aisle
//! stays free, nobody moves, and nobody is in the way. Must not know: hours, who counts people.

use bevy::camera::visibility::NoFrustumCulling;
use bevy::prelude::*;
use market_wire::bridge::{CrowdedAisle, ToViewer};

use crate::bridge::PageMessage;
use crate::daylight::Daylight;
use crate::load::{Loading, Market};
use crate::material::{self, MarketMaterial, Shape, root_color};
use crate::paint::MeshMaterial3d;
use crate::power::Awake;
use crate::visitor::{Visiting, Visitor};

/// So many figures at once: 11,000 triangles, which cells leave free.
pub const MOST: usize = 90;
/// So many figures of a market are remembered: 16 km of very full aisles.
const KNOWN: usize = 10_000;
/// Figures stand so far apart along an aisle, metres, by fullness.
const APART_M: [f32; 4] = [f32::INFINITY, 6.5, 3.2, 1.6];
/// Nobody is drawn farther away, metres.
const REACH_M: f32 = 70.0;
/// After so many metres the nearest are chosen anew.
const STRIDE_M: f32 = 6.0;
/// From the middle of the aisle to its edge: nobody stands nearer the middle, nobody nearer the edge.
const ASIDE: (f32, f32) = (0.42, 0.72);
/// A figure has so many sides.
const SIDES: u32 = 7;
/// Rings from foot to crown: height and half width in metres, how flat from front to back, and of what. A grown-up of
/// 1.7 m in a coat, without a face.
const RINGS: [(f32, f32, f32, Cloth); 13] = [
    (0.0, 0.1, 0.8, Cloth::Legs),
    (0.45, 0.115, 0.75, Cloth::Legs),
    (0.88, 0.15, 0.7, Cloth::Legs),
    (0.76, 0.19, 0.66, Cloth::Coat),
    (1.08, 0.175, 0.62, Cloth::Coat),
    (1.34, 0.205, 0.56, Cloth::Coat),
    (1.43, 0.1, 0.7, Cloth::Coat),
    (1.4, 0.055, 1.0, Cloth::Skin),
    (1.49, 0.08, 1.0, Cloth::Skin),
    (1.6, 0.092, 1.0, Cloth::Skin),
    (1.56, 0.105, 1.05, Cloth::Hair),
    (1.66, 0.092, 1.05, Cloth::Hair),
    (1.72, 0.03, 1.0, Cloth::Hair),
];
/// Triangles of one figure: a band between any two rings of the same stuff.
const EACH: u32 = 2 * SIDES * 9;
/// Coats, linear: muted, as in a picture book.
const COATS: [Vec3; 6] = [
    Vec3::new(0.33, 0.11, 0.07),
    Vec3::new(0.42, 0.27, 0.07),
    Vec3::new(0.13, 0.22, 0.14),
    Vec3::new(0.12, 0.2, 0.34),
    Vec3::new(0.27, 0.13, 0.22),
    Vec3::new(0.5, 0.44, 0.34),
];
/// Trousers and skirts, skin, hair; linear.
const LEGS: [Vec3; 3] =
    [Vec3::new(0.06, 0.065, 0.085), Vec3::new(0.13, 0.11, 0.09), Vec3::new(0.05, 0.08, 0.13)];
const SKIN: Vec3 = Vec3::new(0.5, 0.31, 0.21);
const HAIR: [Vec3; 3] =
    [Vec3::new(0.022, 0.018, 0.016), Vec3::new(0.07, 0.04, 0.025), Vec3::new(0.3, 0.29, 0.28)];
/// How much of the lamps' light reaches them: they stand under the roof's lamps.
const LAMPS: f32 = 0.47;

/// What a ring is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cloth {
    Legs,
    Coat,
    Skin,
    Hair,
}

/// Somebody who stands there.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Figure {
    /// Feet.
    pub at: Vec3,
    /// Which way it looks, radians.
    pub turn: f32,
    /// Times the usual height.
    pub tall: f32,
    /// Chooses the colours.
    pub coat: usize,
}

/// Everybody in the aisles. Linear in the length of their lines; nonsense makes nobody.
#[must_use]
pub fn figures(aisles: &[CrowdedAisle]) -> Vec<Figure> {
    let mut all = Vec::new();
    for (index, aisle) in aisles.iter().enumerate().filter(|(_, a)| a.half_m.is_finite()) {
        let apart = APART_M[usize::from(aisle.fullness).min(APART_M.len() - 1)];
        let half = aisle.half_m.clamp(0.3, 6.0);
        let mut next = apart * 0.5;
        for (leg, pair) in aisle.line.windows(2).enumerate() {
            let (a, b) = (Vec3::from_array(pair[0]), Vec3::from_array(pair[1]));
            let length = a.distance(b);
            let Some(along) = (b - a).try_normalize().filter(|_| length.is_finite() && length < 5_000.0)
            else {
                continue;
            };
            while next < length && all.len() < KNOWN {
                let n = all.len() as u32;
                let chance = |what: u32| chance([index as u32, leg as u32, n, what]);
                let side = if n.is_multiple_of(2) { 1.0 } else { -1.0 };
                let aside = side * half * (ASIDE.0 + (ASIDE.1 - ASIDE.0) * chance(0));
                let at = a + along * next + along.cross(Vec3::Y) * aside;
                // Most look at the stalls, some along the aisle.
                let look = if chance(1) < 0.7 { along.cross(Vec3::Y) * side } else { along * side };
                all.push(Figure {
                    at,
                    turn: look.x.atan2(look.z) + (chance(2) - 0.5) * 0.9,
                    tall: 0.93 + 0.12 * chance(3),
                    coat: (chance(4) * 54.0) as usize,
                });
                next += apart * (0.6 + 0.8 * chance(5));
            }
            next -= length;
        }
    }
    all
}

/// A number from 0 to 1 that the same place always gets: Bob Jenkins's one-at-a-time hash.
fn chance(of: [u32; 4]) -> f32 {
    let mut h: u32 = 0;
    for word in of {
        h = h.wrapping_add(word.wrapping_add(0x9e37_79b9));
        h = h.wrapping_add(h << 10);
        h ^= h >> 6;
    }
    h = h.wrapping_add(h << 3);
    h ^= h >> 11;
    h = h.wrapping_add(h << 15);
    (h >> 8) as f32 / (1u32 << 24) as f32
}

/// Who is asked for, and who is drawn.
#[derive(Resource, Default)]
pub struct Crowd {
    all: Vec<Figure>,
    drawn: Option<Entity>,
    chosen_at: Option<Vec3>,
}

impl Crowd {
    /// Triangles that the figures may take.
    #[must_use]
    pub fn triangles(&self) -> u32 {
        self.all.len().min(MOST) as u32 * EACH
    }
}

/// Adds the figures.
pub fn plugin(app: &mut App) {
    app.init_resource::<Crowd>().add_systems(
        Update,
        (obey, stand).chain().run_if(resource_exists::<Market>).after(Loading).after(Visiting),
    );
}

fn obey(
    mut messages: MessageReader<PageMessage>,
    mut crowd: ResMut<Crowd>,
    market: Res<Market>,
    (mut awake, time): (ResMut<Awake>, Res<Time<Real>>),
) {
    for PageMessage(message) in messages.read() {
        if let ToViewer::SetCrowd { aisles } = message {
            crowd.all = figures(aisles);
            for figure in &mut crowd.all {
                // On steps and ramps the middle line is not the floor.
                figure.at.y = market.solids.ground_below(figure.at + Vec3::Y * 0.6).unwrap_or(figure.at.y);
            }
            crowd.chosen_at = None;
            awake.stir(&time, 0.3);
        }
    }
}

/// Draws the nearest, again when somebody went a stride.
fn stand(
    mut crowd: ResMut<Crowd>,
    (visitor, daylight): (Res<Visitor>, Res<Daylight>),
    mut commands: Commands,
    mut meshes: ResMut<Assets<Mesh>>,
    mut materials: ResMut<Assets<MarketMaterial>>,
) {
    if crowd.all.is_empty() && crowd.drawn.is_none() {
        return;
    }
    let feet = visitor.feet();
    if crowd.chosen_at.is_some_and(|at| at.distance(feet) < STRIDE_M) {
        return;
    }
    crowd.chosen_at = Some(feet);
    if let Some(old) = crowd.drawn.take() {
        commands.entity(old).despawn();
    }
    let mut near: Vec<&Figure> = crowd.all.iter().filter(|f| f.at.distance(feet) < REACH_M).collect();
    if near.len() > MOST {
        near.select_nth_unstable_by(MOST, |a, b| a.at.distance(feet).total_cmp(&b.at.distance(feet)));
        near.truncate(MOST);
    }
    let mut shape = Shape::default();
    near.into_iter().for_each(|f| shape.add(f));
    let Some(mesh) = shape.mesh() else { return };
    let mut look =
        MarketMaterial { by_hour: true, double_sided: false, ..MarketMaterial::plain(material::MIST_PER_M) };
    look.look.take(daylight.light(), true);
    let drawn = commands.spawn((
        NoFrustumCulling,
        Mesh3d(meshes.add(mesh)),
        MeshMaterial3d(materials.add(look)),
        Transform::default(),
    ));
    crowd.drawn = Some(drawn.id());
}

impl Shape {
    fn add(&mut self, figure: &Figure) {
        let base = self.positions.len() as u32;
        let turn = Quat::from_rotation_y(figure.turn);
        for (up, half, flat, cloth) in RINGS {
            // Darker towards the floor, as if the ground were near.
            let shade = (0.5 + 0.5 * up).min(1.0);
            let color = figure.color(cloth) * shade;
            for side in 0..SIDES {
                let (x, z) = (side as f32 * std::f32::consts::TAU / SIDES as f32).sin_cos();
                let at = figure.at + turn * Vec3::new(x * half, up * figure.tall, z * half * flat);
                self.positions.push(at.to_array());
                self.colors.push(root_color(color, LAMPS));
            }
        }
        for (ring, pair) in RINGS.windows(2).enumerate().filter(|(_, pair)| pair[0].3 == pair[1].3) {
            debug_assert!(pair[0].0 < pair[1].0, "rings go up");
            let ring = ring as u32;
            for side in 0..SIDES {
                let at = |r: u32, s: u32| base + r * SIDES + s % SIDES;
                let [a, b, c, d] =
                    [at(ring, side), at(ring, side + 1), at(ring + 1, side + 1), at(ring + 1, side)];
                self.indices.extend([a, b, c, a, c, d]);
            }
        }
    }
}

impl Figure {
    fn color(&self, cloth: Cloth) -> Vec3 {
        match cloth {
            Cloth::Legs => LEGS[self.coat / 2 % LEGS.len()],
            Cloth::Coat => COATS[self.coat % COATS.len()],
            Cloth::Skin => SKIN,
            Cloth::Hair => HAIR[self.coat / 6 % HAIR.len()],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn aisle(fullness: u8) -> CrowdedAisle {
        CrowdedAisle { line: vec![[0.0; 3], [60.0, 0.0, 0.0], [60.0, 0.0, 40.0]], half_m: 1.5, fullness }
    }

    #[test]
    fn a_fuller_aisle_has_more_people_and_its_middle_stays_free() {
        let counts: Vec<usize> = (0..=4).map(|f| figures(&[aisle(f)]).len()).collect();
        assert_eq!(counts[0], 0);
        assert!(counts[1] >= 10 && counts[1] < counts[2] && counts[2] < counts[3], "{counts:?}");
        assert_eq!(counts[3], counts[4], "nothing is fuller than very full");
        for f in figures(&[aisle(3)]).iter().filter(|f| f.at.x < 58.0) {
            assert!((0.6..=1.1).contains(&f.at.z.abs()), "{f:?}");
        }
        assert_eq!(figures(&[aisle(2)]), figures(&[aisle(2)]), "the same people each time");
    }

    #[test]
    fn nonsense_makes_nobody() {
        let broken = |line: Vec<[f32; 3]>| CrowdedAisle { line, half_m: 1.0, fullness: 3 };
        assert!(figures(&[CrowdedAisle { half_m: f32::NAN, ..aisle(3) }]).is_empty());
        assert!(figures(&vec![broken(vec![[0.0; 3], [4_000.0, 0.0, 0.0]]); 9]).len() <= KNOWN);
        for line in
            [vec![], vec![[0.0; 3]], vec![[1.0; 3]; 4], vec![[f32::NAN; 3]; 2], vec![[0.0; 3], [1e9; 3]]]
        {
            assert!(figures(&[broken(line.clone())]).is_empty(), "{line:?}");
        }
    }

    #[test]
    fn a_figure_is_closed_to_the_outside_and_costs_what_is_said() {
        let mut shape = Shape::default();
        let figure = Figure { at: Vec3::new(3.0, 1.0, 2.0), turn: 0.4, tall: 1.0, coat: 0 };
        shape.add(&figure);
        assert_eq!(shape.indices.len() as u32 / 3, EACH);
        for t in shape.indices.chunks_exact(3) {
            let [a, b, c] = [t[0], t[1], t[2]].map(|i| Vec3::from_array(shape.positions[i as usize]));
            let middle = (a + b + c) / 3.0 - figure.at;
            let out = Vec3::new(middle.x, 0.0, middle.z);
            assert!((b - a).cross(c - a).dot(out) > -1e-6, "{a} {b} {c} faces inwards");
        }
        assert!(EACH as usize * MOST <= 12_000);
        let seen: std::collections::BTreeSet<usize> =
            figures(&[aisle(3)]).iter().map(|f| f.coat % COATS.len()).collect();
        assert_eq!(seen.len(), COATS.len(), "all coats are worn");
    }
}
