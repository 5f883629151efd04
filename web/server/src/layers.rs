//! What is around every handler: request id, log line, limits of size, time and number, panics, errors, headers.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use axum::body::{Body, Bytes};
use axum::extract::{ConnectInfo, MatchedPath, Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http_body_util::BodyExt as _;
use market_model::Lang;
use market_wire::ApiError;

use crate::app::Shared;
use crate::error::AppError;
use crate::{encode, routes, secret, view};

/// How long a handler may read.
const READ_TIME: Duration = Duration::from_secs(10);
/// How long a handler may write or plan, the arrival of the body included.
const WRITE_TIME: Duration = Duration::from_secs(20);
/// Larger answers are files, which are packed already.
const MAX_PACKED_ON_THE_WAY: u64 = 4 * 1024 * 1024;

/// Strict: no inline script, no inline style, nothing from elsewhere.
const CSP: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
     img-src 'self' blob: data:; connect-src 'self'; worker-src 'self' blob:; font-src 'self'; \
     manifest-src 'self'; media-src 'none'; object-src 'none'; base-uri 'none'; form-action 'self'; \
     frame-ancestors 'none'";

/// The peer's address, as the key of its limits.
#[must_use]
pub fn peer(request_peer: Option<&ConnectInfo<SocketAddr>>) -> String {
    request_peer.map_or_else(String::new, |ConnectInfo(address)| address.ip().to_string())
}

/// The outermost layer.
pub async fn around(State(app): State<Shared>, request: Request, next: Next) -> Response {
    let began = Instant::now();
    let request_id = secret::random_hex::<8>().unwrap_or_default();
    let method = request.method().clone();
    // The pattern, not the path: a path may hold a rider's secret.
    let route = request.extensions().get::<MatchedPath>().map_or("-", MatchedPath::as_str).to_owned();
    let about = About {
        is_api: is_api(request.uri().path()),
        lang: view::lang_of(request.uri().query().unwrap_or_default()),
        path: request.uri().path().to_owned(),
        brotli: encode::accepts_brotli(request.headers()) && method != Method::HEAD,
    };
    let response = limited(&app, &route, request, next).await;
    let mut response = finish(response, &request_id, &about).await;
    add_headers(&app, response.headers_mut(), &request_id);
    let status = response.status().as_u16();
    let duration_ms = u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX);
    if status >= 500 {
        tracing::warn!(%request_id, %method, route, status, duration_ms, "answered");
    } else {
        tracing::info!(%request_id, %method, route, status, duration_ms, "answered");
    }
    response
}

/// What the answer must know of the request.
struct About {
    is_api: bool,
    lang: Lang,
    path: String,
    brotli: bool,
}

/// Whether failures at this address are told in JSON, not as a page.
#[must_use]
pub fn is_api(path: &str) -> bool {
    path.starts_with("/api/") || path.ends_with(".json") || path == "/healthz"
}

/// Limits of number, size and time.
async fn limited(app: &Shared, route: &str, request: Request, next: Next) -> Response {
    let Ok(_slot) = app.requests.try_acquire() else {
        return AppError::new(StatusCode::SERVICE_UNAVAILABLE).into_response();
    };
    let length =
        request.headers().get(header::CONTENT_LENGTH).and_then(|v| v.to_str().ok()?.parse::<usize>().ok());
    if length.is_some_and(|length| length > routes::body_limit(route)) {
        return AppError::new(StatusCode::PAYLOAD_TOO_LARGE).into_response();
    }
    let time = if matches!(*request.method(), Method::GET | Method::HEAD) { READ_TIME } else { WRITE_TIME };
    match tokio::time::timeout(time, next.run(request)).await {
        Ok(response) => response,
        Err(_) => AppError {
            cause: Some("out of time".to_owned()),
            ..AppError::new(StatusCode::SERVICE_UNAVAILABLE)
        }
        .into_response(),
    }
}

/// Makes the body of a failure, and packs what is worth packing.
async fn finish(mut response: Response, request_id: &str, about: &About) -> Response {
    let status = response.status();
    let told = response.extensions_mut().remove::<AppError>();
    if told.is_some() || status.is_client_error() || status.is_server_error() {
        let error = told.unwrap_or_else(|| AppError::new(status));
        if let Some(cause) = &error.cause {
            tracing::error!(%request_id, status = status.as_u16(), cause, "a request failed");
        }
        let allow = response.headers_mut().remove(header::ALLOW);
        response = failure(&error, request_id, about);
        if let Some(allow) = allow {
            response.headers_mut().insert(header::ALLOW, allow);
        }
    }
    pack(response, about.brotli).await
}

fn failure(error: &AppError, request_id: &str, about: &About) -> Response {
    let mut response = if about.is_api {
        let body = ApiError {
            code: error.code,
            message: error.text().get(about.lang).to_owned(),
            request_id: request_id.to_owned(),
        };
        view::json(&body)
    } else {
        view::error_page(error, request_id, about.lang, &about.path)
    };
    *response.status_mut() = error.status;
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Some(seconds) = error.retry_after_s {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}

async fn pack(response: Response, brotli: bool) -> Response {
    let headers = response.headers();
    let media_type = headers.get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or_default();
    let size = axum::body::HttpBody::size_hint(response.body()).exact().unwrap_or(u64::MAX);
    let worth = encode::compressible(media_type)
        && !headers.contains_key(header::CONTENT_ENCODING)
        && response.status() != StatusCode::NOT_MODIFIED
        && (encode::MIN_BYTES as u64..=MAX_PACKED_ON_THE_WAY).contains(&size);
    if !worth {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    parts.headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if !brotli {
        return Response::from_parts(parts, body);
    }
    let Ok(bytes) = body.collect().await.map(http_body_util::Collected::to_bytes) else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let plain = bytes.clone();
    match tokio::task::spawn_blocking(move || encode::brotli_page(&bytes)).await {
        Ok(Some(packed)) => {
            parts.headers.remove(header::CONTENT_LENGTH);
            parts.headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("br"));
            Response::from_parts(parts, Body::from(Bytes::from(packed)))
        }
        _ => Response::from_parts(parts, Body::from(plain)),
    }
}

fn add_headers(app: &Shared, headers: &mut HeaderMap, request_id: &str) {
    let fixed = [
        ("content-security-policy", CSP),
        ("x-content-type-options", "nosniff"),
        // Not `no-referrer`: that makes browsers send `Origin: null` with our own forms.
        ("referrer-policy", "same-origin"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
        (
            "permissions-policy",
            "xr-spatial-tracking=(self), geolocation=(self), camera=(self), microphone=(self)",
        ),
    ];
    for (name, value) in fixed {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if app.is_https() {
        let year = HeaderValue::from_static("max-age=31536000; includeSubDomains");
        headers.insert(header::STRICT_TRANSPORT_SECURITY, year);
    }
    if let Ok(id) = HeaderValue::from_str(request_id) {
        headers.insert("x-request-id", id);
    }
}
