//! Search as one types: a combobox over the market's index, safe with input methods.
//!
//! While a syllable is being composed its letters already count for the search, but keys belong to the input method.

use std::{cell::RefCell, rc::Rc};

use leptos::prelude::*;
use market_search::Index;
use market_wire::{Manifest, role};
use wasm_bindgen::{JsCast, prelude::*};
use web_sys::{Event, HtmlInputElement, KeyboardEvent};

use super::{Page, dom, vr, walk, way};
use crate::{
    Ctx,
    hits::{HitView, present},
    i18n::{fill, words},
};

/// Answers under the box.
const SHOWN: usize = 12;

/// The box and its list.
#[derive(Clone)]
struct SearchBox {
    page: Page,
    input: HtmlInputElement,
    index: Rc<RefCell<Option<Index>>>,
    hits: RwSignal<Vec<HitView>>,
    active: RwSignal<Option<usize>>,
}

/// Makes the search box of the page a combobox.
pub(super) fn enhance(page: &Page) -> Result<(), JsValue> {
    let (Some(input), Some(place)) = (dom::by_id("q"), dom::by_id("q-list")) else { return Ok(()) };
    let input: HtmlInputElement = input.dyn_into().map_err(|_| "not an input")?;
    // Owned by the page: it lives as long as the module does.
    Owner::new().set();
    let state = SearchBox {
        page: page.clone(),
        input: input.clone(),
        index: Rc::default(),
        hits: RwSignal::new(Vec::new()),
        active: RwSignal::new(None),
    };
    SHARED.with_borrow_mut(|shared| *shared = Some(state.clone()));
    for (name, value) in [
        ("role", "combobox"),
        ("aria-expanded", "false"),
        ("aria-controls", "q-options"),
        ("aria-autocomplete", "list"),
    ] {
        input.set_attribute(name, value)?;
    }
    let (hits, active) = (state.hits, state.active);
    let label = words(page.lang).search_results;
    let chosen = state.clone();
    mount_to(place, move || list(hits, active, label, chosen.clone())).forget();
    let typed = state.clone();
    dom::on(&input, "input", move |_: Event| typed.search())?;
    let focused = state.clone();
    dom::on(&input, "focus", move |_: Event| focused.load())?;
    let pressed = state.clone();
    dom::on(&input, "keydown", move |event: KeyboardEvent| pressed.key(&event))?;
    let left = state.clone();
    dom::on(&input, "blur", move |_: Event| left.close())?;
    if dom::document()?.active_element().is_some_and(|e| e.id() == "q") {
        state.load();
    }
    Ok(())
}

fn list(
    hits: RwSignal<Vec<HitView>>,
    active: RwSignal<Option<usize>>,
    label: &'static str,
    state: SearchBox,
) -> impl IntoView {
    let state = StoredValue::new_local(state);
    let items = move || {
        let rows = hits.get().into_iter().enumerate();
        rows.map(|(i, hit)| option(i, hit, active, state)).collect_view()
    };
    view! {
        <ul id="q-options" class="suggest" role="listbox" aria-label=label hidden=move || hits.with(Vec::is_empty)>
            {items}
        </ul>
    }
}

fn option(
    i: usize,
    hit: HitView,
    active: RwSignal<Option<usize>>,
    state: StoredValue<SearchBox, LocalStorage>,
) -> impl IntoView {
    let pick = hit.clone();
    let code = (!hit.code.is_empty()).then(|| view! { <span class="plate" lang="ko">{hit.code}</span> });
    view! {
        <li
            id=format!("q-option-{i}")
            role="option"
            aria-selected=move || if active.get() == Some(i) { "true" } else { "false" }
            // The press would take the focus out of the box, and the list with it.
            on:pointerdown=|event| event.prevent_default()
            on:click=move |_| state.with_value(|s| s.choose(&pick))
        >
            <span class=format!("kind kind-{}", hit.kind_code)>{hit.kind_word}</span> " " {code} " "
            <span class="hit-title" lang=hit.lang>{hit.title}</span>
            <span class="quiet" lang=hit.detail_lang>{hit.detail}</span>
        </li>
    }
}

impl SearchBox {
    /// Fetches the index once, then answers what was typed meanwhile.
    fn load(&self) {
        if self.index.borrow().is_some() {
            return;
        }
        let state = self.clone();
        wasm_bindgen_futures::spawn_local(async move {
            if let Some(index) = fetch_index(&state.page.manifest).await {
                *state.index.borrow_mut() = Some(index);
                state.search();
                vr::can_find();
            }
        });
    }

    fn search(&self) {
        self.load();
        let typed = self.input.value();
        let hits = self.index.borrow().as_ref().map_or_else(Vec::new, |index| {
            index.search(&typed, SHOWN).iter().map(|hit| present(hit.entry, self.page.lang)).collect()
        });
        let w = words(self.page.lang);
        if !typed.trim().is_empty() && self.index.borrow().is_some() {
            let said = if hits.is_empty() {
                fill(w.no_results, &[&typed])
            } else {
                fill(w.results_n, &[&hits.len().to_string()])
            };
            dom::announce(&said);
        }
        self.active.set(None);
        self.expanded(!hits.is_empty());
        self.hits.set(hits);
    }

    fn expanded(&self, open: bool) {
        // A missing attribute only makes the box a plain one.
        let _ = self.input.set_attribute("aria-expanded", if open { "true" } else { "false" });
        if !open {
            let _ = self.input.remove_attribute("aria-activedescendant");
        }
    }

    fn close(&self) {
        self.hits.set(Vec::new());
        self.active.set(None);
        self.expanded(false);
    }

    fn key(&self, event: &KeyboardEvent) {
        let n = self.hits.with_untracked(Vec::len);
        if event.is_composing() || n == 0 {
            return;
        }
        let now = self.active.get_untracked();
        let next = match event.key().as_str() {
            "ArrowDown" => Some(now.map_or(0, |i| (i + 1) % n)),
            "ArrowUp" => Some(now.map_or(n - 1, |i| (i + n - 1) % n)),
            "Escape" => {
                self.close();
                return event.prevent_default();
            }
            "Enter" => {
                let hit = now.and_then(|i| self.hits.with_untracked(|hits| hits.get(i).cloned()));
                if let Some(hit) = hit {
                    event.prevent_default();
                    self.choose(&hit);
                }
                return;
            }
            _ => return,
        };
        event.prevent_default();
        self.active.set(next);
        if let Some(i) = next {
            let id = format!("q-option-{i}");
            let _ = self.input.set_attribute("aria-activedescendant", &id);
            if let Some(option) = dom::element(&id) {
                option.scroll_into_view_with_bool(false);
            }
        }
    }

    /// Goes to what was found: in the walk without leaving it, else to its page.
    fn choose(&self, hit: &HitView) {
        self.close();
        if self.page.is_walk {
            match &hit.stall {
                Some(stall) => walk::visit(stall),
                None => way::ask_to(&hit.place),
            }
            return;
        }
        let ctx = Ctx { lang: self.page.lang, ..Ctx::default() };
        let url = ctx.link(&hit.path(&self.page.market), &hit.params());
        if let Ok(window) = dom::window() {
            let _ = window.location().set_href(&url);
        }
    }
}

thread_local! {
    /// The box of the page, whose index answers for boards of a headset too.
    static SHARED: RefCell<Option<SearchBox>> = const { RefCell::new(None) };
}

/// Whether the index is there.
pub(super) fn is_ready() -> bool {
    SHARED.with_borrow(|shared| shared.as_ref().is_some_and(|state| state.index.borrow().is_some()))
}

/// What the index answers to a text; nothing while it is not there yet.
pub(super) fn find(typed: &str, most: usize) -> Vec<HitView> {
    SHARED.with_borrow(|shared| {
        let Some(state) = shared else { return Vec::new() };
        state.load();
        let index = state.index.borrow();
        index.as_ref().map_or_else(Vec::new, |index| {
            index.search(typed, most).iter().map(|hit| present(hit.entry, state.page.lang)).collect()
        })
    })
}

async fn fetch_index(manifest: &str) -> Option<Index> {
    let manifest = dom::fetch_text(manifest).await.ok()?;
    let manifest = Manifest::from_json(manifest.as_bytes()).ok()?;
    let index = dom::fetch_text(&format!("/a/{}", manifest.file(role::INDEX)?.path)).await.ok()?;
    Index::from_json(index.as_bytes()).ok()
}
