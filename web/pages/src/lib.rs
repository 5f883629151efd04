//! The pages of Jangteo: complete HTML rendered on the server, enhanced in the browser by wasm.
//!
//! With the feature `ssr` (the default) the functions of [`pages`] render whole documents from plain data.
//! With the feature `csr`, for wasm32, the same crate enhances those documents.
//!
//! Invariant: every page is useful without JavaScript: list, plan, links, forms.
//! Invariant: no inline script, no inline style, no `style` attribute: the content security policy forbids them.
//! Invariant: every word that a person reads stands in [`i18n`], in Korean, English, simplified Chinese and Japanese.
//! Invariant: knows no store and no HTTP framework; only `market_model`, `market_wire` and `market_search`.

#[cfg(feature = "ssr")]
mod assets;
mod ctx;
mod data;
#[cfg(all(feature = "csr", target_arch = "wasm32"))]
mod enhance;
#[cfg(any(feature = "ssr", feature = "csr"))]
mod hits;
pub mod i18n;
#[cfg(feature = "ssr")]
pub mod pages;

// What of the headset's boards needs no browser is tested without one.
#[cfg(all(test, not(target_arch = "wasm32")))]
#[allow(dead_code, reason = "drawing and pressing is the enhancement's")]
#[path = "enhance/vr/board.rs"]
mod vr_board;
#[cfg(all(test, not(target_arch = "wasm32")))]
#[allow(dead_code, reason = "keeping is the enhancement's")]
#[path = "enhance/vr/kept.rs"]
mod vr_kept;
#[cfg(all(test, not(target_arch = "wasm32")))]
#[allow(dead_code, reason = "pressing is the enhancement's")]
#[path = "enhance/vr/keys.rs"]
mod vr_keys;

#[cfg(feature = "ssr")]
pub use assets::{ASSETS, Asset, RIDER_WORKER, asset, asset_url};
pub use data::{
    Change, Ctx, DeskCheck, DeskCondition, DeskLogin, DeskMarket, DeskNotice, DeskOrder, DeskPage, DeskRider,
    DeskRun, DeskShift, DeskStart, DeskUnserved, ErrorPage, HomePage, MarketCard, MarketPage, OrderState,
    PendingEvent, RiderChanges, RiderPage, RiderStop, RoutePoint, RouteStep, RouteView, StallPage, StopGood,
    StopOrder, StopPlace, StopState, Timing, WalkPage, WayAnswer, WayQuery,
};
