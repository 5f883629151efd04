//! An event in a few words, for the list of what was recorded: things by their names, values in the person's language.

use market_model::{
    Category, Consent, EntityKind, EventBody, FacilityKind, FieldType, Id, Lang, Payment, RoofKind, Side,
    StallKind, Survey, TradeState,
};

/// What an event says of which thing.
#[must_use]
pub fn told(survey: &Survey, body: &EventBody, lang: Lang) -> String {
    match body {
        EventBody::Set { entity, id, field, value, .. } => {
            let spec = entity.field(field);
            let name = match (spec, lang) {
                (Some(spec), Lang::Ko) => spec.ko.to_owned(),
                _ => field.replace('_', " "),
            };
            format!(
                "{} · {name} {}",
                thing(survey, *entity, id),
                shown(survey, spec.map(|s| s.ty), value, lang)
            )
        }
        EventBody::Remove { entity, id } => format!("{} ×", thing(survey, *entity, id)),
        EventBody::Confirm { entity, id, date } => format!("{} ✓ {date}", thing(survey, *entity, id)),
    }
}

/// A thing by the name that people give it; its identifier when it has none.
#[must_use]
pub fn thing(survey: &Survey, entity: EntityKind, id: &Id) -> String {
    let record = survey.get(entity, id);
    let name = record.and_then(|r| r.get("code").or_else(|| r.get("name_ko")));
    name.map_or_else(|| entity.ko().to_owned(), str::to_owned)
}

fn shown(survey: &Survey, ty: Option<FieldType>, value: &str, lang: Lang) -> String {
    match ty {
        Some(FieldType::Ref(entity)) => {
            Id::new(value).map_or_else(|_| value.to_owned(), |id| thing(survey, entity, &id))
        }
        Some(FieldType::Metres) => format!("{value} m"),
        Some(FieldType::Degrees) => format!("{value}°"),
        Some(FieldType::Won) => format!("{value}원"),
        Some(FieldType::Code(list)) => word(list, value, lang).unwrap_or(value).to_owned(),
        Some(FieldType::Codes(list)) => {
            let words = value.split('+').map(|code| word(list, code, lang).unwrap_or(code));
            words.collect::<Vec<_>>().join(", ")
        }
        _ => value.to_owned(),
    }
}

fn word(list: &str, code: &str, lang: Lang) -> Option<&'static str> {
    match list {
        "category" => Category::parse(code).map(|v| v.word(lang)),
        "stall_kind" => StallKind::parse(code).map(|v| v.word(lang)),
        "side" => Side::parse(code).map(|v| v.word(lang)),
        "roof" => RoofKind::parse(code).map(|v| v.word(lang)),
        "trade_state" => TradeState::parse(code).map(|v| v.word(lang)),
        "payment" => Payment::parse(code).map(|v| v.word(lang)),
        "consent" => Consent::parse(code).map(|v| v.word(lang)),
        "facility_kind" => FacilityKind::parse(code).map(|v| v.word(lang)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::capture::set;
    use market_model::{Cell, Origin, Source};

    #[test]
    fn people_read_names_and_words_and_no_identifiers() {
        let id = |t: &str| Id::new(t).unwrap();
        let cell = |v: &str| Cell { value: v.into(), source: Source::Surveyed, origin: Origin::default() };
        let mut survey = Survey::default();
        survey.set(EntityKind::Stall, &id("s-1"), "code", cell("가-7"));
        survey.set(EntityKind::Merchant, &id("m-1"), "name_ko", cell("할매반찬"));
        let ko = |body: &EventBody| told(&survey, body, Lang::Ko);
        assert_eq!(ko(&set(EntityKind::Stall, &id("s-1"), "category", "fish")), "가-7 · 업종 수산물");
        assert_eq!(
            ko(&set(EntityKind::Merchant, &id("m-1"), "payments", "cash+card")),
            "할매반찬 · 결제수단 현금, 카드"
        );
        assert_eq!(ko(&set(EntityKind::Merchant, &id("m-1"), "stall", "s-1")), "할매반찬 · 점포 가-7");
        let remove = EventBody::Remove { entity: EntityKind::Good, id: id("w-1") };
        assert_eq!(ko(&remove), "상품 ×");
    }
}
