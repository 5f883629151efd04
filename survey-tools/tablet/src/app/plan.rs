//! The plan that grows: an SVG of what has been recorded.

use leptos::prelude::*;
use market_model::{Category, Id, Lang};

use super::App;
use crate::drawing::{Drawing, draw, view_of};
use crate::place::Screen;
use crate::row::{level_of, street_level};
use crate::words::Word;

/// The colour group of a trade; the style sheet gives the colours.
pub const fn colour_class(category: Category) -> &'static str {
    use Category as C;
    match category {
        C::Vegetables | C::Fruit | C::Herbs | C::Flowers => "cat-green",
        C::Fish | C::DriedFish => "cat-blue",
        C::Meat | C::Chicken => "cat-red",
        C::Snacks | C::Restaurant | C::Tea | C::Bakery | C::RiceCake => "cat-orange",
        C::SideDishes | C::Kimchi | C::Tofu | C::Grain | C::Nuts | C::Spices | C::Grocery => "cat-yellow",
        C::Clothes | C::Hanbok | C::Bedding | C::Shoes | C::Bags | C::Cosmetics => "cat-purple",
        _ => "cat-grey",
    }
}

/// The plan; `here` is the stall or aisle that is lit.
#[component]
pub fn Plan(
    #[prop(into, default = Signal::derive(String::new))] here: Signal<String>,
    #[prop(into, default = Signal::derive(String::new))] level: Signal<String>,
) -> impl IntoView {
    let app = expect_context::<App>();
    let drawing = Memo::new(move |_| {
        app.survey(|s| {
            let of_here = Id::new(&here.get()).ok().and_then(|id| level_of(s, &id));
            let chosen = Some(level.get()).filter(|l| !l.is_empty());
            draw(s, &of_here.or(chosen).unwrap_or_else(|| street_level(s)))
        })
    });
    let label = move || {
        drawing.with(|d| match app.lang.get() {
            Lang::Ko => format!("평면도: 통로 {}개, 점포 {}칸", d.aisles.len(), d.stalls.len()),
            _ => format!("Plan: {} aisles, {} stalls", d.aisles.len(), d.stalls.len()),
        })
    };
    // The aisle or stall one stands at fills the drawing; the whole market is on the market's own screen.
    let view_box = move || {
        let (left, top, width, height) = drawing.with(|d| {
            let here = here.get();
            let of_stall = d.stalls.iter().find(|s| s.id.as_str() == here).map(|s| &s.aisle);
            let aisle = of_stall.or_else(|| d.aisles.iter().find(|a| a.id.as_str() == here).map(|a| &a.id));
            aisle.map_or(d.view, |aisle| view_of(d, aisle))
        });
        format!("{left} {top} {width} {height}")
    };
    view! {
        <figure class="plan">
            <svg role="img" aria-label=label viewBox=view_box preserveAspectRatio="xMidYMid meet">
                {move || drawing.with(|d| shapes(app, d, &here.get(), !here.with(String::is_empty)))}
            </svg>
            <Show when=move || drawing.with(|d| d.aisles.is_empty())>
                <figcaption class="hint">{move || app.word(Word::PlanEmpty)}</figcaption>
            </Show>
        </figure>
    }
}

fn shapes(app: App, drawing: &Drawing, here: &str, near: bool) -> impl IntoView + use<> {
    let points = |p: &[(i32, i32)]| p.iter().map(|(x, y)| format!("{x},{y}")).collect::<Vec<_>>().join(" ");
    let aisles = drawing.aisles.iter().map(|a| {
        let class = if a.id.as_str() == here { "aisle here" } else { "aisle" };
        view! { <polyline class=class points=points(&a.line) stroke-width=a.width_mm.to_string() fill="none" /> }
    });
    let stalls = drawing.stalls.iter().map(|s| {
        let lit = if s.id.as_str() == here { "here" } else { "" };
        let class = format!("stall {} {lit}", colour_class(s.category));
        let (id, code) = (s.id.to_string(), s.code.clone());
        let size = (s.room_mm * 3 / 10).clamp(300, 900);
        let fits = s.room_mm >= 900;
        view! {
            <g class=class on:click=move |_| app.go(Screen::Stall { stall: id.clone() })>
                <polygon points=points(&s.corners) />
                {fits.then(|| view! {
                    <text x=s.middle.0.to_string() y=s.middle.1.to_string() font-size=size.to_string()
                        text-anchor="middle" dominant-baseline="central">{code}</text>
                })}
            </g>
        }
    });
    // Marks keep their size on the screen however large the market is.
    let unit = if near { 500 } else { (drawing.view.2.max(drawing.view.3) / 60).max(300) };
    let marks = drawing.marks.iter().map(|m| {
        let (class, radius) = if m.gate { ("mark gate", unit * 3 / 4) } else { ("mark", unit / 3) };
        view! {
            <g class=class>
                <circle cx=m.at.0.to_string() cy=m.at.1.to_string() r=radius.to_string() stroke-width=(unit / 8).to_string() />
                {m.gate.then(|| view! {
                    <text x=m.at.0.to_string() y=(m.at.1 - unit).to_string() font-size=(unit * 5 / 4).to_string()
                        stroke-width=(unit / 4).to_string() text-anchor="middle">{m.name.clone()}</text>
                })}
            </g>
        }
    });
    view! {
        <g>{aisles.collect_view()}</g>
        <g>{stalls.collect_view()}</g>
        <g>{marks.collect_view()}</g>
    }
}
