//! Files: artefacts by content hash, static files of the pages, web bundles, the tablet's shell.

use std::path::{Path, PathBuf};

use axum::body::{Body, Bytes};
use axum::extract::{Path as UrlPath, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};

use market_model::{Consent, Market};

use crate::app::{App, Shared};
use crate::error::{AppError, AppResult};
use crate::secret::sha256_hex;
use crate::{encode, photo};

const IMMUTABLE: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
const REVALIDATE: HeaderValue = HeaderValue::from_static("no-cache");
/// The bundles that the builder makes.
const BUNDLES: [&str; 3] = ["twin", "pages", "tablet"];

/// `/a/{file}`: an artefact that a manifest lists.
///
/// # Errors
/// Not found.
pub async fn artefact(
    State(app): State<Shared>,
    UrlPath(file): UrlPath<String>,
    headers: HeaderMap,
) -> AppResult<Response> {
    listed(&app, &file, &headers).await
}

/// `/m/{market}/{file}`: the same beside its manifest, where the manifest says that it is.
///
/// # Errors
/// Not found.
pub async fn beside_manifest(
    State(app): State<Shared>,
    UrlPath((_, file)): UrlPath<(String, String)>,
    headers: HeaderMap,
) -> AppResult<Response> {
    listed(&app, &file, &headers).await
}

async fn listed(app: &Shared, file: &str, headers: &HeaderMap) -> AppResult<Response> {
    let listed = app.catalogue.file(file).ok_or_else(AppError::not_found)?;
    let hash = file.split('.').next().unwrap_or_default().to_owned();
    send(listed.path, &listed.media_type, headers, IMMUTABLE, Some(hash)).await
}

/// `/m/{market}/photos/{file}`: a stall's picture, when its merchant agreed to show it.
///
/// # Errors
/// Not found.
pub async fn photo(
    State(app): State<Shared>,
    UrlPath((market, file)): UrlPath<(String, String)>,
    headers: HeaderMap,
) -> AppResult<Response> {
    let published = app.market(&market)?;
    let named = |m: &market_model::Merchant| m.photo == file && m.consent == Consent::Granted;
    let media_type = photo_type(&file).filter(|_| published.market.merchants.iter().any(named));
    let media_type = media_type.ok_or_else(AppError::not_found)?;
    let path = photo_path(&app, &market, &file);
    let cleaned = tokio::task::spawn_blocking(move || {
        let small = std::fs::metadata(&path).ok().is_some_and(|m| m.len() <= photo::MAX_BYTES);
        small.then(|| std::fs::read(&path).ok()).flatten().and_then(|bytes| photo::clean(bytes.into()))
    });
    let cleaned = cleaned.await?.ok_or_else(AppError::not_found)?;
    let tag = format!("\"{}\"", sha256_hex(&cleaned));
    let mut response = if same(&headers, &tag) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        ([(header::CONTENT_TYPE, HeaderValue::from_static(media_type))], cleaned).into_response()
    };
    response.headers_mut().insert(header::CACHE_CONTROL, REVALIDATE);
    response.headers_mut().insert(header::ETAG, HeaderValue::from_str(&tag).map_err(AppError::internal)?);
    Ok(response)
}

/// The address of the picture of a stall's place, when there is one that may be shown.
#[must_use]
pub fn photo_of(app: &App, market: &Market, place: &str) -> Option<String> {
    let stall = market.stall(place.strip_prefix("stall:")?)?;
    let merchant = market.merchant(stall.merchant.as_ref()?)?;
    let shown = merchant.consent == Consent::Granted && photo_type(&merchant.photo).is_some();
    let is_there = shown && photo_path(app, market.id.as_str(), &merchant.photo).is_file();
    is_there.then(|| format!("/m/{}/photos/{}", market.id, merchant.photo))
}

/// Every stall with a picture that may be shown, and its address. One look at the disk for each merchant who agreed.
#[must_use]
pub fn photos_of(app: &App, market: &Market) -> Vec<(market_model::StallId, String)> {
    let photo =
        |s: &market_model::Stall| Some((s.id.clone(), photo_of(app, market, &format!("stall:{}", s.id))?));
    market.stalls.iter().filter_map(photo).collect()
}

/// Pictures lie beside the survey folder, which holds tables alone.
fn photo_path(app: &App, market: &str, file: &str) -> PathBuf {
    app.data.join("markets").join(market).join("photos").join(file)
}

/// The media type of a picture; `None` for a name that is none.
fn photo_type(file: &str) -> Option<&'static str> {
    let plain = file.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'));
    match file.rsplit_once('.') {
        Some((name, "jpg" | "jpeg")) if plain && !name.is_empty() => Some("image/jpeg"),
        Some((name, "png")) if plain && !name.is_empty() => Some("image/png"),
        Some((name, "webp")) if plain && !name.is_empty() => Some("image/webp"),
        _ => None,
    }
}

/// `/static/{file}`: style, scripts and pictures of the pages.
///
/// # Errors
/// Not found.
pub async fn asset(UrlPath(file): UrlPath<String>) -> AppResult<Response> {
    let asset = market_pages::asset(&file).ok_or_else(AppError::not_found)?;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(asset.media_type)),
        (header::CACHE_CONTROL, IMMUTABLE),
    ];
    Ok((headers, asset.bytes).into_response())
}

/// `/m/rider-worker.js`: the worker of the riders' pages.
///
/// # Errors
/// None so far.
pub async fn rider_worker(headers: HeaderMap) -> AppResult<Response> {
    revalidated("text/javascript; charset=utf-8", market_pages::RIDER_WORKER, &headers)
}

/// `/shop-worker.js`: the worker that keeps markets for when there is no network.
///
/// # Errors
/// None so far.
pub async fn shop_worker(headers: HeaderMap) -> AppResult<Response> {
    revalidated("text/javascript; charset=utf-8", market_pages::SHOP_WORKER, &headers)
}

/// `/web/{bundle}/{file}`: a file of a built bundle.
///
/// # Errors
/// Not found.
pub async fn bundle(
    State(app): State<Shared>,
    UrlPath((bundle, file)): UrlPath<(String, String)>,
    headers: HeaderMap,
) -> AppResult<Response> {
    let web = app.web.as_ref().ok_or_else(AppError::not_found)?;
    if !BUNDLES.contains(&bundle.as_str()) || !file.split('/').all(is_plain_name) {
        return Err(AppError::not_found());
    }
    let path = web.join(&bundle).join(&file);
    send(path, media_type(&file), &headers, REVALIDATE, None).await
}

/// `/favicon.ico`.
pub async fn favicon() -> Redirect {
    Redirect::temporary(&market_pages::asset_url("icon"))
}

/// `/tablet` without its slash: the app's relative addresses need it.
pub async fn to_tablet() -> Redirect {
    Redirect::permanent("/tablet/")
}

/// `/tablet/`: the capture app.
///
/// # Errors
/// Not found.
pub async fn tablet_index(headers: HeaderMap) -> AppResult<Response> {
    shell("index.html", &headers)
}

/// `/tablet/{file}`: a file of the capture app's shell.
///
/// # Errors
/// Not found.
pub async fn tablet(UrlPath(file): UrlPath<String>, headers: HeaderMap) -> AppResult<Response> {
    shell(&file, &headers)
}

fn shell(file: &str, headers: &HeaderMap) -> AppResult<Response> {
    let found = survey_tablet::ASSETS.iter().find(|(name, ..)| *name == file);
    let (_, media_type, bytes) = found.ok_or_else(AppError::not_found)?;
    revalidated(media_type, bytes, headers)
}

/// A file whose address stays the same.
fn revalidated(media_type: &'static str, bytes: &'static [u8], headers: &HeaderMap) -> AppResult<Response> {
    let tag = format!("\"{}\"", sha256_hex(bytes));
    let fixed = [
        (header::CONTENT_TYPE, HeaderValue::from_static(media_type)),
        (header::CACHE_CONTROL, REVALIDATE),
        (header::ETAG, HeaderValue::from_str(&tag).map_err(AppError::internal)?),
    ];
    if same(headers, &tag) {
        return Ok((StatusCode::NOT_MODIFIED, fixed).into_response());
    }
    Ok((fixed, bytes).into_response())
}

/// Letters, digits, `-`, `_` and `.`, not at the beginning: no way out of the folder.
fn is_plain_name(name: &str) -> bool {
    let allowed = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.');
    !name.is_empty() && !name.starts_with('.') && name.bytes().all(allowed)
}

fn media_type(file: &str) -> &'static str {
    match file.rsplit('.').next().unwrap_or_default() {
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "wasm" => "application/wasm",
        "css" => "text/css; charset=utf-8",
        "json" => "application/json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "html" => "text/html; charset=utf-8",
        _ => "application/octet-stream",
    }
}

fn same(headers: &HeaderMap, tag: &str) -> bool {
    let asked = headers.get(header::IF_NONE_MATCH).and_then(|v| v.to_str().ok()).unwrap_or_default();
    asked.split(',').map(|t| t.trim().trim_start_matches("W/")).any(|t| t == tag || t == "*")
}

/// Sends a file, compressed when the client takes it and it lies there compressed. `hash` is that of the content
/// when it is known; else the content is hashed, so that a browser can keep it.
async fn send(
    path: PathBuf,
    media_type: &str,
    headers: &HeaderMap,
    cache: HeaderValue,
    hash: Option<String>,
) -> AppResult<Response> {
    let packed = encode::accepts_brotli(headers) && encode::compressible(media_type);
    let read = tokio::task::spawn_blocking(move || read(&path, packed, hash)).await?;
    let (bytes, is_packed, tag) = read.map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound | std::io::ErrorKind::IsADirectory => AppError::not_found(),
        _ => AppError::internal(error),
    })?;
    let mut response = if same(headers, &tag) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        Response::new(Body::from(bytes))
    };
    let out = response.headers_mut();
    out.insert(header::CONTENT_TYPE, HeaderValue::from_str(media_type).map_err(AppError::internal)?);
    out.insert(header::CACHE_CONTROL, cache);
    out.insert(header::ETAG, HeaderValue::from_str(&tag).map_err(AppError::internal)?);
    out.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if is_packed {
        out.insert(header::CONTENT_ENCODING, HeaderValue::from_static("br"));
    }
    Ok(response)
}

/// Content, whether it is compressed, and its tag.
fn read(path: &Path, packed: bool, hash: Option<String>) -> std::io::Result<(Bytes, bool, String)> {
    let packed_path = encode::compressed_path(path);
    // A compressed file that is older than its source belongs to an earlier build.
    let fresh = || {
        let (a, b) = (std::fs::metadata(&packed_path).ok()?, std::fs::metadata(path).ok()?);
        Some(a.modified().ok()? >= b.modified().ok()?)
    };
    let is_packed = packed && fresh() == Some(true);
    let bytes = std::fs::read(if is_packed { &packed_path } else { path })?;
    let hash = hash.unwrap_or_else(|| sha256_hex(&bytes));
    let tag = if is_packed { format!("\"{hash}-br\"") } else { format!("\"{hash}\"") };
    Ok((Bytes::from(bytes), is_packed, tag))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_has_a_plain_name_and_no_way_out_of_its_folder() {
        assert_eq!(photo_type("가-12.jpg"), Some("image/jpeg"));
        assert_eq!(photo_type("a.webp"), Some("image/webp"));
        for wrong in ["", "placeholder", ".png", "../secret.png", "a/b.png", "a.svg", "a.html", "a\\b.png"] {
            assert_eq!(photo_type(wrong), None, "{wrong}");
        }
    }
}
