//! The words of each step, in Korean and English.

use market_model::{ConnectorKind, Lang};

use crate::josa::{Josa, with};
use crate::route::{Step, StepKind};
use crate::trail::Trail;
use crate::words::{Cue, cues};
use crate::{Graph, label};

/// The steps of a trail; `point` still counts the trail's vertices.
pub(crate) fn steps(graph: &Graph, trail: &Trail, from: u32, to: u32) -> Vec<Step> {
    if trail.pieces.is_empty() {
        let texts = Speaker { graph, trail, from, to, next: 0 }.here();
        return vec![step(
            graph,
            trail,
            &Cue { vertex: 0, kind: StepKind::Arrive, node: None, angle: None, piece: None },
            0,
            texts,
        )];
    }
    let cues = cues(graph, trail);
    let mut out = Vec::new();
    for (i, cue) in cues.iter().enumerate() {
        let next = cues.get(i + 1).map_or(cue.vertex, |c| c.vertex);
        let speaker = Speaker { graph, trail, from, to, next };
        out.push(step(graph, trail, cue, next, speaker.say(cue)));
    }
    out
}

fn step(graph: &Graph, trail: &Trail, cue: &Cue, next: usize, (text_ko, text_en): (String, String)) -> Step {
    let (a, b) = (&trail.vertices[cue.vertex], &trail.vertices[next.max(cue.vertex)]);
    let landmark = cue.node.map(|n| graph.parts.nodes[n as usize].key.as_str()).unwrap_or_default();
    let mode = trail.piece_after(cue.vertex).or_else(|| trail.pieces.last());
    Step {
        kind: cue.kind,
        text_ko,
        text_en,
        mode: mode.map_or(crate::Mode::Foot, |p| p.mode),
        length_mm: b.along_mm - a.along_mm,
        time_ms: b.along_ms - a.along_ms,
        point: cue.vertex,
        landmark: landmark.strip_prefix("stall:").unwrap_or_default().to_owned(),
    }
}

struct Speaker<'a> {
    graph: &'a Graph,
    trail: &'a Trail,
    from: u32,
    to: u32,
    next: usize,
}

type Words = (String, String);

impl Speaker<'_> {
    fn say(&self, cue: &Cue) -> Words {
        match cue.kind {
            StepKind::Depart => self.depart(cue),
            StepKind::Left | StepKind::Right | StepKind::Back => self.turn(cue),
            StepKind::Straight => self.straight(cue),
            StepKind::Connector => self.connector(cue),
            StepKind::Leave | StepKind::Enter => self.gate(cue),
            StepKind::Mount | StepKind::Dismount => self.change(cue),
            StepKind::Arrive => self.arrive(cue),
        }
    }

    fn labels(&self, node: u32) -> Words {
        (label::of(self.graph, node, Lang::Ko), label::of(self.graph, node, Lang::En))
    }

    /// Length to the next step; nothing when it is too short to be told.
    fn length(&self, cue: &Cue) -> Option<String> {
        let mm = self.trail.vertices[self.next].along_mm - self.trail.vertices[cue.vertex].along_mm;
        (mm >= 1_000).then(|| metres(mm))
    }

    /// `생선골목을 따라 ` and ` along Fish Alley`, or nothing.
    fn along(&self, cue: &Cue) -> Words {
        let Some(way) = self.trail.main_way(cue.vertex, self.next) else { return Words::default() };
        let (ko, en) = (label::way(self.graph, way, Lang::Ko), label::way(self.graph, way, Lang::En));
        if ko.is_empty() {
            return Words::default();
        }
        (format!("{} 따라 ", with(ko, Josa::EulReul)), format!(" along {en}"))
    }

    /// `생선골목을 따라 32m 가세요` and `go 32 m along Fish Alley`.
    fn go(&self, cue: &Cue, verb: &str) -> Option<Words> {
        let length = self.length(cue)?;
        let (ko, en) = self.along(cue);
        Some((format!("{ko}{length} {verb}"), format!("go {}{en}", spaced(&length))))
    }

    fn here(&self) -> Words {
        let (ko, en) = self.labels(self.to);
        (format!("이미 {ko} 앞에 있습니다."), format!("You are already at {en}."))
    }

    fn depart(&self, cue: &Cue) -> Words {
        let (ko, en) = self.labels(self.from);
        let (go_ko, go_en) =
            self.go(cue, "가세요").unwrap_or_else(|| ("가세요".to_owned(), "set out".to_owned()));
        if let Some(angle) = cue.angle {
            let (side_ko, side_en) = side(angle);
            return (
                format!("{} 등지고 {side_ko} {go_ko}.", with(&ko, Josa::EulReul)),
                format!("With your back to {en}, turn {side_en} and {go_en}.")
                    .replace("turn straight on and go", "go straight on"),
            );
        }
        let heading = self.trail.direction(cue.vertex, self.next);
        let (dir_ko, dir_en) = heading.map_or(("", ""), compass);
        let to_ko = if dir_ko.is_empty() { String::new() } else { format!("{dir_ko}쪽으로 ") };
        let to_en = if dir_en.is_empty() { String::new() } else { format!(" {dir_en}") };
        (
            format!("{ko}에서 {to_ko}{go_ko}."),
            format!("From {en}, {}.", go_en.replacen("go", &format!("go{to_en}"), 1)),
        )
    }

    fn turn(&self, cue: &Cue) -> Words {
        let landmark = cue.node.map(|n| self.labels(n));
        let (at_ko, at_en) =
            landmark.map_or_else(Words::default, |(ko, en)| (format!("{ko} 앞에서 "), format!("At {en}, ")));
        let (turn_ko, turn_en) = match cue.kind {
            StepKind::Left => ("왼쪽으로 돌아", "turn left"),
            StepKind::Right => ("오른쪽으로 돌아", "turn right"),
            _ => ("뒤로 돌아", "turn round"),
        };
        let (ko, en) = match self.go(cue, "가세요") {
            Some((ko, en)) => (format!("{at_ko}{turn_ko} {ko}."), format!("{at_en}{turn_en} and {en}.")),
            None => (format!("{at_ko}{turn_ko} 가세요."), format!("{at_en}{turn_en}.")),
        };
        (ko, capital(&en))
    }

    fn straight(&self, cue: &Cue) -> Words {
        let (go_ko, go_en) =
            self.go(cue, "가세요").unwrap_or_else(|| ("가세요".to_owned(), "go on".to_owned()));
        match cue.node {
            Some(node) => {
                let (ko, en) = self.labels(node);
                (format!("{ko} 쪽으로 {go_ko}."), format!("Head towards {en}: {go_en}."))
            }
            None => (format!("계속 {go_ko}."), format!("Continue straight: {go_en}.")),
        }
    }

    fn connector(&self, cue: &Cue) -> Words {
        let Some(piece) = cue.piece.and_then(|p| self.trail.pieces.get(p)) else { return Words::default() };
        let (a, b, edge) = &self.graph.parts.edges[piece.edge as usize];
        let way = &self.graph.parts.ways[piece.way as usize];
        let kind = way.connector.unwrap_or(ConnectorKind::Stairs);
        let from = if piece.to == *a { *b } else { *a };
        let (from, to) = (&self.graph.parts.nodes[from as usize], &self.graph.parts.nodes[piece.to as usize]);
        let level =
            (label::level(self.graph, to.level, Lang::Ko), label::level(self.graph, to.level, Lang::En));
        let (name_ko, name_en) = connector_name(way, kind);
        if kind == ConnectorKind::Crossing {
            return (format!("{} 건너세요.", with(&name_ko, Josa::EulReul)), format!("Cross by {name_en}."));
        }
        let (ko, en) = match to.at[2] - from.at[2] {
            0 => ("지나가세요", ""),
            rise if rise > 0 => ("올라가세요", " up"),
            _ => ("내려가세요", " down"),
        };
        if to.level == from.level {
            return (format!("{} {ko}.", with(&name_ko, Josa::Ro)), format!("Take {name_en}{en}."));
        }
        let steps = (kind == ConnectorKind::Stairs && edge.steps > 0).then_some(edge.steps);
        let (steps_ko, steps_en) =
            steps.map_or_else(Words::default, |n| (format!("({n}단)"), format!(" ({n} steps)")));
        (
            format!("{} {} {ko}.", with(&format!("{name_ko}{steps_ko}"), Josa::Ro), with(&level.0, Josa::Ro)),
            format!("Take {name_en}{en} to {}{steps_en}.", level.1),
        )
    }

    fn gate(&self, cue: &Cue) -> Words {
        let (ko, en) = cue.node.map_or_else(Words::default, |n| self.labels(n));
        let by = with(&ko, Josa::Ro);
        let (go_ko, go_en) = self.go(cue, "가세요").unzip();
        let go_en = go_en.map(|g| format!(" and {g}")).unwrap_or_default();
        match (cue.kind, go_ko) {
            (StepKind::Leave, Some(go)) => (format!("{by} 나가 {go}."), format!("Leave by {en}{go_en}.")),
            (StepKind::Leave, None) => (format!("{by} 나가세요."), format!("Leave by {en}.")),
            (_, Some(go)) => (format!("{by} 들어가 {go}."), format!("Enter by {en}{go_en}.")),
            (_, None) => (format!("{by} 들어가세요."), format!("Enter by {en}.")),
        }
    }

    fn change(&self, cue: &Cue) -> Words {
        let (go_ko, go_en) =
            self.go(cue, "가세요").unwrap_or_else(|| ("가세요".to_owned(), "go on".to_owned()));
        if cue.kind == StepKind::Dismount {
            let walk = go_en.replacen("go", "walk", 1);
            return (
                format!("오토바이를 세우고 {}.", go_ko.replace("가세요", "걸어가세요")),
                format!("Park the motorcycle and {walk}."),
            );
        }
        let heading = self.trail.heading_after(cue.vertex, 30_000.0);
        let (dir_ko, dir_en) = heading.map_or(("", ""), compass);
        let to_ko = if dir_ko.is_empty() { String::new() } else { format!(" {dir_ko}쪽으로") };
        let to_en = if dir_en.is_empty() { String::new() } else { format!(" {dir_en}") };
        (
            format!("오토바이를 타고{to_ko} {go_ko}."),
            format!("Get on the motorcycle and {}.", go_en.replacen("go", &format!("go{to_en}"), 1)),
        )
    }

    fn arrive(&self, cue: &Cue) -> Words {
        let (ko, en) = self.labels(self.to);
        match cue.angle {
            Some(a) if a.abs() >= 35.0 => {
                let (side_ko, side_en) = if a > 0.0 { ("왼쪽", "left") } else { ("오른쪽", "right") };
                (
                    format!("{side_ko}에 {} 있습니다. 도착했습니다.", with(&ko, Josa::IGa)),
                    format!("You have arrived: {en}, on your {side_en}."),
                )
            }
            _ => (format!("{ko}에 도착했습니다."), format!("You have arrived at {en}.")),
        }
    }
}

/// The connector's own name, or the word for its kind.
fn connector_name(way: &crate::node::Way, kind: ConnectorKind) -> Words {
    let en = if way.en.is_empty() { &way.ko } else { &way.en };
    let ko = match way.ko.as_str() {
        "" => kind.ko().to_owned(),
        own if own.contains(kind.ko()) => own.to_owned(),
        own => format!("{own} {}", kind.ko()),
    };
    let en = match en.as_str() {
        "" => format!("the {}", kind.en()),
        own if own.to_lowercase().contains(kind.en()) => format!("the {own}"),
        own => format!("the {} ({own})", kind.en()),
    };
    (ko, en)
}

fn side(angle: f64) -> (&'static str, &'static str) {
    match angle {
        a if a > 35.0 => ("왼쪽으로", "left"),
        a if a < -35.0 => ("오른쪽으로", "right"),
        _ => ("앞으로 곧장", "straight on"),
    }
}

/// Eight winds from a direction in degrees, counter-clockwise from east.
fn compass(degrees: f64) -> (&'static str, &'static str) {
    const WINDS: [(&str, &str); 8] = [
        ("동", "east"),
        ("북동", "north-east"),
        ("북", "north"),
        ("북서", "north-west"),
        ("서", "west"),
        ("남서", "south-west"),
        ("남", "south"),
        ("남동", "south-east"),
    ];
    WINDS[((degrees + 382.5) / 45.0) as usize % 8]
}

/// `7m`, `45m`, `120m`, `1.2km`: as exact as a person needs it.
fn metres(mm: u64) -> String {
    match mm {
        0..100_000 => format!("{}m", (mm + 500) / 1_000),
        100_000..995_000 => format!("{}m", (mm + 5_000) / 10_000 * 10),
        _ => format!("{:.1}km", mm as f64 / 1e6),
    }
}

/// `45 m` for English.
fn spaced(length: &str) -> String {
    let at = length.find(['m', 'k']).unwrap_or(length.len());
    format!("{} {}", &length[..at], &length[at..])
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |c| c.to_uppercase().chain(chars).collect())
}
