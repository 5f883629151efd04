//! Reads the graph: from a build folder by its manifest, or from a file.

use std::io::{ErrorKind, Write};
use std::path::Path;

use anyhow::{Context, Result, bail};
use market_model::Lang;
use market_routing::{Graph, NodeId, Profile};
use market_wire::{Manifest, role};

/// The graph of a build folder (`manifest.json` and the files it lists) or of a graph file.
///
/// # Errors
/// Names the file that is missing or cannot be read.
pub fn graph(path: &Path) -> Result<Graph> {
    if !path.is_dir() {
        let bytes = std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
        return Graph::from_bytes(&bytes).with_context(|| format!("{}", path.display()));
    }
    let manifest_path = path.join("manifest.json");
    let bytes = std::fs::read(&manifest_path).with_context(|| {
        format!("cannot read {}: is this a folder made by `survey build`?", manifest_path.display())
    })?;
    let manifest = Manifest::from_json(&bytes).with_context(|| manifest_path.display().to_string())?;
    let Some(entry) = manifest.file(role::GRAPH) else { bail!("{} lists no graph", manifest_path.display()) };
    let file = path.join(&entry.path);
    let bytes = std::fs::read(&file).with_context(|| format!("cannot read {}", file.display()))?;
    let graph = Graph::from_bytes(&bytes).with_context(|| format!("{}", file.display()))?;
    if graph.hash() != entry.sha256 {
        bail!(
            "{} is damaged: its hash is {}, the manifest says {}",
            file.display(),
            graph.hash(),
            entry.sha256
        );
    }
    Ok(graph)
}

/// The place that `text` names; of several toilets and the like the one nearest to `from`.
///
/// # Errors
/// Says what may have been meant.
pub fn place(
    graph: &Graph,
    text: &str,
    from: Option<NodeId>,
    profile: Profile,
    lang: Lang,
) -> Result<NodeId> {
    let found = match from {
        Some(from) => graph.resolve_from(from, text, profile),
        None => graph.resolve(text),
    };
    if let Some(node) = found {
        return Ok(node);
    }
    let near = graph.suggest(text).join(", ");
    match (lang, near.is_empty()) {
        (Lang::Ko, true) => {
            bail!("\"{text}\": 없는 곳입니다. 가-12, stall:가-12, gate:…, toilet 처럼 쓰세요")
        }
        (Lang::Ko, false) => bail!("\"{text}\": 없는 곳입니다. 혹시 {near}?"),
        (_, true) => {
            bail!("\"{text}\": no such place; write 가-12, stall:가-12, gate:…, junction:… or toilet")
        }
        (_, false) => bail!("\"{text}\": no such place; did you mean {near}?"),
    }
}

/// Prints a line; a reader that has seen enough and closed the pipe is no failure.
///
/// # Errors
/// When the output cannot be written for another reason.
pub fn say(line: &str) -> Result<()> {
    match writeln!(std::io::stdout(), "{line}") {
        Err(e) if e.kind() != ErrorKind::BrokenPipe => Err(e).context("cannot write the answer"),
        _ => Ok(()),
    }
}
