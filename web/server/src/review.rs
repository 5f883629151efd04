//! What came in, before a person: accepted or returned, by the desk's form and by the API.

use std::collections::BTreeMap;

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use market_model::{EventBody, EventId, MarketId, Problem, Survey, SurveyEvent, Text};
use market_pages::{Change, DeskNotice, PendingEvent};
use market_store::{Decision, StoredEvent};
use market_wire::{Decision as WireDecision, ReviewAnswer, ReviewNote, ReviewNotes, ReviewRequest};

use crate::app::{App, Shared};
use crate::error::{AppError, AppResult};
use crate::{clock, import, session, view};

/// Events decided or shown at once.
const MAX_EVENTS: usize = 500;
/// Notes told to a tablet.
const MAX_NOTES: i64 = 1_000;
const MAX_NOTE_CHARS: usize = 200;

/// `GET /api/v1/markets/{market}/review?device=`: what was decided on a device's events.
///
/// # Errors
/// Unknown market, no device.
pub async fn notes(State(app): State<Shared>, Path(market): Path<String>, uri: Uri) -> AppResult<Response> {
    app.require_market(&market).await?;
    let params = view::params(uri.query().unwrap_or_default());
    let device = view::param(&params, "device");
    if device.is_empty() {
        return Err(AppError::bad_request(Text::new("기기(device)를 적어 주세요.", "Name the `device`.")));
    }
    let rows = app.store.reviewed(&market, device, MAX_NOTES).await?;
    let mut notes = Vec::with_capacity(rows.len());
    for row in rows {
        notes.push(ReviewNote {
            event: EventId::new(&row.event).map_err(AppError::internal)?,
            decision: if row.decision == "accepted" {
                WireDecision::Accepted
            } else {
                WireDecision::Returned
            },
            note: row.note,
            at_ms: u64::try_from(row.at_ms).unwrap_or(0),
        });
    }
    Ok(view::json(&ReviewNotes { notes }))
}

/// `POST /api/v1/markets/{market}/review`: the desk decides.
///
/// # Errors
/// Not at the desk, unknown market, not a decision.
pub async fn decide(
    State(app): State<Shared>,
    Path(market): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> AppResult<Response> {
    session::require(&app, &headers).await?;
    app.require_market(&market).await?;
    let request: ReviewRequest = serde_json::from_slice(&body).map_err(|error| AppError {
        cause: Some(error.to_string()),
        ..AppError::bad_request(Text::new("검토 결과를 읽을 수 없습니다.", "The decision cannot be read."))
    })?;
    if request.events.len() > MAX_EVENTS {
        return Err(AppError::new(axum::http::StatusCode::PAYLOAD_TOO_LARGE));
    }
    let events: Vec<String> = request.events.iter().map(ToString::to_string).collect();
    let decision = match request.decision {
        WireDecision::Accepted => Decision::Accept,
        WireDecision::Returned => Decision::Return,
    };
    let changed = settle(&app, &market, &events, decision, &request.note).await?;
    Ok(view::json(&ReviewAnswer { changed: u32::try_from(changed).unwrap_or(u32::MAX) }))
}

/// Decides and, when something was accepted, lets the market be built.
async fn settle(
    app: &App,
    market: &str,
    events: &[String],
    decision: Decision,
    note: &str,
) -> AppResult<usize> {
    let note: String = note.trim().chars().filter(|c| !c.is_control()).take(MAX_NOTE_CHARS).collect();
    let changed = app.store.decide(market, events, decision, &note, clock::now_ms()).await?;
    if changed > 0 && decision == Decision::Accept {
        app.build.notify_one();
    }
    Ok(changed)
}

/// The desk's form: the checked events of all markets.
///
/// # Errors
/// When the store refuses.
pub async fn form(app: &App, fields: &[(String, String)]) -> AppResult<DeskNotice> {
    let events: Vec<String> = fields
        .iter()
        .filter(|(key, _)| key == "event")
        .map(|(_, value)| value.clone())
        .take(MAX_EVENTS)
        .collect();
    let decision = match view::param(fields, "decision") {
        "accept" => Decision::Accept,
        "return" => Decision::Return,
        _ => return Ok(DeskNotice::Incomplete),
    };
    if events.is_empty() {
        return Ok(DeskNotice::Incomplete);
    }
    let mut changed = 0;
    for market in app.store.markets().await? {
        changed += settle(app, &market, &events, decision, view::param(fields, "reason")).await?;
    }
    Ok(if decision == Decision::Accept {
        DeskNotice::Accepted(changed)
    } else {
        DeskNotice::Returned(changed)
    })
}

/// The events of a market that wait, with what they change.
///
/// # Errors
/// When the store or the tables cannot be read.
pub async fn pending(app: &Shared, market: &MarketId) -> AppResult<Vec<PendingEvent>> {
    let limit = i64::try_from(MAX_EVENTS).unwrap_or(i64::MAX);
    let waiting = app.store.events_in_state(market.as_str(), "pending", limit).await?;
    if waiting.is_empty() {
        return Ok(Vec::new());
    }
    let accepted = app.store.events_in_state(market.as_str(), "accepted", i64::MAX).await?;
    let dir = import::survey_dir(&app.data, market.as_str());
    let market = market.clone();
    Ok(tokio::task::spawn_blocking(move || {
        let (base, _) = survey_convert::read_dir(&dir);
        let (now, _) = survey_convert::apply_events(base, &parse(&accepted));
        describe(&market, &now, &parse(&waiting))
    })
    .await?)
}

fn parse(events: &[StoredEvent]) -> Vec<SurveyEvent> {
    events.iter().filter_map(|e| serde_json::from_str(&e.raw).ok()).collect()
}

fn describe(market: &MarketId, now: &Survey, events: &[SurveyEvent]) -> Vec<PendingEvent> {
    // The values that each device wants for each field, to see who contradicts whom.
    let mut wanted: BTreeMap<(String, String), BTreeMap<String, String>> = BTreeMap::new();
    for event in events {
        if let EventBody::Set { entity, id, field, value, .. } = &event.body {
            let thing = (format!("{entity:?} {id}"), field.clone());
            wanted.entry(thing).or_default().insert(event.device.to_string(), value.clone());
        }
    }
    let describe = |event: &SurveyEvent| {
        let (entity, id, change) = match &event.body {
            EventBody::Set { entity, id, field, value, .. } => {
                let old = now.get(*entity, id).and_then(|r| r.get(field)).map(str::to_owned);
                (*entity, id, Change::Set { field: field.clone(), old, new: value.clone() })
            }
            EventBody::Remove { entity, id } => (*entity, id, Change::Remove),
            EventBody::Confirm { entity, id, date } => (*entity, id, Change::Confirm(date.clone())),
        };
        let (mut conflict, mut problem) = (false, None);
        if let Change::Set { field, .. } = &change {
            let by_device = wanted.get(&(format!("{entity:?} {id}"), field.clone()));
            conflict = by_device.is_some_and(|w| w.values().any(|v| Some(v) != w.values().next()));
            if entity.field(field).is_none() {
                let expected = Text::new("이 표에 있는 항목", "a field of this table");
                problem = Some(Problem::warning(
                    "unknown-field",
                    format!("{id} · {field}"),
                    field.clone(),
                    expected,
                ));
            }
        }
        PendingEvent {
            id: event.id.to_string(),
            market: market.clone(),
            entity,
            thing: id.to_string(),
            change,
            device: event.device.to_string(),
            actor: event.actor.clone(),
            at: clock::korea_text(i64::try_from(event.at_ms).unwrap_or(0)),
            conflict,
            problem,
        }
    };
    events.iter().map(describe).collect()
}
