//! Turns source tables and accepted events into the next revision, in the background.
//!
//! Invariant: whether a market must be built follows from what is stored, never from a queue: the hash of its input
//! differs from that of its newest revision. So a build that was killed is found again at the next start.
//! Invariant: files first, then one transaction that publishes; a reader sees the old revision or the new one.

use std::path::Path;
use std::sync::{Arc, PoisonError};

use anyhow::Context as _;
use market_model::{Problem, Severity, SurveyEvent};
use market_store::{NewRevision, StoredEvent};
use market_wire::Manifest;

use crate::app::{App, Shared};
use crate::published::Published;
use crate::{clock, encode, import, secret};

/// Revisions whose files are still handed out.
const KEPT_REVISIONS: i64 = 5;

/// Stands for the hash of the tables where there are none.
const NO_TABLES: &str = "none";

/// Identifies this program by its file, so that a market is built again by a newer one.
#[must_use]
pub fn program_id() -> String {
    let seen = std::env::current_exe().and_then(std::fs::metadata);
    let stamp = seen.and_then(|m| Ok((m.len(), m.modified()?)));
    let text = format!("{}{:?}", env!("CARGO_PKG_VERSION"), stamp.ok());
    secret::sha256_hex(text.as_bytes()).chars().take(16).collect()
}

/// Shows what was published before, then builds whatever has no revision of its present tables.
///
/// # Errors
/// When the store cannot be read.
pub async fn start(app: &Shared) -> anyhow::Result<()> {
    for market in app.store.markets().await? {
        let _ = import::recover(&import::survey_dir(&app.data, &market));
        let rows = app.store.revisions(&market, KEPT_REVISIONS).await?;
        let dir = app.artefacts(&market);
        for row in &rows {
            if let Ok(manifest) = Manifest::from_json(row.manifest.as_bytes()) {
                app.catalogue.list(&dir, &manifest);
            }
        }
        if let Some(row) = rows.into_iter().next() {
            let loaded =
                blocking(move || Published::load(&dir, row.number, &row.input_hash, &row.manifest)).await;
            match loaded {
                Ok(published) => app.catalogue.put(Arc::new(published)),
                Err(error) => {
                    tracing::warn!(%market, error = format!("{error:#}"), "a revision is built again");
                }
            }
        }
        let tables = tables_hash(app, &market).await;
        let fresh = app
            .catalogue
            .market(&market)
            .is_some_and(|p| p.input_hash.split('-').next() == tables.as_deref());
        if !fresh {
            attempt(app, &market).await;
        }
    }
    Ok(())
}

/// Builds for ever: at the start, and whenever it is woken.
pub async fn run(app: Shared) {
    loop {
        match app.store.markets().await {
            Ok(markets) => {
                for market in markets {
                    attempt(&app, &market).await;
                }
            }
            Err(error) => tracing::error!(%error, "the markets cannot be listed"),
        }
        app.build.notified().await;
    }
}

async fn attempt(app: &Shared, market: &str) {
    app.building.lock().unwrap_or_else(PoisonError::into_inner).insert(market.to_owned());
    if let Err(error) = build_if_needed(app, market).await {
        tracing::error!(%market, error = format!("{error:#}"), "a build failed");
    }
    app.building.lock().unwrap_or_else(PoisonError::into_inner).remove(market);
}

async fn tables_hash(app: &App, market: &str) -> Option<String> {
    let dir = import::survey_dir(&app.data, market);
    blocking(move || if dir.is_dir() { import::hash_tables(&dir) } else { Ok(NO_TABLES.to_owned()) })
        .await
        .ok()
}

async fn build_if_needed(app: &Shared, market: &str) -> anyhow::Result<()> {
    let events = app.store.events_in_state(market, "accepted", i64::MAX).await?;
    let tables = tables_hash(app, market).await.context("the tables cannot be read")?;
    if tables == NO_TABLES && events.is_empty() {
        // Begun on a tablet, and nothing of it accepted yet.
        return Ok(());
    }
    let input_hash = format!("{tables}-{}-{}", events_hash(&events), app.program);
    if app.catalogue.market(market).is_some_and(|p| p.input_hash == input_hash) {
        return Ok(());
    }
    let tried = app.store.last_build(market).await?;
    if tried.is_some_and(|b| b.failed && b.input_hash == input_hash) {
        return Ok(());
    }
    tracing::info!(%market, events = events.len(), "building");
    let began = std::time::Instant::now();
    let (survey, out) = (import::survey_dir(&app.data, market), app.artefacts(market));
    let wanted = market.to_owned();
    let built = blocking(move || Ok(build(&survey, &events, &out, &wanted))).await?;
    let duration_ms = u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX);
    match built {
        Ok(built) => {
            let revision = NewRevision {
                revision: &built.manifest.revision,
                input_hash: &input_hash,
                manifest: &built.manifest_json,
                report: &built.report,
                problems: &serde_json::to_string(&built.problems)?,
            };
            // The files are read back before anybody is told of them.
            let (dir, manifest_json, hash) =
                (app.artefacts(market), built.manifest_json.clone(), input_hash.clone());
            let mut published = blocking(move || Published::load(&dir, 0, &hash, &manifest_json)).await?;
            app.catalogue.list(&app.artefacts(market), &built.manifest);
            published.number = app.store.publish(market, &revision, clock::now_ms()).await?;
            tracing::info!(%market, number = published.number, duration_ms, "published");
            app.catalogue.put(Arc::new(published));
        }
        Err(problems) => {
            tracing::warn!(%market, problems = problems.len(), duration_ms, "the survey cannot be built");
            app.store
                .build_failed(market, &input_hash, &serde_json::to_string(&problems)?, clock::now_ms())
                .await?;
        }
    }
    Ok(())
}

struct Built {
    manifest: Manifest,
    manifest_json: String,
    report: String,
    problems: Vec<Problem>,
}

fn build(survey: &Path, events: &[StoredEvent], out: &Path, market: &str) -> Result<Built, Vec<Problem>> {
    let (base, mut problems) = if survey.is_dir() {
        survey_convert::read_dir(survey)
    } else {
        (market_model::Survey::default(), Vec::new())
    };
    let parsed: Vec<SurveyEvent> = events.iter().filter_map(|e| serde_json::from_str(&e.raw).ok()).collect();
    let (all, more) = survey_convert::apply_events(base, &parsed);
    problems.extend(more);
    let (model, more) = survey_convert::build_model(&all);
    problems.extend(more);
    let failed = |mut problems: Vec<Problem>, what: String| {
        let expected = market_model::Text::new("만들 수 있는 자료", "something that can be built");
        problems.push(Problem::error("build", "market", what, expected));
        problems
    };
    let Some(model) = model.filter(|_| problems.iter().all(|p| p.severity != Severity::Error)) else {
        return Err(problems);
    };
    if model.id.as_str() != market {
        return Err(failed(problems, format!("market {}", model.id)));
    }
    let artefacts = match survey_convert::build_artefacts(&model) {
        Ok(artefacts) => artefacts,
        Err(error) => return Err(failed(problems, error.to_string())),
    };
    let written = survey_convert::write_out(&artefacts, out).map_err(|e| e.to_string()).and_then(|()| {
        artefacts.files.iter().try_for_each(|(entry, bytes)| {
            encode::write_compressed(&out.join(&entry.path), bytes).map_err(|e| e.to_string())
        })
    });
    let documents = serde_json::to_string(&artefacts.manifest)
        .and_then(|manifest| Ok((manifest, serde_json::to_string(&artefacts.report)?)));
    match (written, documents) {
        (Ok(()), Ok((manifest_json, report))) => {
            Ok(Built { manifest: artefacts.manifest, manifest_json, report, problems })
        }
        (Err(error), _) => Err(failed(problems, error)),
        (_, Err(error)) => Err(failed(problems, error.to_string())),
    }
}

/// Hash of a set of events, whatever their order.
fn events_hash(events: &[StoredEvent]) -> String {
    let mut lines: Vec<String> = events.iter().map(|e| format!("{} {}", e.event, e.raw)).collect();
    lines.sort();
    secret::sha256_hex(lines.join("\n").as_bytes()).chars().take(16).collect()
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> anyhow::Result<T> + Send + 'static,
) -> anyhow::Result<T> {
    tokio::task::spawn_blocking(work).await.context("a step of the build panicked")?
}
