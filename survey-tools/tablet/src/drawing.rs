//! The plan as it grows: plain shapes in millimetres (x right, y down) that any drawing surface can take.

use market_model::{Category, EntityKind, Id, Mm, PointMm, Side, Survey};

use crate::row::{centre_line, metres, placed, stalls};

/// A stall on the plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DrawnStall {
    /// Identifier.
    pub id: Id,
    /// The aisle it opens to.
    pub aisle: Id,
    /// Number on the plate.
    pub code: String,
    /// What it trades in.
    pub category: Category,
    /// Corners, y down.
    pub corners: [(i32, i32); 4],
    /// Middle, for its number.
    pub middle: (i32, i32),
    /// The shorter of front and depth: whether the number fits.
    pub room_mm: i32,
}

/// An aisle on the plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DrawnAisle {
    /// Identifier.
    pub id: Id,
    /// Name, or the identifier.
    pub name: String,
    /// Centre line, y down.
    pub line: Vec<(i32, i32)>,
    /// Width.
    pub width_mm: i32,
}

/// A gate or a facility on the plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DrawnMark {
    /// Name.
    pub name: String,
    /// Whether it is a gate.
    pub gate: bool,
    /// Place, y down.
    pub at: (i32, i32),
}

/// The plan.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Drawing {
    /// Left, top, width, height in millimetres, with a margin.
    pub view: (i32, i32, i32, i32),
    /// Aisles.
    pub aisles: Vec<DrawnAisle>,
    /// Stalls.
    pub stalls: Vec<DrawnStall>,
    /// Gates and facilities.
    pub marks: Vec<DrawnMark>,
}

const MARGIN_MM: i32 = 2_500;
const LEAST_VIEW_MM: i32 = 16_000;

/// Draws everything that has been recorded of one level. O(n log n).
#[must_use]
pub fn draw(survey: &Survey, level: &str) -> Drawing {
    let mut drawing = Drawing::default();
    let on_level =
        |aisle: &Id| survey.get(EntityKind::Aisle, aisle).is_some_and(|r| r.get("level") == Some(level));
    for (id, record) in survey.of(EntityKind::Aisle).filter(|(id, _)| on_level(id)) {
        let Some(line) = centre_line(survey, id) else { continue };
        let width_mm = metres(record, "width_m").unwrap_or(Mm(3_000)).0;
        let name = record.get("name_ko").unwrap_or(id.as_str()).to_owned();
        let line = line.points_mm().into_iter().map(down).collect();
        drawing.aisles.push(DrawnAisle { id: id.clone(), name, line, width_mm });
        for side in Side::ALL {
            let row = stalls(survey, id, *side);
            for (stall, place) in row.iter().zip(placed(survey, id, *side, &row)) {
                let corners = place.footprint.map(down);
                let middle = |f: fn(&(i32, i32)) -> i32| {
                    (corners.iter().map(|c| i64::from(f(c))).sum::<i64>() / 4) as i32
                };
                drawing.stalls.push(DrawnStall {
                    id: stall.id.clone(),
                    aisle: id.clone(),
                    code: stall.code.clone(),
                    category: stall.category,
                    corners,
                    middle: (middle(|c| c.0), middle(|c| c.1)),
                    room_mm: stall.width.0.min(place.depth.0),
                });
            }
        }
    }
    for kind in [EntityKind::Gate, EntityKind::Facility] {
        for (_, record) in survey.of(kind) {
            let aisle = record.get("aisle").and_then(|a| Id::new(a).ok()).filter(on_level);
            let Some(line) = aisle.and_then(|a| centre_line(survey, &a)) else { continue };
            let at = down(line.at(f64::from(metres(record, "distance_m").unwrap_or_default().0)));
            let name = record.get("name_ko").unwrap_or_default().to_owned();
            drawing.marks.push(DrawnMark { name, gate: kind == EntityKind::Gate, at });
        }
    }
    drawing.view = view(&drawing, None);
    drawing
}

const fn down(point: PointMm) -> (i32, i32) {
    (point.x, point.y.saturating_neg())
}

/// The part of a drawing that shows one aisle with its stalls, as left, top, width, height.
#[must_use]
pub fn view_of(drawing: &Drawing, aisle: &Id) -> (i32, i32, i32, i32) {
    view(drawing, Some(aisle))
}

fn view(drawing: &Drawing, only: Option<&Id>) -> (i32, i32, i32, i32) {
    let shown = |aisle: &Id| only.is_none_or(|only| only == aisle);
    let stalls = drawing.stalls.iter().filter(|s| shown(&s.aisle)).flat_map(|s| s.corners);
    let aisles = drawing.aisles.iter().filter(|a| shown(&a.id)).flat_map(|a| {
        let half = a.width_mm / 2;
        a.line.iter().flat_map(move |p| {
            [
                (p.0.saturating_sub(half), p.1.saturating_sub(half)),
                (p.0.saturating_add(half), p.1.saturating_add(half)),
            ]
        })
    });
    let mut bounds: Option<(i32, i32, i32, i32)> = None;
    for (x, y) in stalls.chain(aisles) {
        let b = bounds.unwrap_or((x, y, x, y));
        bounds = Some((b.0.min(x), b.1.min(y), b.2.max(x), b.3.max(y)));
    }
    let (left, top, right, bottom) = bounds.unwrap_or((0, 0, 0, 0));
    // Names of gates stand outside of the aisles and keep their size on the screen: a large market needs more room.
    let extent = right.saturating_sub(left).max(bottom.saturating_sub(top));
    let margin = MARGIN_MM.max(extent / 16);
    let size = |from: i32, to: i32| to.saturating_sub(from).saturating_add(2 * margin).max(LEAST_VIEW_MM);
    let (width, height) = (size(left, right), size(top, bottom));
    let start =
        |from: i32, to: i32, size: i32| ((i64::from(from) + i64::from(to) - i64::from(size)) / 2) as i32;
    (start(left, right, width), start(top, bottom, height), width, height)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::capture::{FrontageForm, frontage, new_market, set};
    use market_model::{DeviceId, EventHash, EventId, SurveyEvent, fold};

    #[test]
    fn an_aisle_with_stalls_on_both_sides_is_drawn_inside_the_view() {
        let id = |t: &str| Id::new(t).unwrap();
        let aisle = id("a");
        let mut bodies = new_market(&id("m"), "시험시장");
        for (field, value) in [("level", "1F"), ("length_m", "12"), ("width_m", "4"), ("bearing_deg", "90")] {
            bodies.push(set(EntityKind::Aisle, &aisle, field, value));
        }
        let form =
            |code: &str| FrontageForm { code: code.into(), width: "3".into(), ..FrontageForm::default() };
        bodies.extend(frontage(&id("s1"), &aisle, Side::Left, 1, &form("가-1")));
        bodies.extend(frontage(&id("s2"), &aisle, Side::Right, 1, &form("가-2")));
        let events: Vec<SurveyEvent> = (1..)
            .zip(bodies)
            .map(|(seq, body)| SurveyEvent {
                id: EventId::new(&format!("e{seq}")).unwrap(),
                device: DeviceId::new("d").unwrap(),
                seq,
                prev: EventHash::genesis(),
                schema: 1,
                at_ms: u64::from(seq),
                actor: String::new(),
                body,
            })
            .collect();
        let drawing = draw(&fold(&events).0, "1F");
        assert_eq!((drawing.aisles.len(), drawing.stalls.len()), (1, 2));
        let (left, top, width, height) = drawing.view;
        for (x, y) in drawing.stalls.iter().flat_map(|s| s.corners) {
            assert!((left..=left + width).contains(&x) && (top..=top + height).contains(&y));
        }
        // Walking east, the left side lies north: up on the screen.
        assert!(drawing.stalls[0].middle.1 < drawing.stalls[1].middle.1);
    }
}
