//! The plan drawing of a market put into a page: links made absolute, one level or the whole sheet in view, the
//! chosen stall and the way drawn over it.
//!
//! Invariant: the drawing comes from our own converter. Its unit is a decimetre, x east, y south; each level is a
//! group that says with `data-dx` and `data-dy` how far it is moved on the sheet.

use std::{collections::BTreeMap, fmt::Write};

use market_model::{Lang, Market, Stall};

use super::shop::stall_label;
use crate::{
    Crowd, Ctx, RoutePoint, RouteView,
    ctx::{encode, market_path},
    said,
};

/// Free paper around a level or a way, in decimetres.
const MARGIN_DM: f64 = 70.0;

/// What is drawn over the plan.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Overlay<'a> {
    /// The level that fills the view; empty for the whole sheet.
    pub level: &'a str,
    /// The stall that is lit.
    pub stall: Option<&'a str>,
    /// The way.
    pub way: Option<&'a RouteView>,
    /// Which aisles are full; drawn for the hour that was asked for.
    pub crowds: &'a [Crowd],
    /// Where one stands.
    pub here: Option<&'a RoutePoint>,
    /// Stops along it, numbered from 1.
    pub marks: &'a [RoutePoint],
}

/// Left, top, right, bottom in decimetres.
#[derive(Debug, Clone, Copy)]
struct View(f64, f64, f64, f64);

impl View {
    fn add(&mut self, x: f64, y: f64) {
        *self = Self(self.0.min(x), self.1.min(y), self.2.max(x), self.3.max(y));
    }

    fn text(self) -> String {
        format!("{:.0} {:.0} {:.0} {:.0}", self.0, self.1, self.2 - self.0, self.3 - self.1)
    }
}

/// The drawing as it stands in the page; `None` when there is none. Linear in its length.
pub(super) fn inline(ctx: &Ctx, market: &Market, svg: &str, overlay: &Overlay<'_>) -> Option<String> {
    let body = &svg[svg.find("<svg")?..svg.rfind("</svg>")?];
    let (root, rest) = body.split_at(body.find('>')? + 1);
    let shifts: BTreeMap<&str, (f64, f64)> =
        market.levels.iter().map(|l| (l.id.as_str(), level_shift(rest, l.id.as_str()))).collect();
    let sheet = sheet_of(root)?;
    let mut view = level_view(market, overlay.level, &shifts).unwrap_or(sheet);
    if let Some(way) = overlay.way {
        for point in &way.points {
            let (x, y) = place(market, &shifts, point);
            view.add(x - MARGIN_DM / 2.0, y - MARGIN_DM / 2.0);
            view.add(x + MARGIN_DM / 2.0, y + MARGIN_DM / 2.0);
        }
    }
    let mut out = String::with_capacity(svg.len() + svg.len() / 2);
    let label = ctx.words().plan;
    let _ = write!(
        out,
        "<svg class=\"plan-drawing\" id=\"plan-drawing\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"{}\" data-sheet=\"{}\" role=\"group\" aria-label=\"{label}\">",
        view.text(),
        sheet.text()
    );
    rewrite_links(ctx, market, rest, &mut out);
    mark_stalls(ctx, overlay.stall, &mut out);
    if let Some(hour) = super::crowd::hour_asked(ctx) {
        crowd_lines(market, &shifts, overlay.crowds, hour, &mut out);
    }
    // The group is there even without a way: the enhancement draws into it.
    out.push_str("<g class=\"way-line\" id=\"way-line\" aria-hidden=\"true\">");
    if let Some(way) = overlay.way {
        way_line(market, &shifts, way, &mut out);
    }
    for (i, point) in overlay.marks.iter().enumerate() {
        let (x, y) = place(market, &shifts, point);
        let _ = write!(
            out,
            "<circle class=\"stop-mark\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"13\"/><text class=\"stop-number\" x=\"{x:.1}\" y=\"{:.1}\">{}</text>",
            y + 6.0,
            i + 1
        );
    }
    out.push_str("</g><g class=\"you\" id=\"you\" aria-hidden=\"true\">");
    if let Some(point) = overlay.here {
        let (x, y) = place(market, &shifts, point);
        let _ = write!(
            out,
            "<circle class=\"you-look\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"34\"/><circle class=\"you-dot\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"13\"/>"
        );
    }
    out.push_str("</g></svg>");
    Some(out)
}

fn sheet_of(root: &str) -> Option<View> {
    let numbers: Vec<f64> =
        attribute(root, "viewBox")?.split_whitespace().filter_map(|n| n.parse().ok()).collect();
    let [x, y, width, height] = *numbers.as_slice() else { return None };
    Some(View(x, y, x + width, y + height))
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let start = tag.find(&format!(" {name}=\""))? + name.len() + 3;
    let end = tag[start..].find('"')? + start;
    Some(&tag[start..end])
}

/// How far a level is moved on the sheet.
fn level_shift(svg: &str, level: &str) -> (f64, f64) {
    let tag = svg.find(&format!(" data-level=\"{level}\"")).and_then(|at| {
        let rest = &svg[at..];
        rest.find('>').map(|end| &rest[..end])
    });
    let number = |name| tag.and_then(|t| attribute(t, name)).and_then(|n| n.parse().ok()).unwrap_or(0.0);
    (number("data-dx"), number("data-dy"))
}

/// The part of the sheet that holds one level's aisles and stalls.
fn level_view(market: &Market, level: &str, shifts: &BTreeMap<&str, (f64, f64)>) -> Option<View> {
    let (dx, dy) = *shifts.get(level)?;
    let mut view: Option<View> = None;
    let lines = market.aisles.iter().filter(|a| a.level.as_str() == level).flat_map(|a| a.line.iter());
    let corners = market.stalls.iter().filter(|s| s.level.as_str() == level).flat_map(|s| s.footprint.iter());
    for point in lines.chain(corners) {
        let (x, y) = (f64::from(point.x) / 100.0 + dx, -f64::from(point.y) / 100.0 + dy);
        view.get_or_insert(View(x, y, x, y)).add(x, y);
    }
    view.map(|v| View(v.0 - MARGIN_DM, v.1 - MARGIN_DM, v.2 + MARGIN_DM, v.3 + MARGIN_DM))
}

/// Links `s/{id}` become whole paths that keep the language, labelled in the language of the page.
fn rewrite_links(ctx: &Ctx, market: &Market, svg: &str, out: &mut String) {
    const HREF: &str = "<a href=\"s/";
    let stalls: BTreeMap<&str, &Stall> = market.stalls.iter().map(|s| (s.id.as_str(), s)).collect();
    let lang = if ctx.lang == Lang::Ko { String::new() } else { format!("?lang={}", ctx.lang.code()) };
    let path = market_path(&market.id);
    let mut parts = svg.split(HREF);
    out.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let Some((id, rest)) = part.split_once('"') else { continue };
        let plain = stalls.get(id).map_or_else(
            || id.to_owned(),
            |s| format!("{}, {}", stall_label(ctx, market, s), s.category.word(ctx.lang)),
        );
        let plain = escape(&plain);
        let _ = write!(out, "<a href=\"{path}/s/{}{lang}\" aria-label=\"{plain}", encode(id));
        let said = ctx.live.of(id).map_or_else(Vec::new, |live| said::said(ctx.lang, live));
        if !said.is_empty() {
            let texts: Vec<String> = said.into_iter().map(|(_, text)| escape(&text)).collect();
            let _ = write!(out, ", {}\" data-label=\"{plain}", texts.join(" "));
        }
        out.push('"');
        // The label that the drawing brought along is Korean.
        let rest = match rest.strip_prefix(" aria-label=\"").and_then(|r| r.split_once('"')) {
            Some((_, rest)) => rest,
            None => rest,
        };
        out.push_str(rest);
    }
}

/// Marks the chosen stall and those that say something of today, in one pass over the drawing.
fn mark_stalls(ctx: &Ctx, chosen: Option<&str>, out: &mut String) {
    const STALL: &str = "id=\"stall-";
    const CLASS: &str = "\" class=\"stall ";
    if chosen.is_none() && ctx.live.stalls.is_empty() {
        return;
    }
    let mut marked = String::with_capacity(out.len() + 256);
    let mut parts = out.split(STALL);
    marked.push_str(parts.next().unwrap_or_default());
    for part in parts {
        marked.push_str(STALL);
        let Some((id, rest)) = part.split_once(CLASS) else {
            marked.push_str(part);
            continue;
        };
        let today = ctx.live.of(id).map_or("", said::plan_class);
        let lit = if chosen == Some(id) { "chosen " } else { "" };
        let _ = write!(marked, "{id}{CLASS}{lit}{today}{}{rest}", if today.is_empty() { "" } else { " " });
    }
    *out = marked;
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

/// Where a point of a way lies on the sheet.
fn place(market: &Market, shifts: &BTreeMap<&str, (f64, f64)>, point: &RoutePoint) -> (f64, f64) {
    let ground = market.levels.iter().find(|l| l.ordinal == 0).map_or("", |l| l.id.as_str());
    let level = if point.level.is_empty() { ground } else { point.level.as_str() };
    let (dx, dy) = shifts.get(level).copied().unwrap_or_default();
    (f64::from(point.x_mm) / 100.0 + dx, -f64::from(point.y_mm) / 100.0 + dy)
}

/// Full aisles as bands as wide as they are.
fn crowd_lines(
    market: &Market,
    shifts: &BTreeMap<&str, (f64, f64)>,
    crowds: &[Crowd],
    hour: u16,
    out: &mut String,
) {
    for aisle in &market.aisles {
        let full = super::crowd::fullness(crowds, aisle, hour);
        if full == 0 {
            continue;
        }
        let (dx, dy) = shifts.get(aisle.level.as_str()).copied().unwrap_or_default();
        let on_sheet =
            |x: i32, y: i32| format!("{:.1},{:.1}", f64::from(x) / 100.0 + dx, -f64::from(y) / 100.0 + dy);
        let line: Vec<String> = aisle.line.iter().map(|p| on_sheet(p.x, p.y)).collect();
        let width = f64::from(aisle.width.0) / 100.0;
        let _ = write!(
            out,
            "<polyline class=\"crowd crowd-{full}\" stroke-width=\"{width:.1}\" points=\"{}\"/>",
            line.join(" ")
        );
    }
}

/// The way as lines, one for each stretch on a level, with its ends marked.
fn way_line(market: &Market, shifts: &BTreeMap<&str, (f64, f64)>, way: &RouteView, out: &mut String) {
    for stretch in way.points.chunk_by(|a, b| a.level == b.level) {
        let line: Vec<String> =
            stretch.iter().map(|p| place(market, shifts, p)).map(|(x, y)| format!("{x:.1},{y:.1}")).collect();
        let line = line.join(" ");
        let _ = write!(
            out,
            "<polyline class=\"way-case\" points=\"{line}\"/><polyline class=\"way\" points=\"{line}\"/>"
        );
    }
    for (class, point) in [("way-start", way.points.first()), ("way-end", way.points.last())] {
        if let Some(point) = point {
            let (x, y) = place(market, shifts, point);
            let _ = write!(out, "<circle class=\"{class}\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"9\"/>");
        }
    }
}

/// The level to show: the one asked for, else that of the way or of the stall, else the ground; empty for the whole
/// sheet, as for a way over several levels.
pub(super) fn level_to_show<'a>(ctx: &'a Ctx, market: &'a Market, overlay: &Overlay<'a>) -> &'a str {
    if market.levels.len() < 2 {
        return "";
    }
    let known = |id: &&str| market.levels.iter().any(|l| l.id.as_str() == *id);
    let asked = ctx.param("level");
    if asked == "all" || known(&asked) {
        return if asked == "all" { "" } else { asked };
    }
    if let Some(way) = overlay.way {
        let first = way.points.first().map_or("", |p| p.level.as_str());
        return if way.points.iter().all(|p| p.level == first) && known(&first) { first } else { "" };
    }
    let ground = market.levels.iter().find(|l| l.ordinal == 0).map_or("", |l| l.id.as_str());
    overlay.stall.and_then(|s| market.stall(s)).map_or(ground, |s| s.level.as_str())
}
