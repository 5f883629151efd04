//! Which market: one that was begun on this tablet, one of the server's, or a new one.

use leptos::prelude::*;
use leptos::task::spawn_local;
use market_model::MarketId;

use super::App;
use super::ui::Field;
use crate::capture::new_market;
use crate::place::Screen;
use crate::words::Word;

/// Opens a market and goes to it; `name` is written when the market is new.
fn enter(app: App, market: String, name: Option<String>) {
    let Ok(id) = MarketId::new(&market) else {
        app.complain(app.word_untracked(Word::BadId));
        return;
    };
    spawn_local(async move {
        match (app.open(id.clone()).await, name) {
            (Err(error), _) => app.complain(error),
            (Ok(true), Some(name)) => {
                app.write("market", new_market(&id.0, &name), move || app.go(Screen::Market));
            }
            (Ok(_), _) => app.go(Screen::Market),
        }
    });
}

/// The screen.
#[component]
pub fn Markets() -> impl IntoView {
    let app = expect_context::<App>();
    let name_of = move |id: &str| {
        app.server_markets
            .with(|l| l.iter().find(|m| m.id == id).map_or_else(|| id.to_owned(), |m| m.name.clone()))
    };
    let elsewhere = move || {
        let here = app.journals.get();
        app.server_markets.get().into_iter().filter(|m| !here.contains(&m.id)).collect::<Vec<_>>()
    };
    view! {
        <section class="page narrow">
            <h1>{move || app.word(Word::ChooseMarket)}</h1>
            <Show when=move || !app.journals.with(Vec::is_empty)>
                <h2>{move || app.word(Word::OnThisTablet)}</h2>
                <ul class="big-list">
                    {move || app.journals.get().into_iter().map(|id| {
                        let name = name_of(&id);
                        view! { <li><button type="button" on:click=move |_| enter(app, id.clone(), None)>{name}</button></li> }
                    }).collect_view()}
                </ul>
            </Show>
            <h2>{move || app.word(Word::FromServer)}</h2>
            <Show when=move || !elsewhere().is_empty()
                fallback=move || view! { <p class="hint">{move || app.word(Word::NoServerList)}</p> }>
                <ul class="big-list">
                    {move || elsewhere().into_iter().map(|m| {
                        let id = m.id.clone();
                        view! { <li><button type="button" on:click=move |_| enter(app, id.clone(), None)>{m.name}</button></li> }
                    }).collect_view()}
                </ul>
            </Show>
            <NewMarket />
            <p class="hint">
                {move || app.word(if app.shell.get().is_empty() { Word::NotOfflineYet } else { Word::OfflineReady })}
            </p>
        </section>
    }
}

#[component]
fn NewMarket() -> impl IntoView {
    let app = expect_context::<App>();
    let (name, id) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let suggested = move || name.get().chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let chosen = move || if id.get().trim().is_empty() { suggested() } else { id.get() };
    let tried = RwSignal::new(false);
    let name_problem =
        Signal::derive(move || (tried.get() && name.get().trim().is_empty()).then_some(Word::NameMissing));
    let id_problem = Signal::derive(move || {
        (!chosen().is_empty() && MarketId::new(&chosen()).is_err()).then_some(Word::BadId)
    });
    let start = move |_| {
        tried.set(true);
        if name_problem.get_untracked().is_none() && id_problem.get_untracked().is_none() {
            enter(app, chosen(), Some(name.get_untracked()));
        }
    };
    view! {
        <h2>{move || app.word(Word::NewMarketHere)}</h2>
        <div class="card form-grid">
            <Field id="market-name" label=Word::MarketName value=name problem=Some(name_problem) />
            <Field id="market-id" label=Word::MarketId value=id problem=Some(id_problem) />
            <button type="button" class="primary" on:click=start>{move || app.word(Word::Start)}</button>
        </div>
    }
}
