//! What a drawn market consists of, in the market's own design frame, and how that frame lies in the market frame.
//!
//! The design frame has millimetres u along the main street and v to its left; the main street starts at (0, 0).
//! Invariant: lanes run along u or v, except one that bends; so rows of stalls can be kept apart by arithmetic.

use market_model::{ConnectorKind, Floor, PointMm, RoofKind, Side, StallKind, math};

/// A place in the design frame.
pub type Uv = (i32, i32);

/// A direction in the design frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heading {
    /// Along the main street.
    Ahead,
    /// To its left.
    Left,
    /// To its right.
    Right,
}

impl Heading {
    /// Clockwise from the main street, in degrees.
    #[must_use]
    pub const fn degrees(self) -> i32 {
        match self {
            Self::Ahead => 0,
            Self::Left => -90,
            Self::Right => 90,
        }
    }

    /// One step in this direction.
    #[must_use]
    pub const fn step(self) -> Uv {
        match self {
            Self::Ahead => (1, 0),
            Self::Left => (0, 1),
            Self::Right => (0, -1),
        }
    }
}

/// An aisle.
#[derive(Debug, Clone)]
pub struct Lane {
    /// Identifier.
    pub id: String,
    /// Korean name.
    pub ko: String,
    /// English name.
    pub en: String,
    /// Letters of its stalls' codes.
    pub letters: String,
    /// Level, from 0.
    pub level: i32,
    /// Where it starts.
    pub start: Uv,
    /// The lane and distance from which it starts, when it is measured from another lane.
    pub from: Option<(usize, i32)>,
    /// Direction of its first leg.
    pub heading: Heading,
    /// Length in millimetres.
    pub length: i32,
    /// Half-way turn in degrees, clockwise; 0 for a straight lane.
    pub bend_deg: i32,
    /// Width in millimetres.
    pub width: i32,
    /// What is over it.
    pub roof: RoofKind,
    /// Height of the eaves in millimetres; 0 without a roof.
    pub roof_height: i32,
    /// What its floor is made of.
    pub floor: Floor,
}

/// A part of a row that can hold stalls, by distance along the lane.
#[derive(Debug, Clone, Copy)]
pub struct Span {
    /// Start in millimetres.
    pub from: i32,
    /// End in millimetres.
    pub to: i32,
    /// By how much the lane's side is longer than its middle up to here; only behind a bend.
    pub jump: i32,
}

/// Stalls along one side of a lane.
#[derive(Debug, Clone)]
pub struct StallRow {
    /// The lane.
    pub lane: usize,
    /// The side.
    pub side: Side,
    /// Where stalls can stand.
    pub spans: Vec<Span>,
    /// What stalls are like.
    pub kind: StallKind,
    /// Length of lane that a stall takes on average, in millimetres.
    pub pitch: i32,
    /// Least and greatest depth in millimetres.
    pub depth: (i32, i32),
}

/// Stairs or a lift.
#[derive(Debug, Clone)]
pub struct Link {
    /// Identifier.
    pub id: String,
    /// What it is.
    pub kind: ConnectorKind,
    /// Lower end: lane and distance.
    pub from: (usize, i32),
    /// Upper end.
    pub to: (usize, i32),
    /// Where it stands.
    pub line: [Uv; 2],
    /// Clear width in millimetres.
    pub width: i32,
    /// Number of steps.
    pub steps: i32,
}

/// Everything that was drawn.
#[derive(Debug, Clone, Default)]
pub struct Layout {
    /// Aisles.
    pub lanes: Vec<Lane>,
    /// Rows of stalls.
    pub rows: Vec<StallRow>,
    /// Gates: lane and distance.
    pub gates: Vec<(usize, i32)>,
    /// Stairs and lifts.
    pub links: Vec<Link>,
    /// Number of levels.
    pub levels: i32,
}

impl Layout {
    /// How many stalls there is room for at the usual frontage, in thousandths.
    #[must_use]
    pub fn room_permille(&self) -> i64 {
        let room = |r: &StallRow| {
            r.spans.iter().map(|s| i64::from(s.to - s.from) * 1000 / i64::from(r.pitch)).sum::<i64>()
        };
        self.rows.iter().map(room).sum()
    }

    /// The least rectangle around lanes and stalls: lowest and highest u and v.
    #[must_use]
    pub fn bounds(&self) -> (Uv, Uv) {
        let (mut low, mut high) = ((0, 0), (0, 0));
        for lane in &self.lanes {
            let deepest = self.rows.iter().map(|r| r.depth.1).max().unwrap_or(0) + 500;
            let reach = lane.width / 2 + deepest;
            for (u, v) in lane.corners() {
                low = (low.0.min(u - reach), low.1.min(v - reach));
                high = (high.0.max(u + reach), high.1.max(v + reach));
            }
        }
        (low, high)
    }
}

impl Lane {
    /// Start, bend and end.
    #[must_use]
    pub fn corners(&self) -> Vec<Uv> {
        if self.bend_deg == 0 {
            return vec![self.start, self.at(self.length)];
        }
        vec![self.start, self.at(self.length / 2), self.at(self.length)]
    }

    /// The point of the centre line at a distance.
    #[must_use]
    pub fn at(&self, distance: i32) -> Uv {
        let (du, dv) = self.heading.step();
        let first = if self.bend_deg == 0 { distance } else { distance.min(self.length / 2) };
        let (u, v) = (self.start.0 + du * first, self.start.1 + dv * first);
        let rest = distance - first;
        if rest == 0 {
            return (u, v);
        }
        // Clockwise from ahead is towards lower v.
        let angle = f64::from(self.bend_deg).to_radians();
        let along = |part: f64| math::round_to_i32(f64::from(rest) * part);
        (u + along(math::cos(angle)), v - along(math::sin(angle)))
    }
}

/// How the design frame lies in the market frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pose {
    /// Where the main street starts.
    pub origin: PointMm,
    /// Bearing of the main street in degrees clockwise from north.
    pub bearing_deg: i32,
}

impl Pose {
    /// The place in the market frame of a place in the design frame.
    #[must_use]
    pub fn place(&self, (u, v): Uv) -> PointMm {
        let angle = f64::from(self.bearing_deg).to_radians();
        let (sin, cos) = (math::sin(angle), math::cos(angle));
        let (u, v) = (f64::from(u), f64::from(v));
        PointMm::new(
            self.origin.x.saturating_add(math::round_to_i32(u * sin - v * cos)),
            self.origin.y.saturating_add(math::round_to_i32(u * cos + v * sin)),
        )
    }
}
