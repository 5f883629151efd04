//! The plan drawing of a market put into a page: links made absolute, one level shown, chosen stalls and the way
//! drawn over it.
//!
//! Invariant: the drawing comes from our own converter; its frame is decimetres, x east, y south.

use market_model::{Lang, Market, MarketId};

use crate::{
    Ctx, RouteView,
    ctx::{encode, market_path},
};

/// What is drawn over the plan.
#[derive(Debug, Default)]
pub(super) struct Overlay<'a> {
    /// The level that is shown; the others are hidden.
    pub level: &'a str,
    /// The stall that is lit.
    pub stall: Option<&'a str>,
    /// The way.
    pub way: Option<&'a RouteView>,
}

/// The drawing as it stands in the page; `None` when there is none. Linear in its length.
pub(super) fn inline(ctx: &Ctx, market: &Market, svg: &str, overlay: &Overlay<'_>) -> Option<String> {
    let body = &svg[svg.find("<svg")?..svg.rfind("</svg>")?];
    let (root, rest) = body.split_at(body.find('>')? + 1);
    let mut out = String::with_capacity(svg.len() + svg.len() / 2);
    out.push_str(&root_tag(ctx, root, overlay.way)?);
    rewrite_links(ctx, &market.id, rest, &mut out);
    let mut out = hide_levels(market, out, overlay.level);
    if let Some(stall) = overlay.stall {
        let here = format!("id=\"stall-{stall}\" class=\"stall ");
        out = out.replacen(&here, &format!("{here}chosen "), 1);
    }
    // The group is there even without a way: the enhancement draws into it.
    out.push_str("<g class=\"way-line\" id=\"way-line\">");
    if let Some(way) = overlay.way {
        out.push_str(&way_line(market, way, overlay.level));
    }
    out.push_str("</g></svg>");
    Some(out)
}

/// The root element with a view box that holds the whole way, and without a size of its own.
fn root_tag(ctx: &Ctx, root: &str, way: Option<&RouteView>) -> Option<String> {
    let mut view: Vec<f64> =
        attribute(root, "viewBox")?.split_whitespace().filter_map(|n| n.parse().ok()).collect();
    let [x, y, width, height] = *view.as_slice() else { return None };
    if let Some(way) = way {
        let (mut left, mut top, mut right, mut bottom) = (x, y, x + width, y + height);
        for point in &way.points {
            let (px, py) = (f64::from(point.x_mm) / 100.0, -f64::from(point.y_mm) / 100.0);
            left = left.min(px - 40.0);
            right = right.max(px + 40.0);
            top = top.min(py - 40.0);
            bottom = bottom.max(py + 40.0);
        }
        view = vec![left, top, right - left, bottom - top];
    }
    let numbers: Vec<String> = view.iter().map(|n| format!("{n:.0}")).collect();
    let label = ctx.words().plan;
    Some(format!(
        "<svg class=\"plan-drawing\" id=\"plan-drawing\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"{}\" role=\"group\" aria-label=\"{label}\">",
        numbers.join(" ")
    ))
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let start = tag.find(&format!(" {name}=\""))? + name.len() + 3;
    let end = tag[start..].find('"')? + start;
    Some(&tag[start..end])
}

/// Links `s/{id}` become whole paths that keep the language, and carry their title as a label.
fn rewrite_links(ctx: &Ctx, market: &MarketId, svg: &str, out: &mut String) {
    const HREF: &str = "<a href=\"s/";
    let lang = if ctx.lang == Lang::Ko { String::new() } else { format!("?lang={}", ctx.lang.code()) };
    let mut rest = svg;
    while let Some(at) = rest.find(HREF) {
        let (before, link) = rest.split_at(at);
        out.push_str(before);
        let link = &link[HREF.len()..];
        let Some(end) = link.find('"') else {
            rest = link;
            break;
        };
        let id = &link[..end];
        let id = if id.contains('%') { id.to_owned() } else { encode(id) };
        out.push_str(&format!("<a href=\"{}/s/{id}{lang}\"", market_path(market)));
        rest = &link[end + 1..];
        if let Some(title) = title_of(rest) {
            out.push_str(&format!(" aria-label=\"{}\"", title.replace('"', "&quot;")));
        }
    }
    out.push_str(rest);
}

/// The text of the `title` element before the link ends.
fn title_of(svg: &str) -> Option<&str> {
    let svg = &svg[..svg.find("</a>")?];
    let start = svg.find("<title>")? + "<title>".len();
    Some(&svg[start..svg[start..].find("</title>")? + start])
}

fn hide_levels(market: &Market, mut svg: String, shown: &str) -> String {
    if market.levels.len() > 1 {
        for level in &market.levels {
            if level.id.as_str() != shown {
                let group = format!("class=\"level\" data-level=\"{}\"", level.id);
                svg = svg.replace(&group, &group.replacen("level", "level off", 1));
            }
        }
    }
    svg
}

/// The way as lines, one for each stretch on a level, with its ends and its changes of level marked.
fn way_line(market: &Market, way: &RouteView, shown: &str) -> String {
    let ground = market.levels.iter().find(|l| l.ordinal == 0).map_or("", |l| l.id.as_str());
    let level_of = |level: &str| if level.is_empty() { ground.to_owned() } else { level.to_owned() };
    let mut out = String::new();
    let mut i = 0;
    while i < way.points.len() {
        let level = level_of(&way.points[i].level);
        let end = way.points[i..]
            .iter()
            .position(|p| level_of(&p.level) != level)
            .map_or(way.points.len(), |n| i + n);
        let line: Vec<String> = way.points[i..end].iter().map(|p| place(p.x_mm, p.y_mm)).collect();
        let off = if market.levels.len() > 1 && level != shown { " off" } else { "" };
        let line = line.join(" ");
        out.push_str(&format!(
            "<g class=\"way-part{off}\" data-level=\"{level}\"><polyline class=\"way-case\" points=\"{line}\"/><polyline class=\"way\" points=\"{line}\"/></g>"
        ));
        i = end;
    }
    for (class, point) in [("way-start", way.points.first()), ("way-end", way.points.last())] {
        if let Some(point) = point {
            let (x, y) = (f64::from(point.x_mm) / 100.0, -f64::from(point.y_mm) / 100.0);
            out.push_str(&format!("<circle class=\"{class}\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"9\"/>"));
        }
    }
    out
}

fn place(x_mm: i32, y_mm: i32) -> String {
    format!("{:.1},{:.1}", f64::from(x_mm) / 100.0, -f64::from(y_mm) / 100.0)
}

/// The level to show: the one asked for, else that of the stall, else that of the way's start, else the ground.
pub(super) fn level_to_show<'a>(ctx: &'a Ctx, market: &'a Market, overlay: &Overlay<'a>) -> &'a str {
    let known = |id: &&str| market.levels.iter().any(|l| l.id.as_str() == *id);
    let asked = Some(ctx.param("level")).filter(known);
    let stall = overlay.stall.and_then(|s| market.stall(s)).map(|s| s.level.as_str());
    let start = overlay.way.and_then(|w| w.points.first()).map(|p| p.level.as_str()).filter(known);
    let ground = market.levels.iter().find(|l| l.ordinal == 0).or(market.levels.first());
    asked.or(stall).or(start).or(ground.map(|l| l.id.as_str())).unwrap_or_default()
}
