//! What a stall says of today, in words: the same on the server and in the browser.

use market_model::Lang;
#[cfg(feature = "ssr")]
use market_model::TradeState;
use market_wire::{LiveStall, LiveState, Special};

use crate::i18n::{fill, grouped, words};

/// One short text and the classes that it is shown with.
pub(crate) type Said = (&'static str, String);

/// Everything that a stall says, in the order in which it is shown; nothing when all is as usual.
pub(crate) fn said(lang: Lang, live: &LiveStall) -> Vec<Said> {
    let w = words(lang);
    let state = live.state.map(|state| match state {
        LiveState::Open => ("badge open", w.state_open.to_owned()),
        LiveState::Closed => ("badge closed", w.state_closed.to_owned()),
        LiveState::SoldOut => ("badge sold-out", w.state_sold_out.to_owned()),
    });
    let mark = live.special.as_ref().map(|_| ("badge special-mark", w.live_special.to_owned()));
    let special = live.special.as_ref().map(|s| ("special-what", special(lang, s)));
    let at = (!live.is_usual() && !live.at.is_empty()).then(|| ("said-at", fill(w.live_at, &[&live.at])));
    state.into_iter().chain(mark).chain(special).chain(at).collect()
}

/// A special with its price and, beside it, its origin: the law of origin labelling holds here too.
pub(crate) fn special(lang: Lang, special: &Special) -> String {
    let w = words(lang);
    let origin = if special.origin.is_empty() { w.origin_missing } else { &special.origin };
    match special.won {
        Some(won) => format!("{} {} · {origin}", special.what, fill(w.won, &[&grouped(won.into())])),
        None => format!("{} · {origin}", special.what),
    }
}

/// The class that marks a stall's shape on the plan; empty when it looks as usual.
pub(crate) const fn plan_class(live: &LiveStall) -> &'static str {
    match (live.state, live.special.is_some()) {
        (Some(LiveState::Closed), _) => "today-closed",
        (Some(LiveState::SoldOut), _) => "today-sold-out",
        (_, true) => "today-special",
        (Some(LiveState::Open), false) => "today-open",
        (None, false) => "",
    }
}

/// Whether a stall trades now: what it says itself counts more than what the survey saw.
#[cfg(feature = "ssr")]
#[must_use]
pub fn state_now(usual: TradeState, live: Option<&LiveStall>) -> TradeState {
    match live.and_then(|l| l.state) {
        Some(LiveState::Open) => TradeState::Open,
        Some(LiveState::Closed) => TradeState::Closed,
        Some(LiveState::SoldOut) => TradeState::SoldOut,
        None => usual,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_special_is_never_told_without_what_is_known_of_its_origin() {
        let mut tofu = Special { what: "두부".into(), won: Some(2_000), ..Special::default() };
        assert_eq!(special(Lang::Ko, &tofu), "두부 2,000원 · 원산지 미확인");
        tofu.origin = "국산".into();
        assert_eq!(special(Lang::Ko, &tofu), "두부 2,000원 · 국산");
        tofu.won = None;
        assert_eq!(special(Lang::En, &tofu), "두부 · 국산");
    }

    #[test]
    fn a_stall_that_is_back_to_the_usual_says_nothing() {
        let usual = LiveStall { at: "14:05".into(), ..LiveStall::default() };
        assert!(said(Lang::Ko, &usual).is_empty());
        let closed = LiveStall { state: Some(LiveState::Closed), ..usual };
        let texts: Vec<String> = said(Lang::Ko, &closed).into_iter().map(|(_, t)| t).collect();
        assert_eq!(texts, ["오늘 쉼", "14:05에 알림"]);
    }
}
