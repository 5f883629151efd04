//! Writes a layout's levels, aisles, gates, connectors and facilities as survey records.

use market_model::{EntityKind, Floor, Side};

use crate::book::{Book, metres};
use crate::hall::STOREY;
use crate::layout::{Heading, Lane, Layout, Pose};
use crate::plan::Plan;

/// An extinguisher every so many millimetres of aisle, a hydrant every so many.
const EXTINGUISHER_EVERY: i32 = 25_000;
const HYDRANT_EVERY: i32 = 60_000;
/// Lanes of at least this width keep 4 m clear for fire engines.
const FIRE_LANE: i32 = 5_500;

/// Writes everything but stalls and what is around the market.
pub fn write(book: &mut Book, layout: &Layout, plan: &Plan, pose: Pose) {
    for level in 0..layout.levels {
        book.row(EntityKind::Level, &format!("{}F", level + 1))
            .put("name_ko", format!("{}층", level + 1))
            .put("name_en", format!("Level {}", level + 1))
            .put("ordinal", level.to_string())
            .put_mm("elevation_m", level * STOREY);
    }
    for lane in &layout.lanes {
        write_lane(book, layout, lane, pose);
    }
    for (i, (lane, distance)) in layout.gates.iter().enumerate() {
        let Some(lane) = layout.lanes.get(*lane) else { continue };
        book.row(EntityKind::Gate, &format!("{}번문", i + 1))
            .put("name_ko", format!("{}번 출입구", i + 1))
            .put("name_en", format!("Gate {}", i + 1))
            .put("aisle", lane.id.as_str())
            .put_mm("distance_m", *distance)
            .put_mm("width_m", lane.width);
    }
    write_links(book, layout, pose);
    write_facilities(book, layout, plan);
}

fn write_lane(book: &mut Book, layout: &Layout, lane: &Lane, pose: Pose) {
    let mut row = book.row(EntityKind::Aisle, &lane.id);
    row.put("name_ko", lane.ko.as_str())
        .put("name_en", lane.en.as_str())
        .put("level", format!("{}F", lane.level + 1))
        .put("bearing_deg", (pose.bearing_deg + lane.heading.degrees()).rem_euclid(360).to_string())
        .put_mm("length_m", lane.length)
        .put_mm("width_m", lane.width)
        .put("roof", lane.roof.code())
        .put("floor", lane.floor.code())
        .put("fire_lane", if lane.width >= FIRE_LANE && lane.floor != Floor::Tile { "yes" } else { "no" });
    if lane.roof_height > 0 {
        row.put_mm("roof_height_m", lane.roof_height);
    }
    match lane.from.and_then(|(i, d)| layout.lanes.get(i).map(|l| (l, d))) {
        Some((from, distance)) => {
            row.put("start_aisle", from.id.as_str()).put_mm("start_distance_m", distance);
        }
        None => {
            let p = pose.place(lane.start);
            row.put_mm("start_x_m", p.x).put_mm("start_y_m", p.y);
        }
    }
    if lane.bend_deg != 0 {
        let half = lane.length / 2;
        for (order, length, turn) in [(1, half, 0), (2, lane.length - half, lane.bend_deg)] {
            book.row(EntityKind::Station, &format!("{}-{order}", lane.id))
                .put("aisle", lane.id.as_str())
                .put("order", order.to_string())
                .put_mm("length_m", length)
                .put("turn_deg", turn.to_string());
        }
    }
}

fn write_links(book: &mut Book, layout: &Layout, pose: Pose) {
    for link in &layout.links {
        let (Some(from), Some(to)) = (layout.lanes.get(link.from.0), layout.lanes.get(link.to.0)) else {
            continue;
        };
        let line =
            link.line.map(|uv| pose.place(uv)).map(|p| format!("{} {}", metres(p.x), metres(p.y))).join("; ");
        book.row(EntityKind::Connector, &link.id)
            .put("kind", link.kind.code())
            .put("name_ko", format!("{} {}", from.ko, link.kind.ko()))
            .put("name_en", format!("{} {}", from.en, link.kind.en()))
            .put("from_aisle", from.id.as_str())
            .put_mm("from_distance_m", link.from.1)
            .put("to_aisle", to.id.as_str())
            .put_mm("to_distance_m", link.to.1)
            .put("line", line)
            .put_mm("width_m", link.width)
            .put("steps", link.steps.to_string());
    }
}

/// Counts facilities of each kind for their identifiers.
struct Facilities<'a> {
    book: &'a mut Book,
    n: usize,
}

impl Facilities<'_> {
    fn add(&mut self, kind: &str, lane: &Lane, distance: i32, side: Side, offset: i32) {
        self.n += 1;
        let mut row = self.book.row(EntityKind::Facility, &format!("f{:04}", self.n));
        row.put("kind", kind)
            .put("aisle", lane.id.as_str())
            .put_mm("distance_m", distance.clamp(0, lane.length))
            .put("side", side.code())
            .put_mm("offset_m", offset);
        if let "toilet" | "parking" = kind {
            row.put("name_ko", if kind == "toilet" { "공중화장실" } else { "주차장" });
        }
    }
}

fn write_facilities(book: &mut Book, layout: &Layout, plan: &Plan) {
    let Some(main) = layout.lanes.first() else { return };
    let mut facilities = Facilities { book, n: 0 };
    let half = main.width / 2;
    let bay = [
        (plan.information, "information", 2_000, half + 1_000),
        (plan.toilet, "toilet", 6_000, half + 2_500),
        (plan.aed, "aed", 8_800, half),
        (plan.rest, "rest", main.length - 8_000, half + 1_500),
        (plan.hub, "hub", main.length - 4_500, half + 2_500),
        (plan.parking, "parking", main.length - 1_000, half + 6_000),
    ];
    for (wanted, kind, distance, offset) in bay {
        if wanted {
            facilities.add(kind, main, distance, Side::Right, offset);
        }
    }
    for lane in &layout.lanes {
        for i in 0..lane.length / EXTINGUISHER_EVERY + i32::from(lane.length >= 8_000) {
            let side = if i % 2 == 0 { Side::Left } else { Side::Right };
            let distance = (i * EXTINGUISHER_EVERY + 4_000).min(lane.length);
            facilities.add("extinguisher", lane, distance, side, lane.width / 2);
        }
        if lane.heading != Heading::Ahead || lane.id == "S" {
            for i in 0..lane.length / HYDRANT_EVERY {
                let distance = i * HYDRANT_EVERY + HYDRANT_EVERY / 2;
                facilities.add("hydrant", lane, distance, Side::Right, lane.width / 2);
            }
        }
    }
    if plan.toilet {
        // Every level of every hall has toilets beside the stairs.
        for link in layout.links.iter().filter(|l| l.steps == 0) {
            if let Some(lane) = layout.lanes.get(link.to.0) {
                facilities.add(
                    "toilet",
                    lane,
                    (lane.length - 2_500).max(0),
                    Side::Right,
                    lane.width / 2 + 1_200,
                );
            }
        }
    }
}
