//! The live feed of a market: JSON with a tag for whoever asks now and then, an event stream for whoever listens.
//!
//! Invariant: one address; only who asks for `text/event-stream` by name gets a stream. A stream begins with what its
//! reader has not seen (`Last-Event-ID`), says something at least every quarter of a minute, and ends by itself.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::{Body, Bytes, HttpBody};
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use market_wire::{LiveFeed, read_tag};
use tokio::sync::{OwnedSemaphorePermit, mpsc};
use tokio::time::Instant;

use crate::app::Shared;
use crate::clock;
use crate::error::{AppError, AppResult};

/// Streams at once: half of the connections stay for everything else.
pub const MAX_STREAMS: usize = 256;
/// Silence longer than this makes proxies hang up.
const BEAT: Duration = Duration::from_secs(15);
/// A stream ends after so long; the browser comes back by itself.
const LIFE: Duration = Duration::from_secs(10 * 60);
/// How long a browser waits before it comes back, in milliseconds.
const RETRY_MS: u32 = 4_000;

/// `GET /api/v1/markets/{market}/live`.
///
/// # Errors
/// Not found; too many streams.
pub async fn feed(
    State(app): State<Shared>,
    Path(market): Path<String>,
    headers: HeaderMap,
) -> AppResult<Response> {
    let published = app.market(&market)?;
    if wants_stream(&headers) {
        let permit = Arc::clone(&app.streams).try_acquire_owned();
        let permit = permit.map_err(|_| AppError::new(StatusCode::SERVICE_UNAVAILABLE))?;
        let seen = headers.get("last-event-id").and_then(|v| v.to_str().ok()).unwrap_or_default().to_owned();
        return Ok(stream(app, market, seen, permit));
    }
    let whole = app.live.whole(&published.market, clock::now_ms());
    // Weak: the bytes differ by how they are packed.
    let tag = format!("W/\"{}\"", whole.tag());
    let known = headers.get_all(header::IF_NONE_MATCH).into_iter().filter_map(|v| v.to_str().ok());
    let known = known.flat_map(|v| v.split(',')).any(|t| t.trim() == tag);
    let mut response = if known {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        let body = serde_json::to_vec(&*whole).map_err(AppError::internal)?;
        ([(header::CONTENT_TYPE, HeaderValue::from_static("application/json"))], body).into_response()
    };
    let out = response.headers_mut();
    out.insert(header::ETAG, HeaderValue::from_str(&tag).map_err(AppError::internal)?);
    out.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    out.insert(header::VARY, HeaderValue::from_static("accept, accept-encoding"));
    Ok(response)
}

fn wants_stream(headers: &HeaderMap) -> bool {
    let values = headers.get_all(header::ACCEPT).into_iter().filter_map(|v| v.to_str().ok());
    values.flat_map(|v| v.split(',')).any(|v| v.trim().starts_with("text/event-stream"))
}

fn stream(app: Shared, market: String, seen: String, permit: OwnedSemaphorePermit) -> Response {
    let (out, body) = mpsc::channel(4);
    tokio::spawn(async move {
        tell(&app, &market, seen, &out).await;
        drop(permit);
    });
    let headers = [
        (header::CONTENT_TYPE, "text/event-stream"),
        // No proxy may keep or pack it: packing would hold words back.
        (header::CACHE_CONTROL, "no-cache, no-transform"),
        (header::VARY, "accept"),
        (header::HeaderName::from_static("x-accel-buffering"), "no"),
    ];
    (headers, Body::new(Events(body))).into_response()
}

/// Tells one reader until it goes, its time is over, or the server stops.
async fn tell(app: &Shared, market: &str, mut seen: String, out: &mpsc::Sender<Bytes>) {
    let (mut news, mut stopped) = app.live.listen();
    let end = Instant::now() + LIFE;
    let mut first = true;
    while Instant::now() < end {
        let Ok(published) = app.market(market) else { return };
        let piece = app.live.since(&published.market, read_tag(&seen), clock::now_ms());
        let text = if first || piece.tag() != seen { event(&piece, first) } else { ": \n\n".to_owned() };
        (seen, first) = (piece.tag(), false);
        if out.send(text.into()).await.is_err() {
            return;
        }
        let beat = Instant::now() + BEAT;
        loop {
            tokio::select! {
                changed = news.changed() => {
                    let Ok(published) = app.market(market) else { return };
                    // It may have been another market's news.
                    if changed.is_err() || app.live.whole(&published.market, clock::now_ms()).tag() != seen { break }
                }
                () = tokio::time::sleep_until(beat) => break,
                () = out.closed() => return,
                _ = stopped.wait_for(|s| *s) => return,
            }
        }
    }
}

fn event(piece: &LiveFeed, first: bool) -> String {
    let retry = if first { format!("retry: {RETRY_MS}\n") } else { String::new() };
    let data = serde_json::to_string(piece).unwrap_or_default();
    format!("{retry}id: {}\ndata: {data}\n\n", piece.tag())
}

/// A body of events.
struct Events(mpsc::Receiver<Bytes>);

impl HttpBody for Events {
    type Data = Bytes;
    type Error = std::convert::Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<hyper::body::Frame<Bytes>, Self::Error>>> {
        self.0.poll_recv(cx).map(|event| event.map(|bytes| Ok(hyper::body::Frame::data(bytes))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_who_asks_for_a_stream_by_name_gets_one() {
        let asks = |accept: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT, HeaderValue::from_static(accept));
            wants_stream(&headers)
        };
        assert!(asks("text/event-stream"));
        assert!(asks("application/json, text/event-stream;q=0.9"));
        assert!(!asks("*/*"));
        assert!(!wants_stream(&HeaderMap::new()));
    }

    #[test]
    fn an_event_is_one_line_of_data_with_a_number() {
        let feed = LiveFeed { day: "2026-11-23".into(), seq: 3, ..LiveFeed::default() };
        let text = event(&feed, true);
        assert!(text.starts_with("retry: 4000\nid: 2026-11-23-3\ndata: {"), "{text}");
        assert!(text.ends_with("}\n\n") && text.matches("data:").count() == 1, "{text}");
    }
}
