//! The boards of a stall and of the way to it.

use market_model::Lang;
use wasm_bindgen::JsCast;
use web_sys::Element;

use super::board::{Row, Sign};
use super::{Action, Showing, button, entered, lang, show, strong};
use crate::i18n::words;

/// Rows of goods on a stall's board, and of steps on the board of a way.
const GOODS: usize = 5;
const STEPS: usize = 4;

/// The panel of a stall has been filled: the same on a board.
pub(in crate::enhance) fn stall(stall: &str, panel: &Element) {
    if !entered() {
        return;
    }
    let w = words(lang());
    let badge = panel.query_selector(".stall-facts .badge").ok().flatten();
    let state = badge.map(|b| (text_of(&b), b.class_list().contains("open")));
    let title = Row::Head {
        plate: text(panel, "h2 .plate"),
        title: text(panel, "h2 a"),
        state,
        close: Some(Action::Close),
    };
    let facts = [text(panel, ".stall-facts .trade"), text(panel, ".facts-list dd")];
    let facts: Vec<String> = facts.into_iter().filter(|t| !t.is_empty()).collect();
    let mut rows = vec![title, Row::Note(facts.join(" · "))];
    if let Ok(goods) = panel.query_selector_all("tr.here, tr.gone") {
        let goods = (0..goods.length()).filter_map(|i| goods.item(i)?.dyn_into::<Element>().ok());
        rows.extend(goods.take(GOODS).map(|good| price(&good)));
    }
    rows.push(Row::Buttons(vec![
        strong(w.way_here, Sign::Way, Action::WayTo(format!("stall:{stall}"))),
        button(w.walk_go, Action::Visit(stall.to_owned())),
    ]));
    show(Showing::Stall, &rows);
}

/// A row of the table of goods. The mark of what is sold out is there, hidden, for goods that are not.
fn price(good: &Element) -> Row<Action> {
    let (all, mark) = (text(good, "th"), text(good, "th .sold-out"));
    let name = all.strip_suffix(mark.as_str()).unwrap_or(&all).trim_end().to_owned();
    let gone = good.class_list().contains("gone").then_some(mark);
    Row::Price { name, gone, price: text(good, ".price b"), origin: text(good, ".price .origin") }
}

/// A way was found and lies on the floor: how far, and its first steps.
pub(in crate::enhance) fn way_found(lang: Lang, total: &str, steps: &[&str]) {
    if !entered() {
        return;
    }
    let w = words(lang);
    let mut rows = vec![head(w.way_answer), Row::Note(total.to_owned())];
    rows.extend(
        steps.iter().take(STEPS).enumerate().map(|(i, step)| Row::Note(format!("{}. {step}", i + 1))),
    );
    // Who is there already finds no arrows.
    if steps.len() > 1 {
        rows.push(Row::Note(w.vr_way_floor.to_owned()));
    }
    rows.push(Row::Buttons(vec![
        strong(w.vr_way_go, Sign::Way, Action::Close),
        button(w.vr_way_end, Action::WayEnd),
    ]));
    show(Showing::Way, &rows);
}

/// There is no way, and why.
pub(in crate::enhance) fn no_way(lang: Lang, why: &str) {
    if entered() {
        show(Showing::Way, &[head(words(lang).way_answer), Row::Note(why.to_owned())]);
    }
}

fn head(title: &str) -> Row<Action> {
    Row::Head { plate: String::new(), title: title.to_owned(), state: None, close: Some(Action::Close) }
}

fn text(within: &Element, selector: &str) -> String {
    within.query_selector(selector).ok().flatten().map(|e| text_of(&e)).unwrap_or_default()
}

fn text_of(element: &Element) -> String {
    element.text_content().unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ")
}
