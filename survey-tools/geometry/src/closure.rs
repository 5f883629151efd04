//! How far a chain of measurements misses a place that is known otherwise.

use market_model::{Mm, PointMm, math};

use crate::line::CentreLine;

/// A tape or laser over stations: 25 mm a reading (survey practice), the least misfit worth telling is a decimetre.
const LEAST_TOLD_MM: f64 = 100.0;
/// Misfits up to one in two hundred are what a careful person reaches with a tape.
const USUAL_RATIO: f64 = 0.005;

/// What is missing between where a chain ends and where it should end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Misfit {
    /// Distance missed.
    pub distance: Mm,
    /// Length of the chain.
    pub over: Mm,
}

/// The misfit of a chain's length against the same length measured at once; `None` when it is as small as usual.
#[must_use]
pub fn closure(chain: &CentreLine, measured_at_once: Mm) -> Option<Misfit> {
    misfit((chain.length_mm() - f64::from(measured_at_once.0)).abs(), chain.length_mm())
}

/// The misfit of a chain's end against a traced point; `None` when it is as small as usual.
#[must_use]
pub fn end_closure(chain: &CentreLine, traced_end: PointMm) -> Option<Misfit> {
    let end = chain.at(chain.length_mm());
    misfit(end.distance_mm(traced_end), chain.length_mm())
}

fn misfit(distance_mm: f64, over_mm: f64) -> Option<Misfit> {
    (distance_mm > LEAST_TOLD_MM.max(over_mm * USUAL_RATIO)).then(|| Misfit {
        distance: Mm(math::round_to_i32(distance_mm)),
        over: Mm(math::round_to_i32(over_mm)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Leg;

    #[test]
    fn a_chain_that_misses_by_more_than_usual_is_told_with_the_distance() {
        let legs = [Leg { length: Mm(40_000), turn_deg: 0.0 }, Leg { length: Mm(35_000), turn_deg: 90.0 }];
        let chain = CentreLine::from_legs(PointMm::new(0, 0), 90.0, &legs);
        assert_eq!(closure(&chain, Mm(75_300)), None, "0.3 m over 75 m is usual");
        assert_eq!(closure(&chain, Mm(76_000)).map(|m| m.distance), Some(Mm(1_000)));
        assert_eq!(end_closure(&chain, PointMm::new(40_000, -35_100)), None);
        assert_eq!(end_closure(&chain, PointMm::new(40_000, -36_000)).map(|m| m.distance), Some(Mm(1_000)));
    }
}
