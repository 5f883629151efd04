//! An entry of the search index as a person sees it; the same on the server and in the browser.

use market_model::{Lang, MarketId};
use market_search::{Entry, EntryKind};

use crate::{
    ctx::{market_path, stall_path},
    i18n::words,
};

/// What is shown of a hit, and where it leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct HitView {
    /// `stall`, `good`, `facility` or `gate`.
    pub kind_code: &'static str,
    /// The word for it.
    pub kind_word: &'static str,
    /// Number of the stall; may be empty.
    pub code: String,
    /// First line.
    pub title: String,
    /// Second line; may be empty.
    pub detail: String,
    /// `ko` when the texts are Korean on a page of another language.
    pub lang: Option<&'static str>,
    /// The stall to go to.
    pub stall: Option<String>,
    /// Name of the place for the way: `stall:…`, `facility:…`, `gate:…`.
    pub place: String,
}

/// The hit in `lang`, else in Korean.
pub(crate) fn present(entry: &Entry, lang: Lang) -> HitView {
    let w = words(lang);
    let (kind_code, kind_word) = match entry.kind {
        EntryKind::Stall => ("stall", w.kind_stall),
        EntryKind::Good => ("good", w.kind_good),
        EntryKind::Facility => ("facility", w.kind_facility),
        EntryKind::Gate => ("gate", w.kind_gate),
    };
    let english = lang != Lang::Ko;
    let pick = |ko: &str, en: &str| if english && !en.is_empty() { en.to_owned() } else { ko.to_owned() };
    let stall = match entry.kind {
        EntryKind::Stall => entry.stall.clone().or_else(|| Some(entry.id.clone())),
        _ => entry.stall.clone(),
    };
    let place = match &stall {
        Some(stall) => format!("stall:{stall}"),
        None => format!("{kind_code}:{}", entry.id),
    };
    HitView {
        kind_code,
        kind_word,
        code: entry.code.clone(),
        title: pick(&entry.title_ko, &entry.title_en),
        detail: pick(&entry.detail_ko, &entry.detail_en),
        lang: (english && entry.title_en.is_empty()).then_some("ko"),
        stall,
        place,
    }
}

impl HitView {
    /// The page the hit leads to: the stall's, else the market's with the way there.
    pub(crate) fn path(&self, market: &MarketId) -> String {
        match &self.stall {
            Some(stall) => stall_path(market, stall),
            None => format!("{}#way", market_path(market)),
        }
    }

    /// The parameters of that address.
    pub(crate) fn params(&self) -> Vec<(&str, &str)> {
        if self.stall.is_some() { Vec::new() } else { vec![("to", self.place.as_str())] }
    }
}
