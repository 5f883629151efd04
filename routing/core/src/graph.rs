//! The graph: its places by key, its saved form and hash, and the questions it answers.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use market_model::{Date, FacilityKind, Lang, Market, Problem, nfc};
use sha2::{Digest, Sha256};

use crate::build::{self, Parts};
use crate::landmarks::Landmarks;
use crate::node::PlaceKind;
use crate::search::Frozen;
use crate::streets::StreetRules;
use crate::{Conditions, GraphError, Moment, NoRoute, Profile, Route, RoutePoint, View, label, saved};

/// The name of the saved form.
pub const GRAPH_FORMAT: &str = "jangteo.graph";
/// The version that this code writes.
pub const GRAPH_FORMAT_VERSION: u32 = 1;

/// So far on foot a street is looked for first: five minutes.
const PARKING_NEAR_MS: u64 = 300_000;

/// A node of one graph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub(crate) u32);

/// The walk and street graph of one revision of a market.
pub struct Graph {
    pub(crate) parts: Parts,
    hash: String,
    keys: BTreeMap<String, u32>,
    /// The first stall of each code.
    codes: BTreeMap<String, u32>,
    /// Built when first asked for; one for each profile, in the order of [`Profile::ALL`].
    frozen: [OnceLock<Frozen>; 4],
    landmarks: OnceLock<Landmarks>,
}

impl std::fmt::Debug for Graph {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Graph({} nodes, {} edges, {})", self.node_count(), self.edge_count(), self.hash)
    }
}

impl Graph {
    /// Builds the graph of a market, and tells what is unreachable or far from a street.
    /// O(aisles² + stalls · levels + (gates + addresses) · streets).
    #[must_use]
    pub fn build(market: &Market) -> (Self, Vec<Problem>) {
        Self::build_with(market, &StreetRules::default())
    }

    /// As [`Graph::build`], with what is known of the streets beside their lines: kerbs, steps, widths, turn restrictions
    /// for motorcycles. Also tells which rules name streets that do not meet.
    #[must_use]
    pub fn build_with(market: &Market, rules: &StreetRules) -> (Self, Vec<Problem>) {
        let (parts, problems) = build::parts(market, rules);
        let bytes = saved::write(&parts).unwrap_or_default();
        (Self::new(parts, &bytes), problems)
    }

    /// Reads a saved graph. Its hash is that of `bytes`.
    ///
    /// # Errors
    /// [`GraphError`] when the bytes are no graph, of a newer version, or damaged.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, GraphError> {
        Ok(Self::new(saved::read(bytes)?, bytes))
    }

    /// The saved form. The same graph gives the same bytes.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        // Writing numbers and texts into memory cannot fail.
        saved::write(&self.parts).unwrap_or_default()
    }

    /// SHA-256 of the saved form, in hexadecimal.
    #[must_use]
    pub fn hash(&self) -> &str {
        &self.hash
    }

    /// Identifier of the market.
    #[must_use]
    pub fn market(&self) -> &str {
        &self.parts.market
    }

    /// Hash of the market model from which it was built.
    #[must_use]
    pub fn revision(&self) -> &str {
        &self.parts.revision
    }

    /// Number of nodes.
    #[must_use]
    pub fn node_count(&self) -> usize {
        self.parts.nodes.len()
    }

    /// Number of edges; an edge that can be used both ways counts once.
    #[must_use]
    pub fn edge_count(&self) -> usize {
        self.parts.edges.len()
    }

    /// Every node, in the order of the saved form.
    pub fn nodes(&self) -> impl Iterator<Item = NodeId> + '_ {
        (0..self.parts.nodes.len() as u32).map(NodeId)
    }

    /// The node with this key (`stall:가-12`, `gate:south`, `facility:…`, `address:…`, `junction:…`), else with this
    /// stall code or bare identifier, else the first facility of this kind (`toilet`, `화장실`). O(log n), O(n) for kinds.
    #[must_use]
    pub fn resolve(&self, text: &str) -> Option<NodeId> {
        // Most texts are keys as they stand.
        if let Some(index) = self.keys.get(text) {
            return Some(NodeId(*index));
        }
        let text = nfc(text.trim());
        let text = text.as_str();
        let bare = text.strip_prefix("stall:").unwrap_or(text);
        if let Some(index) = self.keys.get(text).or_else(|| self.codes.get(bare)) {
            return Some(NodeId(*index));
        }
        for prefix in ["stall", "gate", "facility", "address", "junction"] {
            if let Some(index) = self.keys.get(&format!("{prefix}:{text}")) {
                return Some(NodeId(*index));
            }
        }
        self.of_kind(text).first().copied()
    }

    /// Every place of a kind: a facility's word (`toilet`, `화장실`, `hub`), or `stall`, `gate`, `address`, `junction`; none for
    /// another text. O(n).
    #[must_use]
    pub fn places(&self, kind: &str) -> Vec<NodeId> {
        let wanted = match nfc(kind.trim()).as_str() {
            "stall" | "점포" => PlaceKind::Stall,
            "gate" | "출입구" => PlaceKind::Gate,
            "address" | "주소" => PlaceKind::Address,
            "junction" | "교차로" => PlaceKind::Junction,
            text => return self.of_kind(text),
        };
        let nodes = self.parts.nodes.iter().enumerate().filter(|(_, n)| n.kind == wanted);
        nodes.map(|(i, _)| NodeId(i as u32)).collect()
    }

    /// As [`Graph::resolve`], but of several facilities of a kind the one that is quickest to reach from `from`.
    #[must_use]
    pub fn resolve_from(&self, from: NodeId, text: &str, profile: Profile) -> Option<NodeId> {
        let found = self.resolve(text)?;
        let places = self.of_kind(text);
        if !places.contains(&found) {
            return Some(found);
        }
        let times = self.times(from, &places, profile, None);
        let best = times.iter().zip(&places).filter_map(|(t, p)| t.map(|t| (t, *p))).min();
        Some(best.map_or(found, |(_, place)| place))
    }

    /// Up to five keys that look like `text`: what somebody may have meant who asked for an unknown place.
    #[must_use]
    pub fn suggest(&self, text: &str) -> Vec<String> {
        label::suggest(&self.parts.nodes, &nfc(text.trim()))
    }

    /// The unique key of a node, such as `stall:가-12`; empty for a node of another graph.
    #[must_use]
    pub fn key(&self, node: NodeId) -> &str {
        self.parts.nodes.get(node.0 as usize).map_or("", |n| &n.key)
    }

    /// What kind of place a node is; `None` for a node of another graph.
    #[must_use]
    pub fn kind(&self, node: NodeId) -> Option<PlaceKind> {
        self.parts.nodes.get(node.0 as usize).map(|n| n.kind)
    }

    /// What a person calls the place, such as `진주상회(가-12)`; empty for a node of another graph.
    #[must_use]
    pub fn label(&self, node: NodeId, lang: Lang) -> String {
        if (node.0 as usize) < self.parts.nodes.len() { label::of(self, node.0, lang) } else { String::new() }
    }

    /// Where the place is; `None` for a node of another graph.
    #[must_use]
    pub fn point(&self, node: NodeId) -> Option<RoutePoint> {
        let n = self.parts.nodes.get(node.0 as usize)?;
        let level = self.parts.levels.get(usize::from(n.level)).map_or("", |l| &l.id);
        Some(RoutePoint { x_mm: n.at[0], y_mm: n.at[1], z_mm: n.at[2], level: level.to_owned() })
    }

    /// The graph at a moment: through gates and connectors that are open then; at any hour without one.
    #[must_use]
    pub fn at(&self, at: Option<Moment>) -> View<'_> {
        View::new(self, at)
    }

    /// The graph at a moment and under conditions: aisles, gates or streets closed, crowded or narrowed. Also tells which
    /// conditions name nothing of this graph or cannot be; these are left out.
    #[must_use]
    pub fn under(&self, conditions: &Conditions, at: Option<Moment>) -> (View<'_>, Vec<Problem>) {
        View::under(self, conditions, at)
    }

    /// The quickest way at any hour.
    ///
    /// # Errors
    /// [`NoRoute`] tells what stands in the way.
    pub fn shortest(&self, from: NodeId, to: NodeId, profile: Profile) -> Result<Route, NoRoute> {
        self.at(None).shortest(from, to, profile)
    }

    /// The quickest way at a moment, through gates and connectors that are open then; at any hour without one.
    ///
    /// # Errors
    /// [`NoRoute`] tells what stands in the way.
    pub fn shortest_at(
        &self,
        from: NodeId,
        to: NodeId,
        profile: Profile,
        at: Option<Moment>,
    ) -> Result<Route, NoRoute> {
        self.at(at).shortest(from, to, profile)
    }

    /// Milliseconds of the quickest way from `from` to each of `targets`; `None` where there is none.
    #[must_use]
    pub fn times(
        &self,
        from: NodeId,
        targets: &[NodeId],
        profile: Profile,
        at: Option<Moment>,
    ) -> Vec<Option<u64>> {
        self.at(at).times(from, targets, profile)
    }

    /// Milliseconds between all pairs: a row for each source.
    #[must_use]
    pub fn matrix(
        &self,
        sources: &[NodeId],
        targets: &[NodeId],
        profile: Profile,
        at: Option<Moment>,
    ) -> Vec<Vec<Option<u64>>> {
        self.at(at).matrix(sources, targets, profile)
    }

    /// Milliseconds of the quickest way alone, without line and words; `None` when there is none.
    #[must_use]
    pub fn time(&self, from: NodeId, to: NodeId, profile: Profile, at: Option<Moment>) -> Option<u64> {
        self.at(at).time(from, to, profile)
    }

    /// Where a motorcycle stands for a visit to `node`: the place on a street that is nearest on foot, and the walk from
    /// there in milliseconds; `None` when no street can be reached.
    #[must_use]
    pub fn parking(&self, node: NodeId) -> Option<(NodeId, u64)> {
        if node.0 as usize >= self.parts.nodes.len() {
            return None;
        }
        let (streets, on_foot) = (self.frozen(Profile::Motorcycle), self.frozen(Profile::Walk));
        let view = self.at(None);
        let mut bound = PARKING_NEAR_MS;
        loop {
            let walks = view.weighted(Profile::Walk).within(on_foot.start(node.0), bound);
            // On foot a state is a node.
            let kerbs = walks.iter().filter(|(place, _)| streets.is_rideable(*place));
            if let Some((place, ms)) = kerbs.min_by_key(|(place, ms)| (*ms, *place)) {
                return Some((NodeId(*place), *ms));
            }
            if bound == u64::MAX {
                return None;
            }
            bound = u64::MAX;
        }
    }

    pub(crate) fn frozen(&self, profile: Profile) -> &Frozen {
        self.frozen[profile as usize].get_or_init(|| Frozen::new(&self.parts, profile))
    }

    pub(crate) fn landmarks(&self) -> &Landmarks {
        self.landmarks.get_or_init(|| Landmarks::new(&self.parts))
    }

    fn new(parts: Parts, bytes: &[u8]) -> Self {
        let hash = Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect();
        let keys = parts.nodes.iter().enumerate().map(|(i, n)| (n.key.clone(), i as u32)).collect();
        let stalls = parts.nodes.iter().enumerate().rev().filter(|(_, n)| n.kind == PlaceKind::Stall);
        let codes = stalls.map(|(i, n)| (n.code.clone(), i as u32)).collect();
        Self { parts, hash, keys, codes, frozen: Default::default(), landmarks: OnceLock::new() }
    }

    pub(crate) fn by_key(&self, key: &str) -> Option<u32> {
        self.keys.get(key).copied()
    }

    /// The tables of hours that are shut at a moment, growing; none is when no moment is given.
    pub(crate) fn shut(&self, at: Option<Moment>) -> Vec<u16> {
        let Some(at) = at else { return Vec::new() };
        let open = |span: Option<market_model::Hours>, minute: u16| {
            span.is_some_and(|h| (h.open..h.close).contains(&minute))
        };
        // Hours may pass midnight: at 00:30 the evening before still counts.
        let evening = |h: &market_model::OpeningHours| {
            day_before(at.date).is_some_and(|d| open(h.on(d), at.minute.saturating_add(24 * 60)))
        };
        let tables = (0..).zip(&self.parts.hours);
        tables.filter(|(_, h)| !open(h.on(at.date), at.minute) && !evening(h)).map(|(i, _)| i).collect()
    }

    fn of_kind(&self, text: &str) -> Vec<NodeId> {
        let Some(kind) = FacilityKind::parse(text) else { return Vec::new() };
        let nodes = self.parts.nodes.iter().enumerate();
        nodes.filter(|(_, n)| n.facility == Some(kind)).map(|(i, _)| NodeId(i as u32)).collect()
    }
}

fn day_before(date: Date) -> Option<Date> {
    if date.day() > 1 {
        return Date::new(date.year(), date.month(), date.day() - 1);
    }
    let (year, month) =
        if date.month() > 1 { (date.year(), date.month() - 1) } else { (date.year() - 1, 12) };
    (28..=31).rev().find_map(|day| Date::new(year, month, day))
}
