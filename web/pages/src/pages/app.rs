//! What a phone needs to put a market beside its other programs: name, icons, first page.

use market_model::Market;

use crate::{Ctx, asset_url, ctx::market_path};

/// `/m/{market}/app.webmanifest`: a market as an installed program, in the language of the question.
#[must_use]
pub fn app_manifest(ctx: &Ctx, market: &Market) -> String {
    let name = market.names.get(ctx.lang);
    let start = ctx.market_link(&market.id, &[]);
    let icon = |stem: &str, sizes: &str, media_type: &str, purpose: &str| serde_json::json!({ "src": asset_url(stem), "sizes": sizes, "type": media_type, "purpose": purpose });
    let walk = serde_json::json!({ "name": ctx.words().walk, "url": ctx.walk_link(&market.id, &[]) });
    serde_json::json!({
        "id": market_path(&market.id),
        "name": format!("{name} · {}", ctx.words().site),
        "short_name": name,
        "description": market.about.get(ctx.lang),
        "lang": ctx.lang.code(),
        "start_url": start,
        "scope": "/",
        "display": "standalone",
        "background_color": "#fbf6ec",
        "theme_color": "#fbf6ec",
        "icons": [
            icon("icon", "any", "image/svg+xml", "any"),
            icon("app-192", "192x192", "image/png", "any"),
            icon("app-512", "512x512", "image/png", "any maskable"),
        ],
        "shortcuts": [walk],
    })
    .to_string()
}
