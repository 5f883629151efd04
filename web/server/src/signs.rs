//! "You are here": the pages of gates, codes of gates and stalls, and sheets of signs to print.

use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, Uri, header};
use axum::response::{IntoResponse as _, Response};
use market_model::{Aisle, Gate, Market, Stall};
use market_pages::{HerePage, RoutePoint, Sign, SignsPage, gate_path, pages, stall_path};

use crate::app::Shared;
use crate::error::{AppError, AppResult};
use crate::published::Published;
use crate::{desk, qr, session, view};

/// `/m/{market}/g/{gate}`: where one stands.
///
/// # Errors
/// Not found.
pub async fn here(
    State(app): State<Shared>,
    Path((market, gate)): Path<(String, String)>,
    headers: HeaderMap,
    uri: Uri,
) -> AppResult<Response> {
    let published = app.market(&market)?;
    gate_of(&published.market, &gate)?;
    let ctx = view::ctx_of(&app, &published, &uri);
    let key = format!("{}#{} {uri} {:?} {}", published.market.id, published.number, ctx.lang, ctx.live.tag());
    let render = move || {
        let market = &published.market;
        let Ok(gate) = gate_of(market, &gate) else { return String::new() };
        let (point, at) = place(market, gate);
        pages::here(&ctx, &HerePage { market, gate, plan_svg: &published.plan_svg, point, at })
    };
    view::cached(&app, &headers, key, render).await
}

fn gate_of<'a>(market: &'a Market, id: &str) -> AppResult<&'a Gate> {
    market.gates.iter().find(|g| g.id.as_str() == id).ok_or_else(AppError::not_found)
}

/// Where one stands in a gate, and the same for the walk in 3D, looking into the market: `east,up,south,degrees`.
fn place(market: &Market, gate: &Gate) -> (RoutePoint, String) {
    let aisle = market.aisle(&gate.place.aisle);
    let level = aisle.and_then(|a| market.level(&a.level));
    let at = gate.place.point;
    let point = RoutePoint {
        x_mm: at.x,
        y_mm: at.y,
        z_mm: level.map_or(0, |l| l.elevation.0),
        level: level.map_or_else(String::new, |l| l.id.to_string()),
    };
    let (east, north) = aisle.map_or((0.0, 1.0), |a| inwards(a, gate));
    let degrees = market_model::math::atan2(east, north).to_degrees().rem_euclid(360.0);
    let metres = |mm: i32| f64::from(mm) / 1_000.0;
    let text = format!(
        "{:.2},{:.2},{:.2},{degrees:.0}",
        metres(point.x_mm),
        metres(point.z_mm),
        -metres(point.y_mm)
    );
    (point, text)
}

/// The direction from a gate along its aisle: to the end that is farther away.
fn inwards(aisle: &Aisle, gate: &Gate) -> (f64, f64) {
    let at = gate.place.point;
    let far = aisle.line.iter().max_by_key(|p| p.distance_mm(at) as i64).copied().unwrap_or(at);
    (f64::from(far.x - at.x), f64::from(far.y - at.y))
}

/// `/m/{market}/s/{stall}/qr.svg`: the code of a stall's page.
///
/// # Errors
/// Not found; the server's own address is not known.
pub async fn stall_qr(
    State(app): State<Shared>,
    Path((market, stall)): Path<(String, String)>,
    headers: HeaderMap,
) -> AppResult<Response> {
    let published = app.market(&market)?;
    let stall = published.market.stall(&stall).ok_or_else(AppError::not_found)?;
    drawing(&format!("{}{}", qr::base(&app, &headers)?, stall_path(&published.market.id, stall.id.as_str())))
}

/// `/m/{market}/g/{gate}/qr.svg`: the code of a gate's page.
///
/// # Errors
/// Not found; the server's own address is not known.
pub async fn gate_qr(
    State(app): State<Shared>,
    Path((market, gate)): Path<(String, String)>,
    headers: HeaderMap,
) -> AppResult<Response> {
    let published = app.market(&market)?;
    let gate = gate_of(&published.market, &gate)?;
    drawing(&format!("{}{}", qr::base(&app, &headers)?, gate_path(&published.market.id, gate.id.as_str())))
}

fn drawing(url: &str) -> AppResult<Response> {
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("image/svg+xml")),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-cache")),
    ];
    Ok((headers, qr::svg(url)?).into_response())
}

/// `/desk/signs?market=&of=`: sheets of signs, of the gates or of one aisle.
///
/// # Errors
/// Not at the desk; not found; the server's own address is not known.
pub async fn sheet(State(app): State<Shared>, headers: HeaderMap, uri: Uri) -> AppResult<Response> {
    session::require(&app, &headers).await?;
    let ctx = view::ctx(&app, &uri);
    let published = app.market(view::param(&ctx.query, "market"))?;
    let of = view::param(&ctx.query, "of").to_owned();
    let of = if of.is_empty() { "gates".to_owned() } else { of };
    let base = qr::base(&app, &headers)?;
    let html = tokio::task::spawn_blocking(move || {
        let market = &published.market;
        let signs = if of == "gates" {
            market.gates.iter().map(|g| gate_sign(market, &base, g)).collect::<AppResult<Vec<_>>>()?
        } else {
            let stalls = market.stalls.iter().filter(|s| s.aisle.as_str() == of);
            stalls.map(|s| stall_sign(&published, &base, s)).collect::<AppResult<Vec<_>>>()?
        };
        Ok::<_, AppError>(pages::signs(&ctx, &SignsPage { market, of, signs }))
    })
    .await??;
    Ok(view::private(html))
}

fn gate_sign(market: &Market, base: &str, gate: &Gate) -> AppResult<Sign> {
    let url = format!("{base}{}", gate_path(&market.id, gate.id.as_str()));
    Ok(Sign { qr_svg: qr::svg(&url)?, code: gate.names.ko.clone(), name: String::new(), url, is_gate: true })
}

fn stall_sign(published: &Published, base: &str, stall: &Stall) -> AppResult<Sign> {
    let url = format!("{base}{}", stall_path(&published.market.id, stall.id.as_str()));
    let name = desk::stall_name(published, stall);
    Ok(Sign { qr_svg: qr::svg(&url)?, code: stall.code.clone(), name, url, is_gate: false })
}
