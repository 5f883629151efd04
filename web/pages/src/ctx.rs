//! The request as a page sees it: links that keep the language, and the parts of the query.

use market_model::{Lang, MarketId};

use crate::{Ctx, i18n};

impl Ctx {
    /// The words of the page's language.
    #[must_use]
    pub fn words(&self) -> &'static i18n::Words {
        i18n::words(self.lang)
    }

    /// A parameter of the query; empty when absent.
    #[must_use]
    pub fn param(&self, name: &str) -> &str {
        self.query.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value)
    }

    /// A link within the site to `path` with these parameters; empty ones are left out, the language is kept.
    #[must_use]
    pub fn link(&self, path: &str, params: &[(&str, &str)]) -> String {
        let lang = (self.lang != Lang::Ko).then(|| ("lang", self.lang.code()));
        let (path, anchor) = path.split_once('#').map_or((path, None), |(p, a)| (p, Some(a)));
        let mut out = path.to_owned();
        let given = params.iter().copied().filter(|(_, value)| !value.is_empty());
        for (i, (key, value)) in given.chain(lang).enumerate() {
            out.push(if i == 0 { '?' } else { '&' });
            out.push_str(key);
            out.push('=');
            out.push_str(&encode(value));
        }
        if let Some(anchor) = anchor {
            out.push('#');
            out.push_str(anchor);
        }
        out
    }

    /// This very page in each of the languages: language, its own name, address.
    #[must_use]
    pub fn in_every_language(&self) -> [(Lang, &'static str, String); 4] {
        let params: Vec<(&str, &str)> = self.query.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
        i18n::LANGUAGES.map(|(lang, own)| {
            let there = Self { lang, ..Self::default() };
            (lang, own, there.link(&self.path, &params))
        })
    }

    /// The address of a market's page.
    #[must_use]
    pub fn market_link(&self, market: &MarketId, params: &[(&str, &str)]) -> String {
        self.link(&market_path(market), params)
    }

    /// The address of a stall's page.
    #[must_use]
    pub fn stall_link(&self, market: &MarketId, stall: &str) -> String {
        self.link(&stall_path(market, stall), &[])
    }

    /// The address of a market's 3D page.
    #[must_use]
    pub fn walk_link(&self, market: &MarketId, params: &[(&str, &str)]) -> String {
        self.link(&format!("{}/3d", market_path(market)), params)
    }
}

/// The path of a market's page.
#[must_use]
pub fn market_path(market: &MarketId) -> String {
    format!("/m/{}", encode(market.as_str()))
}

/// The path of a stall's page.
#[must_use]
pub fn stall_path(market: &MarketId, stall: &str) -> String {
    format!("{}/s/{}", market_path(market), encode(stall))
}

/// The path of a gate's page.
#[must_use]
pub fn gate_path(market: &MarketId, gate: &str) -> String {
    format!("{}/g/{}", market_path(market), encode(gate))
}

/// The text percent-encoded for a query or a path segment (RFC 3986, unreserved characters kept).
#[must_use]
pub fn encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~') {
            out.push(char::from(byte));
        } else {
            out.push('%');
            for half in [byte >> 4, byte & 15] {
                out.push(char::from_digit(u32::from(half), 16).unwrap_or('0').to_ascii_uppercase());
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_keep_the_language_and_leave_empty_parameters_out() {
        let ko = Ctx::default();
        assert_eq!(ko.link("/m/a", &[("q", ""), ("to", "가-1")]), "/m/a?to=%EA%B0%80-1");
        let en = Ctx { lang: Lang::En, ..Ctx::default() };
        assert_eq!(en.link("/m/a#plan", &[("q", "a b")]), "/m/a?q=a%20b&lang=en#plan");
    }

    #[test]
    fn the_language_menu_keeps_the_place() {
        let ctx = Ctx {
            lang: Lang::Ja,
            path: "/m/a".into(),
            query: vec![("q".into(), "김치".into())],
            ..Ctx::default()
        };
        let links = ctx.in_every_language().map(|(_, _, link)| link);
        let q = "/m/a?q=%EA%B9%80%EC%B9%98";
        assert_eq!(links, [q.into(), format!("{q}&lang=en"), format!("{q}&lang=zh"), format!("{q}&lang=ja")]);
    }
}
