//! What waits, what has arrived, what came back; and the backup that works even when sending does not.

use std::collections::BTreeMap;

use leptos::prelude::*;
use leptos::task::spawn_local;
use market_model::{EntityKind, EventBody};
use survey_journal::{Settled, export_jsonl, read_jsonl};

use super::{App, platform, sync};
use crate::place::Screen;
use crate::told::told;
use crate::words::{Word, step_word};

/// So many steps are listed; all of them are in the backup.
const LISTED_STEPS: usize = 60;

/// The screen.
#[component]
pub fn OutboxPage() -> impl IntoView {
    let app = expect_context::<App>();
    let counts =
        move || app.journal.with(|j| j.as_ref().map(survey_journal::Journal::counts).unwrap_or_default());
    let busy = move || counts().sent > 0;
    let failure = move || {
        app.journal
            .with(|j| j.as_ref().and_then(|j| j.outbox().last_failure().cloned()))
            .map(|f| sync::why(app, &f))
    };
    let receipt = move || {
        app.journal.with(|j| {
            let (at_ms, receipt) = j.as_ref()?.outbox().last_receipt()?;
            let short: String = receipt.batch_sha256.chars().take(12).collect();
            Some(format!("{} · {short}… · 1–{}", platform::clock(at_ms as f64), receipt.stored_up_to))
        })
    };
    let state = move || {
        let counts = counts();
        match () {
            () if busy() => app.word(Word::Sending),
            () if counts.pending == 0 && counts.acknowledged > 0 => app.word(Word::AllArrived),
            () => "",
        }
    };
    view! {
        <section class="page two">
            <div class="side">
                <h1>{move || app.word(Word::Outbox)}</h1>
                <dl class="counts">
                    <Count label=Word::Pending class="pending" n=Signal::derive(move || counts().pending) />
                    <Count label=Word::Sent class="sent" n=Signal::derive(move || counts().sent) />
                    <Count label=Word::Acknowledged class="arrived" n=Signal::derive(move || counts().acknowledged) />
                    <Count label=Word::Rejected class="apart" n=Signal::derive(move || counts().rejected) />
                </dl>
                <p role="status" class="big">{state}</p>
                <Show when=move || failure().is_some()><p class="banner">{failure}</p></Show>
                <div class="actions">
                    <button type="button" class="primary" disabled=move || busy() || counts().pending == 0
                        on:click=move |_| sync::hurry(app)>{move || app.word(Word::SendNow)}</button>
                </div>
                <p><strong>{move || app.word(Word::LastReceipt)}</strong><br />
                    {move || receipt().unwrap_or_else(|| app.word(Word::NoReceipt).to_owned())}</p>
                <p class="hint">{move || app.word(Word::Kept)}</p>
                <Backup />
            </div>
            <div class="side">
                <ReturnedList />
                <StepList />
            </div>
        </section>
    }
}

#[component]
fn Count(label: Word, class: &'static str, n: Signal<usize>) -> impl IntoView {
    let app = expect_context::<App>();
    view! { <div class=format!("count {class}")><dt>{move || app.word(label)}</dt><dd>{move || n.get()}</dd></div> }
}

#[component]
fn Backup() -> impl IntoView {
    let app = expect_context::<App>();
    let export = move |_| {
        let file = app.journal.with_untracked(|j| {
            let j = j.as_ref()?;
            Some((format!("{}-{}-events.jsonl", j.market(), platform::today()), export_jsonl(j.events())))
        });
        if let Some((name, text)) = file {
            platform::save_file(&name, &text);
        }
    };
    let import = move |_| {
        spawn_local(async move {
            let Some(text) = platform::pick_file().await else { return };
            let (events, unreadable) = read_jsonl(&text);
            let report = app.journal.with_untracked(|j| {
                j.as_ref().map(|j| j.stage_import(&events, platform::now_ms()).1).unwrap_or_default()
            });
            let words = [
                (Word::ImportNew, report.new),
                (Word::ImportKnown, report.known),
                (Word::ImportBad, unreadable + report.forked),
            ];
            let told = words.map(|(w, n)| format!("{} {n}", app.word_untracked(w))).join(" · ");
            let stage = move |journal: &mut survey_journal::Journal| {
                journal.stage_import(&events, platform::now_ms()).0
            };
            app.enqueue(
                Box::new(stage),
                Box::new(move |result| {
                    if result.is_ok() {
                        app.note.set(Some(super::Note { text: told, bad: unreadable > 0 }));
                    }
                }),
            );
        });
    };
    view! {
        <h2>{move || app.word(Word::Backup)}</h2>
        <p class="hint">{move || app.word(Word::BackupHelp)}</p>
        <div class="actions">
            <button type="button" on:click=export>{move || app.word(Word::Export)}</button>
            <button type="button" on:click=import>{move || app.word(Word::Import)}</button>
        </div>
    }
}

#[component]
fn ReturnedList() -> impl IntoView {
    let app = expect_context::<App>();
    // Several events of one step come back with one note: shown once.
    let notes = move || {
        let mut notes: BTreeMap<String, (Vec<String>, Option<String>)> = BTreeMap::new();
        for returned in app.returned.get() {
            let what = app.journal.with(|j| {
                let j = j.as_ref()?;
                let event = j.events().iter().find(|e| e.id.as_str() == returned.event)?;
                Some((told(j.survey(), &event.body, app.lang.get()), stall_of(&event.body)))
            });
            let (what, stall) = what.unwrap_or((returned.event, None));
            let entry = notes.entry(returned.note).or_default();
            entry.0.push(what);
            entry.1 = entry.1.take().or(stall);
        }
        notes
    };
    view! {
        <h2>{move || app.word(Word::Returned)}</h2>
        <Show when=move || !app.returned.with(Vec::is_empty)
            fallback=move || view! { <p class="hint">{move || app.word(Word::NoReturned)}</p> }>
            <ul class="rows">
                {move || notes().into_iter().map(|(note, (what, stall))| view! {
                    <li class="returned">
                        <strong>{move || app.word(Word::ReturnedNote)}": “"{note}"”"</strong>
                        <span>{what.join(", ")}</span>
                        {stall.map(|stall| view! {
                            <button type="button" on:click=move |_| app.go(Screen::Stall { stall: stall.clone() })>
                                {move || app.word(Word::Stall)}" ›"
                            </button>
                        })}
                    </li>
                }).collect_view()}
            </ul>
        </Show>
    }
}

#[component]
fn StepList() -> impl IntoView {
    let app = expect_context::<App>();
    let steps = move || {
        app.journal.with(|journal| {
            let Some(journal) = journal else { return Vec::new() };
            let undone: Vec<u32> = journal.steps().iter().filter_map(|s| s.undoes).collect();
            let latest = journal.steps().iter().rev().take(LISTED_STEPS);
            latest
                .map(|step| {
                    let events = journal.events_of(step);
                    let settled: Vec<_> = events.iter().map(|e| journal.outbox().settled(&e.id)).collect();
                    let reason = settled.iter().find_map(|s| match s {
                        Some(Settled::Rejected(reason)) => Some(reason.clone()),
                        _ => None,
                    });
                    let arrived = settled.iter().all(Option::is_some);
                    let what = events
                        .first()
                        .map(|e| told(journal.survey(), &e.body, app.lang.get()))
                        .unwrap_or_default();
                    let at = events.first().map_or(0, |e| e.at_ms);
                    (step_word(&step.label), what, at, arrived, reason, undone.contains(&step.number))
                })
                .collect::<Vec<_>>()
        })
    };
    view! {
        <h2>{move || app.word(Word::Steps)}</h2>
        <ol class="rows steps">
            {move || steps().into_iter().map(|(word, what, at, arrived, reason, undone)| {
                let state = match (&reason, arrived) {
                    (Some(_), _) => Word::Rejected,
                    (None, true) => Word::Acknowledged,
                    (None, false) => Word::Pending,
                };
                let class = match state { Word::Rejected => "tag apart", Word::Acknowledged => "tag arrived", _ => "tag pending" };
                view! {
                    <li class:undone=undone>
                        <strong>{app.word(word)}</strong>
                        <span class="what">{what}{reason.map(|r| format!(" — {r}"))}</span>
                        <span class="hint">{platform::clock(at as f64)}</span>
                        <span class=class>{app.word(state)}</span>
                    </li>
                }
            }).collect_view()}
        </ol>
    }
}

/// The stall that an event speaks of.
fn stall_of(body: &EventBody) -> Option<String> {
    match body {
        EventBody::Set { entity: EntityKind::Stall, id, .. } => Some(id.to_string()),
        _ => None,
    }
}
