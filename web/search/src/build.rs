//! The index of a market.

use std::collections::BTreeMap;

use market_model::{
    Facility, FacilityKind, Good, Lang, Market, Merchant, MerchantId, Names, Stall, TradeState,
};

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
            ..entry(EntryKind::Gate, gate.id.as_str(), &gate.names)
        }));
        Self::from_entries(entries)
    }
}

fn entry(kind: EntryKind, id: &str, title: &Names) -> Entry {
    let Names { ko, en, zh, ja } = title.clone();
    Entry {
        kind,
        id: id.to_owned(),
        stall: None,
        title_ko: ko,
        title_en: en,
        title_zh: zh,
        title_ja: ja,
        detail_ko: String::new(),
        detail_en: String::new(),
        detail_zh: String::new(),
        detail_ja: String::new(),
        code: String::new(),
        terms: Vec::new(),
    }
}

fn stall_entry(stall: &Stall, merchant: Option<&Merchant>) -> Entry {
    let trade = stall.category;
    let named = merchant.map(|m| &m.names).filter(|n| !n.ko.is_empty());
    let trade = words(|lang| trade.word(lang));
    let mut terms = all(&trade);
    terms.extend(named.map(others).into_iter().flatten());
    let entry = entry(EntryKind::Stall, stall.id.as_str(), named.unwrap_or(&trade));
    Entry { stall: Some(stall.id.to_string()), code: stall.code.clone(), terms, ..with_detail(entry, trade) }
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
        ..entry(EntryKind::Good, good.id.as_str(), &good.names)
    }
}

fn facility_entry(facility: &Facility) -> Entry {
    let kind = words(|lang| facility.kind.word(lang));
    let mut title = facility.names.clone();
    if title.ko.is_empty() {
        title.ko.clone_from(&kind.ko);
    }
    for (name, word) in [(&mut title.en, &kind.en), (&mut title.zh, &kind.zh), (&mut title.ja, &kind.ja)] {
        if name.is_empty() {
            name.clone_from(word);
        }
    }
    let mut terms = all(&kind);
    terms.extend(also_called(facility.kind).iter().map(|&word| word.to_owned()));
    terms.extend(others(&facility.names));
    Entry { terms, ..with_detail(entry(EntryKind::Facility, facility.id.as_str(), &title), kind) }
}

/// What visitors type besides the word of the list.
const fn also_called(kind: FacilityKind) -> &'static [&'static str] {
    match kind {
        FacilityKind::Toilet => &["restroom", "卫生间", "厕所", "お手洗い", "化粧室"],
        FacilityKind::Parking => &["parking", "停车", "パーキング"],
        FacilityKind::Rest => &["休息区", "休憩"],
        FacilityKind::Aed => &["AED"],
        FacilityKind::Information => &["咨询处", "信息中心", "インフォメーション"],
        FacilityKind::Lockers => &["储物柜", "ロッカー"],
        FacilityKind::Extinguisher | FacilityKind::Hydrant | FacilityKind::Hub => &[],
    }
}

fn with_detail(entry: Entry, detail: Names) -> Entry {
    let Names { ko, en, zh, ja } = detail;
    Entry { detail_ko: ko, detail_en: en, detail_zh: zh, detail_ja: ja, ..entry }
}

fn words(word: impl Fn(Lang) -> &'static str) -> Names {
    let [ko, en, zh, ja] = [Lang::Ko, Lang::En, Lang::Zh, Lang::Ja].map(|lang| word(lang).to_owned());
    Names { ko, en, zh, ja }
}

/// The names in all languages, each once.
fn all(names: &Names) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for name in [&names.ko, &names.en, &names.zh, &names.ja] {
        if !name.is_empty() && !out.contains(name) {
            out.push(name.clone());
        }
    }
    out
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
