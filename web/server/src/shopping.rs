//! Shopping lists: from typed lines to places, from places to the best order, from the order to a way and its words.

use market_model::{Date, Market, Stall, StallId, TradeState};
use market_pages::{Ctx, RoutePoint, RouteView, ShoppingAnswer, ShoppingStop, Tour, WayQuery, state_now};
use market_routing::{NodeId, Profile, View, best_round};
use market_search::EntryKind;

use crate::published::Published;
use crate::{view, way};

/// Longer lists are cut.
const MAX_WISHES: usize = 20;
/// Places at which one wish may be fulfilled; more would change the way by little.
const MAX_CHOICES: usize = 8;
/// Stalls of one trade on a tour; which ones, changes with the day, so that each has its turn.
const TOUR_CHOICES: usize = 3;

/// A list as it was asked for.
#[derive(Debug, Default)]
pub struct Asked {
    /// A line each.
    pub wishes: Vec<String>,
    /// The tour, instead of lines.
    pub tour: Option<Tour>,
    /// Start, end, for whom.
    pub way: WayQuery,
}

impl Asked {
    /// Reads `items` (lines or commas), `item` (repeated), `tour`, `from`, `to`, `profile`.
    #[must_use]
    pub fn new(params: &[(String, String)]) -> Self {
        let get = |name| view::param(params, name).to_owned();
        let lists = params.iter().filter(|(name, _)| matches!(name.as_str(), "items" | "item"));
        let lines = lists.flat_map(|(_, text)| text.split(['\n', '\r', ',']));
        let mut wishes: Vec<String> = Vec::new();
        for line in lines.map(|l| l.trim().chars().take(60).collect::<String>()).filter(|l| !l.is_empty()) {
            if wishes.len() < MAX_WISHES && !wishes.contains(&line) {
                wishes.push(line);
            }
        }
        let tour = Tour::parse(view::param(params, "tour")).filter(|_| wishes.is_empty());
        Self { wishes, tour, way: WayQuery { from: get("from"), to: get("to"), profile: get("profile") } }
    }

    /// Whether anything is wanted.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.wishes.is_empty() && self.tour.is_none()
    }
}

/// One place at which a wish can be fulfilled.
#[derive(Debug, Clone)]
struct Choice {
    node: NodeId,
    stall: Option<StallId>,
    shut: bool,
}

struct Wish {
    text: String,
    choices: Vec<Choice>,
}

/// The order of a list under what holds now.
#[must_use]
pub fn answer(published: &Published, when: &way::When, ctx: &Ctx, asked: &Asked) -> ShoppingAnswer {
    let mut out = ShoppingAnswer::default();
    if asked.is_empty() {
        return out;
    }
    let profile = Profile::parse(&asked.way.profile).unwrap_or(Profile::Walk);
    let mut place = |text: &str| {
        let node = way::place(published, text);
        if node.is_none() {
            out.no_start = Some(text.to_owned());
        }
        node
    };
    let from = if asked.way.from.is_empty() { main_gate(&published.market) } else { asked.way.from.clone() };
    let start = place(&from);
    let end = if asked.way.to.is_empty() { None } else { place(&asked.way.to) };
    let (Some(start), None) = (start, &out.no_start) else { return out };
    let mut wishes = match asked.tour {
        Some(tour) => tour_wishes(published, ctx, tour),
        None => asked.wishes.iter().map(|text| wish(published, ctx, text)).collect(),
    };
    out.unknown = wishes.iter().filter(|w| w.choices.is_empty()).map(|w| w.text.clone()).collect();
    wishes.retain(|w| !w.choices.is_empty());
    out.shut = asked.tour.is_some() && wishes.iter().all(|w| w.choices.iter().all(|c| c.shut));
    let conditions = when.now.at(&published.market, when.minute);
    let (graph, _) = published.graph.under(&conditions, when.at);
    order(published, &graph, profile, (start, end), wishes, &mut out, ctx);
    out
}

/// Most people come in through the gate at the origin of the market's frame.
fn main_gate(market: &Market) -> String {
    let origin = market_model::PointMm::new(0, 0);
    let first = market.gates.iter().min_by_key(|g| g.place.point.distance_mm(origin) as i64);
    first.map_or_else(String::new, |g| format!("gate:{}", g.id))
}

fn order(
    published: &Published,
    graph: &View<'_>,
    profile: Profile,
    (start, end): (NodeId, Option<NodeId>),
    mut wishes: Vec<Wish>,
    out: &mut ShoppingAnswer,
    ctx: &Ctx,
) {
    let reach = |choice: &Choice| graph.time(start, choice.node, profile).is_some();
    for wish in &mut wishes {
        wish.choices.retain(reach);
    }
    out.unreachable = wishes.iter().filter(|w| w.choices.is_empty()).map(|w| w.text.clone()).collect();
    wishes.retain(|w| !w.choices.is_empty());
    if wishes.is_empty() {
        return;
    }
    let choices: Vec<&Choice> = wishes.iter().flat_map(|w| &w.choices).collect();
    let nodes: Vec<NodeId> =
        std::iter::once(start).chain(choices.iter().map(|c| c.node)).chain(end).collect();
    let times = graph.matrix(&nodes, &nodes, profile);
    let mut next = 1;
    let numbered: Vec<Vec<usize>> = wishes
        .iter()
        .map(|w| {
            let range = next..next + w.choices.len();
            next = range.end;
            range.collect()
        })
        .collect();
    let Some(round) = best_round(&times, 0, &numbered, end.map(|_| nodes.len() - 1)) else {
        out.unreachable = wishes.iter().map(|w| w.text.clone()).collect();
        return;
    };
    out.exact = round.exact;
    let mut at = start;
    for (wish, number) in round.stops {
        let choice = choices[number - 1];
        let text = wishes[wish].text.clone();
        if let Some(last) = out.stops.last_mut().filter(|_| at == choice.node) {
            last.wishes.push(text);
            continue;
        }
        let Some(leg) = graph.shortest(at, choice.node, profile).ok().and_then(|r| way::view_of(&r)) else {
            return;
        };
        at = choice.node;
        out.stops.push(ShoppingStop {
            wishes: vec![text],
            label: published.graph.label(choice.node, ctx.lang),
            stall: choice.stall.clone(),
            point: leg.points.last().cloned().unwrap_or_default(),
            leg,
            shut: choice.shut,
        });
    }
    out.home = end.and_then(|end| way::view_of(&graph.shortest(at, end, profile).ok()?));
    out.route = Some(joined(out.stops.iter().map(|s| &s.leg).chain(&out.home)));
}

/// Legs as one way: one line, and all sentences.
fn joined<'a>(legs: impl Iterator<Item = &'a RouteView>) -> RouteView {
    let mut all = RouteView::default();
    for leg in legs {
        all.graph.clone_from(&leg.graph);
        all.length_mm += leg.length_mm;
        all.time_ms += leg.time_ms;
        let same = all.points.last().is_some_and(|p: &RoutePoint| leg.points.first() == Some(p));
        all.points.extend(leg.points.iter().skip(usize::from(same)).cloned());
        all.steps.extend(leg.steps.iter().cloned());
    }
    all
}

fn stall_choice(published: &Published, ctx: &Ctx, stall: &Stall) -> Option<Choice> {
    let node = published.graph.resolve(&format!("stall:{}", stall.id))?;
    Some(Choice { node, stall: Some(stall.id.clone()), shut: !trades_now(&published.market, ctx, stall) })
}

/// Whether a stall trades at this minute: by its own word, else by the survey and its hours.
fn trades_now(market: &Market, ctx: &Ctx, stall: &Stall) -> bool {
    let said = ctx.live.of(stall.id.as_str());
    if state_now(stall.state, said) != TradeState::Open {
        return false;
    }
    if said.is_some_and(|s| s.state.is_some()) {
        return true;
    }
    let own = stall.merchant.as_ref().and_then(|m| market.merchant(m)).and_then(|m| m.hours.as_ref());
    let hours = own.unwrap_or(&market.hours);
    let (Some(today), Some(minute)) = (ctx.today, ctx.minute) else { return true };
    if hours.is_unknown() {
        return true;
    }
    let day = Date::parse(&ctx.live.day).unwrap_or(today);
    let minute = if day == today { minute } else { minute + 24 * 60 };
    market.market_days.held_on(day) && hours.on(day).is_some_and(|h| (h.open..h.close).contains(&minute))
}

/// Where a typed line can be fulfilled: open places first, closed ones only when there are no others.
fn wish(published: &Published, ctx: &Ctx, text: &str) -> Wish {
    let market = &published.market;
    let mut choices: Vec<Choice> = Vec::new();
    if let Some(node) = published.graph.resolve(text) {
        let stall = published.graph.key(node).strip_prefix("stall:").and_then(|id| market.stall(id));
        let same_kind: Vec<NodeId> = published.graph.places(text);
        match stall {
            Some(stall) => choices.extend(stall_choice(published, ctx, stall)),
            None if same_kind.len() > 1 => {
                choices.extend(same_kind.into_iter().map(|node| Choice { node, stall: None, shut: false }));
            }
            None => choices.push(Choice { node, stall: None, shut: false }),
        }
    } else {
        let hits = published.index.search(text, 100);
        let best = hits.first().map(|h| (h.entry.kind, h.matched));
        for hit in hits.iter().filter(|h| Some((h.entry.kind, h.matched)) == best) {
            choices.extend(found(published, ctx, hit.entry));
        }
    }
    choices.sort_by_key(|c| c.shut);
    choices.dedup_by_key(|c| c.node);
    if choices.iter().any(|c| !c.shut) {
        choices.retain(|c| !c.shut);
    }
    choices.truncate(MAX_CHOICES);
    Wish { text: text.to_owned(), choices }
}

fn found(published: &Published, ctx: &Ctx, entry: &market_search::Entry) -> Option<Choice> {
    let market = &published.market;
    match (entry.kind, &entry.stall) {
        (EntryKind::Gate | EntryKind::Facility, _) => {
            let kind = if entry.kind == EntryKind::Gate { "gate" } else { "facility" };
            let node = published.graph.resolve(&format!("{kind}:{}", entry.id))?;
            Some(Choice { node, stall: None, shut: false })
        }
        (kind, Some(stall)) => {
            let stall = market.stall(stall)?;
            let mut choice = stall_choice(published, ctx, stall)?;
            if kind == EntryKind::Good {
                let said = ctx.live.of(stall.id.as_str());
                let gone = said.is_some_and(|s| s.sold_out.contains(&entry.id))
                    || market.goods.iter().any(|g| g.id.as_str() == entry.id && g.state != TradeState::Open);
                choice.shut |= gone;
            }
            Some(choice)
        }
        _ => None,
    }
}

/// One stall of each trade of a tour: those that are open now; of many, other ones each day.
fn tour_wishes(published: &Published, ctx: &Ctx, tour: Tour) -> Vec<Wish> {
    let market = &published.market;
    let day = ctx.today.map_or(0, |d| usize::from(d.day()) + 31 * usize::from(d.month()));
    let wish = |category: &market_model::Category| {
        let stalls = market.stalls.iter().filter(|s| s.category == *category && s.state != TradeState::Empty);
        let all: Vec<Choice> = stalls.filter_map(|s| stall_choice(published, ctx, s)).collect();
        let open: Vec<Choice> = all.iter().filter(|c| !c.shut).cloned().collect();
        let mut choices = if open.is_empty() { all } else { open };
        if !choices.is_empty() {
            let turn = day % choices.len();
            choices.rotate_left(turn);
        }
        choices.truncate(TOUR_CHOICES);
        Wish { text: category.word(ctx.lang).to_owned(), choices }
    };
    let mut wishes: Vec<Wish> =
        tour.categories().iter().map(wish).filter(|w| !w.choices.is_empty()).collect();
    if wishes.iter().any(|w| w.choices.iter().any(|c| !c.shut)) {
        wishes.retain(|w| w.choices.iter().any(|c| !c.shut));
    }
    wishes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(pairs: &[(&str, &str)]) -> Asked {
        let params: Vec<_> = pairs.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
        Asked::new(&params)
    }

    #[test]
    fn a_list_is_read_from_lines_and_commas_without_doubles() {
        let list =
            asked(&[("items", "두부\r\n고등어, 두부\n\n 화장실 "), ("item", "가-12"), ("tour", "eat")]);
        assert_eq!(list.wishes, ["두부", "고등어", "화장실", "가-12"]);
        assert_eq!(list.tour, None, "a list of one's own comes first");
        assert_eq!(asked(&[("tour", "eat")]).tour, Some(Tour::Eat));
        assert!(asked(&[("items", " \n,"), ("tour", "x")]).is_empty());
        let long = (0..100).map(|n| n.to_string()).collect::<Vec<_>>().join(",");
        assert_eq!(asked(&[("items", &long)]).wishes.len(), MAX_WISHES);
    }
}
