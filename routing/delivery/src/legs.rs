//! The ways between stops as lines and words; asked of the graph once for the same two places and time.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use market_model::{Lang, Text};
use market_routing::{Graph, Mode, NodeId, Profile, Route, StepKind, View};

use crate::orders::Vehicle;
use crate::plan::{Leg, Stop};

/// From, to, on foot, milliseconds.
type Key<'a> = (&'a str, &'a str, bool, u64);

/// Ways that are known, and the graph that knows the others.
pub(crate) struct Legs<'a> {
    graph: &'a Graph,
    /// Begins of periods and what the graph is then.
    views: Vec<(u64, View<'a>)>,
    /// Only looked into, never gone through: its order does not matter.
    known: HashMap<Key<'a>, Arc<Leg>>,
    labels: HashMap<&'a str, Cow<'a, Text>>,
    /// How many ways were asked of the graph.
    pub made: usize,
}

/// A way that is wanted.
pub(crate) struct Way {
    pub from: NodeId,
    pub to: NodeId,
    pub vehicle: Vehicle,
    /// Through the market, without the vehicle.
    pub inside: bool,
    pub depart: u64,
    pub arrive: u64,
}

impl<'a> Legs<'a> {
    /// Ways of a graph; `views` must not be empty.
    pub fn new(graph: &'a Graph, views: Vec<(u64, View<'a>)>) -> Self {
        Self { graph, views, known: HashMap::new(), labels: HashMap::new(), made: 0 }
    }

    /// The way to a stop of an earlier plan, and its name, which need not be asked for again.
    pub fn know(&mut self, stop: &'a Stop) {
        let (to, leg) = (stop.place.as_str(), &stop.leg);
        let on_foot = leg.mode == Mode::Foot;
        self.known.entry((&leg.from, to, on_foot, leg.time_ms)).or_insert_with(|| Arc::clone(leg));
        self.labels.entry(to).or_insert(Cow::Borrowed(&stop.label));
    }

    /// What a person calls a place.
    pub fn label(&mut self, node: NodeId) -> Text {
        let graph = self.graph;
        let label = || Cow::Owned(Text::new(graph.label(node, Lang::Ko), graph.label(node, Lang::En)));
        Text::clone(self.labels.entry(graph.key(node)).or_insert_with(label))
    }

    /// The line and the words of a way. One query when its time is the planned one, else the walk, the ride and the walk.
    pub fn leg(&mut self, way: &Way) -> Arc<Leg> {
        let time_ms = way.arrive - way.depart;
        let inside = if way.vehicle == Vehicle::Cart { Profile::Cart } else { Profile::Walk };
        let ride = way.vehicle.profile();
        let profile = if way.inside { inside } else { ride };
        let mode = if profile == Profile::Motorcycle { Mode::Motorcycle } else { Mode::Foot };
        let key = (self.graph.key(way.from), self.graph.key(way.to), mode == Mode::Foot, time_ms);
        if let Some(leg) = self.known.get(&key) {
            return Arc::clone(leg);
        }
        self.made += 1;
        let view = self.view(way.depart);
        let direct = view.shortest(way.from, way.to, profile).ok().filter(|r| r.time_ms == time_ms);
        let routes = match direct {
            Some(route) => vec![route],
            None if way.inside => view.shortest(way.from, way.to, profile).ok().into_iter().collect(),
            None => self.by_parkings(view, way, ride),
        };
        let from = key.0.to_owned();
        let mut leg = Leg { from, mode, length_mm: 0, time_ms, points: Vec::new(), steps: Vec::new() };
        let last = routes.len().saturating_sub(1);
        for (i, route) in routes.into_iter().enumerate() {
            append(&mut leg, route, i == last);
        }
        stretch(&mut leg);
        let leg = Arc::new(leg);
        self.known.insert(key, Arc::clone(&leg));
        leg
    }

    fn view(&self, at: u64) -> &View<'a> {
        let index = self.views.partition_point(|(begin, _)| *begin <= at).saturating_sub(1);
        &self.views[index].1
    }

    fn by_parkings(&self, view: &View<'_>, way: &Way, ride: Profile) -> Vec<Route> {
        let stand = |node: NodeId| self.graph.parking(node).map_or(node, |(place, _)| place);
        let (a, b) = (stand(way.from), stand(way.to));
        let parts = [(way.from, a, Profile::Walk), (a, b, ride), (b, way.to, Profile::Walk)];
        let used = parts.into_iter().filter(|(a, b, _)| a != b);
        used.filter_map(|(a, b, profile)| view.shortest(a, b, profile).ok()).collect()
    }
}

/// Adds a route to a leg; only the last one says that one has arrived.
fn append(leg: &mut Leg, route: Route, last: bool) {
    let joined = leg.points.last().is_some_and(|p| Some(p) == route.points.first());
    let shift = leg.points.len() - usize::from(joined);
    leg.length_mm += route.length_mm;
    leg.points.extend(route.points.into_iter().skip(usize::from(joined)));
    for mut step in route.steps {
        if last || step.kind != StepKind::Arrive {
            step.point += shift;
            leg.steps.push(step);
        }
    }
}

/// Stretches the times of the words to the planned time: a slower vehicle or an unhurried rider.
fn stretch(leg: &mut Leg) {
    let sum: u64 = leg.steps.iter().map(|s| s.time_ms).sum();
    if sum == leg.time_ms || sum == 0 {
        return;
    }
    let (mut done, mut given) = (0, 0);
    for step in &mut leg.steps {
        done += step.time_ms;
        let until = (u128::from(done) * u128::from(leg.time_ms) / u128::from(sum)) as u64;
        step.time_ms = until - given;
        given = until;
    }
}
