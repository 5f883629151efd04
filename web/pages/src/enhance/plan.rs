//! The plan under finger, mouse and keyboard: zoom, move, levels, the chosen stall, the line of a way.

use std::{cell::RefCell, rc::Rc};

use leptos::prelude::*;
use wasm_bindgen::{JsCast, prelude::*};
use web_sys::{Element, Event, HtmlElement, KeyboardEvent, PointerEvent, SvgGraphicsElement, WheelEvent};

use super::{Page, dom};
use crate::{RoutePoint, RouteView, i18n::words};

/// How much nearer than the whole sheet one may come.
const MAX_ZOOM: f64 = 14.0;
/// A press that moves less than this many pixels is a choice, not a drag.
const DRAG_PX: f64 = 6.0;

/// Left, top, width and height of what is seen, in the drawing's decimetres.
type ViewBox = [f64; 4];

struct Plan {
    svg: Element,
    frame: HtmlElement,
    home: ViewBox,
    seen: ViewBox,
    /// Pointers that are down: identifier and place on the screen.
    down: Vec<(i32, f64, f64)>,
    dragged: f64,
}

/// Gives the plan of the page its tools.
pub(super) fn enhance(page: &Page) -> Result<(), JsValue> {
    let (Some(svg), Some(frame)) = (dom::element("plan-drawing"), dom::by_id("plan-view")) else {
        return Ok(());
    };
    let seen = view_box(&svg);
    frame.class_list().add_1("movable")?;
    let plan = Rc::new(RefCell::new(Plan {
        svg: svg.clone(),
        frame: frame.clone(),
        home: seen,
        seen,
        down: Vec::new(),
        dragged: 0.0,
    }));
    tools(page, &plan);
    pointers(&plan, &frame)?;
    let p = plan.clone();
    dom::on(&frame, "keydown", move |event: KeyboardEvent| p.borrow_mut().key(&event))?;
    let p = plan.clone();
    dom::on(&frame, "wheel", move |event: WheelEvent| {
        // Without Ctrl the wheel scrolls the page, as everywhere.
        if event.ctrl_key() {
            event.prevent_default();
            p.borrow_mut().zoom_at((event.delta_y() / 300.0).exp(), event.client_x(), event.client_y());
        }
    })?;
    levels(&plan)
}

fn view_box(svg: &Element) -> ViewBox {
    let text = svg.get_attribute("viewBox").unwrap_or_default();
    let numbers: Vec<f64> = text.split_whitespace().filter_map(|n| n.parse().ok()).collect();
    numbers.try_into().unwrap_or([0.0, 0.0, 1000.0, 1000.0])
}

fn tools(page: &Page, plan: &Rc<RefCell<Plan>>) {
    let Some(place) = dom::by_id("plan-tools") else { return };
    let w = words(page.lang);
    let icons = dom::document()
        .ok()
        .and_then(|d| d.query_selector("svg.icon use").ok().flatten())
        .and_then(|u| u.get_attribute("href"))
        .and_then(|href| href.split_once('#').map(|(file, _)| file.to_owned()))
        .unwrap_or_default();
    let button = |label: &'static str, symbol: &str, factor: f64| {
        let plan = plan.clone();
        let href = format!("{icons}#{symbol}");
        view! {
            <button type="button" class="tool" aria-label=label title=label on:click=move |_| {
                let mut plan = plan.borrow_mut();
                if factor == 0.0 { plan.reset() } else { plan.zoom(factor) }
            }>
                <svg class="icon" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true"><use href=href></use></svg>
            </button>
        }
    };
    let view =
        (button(w.zoom_in, "plus", 0.6), button(w.zoom_out, "minus", 1.6), button(w.zoom_reset, "full", 0.0));
    mount_to(place, move || view).forget();
}

fn pointers(plan: &Rc<RefCell<Plan>>, frame: &HtmlElement) -> Result<(), JsValue> {
    let p = plan.clone();
    dom::on(frame, "pointerdown", move |event: PointerEvent| {
        let mut plan = p.borrow_mut();
        if plan.down.is_empty() {
            plan.dragged = 0.0;
        }
        plan.down.push((event.pointer_id(), event.client_x().into(), event.client_y().into()));
    })?;
    let p = plan.clone();
    dom::on(frame, "pointermove", move |event: PointerEvent| p.borrow_mut().moved(&event))?;
    for kind in ["pointerup", "pointercancel", "pointerleave"] {
        let p = plan.clone();
        dom::on(frame, kind, move |event: PointerEvent| {
            p.borrow_mut().down.retain(|(id, _, _)| *id != event.pointer_id());
        })?;
    }
    // A link would be dragged as a picture of its address.
    dom::on(frame, "dragstart", |event: Event| event.prevent_default())?;
    let p = plan.clone();
    dom::on(frame, "click", move |event: Event| {
        if p.borrow().dragged > DRAG_PX {
            event.prevent_default();
            event.stop_immediate_propagation();
        }
    })
}

/// The chips of levels show their level without asking the server.
fn levels(plan: &Rc<RefCell<Plan>>) -> Result<(), JsValue> {
    let document = dom::document()?;
    let plan = plan.clone();
    dom::on(&document, "click", move |event: Event| {
        let Some(chip) = dom::closest(&event, ".levels a[data-level]") else { return };
        let level = chip.get_attribute("data-level").unwrap_or_default();
        let mut plan = plan.borrow_mut();
        let Some(area) = plan.level_area(&level) else { return };
        event.prevent_default();
        plan.home = area;
        plan.reset();
        if let Ok(Some(now)) = dom::document().and_then(|d| d.query_selector(".levels a[aria-current]")) {
            let _ = now.remove_attribute("aria-current");
        }
        let _ = chip.set_attribute("aria-current", "true");
    })
}

impl Plan {
    fn show(&mut self, view: ViewBox) {
        self.seen = view;
        let text = format!("{:.1} {:.1} {:.1} {:.1}", view[0], view[1], view[2], view[3]);
        // The drawing stays where it was if the browser refuses.
        let _ = self.svg.set_attribute("viewBox", &text);
        let zoomed = view[2] < self.home[2] * 0.98;
        let _ = self.frame.class_list().toggle_with_force("zoomed", zoomed);
    }

    fn reset(&mut self) {
        self.show(self.home);
    }

    fn zoom(&mut self, factor: f64) {
        let rect = self.svg.get_bounding_client_rect();
        let (x, y) = (rect.left() + rect.width() / 2.0, rect.top() + rect.height() / 2.0);
        self.zoom_at(factor, x.round() as i32, y.round() as i32);
    }

    /// Zooms so that the place under this point of the screen stays under it.
    fn zoom_at(&mut self, factor: f64, x: i32, y: i32) {
        let [left, top, width, height] = self.seen;
        let factor = factor.clamp(self.home[2] / MAX_ZOOM / width, self.home[2] / width);
        let rect = self.svg.get_bounding_client_rect();
        let (share_x, share_y) =
            ((f64::from(x) - rect.left()) / rect.width(), (f64::from(y) - rect.top()) / rect.height());
        let view = [
            left + width * (1.0 - factor) * share_x.clamp(0.0, 1.0),
            top + height * (1.0 - factor) * share_y.clamp(0.0, 1.0),
            width * factor,
            height * factor,
        ];
        if factor < 1.0 || width * factor < self.home[2] * 0.99 { self.show(view) } else { self.reset() }
    }

    fn pan_px(&mut self, dx: f64, dy: f64) {
        let [left, top, width, height] = self.seen;
        let rect = self.svg.get_bounding_client_rect();
        // The drawing keeps its proportions: one scale for both directions.
        let scale = (width / rect.width()).max(height / rect.height());
        let keep = |at: f64, size: f64, home: f64, home_size: f64| {
            at.clamp(home - size * 0.5, home + home_size - size * 0.5)
        };
        let left = keep(left - dx * scale, width, self.home[0], self.home[2]);
        let top = keep(top - dy * scale, height, self.home[1], self.home[3]);
        self.show([left, top, width, height]);
    }

    fn moved(&mut self, event: &PointerEvent) {
        let (x, y) = (f64::from(event.client_x()), f64::from(event.client_y()));
        let Some(at) = self.down.iter().position(|(id, _, _)| *id == event.pointer_id()) else { return };
        let (_, old_x, old_y) = self.down[at];
        let other = self.down.iter().find(|(id, _, _)| *id != event.pointer_id()).copied();
        self.down[at] = (event.pointer_id(), x, y);
        self.dragged += (x - old_x).abs() + (y - old_y).abs();
        match other {
            Some((_, ox, oy)) => {
                let span = |x: f64, y: f64| ((x - ox).powi(2) + (y - oy).powi(2)).sqrt().max(1.0);
                let middle = ((x + ox) / 2.0, (y + oy) / 2.0);
                self.zoom_at(span(old_x, old_y) / span(x, y), middle.0 as i32, middle.1 as i32);
            }
            None if self.seen[2] < self.home[2] * 0.98 => self.pan_px(x - old_x, y - old_y),
            None => {}
        }
    }

    fn key(&mut self, event: &KeyboardEvent) {
        match event.key().as_str() {
            "+" | "=" => self.zoom(0.7),
            "-" => self.zoom(1.4),
            "0" => self.reset(),
            "ArrowLeft" => self.pan_px(60.0, 0.0),
            "ArrowRight" => self.pan_px(-60.0, 0.0),
            "ArrowUp" => self.pan_px(0.0, 60.0),
            "ArrowDown" => self.pan_px(0.0, -60.0),
            _ => return,
        }
        event.prevent_default();
    }

    /// The part of the sheet that a level fills; the whole sheet for `all`.
    fn level_area(&self, level: &str) -> Option<ViewBox> {
        if level == "all" {
            return sheet();
        }
        let group = level_group(level)?;
        let (dx, dy) = shift(&group);
        let area = group.dyn_into::<SvgGraphicsElement>().ok()?.get_b_box().ok()?;
        let margin = 40.0;
        let (x, y) = (f64::from(area.x()) + dx - margin, f64::from(area.y()) + dy - margin);
        Some([x, y, f64::from(area.width()) + 2.0 * margin, f64::from(area.height()) + 2.0 * margin])
    }
}

fn level_group(level: &str) -> Option<Element> {
    let groups = dom::document().ok()?.query_selector_all(".plan-drawing .level").ok()?;
    (0..groups.length())
        .filter_map(|i| groups.get(i)?.dyn_into::<Element>().ok())
        .find(|g| g.get_attribute("data-level").as_deref() == Some(level))
}

fn shift(group: &Element) -> (f64, f64) {
    let number = |name| group.get_attribute(name).and_then(|n| n.parse().ok()).unwrap_or(0.0);
    (number("data-dx"), number("data-dy"))
}

/// Lights one stall up and no other.
pub(super) fn choose(stall: Option<&str>) {
    let Ok(document) = dom::document() else { return };
    if let Ok(Some(old)) = document.query_selector(".plan-drawing .chosen") {
        let _ = old.class_list().remove_1("chosen");
    }
    if let Some(new) = stall.and_then(|id| dom::element(&format!("stall-{id}"))) {
        let _ = new.class_list().add_1("chosen");
    }
}

/// Draws a way over the plan in place of the one before.
pub(super) fn draw_way(route: &RouteView) -> Result<(), JsValue> {
    let Some(group) = dom::element("way-line") else { return Ok(()) };
    group.set_text_content(None);
    for stretch in route.points.chunk_by(|a, b| a.level == b.level) {
        let (dx, dy) = level_group(&stretch[0].level).map_or((0.0, 0.0), |g| shift(&g));
        let line: Vec<String> =
            stretch.iter().map(|p| on_sheet(p, dx, dy)).map(|(x, y)| format!("{x},{y}")).collect();
        for class in ["way-case", "way"] {
            append(&group, "polyline", &[("class", class), ("points", &line.join(" "))])?;
        }
    }
    for (class, point) in [("way-start", route.points.first()), ("way-end", route.points.last())] {
        if let Some(point) = point {
            let (dx, dy) = level_group(&point.level).map_or((0.0, 0.0), |g| shift(&g));
            let (x, y) = on_sheet(point, dx, dy);
            append(
                &group,
                "circle",
                &[("class", class), ("cx", &x.to_string()), ("cy", &y.to_string()), ("r", "9")],
            )?;
        }
    }
    Ok(())
}

/// Shows where the visitor of the 3D view is and looks: metres east, up and south, degrees clockwise from north. Answers
/// with that place on the sheet, in its decimetres; `None` without a plan.
pub(super) fn you([east, up, south]: [f32; 3], yaw: f32) -> Option<(f64, f64)> {
    let group = dom::element("you")?;
    let away = |level: &Element| {
        let floor = level.get_attribute("data-up-mm").and_then(|mm| mm.parse::<f32>().ok()).unwrap_or(0.0);
        (floor / 1000.0 - up).abs()
    };
    let levels = dom::document().and_then(|d| d.query_selector_all(".plan-drawing .level"));
    let nearest = levels.ok().and_then(|all| {
        let all = (0..all.length()).filter_map(|i| all.get(i)?.dyn_into::<Element>().ok());
        all.min_by(|a, b| away(a).total_cmp(&away(b)))
    });
    let (dx, dy) = nearest.map_or((0.0, 0.0), |level| shift(&level));
    let (x, y) = (f64::from(east) * 10.0 + dx, f64::from(south) * 10.0 + dy);
    let turned = format!("translate({x:.1} {y:.1}) rotate({yaw:.0})");
    if group.child_element_count() == 0 {
        let cone = [("class", "you-look"), ("d", "M0 0 L-26 -52 A58 58 0 0 1 26 -52 Z")];
        let _ = append(&group, "path", &cone);
        let _ = append(&group, "circle", &[("class", "you-dot"), ("r", "11")]);
    }
    // Without it the plan says less, and works.
    let _ = group.set_attribute("transform", &turned);
    Some((x, y))
}

/// The whole sheet: left, top, width, height in decimetres.
pub(super) fn sheet() -> Option<[f64; 4]> {
    let text = dom::element("plan-drawing")?.get_attribute("data-sheet")?;
    let numbers: Vec<f64> = text.split_whitespace().filter_map(|n| n.parse().ok()).collect();
    numbers.try_into().ok()
}

/// Shows the level at this height, where levels can be chosen.
pub(super) fn show_level(up: f32) {
    let Ok(levels) = dom::document().and_then(|d| d.query_selector_all(".plan-drawing .level")) else {
        return;
    };
    let levels = (0..levels.length()).filter_map(|i| levels.get(i)?.dyn_into::<Element>().ok());
    let height = |level: &Element| level.get_attribute("data-up-mm").and_then(|mm| mm.parse::<f32>().ok());
    let here = levels.filter(|l| height(l).is_some_and(|mm| (mm / 1000.0 - up).abs() < 0.5)).last();
    let Some(id) = here.and_then(|l| l.get_attribute("data-level")) else { return };
    // A chip that nobody listens to would leave the page.
    if !dom::by_id("plan-view").is_some_and(|frame| frame.class_list().contains("movable")) {
        return;
    }
    let Ok(chips) = dom::document().and_then(|d| d.query_selector_all(".levels a[data-level]")) else {
        return;
    };
    let mut chips = (0..chips.length()).filter_map(|i| chips.get(i)?.dyn_into::<HtmlElement>().ok());
    if let Some(chip) = chips.find(|c| c.get_attribute("data-level").as_deref() == Some(id.as_str())) {
        chip.click();
    }
}

fn on_sheet(point: &RoutePoint, dx: f64, dy: f64) -> (f64, f64) {
    (f64::from(point.x_mm) / 100.0 + dx, -f64::from(point.y_mm) / 100.0 + dy)
}

fn append(group: &Element, name: &str, attributes: &[(&str, &str)]) -> Result<(), JsValue> {
    let new = dom::document()?.create_element_ns(Some("http://www.w3.org/2000/svg"), name)?;
    for (key, value) in attributes {
        new.set_attribute(key, value)?;
    }
    group.append_child(&new)?;
    Ok(())
}
