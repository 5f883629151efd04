//! What stands along an aisle besides stalls: gates and facilities; and the way to remove the aisle.

use leptos::prelude::*;
use market_model::{EntityKind, EventBody, FacilityKind, Id, Lang};

use super::App;
use super::ui::{Chips, Field, SureButton, Typing, options};
use crate::capture::{decimal, mint, remove, set};
use crate::place::Screen;
use crate::row::{aisle_length, shown_metres};
use crate::words::Word;

/// The events of a new gate.
pub fn gate(id: &Id, aisle: &Id, name: &str, distance: &str) -> Vec<EventBody> {
    [("name_ko", name), ("aisle", aisle.as_str()), ("distance_m", distance)]
        .into_iter()
        .map(|(field, value)| set(EntityKind::Gate, id, field, value))
        .collect()
}

/// The events of a new gate or facility; `kind` that is no facility is a gate. Without a name it gets its kind's.
fn thing(kind: &str, id: &Id, aisle: &Id, name: &str, distance: &str) -> Vec<EventBody> {
    let Some(facility) = FacilityKind::parse(kind) else {
        return gate(id, aisle, if name.is_empty() { "출입구" } else { name }, distance);
    };
    let name = if name.is_empty() { facility.ko() } else { name };
    let fields =
        [("kind", facility.code()), ("name_ko", name), ("aisle", aisle.as_str()), ("distance_m", distance)];
    fields.into_iter().map(|(field, value)| set(EntityKind::Facility, id, field, value)).collect()
}

/// Gates and facilities along an aisle, and the way to remove the aisle.
#[component]
pub fn AisleThings(aisle: Id) -> impl IntoView {
    let app = expect_context::<App>();
    let doomed = aisle.clone();
    let remove_aisle = move |()| {
        let has_stalls =
            app.survey(|s| s.of(EntityKind::Stall).any(|(_, r)| r.get("aisle") == Some(doomed.as_str())));
        if has_stalls {
            app.complain(app.word_untracked(Word::AisleHasStalls));
        } else {
            let bodies = app.survey(|s| remove(s, EntityKind::Aisle, &doomed));
            app.write("remove", bodies, move || app.go(Screen::Market));
        }
    };
    view! {
        <h2>{move || app.word(Word::Facilities)}</h2>
        <ThingList aisle=aisle.clone() />
        <NewThing aisle=aisle />
        <div class="actions"><SureButton label=Word::RemoveAisle on_sure=Callback::new(remove_aisle) /></div>
    }
}

#[component]
fn ThingList(aisle: Id) -> impl IntoView {
    let app = expect_context::<App>();
    let things = Memo::new(move |_| {
        app.survey(|s| {
            let kinds = [EntityKind::Gate, EntityKind::Facility];
            let all = kinds.into_iter().flat_map(|k| s.of(k).map(move |(id, r)| (k, id, r)));
            all.filter(|(_, _, r)| r.get("aisle") == Some(aisle.as_str()))
                .map(|(k, id, r)| {
                    let name = r.get("name_ko").unwrap_or(id.as_str()).to_owned();
                    (k, id.clone(), name, r.get("distance_m").unwrap_or("0").to_owned())
                })
                .collect::<Vec<_>>()
        })
    });
    view! {
        <ul class="rows">
            {move || things.get().into_iter().map(|(entity, id, name, distance)| view! {
                <li>
                    <span>{name}" · "{distance}" m"</span>
                    <button type="button" on:click=move |_| {
                        app.write("remove", vec![EventBody::Remove { entity, id: id.clone() }], || ());
                    }>{move || app.word(Word::Remove)}</button>
                </li>
            }).collect_view()}
        </ul>
    }
}

#[component]
fn NewThing(aisle: Id) -> impl IntoView {
    let app = expect_context::<App>();
    let text = |start: &str| RwSignal::new(start.to_owned());
    let (kind, name, at) = (text("gate"), text(""), text(""));
    let mut kinds = vec![("gate", Word::Gate.get(Lang::Ko), Word::Gate.get(Lang::En))];
    kinds.extend(options!(FacilityKind));
    let measured = aisle.clone();
    let add = move |_| {
        let (device, seq) = app.next();
        let (Some(distance), Some(id)) = (decimal(&at.get_untracked()), mint('f', &device, seq, 0)) else {
            app.complain(app.word_untracked(Word::NumberMissing));
            return;
        };
        let bodies = thing(&kind.get_untracked(), &id, &aisle, name.get_untracked().trim(), &distance);
        app.write("gate", bodies, move || {
            name.set(String::new());
            at.set(String::new());
            app.say(Word::Saved);
        });
    };
    view! {
        <div class="card">
            <Chips label=Word::Kind options=kinds chosen=kind
                on_choose=Callback::new(move |k: &'static str| kind.set(k.to_owned())) />
            <div class="form-grid">
                <Field id="thing-name" label=Word::Name value=name />
                <Field id="thing-at" label=Word::Distance value=at typing=Typing::Decimal unit="m" />
                <button type="button" on:click=add>{move || app.word(Word::AddFacility)}</button>
            </div>
            <p class="hint">
                {move || app.word(Word::Length)}" "{move || shown_metres(app.survey(|s| aisle_length(s, &measured)))}" m"
            </p>
        </div>
    }
}
