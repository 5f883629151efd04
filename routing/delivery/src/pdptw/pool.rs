//! Routes worth remembering: what good solutions were made of, for [`partition`](super::partition) to choose among.

use std::collections::HashMap;

use super::ground::{Ground, request_of};
use super::route::Route;
use super::solution::route_cost;

/// Most stops that are remembered in all; then the oldest half is forgotten.
const MOST: usize = 1 << 19;

/// A route that was seen.
#[derive(Debug, Clone)]
pub(crate) struct Column {
    /// Its requests, ascending.
    pub(crate) requests: Vec<u32>,
    /// Its nodes in their order.
    pub(crate) nodes: Vec<u32>,
    /// Legs and vehicle.
    pub(crate) cost: i64,
}

/// The cheapest route that was seen for each set of requests.
#[derive(Debug, Default)]
pub(crate) struct Pool {
    /// In the order in which their sets were first seen.
    pub(crate) columns: Vec<Column>,
    by_set: HashMap<u64, usize>,
    /// The last version noted, by place in a solution.
    noted: Vec<u64>,
    stops: usize,
}

impl Pool {
    /// Notes the routes of a solution.
    pub(crate) fn note(&mut self, ground: &Ground, routes: &[Route]) {
        self.noted.resize(self.noted.len().max(routes.len()), 0);
        for (index, route) in routes.iter().enumerate() {
            if !route.is_empty() && std::mem::replace(&mut self.noted[index], route.version) != route.version
            {
                self.add(ground, route);
            }
        }
        if self.stops > MOST {
            self.forget();
        }
    }

    fn add(&mut self, ground: &Ground, route: &Route) {
        let cost = route_cost(ground, route);
        let key = route.requests().fold(0_u64, |sum, r| sum.wrapping_add(mixed(r)));
        let nodes = || route.inner().iter().map(|s| s.node).collect::<Vec<u32>>();
        if let Some(&at) = self.by_set.get(&key) {
            let column = &mut self.columns[at];
            // Two sets with the same key, which is most unlikely, take each other's place: a route is lost, nothing is wrong.
            if cost < column.cost && column.nodes.len() == route.inner().len() {
                (column.cost, column.nodes) = (cost, nodes());
                column.requests = sorted(&column.nodes);
            }
            return;
        }
        let nodes = nodes();
        self.stops += nodes.len();
        self.by_set.insert(key, self.columns.len());
        self.columns.push(Column { requests: sorted(&nodes), nodes, cost });
    }

    fn forget(&mut self) {
        self.columns.drain(..self.columns.len() / 2);
        self.by_set.clear();
        self.stops = 0;
        for (index, column) in self.columns.iter().enumerate() {
            self.by_set.insert(column.requests.iter().fold(0, |sum, &r| sum.wrapping_add(mixed(r))), index);
            self.stops += column.nodes.len();
        }
    }
}

fn sorted(nodes: &[u32]) -> Vec<u32> {
    let mut requests: Vec<u32> =
        nodes.iter().filter(|&n| n & 1 == 0).map(|&n| request_of(n) as u32).collect();
    requests.sort_unstable();
    requests
}

/// A random-looking number for each request: the mixer of `SplitMix64`.
fn mixed(request: u32) -> u64 {
    let x = (u64::from(request) + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}
