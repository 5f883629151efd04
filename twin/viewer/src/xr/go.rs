//! Sticks, triggers and a walking head become places in the market.
//!
//! Invariant: a teleport ends on walkable floor only; sticks never lead into a stall.
//! Must not know: the page, how beams are drawn.

use bevy::prelude::*;
use market_wire::bridge::FromViewer;

use super::Xr;
use super::panel::Panels;
use super::rig::{self, Arc, Held, Press, Snap};
use super::view::HandView;
use crate::body::Met;
use crate::bridge::Bridge;
use crate::load::Market;
use crate::marks::Marks;
use crate::power::Awake;
use crate::visitor::Visitor;

/// Walking with a stick, metres a second: slower than on a screen, where nobody gets dizzy.
const GLIDE_MPS: f32 = 1.5;
/// Turning smoothly, degrees a second.
const TURN_DPS: f32 = 70.0;
/// A beam reaches so far, metres.
pub(super) const REACH_M: f32 = 40.0;

/// What the hands held in the last frame.
#[derive(Default)]
pub(super) struct Hands {
    snap: Snap,
    triggers: [Held; 2],
    throws: [Held; 2],
    fall: f32,
}

/// Moves the rig, and the visitor with it.
pub(super) fn go(
    market: Option<Res<Market>>,
    mut xr: ResMut<Xr>,
    mut visitor: ResMut<Visitor>,
    mut hands: Local<Hands>,
    mut marks: ResMut<Marks>,
    panels: Res<Panels>,
    (time, real, mut awake, bridge): (Res<Time>, Res<Time<Real>>, ResMut<Awake>, Res<Bridge>),
) {
    awake.stir(&real, 1.0);
    let (Some(market), Some((head, turn))) = (market, xr.frame.head()) else { return };
    let xr = &mut *xr;
    let dt = time.delta_secs().min(0.1);
    // Somebody was moved from outside, by the list or a stop of a tour: the head follows.
    xr.placed = visitor.was_placed();
    if xr.placed {
        xr.rig = rig::Rig::under((head, turn), visitor.feet(), visitor.yaw(), xr.rig.raised_m);
    }
    let turning = turn_with(xr, &mut hands.snap, head, dt);
    let head_yaw = xr.rig.yaw + rig::yaw_of(turn);
    let gliding = glide(xr, &market, &mut hands.fall, (head, head_yaw), dt);
    for side in 0..2 {
        aim(xr, &market, &mut hands, (side, head), (&panels, &mut marks, &bridge));
    }
    let dimmed = xr.comfort.vignette && (gliding || (turning && xr.comfort.turn_degrees == 0.0));
    let target = if dimmed { 1.0 } else { 0.0 };
    xr.vignette += (target - xr.vignette).clamp(-dt * 5.0, dt * 8.0);
    visitor.stand(xr.rig.feet(head), xr.rig.yaw + rig::yaw_of(turn));
    if let Some(y) = visitor.ride_at_once(&market, dt) {
        xr.rig.at.y = y;
    }
}

fn stick(xr: &Xr, side: usize) -> Vec2 {
    xr.frame.hands[side].map_or(Vec2::ZERO, |hand| hand.stick)
}

/// The right stick turns, in steps or smoothly.
fn turn_with(xr: &mut Xr, snap: &mut Snap, head: Vec3, dt: f32) -> bool {
    let push = stick(xr, 1).x;
    let degrees = if xr.comfort.turn_degrees > 0.0 {
        snap.read(push) * xr.comfort.turn_degrees
    } else {
        rig::stride(Vec2::new(push, 0.0), 0.0, TURN_DPS).x * dt
    };
    if degrees != 0.0 {
        xr.rig.turn_by(head, degrees.to_radians());
    }
    degrees != 0.0
}

/// The left stick walks; the ground carries who walks about in the room.
fn glide(xr: &mut Xr, market: &Market, fall: &mut f32, (head, yaw): (Vec3, f32), dt: f32) -> bool {
    let wish = if xr.comfort.smooth_move { rig::stride(stick(xr, 0), yaw, GLIDE_MPS) } else { Vec3::ZERO };
    let feet = xr.rig.feet(head);
    // Who leans over a counter stays where they are.
    if market.solids.inside_stall(feet).is_some() {
        return false;
    }
    let step = market.solids.walk(feet, wish, *fall, dt);
    *fall = step.fall;
    let moved = step.feet - feet;
    xr.rig.at += if wish == Vec3::ZERO { Vec3::Y * moved.y } else { moved };
    wish != Vec3::ZERO
}

/// A pushed stick or a trigger on the floor aims a teleport; a trigger on a stall or a panel chooses.
fn aim(
    xr: &mut Xr,
    market: &Market,
    hands: &mut Hands,
    (side, head): (usize, Vec3),
    (panels, marks, bridge): (&Panels, &mut Marks, &Bridge),
) {
    let Some(hand) = xr.frame.hands[side] else {
        xr.arcs[side] = None;
        return;
    };
    let (from, way) = beam(xr, &hand);
    // On the turning side, only a push straight ahead is a throw.
    let push =
        if hand.stick.x.abs() < 0.5 && (side == 1 || !xr.comfort.smooth_move) { hand.stick.y } else { 0.0 };
    match hands.throws[side].read(push) {
        Press::Down | Press::Held => xr.arcs[side] = Some(rig::arc(&market.solids, from, way)),
        Press::Up => land(xr, side, head),
        Press::No => {}
    }
    let press = hands.triggers[side].read(hand.trigger);
    // A throw that has begun is not stopped by a board on its way.
    if let Some(hit) = panels.hit(from, way).filter(|_| xr.arcs[side].is_none()) {
        if press == Press::Down {
            bridge.say(FromViewer::PanelPressed { slot: hit.slot, u: hit.at.x, v: hit.at.y });
        }
        return;
    }
    let met = market.solids.cast(from, way, REACH_M).map(|hit| hit.met);
    match (press, met) {
        (Press::Down, Some(Met::Stall(index))) => {
            let id = market.scene.stalls[index].id.clone();
            marks.choose(Some(id.clone()));
            bridge.say(FromViewer::Picked { stall: Some(id) });
        }
        (Press::Down, Some(Met::Ground)) => xr.arcs[side] = Some(rig::arc(&market.solids, from, way)),
        (Press::Held, _) if xr.arcs[side].is_some() => {
            xr.arcs[side] = Some(rig::arc(&market.solids, from, way));
        }
        (Press::Up, _) => land(xr, side, head),
        _ => {}
    }
}

fn land(xr: &mut Xr, side: usize, head: Vec3) {
    if let Some(Arc { landing: Some(feet), .. }) = xr.arcs[side].take() {
        xr.rig.stand_at(head, feet);
    }
}

/// Where a hand's beam begins and goes, in the market.
pub(super) fn beam(xr: &Xr, hand: &HandView) -> (Vec3, Vec3) {
    (xr.rig.place(hand.at), xr.rig.turn() * (hand.turn * Vec3::NEG_Z))
}
