//! The list of markets.

use axum::extract::State;
use axum::response::Response;
use market_wire::MarketSummary;

use crate::app::Shared;
use crate::error::AppResult;
use crate::view;

/// `GET /api/v1/markets`.
///
/// # Errors
/// None so far.
pub async fn markets(State(app): State<Shared>) -> AppResult<Response> {
    let summary = |p: &crate::published::Published| MarketSummary {
        id: p.market.id.clone(),
        names: p.market.names.clone(),
        status: p.market.status,
        counts: p.manifest.counts,
        revision: p.manifest.revision.clone(),
        number: u32::try_from(p.number).unwrap_or(u32::MAX),
        manifest_url: format!("/m/{}/manifest.json", p.market.id),
    };
    let all: Vec<MarketSummary> = app.catalogue.markets().iter().map(|p| summary(p)).collect();
    Ok(view::json(&all))
}
