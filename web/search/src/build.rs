//! The index of a market.

use std::collections::BTreeMap;

use market_model::{Facility, Good, Lang, Market, Merchant, MerchantId, Names, Stall, TradeState};

use crate::{Entry, EntryKind, Index};

impl Index {
    /// Everything in a market that can be found by words: stalls, goods, facilities, gates. O(n log n).
    #[must_use]
    pub fn build(market: &Market) -> Self {
        let stall_of: BTreeMap<&MerchantId, &Stall> =
            market.stalls.iter().filter_map(|s| Some((s.merchant.as_ref()?, s))).collect();
        let mut entries = Vec::new();
        for stall in market.stalls.iter().filter(|s| s.state != TradeState::Empty) {
            let merchant = stall.merchant.as_ref().and_then(|id| market.merchant(id));
            entries.push(stall_entry(stall, merchant));
        }
        for good in &market.goods {
            let merchant = market.merchant(&good.merchant);
            let (Some(merchant), Some(&stall)) = (merchant, stall_of.get(&good.merchant)) else { continue };
            entries.push(good_entry(good, merchant, stall));
        }
        entries.extend(market.facilities.iter().map(facility_entry));
        entries.extend(market.gates.iter().map(|gate| Entry {
            terms: others(&gate.names),
            ..entry(EntryKind::Gate, gate.id.as_str(), &gate.names.ko, &gate.names.en)
        }));
        Self::from_entries(entries)
    }
}

fn entry(kind: EntryKind, id: &str, title_ko: &str, title_en: &str) -> Entry {
    Entry {
        kind,
        id: id.to_owned(),
        stall: None,
        title_ko: title_ko.to_owned(),
        title_en: title_en.to_owned(),
        detail_ko: String::new(),
        detail_en: String::new(),
        code: String::new(),
        terms: Vec::new(),
    }
}

fn stall_entry(stall: &Stall, merchant: Option<&Merchant>) -> Entry {
    let trade = stall.category;
    let named = merchant.map(|m| &m.names).filter(|n| !n.ko.is_empty());
    let (ko, en) = named.map_or((trade.ko(), trade.en()), |n| (n.get(Lang::Ko), n.get(Lang::En)));
    let mut terms = vec![trade.ko().to_owned(), trade.en().to_owned()];
    terms.extend(named.map(others).into_iter().flatten());
    Entry {
        stall: Some(stall.id.to_string()),
        detail_ko: trade.ko().to_owned(),
        detail_en: trade.en().to_owned(),
        code: stall.code.clone(),
        terms,
        ..entry(EntryKind::Stall, stall.id.as_str(), ko, if en == ko { "" } else { en })
    }
}

fn good_entry(good: &Good, merchant: &Merchant, stall: &Stall) -> Entry {
    let price = |won: &str| good.price.map(|p| format!(" · {}{won}", thousands(p.0))).unwrap_or_default();
    let unit = if good.unit.is_empty() { String::new() } else { format!(" / {}", good.unit) };
    // The law asks for the origin wherever a price is shown.
    let origin = if good.origin.is_empty() { String::new() } else { format!(" · {}", good.origin) };
    Entry {
        stall: Some(stall.id.to_string()),
        detail_ko: format!("{}{}{unit}{origin}", merchant.names.ko, price("원")),
        detail_en: format!("{}{}{unit}{origin}", merchant.names.get(Lang::En), price(" won")),
        terms: others(&good.names),
        ..entry(EntryKind::Good, good.id.as_str(), &good.names.ko, &good.names.en)
    }
}

fn facility_entry(facility: &Facility) -> Entry {
    let kind = facility.kind;
    let ko = if facility.names.ko.is_empty() { kind.ko() } else { &facility.names.ko };
    let en = if facility.names.en.is_empty() { kind.en() } else { &facility.names.en };
    let mut terms = vec![kind.ko().to_owned(), kind.en().to_owned()];
    terms.extend(others(&facility.names));
    Entry {
        detail_ko: kind.ko().to_owned(),
        detail_en: kind.en().to_owned(),
        terms,
        ..entry(EntryKind::Facility, facility.id.as_str(), ko, en)
    }
}

fn others(names: &Names) -> Vec<String> {
    [&names.zh, &names.ja].into_iter().filter(|n| !n.is_empty()).cloned().collect()
}

/// A number with separators: `12,500`.
fn thousands(number: u32) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
    out
}
