//! The networks: three real ones as plain arcs, and a market among the streets of central Seoul.

use std::io::Read;
use std::path::PathBuf;

use market_routing::Profile;

use crate::market;

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
    /// The bare arcs, for another process.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let at = self.at.iter().flatten().flatten().map(|c| *c as u32);
        let arcs = [&self.tails, &self.heads, &self.weights].into_iter().flatten().copied();
        let head = [self.n as u32, self.tails.len() as u32, u32::from(self.at.is_some())];
        head.into_iter().chain(arcs).chain(at).flat_map(u32::to_le_bytes).collect()
    }

    /// Reads what [`Network::to_bytes`] wrote, keeping no more memory than it needs; `None` when it is cut short.
    #[must_use]
    pub fn from_reader(reader: &mut impl Read) -> Option<Self> {
        let mut number = || {
            let mut bytes = [0; 4];
            reader.read_exact(&mut bytes).ok().map(|()| u32::from_le_bytes(bytes))
        };
        let (n, m, placed) = (number()? as usize, number()? as usize, number()? == 1);
        let mut list = |len: usize| -> Option<Vec<u32>> {
            let mut out = Vec::with_capacity(len);
            for _ in 0..len {
                out.push(number()?);
            }
            Some(out)
        };
        let (tails, heads, weights) = (list(m)?, list(m)?, list(m)?);
        let at = if placed { Some(list(2 * n)?) } else { None };
        let at = at.map(|a| a.as_chunks::<2>().0.iter().map(|p| p.map(|c| c as i32)).collect());
        Some(Self { name: String::new(), n, tails, heads, weights, at })
    }

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

/// Names of the networks.
pub const NAMES: [&str; 5] = [
    "seoul_centre_drive",
    "helsinki_centre_foot",
    "bremen_time",
    "market_and_seoul_walk",
    "market_and_seoul_motorcycle",
];

/// The network of a name; `None` for another name or without its file.
#[must_use]
pub fn named(name: &str) -> Option<Network> {
    match name {
        "market_and_seoul_walk" => market::network(name, Profile::Walk),
        "market_and_seoul_motorcycle" => market::network(name, Profile::Motorcycle),
        name => NAMES.contains(&name).then(|| read(name)).flatten(),
    }
}

/// Reads `NAME.gr` (`a from to weight`) and, when it is there, `NAME.co` (`v node lon lat`).
fn read(name: &str) -> Option<Network> {
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
