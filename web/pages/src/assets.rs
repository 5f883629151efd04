//! Static files of the pages, named by their content so that browsers may keep them for ever.

use std::sync::LazyLock;

use sha2::{Digest, Sha256};

/// A static file.
#[derive(Debug, Clone)]
pub struct Asset {
    /// Name with the content's hash: `jangteo-1a2b3c4d5e6f.css`; served under `/static/`, immutable.
    pub name: String,
    /// Media type.
    pub media_type: &'static str,
    /// Content.
    pub bytes: &'static [u8],
    stem: &'static str,
}

const CSS: &str = "text/css; charset=utf-8";
const JS: &str = "text/javascript; charset=utf-8";
/// The look of every page, and of what changes by the day.
const CSS_BYTES: &[u8] =
    concat!(include_str!("../assets/jangteo.css"), include_str!("../assets/live.css")).as_bytes();
const SVG: &str = "image/svg+xml";
const PNG: &str = "image/png";

/// Every static file that a page refers to.
pub static ASSETS: LazyLock<Vec<Asset>> = LazyLock::new(|| {
    vec![
        named("jangteo", "css", CSS, CSS_BYTES),
        named("start", "js", JS, include_bytes!("../assets/start.js")),
        named("xr", "js", JS, include_bytes!("../assets/xr.js")),
        named("bring", "js", JS, include_bytes!("../assets/bring.js")),
        named("rider", "js", JS, include_bytes!("../assets/rider.js")),
        named("icon", "svg", SVG, include_bytes!("../assets/icon.svg")),
        named("icons", "svg", SVG, include_bytes!("../assets/icons.svg")),
        named("cloth", "svg", SVG, include_bytes!("../assets/cloth.svg")),
        named("app-192", "png", PNG, include_bytes!("../assets/app-192.png")),
        named("app-512", "png", PNG, include_bytes!("../assets/app-512.png")),
    ]
});

/// The worker of the riders' pages. Its address must stay the same and lie above them: `/m/rider-worker.js`.
pub static RIDER_WORKER: &[u8] = include_bytes!("../assets/rider-worker.js");

/// The worker that keeps markets for when there is no network. Its address must stay the same and lie above all pages of
/// the shop: `/shop-worker.js`.
pub static SHOP_WORKER: &[u8] = include_bytes!("../assets/shop-worker.js");

/// The file that is served under `/static/{name}`.
#[must_use]
pub fn asset(name: &str) -> Option<&'static Asset> {
    ASSETS.iter().find(|a| a.name == name)
}

/// The address of the file whose name without hash and ending is `stem`; empty when there is none.
#[must_use]
pub fn asset_url(stem: &str) -> String {
    ASSETS.iter().find(|a| a.stem == stem).map_or_else(String::new, |a| format!("/static/{}", a.name))
}

fn named(stem: &'static str, ending: &str, media_type: &'static str, bytes: &'static [u8]) -> Asset {
    let digest = Sha256::digest(bytes);
    let hash: String = digest.iter().take(6).map(|b| format!("{b:02x}")).collect();
    Asset { name: format!("{stem}-{hash}.{ending}"), media_type, bytes, stem }
}
