//! Times between places, asked of the graph once and kept: a session plans again without asking again.
//!
//! Places only join; a table is made for a profile and a moment when it is first needed, and grown with the places.

use std::collections::BTreeMap;
use std::rc::Rc;

use market_routing::{Conditions, Graph, Moment, NO_WAY, NodeId, Profile, View};

/// No way.
const NONE: u32 = NO_WAY;

/// Milliseconds between all pairs of some places.
#[derive(Debug, Clone, Default)]
pub(crate) struct Table {
    n: usize,
    cells: Vec<u32>,
}

impl Table {
    /// Time from one place to another; `None` when there is no way.
    #[inline]
    pub fn at(&self, from: usize, to: usize) -> Option<u64> {
        let cell = self.cells[from * self.n + to];
        (cell != NONE).then_some(u64::from(cell))
    }

    /// A table from rows.
    #[cfg(test)]
    pub fn of(rows: &[Vec<Option<u64>>]) -> Self {
        let cells = rows.iter().flatten().map(|c| c.map_or(NONE, |ms| ms as u32)).collect();
        Self { n: rows.len(), cells }
    }

    fn grown(&self, view: &View<'_>, nodes: &[NodeId], profile: Profile) -> Self {
        let n = nodes.len();
        let mut cells = vec![NONE; n * n];
        let (old, new) = nodes.split_at(self.n);
        for row in 0..self.n {
            cells[row * n..row * n + self.n].copy_from_slice(&self.cells[row * self.n..(row + 1) * self.n]);
        }
        let mut put = |first_row: usize, first_column: usize, rows: Vec<Vec<Option<u64>>>| {
            for (i, row) in rows.into_iter().enumerate() {
                let start = (first_row + i) * n + first_column;
                for (cell, ms) in cells[start..].iter_mut().zip(row) {
                    *cell = ms.map_or(NONE, |ms| u32::try_from(ms).unwrap_or(NONE));
                }
            }
        };
        put(self.n, 0, view.matrix(new, nodes, profile));
        if !old.is_empty() {
            put(0, self.n, view.matrix(old, new, profile));
        }
        Self { n, cells }
    }
}

/// A list of different places.
#[derive(Debug, Default)]
pub(crate) struct Places {
    pub nodes: Vec<NodeId>,
    index: BTreeMap<NodeId, usize>,
}

impl Places {
    /// The index of a place, which joins when it is new.
    pub fn add(&mut self, node: NodeId) -> usize {
        *self.index.entry(node).or_insert_with(|| {
            self.nodes.push(node);
            self.nodes.len() - 1
        })
    }
}

/// When it is, and what is closed, slower or narrower then.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct When {
    pub at: Option<Moment>,
    /// Without minutes of the day: as it is now.
    pub conditions: Rc<Conditions>,
}

impl When {
    /// The graph then.
    pub fn view<'g>(&self, graph: &'g Graph) -> View<'g> {
        graph.under(&self.conditions, self.at).0
    }
}

/// A table, for whom and when it is.
#[derive(Debug)]
struct Known {
    profile: Profile,
    when: When,
    table: Rc<Table>,
}

/// What was asked of the graph.
#[derive(Debug, Default)]
pub(crate) struct Tables {
    /// Places on foot.
    pub walk: Places,
    /// Places of vehicles.
    pub ride: Places,
    known: [Vec<Known>; 2],
    resolved: BTreeMap<String, Option<NodeId>>,
    parked: BTreeMap<NodeId, Option<(NodeId, u64)>>,
}

impl Tables {
    /// The node that a text names.
    pub fn resolve(&mut self, graph: &Graph, text: &str) -> Option<NodeId> {
        if let Some(found) = self.resolved.get(text) {
            return *found;
        }
        let found = graph.resolve(text);
        self.resolved.insert(text.to_owned(), found);
        found
    }

    /// Where a vehicle stands for a visit to `node`, and the walk from there.
    pub fn parking(&mut self, graph: &Graph, node: NodeId) -> Option<(NodeId, u64)> {
        *self.parked.entry(node).or_insert_with(|| graph.parking(node))
    }

    /// Times on foot between all places on foot.
    pub fn walking(&mut self, graph: &Graph, profile: Profile, when: &When) -> Rc<Table> {
        table(&mut self.known[0], &self.walk.nodes, graph, profile, when)
    }

    /// Times between all places of vehicles.
    pub fn riding(&mut self, graph: &Graph, profile: Profile, when: &When) -> Rc<Table> {
        table(&mut self.known[1], &self.ride.nodes, graph, profile, when)
    }
}

/// A table that is known, else one that is brought up to date from a known one, else a new one.
fn table(
    known: &mut Vec<Known>,
    nodes: &[NodeId],
    graph: &Graph,
    profile: Profile,
    when: &When,
) -> Rc<Table> {
    let found = known.iter().position(|k| k.profile == profile && k.when == *when);
    let at = found.unwrap_or_else(|| {
        let table = derived(known, nodes, graph, profile, when).unwrap_or_default();
        known.push(Known { profile, when: when.clone(), table });
        known.len() - 1
    });
    let entry = &mut known[at].table;
    if entry.n < nodes.len() {
        *entry = Rc::new(entry.grown(&when.view(graph), nodes, profile));
    }
    Rc::clone(entry)
}

/// The table that was made last for this profile, with what has changed since; `None` when that is too much.
fn derived(
    known: &mut [Known],
    nodes: &[NodeId],
    graph: &Graph,
    profile: Profile,
    when: &When,
) -> Option<Rc<Table>> {
    let like = known.iter_mut().rev().filter(|k| k.profile == profile && k.table.n > 0);
    let view = when.view(graph);
    for entry in like.take(DERIVED) {
        let old = entry.when.view(graph);
        if entry.table.n < nodes.len() {
            entry.table = Rc::new(entry.table.grown(&old, nodes, profile));
        }
        let mut table = Table::clone(&entry.table);
        if view.update(&old, nodes, profile, &mut table.cells) {
            return Some(Rc::new(table));
        }
    }
    None
}

/// So many known tables are tried as the beginning of a new one.
const DERIVED: usize = 3;
