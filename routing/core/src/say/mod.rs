//! The words of each step: facts first, then one sentence in each language.
//!
//! Invariant: a language says every kind of sentence; a new kind does not compile until each has its words.

mod en;
mod ja;
mod ko;
mod sentence;
#[cfg(test)]
mod tests;
mod zh;

use market_model::{ConnectorKind, Lang};

use crate::Graph;
use crate::route::{Step, StepKind};
use crate::trail::Trail;
use crate::words::{Cue, cues};
use sentence::{Connector, Go, Named, Sentence, Side, Turn, Wind};

/// The steps of a trail; `point` still counts the trail's vertices.
pub(crate) fn steps(graph: &Graph, trail: &Trail, from: u32, to: u32) -> Vec<Step> {
    if trail.pieces.is_empty() {
        let cue = Cue { vertex: 0, kind: StepKind::Arrive, node: None, angle: None, piece: None };
        return vec![step(graph, trail, &cue, 0, &Sentence::Here { place: to })];
    }
    let cues = cues(graph, trail);
    let mut out = Vec::new();
    for (i, cue) in cues.iter().enumerate() {
        let next = cues.get(i + 1).map_or(cue.vertex, |c| c.vertex);
        let speaker = Speaker { graph, trail, from, to, next };
        out.push(step(graph, trail, cue, next, &speaker.facts(cue)));
    }
    out
}

fn step(graph: &Graph, trail: &Trail, cue: &Cue, next: usize, sentence: &Sentence) -> Step {
    let (a, b) = (&trail.vertices[cue.vertex], &trail.vertices[next.max(cue.vertex)]);
    let landmark = cue.node.map(|n| graph.parts.nodes[n as usize].key.as_str()).unwrap_or_default();
    let mode = trail.piece_after(cue.vertex).or_else(|| trail.pieces.last());
    Step {
        kind: cue.kind,
        text_ko: say(graph, Lang::Ko, sentence),
        text_en: say(graph, Lang::En, sentence),
        text_zh: say(graph, Lang::Zh, sentence),
        text_ja: say(graph, Lang::Ja, sentence),
        mode: mode.map_or(crate::Mode::Foot, |p| p.mode),
        length_mm: b.along_mm - a.along_mm,
        time_ms: b.along_ms - a.along_ms,
        point: cue.vertex,
        landmark: landmark.strip_prefix("stall:").unwrap_or_default().to_owned(),
    }
}

fn say(graph: &Graph, lang: Lang, sentence: &Sentence) -> String {
    let named = Named { graph, lang };
    match lang {
        Lang::Ko => ko::say(named, sentence),
        Lang::En => en::say(named, sentence),
        Lang::Zh => zh::say(named, sentence),
        Lang::Ja => ja::say(named, sentence),
    }
}

struct Speaker<'a> {
    graph: &'a Graph,
    trail: &'a Trail,
    from: u32,
    to: u32,
    next: usize,
}

impl Speaker<'_> {
    fn facts(&self, cue: &Cue) -> Sentence {
        let go = self.go(cue);
        let gate = cue.node.unwrap_or(self.from);
        match cue.kind {
            StepKind::Depart => {
                let heading = self.trail.direction(cue.vertex, self.next);
                let (side, wind) = (cue.angle.map(Side::of), heading.map(Wind::of));
                Sentence::Depart { from: self.from, side, wind, go }
            }
            StepKind::Left => Sentence::Turn { turn: Turn::Left, at: cue.node, go },
            StepKind::Right => Sentence::Turn { turn: Turn::Right, at: cue.node, go },
            StepKind::Back => Sentence::Turn { turn: Turn::Back, at: cue.node, go },
            StepKind::Straight => Sentence::Ahead { towards: cue.node, go },
            StepKind::Connector => self.connector(cue, go),
            StepKind::Leave => Sentence::Leave { gate, go },
            StepKind::Enter => Sentence::Enter { gate, go },
            StepKind::Mount => {
                let heading = self.trail.heading_after(cue.vertex, 30_000.0);
                Sentence::Mount { wind: heading.map(Wind::of), go }
            }
            StepKind::Dismount => Sentence::Dismount { go },
            StepKind::Arrive => {
                let side = cue.angle.filter(|a| a.abs() >= 35.0);
                let side = side.map(|a| if a > 0.0 { Side::Left } else { Side::Right });
                Sentence::Arrive { at: self.to, side }
            }
        }
    }

    /// Length to the next step, and the way most of it lies on.
    fn go(&self, cue: &Cue) -> Go {
        let mm = self.trail.vertices[self.next].along_mm - self.trail.vertices[cue.vertex].along_mm;
        Go { mm: (mm >= 1_000).then_some(mm), way: self.trail.main_way(cue.vertex, self.next) }
    }

    fn connector(&self, cue: &Cue, go: Go) -> Sentence {
        let Some(piece) = cue.piece.and_then(|p| self.trail.pieces.get(p)) else {
            return Sentence::Ahead { towards: None, go };
        };
        let (a, b, edge) = &self.graph.parts.edges[piece.edge as usize];
        let kind = self.graph.parts.ways[piece.way as usize].connector.unwrap_or(ConnectorKind::Stairs);
        let by = Connector { kind, way: piece.way };
        if kind == ConnectorKind::Crossing {
            return Sentence::Cross { by };
        }
        let from = if piece.to == *a { *b } else { *a };
        let [from, to] = [from, piece.to].map(|n| &self.graph.parts.nodes[n as usize]);
        let changes = to.level != from.level;
        let steps = kind == ConnectorKind::Stairs && edge.steps > 0 && changes;
        Sentence::Connect {
            by,
            rise: to.at[2].cmp(&from.at[2]),
            level: changes.then_some(to.level),
            steps: steps.then_some(edge.steps),
        }
    }
}
