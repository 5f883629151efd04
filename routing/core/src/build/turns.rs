//! Turns that motorcycles may not make, from streets and junctions to edges and nodes.

use market_model::{Problem, Text};

use super::Builder;
use crate::streets::TurnRule;

/// Adds the rules whose streets meet at their junction; the others are told.
pub(super) fn add(b: &mut Builder<'_>, rules: &[TurnRule]) {
    let mut turns = Vec::new();
    for rule in rules {
        let via = b.keys.get(&format!("junction:{}", rule.via)).copied();
        let found = via.and_then(|via| Some((via, meets(b, &rule.from, via)?, meets(b, &rule.to, via)?)));
        let Some((via, from, to)) = found else {
            let expected = Text::new("교차점에서 만나는 두 도로", "two streets that meet at the junction");
            let path = format!("turn {} → {}", rule.from, rule.to);
            b.problems.push(Problem::warning("turn-restriction", path, &rule.via, expected));
            continue;
        };
        if !rule.only {
            turns.push([via, from, to]);
            continue;
        }
        let touches = |(_, (a, c, _)): &(usize, &(u32, u32, crate::node::Edge))| *a == via || *c == via;
        let others = b.parts.edges.iter().enumerate().filter(touches).map(|(i, _)| i as u32);
        turns.extend(others.filter(|other| *other != to).map(|other| [via, from, other]));
    }
    turns.sort_unstable();
    turns.dedup();
    b.parts.turns = turns;
}

/// The edge of a street at one of its ends.
fn meets(b: &Builder<'_>, street: &str, node: u32) -> Option<u32> {
    let ends = b.street_ends.get(street)?;
    ends.iter().copied().find(|edge| {
        let (a, c, _) = &b.parts.edges[*edge as usize];
        *a == node || *c == node
    })
}
