//! Set partitioning: of all routes remembered, those that serve every request once for the least cost.
//!
//! The restricted master of Sartori and Buriol 2020, without an LP: prices of requests by a subgradient (Held, Wolfe and
//! Crowder 1974) are made dual feasible, routes that no better choice can hold are dropped by their reduced costs, and what is
//! left is searched in depth, always at the request with the fewest routes left (Knuth's Algorithm X).

use super::budget::Budget;
use super::pool::Column;

/// Most steps of the subgradient.
const ASCENT: usize = 300;
/// Steps without a better bound after which the step length is halved.
const STALE: usize = 12;
/// Most choices that are tried in depth.
const NODES: usize = 20_000;
/// Most routes that the search in depth looks at: those of the least reduced cost.
const LEFT: usize = 4_000;

/// A choice among columns.
struct Master<'a> {
    columns: &'a [Column],
    requests: usize,
    /// Most routes.
    fleet: usize,
    /// A choice must cost less.
    bound: i64,
}

/// Indices of the columns that serve `requests` requests once each with at most `fleet` routes and cost less than `bound`;
/// `None` when none was found before the budget is used up to `until`. The choice need not be the best.
pub(crate) fn choose(
    columns: &[Column],
    (requests, fleet): (usize, usize),
    bound: i64,
    (budget, until): (&mut Budget<'_>, f64),
) -> Option<Vec<usize>> {
    let master = Master { columns, requests, fleet, bound };
    let prices = master.ascend(budget, until)?;
    let left = master.left(&prices);
    Deep::new(&master, left, prices.total(fleet)).run(budget, until)
}

/// Prices of the requests and of a vehicle.
#[derive(Clone)]
struct Prices {
    of: Vec<f64>,
    vehicle: f64,
}

impl Prices {
    fn reduced(&self, column: &Column) -> f64 {
        column.cost as f64 + self.vehicle - column.requests.iter().map(|&r| self.of[r as usize]).sum::<f64>()
    }

    /// A lower bound of the cost when no reduced cost is negative.
    fn total(&self, fleet: usize) -> f64 {
        self.of.iter().sum::<f64>() - self.vehicle * fleet as f64
    }
}

impl Master<'_> {
    /// Prices of which the bound is high, with no reduced cost under 0; `None` when the budget is used up.
    fn ascend(&self, budget: &mut Budget<'_>, until: f64) -> Option<Prices> {
        let mut now = Prices { of: vec![0.0; self.requests], vehicle: 0.0 };
        // To begin with: the least share of a route's cost.
        now.of.fill(f64::MAX);
        for column in self.columns {
            let share = column.cost as f64 / column.requests.len() as f64;
            for &r in &column.requests {
                now.of[r as usize] = now.of[r as usize].min(share);
            }
        }
        if now.of.contains(&f64::MAX) {
            return None;
        }
        let mut best = (f64::MIN, now.clone());
        let (mut length, mut stale) = (1.0, 0);
        let mut slack = vec![0.0; self.requests];
        for _ in 0..ASCENT {
            if budget.step() >= until {
                return None;
            }
            slack.fill(1.0);
            let (mut value, mut used) = (now.total(self.fleet), 0.0);
            for column in self.columns {
                let reduced = now.reduced(column);
                if reduced < 0.0 {
                    value += reduced;
                    used += 1.0;
                    column.requests.iter().for_each(|&r| slack[r as usize] -= 1.0);
                }
            }
            stale += 1;
            if value > best.0 {
                best = (value, now.clone());
                stale = 0;
            } else if stale >= STALE {
                (length, stale) = (length / 2.0, 0);
                now = best.1.clone();
            }
            let over: f64 = used - self.fleet as f64;
            let norm: f64 = slack.iter().map(|s| s * s).sum::<f64>() + over.max(0.0).powi(2);
            if norm < 0.5 || length < 1e-3 {
                break;
            }
            let step = length * (self.bound as f64 - value).max(1.0) / norm;
            for (price, slack) in now.of.iter_mut().zip(&slack) {
                *price += step * slack;
            }
            now.vehicle = (now.vehicle + step * over).max(0.0);
        }
        Some(self.feasible(best.1))
    }

    /// Lowers prices until no reduced cost is negative.
    fn feasible(&self, mut prices: Prices) -> Prices {
        for column in self.columns {
            let reduced = prices.reduced(column);
            if reduced < 0.0 {
                let share = reduced / column.requests.len() as f64;
                column.requests.iter().for_each(|&r| prices.of[r as usize] += share);
            }
        }
        prices
    }

    /// The columns that a choice under the bound can hold, cheapest first.
    fn left(&self, prices: &Prices) -> Vec<(f64, usize)> {
        let gap = self.bound as f64 - prices.total(self.fleet);
        let reduced = self.columns.iter().enumerate().map(|(at, c)| (prices.reduced(c).max(0.0), at));
        let mut left: Vec<(f64, usize)> = reduced.filter(|c| c.0 < gap).collect();
        left.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        left.truncate(LEFT);
        left
    }
}

/// The search in depth.
struct Deep<'a> {
    master: &'a Master<'a>,
    left: Vec<(f64, usize)>,
    /// By request: the columns with it, as indices of `left`, cheapest first.
    of: Vec<Vec<u32>>,
    /// By column: how many chosen ones it shares a request with, itself included.
    blocked: Vec<u32>,
    /// By request: free columns with it, and whether it is served.
    free: Vec<u32>,
    served: Vec<bool>,
    chosen: Vec<u32>,
    /// The bound so far, the cost so far.
    least: f64,
    cost: i64,
    bound: i64,
    best: Option<Vec<usize>>,
    nodes: usize,
}

impl<'a> Deep<'a> {
    fn new(master: &'a Master<'a>, left: Vec<(f64, usize)>, least: f64) -> Self {
        let mut of = vec![Vec::new(); master.requests];
        for (index, column) in left.iter().enumerate() {
            for &r in &master.columns[column.1].requests {
                of[r as usize].push(index as u32);
            }
        }
        Self {
            master,
            free: of.iter().map(|columns| columns.len() as u32).collect(),
            of,
            blocked: vec![0; left.len()],
            left,
            served: vec![false; master.requests],
            chosen: Vec::new(),
            least,
            cost: 0,
            bound: master.bound,
            best: None,
            nodes: 0,
        }
    }

    fn run(mut self, budget: &mut Budget<'_>, until: f64) -> Option<Vec<usize>> {
        self.descend(budget, until);
        self.best
    }

    fn descend(&mut self, budget: &mut Budget<'_>, until: f64) {
        let open = (0..self.served.len()).filter(|&r| !self.served[r]);
        let Some(request) = open.min_by_key(|&r| (self.free[r], r)) else {
            if self.cost < self.bound {
                self.bound = self.cost;
                self.best = Some(self.chosen.iter().map(|&c| self.left[c as usize].1).collect());
            }
            return;
        };
        if self.free[request] == 0 || self.chosen.len() >= self.master.fleet {
            return;
        }
        for at in 0..self.of[request].len() {
            let column = self.of[request][at];
            let (reduced, index) = self.left[column as usize];
            if self.least + reduced >= self.bound as f64 {
                break;
            }
            if self.blocked[column as usize] > 0 {
                continue;
            }
            self.nodes += 1;
            if self.nodes > NODES || budget.step() >= until {
                self.nodes = NODES;
                return;
            }
            let cost = self.master.columns[index].cost;
            self.mark(column, true);
            (self.least, self.cost) = (self.least + reduced, self.cost + cost);
            self.chosen.push(column);
            self.descend(budget, until);
            self.chosen.pop();
            (self.least, self.cost) = (self.least - reduced, self.cost - cost);
            self.mark(column, false);
        }
    }

    /// Takes a column, or gives it back.
    fn mark(&mut self, column: u32, take: bool) {
        let columns = self.master.columns;
        for &r in &columns[self.left[column as usize].1].requests {
            self.served[r as usize] = take;
            for at in 0..self.of[r as usize].len() {
                let other = self.of[r as usize][at] as usize;
                let count = &mut self.blocked[other];
                let turns = if take { *count == 0 } else { *count == 1 };
                *count = if take { *count + 1 } else { *count - 1 };
                if turns {
                    for &o in &columns[self.left[other].1].requests {
                        let free = &mut self.free[o as usize];
                        *free = if take { *free - 1 } else { *free + 1 };
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::rng::Rng;
    use super::*;

    /// The least cost, by trying every set of columns.
    fn by_trying(columns: &[Column], requests: usize, fleet: usize) -> Option<i64> {
        let all = (1_u32 << requests) - 1;
        (0_u32..1 << columns.len())
            .filter(|set| set.count_ones() as usize <= fleet)
            .filter_map(|set| {
                let chosen = columns.iter().enumerate().filter(|(at, _)| set >> at & 1 == 1);
                chosen.map(|(_, column)| column).try_fold((0_u32, 0_i64), |(served, cost), column| {
                    let these = column.requests.iter().fold(0, |sum, r| sum | 1_u32 << r);
                    (served & these == 0).then_some((served | these, cost + column.cost))
                })
            })
            .filter_map(|(served, cost)| (served == all).then_some(cost))
            .min()
    }

    #[test]
    fn the_choice_costs_what_trying_every_set_of_routes_finds() {
        println!("seeds 0 to 299");
        let (mut found, mut none) = (0, 0);
        for seed in 0..300 {
            let mut rng = Rng::new(seed);
            let (requests, fleet) = (3 + rng.below(5), 2 + rng.below(3));
            let columns: Vec<Column> = (0..14)
                .map(|_| {
                    let size = 1 + rng.below(3);
                    let mut requests: Vec<u32> = (0..size).map(|_| rng.below(requests) as u32).collect();
                    requests.sort_unstable();
                    requests.dedup();
                    Column { requests, nodes: Vec::new(), cost: 10 + rng.below(90) as i64 }
                })
                .collect();
            let least = by_trying(&columns, requests, fleet);
            let bound = 1_000;
            let mut budget = Budget::steps(1 << 40);
            let chosen = choose(&columns, (requests, fleet), bound, (&mut budget, 1.0));
            let cost = chosen.as_ref().map(|c| c.iter().map(|&at| columns[at].cost).sum::<i64>());
            assert_eq!(cost, least, "seed {seed}: {columns:?}");
            if let Some(chosen) = chosen {
                found += 1;
                let mut served: Vec<u32> =
                    chosen.iter().flat_map(|&at| columns[at].requests.clone()).collect();
                served.sort_unstable();
                assert_eq!(served, (0..requests as u32).collect::<Vec<_>>(), "seed {seed}");
                let again = choose(&columns, (requests, fleet), least.unwrap_or(0), (&mut budget, 1.0));
                assert_eq!(again, None, "seed {seed}: nothing costs less than the least");
            } else {
                none += 1;
            }
        }
        assert!(found > 20 && none > 20, "{found} problems with a choice, {none} without");
    }
}
