//! The problem as the inner loops read it: flat arrays by node, matrices of nodes in both directions.
//!
//! Node 2r is the pickup of request r, node 2r + 1 its delivery; then the start and the end of a vehicle.

use std::cell::Cell;

use super::problem::{Matrix, Problem, Visit};

/// No request, no route.
pub(crate) const NONE: u32 = u32::MAX;

/// Distances between nodes, to be read by row in both directions.
#[derive(Debug, Clone)]
pub(crate) struct Legs {
    size: usize,
    from: Vec<u32>,
    /// Transposed; empty when it is the same.
    to: Vec<u32>,
}

impl Legs {
    fn new(matrix: &Matrix, places: &[usize]) -> Self {
        let size = places.len();
        let mut from = Vec::with_capacity(size * size);
        for &a in places {
            from.extend(places.iter().map(|&b| matrix.get(a, b)));
        }
        let mut to: Vec<u32> = Vec::with_capacity(size * size);
        for b in 0..size {
            to.extend((0..size).map(|a| from[a * size + b]));
        }
        if from == to {
            to = Vec::new();
        }
        Self { size, from, to }
    }

    /// From `node` to all.
    #[inline]
    pub(crate) fn from(&self, node: u32) -> &[u32] {
        let at = node as usize * self.size;
        &self.from[at..at + self.size]
    }

    /// From all to `node`.
    #[inline]
    pub(crate) fn to(&self, node: u32) -> &[u32] {
        let at = node as usize * self.size;
        let cells = if self.to.is_empty() { &self.from } else { &self.to };
        &cells[at..at + self.size]
    }

    /// One leg.
    #[inline]
    pub(crate) fn get(&self, from: u32, to: u32) -> u32 {
        self.from[from as usize * self.size + to as usize]
    }
}

/// One node.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Node {
    /// Work begins not before.
    pub(crate) ready: i64,
    /// Work begins not after.
    pub(crate) due: i64,
    /// Length of the work.
    pub(crate) service: u32,
    /// Change of the load.
    pub(crate) demand: i32,
}

/// A problem of one vehicle type and one pickup a request.
#[derive(Debug, Clone)]
pub(crate) struct Ground {
    /// Number of requests.
    pub(crate) requests: usize,
    /// By node.
    pub(crate) nodes: Vec<Node>,
    /// Where vehicles start.
    pub(crate) start: u32,
    /// Where vehicles end.
    pub(crate) end: u32,
    /// What a vehicle holds.
    pub(crate) capacity: i32,
    /// How many vehicles there are.
    pub(crate) vehicles: usize,
    /// What using one costs.
    pub(crate) fixed: i64,
    /// What leaving a request out costs.
    pub(crate) prize: Vec<Option<i64>>,
    /// Times.
    pub(crate) time: Legs,
    /// Costs, when they are not the times.
    cost: Option<Legs>,
    /// The last version of a route.
    versions: Cell<u64>,
}

impl Ground {
    /// The flat form of a problem without faults; `fixed` replaces the cost of using a vehicle.
    pub(crate) fn new(problem: &Problem, fixed: i64) -> Option<Self> {
        let vehicle = problem.vehicles.first()?;
        let profile = problem.profiles.get(vehicle.profile)?;
        let (mut places, mut nodes, mut prize) = (Vec::new(), Vec::new(), Vec::new());
        for request in &problem.requests {
            let (pickup, load) = (request.pickups.first()?, *request.load.first()?);
            let load = i32::try_from(load).ok()?;
            for (visit, demand) in [(pickup, load), (&request.delivery, -load)] {
                places.push(visit.place);
                nodes.push(node(visit, demand));
            }
            prize.push(request.prize);
        }
        let n = nodes.len() as u32;
        let shift = Node { ready: vehicle.from, due: vehicle.until, service: 0, demand: 0 };
        nodes.extend([shift, shift]);
        places.extend([vehicle.start, vehicle.end.unwrap_or(vehicle.start)]);
        let time = Legs::new(&profile.time, &places);
        let cost = profile.cost.as_ref().map(|c| Legs::new(c, &places));
        Some(Self {
            requests: prize.len(),
            nodes,
            start: n,
            end: n + 1,
            capacity: i32::try_from(*vehicle.capacity.first()?).ok()?,
            vehicles: vehicle.count,
            fixed,
            prize,
            time,
            cost,
            versions: Cell::new(0),
        })
    }

    /// The costs between nodes.
    #[inline]
    pub(crate) fn cost(&self) -> &Legs {
        self.cost.as_ref().unwrap_or(&self.time)
    }

    /// A version that no route has had.
    #[inline]
    pub(crate) fn next_version(&self) -> u64 {
        let version = self.versions.get() + 1;
        self.versions.set(version);
        version
    }

    /// A node.
    #[inline]
    pub(crate) fn node(&self, node: u32) -> &Node {
        &self.nodes[node as usize]
    }
}

fn node(visit: &Visit, demand: i32) -> Node {
    Node { ready: visit.ready, due: visit.due, service: visit.service as u32, demand }
}

/// The request that a node belongs to.
#[inline]
pub(crate) fn request_of(node: u32) -> usize {
    (node >> 1) as usize
}
