//! The public sets: problems with the numbers that each set gives its stops, and its way of counting distance.
//!
//! Readers take any text: what is wrong is listed with its line, memory is bounded by [`MAX_PLACES`](super::MAX_PLACES).

mod lilim;
mod lines;
mod sartori;
mod tsppd;

pub use lilim::lilim;
pub use sartori::sartori;
pub use tsppd::tsppd;

use super::problem::Problem;
use super::solve::{Plan, StopOf};

/// How a set counts distance.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Measure {
    /// Euclidean, in double precision, from these coordinates by place.
    Euclid(Vec<(f64, f64)>),
    /// The costs of the problem as they are.
    Matrix,
}

/// A problem of a public set.
#[derive(Debug, Clone, PartialEq)]
pub struct Case {
    /// The problem; places are the set's stops in the order of its file.
    pub problem: Problem,
    /// The set's name of each place.
    pub labels: Vec<String>,
    pub(super) measure: Measure,
}

impl Case {
    /// Places of a plan's routes with start and end, as indices of [`Case::labels`].
    #[must_use]
    pub fn places(&self, plan: &Plan) -> Vec<Vec<usize>> {
        let place = |stop: &StopOf| match *stop {
            StopOf::Pickup(request, pickup) => self.problem.requests[request].pickups[pickup].place,
            StopOf::Delivery(request) => self.problem.requests[request].delivery.place,
        };
        let route = |route: &super::solve::RouteOf| {
            let vehicle = &self.problem.vehicles[route.vehicle];
            let mut places = vec![vehicle.start];
            places.extend(route.stops.iter().map(place));
            places.extend(vehicle.end);
            places
        };
        plan.routes.iter().map(route).collect()
    }

    /// Distance of a plan as the set counts it.
    #[must_use]
    pub fn distance(&self, plan: &Plan) -> f64 {
        let leg = |a: usize, b: usize| match &self.measure {
            Measure::Euclid(at) => euclid(at[a], at[b]),
            Measure::Matrix => {
                let profile = &self.problem.profiles[0];
                f64::from(profile.cost.as_ref().unwrap_or(&profile.time).get(a, b))
            }
        };
        self.places(plan).iter().flat_map(|r| r.windows(2).map(|w| leg(w[0], w[1]))).sum()
    }
}

fn euclid(a: (f64, f64), b: (f64, f64)) -> f64 {
    let (x, y) = (a.0 - b.0, a.1 - b.1);
    (x * x + y * y).sqrt()
}
