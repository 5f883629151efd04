//! One function a page: plain data in, a complete HTML document out.

use crate::{Ctx, DeskLogin, DeskPage, ErrorPage, HomePage, MarketPage, RiderPage, StallPage, WalkPage};

/// `/`: the list of markets.
#[must_use]
pub fn home(ctx: &Ctx, page: &HomePage) -> String {
    format!("{}{}", ctx.path, page.markets.len())
}

/// `/m/{market}`: search, list, plan, way.
#[must_use]
pub fn market(ctx: &Ctx, page: &MarketPage<'_>) -> String {
    format!("{}{}", ctx.path, page.market.id)
}

/// `/m/{market}/s/{stall}`: one stall.
#[must_use]
pub fn stall(ctx: &Ctx, page: &StallPage<'_>) -> String {
    format!("{}{}", ctx.path, page.stall.id)
}

/// `/m/{market}/s/{stall}?fragment=1`: the same stall as a piece of HTML for the panel beside the 3D view.
#[must_use]
pub fn stall_fragment(ctx: &Ctx, page: &StallPage<'_>) -> String {
    format!("{}{}", ctx.path, page.stall.id)
}

/// `/m/{market}/3d`: the walk in 3D.
#[must_use]
pub fn walk(ctx: &Ctx, page: &WalkPage<'_>) -> String {
    format!("{}{}", ctx.path, page.market.id)
}

/// `/m/{market}/rider/{token}`: a rider's stops.
#[must_use]
pub fn rider(ctx: &Ctx, page: &RiderPage<'_>) -> String {
    format!("{}{}", ctx.path, page.rider)
}

/// `/desk` before the code was given.
#[must_use]
pub fn desk_login(ctx: &Ctx, page: &DeskLogin) -> String {
    format!("{}{}", ctx.path, page.refused)
}

/// `/desk`: review, orders, riders.
#[must_use]
pub fn desk(ctx: &Ctx, page: &DeskPage) -> String {
    format!("{}{}", ctx.path, page.pending.len())
}

/// Anything that went wrong.
#[must_use]
pub fn error(ctx: &Ctx, page: &ErrorPage) -> String {
    format!("{}{}", ctx.path, page.status)
}
