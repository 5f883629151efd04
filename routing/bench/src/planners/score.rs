//! What a planner's answers are worth: checked, beside the best known, summed over the problems.

use super::instances::{Instance, Measure, measure};
use super::solvers::Answer;

/// What a vehicle counts in the hierarchical gap, in units of distance.
const VEHICLE: f64 = 2_000.0;

/// One answer to one problem.
#[derive(Debug, Clone)]
pub enum Cell {
    /// A plan that the checker accepts, and the processor seconds that it took.
    Valid(Measure, f64),
    /// A plan with violations, the first of which is kept, or no plan at all.
    Invalid(String),
}

/// Replays a plan with the independent checker.
#[must_use]
pub fn check(instance: &Instance, answer: Result<Answer, String>) -> Cell {
    let answer = match answer {
        Ok(answer) => answer,
        Err(why) => return Cell::Invalid(format!("no plan: {why}")),
    };
    let Some(found) = measure(&instance.facts, &answer.routes) else {
        return Cell::Invalid("a stop that is not in the problem".to_owned());
    };
    let claimed = answer.claimed.unwrap_or(found);
    let wrong =
        routing_oracle::pdptw::check(&instance.facts, &answer.routes, claimed.vehicles, claimed.distance);
    match wrong.len() {
        0 => Cell::Valid(found, answer.cpu_seconds),
        1 => Cell::Invalid(wrong.concat()),
        more => Cell::Invalid(format!("{} and {} more", wrong[0], more - 1)),
    }
}

/// Sums over problems.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Sums {
    /// Problems that were asked.
    pub runs: usize,
    /// Plans that the checker accepted; all that follows counts these only.
    pub valid: usize,
    /// With as many vehicles as the best known, or fewer.
    pub at_fleet: usize,
    /// Vehicles more than the best known, in all.
    pub extra: usize,
    /// Plans with exactly the vehicles of the best known.
    pub equal: usize,
    gap: f64,
    any_gap: f64,
    compared: usize,
    hierarchical: f64,
    cpu_seconds: f64,
}

impl Sums {
    /// Adds an answer beside the best plan that is known or was seen.
    pub fn add(&mut self, cell: &Cell, best: Option<Measure>) {
        self.runs += 1;
        let Cell::Valid(found, cpu_seconds) = cell else { return };
        self.valid += 1;
        self.cpu_seconds += cpu_seconds;
        let Some(best) = best else { return };
        self.compared += 1;
        self.any_gap += found.distance / best.distance - 1.0;
        self.extra += found.vehicles.saturating_sub(best.vehicles);
        self.at_fleet += usize::from(found.vehicles <= best.vehicles);
        if found.vehicles == best.vehicles {
            self.equal += 1;
            self.gap += found.distance / best.distance - 1.0;
        }
        let whole = |m: Measure| VEHICLE * m.vehicles as f64 + m.distance;
        self.hierarchical += whole(*found) / whole(best) - 1.0;
    }

    /// Mean gap of the distance where the vehicles are as many as the best known.
    #[must_use]
    pub fn gap(&self) -> Option<f64> {
        (self.equal > 0).then(|| self.gap / self.equal as f64)
    }

    /// Mean gap of the distance, whatever the vehicles.
    #[must_use]
    pub fn distance_gap(&self) -> Option<f64> {
        (self.compared > 0).then(|| self.any_gap / self.compared as f64)
    }

    /// Mean gap of 2,000 units a vehicle and the distance.
    #[must_use]
    pub fn hierarchical(&self) -> Option<f64> {
        (self.compared > 0).then(|| self.hierarchical / self.compared as f64)
    }

    /// Mean processor seconds.
    #[must_use]
    pub fn cpu_seconds(&self) -> Option<f64> {
        (self.valid > 0).then(|| self.cpu_seconds / self.valid as f64)
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::super::instances::Format;
    use super::*;

    const LILIM: &str = "2 10 1\n0 0 0 0 0 100 0 0 0\n1 3 4 5 0 90 1 0 2\n2 6 8 -5 0 90 1 1 0\n";

    fn instance() -> Instance {
        let facts = Format::LiLim.facts(LILIM).unwrap();
        Instance { name: "two".to_owned(), path: PathBuf::new(), format: Format::LiLim, facts, best: None }
    }

    fn answer(routes: &[&[usize]], claimed: Option<Measure>) -> Result<Answer, String> {
        Ok(Answer { routes: routes.iter().map(|r| r.to_vec()).collect(), claimed, cpu_seconds: 1.0 })
    }

    #[test]
    fn plans_that_break_a_rule_or_boast_are_invalid() {
        let lie = Measure { vehicles: 1, distance: 19.0 };
        let bad: [&[&[usize]]; 4] = [&[&[2, 1]], &[&[1], &[2]], &[&[1]], &[&[1, 2, 9]]];
        for routes in bad {
            assert!(matches!(check(&instance(), answer(routes, None)), Cell::Invalid(_)), "{routes:?}");
        }
        assert!(matches!(check(&instance(), answer(&[&[1, 2]], Some(lie))), Cell::Invalid(_)));
        assert!(matches!(check(&instance(), Err("killed".to_owned())), Cell::Invalid(_)));
        assert!(matches!(check(&instance(), answer(&[&[1, 2]], None)), Cell::Valid(..)));
    }

    #[test]
    fn a_plan_with_more_vehicles_is_not_compared_by_its_distance() {
        let best = Some(Measure { vehicles: 2, distance: 100.0 });
        let mut sums = Sums::default();
        sums.add(&Cell::Valid(Measure { vehicles: 2, distance: 110.0 }, 1.0), best);
        sums.add(&Cell::Valid(Measure { vehicles: 3, distance: 50.0 }, 3.0), best);
        sums.add(&Cell::Invalid(String::new()), best);
        assert_eq!((sums.runs, sums.valid, sums.at_fleet, sums.extra, sums.equal), (3, 2, 1, 1, 1));
        assert!((sums.gap().unwrap() - 0.1).abs() < 1e-12);
        let expected = f64::midpoint(4_110.0 / 4_100.0, 6_050.0 / 4_100.0) - 1.0;
        assert!((sums.hierarchical().unwrap() - expected).abs() < 1e-12);
        assert_eq!(sums.cpu_seconds(), Some(2.0));
    }
}
