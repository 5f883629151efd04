//! What of a plan cannot wait: a courier sets out when another minute would be late, and takes meals when they can be taken.
//!
//! Until then nothing is promised. A courier on the way to a restaurant, or waiting there, may still be given other orders, so
//! an assignment is decided for good in the minute of its pickup; drives are not broken off.

use super::board::{Board, Stand, bundle_end};
use super::record::{Assignment, Delivery, Move, Place, Played};
use super::routes::Routes;

/// Begins everything that must begin now; `true` when anything did.
pub(super) fn begin(
    board: &mut Board,
    routes: &mut Routes,
    places: &mut [Place],
    played: &mut Played,
) -> bool {
    let mut any = false;
    for courier in 0..routes.list.len() {
        if routes.list[courier].is_empty() || board.stands[courier].free_min > board.now {
            continue;
        }
        any |= set_out(board, routes, courier, places, played);
        any |= pick_up(board, routes, courier, places, played);
    }
    any
}

/// The first bundle's restaurant, the number of its orders, and when the last of them is ready.
fn first_bundle(board: &Board, routes: &Routes, courier: usize) -> (usize, usize, i32) {
    let route = &routes.list[courier];
    let end = bundle_end(route, 0);
    let meals = || route[..end].iter().map(|d| &board.day.orders[d.order]);
    let ready = meals().map(|m| m.ready_min).max().unwrap_or(board.now);
    (board.day.orders[route[0].order].restaurant, end, ready)
}

fn set_out(
    board: &mut Board,
    routes: &Routes,
    courier: usize,
    places: &mut [Place],
    played: &mut Played,
) -> bool {
    let (restaurant, _, ready) = first_bundle(board, routes, courier);
    let stand = board.stands[courier];
    if stand.inside.is_some_and(|(at, _)| at == restaurant) || board.reach(courier, restaurant) < ready {
        return false;
    }
    drive(board, courier, restaurant, places, played);
    true
}

/// Sends a courier to a restaurant now.
pub(super) fn drive(
    board: &mut Board,
    courier: usize,
    restaurant: usize,
    places: &mut [Place],
    played: &mut Played,
) {
    let to = board.day.restaurants[restaurant].at;
    let arrive = board.now + board.day.minutes(board.stands[courier].at, to);
    let inside = Some((restaurant, arrive + board.day.rules.pickup_halves().0));
    board.stands[courier] = Stand { at: to, free_min: arrive, inside };
    let to = Place::Restaurant(restaurant);
    played.moves.push(Move { courier, depart_min: board.now, from: places[courier], to });
    places[courier] = to;
}

fn pick_up(
    board: &mut Board,
    routes: &mut Routes,
    courier: usize,
    places: &mut [Place],
    played: &mut Played,
) -> bool {
    let (restaurant, count, ready) = first_bundle(board, routes, courier);
    let here = board.stands[courier].inside.is_some_and(|(at, from)| at == restaurant && from <= board.now);
    if !here || ready > board.now {
        return false;
    }
    let ((_, after), (before_drop, after_drop)) =
        (board.day.rules.pickup_halves(), board.day.rules.dropoff_halves());
    let (pickup_min, mut at, mut time) = (board.now, board.stands[courier].at, board.now + after);
    let orders: Vec<usize> = routes.list[courier][..count].iter().map(|d| d.order).collect();
    for &order in &orders {
        let (door, to) = (board.day.orders[order].at, Place::Door(order));
        played.moves.push(Move { courier, depart_min: time, from: places[courier], to });
        places[courier] = to;
        time += board.day.minutes(at, door) + before_drop;
        played.deliveries[order] = Some(Delivery { courier, pickup_min, dropoff_min: time });
        time += after_drop;
        at = door;
    }
    board.stands[courier] = Stand { at, free_min: time, inside: None };
    board.done[courier] += count;
    played.assignments.push(Assignment { decided_min: board.now, pickup_min, courier, orders });
    let rest = routes.list[courier][count..].to_vec();
    routes.set(courier, &rest, 0);
    true
}
