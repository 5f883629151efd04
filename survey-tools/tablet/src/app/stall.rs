//! A stall: its measures, who trades in it, what is sold, and whether that may be published.

use leptos::prelude::*;
use market_model::{Consent, EntityKind, EventBody, Id, Payment, Side};

use super::goods::Goods;
use super::ui::{Chips, SavedField, SureButton, Typing, options};
use super::{App, plan::Plan, platform};
use crate::capture::{mint, remove, set, toggle_payment};
use crate::place::Screen;
use crate::row::merchant_of;
use crate::words::Word;

/// The screen.
#[component]
pub fn StallPage(stall: String) -> impl IntoView {
    let app = expect_context::<App>();
    let Ok(id) = Id::new(&stall) else { return ().into_any() };
    let here = id.clone();
    let field = move |name: &'static str| {
        let id = here.clone();
        Signal::derive(move || {
            app.survey(|s| {
                s.get(EntityKind::Stall, &id).and_then(|r| r.get(name)).unwrap_or_default().to_owned()
            })
        })
    };
    let (code, aisle, side) = (field("code"), field("aisle"), field("side"));
    let back = move |_| match Side::parse(&side.get_untracked()) {
        Some(side) => app.go(Screen::Walk { aisle: aisle.get_untracked(), side }),
        None => app.go(Screen::Market),
    };
    let (gone, merchant_stall, lit) = (id.clone(), id.clone(), stall.clone());
    let remove_stall = move |()| {
        let bodies = app.survey(|s| remove(s, EntityKind::Stall, &gone));
        app.write("remove", bodies, move || back(()));
    };
    let merchant =
        Memo::new(move |_| app.survey(|s| merchant_of(s, &merchant_stall).map(|(id, _)| id.clone())));
    view! {
        <section class="page two stall-page">
            <div class="side">
                <div class="walk-head">
                    <button type="button" on:click=move |_| back(())>"‹ "{move || app.word(Word::BackToRow)}</button>
                    <h1>{move || app.word(Word::Stall)}" "{move || code.get()}</h1>
                </div>
                <Trader stall=id.clone() merchant=merchant />
                <ConsentCard merchant=merchant />
            </div>
            <div class="side">
                <Goods merchant=merchant />
                <Measures id=id />
                <div class="stall-plan"><Plan here=Signal::derive(move || lit.clone()) /></div>
                <div class="actions"><SureButton label=Word::RemoveStall on_sure=Callback::new(remove_stall) /></div>
            </div>
        </section>
    }
    .into_any()
}

#[component]
fn Measures(id: Id) -> impl IntoView {
    let app = expect_context::<App>();
    let signal = {
        let id = id.clone();
        Signal::derive(move || Some(id.clone()))
    };
    let stored = move |name: &'static str| {
        Signal::derive(move || {
            let Some(id) = signal.get() else { return String::new() };
            app.survey(|s| {
                s.get(EntityKind::Stall, &id).and_then(|r| r.get(name)).unwrap_or_default().to_owned()
            })
        })
    };
    let save = move |name: &'static str| {
        let id = id.clone();
        Callback::new(move |value: &'static str| {
            app.write("stall", vec![set(EntityKind::Stall, &id, name, value)], move || app.say(Word::Saved));
        })
    };
    let confirm = move |_| {
        let Some(id) = signal.get_untracked() else { return };
        let body = EventBody::Confirm { entity: EntityKind::Stall, id, date: platform::today() };
        app.write("stall", vec![body], move || app.say(Word::Saved));
    };
    let confirmed = stored("confirmed");
    view! {
        <h2>{move || app.word(Word::Measures)}</h2>
        <div class="form-grid">
            <SavedField label=Word::Code entity=EntityKind::Stall id=signal field="code" step="stall" />
            <SavedField label=Word::FrontWidth entity=EntityKind::Stall id=signal field="width_m" step="stall" typing=Typing::Decimal unit="m" />
            <SavedField label=Word::Gap entity=EntityKind::Stall id=signal field="gap_m" step="stall" typing=Typing::Decimal unit="m" />
            <SavedField label=Word::Depth entity=EntityKind::Stall id=signal field="depth_m" step="stall" typing=Typing::Decimal unit="m" />
        </div>
        <Chips label=Word::Form options=options!(StallKind) chosen=stored("kind") on_choose=save("kind") />
        <Chips label=Word::StateNow options=options!(TradeState).into_iter().take(3).collect()
            chosen=stored("state") on_choose=save("state") />
        <Chips label=Word::Category options=options!(Category) chosen=stored("category") on_choose=save("category") />
        <div class="actions">
            <button type="button" on:click=confirm>"✓ "{move || app.word(Word::StillRight)}</button>
            <span class="hint">
                {move || (!confirmed.get().is_empty()).then(|| format!("{} {}", app.word(Word::ConfirmedOn), confirmed.get()))}
            </span>
        </div>
    }
}

#[component]
fn Trader(stall: Id, merchant: Memo<Option<Id>>) -> impl IntoView {
    let app = expect_context::<App>();
    let id = Signal::derive(move || merchant.get());
    let payments = move || {
        let Some(id) = merchant.get() else { return String::new() };
        app.survey(|s| {
            s.get(EntityKind::Merchant, &id).and_then(|r| r.get("payments")).unwrap_or_default().to_owned()
        })
    };
    let toggle = move |payment: Payment| {
        let Some(id) = merchant.get_untracked() else {
            app.complain(app.word_untracked(Word::MerchantFirst));
            return;
        };
        let value = toggle_payment(&payments(), payment);
        app.write("merchant", vec![set(EntityKind::Merchant, &id, "payments", &value)], move || {
            app.say(Word::Saved);
        });
    };
    let name = RwSignal::new(String::new());
    let begin = move |text: String| {
        let (device, seq) = app.next();
        let Some(id) = mint('m', &device, seq, 0).filter(|_| !text.trim().is_empty()) else { return };
        let fields = [
            ("name_ko", text.trim()),
            ("stall", stall.as_str()),
            ("since", &platform::today()),
            ("consent", "unknown"),
        ]
        .map(|(f, v)| set(EntityKind::Merchant, &id, f, v));
        app.write("merchant", fields.to_vec(), move || app.say(Word::Saved));
    };
    let begin = StoredValue::new(begin);
    view! {
        <h2>{move || app.word(Word::Merchant)}</h2>
        <div class="form-grid">
            <Show when=move || merchant.get().is_some() fallback=move || view! {
                <div class="field">
                    <label for="new-merchant">{move || app.word(Word::ShopName)}</label>
                    <input id="new-merchant" autocomplete="off" prop:value=move || name.get()
                        on:change=move |e| begin.with_value(|b| b(event_target_value(&e))) />
                </div>
            }>
                <SavedField label=Word::ShopName entity=EntityKind::Merchant id=id field="name_ko" step="merchant" />
                <SavedField label=Word::ShopNameEn entity=EntityKind::Merchant id=id field="name_en" step="merchant" />
                <SavedField label=Word::Hours entity=EntityKind::Merchant id=id field="hours" step="merchant"
                    typing=Typing::Hours hint=Some(Word::HoursExample) />
            </Show>
        </div>
        <fieldset class="chips">
            <legend>{move || app.word(Word::Payments)}</legend>
            <div class="chip-row">
                {Payment::ALL.iter().map(|p| view! {
                    <button type="button" class="chip"
                        aria-pressed=move || payments().split('+').any(|c| c == p.code()).to_string()
                        on:click=move |_| toggle(*p)>{move || p.word(app.lang.get())}</button>
                }).collect_view()}
            </div>
        </fieldset>
    }
}

#[component]
fn ConsentCard(merchant: Memo<Option<Id>>) -> impl IntoView {
    let app = expect_context::<App>();
    let state = move || {
        let id = merchant.get()?;
        app.survey(|s| {
            let record = s.get(EntityKind::Merchant, &id)?;
            let consent = record.get("consent").and_then(Consent::parse).unwrap_or(Consent::Unknown);
            Some((consent, record.get("consent_date").unwrap_or_default().to_owned()))
        })
    };
    let decide = move |consent: Consent| {
        let Some(id) = merchant.get_untracked() else {
            app.complain(app.word_untracked(Word::MerchantFirst));
            return;
        };
        let today = platform::today();
        let fields = [("consent", consent.code()), ("consent_date", today.as_str())];
        let bodies = fields.map(|(f, v)| set(EntityKind::Merchant, &id, f, v)).to_vec();
        app.write("consent", bodies, move || app.say(Word::Saved));
    };
    let is = move |consent: Consent| state().is_some_and(|(c, _)| c == consent).to_string();
    view! {
        <h2>{move || app.word(Word::Consent)}</h2>
        <div class="card consent">
            <p class="speech">{move || app.word(Word::ConsentSpeech)}</p>
            <div class="chip-row">
                <button type="button" class="chip yes" aria-pressed=move || is(Consent::Granted)
                    on:click=move |_| decide(Consent::Granted)>{move || app.word(Word::Grant)}</button>
                <button type="button" class="chip no" aria-pressed=move || is(Consent::Withdrawn)
                    on:click=move |_| decide(Consent::Withdrawn)>{move || app.word(Word::Withdraw)}</button>
            </div>
            <p class="hint" role="status">
                {move || app.word(Word::ConsentState)}": "
                {move || state().map_or_else(
                    || Consent::Unknown.word(app.lang.get()).to_owned(),
                    |(consent, date)| format!("{} {date}", consent.word(app.lang.get())),
                )}
            </p>
        </div>
    }
}
