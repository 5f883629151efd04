//! Small parts that the screens share: labelled fields, chips, fields that save themselves.

use leptos::prelude::*;
use market_model::{EntityKind, Id, OpeningHours};

use super::App;
use crate::capture::{decimal, set_fields, won};
use crate::words::Word;

/// How a field is typed and stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Typing {
    /// Any text.
    Text,
    /// Metres, degrees: a decimal number.
    Decimal,
    /// Won.
    Won,
    /// Opening hours.
    Hours,
}

impl Typing {
    /// The keyboard that a tablet should show.
    pub const fn input_mode(self) -> &'static str {
        match self {
            Self::Text | Self::Hours => "text",
            Self::Decimal => "decimal",
            Self::Won => "numeric",
        }
    }

    /// The text as it is stored; the word says what is wrong with it.
    pub fn stored(self, text: &str) -> Result<String, Word> {
        let text = text.trim();
        if text.is_empty() {
            return Ok(String::new());
        }
        match self {
            Self::Text => Ok(text.to_owned()),
            Self::Decimal => decimal(text).ok_or(Word::NumberMissing),
            Self::Won => won(text).ok_or(Word::BadPrice),
            Self::Hours => OpeningHours::parse(text).map(|_| text.to_owned()).ok_or(Word::BadHours),
        }
    }
}

/// A field of a form that is saved as a whole.
#[component]
pub fn Field(
    #[prop(into)] id: String,
    label: Word,
    value: RwSignal<String>,
    #[prop(default = Typing::Text)] typing: Typing,
    #[prop(default = "")] unit: &'static str,
    #[prop(default = None)] problem: Option<Signal<Option<Word>>>,
) -> impl IntoView {
    let app = expect_context::<App>();
    let (input, error) = (id.clone(), format!("{id}-error"));
    let wrong = move || problem.and_then(|p| p.get());
    view! {
        <div class="field">
            <label for=id.clone()>{move || app.word(label)}</label>
            <span class="with-unit">
                <input id=input inputmode=typing.input_mode() autocomplete="off" enterkeyhint="next"
                    prop:value=move || value.get()
                    on:input=move |e| value.set(event_target_value(&e))
                    aria-invalid=move || wrong().is_some().to_string()
                    aria-describedby=error.clone() />
                {(!unit.is_empty()).then(|| view! { <span class="unit" aria-hidden="true">{unit}</span> })}
            </span>
            <span id=error.clone() class="error">{move || wrong().map(|w| app.word(w))}</span>
        </div>
    }
}

/// A field that is written when the person leaves it.
#[component]
pub fn SavedField(
    label: Word,
    entity: EntityKind,
    #[prop(into)] id: Signal<Option<Id>>,
    field: &'static str,
    step: &'static str,
    #[prop(default = Typing::Text)] typing: Typing,
    #[prop(default = "")] unit: &'static str,
    #[prop(default = None)] hint: Option<Word>,
) -> impl IntoView {
    let app = expect_context::<App>();
    let problem = RwSignal::new(None::<Word>);
    let stored = Memo::new(move |_| {
        let id = id.get()?;
        app.survey(|s| s.get(entity, &id).and_then(|r| r.get(field)).map(str::to_owned))
    });
    let name = format!("{}-{field}", entity.code());
    let help = format!("{name}-help");
    let save = move |text: String| match (typing.stored(&text), id.get_untracked()) {
        (Ok(value), Some(id)) => {
            problem.set(None);
            let bodies = app.survey(|s| set_fields(s, entity, &id, &[(field, &value)]));
            app.write(step, bodies, move || app.say(Word::Saved));
        }
        (Err(word), _) => problem.set(Some(word)),
        _ => {}
    };
    view! {
        <div class="field">
            <label for=name.clone()>{move || app.word(label)}</label>
            <span class="with-unit">
                <input id=name.clone() inputmode=typing.input_mode() autocomplete="off"
                    prop:value=move || stored.get().unwrap_or_default()
                    on:change=move |e| save(event_target_value(&e))
                    aria-invalid=move || problem.get().is_some().to_string()
                    aria-describedby=help.clone() />
                {(!unit.is_empty()).then(|| view! { <span class="unit" aria-hidden="true">{unit}</span> })}
            </span>
            <span id=help.clone() class=move || if problem.get().is_some() { "error" } else { "hint" }>
                {move || problem.get().or(hint).map(|w| app.word(w))}
            </span>
        </div>
    }
}

/// One choice of several, as big buttons. `options` are (code, Korean, English).
#[component]
pub fn Chips(
    label: Word,
    options: Vec<(&'static str, &'static str, &'static str)>,
    #[prop(into)] chosen: Signal<String>,
    on_choose: Callback<&'static str>,
) -> impl IntoView {
    let app = expect_context::<App>();
    let korean = move || app.lang.get() == market_model::Lang::Ko;
    view! {
        <fieldset class="chips">
            <legend>{move || app.word(label)}</legend>
            <div class="chip-row">
                {options.into_iter().map(|(code, ko, en)| view! {
                    <button type="button" class="chip" aria-pressed=move || (chosen.get() == code).to_string()
                        on:click=move |_| on_choose.run(code)>
                        {move || if korean() { ko } else { en }}
                    </button>
                }).collect_view()}
            </div>
        </fieldset>
    }
}

/// A button that must be pressed twice.
#[component]
pub fn SureButton(label: Word, on_sure: Callback<()>) -> impl IntoView {
    let app = expect_context::<App>();
    let armed = RwSignal::new(false);
    view! {
        <button type="button" class="danger" on:blur=move |_| armed.set(false)
            on:click=move |_| if armed.get_untracked() { on_sure.run(()) } else { armed.set(true) }>
            {move || app.word(if armed.get() { Word::ReallyRemove } else { label })}
        </button>
    }
}

/// The codes and words of a closed list of the model.
macro_rules! options {
    ($list:ident) => {
        market_model::$list::ALL.iter().map(|v| (v.code(), v.ko(), v.en())).collect::<Vec<_>>()
    };
}
pub(super) use options;
