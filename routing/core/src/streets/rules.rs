//! What streets forbid and what stands on them: facts that a street's line and name do not hold.

use std::collections::BTreeMap;

use market_model::{Problem, Text};

use super::RawStreet;
use super::osm::{Data, Relation, Tags, Way};

/// What is known of streets beside their lines, by street and by junction.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StreetRules {
    /// By the street's identifier.
    pub facts: BTreeMap<String, StreetFacts>,
    /// Turns that motorcycles may not make.
    pub turns: Vec<TurnRule>,
}

/// What stands on a street or is forbidden there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct StreetFacts {
    /// Steps, a raised kerb counting one; 0 for none or unknown.
    pub steps: u16,
    /// Clear width in millimetres; 0 when unknown.
    pub width_mm: u32,
    /// Slope in thousandths; 0 when level or unknown.
    pub slope_permille: u16,
    /// Nobody may walk there.
    pub no_foot: bool,
    /// Nothing on small wheels passes.
    pub no_cart: bool,
}

/// A turn at a junction.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct TurnRule {
    /// Street from which one comes.
    pub from: String,
    /// The junction.
    pub via: String,
    /// Street into which one would turn.
    pub to: String,
    /// Whether this is the only turn allowed from there; else it is the one forbidden.
    pub only: bool,
}

/// The facts of a piece of a way; `kerbs` are raised kerbs on it.
pub(super) fn facts(way: &Way, kerbs: u16) -> StreetFacts {
    let tag = |key: &str| way.tags.get(key).map_or("", String::as_str);
    let foot_way =
        matches!(tag("highway"), "footway" | "path" | "pedestrian" | "steps" | "cycleway" | "corridor");
    let steps = tag("step_count").parse::<u16>().unwrap_or(0);
    StreetFacts {
        // The kerb of a road is not on the road.
        steps: steps.saturating_add(if foot_way { kerbs } else { 0 }),
        width_mm: if foot_way { metres(tag("width")) } else { 0 },
        slope_permille: percent(tag("incline")),
        no_foot: matches!(tag("foot"), "no" | "private") || tag("motorroad") == "yes",
        no_cart: tag("wheelchair") == "no" || tag("stroller") == "no",
    }
}

/// `1.5`, `1.5 m`, `150 cm`; 0 for anything else.
fn metres(text: &str) -> u32 {
    let text = text.trim();
    let (number, unit) = match text.find(|c: char| c.is_ascii_alphabetic()) {
        Some(at) => (text[..at].trim(), text[at..].trim()),
        None => (text, "m"),
    };
    let scale = match unit {
        "m" => 1_000.0,
        "cm" => 10.0,
        _ => return 0,
    };
    let mm = number.parse::<f64>().unwrap_or(0.0) * scale;
    if (1.0..=100_000.0).contains(&mm) { mm.round() as u32 } else { 0 }
}

/// `8%`, `-12 %`, `5°`; 0 for `up`, `down` and anything else.
fn percent(text: &str) -> u16 {
    let text = text.trim().trim_start_matches(['-', '+']);
    let permille = if let Some(number) = text.strip_suffix('%') {
        number.trim().parse::<f64>().map_or(0.0, |p| p * 10.0)
    } else if let Some(number) = text.strip_suffix('°') {
        let radians = number.trim().parse::<f64>().map_or(0.0, f64::to_radians);
        market_model::math::sin(radians) / market_model::math::cos(radians) * 1_000.0
    } else {
        0.0
    };
    if (0.0..=1_000.0).contains(&permille) { permille.round() as u16 } else { 0 }
}

/// Whether a node is a kerb over which nothing rolls.
pub(super) fn is_raised_kerb(tags: &Tags) -> bool {
    let tag = |key: &str| tags.get(key).map_or("", String::as_str);
    tag("kerb") == "raised"
        || tag("barrier") == "kerb" && !matches!(tag("kerb"), "lowered" | "flush" | "rolled" | "no")
}

/// The word of a restriction that binds motorcycles: `no_left_turn`, `only_straight_on` …; `None` when none does.
pub(super) fn restriction(tags: &Tags) -> Option<&str> {
    let spared = tags.get("except").is_some_and(|e| e.split(';').any(|v| v.trim() == "motorcycle"));
    let own = tags.get("restriction:motorcycle");
    own.or_else(|| tags.get("restriction").filter(|_| !spared)).map(String::as_str)
}

/// The turns of all restrictions whose streets are in the file; those that cannot be kept are told.
pub(super) fn turns(data: &Data, streets: &[RawStreet], problems: &mut Vec<Problem>) -> Vec<TurnRule> {
    let mut ends: BTreeMap<(i64, &str), Vec<&RawStreet>> = BTreeMap::new();
    for street in streets {
        let way = street.id.trim_start_matches('w').split_once('-').and_then(|(w, _)| w.parse().ok());
        let junctions = [&street.from_junction, &street.to_junction];
        let loops = usize::from(street.from_junction != street.to_junction);
        for junction in &junctions[..=loops] {
            ends.entry((way.unwrap_or(0), junction.as_str())).or_default().push(street);
        }
    }
    let mut out = Vec::new();
    for relation in &data.relations {
        match rules_of(relation, &ends) {
            Ok(rules) => out.extend(rules),
            Err(why) => {
                let path = format!("relation {} · members", relation.id);
                problems.push(Problem::warning("turn-restriction", path, "", why));
            }
        }
    }
    out.sort();
    out.dedup();
    out
}

fn rules_of(
    relation: &Relation,
    ends: &BTreeMap<(i64, &str), Vec<&RawStreet>>,
) -> Result<Vec<TurnRule>, Text> {
    let members = |role: &str, is_way: bool| {
        let fits = move |m: &&(String, i64, bool)| m.0 == role && m.2 == is_way;
        relation.members.iter().filter(fits).map(|m| m.1).collect::<Vec<i64>>()
    };
    let (from, to) = (members("from", true), members("to", true));
    let [via] = members("via", false)[..] else {
        return Err(Text::new("교차점 하나를 지나는 회전", "a turn by way of one node"));
    };
    let only = match restriction(&relation.tags) {
        Some(word) if word.starts_with("no_") => false,
        Some(word) if word.starts_with("only_") => true,
        _ => return Err(Text::new("no_… 또는 only_…", "no_… or only_…")),
    };
    let via = via.to_string();
    let mut rules = Vec::new();
    for (from, to) in from.iter().flat_map(|f| to.iter().map(move |t| (*f, *t))) {
        let at = |way: i64| ends.get(&(way, via.as_str())).map_or(&[][..], Vec::as_slice);
        match (at(from), at(to)) {
            // The streets are not in the file, or not for vehicles.
            ([], _) | (_, []) => {}
            ([from], [to]) => {
                rules.push(TurnRule { from: from.id.clone(), via: via.clone(), to: to.id.clone(), only });
            }
            _ => {
                return Err(Text::new(
                    "교차점에서 끝나는 길(그곳을 지나는 길이면 어느 쪽인지 알 수 없음)",
                    "ways that end at the node (of one that passes it, which part is meant is not known)",
                ));
            }
        }
    }
    Ok(rules)
}
