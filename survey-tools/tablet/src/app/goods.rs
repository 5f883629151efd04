//! What a merchant sells: item, unit, price, origin.

use leptos::prelude::*;
use market_model::{EntityKind, EventBody, Id};

use super::ui::{Chips, Field, Typing};
use super::{App, platform};
use crate::capture::{mint, set};
use crate::words::Word;

/// Units of Korean markets, most common first.
const UNITS: [(&str, &str, &str); 8] = [
    ("1개", "1개", "1 piece"),
    ("1 kg", "1 kg", "1 kg"),
    ("600 g", "한 근 600 g", "geun 600 g"),
    ("400 g", "채소 근 400 g", "geun 400 g"),
    ("1마리", "1마리", "1 fish"),
    ("1단", "1단", "1 bunch"),
    ("1봉", "1봉", "1 bag"),
    ("한 소쿠리", "한 소쿠리", "1 basket"),
];
/// Origins as the law asks them to be written.
const ORIGINS: [(&str, &str, &str); 5] = [
    ("국산", "국산", "Korea"),
    ("중국산", "중국산", "China"),
    ("미국산", "미국산", "USA"),
    ("러시아산", "러시아산", "Russia"),
    ("노르웨이산", "노르웨이산", "Norway"),
];

/// The goods of a merchant, and the form of one more.
#[component]
pub fn Goods(merchant: Memo<Option<Id>>) -> impl IntoView {
    let app = expect_context::<App>();
    let goods = Memo::new(move |_| {
        let Some(merchant) = merchant.get() else { return Vec::new() };
        app.survey(|s| {
            let own = s.of(EntityKind::Good).filter(|(_, r)| r.get("merchant") == Some(merchant.as_str()));
            own.map(|(id, r)| {
                let text = |field: &str| r.get(field).unwrap_or_default().to_owned();
                (id.clone(), text("name_ko"), text("unit"), text("price_won"), text("origin"))
            })
            .collect::<Vec<_>>()
        })
    });
    let gone = move |id: &Id| {
        app.write("remove", vec![EventBody::Remove { entity: EntityKind::Good, id: id.clone() }], || ());
    };
    view! {
        <h2>{move || app.word(Word::Goods)}" "{move || goods.with(Vec::len)}</h2>
        <ul class="rows goods">
            {move || goods.get().into_iter().map(|(id, name, unit, price, origin)| {
                let label = name.clone();
                let price = if price.is_empty() { app.word(Word::AskPrice).to_owned() } else { grouped(&price) };
                view! {
                    <li>
                        <strong>{name}</strong><span>{unit}</span><span class="figure">{price}</span><span>{origin}</span>
                        <button type="button" aria-label=move || format!("{} {label}", app.word(Word::Remove))
                            on:click=move |_| gone(&id)>"×"</button>
                    </li>
                }
            }).collect_view()}
        </ul>
        <Show when=move || merchant.get().is_some()
            fallback=move || view! { <p class="hint">{move || app.word(Word::MerchantFirst)}</p> }>
            <NewGood merchant=merchant />
        </Show>
    }
}

#[component]
fn NewGood(merchant: Memo<Option<Id>>) -> impl IntoView {
    let app = expect_context::<App>();
    let text = |start: &str| RwSignal::new(start.to_owned());
    let (name, unit, price, origin) = (text(""), text("1개"), text(""), text("국산"));
    let problem = RwSignal::new(None::<Word>);
    let add = move |_| {
        let stored_price = Typing::Won.stored(&price.get_untracked());
        let (Some(merchant), Ok(won)) = (merchant.get_untracked(), stored_price.clone()) else {
            problem.set(stored_price.err());
            return;
        };
        if name.get_untracked().trim().is_empty() {
            problem.set(Some(Word::NameMissing));
            return;
        }
        problem.set(None);
        let (device, seq) = app.next();
        let Some(id) = mint('w', &device, seq, 0) else { return };
        let fields = [
            ("merchant", merchant.to_string()),
            ("name_ko", name.get_untracked().trim().to_owned()),
            ("unit", unit.get_untracked().trim().to_owned()),
            ("price_won", won.clone()),
            ("price_date", if won.is_empty() { String::new() } else { platform::today() }),
            ("origin", origin.get_untracked().trim().to_owned()),
        ];
        let filled = fields.iter().filter(|(_, v)| !v.is_empty());
        let bodies = filled.map(|(f, v)| set(EntityKind::Good, &id, f, v)).collect();
        app.write("good", bodies, move || {
            name.set(String::new());
            price.set(String::new());
            app.say(Word::Saved);
            platform::focus("good-name");
        });
    };
    let choose = |target: RwSignal<String>| Callback::new(move |v: &'static str| target.set(v.to_owned()));
    view! {
        <div class="card">
            <div class="form-grid">
                <Field id="good-name" label=Word::GoodName value=name />
                <Field id="good-price" label=Word::Price value=price typing=Typing::Won unit="원" />
                <Field id="good-unit" label=Word::Unit value=unit />
                <Field id="good-origin" label=Word::Origin value=origin />
            </div>
            <Chips label=Word::Unit options=UNITS.to_vec() chosen=Signal::derive(move || unit.get()) on_choose=choose(unit) />
            <Chips label=Word::Origin options=ORIGINS.to_vec() chosen=Signal::derive(move || origin.get()) on_choose=choose(origin) />
            <p class="error" role="alert">{move || problem.get().map(|w| app.word(w))}</p>
            <div class="actions">
                <button type="button" class="primary" on:click=add disabled=move || app.writing.get()>
                    "+ "{move || app.word(Word::AddGood)}
                </button>
            </div>
        </div>
    }
}

/// `12500` → `12,500원`.
fn grouped(won: &str) -> String {
    let mut text = String::new();
    for (i, digit) in won.chars().enumerate() {
        if i > 0 && (won.len() - i).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text + "원"
}
