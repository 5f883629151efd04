//! The best order of several stops by trying every order and every choice.

/// The least cost from `start` over one place of each of `wishes`, in any order, and then to `end` where there is one;
/// `None` when no order can be walked. O(n! · c^n): for a handful of wishes.
///
/// # Panics
/// When a place is not among the rows of `costs`.
#[must_use]
pub fn least_cost(
    costs: &[Vec<Option<u64>>],
    start: usize,
    wishes: &[Vec<usize>],
    end: Option<usize>,
) -> Option<u64> {
    if wishes.is_empty() {
        return match end {
            Some(end) => costs[start][end],
            None => Some(0),
        };
    }
    let mut best = None;
    for (i, places) in wishes.iter().enumerate() {
        let mut others = wishes.to_vec();
        others.remove(i);
        for place in places {
            let Some(leg) = costs[start][*place] else { continue };
            let Some(rest) = least_cost(costs, *place, &others, end) else { continue };
            if best.is_none_or(|old| leg + rest < old) {
                best = Some(leg + rest);
            }
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_stops_on_a_line_are_walked_from_end_to_end() {
        let line: Vec<Vec<Option<u64>>> =
            (0_u64..4).map(|a| (0_u64..4).map(|b| Some(a.abs_diff(b))).collect()).collect();
        let wishes = [vec![3], vec![1], vec![2]];
        assert_eq!(least_cost(&line, 0, &wishes, None), Some(3));
        assert_eq!(least_cost(&line, 0, &wishes, Some(0)), Some(6));
        assert_eq!(least_cost(&line, 2, &[vec![0, 3]], None), Some(1));
    }
}
