//! The intake of survey events from tablets: a batch in, a receipt out.
//!
//! Invariant: a receipt is sent after the commit, and names the hash of the very bytes that arrived.
//! Invariant: an event that is wrong is stored in quarantine, so that no tablet keeps it for ever or loses it.

use std::collections::BTreeSet;
use std::time::Duration;

use axum::body::Bytes;
use axum::extract::{ConnectInfo, Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use market_model::{DeviceId, EVENT_SCHEMA, EntityKind, EventBody, EventHash, EventId, SurveyEvent, Text};
use market_store::NewEvent;
use market_wire::{ErrorCode, Receipt, Rejected, batch_hash};
use serde::Deserialize;
use serde_json::value::RawValue;

use crate::app::{App, Shared};
use crate::error::{AppError, AppResult};
use crate::{clock, layers, secret, view};

/// Events in one batch.
const MAX_EVENTS: usize = 500;

/// Markets that were begun and have no revision yet; a stranger cannot fill the desk.
const MAX_UNPUBLISHED: usize = 50;
/// When to try again if there are as many.
const RETRY_BEGIN: Duration = Duration::from_secs(600);

/// A batch whose events keep the writing in which they arrived.
#[derive(Deserialize)]
struct RawBatch {
    device: DeviceId,
    events: Vec<Box<RawValue>>,
}

/// The parts of an event that say where it belongs, when nothing else can be read.
#[derive(Deserialize)]
struct Stub {
    id: EventId,
    #[serde(default)]
    seq: u32,
    #[serde(default)]
    schema: u16,
}

/// `POST /api/v1/markets/{market}/events`: stores a batch and answers with a receipt.
///
/// # Errors
/// A market that is unknown and not begun by this batch, too often, too many events, not a batch.
pub async fn events(
    State(app): State<Shared>,
    Path(market): Path<String>,
    peer: Option<axum::Extension<ConnectInfo<std::net::SocketAddr>>>,
    body: Bytes,
) -> AppResult<Response> {
    let peer = layers::peer(peer.as_ref().map(|axum::Extension(info)| info));
    app.limits.events_peer.take(&peer).map_err(AppError::too_often)?;
    let batch: RawBatch = serde_json::from_slice(&body).map_err(|error| AppError {
        cause: Some(error.to_string()),
        ..AppError::bad_request(Text::new(
            "보낸 기록 묶음을 읽을 수 없습니다.",
            "The batch of events cannot be read.",
        ))
    })?;
    app.limits.events.take(&format!("{peer} {}", batch.device)).map_err(AppError::too_often)?;
    if !app.store.has_market(&market).await? {
        begin(&app, &market, &peer, &batch).await?;
    }
    if batch.events.len() > MAX_EVENTS {
        return Err(AppError::new(StatusCode::PAYLOAD_TOO_LARGE).coded(
            ErrorCode::TooLarge,
            Text::new("한 번에 500건까지 보낼 수 있습니다.", "At most 500 events at a time."),
        ));
    }
    let mut events = Vec::with_capacity(batch.events.len());
    for raw in &batch.events {
        events.push(read(&batch.device, raw.get())?);
    }
    let stored = app.store.store_batch(&market, batch.device.as_str(), &events, clock::now_ms()).await?;
    let id = |text: &str| EventId::new(text).map_err(AppError::internal);
    let (mut accepted, mut duplicate, mut rejected) = (Vec::new(), Vec::new(), Vec::new());
    for event in &stored.accepted {
        if event.duplicate { &mut duplicate } else { &mut accepted }.push(id(&event.event)?);
    }
    let mut seen = BTreeSet::new();
    for event in &stored.refused {
        // An identifier that came twice in one batch is told of once.
        if seen.insert(&event.event) {
            rejected.push(Rejected { id: id(&event.event)?, reason: event.reason.clone() });
        }
    }
    if !rejected.is_empty() {
        tracing::warn!(%market, device = %batch.device, rejected = rejected.len(), "events went to quarantine");
    }
    let receipt = Receipt {
        batch_sha256: batch_hash(&body),
        accepted,
        duplicate,
        rejected,
        chain_head: stored.chain_head.map_or_else(EventHash::genesis, EventHash),
        stored_up_to: stored.stored_up_to,
    };
    Ok(view::json(&receipt))
}

/// A market that is surveyed for the first time becomes known by the first event of a device's log: the one that names
/// it. Nothing of it is shown before the desk has accepted it.
async fn begin(app: &App, market: &str, peer: &str, batch: &RawBatch) -> AppResult<()> {
    let names_it = |event: &SurveyEvent| {
        event.seq == 1
            && matches!(&event.body, EventBody::Set { entity: EntityKind::Market, id, .. } if id.as_str() == market)
    };
    let first = batch.events.first().and_then(|raw| serde_json::from_str::<SurveyEvent>(raw.get()).ok());
    if !first.is_some_and(|event| names_it(&event)) {
        return Err(AppError::not_found());
    }
    app.limits.begun.take(peer).map_err(AppError::too_often)?;
    let unpublished =
        app.store.markets().await?.iter().filter(|id| app.catalogue.market(id).is_none()).count();
    if unpublished >= MAX_UNPUBLISHED {
        return Err(AppError::too_often(RETRY_BEGIN));
    }
    app.store.add_market(market, clock::now_ms()).await?;
    tracing::info!(%market, device = %batch.device, "a market was begun on a tablet");
    Ok(())
}

/// Reads one event; what cannot be understood is marked for quarantine.
fn read(device: &DeviceId, raw: &str) -> AppResult<NewEvent> {
    let unnamed = || {
        AppError::bad_request(Text::new(
            "번호(id)나 순번(seq)을 읽을 수 없는 기록이 있습니다.",
            "An event's identifier (`id`) or number (`seq`) cannot be read.",
        ))
    };
    let stub: Stub = serde_json::from_str(raw).map_err(|_| unnamed())?;
    let quarantined = |reason: String| NewEvent {
        event: stub.id.to_string(),
        seq: stub.seq,
        prev: String::new(),
        hash: secret::sha256_hex(raw.as_bytes()),
        raw: raw.to_owned(),
        refused: Some(reason),
    };
    if stub.schema > EVENT_SCHEMA {
        return Ok(quarantined(format!("schema: version {} is newer than {EVENT_SCHEMA}", stub.schema)));
    }
    let event: SurveyEvent = match serde_json::from_str(raw) {
        Ok(event) => event,
        Err(error) => return Ok(quarantined(format!("format: {error}"))),
    };
    if event.device != *device {
        return Ok(quarantined(format!("device: {} sent in a batch of {device}", event.device)));
    }
    Ok(NewEvent {
        event: event.id.to_string(),
        seq: event.seq,
        prev: event.prev.0.clone(),
        hash: event.hash().0,
        raw: raw.to_owned(),
        refused: None,
    })
}
