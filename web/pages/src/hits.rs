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
    /// `ko` when the title is Korean on a page of another language.
    pub lang: Option<&'static str>,
    /// `ko` when the detail is.
    pub detail_lang: Option<&'static str>,
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
    let (title, title_lang) =
        pick(lang, [&entry.title_ko, &entry.title_en, &entry.title_zh, &entry.title_ja]);
    let (detail, detail_lang) =
        pick(lang, [&entry.detail_ko, &entry.detail_en, &entry.detail_zh, &entry.detail_ja]);
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
        title,
        detail,
        lang: title_lang,
        detail_lang,
        stall,
        place,
    }
}

/// The text in `lang`, else in Korean, marked as such. The texts come in the order of the languages.
fn pick(lang: Lang, texts: [&str; 4]) -> (String, Option<&'static str>) {
    match texts[lang as usize] {
        "" => (texts[0].to_owned(), Some("ko")),
        text => (text.to_owned(), (lang != Lang::Ko && text == texts[0]).then_some("ko")),
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
