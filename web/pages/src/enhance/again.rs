//! After a lost graphics context the walk opens again at the very place where one stood.
//!
//! Browsers take the context away from pages in the background and after a reset of the driver; a fresh page gets a new
//! one. Invariant: what is lost again within a minute is told, not tried once more.

use web_sys::Event;

use super::{dom, share};

/// Who loses the context again so soon has too little for 3D, milliseconds.
const SOON_MS: f64 = 60_000.0;
/// Where the time of the last try is kept, for as long as the tab is open.
const KEY: &str = "jangteo.again";

/// Opens the walk again where one stands, with this stall's panel, as soon as the page is seen; `false` when that was
/// tried a moment ago.
pub(super) fn open(stall: Option<&str>) -> bool {
    let Some(link) = share::link_back(stall) else { return false };
    if !may() {
        return false;
    }
    if dom::document().is_ok_and(|d| d.hidden()) {
        let waits = dom::document().and_then(|d| {
            dom::on(&d, "visibilitychange", move |_: Event| {
                if dom::document().is_ok_and(|d| !d.hidden()) {
                    go(&link);
                }
            })
        });
        return waits.is_ok();
    }
    go(&link)
}

fn go(link: &str) -> bool {
    dom::window().is_ok_and(|w| w.location().replace(link).is_ok())
}

/// Notes the try; `false` when there was one a moment ago, or nothing can be noted.
fn may() -> bool {
    let store = || dom::window().ok()?.session_storage().ok().flatten();
    let Some(store) = store() else { return false };
    let last: Option<f64> = store.get_item(KEY).ok().flatten().and_then(|t| t.parse().ok());
    // The clock of the day: it goes on when the page is opened again.
    let now = js_sys::Date::now();
    last.is_none_or(|then| (now - then).abs() > SOON_MS) && store.set_item(KEY, &now.to_string()).is_ok()
}
