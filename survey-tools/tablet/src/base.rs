//! What is published of a market, in the words of a survey: so that a tablet can go on where the last survey ended.
//!
//! It is shown and measured against, never written or sent. Aisles keep their line as a chain of stations; a row's
//! gaps are what is left between the published doors, so around bends they are right to a few centimetres.

use market_model::{
    Aisle, Cell, EntityKind, Id, Market, Mm, Names, Origin, PointMm, Source, Stall, Survey, math,
};

use crate::row::text_metres;

/// The survey that a published market came from, as far as its model tells. O(n log n).
#[must_use]
pub fn survey_of(market: &Market) -> Survey {
    let mut base = Base(Survey::default());
    base.names(EntityKind::Market, &market.id.0, &market.names);
    for level in &market.levels {
        base.names(EntityKind::Level, &level.id.0, &level.names);
        base.set(EntityKind::Level, &level.id.0, "ordinal", &level.ordinal.to_string());
        base.set(EntityKind::Level, &level.id.0, "elevation_m", &text_metres(level.elevation));
    }
    market.aisles.iter().for_each(|aisle| base.aisle(aisle));
    base.stalls(&market.stalls);
    base.people(market);
    for gate in &market.gates {
        base.names(EntityKind::Gate, &gate.id.0, &gate.names);
        base.set(EntityKind::Gate, &gate.id.0, "aisle", gate.place.aisle.as_str());
        base.set(EntityKind::Gate, &gate.id.0, "distance_m", &text_metres(gate.place.chainage));
    }
    for facility in &market.facilities {
        let id = &facility.id.0;
        base.names(EntityKind::Facility, id, &facility.names);
        base.set(EntityKind::Facility, id, "kind", facility.kind.code());
        base.set(EntityKind::Facility, id, "aisle", facility.place.aisle.as_str());
        base.set(EntityKind::Facility, id, "distance_m", &text_metres(facility.place.chainage));
    }
    base.0
}

struct Base(Survey);

impl Base {
    fn set(&mut self, entity: EntityKind, id: &Id, field: &str, value: &str) {
        if !value.is_empty() {
            let cell = Cell { value: value.to_owned(), source: Source::Imported, origin: Origin::default() };
            self.0.set(entity, id, field, cell);
        }
    }

    fn names(&mut self, entity: EntityKind, id: &Id, names: &Names) {
        self.set(entity, id, "name_ko", &names.ko);
        self.set(entity, id, "name_en", &names.en);
    }

    fn aisle(&mut self, aisle: &Aisle) {
        let (kind, id) = (EntityKind::Aisle, &aisle.id.0);
        self.names(kind, id, &aisle.names);
        self.set(kind, id, "level", aisle.level.as_str());
        self.set(kind, id, "width_m", &text_metres(aisle.width));
        self.set(kind, id, "roof", aisle.roof.code());
        let start = aisle.line.first().copied().unwrap_or_default();
        self.set(kind, id, "start_x_m", &text_metres(Mm(start.x)));
        self.set(kind, id, "start_y_m", &text_metres(Mm(start.y)));
        let mut before = None;
        for (n, leg) in (1_u32..).zip(aisle.line.windows(2)) {
            let &[from, to] = leg else { continue };
            let bearing = bearing_deg(from, to);
            let turn = before.map_or(0.0, |before: f64| (bearing - before + 540.0).rem_euclid(360.0) - 180.0);
            if before.replace(bearing).is_none() {
                self.set(kind, id, "bearing_deg", &format!("{bearing:.6}"));
            }
            let Ok(station) = Id::new(&format!("published.{n}.{}", aisle.id)) else { continue };
            let length = Mm(math::round_to_i32(from.distance_mm(to)));
            self.set(EntityKind::Station, &station, "aisle", aisle.id.as_str());
            self.set(EntityKind::Station, &station, "order", &n.to_string());
            self.set(EntityKind::Station, &station, "length_m", &text_metres(length));
            self.set(EntityKind::Station, &station, "turn_deg", &format!("{turn:.6}"));
        }
    }

    /// The stalls, which a model keeps by aisle, side and order.
    fn stalls(&mut self, stalls: &[Stall]) {
        let mut row_end: Option<(&Stall, i32)> = None;
        for stall in stalls {
            let (kind, id) = (EntityKind::Stall, &stall.id.0);
            let same_row = |other: &Stall| other.aisle == stall.aisle && other.side == stall.side;
            let end = row_end.filter(|(other, _)| same_row(other)).map_or(0, |(_, end)| end);
            let from = stall.chainage.0.saturating_sub(stall.frontage.0 / 2);
            let gap = from.saturating_sub(end);
            row_end = Some((stall, from.saturating_add(stall.frontage.0)));
            self.set(kind, id, "code", &stall.code);
            self.set(kind, id, "aisle", stall.aisle.as_str());
            self.set(kind, id, "side", stall.side.code());
            self.set(kind, id, "order", &stall.order.to_string());
            self.set(kind, id, "kind", stall.kind.code());
            self.set(kind, id, "width_m", &text_metres(stall.frontage));
            // Rounding of doors to millimetres is no gap.
            self.set(kind, id, "gap_m", &if gap.abs() > 20 { text_metres(Mm(gap)) } else { String::new() });
            self.set(kind, id, "depth_m", &text_metres(stall.depth));
            self.set(kind, id, "category", stall.category.code());
            self.set(kind, id, "state", stall.state.code());
            self.set(kind, id, "confirmed", &stall.confirmed.map(|d| d.to_string()).unwrap_or_default());
        }
    }

    fn people(&mut self, market: &Market) {
        for merchant in &market.merchants {
            let (kind, id) = (EntityKind::Merchant, &merchant.id.0);
            self.names(kind, id, &merchant.names);
            self.set(kind, id, "stall", merchant.stall.as_ref().map_or("", |s| s.as_str()));
            self.set(kind, id, "until", &merchant.until.map(|d| d.to_string()).unwrap_or_default());
            self.set(kind, id, "hours", merchant.hours.as_ref().map_or("", |h| h.as_str()));
            let payments: Vec<&str> = merchant.payments.iter().map(|p| p.code()).collect();
            self.set(kind, id, "payments", &payments.join("+"));
            self.set(kind, id, "consent", merchant.consent.code());
            self.set(
                kind,
                id,
                "consent_date",
                &merchant.consent_date.map(|d| d.to_string()).unwrap_or_default(),
            );
        }
        for good in &market.goods {
            let (kind, id) = (EntityKind::Good, &good.id.0);
            self.names(kind, id, &good.names);
            self.set(kind, id, "merchant", good.merchant.as_str());
            self.set(kind, id, "unit", &good.unit);
            self.set(kind, id, "price_won", &good.price.map(|p| p.0.to_string()).unwrap_or_default());
            self.set(kind, id, "origin", &good.origin);
        }
    }
}

/// The published survey without what the device itself had made: that is told by its own log, so that it can still
/// be changed and taken back here.
#[must_use]
pub fn without_own(mut base: Survey, device: &str) -> Survey {
    let tail = device.rsplit('-').next().unwrap_or(device);
    let own = format!("-{tail}-");
    base.records.retain(|(_, id), _| !id.as_str().contains(&own));
    base
}

/// Direction from one point to another in degrees clockwise from north, 0 to 360.
fn bearing_deg(from: PointMm, to: PointMm) -> f64 {
    let (dx, dy) = (f64::from(to.x) - f64::from(from.x), f64::from(to.y) - f64::from(from.y));
    math::atan2(dx, dy).to_degrees().rem_euclid(360.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::row::centre_line;
    use market_model::{Floor, RoofKind};

    #[test]
    fn an_aisle_with_a_bend_lies_where_it_was_published() {
        let id = |t: &str| market_model::AisleId::new(t).unwrap();
        let line = [(1_000, 2_000), (31_000, 2_500), (28_000, 40_000), (28_000, 55_555)];
        let aisle = Aisle {
            id: id("가길"),
            names: Names::ko("가길"),
            level: market_model::LevelId::new("1F").unwrap(),
            line: line.iter().map(|(x, y)| PointMm::new(*x, *y)).collect(),
            width: Mm(4_000),
            roof: RoofKind::Arcade,
            roof_height: Mm(7_000),
            floor: Floor::Block,
            fire_lane: true,
            provenance: market_model::Provenance::default(),
        };
        let mut base = Base(Survey::default());
        base.aisle(&aisle);
        let drawn = centre_line(&base.0, &aisle.id.0).unwrap().points_mm();
        for (drawn, published) in drawn.iter().zip(&aisle.line) {
            assert!(drawn.distance_mm(*published) <= 2.0, "{drawn:?} {published:?}");
        }
    }
}
