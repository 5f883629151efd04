//! Delivery plans: made on demand from the open orders, and the links by which riders see their stops.

use market_pages::{DeskNotice, DeskRider};

use crate::app::{App, Shared};
use crate::error::AppResult;
use crate::published::Published;
use crate::view;

/// The desk's form.
///
/// # Errors
/// When the store refuses.
pub async fn form(app: &App, fields: &[(String, String)]) -> AppResult<DeskNotice> {
    let Ok(_published) = app.market(view::param(fields, "market")) else { return Ok(DeskNotice::Incomplete) };
    app.store.ping().await?;
    Ok(DeskNotice::PlanFailed)
}

/// The riders of today's plans.
///
/// # Errors
/// When the store cannot be read.
pub async fn for_desk(app: &Shared, _published: &Published) -> AppResult<Vec<DeskRider>> {
    app.store.ping().await?;
    Ok(Vec::new())
}
