//! The desk's door: a one-time code printed at the start, then an opaque session.
//!
//! Invariant: the code opens once; a new one is printed when it was used. Sessions are stored as hashes.

use std::sync::PoisonError;

use axum::extract::{ConnectInfo, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::{Extension, Form};
use market_pages::{DeskLogin, pages};

use crate::app::{App, Shared};
use crate::error::{AppError, AppResult};
use crate::{clock, layers, secret, view};

/// Unused for so long, a session ends.
const IDLE_MS: i64 = 30 * 60 * 1_000;
/// However much it is used.
const ABSOLUTE_MS: i64 = 12 * 60 * 60 * 1_000;
const COOKIE: &str = "jangteo_desk";

/// Makes the next code and prints it, so that only who runs the server can read it.
///
/// # Errors
/// When the operating system gives no randomness.
pub fn new_code() -> Result<String, getrandom::Error> {
    let code = secret::typed_code()?;
    println!("desk code {code}");
    Ok(code)
}

/// Whether the request comes from an open session.
///
/// # Errors
/// When the store cannot be asked.
pub async fn is_open(app: &App, headers: &HeaderMap) -> AppResult<bool> {
    let Some(id) = cookie(headers) else { return Ok(false) };
    let hash = secret::sha256_hex(id.as_bytes());
    Ok(app.store.touch_session(&hash, clock::now_ms(), IDLE_MS, ABSOLUTE_MS).await?)
}

/// Refuses whoever is not at the desk.
///
/// # Errors
/// Unauthorized.
pub async fn require(app: &App, headers: &HeaderMap) -> AppResult<()> {
    if is_open(app, headers).await? { Ok(()) } else { Err(AppError::new(StatusCode::UNAUTHORIZED)) }
}

fn cookie(headers: &HeaderMap) -> Option<&str> {
    let values = headers.get_all(header::COOKIE).into_iter().filter_map(|v| v.to_str().ok());
    let mut pairs = values.flat_map(|v| v.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(name, _)| *name == COOKIE).map(|(_, value)| value)
}

/// `POST /desk/login`.
///
/// # Errors
/// When the store cannot be asked.
pub async fn login(
    State(app): State<Shared>,
    peer: Option<Extension<ConnectInfo<std::net::SocketAddr>>>,
    uri: Uri,
    Form(fields): Form<Vec<(String, String)>>,
) -> AppResult<Response> {
    let peer = layers::peer(peer.as_ref().map(|Extension(info)| info));
    let mut ctx = view::ctx(&app, &uri);
    ctx.path = "/desk".to_owned();
    ctx.lang = view::lang_of(&format!("lang={}", view::param(&fields, "lang")));
    if !app.limits.login.has(&peer) || !app.limits.login_all.has("") {
        let page = pages::desk_login(&ctx, &DeskLogin { refused: true, locked: true });
        return Ok((StatusCode::TOO_MANY_REQUESTS, view::private(page)).into_response());
    }
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let given = digits(view::param(&fields, "code"));
    let fits = {
        let mut code = app.desk_code.lock().unwrap_or_else(PoisonError::into_inner);
        // Hashes are compared, so that the time taken says nothing about the code.
        let fits = secret::sha256_hex(given.as_bytes()) == secret::sha256_hex(digits(&code).as_bytes());
        if fits {
            *code = new_code()?;
        }
        fits
    };
    if !fits {
        // Wrong codes count, right ones do not.
        let _ = (app.limits.login.take(&peer), app.limits.login_all.take(""));
        tracing::warn!("a wrong code was given at the desk");
        let page = pages::desk_login(&ctx, &DeskLogin { refused: true, locked: false });
        return Ok((StatusCode::FORBIDDEN, view::private(page)).into_response());
    }
    let id = secret::random_hex::<32>()?;
    app.store.begin_session(&secret::sha256_hex(id.as_bytes()), clock::now_ms()).await?;
    tracing::info!("somebody logged in at the desk");
    let link = ctx.link("/desk", &[]);
    Ok((set_cookie(&app, &id, ABSOLUTE_MS / 1_000)?, Redirect::to(&link)).into_response())
}

/// `POST /desk/logout`.
///
/// # Errors
/// When the store cannot be asked.
pub async fn logout(State(app): State<Shared>, headers: HeaderMap) -> AppResult<Response> {
    if let Some(id) = cookie(&headers) {
        app.store.end_session(&secret::sha256_hex(id.as_bytes())).await?;
    }
    Ok((set_cookie(&app, "", 0)?, Redirect::to("/desk")).into_response())
}

fn set_cookie(app: &App, id: &str, seconds: i64) -> AppResult<HeaderMap> {
    let secure = if app.is_https() { "; Secure" } else { "" };
    let text = format!("{COOKIE}={id}; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}{secure}");
    let mut headers = HeaderMap::new();
    headers.insert(header::SET_COOKIE, HeaderValue::from_str(&text).map_err(AppError::internal)?);
    Ok(headers)
}
