//! The form of an aisle: where it starts, in which direction it goes, how long and wide it is, its gates.

use leptos::prelude::*;
use market_model::{EntityKind, EventBody, Id, Mm, Survey, parse_decimal_mm};

use super::things::{AisleThings, gate};
use super::ui::{Chips, Field, Typing, options};
use super::{App, plan::Plan};
use crate::capture::{decimal, ground_floor, mint, set_fields};
use crate::place::Screen;
use crate::row::{aisle_letter, stations, street_level, text_metres};
use crate::words::Word;

const COMPASS: [(&str, &str, &str); 8] = [
    ("0", "↑ 북", "↑ N"),
    ("45", "↗ 북동", "↗ NE"),
    ("90", "→ 동", "→ E"),
    ("135", "↘ 남동", "↘ SE"),
    ("180", "↓ 남", "↓ S"),
    ("225", "↙ 남서", "↙ SW"),
    ("270", "← 서", "← W"),
    ("315", "↖ 북서", "↖ NW"),
];

/// What is typed into the form.
#[derive(Clone)]
struct Form {
    name: RwSignal<String>,
    from: RwSignal<String>,
    at: RwSignal<String>,
    bearing: RwSignal<String>,
    length: RwSignal<String>,
    width: RwSignal<String>,
    roof: RwSignal<String>,
    fire_lane: RwSignal<bool>,
    level: RwSignal<String>,
    legs: RwSignal<Vec<(RwSignal<String>, RwSignal<String>)>>,
    gates: (RwSignal<bool>, RwSignal<bool>),
}

impl Form {
    fn of(survey: &Survey, id: Option<&Id>) -> Self {
        let record = id.and_then(|id| survey.get(EntityKind::Aisle, id));
        let text =
            |field: &str, or: &str| RwSignal::new(record.and_then(|r| r.get(field)).unwrap_or(or).to_owned());
        let n_aisles = survey.of(EntityKind::Aisle).count();
        let legs = id.map(|id| stations(survey, id)).unwrap_or_default();
        let leg = |(_, length, turn): (Id, _, f64)| {
            let turn = decimal(&turn.to_string()).unwrap_or_default();
            (RwSignal::new(text_metres(length)), RwSignal::new(turn))
        };
        Self {
            name: text("name_ko", &format!("{}길", ["가", "나", "다", "라", "마", "바"][n_aisles.min(5)])),
            from: text("start_aisle", ""),
            at: text("start_distance_m", ""),
            bearing: text("bearing_deg", "0"),
            length: text("length_m", ""),
            width: text("width_m", ""),
            roof: text("roof", "none"),
            level: text("level", &street_level(survey)),
            fire_lane: RwSignal::new(record.and_then(|r| r.get("fire_lane")) == Some("yes")),
            legs: RwSignal::new(legs.into_iter().map(leg).collect()),
            gates: (RwSignal::new(id.is_none() && n_aisles == 0), RwSignal::new(false)),
        }
    }

    fn problem(&self) -> Option<Word> {
        let positive = |text: &str| decimal(text).is_some_and(|d| !d.starts_with('-') && d != "0");
        let legs_fine = self
            .legs
            .with(|legs| legs.iter().all(|(l, t)| positive(&l.get()) && decimal(&t.get()).is_some()));
        let length_fine = !self.legs.with(Vec::is_empty) || positive(&self.length.get());
        let at_fine = self.from.get().is_empty() || decimal(&self.at.get()).is_some();
        match () {
            () if self.name.get().trim().is_empty() => Some(Word::NameMissing),
            () if !(legs_fine && length_fine && at_fine && positive(&self.width.get())) => {
                Some(Word::NumberMissing)
            }
            () => decimal(&self.bearing.get()).is_none().then_some(Word::NumberMissing),
        }
    }

    /// The events of saving; `next` is the device and its next `seq`.
    fn bodies(&self, survey: &Survey, id: &Id, next: &(String, u32)) -> Vec<EventBody> {
        let mut bodies = Vec::new();
        if survey.of(EntityKind::Level).next().is_none() {
            bodies.extend(ground_floor());
        }
        let level = self.level.get_untracked();
        let number = |s: RwSignal<String>| decimal(&s.get_untracked()).unwrap_or_default();
        let (from, at) = (self.from.get_untracked(), number(self.at));
        let at = if from.is_empty() { String::new() } else { at };
        let legs = self.legs.get_untracked();
        let length = if legs.is_empty() { number(self.length) } else { String::new() };
        let origin = if from.is_empty() { "0" } else { "" };
        let fields = [
            ("name_ko", self.name.get_untracked()),
            ("level", level),
            ("start_x_m", origin.to_owned()),
            ("start_y_m", origin.to_owned()),
            ("start_aisle", from),
            ("start_distance_m", at),
            ("bearing_deg", number(self.bearing)),
            ("length_m", length),
            ("width_m", number(self.width)),
            ("roof", self.roof.get_untracked()),
            ("fire_lane", if self.fire_lane.get_untracked() { "yes" } else { "no" }.to_owned()),
        ];
        let fields: Vec<(&str, &str)> = fields.iter().map(|(f, v)| (*f, v.as_str())).collect();
        bodies.extend(set_fields(survey, EntityKind::Aisle, id, &fields));
        bodies.extend(self.station_bodies(survey, id, next));
        bodies
    }

    /// Gates at the ends, where the person said so.
    fn gate_bodies(&self, id: &Id, next: &(String, u32)) -> Vec<EventBody> {
        let millimetres =
            |text: String| decimal(&text).and_then(|d| parse_decimal_mm(&d)).map_or(0, |mm| mm.0);
        let legs = self.legs.get_untracked();
        let length = if legs.is_empty() {
            millimetres(self.length.get_untracked())
        } else {
            legs.iter().map(|(length, _)| millimetres(length.get_untracked())).sum()
        };
        let ends = [(self.gates.0, "입구", 0, 90), (self.gates.1, "끝문", length, 91)];
        let wanted = ends.into_iter().filter(|(on, ..)| on.get_untracked());
        wanted
            .filter_map(|(_, word, at, extra)| Some((word, at, mint('g', &next.0, next.1, extra)?)))
            .flat_map(|(word, at, gate_id)| {
                gate(&gate_id, id, &format!("{} {word}", self.name.get_untracked()), &text_metres(Mm(at)))
            })
            .collect()
    }

    fn station_bodies(&self, survey: &Survey, id: &Id, next: &(String, u32)) -> Vec<EventBody> {
        let (had, legs) = (stations(survey, id), self.legs.get_untracked());
        let mut bodies = Vec::new();
        for (n, (length, turn)) in (0_u32..).zip(&legs) {
            let known = had.get(n as usize).map(|s| s.0.clone());
            let Some(station) = known.or_else(|| mint('p', &next.0, next.1, n)) else { continue };
            let (length, turn) = (decimal(&length.get_untracked()), decimal(&turn.get_untracked()));
            let order = (n + 1).to_string();
            let fields = [
                ("aisle", id.as_str()),
                ("order", &order),
                ("length_m", length.as_deref().unwrap_or("")),
                ("turn_deg", turn.as_deref().unwrap_or("")),
            ];
            bodies.extend(set_fields(survey, EntityKind::Station, &station, &fields));
        }
        let gone = had.into_iter().skip(legs.len());
        bodies.extend(gone.map(|(id, ..)| EventBody::Remove { entity: EntityKind::Station, id }));
        bodies
    }
}

/// The screen; a new aisle when `aisle` is empty.
#[component]
pub fn AisleForm(aisle: String) -> impl IntoView {
    let app = expect_context::<App>();
    let known = Id::new(&aisle).ok();
    let next = app.next();
    let id = known.clone().or_else(|| mint('a', &next.0, next.1, 0));
    let form = app.journal.with_untracked(|j| {
        let empty = Survey::default();
        Form::of(j.as_ref().map_or(&empty, |j| j.survey()), known.as_ref())
    });
    let tried = RwSignal::new(false);
    let is_new = known.is_none();
    let checked = form.clone();
    let problem = Signal::derive(move || tried.get().then(|| checked.problem()).flatten());
    let (saved_form, saved_id) = (form.clone(), id.clone());
    let save = move |_| {
        tried.set(true);
        let Some(id) = saved_id.clone().filter(|_| problem.get_untracked().is_none()) else { return };
        let bodies = app.survey(|s| {
            let mut bodies = saved_form.bodies(s, &id, &next);
            bodies.extend(saved_form.gate_bodies(&id, &next));
            bodies
        });
        app.write("aisle", bodies, move || app.go(Screen::Market));
    };
    let here = aisle.clone();
    view! {
        <section class="page two">
            <div class="side">
                <h1>{move || app.word(if is_new { Word::NewAisle } else { Word::EditAisle })}</h1>
                <FormFields form=form.clone() own=aisle.clone() />
                <Show when=move || is_new>
                    <div class="toggles">
                        <Toggle label=Word::GateAtStart on=form.gates.0 />
                        <Toggle label=Word::GateAtEnd on=form.gates.1 />
                    </div>
                </Show>
                <p class="error" role="alert">{move || problem.get().map(|w| app.word(w))}</p>
                <div class="actions">
                    <button type="button" class="primary" on:click=save disabled=move || app.writing.get()>
                        {move || app.word(Word::SaveAisle)}
                    </button>
                    <button type="button" on:click=move |_| app.go(Screen::Market)>{move || app.word(Word::Back)}</button>
                </div>
                {known.map(|id| view! { <AisleThings aisle=id /> })}
            </div>
            <div class="main-plan">
                <h2 class="quiet">{move || app.word(Word::Plan)}</h2>
                <Plan here=Signal::derive(move || here.clone()) />
            </div>
        </section>
    }
}

#[component]
fn FormFields(form: Form, own: String) -> impl IntoView {
    let app = expect_context::<App>();
    let others = app.survey(|s| {
        let list = s.of(EntityKind::Aisle).filter(|(id, _)| id.as_str() != own);
        list.map(|(id, r)| (id.to_string(), r.get("name_ko").unwrap_or(id.as_str()).to_owned()))
            .collect::<Vec<_>>()
    });
    let levels = app.survey(|s| {
        let names = s
            .of(EntityKind::Level)
            .map(|(id, r)| (id.to_string(), r.get("name_ko").unwrap_or(id.as_str()).to_owned()));
        names.collect::<Vec<_>>()
    });
    let (from, bearing, roof, legs, level) = (form.from, form.bearing, form.roof, form.legs, form.level);
    let has_others = !others.is_empty();
    view! {
        <div class="form-grid">
            <Field id="aisle-name" label=Word::AisleName value=form.name />
            <Field id="aisle-width" label=Word::Width value=form.width typing=Typing::Decimal unit="m" />
            <Show when=move || legs.with(Vec::is_empty)>
                <Field id="aisle-length" label=Word::Length value=form.length typing=Typing::Decimal unit="m" />
            </Show>
        </div>
        {has_others.then(|| view! {
            <div class="form-grid">
                <div class="field">
                    <label for="aisle-from">{move || app.word(Word::StartsAt)}</label>
                    <select id="aisle-from" on:change=move |e| from.set(event_target_value(&e))>
                        <option value="" selected=move || from.get().is_empty()>{move || app.word(Word::AtOrigin)}</option>
                        {others.into_iter().map(|(id, name)| {
                            let own = id.clone();
                            view! { <option value=id selected=move || from.get() == own>{name}</option> }
                        }).collect_view()}
                    </select>
                </div>
                <Show when=move || !from.get().is_empty()>
                    <Field id="aisle-at" label=Word::AtDistance value=form.at typing=Typing::Decimal unit="m" />
                </Show>
            </div>
        })}
        {(levels.len() > 1).then(|| view! {
            <div class="field">
                <label for="aisle-level">{move || app.word(Word::Level)}</label>
                <select id="aisle-level" on:change=move |e| level.set(event_target_value(&e))>
                    {levels.into_iter().map(|(id, name)| {
                        let own = id.clone();
                        view! { <option value=id selected=move || level.get() == own>{name}</option> }
                    }).collect_view()}
                </select>
            </div>
        })}
        <Chips label=Word::Direction options=COMPASS.to_vec() chosen=Signal::derive(move || bearing.get())
            on_choose=Callback::new(move |b: &'static str| bearing.set(b.to_owned())) />
        <Field id="aisle-bearing" label=Word::Degrees value=bearing typing=Typing::Decimal unit="°" />
        <Chips label=Word::Roof options=options!(RoofKind) chosen=Signal::derive(move || roof.get())
            on_choose=Callback::new(move |r: &'static str| roof.set(r.to_owned())) />
        <div class="toggles"><Toggle label=Word::FireLane on=form.fire_lane /></div>
        <Legs legs=legs />
    }
}

/// The legs of an aisle that bends.
#[component]
fn Legs(legs: RwSignal<Vec<(RwSignal<String>, RwSignal<String>)>>) -> impl IntoView {
    let app = expect_context::<App>();
    view! {
        <details class="card" open=legs.with_untracked(|l| !l.is_empty())>
            <summary>{move || app.word(Word::Stations)}</summary>
            <p class="hint">{move || app.word(Word::StationsHelp)}</p>
            {move || legs.get().into_iter().enumerate().map(|(n, (length, turn))| view! {
                <div class="leg">
                    <strong>{move || app.word(Word::Leg)}" "{n + 1}</strong>
                    <Field id=format!("leg-{n}-length") label=Word::Length value=length typing=Typing::Decimal unit="m" />
                    <Field id=format!("leg-{n}-turn") label=Word::Turn value=turn typing=Typing::Decimal unit="°" />
                    <button type="button" aria-label=move || format!("{} {} {}", app.word(Word::Leg), n + 1, app.word(Word::Remove))
                        on:click=move |_| legs.update(|l| { l.remove(n); })>"×"</button>
                </div>
            }).collect_view()}
            <button type="button" on:click=move |_| legs.update(|l| {
                l.push((RwSignal::new(String::new()), RwSignal::new("0".to_owned())));
            })>"+ "{move || app.word(Word::AddLeg)}</button>
        </details>
    }
}

/// A switch with a word.
#[component]
pub fn Toggle(label: Word, on: RwSignal<bool>) -> impl IntoView {
    let app = expect_context::<App>();
    view! {
        <button type="button" class="chip" aria-pressed=move || on.get().to_string()
            on:click=move |_| on.update(|v| *v = !*v)>{move || app.word(label)}</button>
    }
}

/// The letter that an aisle's stall numbers start with.
pub fn letter(app: App, aisle: &Id) -> &'static str {
    app.survey(|s| aisle_letter(s, aisle))
}
