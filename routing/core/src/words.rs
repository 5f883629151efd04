//! Where on a path something must be said, and what kind of thing: turns, levels, gates, mounting, arrival.

use crate::Graph;
use crate::node::{PlaceKind, WayKind};
use crate::route::{Mode, StepKind};
use crate::trail::{Piece, Trail, turn};

/// A bend of less than this is straight on.
const TURN_DEG: f64 = 35.0;
/// A bend without another way is told from here on.
const BEND_DEG: f64 = 60.0;
/// A change of direction beyond this is turning round.
const BACK_DEG: f64 = 150.0;
/// Directions are taken over this length, inside and on streets; turns nearer than it to each other are one.
const INSIDE_MM: f64 = 3_000.0;
const STREET_MM: f64 = 10_000.0;
/// Another name of the way straight on is told when it holds for so long.
const RENAME_MM: u64 = 20_000;
/// A landmark is this near.
const LANDMARK_MM: i32 = 6_000;
/// Steps shorter than this are folded into the next.
const SHORT_MM: u64 = 3_000;

/// Something to be said at a vertex.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cue {
    pub vertex: usize,
    pub kind: StepKind,
    /// A stall nearby, or the gate passed.
    pub node: Option<u32>,
    /// Left positive, for departures and arrivals beside a stall.
    pub angle: Option<f64>,
    /// The piece of a connector.
    pub piece: Option<usize>,
}

/// Everything to be said, in order; the first is the departure, the last the arrival.
pub(crate) fn cues(graph: &Graph, trail: &Trail) -> Vec<Cue> {
    let last = trail.vertices.len() - 1;
    let mut out = vec![depart(trail)];
    let mut vertex = 1;
    while vertex < last {
        if let Some(cue) = passage(graph, trail, vertex) {
            out.push(cue);
        } else if let Some((cue, next)) = bend(graph, trail, vertex) {
            out.push(cue);
            vertex = next;
            continue;
        } else if let Some(cue) = rename(graph, trail, vertex) {
            out.push(cue);
        }
        vertex += 1;
    }
    out.push(arrive(trail, last));
    fold(trail, &out)
}

fn cue(vertex: usize, kind: StepKind) -> Cue {
    Cue { vertex, kind, node: None, angle: None, piece: None }
}

fn reach(piece: &Piece) -> f64 {
    if piece.kind == WayKind::Street { STREET_MM } else { INSIDE_MM }
}

/// Out of a stall: with one's back to it, which way.
fn depart(trail: &Trail) -> Cue {
    let mut out = cue(0, StepKind::Depart);
    let spur_end = trail.pieces.first().filter(|p| p.kind == WayKind::Spur).map(|p| p.to);
    if let Some(to) = spur_end
        && let Some(end) = trail.vertices.iter().position(|v| v.node == Some(to))
        && let (Some(a), Some(b)) = (trail.direction(0, end), trail.heading_after(end, INSIDE_MM))
    {
        out.angle = Some(turn(a, b));
    }
    out
}

/// Into a stall: on which side it is.
fn arrive(trail: &Trail, last: usize) -> Cue {
    let mut out = cue(last, StepKind::Arrive);
    if trail.pieces.last().is_some_and(|p| p.kind == WayKind::Spur)
        && let Some(start) = trail.vertices[..last].iter().rposition(|v| v.node.is_some())
        && let (Some(a), Some(b)) = (trail.heading_before(start, INSIDE_MM), trail.direction(start, last))
    {
        out.angle = Some(turn(a, b));
    }
    out
}

/// Gates, connectors, mounting and dismounting.
fn passage(graph: &Graph, trail: &Trail, vertex: usize) -> Option<Cue> {
    let (before, after) = (trail.piece_before(vertex)?, trail.piece_after(vertex)?);
    let node = trail.vertices[vertex].node?;
    let at = cue(vertex, StepKind::Straight);
    if before.mode != after.mode {
        let mounts = after.mode == Mode::Motorcycle;
        return Some(Cue { kind: if mounts { StepKind::Mount } else { StepKind::Dismount }, ..at });
    }
    let enters = after.kind == WayKind::Connector;
    if enters && (before.kind != WayKind::Connector || before.way != after.way) {
        let piece = Some(trail.vertices[vertex].piece);
        return Some(Cue { kind: StepKind::Connector, piece, ..at });
    }
    if before.kind == WayKind::Connector && !enters {
        let heading = trail.heading_after(vertex, INSIDE_MM);
        let ahead = heading.and_then(|_| ahead(graph, trail, vertex));
        return Some(Cue { node: ahead, ..at });
    }
    if graph.parts.nodes[node as usize].kind == PlaceKind::Gate {
        let leaves = after.kind == WayKind::GateLink;
        let kind = if leaves { StepKind::Leave } else { StepKind::Enter };
        return (leaves || before.kind == WayKind::GateLink).then_some(Cue { kind, node: Some(node), ..at });
    }
    None
}

/// A stall some metres further on, to walk towards.
fn ahead(graph: &Graph, trail: &Trail, vertex: usize) -> Option<u32> {
    let from = trail.vertices[vertex].along_mm;
    let further = (vertex..trail.vertices.len()).find(|i| trail.vertices[*i].along_mm >= from + 8_000)?;
    let v = &trail.vertices[further];
    graph.landmarks().near(&graph.parts, v.level, [v.at[0], v.at[1]], LANDMARK_MM, |_| true)
}

/// The sharpest turn within reach of `vertex`, and the vertex from which to look on.
fn bend(graph: &Graph, trail: &Trail, vertex: usize) -> Option<(Cue, usize)> {
    let first = turn_at(graph, trail, vertex)?;
    let limit = reach(trail.piece_after(vertex)?);
    let start = trail.vertices[vertex].along_mm;
    let (mut best, mut at) = (first, vertex);
    for i in vertex + 1..trail.vertices.len() - 1 {
        if (trail.vertices[i].along_mm - start) as f64 > limit || passage(graph, trail, i).is_some() {
            break;
        }
        if let Some(angle) = turn_at(graph, trail, i)
            && angle.abs() > best.abs() + 5.0
        {
            (best, at) = (angle, i);
        }
    }
    let kind = match best {
        a if a.abs() > BACK_DEG => StepKind::Back,
        a if a > 0.0 => StepKind::Left,
        _ => StepKind::Right,
    };
    let v = &trail.vertices[at];
    let start_node = trail.vertices[0].node;
    let fits = |n: u32| Some(n) != start_node;
    let node = graph.landmarks().near(&graph.parts, v.level, [v.at[0], v.at[1]], LANDMARK_MM, fits);
    let done = v.along_mm + limit as u64;
    let next = (at + 1..trail.vertices.len() - 1)
        .find(|i| trail.vertices[*i].along_mm > done || passage(graph, trail, *i).is_some());
    Some((Cue { node, ..Cue { kind, ..cue(at, kind) } }, next.unwrap_or(trail.vertices.len() - 1)))
}

/// The angle at a vertex when it is worth telling.
fn turn_at(graph: &Graph, trail: &Trail, vertex: usize) -> Option<f64> {
    let (before, after) = (trail.piece_before(vertex)?, trail.piece_after(vertex)?);
    let told = |p: &Piece| !matches!(p.kind, WayKind::Spur | WayKind::Connector | WayKind::AddressLink);
    if !told(before) || !told(after) || before.mode != after.mode {
        return None;
    }
    let reach = reach(after).min(reach(before));
    let angle = turn(trail.heading_before(vertex, reach)?, trail.heading_after(vertex, reach)?);
    let renamed = !graph.landmarks().same_way(before.way, after.way);
    let choice = trail.vertices[vertex].node.is_some_and(|n| graph.landmarks().is_choice(n));
    let inside = after.kind != WayKind::Street;
    let told = if choice || renamed { angle.abs() >= TURN_DEG } else { inside && angle.abs() >= BEND_DEG };
    told.then_some(angle)
}

/// Straight on, but the way has another name.
fn rename(graph: &Graph, trail: &Trail, vertex: usize) -> Option<Cue> {
    let (before, after) = (trail.piece_before(vertex)?, trail.piece_after(vertex)?);
    let named = |p: &Piece| {
        let named = !graph.parts.ways[p.way as usize].ko.is_empty();
        (matches!(p.kind, WayKind::Aisle | WayKind::Street) && named).then_some(p.way)
    };
    let (old, new) = (named(before)?, named(after)?);
    let same = |a: u32, b: u32| graph.landmarks().same_way(a, b);
    if same(old, new) {
        return None;
    }
    let start = trail.vertices[vertex].along_mm;
    let stays = |i: &usize| trail.piece_after(*i).is_some_and(|p| same(p.way, new));
    let end = (vertex..trail.vertices.len()).take_while(stays).last()? + 1;
    (trail.vertices[end].along_mm - start >= RENAME_MM).then_some(cue(vertex, StepKind::Straight))
}

/// Leaves out steps that are over before they are read.
fn fold(trail: &Trail, cues: &[Cue]) -> Vec<Cue> {
    let mut out: Vec<Cue> = Vec::new();
    for (i, c) in cues.iter().enumerate() {
        let Some(next) = cues.get(i + 1) else {
            out.push(*c);
            continue;
        };
        let length = trail.vertices[next.vertex].along_mm - trail.vertices[c.vertex].along_mm;
        let goes_on = next.kind != StepKind::Arrive || i > 0;
        let turn = matches!(c.kind, StepKind::Left | StepKind::Right | StepKind::Back);
        let mounted = out.last().is_some_and(|o| {
            let gap = trail.vertices[c.vertex].along_mm - trail.vertices[o.vertex].along_mm;
            o.kind == StepKind::Mount && gap < SHORT_MM
        });
        let trivial = match c.kind {
            // Getting on names the direction, the turn at the kerb included.
            _ if turn && mounted => true,
            StepKind::Depart => length < 1_000 && goes_on && next.kind != StepKind::Arrive,
            StepKind::Straight => length < SHORT_MM,
            _ => false,
        };
        if !trivial {
            out.push(*c);
        }
    }
    out
}
