//! Brings the outbox to the server whenever there is one, and fetches what the server has for this tablet.

use leptos::prelude::*;
use leptos::task::spawn_local;
use market_wire::{Decision, Manifest, MarketSummary, ReviewNotes, role};
use survey_journal::{Answer, Failure, Journal};

use super::{App, Returned, ServerMarket, platform};
use crate::base::{survey_of, without_own};
use crate::words::Word;

/// How often it is looked whether something waits. Cheap when nothing does.
const LOOK_EVERY_MS: f64 = 2_000.0;
/// The server's lists are asked for this often.
const LISTS_EVERY_LOOKS: u32 = 30;

/// Sends for as long as the page lives.
pub fn start(app: App) {
    spawn_local(async move {
        app.server_markets.set(read_markets(&platform::recall("markets").await.unwrap_or_default()));
        let mut looks = 0_u32;
        loop {
            while send_one(app).await {}
            if looks.is_multiple_of(LISTS_EVERY_LOOKS) {
                fetch_markets(app).await;
                fetch_returned(app).await;
            }
            looks = looks.wrapping_add(1);
            platform::sleep(LOOK_EVERY_MS).await;
        }
    });
}

/// Sends at once, whatever the waiting time.
pub fn hurry(app: App) {
    app.journal.update(|journal| {
        if let Some(journal) = journal {
            journal.hurry();
        }
    });
    spawn_local(async move {
        while send_one(app).await {}
        fetch_returned(app).await;
    });
}

/// Sends one batch; `true` when it arrived and another may follow.
async fn send_one(app: App) -> bool {
    let may = app.journal.with_untracked(|j| {
        j.as_ref().is_some_and(|j| {
            !j.outbox().is_busy() && j.counts().pending > 0 && ticks() >= j.outbox().wait_until_tick_ms()
        })
    });
    if !may {
        return false;
    }
    let batch = app.journal.try_update(|journal| {
        journal.as_mut().and_then(|j| j.next_batch(ticks()).map(|batch| (j.market().to_string(), batch)))
    });
    let Some(Some((market, batch))) = batch else { return false };
    let url = format!("/api/v1/markets/{}/events", platform::encode(&market));
    let (status, body) = platform::fetch("POST", &url, Some(batch.bytes())).await;
    let (answered, waiter) = RwSignal::new(None).split();
    let stage = move |journal: &mut survey_journal::Journal| {
        if journal.market().as_str() != market {
            // The person went to another market meanwhile; this one's events simply wait in their journal.
            return None;
        }
        let answer = if status == 0 { Answer::None } else { Answer::Http { status, body: &body } };
        let [a, b, ..] = platform::random_ten();
        let jitter = u16::from_be_bytes([a, b]);
        journal.stage_answer(&batch, answer, platform::now_ms(), ticks(), jitter).ok()
    };
    app.enqueue(Box::new(stage), Box::new(move |result| waiter.set(Some(result))));
    while answered.with_untracked(Option::is_none) {
        platform::sleep(20.0).await;
    }
    match answered.get_untracked() {
        Some(Ok(arrived)) => {
            app.journal.notify();
            arrived
        }
        _ => {
            app.journal.update(|journal| {
                if let Some(journal) = journal {
                    journal.abandon(ticks());
                }
            });
            false
        }
    }
}

fn ticks() -> u64 {
    platform::tick() as u64
}

/// Why the last sending did not count, for a person.
pub fn why(app: App, failure: &Failure) -> String {
    match failure {
        Failure::NoAnswer => app.word(Word::WhyNoAnswer).to_owned(),
        Failure::Status(404) => app.word(Word::WhyNoMarket).to_owned(),
        Failure::Status(status) => format!("{} {status}", app.word(Word::WhyStatus)),
        Failure::TooLarge => app.word(Word::WhyTooLarge).to_owned(),
        Failure::NotAReceipt => app.word(Word::WhyPortal).to_owned(),
        Failure::OtherBatch | Failure::Incomplete(_) | Failure::Foreign(_) => {
            app.word(Word::WhyWrongReceipt).to_owned()
        }
    }
}

async fn fetch_markets(app: App) {
    let (status, body) = platform::fetch("GET", "/api/v1/markets", None).await;
    let text = String::from_utf8(body).unwrap_or_default();
    if status == 200 && serde_json::from_str::<Vec<MarketSummary>>(&text).is_ok() {
        app.server_markets.set(read_markets(&text));
        platform::remember("markets".into(), text).await;
    }
}

fn read_markets(text: &str) -> Vec<ServerMarket> {
    let list: Vec<MarketSummary> = serde_json::from_str(text).unwrap_or_default();
    list.into_iter().map(|m| ServerMarket { id: m.id.to_string(), name: m.names.ko }).collect()
}

async fn fetch_returned(app: App) {
    let whose =
        app.journal.with_untracked(|j| j.as_ref().map(|j| (j.market().to_string(), j.device().to_string())));
    let Some((market, device)) = whose else { return };
    let url =
        format!("/api/v1/markets/{}/review?device={}", platform::encode(&market), platform::encode(&device));
    let (status, body) = platform::fetch("GET", &url, None).await;
    let Some(review) = serde_json::from_slice::<ReviewNotes>(&body).ok().filter(|_| status == 200) else {
        return;
    };
    let back = review.notes.into_iter().filter(|n| n.decision == Decision::Returned);
    app.returned.set(back.map(|n| Returned { event: n.event.to_string(), note: n.note }).collect());
}

/// Where the published revision of a market is kept for the day without a network.
pub fn base_key(market: &str) -> String {
    format!("base {market}")
}

/// Lays a journal on top of a published market; nonsense changes nothing.
pub fn set_base(journal: &mut Journal, published: &str) {
    if let Some(market) =
        market_model::from_json(published.as_bytes()).ok().filter(|m| m.id == *journal.market())
    {
        let base = without_own(survey_of(&market), journal.device().as_str());
        journal.set_base(base);
    }
}

/// Fetches what is published of the open market, keeps it, and shows it under what is recorded here.
pub async fn fetch_base(app: App) {
    let Some(market) = app.journal.with_untracked(|j| j.as_ref().map(|j| j.market().to_string())) else {
        return;
    };
    let (status, body) =
        platform::fetch("GET", &format!("/m/{}/manifest.json", platform::encode(&market)), None).await;
    let manifest = serde_json::from_slice::<Manifest>(&body)
        .ok()
        .filter(|m| status == 200 && m.market.as_str() == market);
    let Some(file) = manifest.as_ref().and_then(|m| m.files.get(role::MARKET)) else { return };
    let (status, body) = platform::fetch("GET", &format!("/a/{}", file.path), None).await;
    // The hash tells a published file from what a Wi-Fi portal answers.
    if status != 200 || market_wire::batch_hash(&body) != file.sha256 {
        return;
    }
    let Ok(published) = String::from_utf8(body) else { return };
    platform::remember(base_key(&market), published.clone()).await;
    app.journal.update(|journal| {
        if let Some(journal) = journal.as_mut().filter(|j| j.market().as_str() == market) {
            set_base(journal, &published);
        }
    });
}
