//! The frame around the screens: top bar, banners, the message line, and which screen shows.

use leptos::prelude::*;
use leptos::task::spawn_local;
use market_model::{EntityKind, Lang};
use wasm_bindgen::prelude::Closure;

use super::{App, aisle, markets, outbox, overview, platform, stall, walk};
use crate::place::{Memory, Screen};
use crate::words::{Word, step_word};

/// Less than this is worth a warning: a day of survey is far smaller, but photographs are not.
const LOW_SPACE_BYTES: f64 = 1e9;

/// Puts the app into the page.
pub fn mount() {
    if let Some(target) = leptos::tachys::dom::document().get_element_by_id("app") {
        target.set_inner_html("");
        mount_to(wasm_bindgen::JsCast::unchecked_into(target), Root).forget();
    }
}

/// Waits for the journal, then shows the screens; asks the browser to keep the data.
#[component]
fn Root() -> impl IntoView {
    let app = App::new();
    provide_context(app);
    let ready = RwSignal::new(false);
    spawn_local(async move {
        super::resume(app).await;
        ready.set(true);
        super::sync::start(app);
        ask_persist(app);
    });
    let on_shell = Closure::new(move |state: String| app.shell.set(state));
    platform::on_shell(&on_shell);
    on_shell.forget();
    let on_back = Closure::new(move |place: String| {
        let before = Memory::read(&place);
        let here = app.memory.with_untracked(|m| m.market.clone());
        // Another market's screen cannot be shown without its journal.
        let screen = if before.market == here { before.screen } else { Screen::Markets };
        app.memory.update(|m| m.screen = screen);
        app.remember();
    });
    platform::on_back(&on_back);
    on_back.forget();
    view! { <Show when=move || ready.get()><Shell /></Show> }
}

fn ask_persist(app: App) {
    spawn_local(async move {
        app.persisted.set(Some(platform::persist().await));
        let free = platform::free_bytes().await;
        app.low_space.set((0.0..LOW_SPACE_BYTES).contains(&free));
    });
}

#[component]
fn Shell() -> impl IntoView {
    let app = expect_context::<App>();
    Effect::new(move |_| platform::speak(app.lang.get().code(), app.word(Word::App)));
    let screen = Memo::new(move |_| app.memory.with(|m| m.screen.clone()));
    view! {
        <TopBar />
        <Banners />
        <main id="main">
            {move || match screen.get() {
                Screen::Markets => view! { <markets::Markets /> }.into_any(),
                Screen::Market => view! { <overview::Overview /> }.into_any(),
                Screen::Aisle { aisle } => view! { <aisle::AisleForm aisle=aisle /> }.into_any(),
                Screen::Walk { aisle, side } => view! { <walk::Walk aisle=aisle side=side /> }.into_any(),
                Screen::Stall { stall } => view! { <stall::StallPage stall=stall /> }.into_any(),
                Screen::Outbox => view! { <outbox::OutboxPage /> }.into_any(),
            }}
        </main>
        <div class="note-line" role="status" aria-live="polite">
            {move || app.note.get().map(|n| view! {
                <p class=if n.bad { "note bad" } else { "note" }>{n.text}</p>
            })}
        </div>
    }
}

#[component]
fn TopBar() -> impl IntoView {
    let app = expect_context::<App>();
    let title = move || {
        let market = app.memory.with(|m| m.market.clone());
        let name = market_model::Id::new(&market).ok().and_then(|id| {
            app.survey(|s| s.get(EntityKind::Market, &id).and_then(|r| r.get("name_ko")).map(str::to_owned))
        });
        let listed = app.server_markets.with(|l| l.iter().find(|m| m.id == market).map(|m| m.name.clone()));
        name.or(listed).unwrap_or(market)
    };
    let open = move || app.journal.with(Option::is_some);
    let waiting =
        move || app.journal.with(|j| j.as_ref().map_or(0, |j| j.counts().pending + j.counts().sent));
    let undoable =
        move || app.journal.with(|j| j.as_ref().and_then(|j| j.undoable().map(|s| s.label.clone())));
    let switch = move |_| {
        let lang = if app.lang.get_untracked() == Lang::Ko { Lang::En } else { Lang::Ko };
        app.lang.set(lang);
        spawn_local(platform::remember("lang".into(), lang.code().into()));
    };
    let at = move |screen: Screen| (app.memory.with(|m| m.screen == screen)).then_some("page");
    view! {
        <header class="top">
            <nav aria-label=move || app.word(Word::App)>
                <Show when=open fallback=move || view! { <strong class="title">{move || app.word(Word::App)}</strong> }>
                    <button type="button" class="top-button title" aria-current=move || at(Screen::Market)
                        on:click=move |_| app.go(Screen::Market)>{title}</button>
                    <button type="button" class="top-button" aria-current=move || at(Screen::Outbox)
                        on:click=move |_| app.go(Screen::Outbox)>
                        {move || app.word(Word::Outbox)}
                        <span class=move || { if waiting() > 0 { "badge" } else { "badge done" } }>
                            {move || if waiting() > 0 { waiting().to_string() } else { "✓".to_owned() }}
                        </span>
                    </button>
                </Show>
            </nav>
            <div class="top-right">
                <Show when=open>
                    <button type="button" class="top-button" disabled=move || undoable().is_none() || app.writing.get()
                        on:click=move |_| app.undo()>
                        <span aria-hidden="true">"↶ "</span>{move || app.word(Word::Undo)}
                        {move || undoable().map(|l| format!(": {}", app.word(step_word(&l))))}
                    </button>
                </Show>
                <button type="button" class="top-button" lang=move || if app.lang.get() == Lang::Ko { "en" } else { "ko" }
                    on:click=switch>{move || app.word(Word::OtherLanguage)}</button>
            </div>
        </header>
    }
}

#[component]
fn Banners() -> impl IntoView {
    let app = expect_context::<App>();
    view! {
        <aside class="banners" aria-label=move || app.word(Word::Notices)>
            <Show when=move || app.persisted.get() == Some(false)>
                <div class="banner bad" role="note">
                    <p>{move || app.word(Word::Evictable)}</p>
                    <button type="button" on:click=move |_| ask_persist(app)>{move || app.word(Word::AskPersist)}</button>
                </div>
            </Show>
            <Show when=move || app.low_space.get()>
                <div class="banner bad" role="note"><p>{move || app.word(Word::LowSpace)}</p></div>
            </Show>
            <Show when=move || app.shell.get() == "update-ready">
                <div class="banner" role="note"><p>{move || app.word(Word::UpdateReady)}</p></div>
            </Show>
        </aside>
    }
}
