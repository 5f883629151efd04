//! Requests as pages see them, and answers as HTML or JSON.

use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, Uri, header};
use axum::response::Response;
use market_model::Lang;
use market_pages::{Ctx, ErrorPage, pages};
use serde::Serialize;

use crate::app::Shared;
use crate::cache::Rendered;
use crate::error::{AppError, AppResult};
use crate::published::Published;
use crate::{clock, encode};

const NO_CACHE: HeaderValue = HeaderValue::from_static("no-cache");
const NO_STORE: HeaderValue = HeaderValue::from_static("no-store");
const HTML: HeaderValue = HeaderValue::from_static("text/html; charset=utf-8");
const JSON: HeaderValue = HeaderValue::from_static("application/json");

/// The decoded parameters of a query, in order.
#[must_use]
pub fn params(query: &str) -> Vec<(String, String)> {
    let uri = format!("/?{query}").parse::<Uri>();
    let read =
        uri.ok().and_then(|uri| axum::extract::Query::<Vec<(String, String)>>::try_from_uri(&uri).ok());
    read.map(|axum::extract::Query(pairs)| pairs).unwrap_or_default()
}

/// A parameter, trimmed; empty when absent.
#[must_use]
pub fn param<'a>(params: &'a [(String, String)], name: &str) -> &'a str {
    params.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value.trim())
}

/// The language that a query asks for; Korean otherwise.
#[must_use]
pub fn lang_of(query: &str) -> Lang {
    let asked = params(query);
    Lang::from_code(param(&asked, "lang")).unwrap_or_default()
}

/// The request as pages see it.
#[must_use]
pub fn ctx(app: &Shared, uri: &Uri) -> Ctx {
    let query = uri.query().unwrap_or_default();
    let now = clock::korea(clock::now_ms());
    Ctx {
        lang: lang_of(query),
        path: decoded(uri.path()),
        query: params(query).into_iter().filter(|(key, _)| key != "lang").collect(),
        today: now.map(|(date, _)| date),
        minute: now.map(|(_, minute)| minute),
        base_url: app.base_url.clone(),
        live: std::sync::Arc::default(),
    }
}

/// The same for a page of a market: with what its stalls say of today.
#[must_use]
pub fn ctx_of(app: &Shared, published: &Published, uri: &Uri) -> Ctx {
    Ctx { live: app.live.whole(&published.market, clock::now_ms()), ..ctx(app, uri) }
}

/// A path as a person reads it. Pages encode it again.
fn decoded(path: &str) -> String {
    let pairs = params(&format!("p={}", path.replace('+', "%2B")));
    pairs.into_iter().next().map_or_else(|| path.to_owned(), |(_, value)| value)
}

/// Renders a page away from the threads that answer, or takes it from the cache when `key` says how.
///
/// # Errors
/// When rendering panics.
pub async fn cached(
    app: &Shared,
    headers: &HeaderMap,
    key: String,
    render: impl FnOnce() -> String + Send + 'static,
) -> AppResult<Response> {
    let page = match app.pages.get(&key) {
        Some(page) => page,
        None => {
            let page = tokio::task::spawn_blocking(move || {
                let html = render();
                let brotli = encode::brotli_page(html.as_bytes()).map(Into::into);
                Rendered { html: html.into(), brotli }
            })
            .await?;
            app.pages.put(key, page.clone());
            page
        }
    };
    let packed = page.brotli.filter(|_| encode::accepts_brotli(headers));
    let is_packed = packed.is_some();
    let mut response = Response::new(Body::from(packed.unwrap_or(page.html)));
    let out = response.headers_mut();
    out.insert(header::CONTENT_TYPE, HTML);
    out.insert(header::CACHE_CONTROL, NO_CACHE);
    out.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if is_packed {
        out.insert(header::CONTENT_ENCODING, HeaderValue::from_static("br"));
    }
    Ok(response)
}

/// A page that nobody may keep.
#[must_use]
pub fn private(html: String) -> Response {
    let mut response = Response::new(Body::from(html));
    response.headers_mut().insert(header::CONTENT_TYPE, HTML);
    response.headers_mut().insert(header::CACHE_CONTROL, NO_STORE);
    response
}

/// A JSON document that nobody may keep.
#[must_use]
pub fn json(document: &impl Serialize) -> Response {
    match serde_json::to_vec(document) {
        Ok(bytes) => {
            let mut response = Response::new(Body::from(bytes));
            response.headers_mut().insert(header::CONTENT_TYPE, JSON);
            response.headers_mut().insert(header::CACHE_CONTROL, NO_STORE);
            response
        }
        Err(error) => axum::response::IntoResponse::into_response(AppError::internal(error)),
    }
}

/// The page of a failure.
#[must_use]
pub fn error_page(error: &AppError, request_id: &str, lang: Lang, path: &str) -> Response {
    let ctx = Ctx { lang, path: decoded(path), ..Ctx::default() };
    let page = ErrorPage {
        status: error.status.as_u16(),
        request_id: request_id.to_owned(),
        problems: error.problems.clone(),
    };
    private(pages::error(&ctx, &page))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_is_decoded_and_korean_is_the_first_language() {
        let read = params("q=%EA%B9%80%EC%B9%98&lang=en&x=a+b");
        assert_eq!(param(&read, "q"), "김치");
        assert_eq!(param(&read, "x"), "a b");
        assert_eq!(param(&read, "y"), "");
        assert_eq!(lang_of("lang=en-GB"), Lang::En);
        assert_eq!(lang_of("lang=zh-CN"), Lang::Zh);
        assert_eq!(lang_of("lang=ja"), Lang::Ja);
        assert_eq!(lang_of("lang=xx"), Lang::Ko);
        assert_eq!(lang_of(""), Lang::Ko);
    }

    #[test]
    fn garbage_in_a_query_is_no_parameter_and_no_panic() {
        for query in ["%", "%zz=%ff", "&&&=", "q=%F0%9F"] {
            let _ = (params(query), lang_of(query));
        }
        assert_eq!(decoded("/m/%EC%8B%9C%EC%9E%A5/s/%EA%B0%80-12"), "/m/시장/s/가-12");
    }
}
