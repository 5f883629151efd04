//! What a person does, as the bodies of survey events: one function for each act of the survey.
//!
//! Invariant: every value is written as a table would write it; a number goes through [`decimal`] first.

use market_model::{EntityKind, EventBody, Id, Payment, Side, Source, Survey, parse_decimal_mm};

/// A field of a form: the schema's name and what was typed.
pub type Field<'a> = (&'a str, &'a str);

/// The identifier of a new thing: unique because `seq` is, within a device that is unique.
#[must_use]
pub fn mint(letter: char, device: &str, next_seq: u32, extra: u32) -> Option<Id> {
    let tail = device.rsplit('-').next().unwrap_or(device);
    Id::new(&format!("{letter}-{tail}-{}", next_seq.saturating_add(extra))).ok()
}

/// A number as it is stored: comma or point, spaces and unit dropped, at most three decimals; `None` when it is none.
#[must_use]
pub fn decimal(text: &str) -> Option<String> {
    let text: String = text
        .trim()
        .trim_end_matches(['m', 'M', '°'])
        .trim()
        .chars()
        .map(|c| if c == ',' { '.' } else { c })
        .collect();
    let mm = parse_decimal_mm(&text)?.0;
    let (sign, mm) = if mm < 0 { ("-", mm.unsigned_abs()) } else { ("", mm.unsigned_abs()) };
    let fraction = format!("{:03}", mm % 1000);
    let fraction = fraction.trim_end_matches('0');
    let dot = if fraction.is_empty() { "" } else { "." };
    Some(format!("{sign}{}{dot}{fraction}", mm / 1000))
}

/// A whole number of won: separators and `원` dropped; `None` when it is none.
#[must_use]
pub fn won(text: &str) -> Option<String> {
    let digits: String = text.chars().filter(|c| !matches!(c, ',' | ' ' | '원' | '₩')).collect();
    digits.parse::<u32>().ok().map(|n| n.to_string())
}

/// Fields of one thing set by the person in front of it; empty texts are left out unless the field had a value.
#[must_use]
pub fn set_fields(survey: &Survey, entity: EntityKind, id: &Id, fields: &[Field<'_>]) -> Vec<EventBody> {
    let had = |field: &str| survey.get(entity, id).and_then(|r| r.get(field)).is_some();
    fields
        .iter()
        .filter(|(field, value)| !value.trim().is_empty() || had(field))
        .map(|(field, value)| set(entity, id, field, value.trim()))
        .collect()
}

/// One field.
#[must_use]
pub fn set(entity: EntityKind, id: &Id, field: &str, value: &str) -> EventBody {
    let (field, value) = (field.to_owned(), value.to_owned());
    EventBody::Set { entity, id: id.clone(), field, value, source: Source::Surveyed }
}

/// The thing is gone, with what hangs on it: a stall's merchants and their goods, an aisle's stations.
#[must_use]
pub fn remove(survey: &Survey, entity: EntityKind, id: &Id) -> Vec<EventBody> {
    let mut gone = vec![(entity, id.clone())];
    let mut at = 0;
    while let Some((kind, parent)) = gone.get(at).cloned() {
        at += 1;
        let (child, field) = match kind {
            EntityKind::Stall => (EntityKind::Merchant, "stall"),
            EntityKind::Merchant => (EntityKind::Good, "merchant"),
            EntityKind::Aisle => (EntityKind::Station, "aisle"),
            _ => continue,
        };
        let hangs = survey.of(child).filter(|(_, r)| r.get(field) == Some(parent.as_str()));
        gone.extend(hangs.map(|(id, _)| (child, id.clone())));
    }
    gone.into_iter().rev().map(|(entity, id)| EventBody::Remove { entity, id }).collect()
}

/// A market that is surveyed for the first time, with its ground floor.
#[must_use]
pub fn new_market(market: &Id, name: &str) -> Vec<EventBody> {
    let mut bodies = vec![
        set(EntityKind::Market, market, "name_ko", name.trim()),
        set(EntityKind::Market, market, "status", "surveyed"),
    ];
    bodies.extend(ground_floor());
    bodies
}

/// The level that every market has. Its identifier is fixed, so that two tablets speak of the same one.
#[must_use]
pub fn ground_floor() -> Vec<EventBody> {
    let Ok(level) = Id::new("1F") else { return Vec::new() };
    vec![set(EntityKind::Level, &level, "name_ko", "1층"), set(EntityKind::Level, &level, "ordinal", "0")]
}

/// A measured frontage that becomes a stall.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
pub struct FrontageForm {
    /// Number on the plate.
    pub code: String,
    /// Width of the front in metres, as typed.
    pub width: String,
    /// Free space before it in metres, as typed.
    pub gap: String,
    /// Depth in metres, as typed.
    pub depth: String,
    /// Code of the kind.
    pub kind: String,
    /// Code of the trade.
    pub category: String,
}

/// What is wrong with a frontage, by field name; empty when it can be saved.
#[must_use]
pub fn frontage_problems(form: &FrontageForm, codes_in_use: &[String]) -> Vec<&'static str> {
    let mm = |text: &str| decimal(text).and_then(|d| parse_decimal_mm(&d)).map(|mm| mm.0);
    let mut wrong = Vec::new();
    if form.code.trim().is_empty() || codes_in_use.iter().any(|c| c == form.code.trim()) {
        wrong.push("code");
    }
    // Wider than any frontage in the register's markets: more likely a missing decimal point.
    if !mm(&form.width).is_some_and(|w| (200..=60_000).contains(&w)) {
        wrong.push("width_m");
    }
    if !form.gap.trim().is_empty() && !mm(&form.gap).is_some_and(|g| (0..=100_000).contains(&g)) {
        wrong.push("gap_m");
    }
    if !form.depth.trim().is_empty() && !mm(&form.depth).is_some_and(|d| (200..=60_000).contains(&d)) {
        wrong.push("depth_m");
    }
    wrong
}

/// The stall of a frontage, as number `order` along its side.
#[must_use]
pub fn frontage(id: &Id, aisle: &Id, side: Side, order: u32, form: &FrontageForm) -> Vec<EventBody> {
    let stall = EntityKind::Stall;
    let mut bodies = vec![
        set(stall, id, "code", form.code.trim()),
        set(stall, id, "aisle", aisle.as_str()),
        set(stall, id, "side", side.code()),
        set(stall, id, "order", &order.to_string()),
    ];
    let numbers = [("width_m", &form.width), ("gap_m", &form.gap), ("depth_m", &form.depth)];
    bodies.extend(numbers.iter().filter_map(|(f, v)| decimal(v).map(|v| set(stall, id, f, &v))));
    let codes = [("kind", &form.kind), ("category", &form.category)];
    bodies.extend(codes.iter().filter(|(_, v)| !v.is_empty()).map(|(f, v)| set(stall, id, f, v)));
    bodies
}

/// The payments field with one way to pay switched on or off.
#[must_use]
pub fn toggle_payment(now: &str, payment: Payment) -> String {
    let mut codes: Vec<&str> = now.split('+').map(str::trim).filter(|c| !c.is_empty()).collect();
    if codes.contains(&payment.code()) {
        codes.retain(|c| *c != payment.code());
    } else {
        codes.push(payment.code());
    }
    let ordered = Payment::ALL.iter().map(|p| p.code()).filter(|c| codes.contains(c));
    ordered.collect::<Vec<_>>().join("+")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_people_type_them() {
        for (typed, stored) in [
            ("3", "3"),
            ("3,25", "3.25"),
            (" 2.50 m", "2.5"),
            ("0.1004", "0.1"),
            ("-.5", "-0.5"),
            ("90°", "90"),
        ] {
            assert_eq!(decimal(typed).as_deref(), Some(stored), "{typed}");
        }
        assert_eq!(decimal("삼"), None);
        assert_eq!(won("12,500원").as_deref(), Some("12500"));
        assert_eq!(won("많이"), None);
    }

    #[test]
    fn a_forgotten_decimal_point_and_a_used_number_are_noticed() {
        let form = FrontageForm { code: "가-1".into(), width: "320".into(), ..FrontageForm::default() };
        assert_eq!(frontage_problems(&form, &["가-1".into()]), ["code", "width_m"]);
        let form = FrontageForm { width: "3.2".into(), ..form };
        assert!(frontage_problems(&form, &[]).is_empty());
    }

    #[test]
    fn a_stall_goes_with_its_merchant_and_goods() {
        let id = |t: &str| Id::new(t).unwrap();
        let cell = |v: &str| market_model::Cell {
            value: v.into(),
            source: Source::Surveyed,
            origin: market_model::Origin::default(),
        };
        let mut survey = Survey::default();
        survey.set(EntityKind::Stall, &id("s"), "code", cell("가-1"));
        survey.set(EntityKind::Merchant, &id("m"), "stall", cell("s"));
        survey.set(EntityKind::Good, &id("g"), "merchant", cell("m"));
        let gone: Vec<_> = remove(&survey, EntityKind::Stall, &id("s"));
        assert_eq!(gone.len(), 3);
        assert_eq!(gone[2], EventBody::Remove { entity: EntityKind::Stall, id: id("s") });
    }

    #[test]
    fn payments_are_kept_in_one_order() {
        let both = toggle_payment(&toggle_payment("", Payment::Card), Payment::Cash);
        assert_eq!(both, "cash+card");
        assert_eq!(toggle_payment(&both, Payment::Cash), "card");
    }
}
