//! The desk of the digital manager: review, orders, riders, builds.

use axum::Form;
use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use axum::response::{IntoResponse, Redirect, Response};
use market_model::{Lang, Market, MarketId, MarketStatus, Names, Problem};
use market_pages::{Ctx, DeskLogin, DeskMarket, DeskNotice, DeskPage, pages};
use market_wire::Counts;

use crate::app::Shared;
use crate::error::{AppError, AppResult};
use crate::published::Published;
use crate::{again, board, conditions, orders, review, session, view};

/// `GET /desk`: the desk, or its door.
///
/// # Errors
/// When the store cannot be read.
pub async fn page(State(app): State<Shared>, headers: HeaderMap, uri: Uri) -> AppResult<Response> {
    let ctx = view::ctx(&app, &uri);
    if !session::is_open(&app, &headers).await? {
        return Ok(view::private(pages::desk_login(&ctx, &DeskLogin::default())));
    }
    let mut page = DeskPage { notice: notice(&ctx), ..DeskPage::default() };
    for id in app.store.markets().await? {
        let market = MarketId::new(&id).map_err(AppError::internal)?;
        let published = app.catalogue.market(&id);
        page.markets.push(market_row(&app, &market, published.as_deref()).await?);
        page.pending.extend(review::pending(&app, &market).await?);
        // Without a revision there is nothing to deliver from.
        let Some(published) = published else { continue };
        board::fill(&app, &published, &mut page, ctx.lang).await?;
    }
    page.check = board::check(&app, view::param(&ctx.query, "check")).await?;
    let html = tokio::task::spawn_blocking(move || pages::desk(&ctx, &page)).await?;
    Ok(view::private(html))
}

async fn market_row(app: &Shared, id: &MarketId, published: Option<&Published>) -> AppResult<DeskMarket> {
    let last = app.store.last_build(id.as_str()).await?;
    let problems: Vec<Problem> =
        last.and_then(|b| serde_json::from_str(&b.problems).ok()).unwrap_or_default();
    let building = app.is_building(id.as_str());
    let Some(published) = published else {
        return Ok(DeskMarket {
            id: id.clone(),
            names: Names::ko(id.as_str()),
            status: MarketStatus::Draft,
            revision: String::new(),
            counts: Counts::default(),
            building,
            problems,
            addresses: Vec::new(),
            stalls: Vec::new(),
            conditions: Vec::new(),
            closable: Vec::new(),
            said: Vec::new(),
        });
    };
    let market = &published.market;
    Ok(DeskMarket {
        id: market.id.clone(),
        names: market.names.clone(),
        status: market.status,
        revision: published.manifest.revision.clone(),
        counts: published.manifest.counts,
        building,
        problems,
        addresses: market.addresses.iter().map(|a| (a.id.to_string(), a.label.clone())).collect(),
        stalls: market.stalls.iter().map(|s| (s.code.clone(), stall_name(published, s))).collect(),
        conditions: app.conditions.of(market.id.as_str()).for_desk(market),
        closable: closable(market),
        said: crate::today::for_desk(app, published),
    })
}

fn closable(market: &Market) -> Vec<(String, String)> {
    let gates = market.gates.iter().map(|g| (format!("gate:{}", g.id), g.names.ko.clone()));
    let aisles = market.aisles.iter().map(|a| (format!("aisle:{}", a.id), a.names.ko.clone()));
    gates.chain(aisles).collect()
}

/// The name on a stall's sign; empty without a merchant.
pub fn stall_name(published: &Published, stall: &market_model::Stall) -> String {
    let merchant = stall.merchant.as_ref().and_then(|id| published.market.merchant(id));
    merchant.map_or_else(String::new, |m| m.names.get(Lang::Ko).to_owned())
}

/// `POST /desk/review`.
///
/// # Errors
/// Not at the desk.
pub async fn review_form(
    State(app): State<Shared>,
    headers: HeaderMap,
    Form(fields): Form<Vec<(String, String)>>,
) -> AppResult<Response> {
    session::require(&app, &headers).await?;
    let done = review::form(&app, &fields).await?;
    Ok(back(&fields, done))
}

/// `POST /desk/orders`.
///
/// # Errors
/// Not at the desk.
pub async fn order_form(
    State(app): State<Shared>,
    headers: HeaderMap,
    Form(fields): Form<Vec<(String, String)>>,
) -> AppResult<Response> {
    session::require(&app, &headers).await?;
    let done = orders::form(&app, &fields).await?;
    Ok(back(&fields, done))
}

/// `POST /desk/plan`.
///
/// # Errors
/// Not at the desk.
pub async fn plan_form(
    State(app): State<Shared>,
    headers: HeaderMap,
    Form(fields): Form<Vec<(String, String)>>,
) -> AppResult<Response> {
    session::require(&app, &headers).await?;
    let done = crate::plan::form(&app, &fields).await?;
    Ok(back(&fields, done))
}

/// `POST /desk/replan`.
///
/// # Errors
/// Not at the desk.
pub async fn replan_form(
    State(app): State<Shared>,
    headers: HeaderMap,
    Form(fields): Form<Vec<(String, String)>>,
) -> AppResult<Response> {
    session::require(&app, &headers).await?;
    let done = again::form(&app, &fields).await?;
    Ok(back(&fields, done))
}

/// `POST /desk/conditions`.
///
/// # Errors
/// Not at the desk.
pub async fn conditions_form(
    State(app): State<Shared>,
    headers: HeaderMap,
    Form(fields): Form<Vec<(String, String)>>,
) -> AppResult<Response> {
    session::require(&app, &headers).await?;
    let done = conditions::form(&app, &fields).await?;
    Ok(back(&fields, done))
}

/// Back to the desk, where the address says what was done: reloading does nothing twice.
fn back(fields: &[(String, String)], done: DeskNotice) -> Response {
    let (name, n) = match done {
        DeskNotice::None => ("", 0),
        DeskNotice::Accepted(n) => ("accepted", n),
        DeskNotice::Returned(n) => ("returned", n),
        DeskNotice::OrderTaken => ("order", 0),
        DeskNotice::Planned => ("planned", 0),
        DeskNotice::PlanFailed => ("plan-failed", 0),
        DeskNotice::NoRider => ("no-rider", 0),
        DeskNotice::Replanned => ("replanned", 0),
        DeskNotice::ReplannedPartly => ("replanned-partly", 0),
        DeskNotice::ConditionsSet => ("conditions", 0),
        DeskNotice::OrderCancelled => ("cancelled", 0),
        DeskNotice::Incomplete => ("incomplete", 0),
    };
    let lang = view::lang_of(&format!("lang={}", view::param(fields, "lang")));
    let link = Ctx { lang, ..Ctx::default() }.link("/desk", &[("done", name), ("n", &n.to_string())]);
    Redirect::to(&link).into_response()
}

fn notice(ctx: &Ctx) -> DeskNotice {
    let n = view::param(&ctx.query, "n").parse().unwrap_or(0);
    match view::param(&ctx.query, "done") {
        "accepted" => DeskNotice::Accepted(n),
        "returned" => DeskNotice::Returned(n),
        "order" => DeskNotice::OrderTaken,
        "planned" => DeskNotice::Planned,
        "plan-failed" => DeskNotice::PlanFailed,
        "no-rider" => DeskNotice::NoRider,
        "replanned" => DeskNotice::Replanned,
        "replanned-partly" => DeskNotice::ReplannedPartly,
        "conditions" => DeskNotice::ConditionsSet,
        "cancelled" => DeskNotice::OrderCancelled,
        "incomplete" => DeskNotice::Incomplete,
        _ => DeskNotice::None,
    }
}
