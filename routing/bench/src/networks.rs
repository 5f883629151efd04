//! The networks: three real ones as plain arcs, and a market among the streets of central Seoul.

use std::path::PathBuf;

/// A graph as every engine takes it. Weights of 0 are made 1, for a peer that drops such arcs.
#[derive(Debug, Clone)]
pub struct Network {
    /// Name in the table.
    pub name: String,
    /// Number of nodes.
    pub n: usize,
    /// Tail of each arc.
    pub tails: Vec<u32>,
    /// Head of each arc.
    pub heads: Vec<u32>,
    /// Weight of each arc.
    pub weights: Vec<u32>,
    /// Coordinates in any unit, the same east and north.
    pub at: Option<Vec<[i32; 2]>>,
}

impl Network {
    /// Least weight for each unit of straight distance, a hair less: the bound of A*; 0 without coordinates.
    #[must_use]
    pub fn least_ratio(&self) -> f64 {
        let Some(at) = &self.at else { return 0.0 };
        let arcs = self.tails.iter().zip(&self.heads).zip(&self.weights);
        let ratio = |((t, h), w): ((&u32, &u32), &u32)| {
            let straight = straight(at[*t as usize], at[*h as usize]);
            if straight > 0.0 { f64::from(*w) / straight } else { f64::INFINITY }
        };
        let least = arcs.map(ratio).fold(f64::INFINITY, f64::min);
        if least.is_finite() { least * 0.999_999 } else { 0.0 }
    }
}

/// Straight distance between two places.
#[must_use]
pub fn straight(a: [i32; 2], b: [i32; 2]) -> f64 {
    f64::hypot(f64::from(a[0]) - f64::from(b[0]), f64::from(a[1]) - f64::from(b[1]))
}

/// Every network whose file is at hand.
pub fn all() -> impl Iterator<Item = Network> {
    ["seoul_centre_drive", "helsinki_centre_foot", "bremen_time"].into_iter().filter_map(read)
}

/// Reads `NAME.gr` (`a from to weight`) and, when it is there, `NAME.co` (`v node lon lat`).
#[must_use]
pub fn read(name: &str) -> Option<Network> {
    let folder = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/routing/networks"));
    let Ok(text) = std::fs::read_to_string(folder.join(format!("{name}.gr"))) else {
        eprintln!("skipped: no {name}.gr");
        return None;
    };
    let mut out = Network {
        name: name.to_owned(),
        n: 0,
        tails: Vec::new(),
        heads: Vec::new(),
        weights: Vec::new(),
        at: None,
    };
    for line in text.lines().filter_map(|l| l.strip_prefix("a ")) {
        let mut fields = line.split_whitespace().map(str::parse::<u32>);
        let (Some(Ok(tail)), Some(Ok(head)), Some(Ok(weight))) =
            (fields.next(), fields.next(), fields.next())
        else {
            continue;
        };
        out.n = out.n.max(tail.max(head) as usize + 1);
        out.tails.push(tail);
        out.heads.push(head);
        out.weights.push(weight.max(1));
    }
    if let Ok(text) = std::fs::read_to_string(folder.join(format!("{name}.co"))) {
        out.at = Some(places(&text, out.n));
    }
    Some(out)
}

/// Degrees as units of about a centimetre, east and north alike.
fn places(text: &str, n: usize) -> Vec<[i32; 2]> {
    let mut degrees = vec![[0.0_f64; 2]; n];
    for line in text.lines().filter_map(|l| l.strip_prefix("v ")) {
        let mut fields = line.split_whitespace();
        let node = fields.next().and_then(|f| f.parse::<usize>().ok());
        let mut number = || fields.next().and_then(|f| f.parse::<f64>().ok()).unwrap_or(0.0);
        let place = [number(), number()];
        if let Some(slot) = node.and_then(|node| degrees.get_mut(node)) {
            *slot = place;
        }
    }
    let latitude = degrees.iter().map(|d| d[1]).sum::<f64>() / n.max(1) as f64;
    let shrink = market_model::math::cos(latitude.to_radians());
    let origin = degrees.first().copied().unwrap_or_default();
    let unit = |d: f64| (d * 1e7) as i32;
    degrees.iter().map(|d| [unit((d[0] - origin[0]) * shrink), unit(d[1] - origin[1])]).collect()
}
