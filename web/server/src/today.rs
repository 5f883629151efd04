//! The page on which a stall says what holds today: behind a secret link for merchants, behind the session for the desk.

use axum::Form;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::{IntoResponse, Redirect, Response};
use market_model::{Market, Stall};
use market_pages::{Ctx, DeskSaid, TodayDesk, TodayNotice, TodayPage, pages};
use market_wire::{LiveState, Special};

use crate::app::Shared;
use crate::error::{AppError, AppResult};
use crate::live::{self, Change};
use crate::published::Published;
use crate::{clock, codes, desk, qr, session, view};

/// Longer names of specials are cut.
const MAX_WHAT_CHARS: usize = 40;
/// Nothing in a market costs more, in won.
const MAX_WON: u32 = 100_000_000;

/// The fields of the page's forms.
pub const FIELDS: &[&str] = &["do", "gone", "back", "good", "what", "won", "lang"];

/// Who speaks for a stall.
enum Voice {
    /// Its merchant, by this secret.
    Link(String),
    /// The desk.
    Desk,
}

/// `GET /m/{market}/s/{stall}/today/{token}`.
///
/// # Errors
/// Not found: unknown stall, or a link that does not open it.
pub async fn by_link(
    State(app): State<Shared>,
    Path((market, stall, token)): Path<(String, String, String)>,
    uri: Uri,
) -> AppResult<Response> {
    let published = enter(&app, &market, &stall, &token).await?;
    render(app, published, stall, Voice::Link(token), None, &uri).await
}

/// `GET /m/{market}/s/{stall}/today`.
///
/// # Errors
/// Not at the desk; not found.
pub async fn by_desk(
    State(app): State<Shared>,
    Path((market, stall)): Path<(String, String)>,
    headers: HeaderMap,
    uri: Uri,
) -> AppResult<Response> {
    session::require(&app, &headers).await?;
    let published = app.market(&market)?;
    let stall = published.market.stall(&stall).ok_or_else(AppError::not_found)?.id.to_string();
    let path = merchant_path(&app, &market, &stall).await?;
    let link = format!("{}{path}", qr::base(&app, &headers)?);
    let desk = TodayDesk { qr_svg: qr::svg(&link)?, link };
    render(app, published, stall, Voice::Desk, Some(desk), &uri).await
}

/// `POST /m/{market}/s/{stall}/today/{token}`.
///
/// # Errors
/// Not found; too often; when the store refuses.
pub async fn say_by_link(
    State(app): State<Shared>,
    Path((market, stall, token)): Path<(String, String, String)>,
    Form(fields): Form<Vec<(String, String)>>,
) -> AppResult<Response> {
    let published = enter(&app, &market, &stall, &token).await?;
    let stall = published.market.stall(&stall).ok_or_else(AppError::not_found)?;
    say(&app, &published, stall, &Voice::Link(token), &fields).await
}

/// `POST /m/{market}/s/{stall}/today`.
///
/// # Errors
/// Not at the desk; not found; when the store refuses.
pub async fn say_by_desk(
    State(app): State<Shared>,
    Path((market, stall)): Path<(String, String)>,
    headers: HeaderMap,
    Form(fields): Form<Vec<(String, String)>>,
) -> AppResult<Response> {
    session::require(&app, &headers).await?;
    let published = app.market(&market)?;
    let stall = published.market.stall(&stall).ok_or_else(AppError::not_found)?;
    if view::param(&fields, "do") == "renew" {
        app.store.renew_stall_link(&market, stall.id.as_str()).await?;
        return Ok(back(&published.market, stall, &Voice::Desk, "renewed", &fields));
    }
    say(&app, &published, stall, &Voice::Desk, &fields).await
}

/// `GET /desk/stall?market=&stall=`: from a stall's number or name to its page.
///
/// # Errors
/// Not at the desk; not found.
pub async fn find(State(app): State<Shared>, headers: HeaderMap, uri: Uri) -> AppResult<Response> {
    session::require(&app, &headers).await?;
    let ctx = view::ctx(&app, &uri);
    let published = app.market(view::param(&ctx.query, "market"))?;
    let market = &published.market;
    let asked = view::param(&ctx.query, "stall");
    let named = |s: &&Stall| desk::stall_name(&published, s) == asked;
    let by_code = market.stall(asked).or_else(|| market.stalls.iter().find(|s| s.code == asked));
    let stall = by_code.or_else(|| market.stalls.iter().find(named)).ok_or_else(AppError::not_found)?;
    let path = format!("{}/today", market_pages::stall_path(&market.id, stall.id.as_str()));
    Ok(Redirect::to(&ctx.link(&path, &[])).into_response())
}

/// What stalls said, for the desk.
#[must_use]
pub fn for_desk(app: &Shared, published: &Published) -> Vec<DeskSaid> {
    let feed = app.live.whole(&published.market, clock::now_ms());
    let said = |(id, live): (&String, &market_wire::LiveStall)| {
        let stall = published.market.stall(id)?;
        let label = format!("{} {}", stall.code, desk::stall_name(published, stall)).trim().to_owned();
        Some(DeskSaid { stall: stall.id.clone(), label, live: live.clone() })
    };
    feed.stalls.iter().filter_map(said).collect()
}

/// The path that opens a stall's page for its merchant.
async fn merchant_path(app: &Shared, market: &str, stall: &str) -> AppResult<String> {
    let number = app.store.stall_link(market, stall).await?;
    let token = codes::stall_token(app, market, stall, number);
    let market = market_model::MarketId::new(market).map_err(AppError::internal)?;
    Ok(format!("{}/today/{token}", market_pages::stall_path(&market, stall)))
}

async fn enter(app: &Shared, market: &str, stall: &str, token: &str) -> AppResult<std::sync::Arc<Published>> {
    let published = app.market(market)?;
    let known = published.market.stall(stall).ok_or_else(AppError::not_found)?;
    let number = app.store.stall_link(market, known.id.as_str()).await?;
    let right = codes::stall_token(app, market, known.id.as_str(), number);
    // Hashes are compared, so that the time taken says nothing about the secret.
    let same = crate::secret::sha256_hex(right.as_bytes()) == crate::secret::sha256_hex(token.as_bytes());
    if same { Ok(published) } else { Err(AppError::not_found()) }
}

async fn render(
    app: Shared,
    published: std::sync::Arc<Published>,
    stall: String,
    voice: Voice,
    desk: Option<TodayDesk>,
    uri: &Uri,
) -> AppResult<Response> {
    let ctx = view::ctx_of(&app, &published, uri);
    let notice = match view::param(&ctx.query, "done") {
        "told" => TodayNotice::Told,
        "incomplete" => TodayNotice::Incomplete,
        "renewed" => TodayNotice::Renewed,
        _ => TodayNotice::None,
    };
    let html = tokio::task::spawn_blocking(move || {
        let stall = published.market.stall(&stall)?;
        let action = path(&published.market, stall, &voice);
        Some(pages::today(&ctx, &TodayPage { market: &published.market, stall, action, notice, desk }))
    })
    .await?;
    html.map(view::private).ok_or_else(AppError::not_found)
}

fn path(market: &Market, stall: &Stall, voice: &Voice) -> String {
    let stall = market_pages::stall_path(&market.id, stall.id.as_str());
    match voice {
        Voice::Link(token) => format!("{stall}/today/{token}"),
        Voice::Desk => format!("{stall}/today"),
    }
}

async fn say(
    app: &Shared,
    published: &Published,
    stall: &Stall,
    voice: &Voice,
    fields: &[(String, String)],
) -> AppResult<Response> {
    let market = &published.market;
    app.limits.words.take(&format!("{} {}", market.id, stall.id)).map_err(AppError::too_often)?;
    let done = match change(market, stall, fields) {
        Some(change) => {
            live::say(app, published, stall, change, matches!(voice, Voice::Desk)).await?;
            "told"
        }
        None => "incomplete",
    };
    Ok(back(market, stall, voice, done, fields))
}

/// Back to the page, where the address says what was done: reloading does nothing twice.
fn back(market: &Market, stall: &Stall, voice: &Voice, done: &str, fields: &[(String, String)]) -> Response {
    let lang = view::lang_of(&format!("lang={}", view::param(fields, "lang")));
    let link = Ctx { lang, ..Ctx::default() }.link(&path(market, stall, voice), &[("done", done)]);
    (StatusCode::SEE_OTHER, Redirect::to(&link)).into_response()
}

fn change(market: &Market, stall: &Stall, fields: &[(String, String)]) -> Option<Change> {
    let field = |name| view::param(fields, name);
    let merchant = stall.merchant.as_ref();
    let own = |id: &str| market.goods.iter().find(|g| g.id.as_str() == id && Some(&g.merchant) == merchant);
    match field("do") {
        "open" => Some(Change::State(Some(LiveState::Open))),
        "closed" => Some(Change::State(Some(LiveState::Closed))),
        "sold-out" => Some(Change::State(Some(LiveState::SoldOut))),
        "usual" => Some(Change::Usual),
        "no-special" => Some(Change::Special(None)),
        "special" => {
            let good = own(field("good"));
            let typed: String =
                field("what").chars().filter(|c| !c.is_control()).take(MAX_WHAT_CHARS).collect();
            let what = good.map_or(typed.trim(), |g| g.names.ko.as_str()).to_owned();
            let won = field("won").replace([',', ' '], "");
            let won = won.strip_suffix('원').unwrap_or(&won);
            let won = if won.is_empty() {
                None
            } else {
                Some(won.parse().ok().filter(|w| (1..=MAX_WON).contains(w))?)
            };
            let (good, origin) = good.map(|g| (g.id.to_string(), g.origin.clone())).unwrap_or_default();
            (!what.is_empty()).then_some(Change::Special(Some(Special { what, good, won, origin })))
        }
        "" => match (own(field("gone")), own(field("back"))) {
            (Some(good), _) => Some(Change::Gone(good.id.to_string())),
            (_, Some(good)) => Some(Change::Back(good.id.to_string())),
            _ => None,
        },
        _ => None,
    }
}
