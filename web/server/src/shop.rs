//! The pages of shoppers: markets, one market, one stall, the walk.

use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, Uri, header};
use axum::response::Response;
use market_pages::{HomePage, MarketCard, MarketPage, ShoppingPage, StallPage, WalkPage, WayAnswer, pages};
use market_wire::role;

use crate::app::Shared;
use crate::error::{AppError, AppResult};
use crate::published::Published;
use crate::{shopping, view, way};

/// Longer search texts are cut.
const MAX_QUERY_CHARS: usize = 60;

/// What a page depends on besides the revision: the request, the minute, and what stalls say.
fn key(published: Option<&Published>, ctx: &market_pages::Ctx, uri: &Uri) -> String {
    let revision = published.map_or_else(String::new, |p| format!("{}#{}", p.market.id, p.number));
    format!("{revision} {uri} {:?} {:?} {:?} {}", ctx.lang, ctx.today, ctx.minute, ctx.live.tag())
}

/// The same for a page with a way: closed and crowded ways too.
fn key_of_way(published: &Published, ctx: &market_pages::Ctx, uri: &Uri, when: &way::When) -> String {
    format!("{} {:?}", key(Some(published), ctx, uri), when.now)
}

/// `/`: the list of markets.
///
/// # Errors
/// When rendering fails.
pub async fn home(State(app): State<Shared>, headers: HeaderMap, uri: Uri) -> AppResult<Response> {
    let ctx = view::ctx(&app, &uri);
    let markets = app.catalogue.markets();
    let revisions: Vec<String> = markets.iter().map(|p| format!("{}#{}", p.market.id, p.number)).collect();
    let key = format!("{} {}", revisions.join(" "), key(None, &ctx, &uri));
    let query = cut(view::param(&ctx.query, "q"));
    let render = move || {
        let cards = markets.iter().map(|p| card(p)).collect();
        pages::home(&ctx, &HomePage { markets: cards, query })
    };
    view::cached(&app, &headers, key, render).await
}

fn card(published: &Published) -> MarketCard {
    let market = &published.market;
    MarketCard {
        id: market.id.clone(),
        names: market.names.clone(),
        status: market.status,
        kind: market.kind,
        market_days: market.market_days.clone(),
        hours: market.hours.clone(),
        address: market.address.clone(),
        about: market.about.clone(),
        counts: published.manifest.counts,
        plan_url: published.manifest.file(role::PLAN_SVG).map(|f| format!("/a/{}", f.path)),
    }
}

/// `/m/{market}`: search, list, plan, way.
///
/// # Errors
/// Not found.
pub async fn market(
    State(app): State<Shared>,
    Path(market): Path<String>,
    headers: HeaderMap,
    uri: Uri,
) -> AppResult<Response> {
    let published = app.market(&market)?;
    let ctx = view::ctx_of(&app, &published, &uri);
    let when = way::When::new(&app, published.market.id.as_str(), "")?;
    let key = key_of_way(&published, &ctx, &uri, &when);
    let render = move || {
        let (way, answer) = way::for_page(&published, &when, &ctx.query);
        let page = MarketPage {
            market: &published.market,
            index: Some(&published.index),
            plan_svg: &published.plan_svg,
            query: cut(view::param(&ctx.query, "q")),
            way,
            answer,
            crowds: when.now.for_page(),
        };
        pages::market(&ctx, &page)
    };
    view::cached(&app, &headers, key, render).await
}

/// `/m/{market}/s/{stall}`: one stall; with `?fragment=1` a piece of HTML for the panel beside the 3D view.
///
/// # Errors
/// Not found.
pub async fn stall(
    State(app): State<Shared>,
    Path((market, stall)): Path<(String, String)>,
    headers: HeaderMap,
    uri: Uri,
) -> AppResult<Response> {
    let published = app.market(&market)?;
    if published.market.stall(&stall).is_none() {
        return Err(AppError::not_found());
    }
    let ctx = view::ctx_of(&app, &published, &uri);
    let photo = crate::files::photo_of(&app, &published.market, &format!("stall:{stall}"));
    let key = format!("{} {photo:?}", key(Some(&published), &ctx, &uri));
    let render = move || {
        let Some(stall) = published.market.stall(&stall) else { return String::new() };
        let page = StallPage { market: &published.market, stall, plan_svg: &published.plan_svg, photo };
        if view::param(&ctx.query, "fragment") == "1" {
            pages::stall_fragment(&ctx, &page)
        } else {
            pages::stall(&ctx, &page)
        }
    };
    view::cached(&app, &headers, key, render).await
}

/// `/m/{market}/list`: a shopping list in the order in which it is walked best, or a tour.
///
/// # Errors
/// Not found; too often.
pub async fn list(
    State(app): State<Shared>,
    Path(market): Path<String>,
    peer: Option<axum::Extension<axum::extract::ConnectInfo<std::net::SocketAddr>>>,
    headers: HeaderMap,
    uri: Uri,
) -> AppResult<Response> {
    let peer = crate::layers::peer(peer.as_ref().map(|axum::Extension(info)| info));
    app.limits.routes.take(&peer).map_err(AppError::too_often)?;
    let published = app.market(&market)?;
    let ctx = view::ctx_of(&app, &published, &uri);
    let when = way::When::new(&app, published.market.id.as_str(), "")?;
    let key = key_of_way(&published, &ctx, &uri, &when);
    let render = move || {
        let asked = shopping::Asked::new(&ctx.query);
        let answer = shopping::answer(&published, &when, &ctx, &asked);
        let shopping::Asked { wishes, tour, way } = asked;
        let page = ShoppingPage {
            market: &published.market,
            plan_svg: &published.plan_svg,
            wishes,
            tour,
            way,
            answer,
        };
        pages::shopping(&ctx, &page)
    };
    view::cached(&app, &headers, key, render).await
}

/// `/m/{market}/3d`: the walk in 3D.
///
/// # Errors
/// Not found.
pub async fn walk(
    State(app): State<Shared>,
    Path(market): Path<String>,
    headers: HeaderMap,
    uri: Uri,
) -> AppResult<Response> {
    let published = app.market(&market)?;
    let ctx = view::ctx_of(&app, &published, &uri);
    let when = way::When::new(&app, published.market.id.as_str(), "")?;
    let photos = crate::files::photos_of(&app, &published.market);
    let key = format!("{} {photos:?}", key_of_way(&published, &ctx, &uri, &when));
    let render = move || {
        let (way, answer) = walk_of(&published, &when, &ctx);
        let page = WalkPage {
            market: &published.market,
            plan_svg: &published.plan_svg,
            manifest_url: format!("/m/{}/manifest.json", published.market.id),
            scene_url: published.manifest.file(role::SCENE).map(|f| format!("/a/{}", f.path)),
            stall: published.market.stall(view::param(&ctx.query, "stall")).map(|s| s.id.clone()),
            way,
            answer,
            crowds: when.now.for_page(),
            photos,
        };
        pages::walk(&ctx, &page)
    };
    view::cached(&app, &headers, key, render).await
}

/// The way to show in the walk: that of a shopping list or a tour, else the one from a place to another.
fn walk_of(
    published: &Published,
    when: &way::When,
    ctx: &market_pages::Ctx,
) -> (market_pages::WayQuery, WayAnswer) {
    let asked = shopping::Asked::new(&ctx.query);
    if asked.is_empty() {
        return way::for_page(published, when, &ctx.query);
    }
    let route = shopping::answer(published, when, ctx, &asked).route;
    (asked.way, route.map_or(WayAnswer::NoWay, WayAnswer::Found))
}

/// `/m/{market}/manifest.json`: what the current revision is made of.
///
/// # Errors
/// Not found.
pub async fn manifest(State(app): State<Shared>, Path(market): Path<String>) -> AppResult<Response> {
    let published = app.market(&market)?;
    let mut response = Response::new(axum::body::Body::from(published.manifest_json.clone()));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    Ok(response)
}

/// `/m/{market}/app.webmanifest`: the market as an installed program.
///
/// # Errors
/// Not found.
pub async fn app_manifest(
    State(app): State<Shared>,
    Path(market): Path<String>,
    uri: Uri,
) -> AppResult<Response> {
    let published = app.market(&market)?;
    let text = pages::app_manifest(&view::ctx(&app, &uri), &published.market);
    let mut response = Response::new(axum::body::Body::from(text));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/manifest+json"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    Ok(response)
}

/// `/healthz`: whether the database answers and every market has a revision.
///
/// # Errors
/// When the database is away.
pub async fn health(State(app): State<Shared>) -> AppResult<Response> {
    app.store.ping().await?;
    let markets = app.catalogue.markets().len();
    Ok(view::json(&serde_json::json!({ "status": "ok", "markets": markets })))
}

fn cut(text: &str) -> String {
    text.chars().take(MAX_QUERY_CHARS).collect()
}
