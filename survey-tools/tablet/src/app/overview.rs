//! The market at a glance: its aisles with what is measured of each, and the plan.

use leptos::prelude::*;
use market_model::{EntityKind, Id, Side};

use super::App;
use super::plan::Plan;
use crate::place::Screen;
use crate::row::{Agreement, agreement, aisle_length, row_sum, shown_metres, stalls, street_level};
use crate::words::Word;

/// The screen.
#[component]
pub fn Overview() -> impl IntoView {
    let app = expect_context::<App>();
    let level = RwSignal::new(app.survey(street_level));
    let levels = Memo::new(move |_| {
        app.survey(|s| {
            let mut levels: Vec<(i32, String, String)> = s
                .of(EntityKind::Level)
                .map(|(id, r)| {
                    let ordinal = r.get("ordinal").and_then(|o| o.parse().ok()).unwrap_or(0);
                    (ordinal, id.to_string(), r.get("name_ko").unwrap_or(id.as_str()).to_owned())
                })
                .collect();
            levels.sort();
            levels
        })
    });
    let aisles = Memo::new(move |_| {
        app.survey(|s| {
            s.of(EntityKind::Aisle)
                .filter(|(_, r)| r.get("level") == Some(level.get().as_str()))
                .map(|(id, r)| (id.clone(), r.get("name_ko").unwrap_or(id.as_str()).to_owned()))
                .collect::<Vec<_>>()
        })
    });
    view! {
        <section class="page two">
            <div class="side">
                <h1>{move || app.word(Word::Aisles)}</h1>
                <Show when=move || { levels.with(Vec::len) > 1 }>
                    <div class="segmented" role="group" aria-label=move || app.word(Word::Level)>
                        {move || levels.get().into_iter().map(|(_, id, name)| {
                            let own = id.clone();
                            view! {
                                <button type="button" aria-pressed=move || (level.get() == own).to_string()
                                    on:click=move |_| level.set(id.clone())>{name}</button>
                            }
                        }).collect_view()}
                    </div>
                </Show>
                <Show when=move || aisles.with(Vec::is_empty)>
                    <p class="hint big">{move || app.word(Word::NoAisles)}</p>
                </Show>
                <ul class="aisles">
                    {move || aisles.get().into_iter().map(|(id, name)| view! { <AisleCard id=id name=name /> }).collect_view()}
                </ul>
                <div class="actions">
                    <button type="button" class="primary"
                        on:click=move |_| app.go(Screen::Aisle { aisle: String::new() })>
                        "+ "{move || app.word(Word::NewAisle)}
                    </button>
                    <button type="button" on:click=move |_| app.go(Screen::Markets)>
                        {move || app.word(Word::ChangeMarket)}
                    </button>
                </div>
            </div>
            <div class="main-plan">
                <h2 class="quiet">{move || app.word(Word::Plan)}</h2>
                <Plan level=level />
            </div>
        </section>
    }
}

#[component]
fn AisleCard(id: Id, name: String) -> impl IntoView {
    let app = expect_context::<App>();
    let (edit, walked, own) = (id.to_string(), id.clone(), id.clone());
    // A published aisle keeps its line; only aisles of this log have a form.
    let mine = move || {
        app.journal.with(|j| j.as_ref().is_some_and(|j| j.base().get(EntityKind::Aisle, &own).is_none()))
    };
    let length_id = id.clone();
    let length = move || shown_metres(app.survey(|s| aisle_length(s, &length_id)));
    let title = name.clone();
    view! {
        <li class="card aisle-card">
            <div class="aisle-head">
                <h2>{name}</h2>
                <span class="figure">{length}" m"</span>
                <Show when=mine fallback=move || view! { <span class="hint">{move || app.word(Word::Published)}</span> }>
                    <EditButton aisle=edit.clone() name=title.clone() />
                </Show>
            </div>
            <div class="side-buttons">
                {[Side::Left, Side::Right].into_iter().map(|side| {
                    view! { <SideButton aisle=walked.clone() side=side /> }
                }).collect_view()}
            </div>
        </li>
    }
}

#[component]
fn EditButton(aisle: String, name: String) -> impl IntoView {
    let app = expect_context::<App>();
    view! {
        <button type="button" aria-label=move || format!("{}: {name}", app.word(Word::EditAisle))
            on:click=move |_| app.go(Screen::Aisle { aisle: aisle.clone() })>"✎"</button>
    }
}

#[component]
fn SideButton(aisle: Id, side: Side) -> impl IntoView {
    let app = expect_context::<App>();
    let target = aisle.to_string();
    let figures = Memo::new(move |_| {
        app.survey(|s| {
            let row = stalls(s, &aisle, side);
            let sum = row_sum(&row);
            (row.len(), shown_metres(sum), agreement(sum, aisle_length(s, &aisle)))
        })
    });
    let class = move || match figures.get().2 {
        Agreement::Closed => "side-button closed",
        Agreement::TooLong(_) => "side-button too-long",
        _ => "side-button",
    };
    view! {
        <button type="button" class=class on:click=move |_| app.go(Screen::Walk { aisle: target.clone(), side })>
            <strong>{move || side.word(app.lang.get())}</strong>
            <span>
                {move || {
                    let (n, sum, agreement) = figures.get();
                    let tick = if agreement == Agreement::Closed { " ✓" } else { "" };
                    format!("{n} {} · {sum} m{tick}", app.word(Word::StallsCount))
                }}
            </span>
        </button>
    }
}
