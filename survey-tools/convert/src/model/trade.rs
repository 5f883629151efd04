//! Merchants and goods.

use market_model::{
    Consent, EntityKind, Good, GoodId, Market, Merchant, MerchantId, Problem, StallId, Survey, Text,
    TradeState,
};

use super::fields::Fields;

/// Reads merchants and goods. O(n).
pub fn read(survey: &Survey, market: &mut Market, problems: &mut Vec<Problem>) {
    for (id, record) in survey.of(EntityKind::Merchant) {
        let mut f = Fields::new(EntityKind::Merchant, id, record, problems);
        f.must_text("name_ko");
        let merchant = Merchant {
            id: MerchantId(id.clone()),
            stall: f.reference("stall", StallId),
            names: f.names("name"),
            since: f.date("since"),
            until: f.date("until"),
            hours: f.hours("hours"),
            payments: f.codes("payments"),
            about: f.names("about"),
            photo: f.text("photo"),
            consent: f.code("consent").unwrap_or(Consent::Unknown),
            consent_date: f.date("consent_date"),
            provenance: f.provenance(),
        };
        if !f.failed {
            market.merchants.push(merchant);
        }
    }
    for (id, record) in survey.of(EntityKind::Good) {
        let mut f = Fields::new(EntityKind::Good, id, record, problems);
        f.must_text("name_ko");
        let price = f.won("price_won");
        if price.is_some_and(|p| p.0 == 0) {
            let expected = Text::new("값을 모르면 빈칸", "an empty cell when the price is not known");
            f.doubtful("zero-price", "price_won", expected);
        }
        let Some(merchant) = f.must_reference("merchant", MerchantId) else { continue };
        let good = Good {
            id: GoodId(id.clone()),
            merchant,
            names: f.names("name"),
            unit: f.text("unit"),
            price: price.filter(|p| p.0 > 0),
            origin: f.text("origin"),
            price_date: f.date("price_date"),
            state: f.code("state").unwrap_or(TradeState::Open),
            provenance: f.provenance(),
        };
        if !f.failed {
            market.goods.push(good);
        }
    }
}
