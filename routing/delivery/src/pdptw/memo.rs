//! Remembers where a request fits into a route, for as long as the route stays what it is.
//!
//! Every content of a route has a version of its own ([`Route::version`](super::route::Route)); a route that is taken back has its
//! old version again, so that what was known of it holds again. Used by the recreate, which asks for the same requests and
//! mostly unchanged routes over and over: with hundreds of routes nearly all of its work.

use super::insert::Place;

/// What is known of a request in a route.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Known {
    /// Nothing.
    Nothing,
    /// Its cheapest place.
    Cheapest(Place),
    /// There is no place under this cost.
    AtLeast(i64),
}

/// The place of an entry that has none.
const NOWHERE: u32 = u32::MAX;

#[derive(Debug, Clone, Copy)]
struct Entry {
    version: u64,
    cost: i64,
    i: u32,
    j: u32,
}

/// A table by request and route.
#[derive(Debug)]
pub(crate) struct Memo {
    requests: usize,
    routes: usize,
    entries: Vec<Entry>,
}

/// No route has this version.
const UNKNOWN: Entry = Entry { version: 0, cost: 0, i: NOWHERE, j: 0 };

impl Memo {
    /// Knows nothing of so many requests.
    pub(crate) fn new(requests: usize) -> Self {
        Self { requests, routes: 0, entries: Vec::new() }
    }

    /// Makes room for so many routes; forgets everything when it grows.
    pub(crate) fn fit(&mut self, routes: usize) {
        if routes > self.routes {
            self.routes = routes + routes / 4;
            self.entries.clear();
            self.entries.resize(self.requests * self.routes, UNKNOWN);
        }
    }

    /// What is known of a request in a route of this version.
    #[inline]
    pub(crate) fn get(&self, request: u32, route: usize, version: u64) -> Known {
        let entry = &self.entries[request as usize * self.routes + route];
        if entry.version != version {
            Known::Nothing
        } else if entry.i == NOWHERE {
            Known::AtLeast(entry.cost)
        } else {
            Known::Cheapest(Place { cost: entry.cost, i: entry.i as usize, j: entry.j as usize })
        }
    }

    /// Notes what a search for places under `bound` found.
    #[inline]
    pub(crate) fn set(&mut self, request: u32, route: usize, version: u64, bound: i64, found: Option<Place>) {
        let entry = &mut self.entries[request as usize * self.routes + route];
        *entry = match found {
            Some(place) => Entry { version, cost: place.cost, i: place.i as u32, j: place.j as u32 },
            None => Entry { version, cost: bound, i: NOWHERE, j: 0 },
        };
    }
}
