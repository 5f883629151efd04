//! What is taken out of the routes together: orders that are alike, or whole routes of couriers who could change places.

use super::board::Board;
use super::routes::Routes;
use crate::chance::Chance;

/// Most orders taken out one by one.
const MOST: usize = 8;
/// How far chance moves an order in the list of those that are alike, in minutes.
const NOISE_MIN: usize = 12;

/// Orders to take out, chosen around a random one of `open`.
pub(super) fn choose(board: &Board, routes: &Routes, open: &[usize], chance: &mut Chance) -> Vec<usize> {
    let seed = open[chance.below(open.len())];
    let count = 1 + chance.below(MOST.min(open.len()));
    let mut near: Vec<(i32, usize)> = open
        .iter()
        .map(|&order| (apart(board, seed, order) + chance.below(NOISE_MIN) as i32, order))
        .collect();
    near.sort_unstable();
    if chance.below(3) > 0 {
        near.truncate(count);
        return near.into_iter().map(|(_, order)| order).collect();
    }
    let mut chosen = Vec::new();
    let mut couriers = Vec::new();
    for (_, order) in near {
        if let Some(courier) = routes.of[order]
            && !couriers.contains(&courier)
        {
            couriers.push(courier);
            chosen.extend(routes.list[courier].iter().map(|d| d.order));
            if couriers.len() > 1 && chosen.len() >= count {
                break;
            }
        }
    }
    chosen
}

/// How unlike two orders are: minutes between their restaurants and between their being ready.
fn apart(board: &Board, a: usize, b: usize) -> i32 {
    let (x, y) = (&board.day.orders[a], &board.day.orders[b]);
    board.day.minutes(board.day.restaurant_of(a), board.day.restaurant_of(b))
        + (x.ready_min - y.ready_min).abs()
}
