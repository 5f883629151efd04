//! Where a request fits into a route, and at what price.
//!
//! A pickup's place is checked in constant time; its delivery is tried at every later stop while the delay is carried along.
//! Blinks (Christiaens and Vanden Berghe 2020) leave out a place now and then, so that greedy choices vary.

use super::ground::Ground;
use super::rng::Rng;
use super::route::{Route, Stop};

/// Where a request would go: pickup after stop `i`, delivery after stop `j`, counted before the insertion.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Place {
    /// Added cost.
    pub(crate) cost: i64,
    /// The stop before the pickup.
    pub(crate) i: usize,
    /// The stop before the delivery, before the insertion.
    pub(crate) j: usize,
}

/// Leaves out a place now and then.
#[derive(Debug, Clone)]
pub(crate) struct Blinks {
    left: u32,
    /// Reciprocal of the logarithm of the chance to look; zero never blinks.
    scale: f64,
    /// Working memory: what delivering after each stop adds, and the least of that from there on.
    tails: Vec<(i64, i64)>,
}

impl Blinks {
    /// Blinks with a chance in [0, 1).
    pub(crate) fn new(chance: f64) -> Self {
        let scale = if chance > 0.0 { 1.0 / (1.0 - chance).ln() } else { 0.0 };
        Self { left: if chance > 0.0 { 7 } else { u32::MAX }, scale, tails: Vec::new() }
    }

    /// Whether this place is left out.
    #[inline]
    pub(crate) fn skip(&mut self, rng: &mut Rng) -> bool {
        if self.left > 0 {
            self.left -= 1;
            return false;
        }
        self.left = ((1.0 - rng.unit()).ln() * self.scale) as u32;
        self.scale != 0.0
    }
}

/// Takes the places that are found.
trait Taker {
    /// Whether there is a bound, so that it pays to know what a delivery adds at least.
    const BOUNDED: bool;
    /// Places at or over this cost are of no use.
    fn bound(&self) -> i64;
    /// A place that keeps windows and loads, under the bound; true ends the search.
    fn offer(&mut self, place: Place) -> bool;
}

struct Cheapest<'a> {
    bound: i64,
    found: Option<Place>,
    blinks: &'a mut Blinks,
    rng: &'a mut Rng,
}

impl Taker for Cheapest<'_> {
    const BOUNDED: bool = true;

    #[inline]
    fn bound(&self) -> i64 {
        self.bound
    }

    #[inline]
    fn offer(&mut self, place: Place) -> bool {
        // A place that is no better would not be chosen: only better ones need to blink.
        if !self.blinks.skip(self.rng) {
            self.bound = place.cost;
            self.found = Some(place);
        }
        false
    }
}

struct First(Option<Place>);

impl Taker for First {
    const BOUNDED: bool = false;

    #[inline]
    fn bound(&self) -> i64 {
        i64::MAX
    }

    #[inline]
    fn offer(&mut self, place: Place) -> bool {
        self.0 = Some(place);
        true
    }
}

/// The cheapest place of a request in a route under `bound`, as far as blinks let it be seen.
pub(crate) fn cheapest(
    ground: &Ground,
    route: &Route,
    request: u32,
    bound: i64,
    (blinks, rng): (&mut Blinks, &mut Rng),
) -> Option<Place> {
    let mut tails = std::mem::take(&mut blinks.tails);
    let mut taker = Cheapest { bound, found: None, blinks, rng };
    search(ground, &route.stops, request, 0, &mut tails, &mut taker);
    let found = taker.found;
    blinks.tails = tails;
    found
}

/// The first place that keeps windows and loads, looking from stop `from` on and then from the start.
pub(crate) fn first(ground: &Ground, route: &Route, request: u32, from: usize) -> Option<Place> {
    let mut taker = First(None);
    let mut none = Vec::new();
    search(ground, &route.stops, request, from, &mut none, &mut taker);
    if taker.0.is_none() && from > 0 {
        search(ground, &route.stops, request, 0, &mut none, &mut taker);
    }
    taker.0
}

/// Ready, due and length of a node's work.
#[derive(Clone, Copy)]
struct Work {
    ready: i64,
    due: i64,
    service: i64,
}

fn work(ground: &Ground, node: u32) -> Work {
    let node = ground.node(node);
    Work { ready: node.ready, due: node.due, service: i64::from(node.service) }
}

/// What delivering after each stop adds, [`NEVER`] where that is too late or too full whatever comes before, and the least
/// of that from there on. O(stops).
fn fill_tails(ground: &Ground, stops: &[Stop], request: u32, begin: usize, tails: &mut Vec<(i64, i64)>) {
    let node = request * 2 + 1;
    let delivery = work(ground, node);
    let room = ground.capacity + ground.node(node).demand;
    let (cost_to, cost_from) = (ground.cost().to(node), ground.cost().from(node));
    let soonest = delivery.ready + delivery.service;
    tails.clear();
    tails.resize(stops.len(), (NEVER, NEVER));
    for j in begin..stops.len() - 1 {
        let (s, next) = (&stops[j], &stops[j + 1]);
        if s.leave > delivery.due {
            break;
        }
        if s.load <= room && next.latest >= soonest {
            tails[j].0 = i64::from(cost_to[s.node as usize]) + i64::from(cost_from[next.node as usize])
                - i64::from(s.cost_on);
        }
    }
    let mut least = NEVER;
    for tail in tails.iter_mut().rev() {
        least = least.min(tail.0);
        tail.1 = least;
    }
}

/// Cost of what cannot be; sums of a few do not overflow.
const NEVER: i64 = i64::MAX / 4;

/// A request with the rows of the matrices that its delivery needs.
struct Job<'a> {
    delivery: Work,
    /// Most load on arriving at its pickup.
    room: i32,
    time_to: &'a [u32],
    time_from: &'a [u32],
}

impl Job<'_> {
    /// Whether the delivery is in time when it is begun at `arrive`, and `next` after it.
    #[inline]
    fn in_time(&self, arrive: i64, next: &Stop) -> bool {
        let after = arrive.max(self.delivery.ready)
            + self.delivery.service
            + i64::from(self.time_from[next.node as usize]);
        arrive <= self.delivery.due && after <= next.latest
    }

    /// Offers the places of the delivery after stops behind `i`, of which the first is reached at `arrive`; `base` is what the
    /// pickup adds. Whether the search is over.
    #[inline]
    fn later<T: Taker>(
        &self,
        stops: &[Stop],
        (i, base): (usize, i64),
        mut arrive: i64,
        tails: &[(i64, i64)],
        taker: &mut T,
    ) -> bool {
        for j in i + 1..stops.len() - 1 {
            let (s, next) = (&stops[j], &stops[j + 1]);
            let leave = arrive.max(s.ready) + i64::from(s.service);
            if s.load > self.room || leave > self.delivery.due {
                break;
            }
            let (added, least) = if T::BOUNDED { tails[j] } else { (0, 0) };
            if base + least >= taker.bound() {
                break;
            }
            if base + added < taker.bound() {
                let place = Place { cost: base + added, i, j };
                let arrive_d = leave + i64::from(self.time_to[s.node as usize]);
                if self.in_time(arrive_d, next) && taker.offer(place) {
                    return true;
                }
            }
            arrive = leave + i64::from(s.time_on);
            if arrive > next.latest {
                break;
            }
        }
        false
    }
}

/// Offers every place of a request from stop `from` on that keeps windows and loads.
#[inline]
fn search<T: Taker>(
    ground: &Ground,
    stops: &[Stop],
    request: u32,
    from: usize,
    tails: &mut Vec<(i64, i64)>,
    taker: &mut T,
) {
    let (p, d) = (request * 2, request * 2 + 1);
    let pickup = work(ground, p);
    let room = ground.capacity - ground.node(p).demand;
    let (time_to, time_from) = (ground.time.to(d), ground.time.from(d));
    let job = Job { delivery: work(ground, d), room, time_to, time_from };
    let (time_to_p, time_from_p) = (ground.time.to(p), ground.time.from(p));
    let (cost_to_p, cost_from_p) = (ground.cost().to(p), ground.cost().from(p));
    let cost_from_d = ground.cost().from(d);
    let (direct, direct_cost) = (i64::from(time_from_p[d as usize]), i64::from(cost_from_p[d as usize]));
    // Latest arrivals grow along the route: before this stop the pickup comes too late for the next.
    let soonest = pickup.ready + pickup.service;
    let begin = stops[1..].partition_point(|s| s.latest < soonest).max(from);
    let mut filled = false;
    for i in begin..stops.len() - 1 {
        let (a, b) = (&stops[i], &stops[i + 1]);
        if a.leave > pickup.due {
            break;
        }
        let (at_a, at_b) = (a.node as usize, b.node as usize);
        let arrive = a.leave + i64::from(time_to_p[at_a]);
        if arrive > pickup.due || a.load > room {
            continue;
        }
        let base = i64::from(cost_to_p[at_a]) - i64::from(a.cost_on);
        let leave_p = arrive.max(pickup.ready) + pickup.service;
        let price = base + direct_cost + i64::from(cost_from_d[at_b]);
        if price < taker.bound()
            && job.in_time(leave_p + direct, b)
            && taker.offer(Place { cost: price, i, j: i })
        {
            return;
        }
        // From here on the delivery comes later, and with costs that are distances it adds something too.
        let base = base + i64::from(cost_from_p[at_b]);
        let arrive = leave_p + i64::from(time_from_p[at_b]);
        if base >= taker.bound() || arrive > b.latest {
            continue;
        }
        if T::BOUNDED && !filled {
            fill_tails(ground, stops, request, i + 1, tails);
            filled = true;
        }
        if T::BOUNDED && base + tails[i + 1].1 >= taker.bound() {
            continue;
        }
        if job.later(stops, (i, base), arrive, tails, taker) {
            return;
        }
    }
}
