//! What the browser adds to the pages: search as one types, a plan that can be moved, ways without reloading, and
//! the 3D walk with everything around it.
//!
//! Invariant: everything here is an addition; the page works when this module never loads.
//! Invariant: styles change by classes and attributes, texts come from [`crate::i18n`].

mod again;
mod basket;
mod beside;
mod dom;
mod drive;
mod guide;
mod here;
mod hour;
mod keys;
mod live;
mod mini;
mod pad;
mod plan;
mod search;
mod settings;
mod share;
mod sound;
mod speech;
mod stick;
mod switch;
mod viewer;
mod vr;
mod walk;
mod way;

use market_model::{Lang, MarketId};
use wasm_bindgen::prelude::*;

/// What the enhancement knows about its page.
#[derive(Debug, Clone)]
pub(crate) struct Page {
    /// Language of the page.
    pub lang: Lang,
    /// The market; pages without one are not enhanced.
    pub market: MarketId,
    /// Address of the market's manifest.
    pub manifest: String,
    /// Whether this is the 3D walk.
    pub is_walk: bool,
}

/// Enhances the page that is open.
///
/// # Errors
/// When the page is not one of ours.
#[wasm_bindgen(start)]
pub fn start() -> Result<(), JsValue> {
    let body = dom::document()?.body().ok_or("no body")?;
    let Some(market) = body.dataset().get("market").and_then(|id| MarketId::new(&id).ok()) else {
        return Ok(());
    };
    let lang = dom::document()?.document_element().and_then(|e| e.get_attribute("lang"));
    let page = Page {
        lang: lang.and_then(|l| Lang::from_code(&l)).unwrap_or_default(),
        market,
        manifest: body.dataset().get("manifest").unwrap_or_default(),
        is_walk: body.dataset().get("page").as_deref() == Some("walk"),
    };
    plan::enhance(&page)?;
    way::enhance(&page)?;
    search::enhance(&page)?;
    live::enhance(&page)?;
    basket::enhance(&page)?;
    if page.is_walk {
        walk::enhance(&page)?;
    }
    Ok(())
}
