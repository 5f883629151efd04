//! Walking along one side: frontage after frontage, each with one number, the rest as its neighbour.

use leptos::prelude::*;
use market_model::{Category, EntityKind, Id, Mm, Side};

use super::plan::{Plan, colour_class};
use super::ui::{Chips, options};
use super::{App, platform};
use crate::capture::{FrontageForm, decimal, frontage, frontage_problems, mint};
use crate::place::Screen;
use crate::row::{
    Agreement, RowStall, agreement, aisle_length, codes, next_form, row_sum, shown_metres, stalls,
    text_metres,
};
use crate::words::Word;

/// The fields that the keypad fills, in the order of measuring.
const NUMBERS: [(&str, Word); 3] = [("width", Word::FrontWidth), ("gap", Word::Gap), ("depth", Word::Depth)];
/// So many trades are one tap away: those used last, then the most common of Korean markets.
const NEAR_TRADES: usize = 8;
const COMMON: [Category; 8] = [
    Category::Vegetables,
    Category::Fruit,
    Category::Fish,
    Category::Meat,
    Category::SideDishes,
    Category::Snacks,
    Category::Clothes,
    Category::Household,
];

/// What the parts of the screen share.
#[derive(Clone, Copy)]
struct Entry {
    form: RwSignal<FrontageForm>,
    row: Memo<Vec<RowStall>>,
    active: RwSignal<&'static str>,
    wrong: RwSignal<Vec<&'static str>>,
    /// Whether the tablet's own keyboard comes up for numbers, instead of the keys on the screen.
    own_keyboard: RwSignal<bool>,
    aisle: StoredValue<Id>,
    side: Side,
}

impl Entry {
    fn number(self, field: &str) -> String {
        self.form.with(|f| number_of(f, field).clone())
    }

    fn change(self, app: App, change: impl FnOnce(&mut FrontageForm)) {
        self.form.update(change);
        self.wrong.set(Vec::new());
        let draft = (self.aisle.with_value(Id::to_string), self.side, self.form.get_untracked());
        app.memory.update_untracked(|m| m.draft = Some(draft));
        app.remember();
    }

    /// Writes the frontage; the next one appears when it is durable.
    fn save(self, app: App, form: FrontageForm) {
        let in_use = app.survey(codes);
        let wrong = frontage_problems(&form, &in_use);
        if let Some(first) = wrong.first().copied() {
            let word = match first {
                "code" => Word::CheckCode,
                "width_m" => Word::CheckWidth,
                "gap_m" => Word::CheckGap,
                _ => Word::CheckDepth,
            };
            app.complain(app.word_untracked(word));
            self.wrong.set(wrong);
            return;
        }
        let (device, seq) = app.next();
        let Some(id) = mint('s', &device, seq, 0) else { return };
        let order = self.row.with_untracked(|r| r.last().map_or(0, |s| s.order)).saturating_add(1);
        let bodies = self.aisle.with_value(|aisle| frontage(&id, aisle, self.side, order, &form));
        app.write("stall", bodies, move || {
            let next = self.fresh(app);
            self.form.set(next);
            self.wrong.set(Vec::new());
            self.active.set("width");
            app.memory.update_untracked(|m| m.draft = None);
            app.remember();
            platform::focus("number-width");
        });
    }

    fn fresh(self, app: App) -> FrontageForm {
        self.aisle.with_value(|aisle| {
            let letter = super::aisle::letter(app, aisle);
            app.survey(|s| next_form(&stalls(s, aisle, self.side), &codes(s), letter))
        })
    }
}

fn number_of<'a>(form: &'a FrontageForm, field: &str) -> &'a String {
    match field {
        "gap" => &form.gap,
        "depth" => &form.depth,
        _ => &form.width,
    }
}

fn number_mut<'a>(form: &'a mut FrontageForm, field: &str) -> &'a mut String {
    match field {
        "gap" => &mut form.gap,
        "depth" => &mut form.depth,
        _ => &mut form.width,
    }
}

/// The screen.
#[component]
pub fn Walk(aisle: String, side: Side) -> impl IntoView {
    let app = expect_context::<App>();
    let Ok(id) = Id::new(&aisle) else { return ().into_any() };
    let row_id = id.clone();
    let row = Memo::new(move |_| app.survey(|s| stalls(s, &row_id, side)));
    let entry = Entry {
        form: RwSignal::new(FrontageForm::default()),
        row,
        active: RwSignal::new("width"),
        wrong: RwSignal::new(Vec::new()),
        own_keyboard: RwSignal::new(false),
        aisle: StoredValue::new(id.clone()),
        side,
    };
    let draft = app.memory.with_untracked(|m| m.draft.clone());
    let resumed = draft.filter(|(a, s, _)| *a == aisle && *s == side).map(|(_, _, form)| form);
    entry.form.set(resumed.unwrap_or_else(|| entry.fresh(app)));
    // Undo brings the last number back: the form follows the row.
    Effect::new(move |before: Option<usize>| {
        let n = row.with(Vec::len);
        if before.is_some_and(|before| n < before) {
            entry.form.set(entry.fresh(app));
        }
        n
    });
    let name =
        app.survey(|s| s.get(EntityKind::Aisle, &id).and_then(|r| r.get("name_ko")).map(str::to_owned));
    let other = aisle.clone();
    view! {
        <section class="page walk">
            <div class="walk-head">
                <button type="button" on:click=move |_| app.go(Screen::Market)>"‹ "{move || app.word(Word::Aisles)}</button>
                <h1>{name.unwrap_or(aisle.clone())}</h1>
                <div class="segmented" role="group" aria-label=move || app.word(Word::Side)>
                    {[Side::Left, Side::Right, Side::Centre].into_iter().map(|s| {
                        let aisle = other.clone();
                        view! {
                            <button type="button" aria-pressed=(s == side).to_string()
                                on:click=move |_| app.go(Screen::Walk { aisle: aisle.clone(), side: s })>
                                {move || s.word(app.lang.get())}
                            </button>
                        }
                    }).collect_view()}
                </div>
            </div>
            <Strip entry=entry />
            <div class="entry">
                <EntryFields entry=entry />
                <Keypad entry=entry />
            </div>
            <div class="walk-plan"><Plan here=Signal::derive(move || aisle.clone()) /></div>
            <Measured row=row />
        </section>
    }
    .into_any()
}

/// The row so far, to scale, and how its sum agrees with the aisle.
#[component]
fn Strip(entry: Entry) -> impl IntoView {
    let app = expect_context::<App>();
    let length = Memo::new(move |_| entry.aisle.with_value(|id| app.survey(|s| aisle_length(s, id))));
    let sum = Memo::new(move |_| entry.row.with(|r| row_sum(r)));
    let verdict = move || match agreement(sum.get(), length.get()) {
        Agreement::Unknown => ("sum", app.word(Word::NoLength).to_owned()),
        Agreement::Remaining(left) => {
            ("sum", format!("{} m {}", shown_metres(left), app.word(Word::Remaining)))
        }
        Agreement::Closed => ("sum closed", format!("✓ {}", app.word(Word::Closed))),
        Agreement::TooLong(over) => {
            ("sum too-long", format!("⚠ {} m {}", shown_metres(over), app.word(Word::TooLong)))
        }
    };
    let line = move || {
        format!(
            "{} {} m / {} {} m",
            app.word(Word::Sum),
            shown_metres(sum.get()),
            app.word(Word::AisleIs),
            shown_metres(length.get())
        )
    };
    let whole = move || length.get().0.max(sum.get().0).max(6_000);
    view! {
        <div class="strip">
            <svg role="img" aria-label=line viewBox=move || format!("0 0 {} 2600", whole()) preserveAspectRatio="none">
                <rect class="strip-free" x="0" y="0" width=move || whole().to_string() height="2600" />
                {move || entry.row.with(|row| {
                    let mut at = 0;
                    row.iter().map(|s| {
                        let from = at + s.gap.0;
                        at = from + s.width.0;
                        let class = format!("stall {}", colour_class(s.category));
                        view! { <rect class=class x=from.to_string() y="150" width=s.width.0.to_string() height="2300" /> }
                    }).collect_view()
                })}
                <line class="strip-end" x1=move || length.get().0.to_string() x2=move || length.get().0.to_string() y1="0" y2="2600" />
            </svg>
            <p class=move || verdict().0 role="status"><span>{line}</span>" "<strong>{move || verdict().1}</strong></p>
        </div>
    }
}

#[component]
fn EntryFields(entry: Entry) -> impl IntoView {
    let app = expect_context::<App>();
    let last = move || entry.row.with(|r| r.last().cloned());
    let same = move |_| {
        let Some(last) = entry.row.with_untracked(|r| r.last().cloned()) else { return };
        let form = FrontageForm {
            width: text_metres(last.width),
            gap: if last.gap == Mm(0) { String::new() } else { text_metres(last.gap) },
            ..entry.fresh(app)
        };
        entry.save(app, form);
    };
    let wrong = move |field: &'static str| entry.wrong.with(|w| w.contains(&field)).to_string();
    view! {
        <div class="entry-fields">
            <div class="field code-field">
                <label for="stall-code">{move || app.word(Word::Code)}</label>
                <input id="stall-code" autocomplete="off" aria-invalid=move || wrong("code")
                    prop:value=move || entry.form.with(|f| f.code.clone())
                    on:input=move |e| entry.change(app, |f| f.code = event_target_value(&e)) />
            </div>
            <div class="numbers">
                {NUMBERS.into_iter().map(|(field, label)| view! {
                    <NumberField entry=entry field=field label=label />
                }).collect_view()}
            </div>
            <Chips label=Word::Form options=options!(StallKind)
                chosen=Signal::derive(move || entry.form.with(|f| f.kind.clone()))
                on_choose=Callback::new(move |k: &'static str| entry.change(app, |f| f.kind = k.to_owned())) />
            <Trades entry=entry />
            <div class="walk-actions">
                <button type="button" class="same" disabled=move || last().is_none() || app.writing.get() on:click=same>
                    <strong>{move || app.word(Word::SameAsLast)}</strong>
                    <span>{move || last().map(|s| format!("{} m · {}", shown_metres(s.width), s.category.word(app.lang.get())))}</span>
                </button>
                <button type="button" class="primary" disabled=move || app.writing.get()
                    on:click=move |_| entry.save(app, entry.form.get_untracked())>
                    {move || app.word(Word::SaveNext)}
                </button>
            </div>
        </div>
    }
}

#[component]
fn NumberField(entry: Entry, field: &'static str, label: Word) -> impl IntoView {
    let app = expect_context::<App>();
    let schema_field = match field {
        "gap" => "gap_m",
        "depth" => "depth_m",
        _ => "width_m",
    };
    view! {
        <div class="field number" class:active=move || entry.active.get() == field>
            <label for=format!("number-{field}")>{move || app.word(label)}</label>
            <span class="with-unit">
                <input id=format!("number-{field}") autocomplete="off" enterkeyhint="next"
                    inputmode=move || if entry.own_keyboard.get() { "decimal" } else { "none" }
                    placeholder=if field == "gap" { "0" } else { "" }
                    aria-invalid=move || entry.wrong.with(|w| w.contains(&schema_field)).to_string()
                    prop:value=move || entry.number(field)
                    on:focus=move |_| entry.active.set(field)
                    on:keydown=move |e| if e.key() == "Enter" { entry.save(app, entry.form.get_untracked()) }
                    on:input=move |e| entry.change(app, |f| *number_mut(f, field) = event_target_value(&e)) />
                <span class="unit" aria-hidden="true">"m"</span>
            </span>
        </div>
    }
}

/// The trades used last, and all of them behind one more tap.
#[component]
fn Trades(entry: Entry) -> impl IntoView {
    let app = expect_context::<App>();
    let near = Memo::new(move |_| {
        let mut near: Vec<Category> = Vec::new();
        let chosen = entry.form.with(|f| Category::parse(&f.category));
        let recent = entry.row.with(|r| r.iter().rev().map(|s| s.category).collect::<Vec<_>>());
        for category in chosen.into_iter().chain(recent).chain(COMMON) {
            if category != Category::Other && !near.contains(&category) && near.len() < NEAR_TRADES {
                near.push(category);
            }
        }
        near.sort_unstable();
        near
    });
    let choose = move |code: String| entry.change(app, |f| f.category = code);
    view! {
        <fieldset class="chips">
            <legend>{move || app.word(Word::Category)}</legend>
            <div class="chip-row">
                {move || near.get().into_iter().map(|c| view! {
                    <button type="button" class=format!("chip {}", colour_class(c))
                        aria-pressed=move || entry.form.with(|f| f.category == c.code()).to_string()
                        on:click=move |_| choose(c.code().to_owned())>{c.word(app.lang.get())}</button>
                }).collect_view()}
                <select class="chip" aria-label=move || app.word(Word::OtherTrades)
                    on:change=move |e| choose(event_target_value(&e))>
                    <option value="" selected=move || entry.form.with(|f| f.category.is_empty())>{move || app.word(Word::OtherTrades)}</option>
                    {move || Category::ALL.iter().map(|c| view! {
                        <option value=c.code() selected=move || entry.form.with(|f| f.category == c.code())>{c.word(app.lang.get())}</option>
                    }).collect_view()}
                </select>
            </div>
        </fieldset>
    }
}

/// Big keys for the number that is being typed; works with gloves and one hand.
#[component]
fn Keypad(entry: Entry) -> impl IntoView {
    let app = expect_context::<App>();
    let press = move |key: &'static str| {
        let field = entry.active.get_untracked();
        entry.change(app, |form| {
            let number = number_mut(form, field);
            match key {
                "⌫" => {
                    number.pop();
                }
                "." if number.contains('.') => {}
                _ if number.len() < 7 => number.push_str(key),
                _ => {}
            }
        });
    };
    let next = move |_| {
        let at = NUMBERS.iter().position(|(f, _)| *f == entry.active.get_untracked()).unwrap_or(0);
        let field = NUMBERS[(at + 1) % NUMBERS.len()].0;
        entry.active.set(field);
        platform::focus(&format!("number-{field}"));
    };
    let shown = move || {
        let field = entry.active.get();
        let label = NUMBERS.iter().find(|(f, _)| *f == field).map_or(Word::FrontWidth, |(_, w)| *w);
        let number = entry.number(field);
        let checked = number.is_empty() || decimal(&number).is_some();
        (app.word(label), if number.is_empty() { "–".to_owned() } else { number }, checked)
    };
    view! {
        <div class="keypad" role="group" aria-label=move || app.word(Word::Keypad)>
            <p class="keypad-shown" class:bad=move || !shown().2>
                <span>{move || shown().0}</span><strong>{move || shown().1}</strong><span>"m"</span>
            </p>
            {["7", "8", "9", "4", "5", "6", "1", "2", "3", ".", "0"].into_iter().map(|key| view! {
                <button type="button" on:click=move |_| press(key)>{key}</button>
            }).collect_view()}
            <button type="button" aria-label=move || app.word(Word::Erase) on:click=move |_| press("⌫")>"⌫"</button>
            <button type="button" class="small" aria-pressed=move || entry.own_keyboard.get().to_string()
                on:click=move |_| {
                    entry.own_keyboard.update(|v| *v = !*v);
                    platform::focus(&format!("number-{}", entry.active.get_untracked()));
                }>{move || app.word(Word::Keyboard)}</button>
            <button type="button" class="wide" on:click=next>{move || app.word(Word::NextField)}" →"</button>
        </div>
    }
}

/// The stalls of the row as a list, the last one first.
#[component]
fn Measured(row: Memo<Vec<RowStall>>) -> impl IntoView {
    let app = expect_context::<App>();
    view! {
        <div class="measured">
            <h2 class="quiet">{move || app.word(Word::Measured)}" "{move || row.with(Vec::len)}</h2>
            <Show when=move || row.with(Vec::is_empty)><p class="hint">{move || app.word(Word::FirstStall)}</p></Show>
            <ol reversed>
                {move || row.get().into_iter().rev().map(|s| {
                    let id = s.id.to_string();
                    let words = format!("{} m · {}", shown_metres(s.width), s.category.word(app.lang.get()));
                    view! {
                        <li><button type="button" on:click=move |_| app.go(Screen::Stall { stall: id.clone() })>
                            <strong>{s.code}</strong><span>{words}</span><span class="who">{s.merchant}</span>
                        </button></li>
                    }
                }).collect_view()}
            </ol>
        </div>
    }
}
