//! The rules of the house, as a check: module docs, small files, short functions, allowed edges, top level.

use std::fs;

use anyhow::{Context, Result, bail};

use crate::edges;
use crate::run::{output_of, root};

/// Longest source file, in lines.
const MAX_FILE_LINES: usize = 700;
/// Longest function, in lines.
const MAX_FN_LINES: usize = 70;
/// What may stand at the top level beside hidden files.
const TOP_LEVEL: [&str; 13] = [
    "Cargo.toml",
    "Cargo.lock",
    "twin",
    "routing",
    "assets",
    "survey-tools",
    "web",
    "README.md",
    "ARCHITECTURE.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "LICENSE-MIT",
    "LICENSE-APACHE",
];

/// Checks every rule and lists everything that breaks one.
///
/// # Errors
/// When a rule is broken.
pub fn run() -> Result<()> {
    let root = root();
    let listed = output_of(&root, "git", &["ls-files", "--cached", "--others", "--exclude-standard"]);
    let listed = listed.context("git does not answer; tidy looks at the files that git knows")?;
    let mut found = edges::differences()?;
    let (mut n_files, mut lengths) = (0_usize, Vec::new());
    for path in listed.lines() {
        let top = path.split('/').next().unwrap_or(path);
        if !top.starts_with('.') && !TOP_LEVEL.contains(&top) {
            found.push(format!("{path}: the top level is fixed; \"{top}\" does not belong there"));
        }
        if !path.ends_with(".rs") {
            continue;
        }
        // A file that is being removed is listed and not there.
        let Ok(text) = fs::read_to_string(root.join(path)) else { continue };
        n_files += 1;
        lengths.push(text.lines().count());
        check_source(path, &text, &mut found);
    }
    if found.is_empty() {
        lengths.sort_unstable();
        let median = lengths.get(n_files / 2).copied().unwrap_or(0);
        eprintln!("      {n_files} source files, median {median} lines: all rules kept");
        return Ok(());
    }
    bail!("{} rules broken:\n  {}", found.len(), found.join("\n  "))
}

fn check_source(path: &str, text: &str, found: &mut Vec<String>) {
    let n_lines = text.lines().count();
    if n_lines > MAX_FILE_LINES {
        found.push(format!("{path}: {n_lines} lines, at most {MAX_FILE_LINES}"));
    }
    let first = text.lines().find(|l| !l.is_empty() && !l.starts_with("#!"));
    if !first.is_some_and(|l| l.starts_with("//!")) {
        found.push(format!("{path}: a module begins with //! and says what it is"));
    }
    for (line, name, length) in long_functions(text) {
        found.push(format!("{path}:{line}: fn {name} has {length} lines, at most {MAX_FN_LINES}"));
    }
    for (i, line) in text.lines().enumerate() {
        let mark = ["TO", "DO"].concat();
        if line.contains(&mark) && !line.contains(&format!("{mark}(#")) {
            found.push(format!("{path}:{}: a {mark} names its issue", i + 1));
        }
    }
}

/// Functions beyond the limit as (line, name, length). Relies on rustfmt: a body closes at its `fn`'s own indent.
fn long_functions(text: &str) -> Vec<(usize, String, usize)> {
    let lines: Vec<&str> = text.lines().collect();
    let mut found = Vec::new();
    for (i, line) in lines.iter().enumerate() {
        let trimmed = line.trim_start();
        let Some((before, after)) = trimmed.split_once("fn ") else { continue };
        let heads = ["pub", "const", "async", "unsafe", "extern"];
        let is_head = before
            .split_whitespace()
            .all(|w| heads.iter().any(|h| w.starts_with(h)) || w.starts_with("pub("));
        if !is_head || trimmed.starts_with("//") {
            continue;
        }
        let indent = line.len() - trimmed.len();
        let close = format!("{}}}", " ".repeat(indent));
        let rest = lines.get(i..).unwrap_or_default();
        let Some(length) = rest.iter().position(|l| *l == close).map(|n| n + 1) else { continue };
        let one_liner = trimmed.ends_with(';') || trimmed.ends_with("{}") || trimmed.ends_with(" }");
        if length > MAX_FN_LINES && !one_liner {
            let name = after.split(['(', '<']).next().unwrap_or(after).to_owned();
            found.push((i + 1, name, length));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_rule_can_fail() {
        let mut found = Vec::new();
        let body = "    let x = 1;\n".repeat(70);
        check_source("a.rs", &format!("fn long() {{\n{body}}}\n"), &mut found);
        assert_eq!(found.len(), 2, "{found:?}");
        found.clear();
        let long = format!("//! Long.\n{}", "// line\n".repeat(700));
        check_source("b.rs", &long, &mut found);
        assert_eq!(found.len(), 1, "{found:?}");
        found.clear();
        check_source("c.rs", "//! Short.\npub fn short() {}\n", &mut found);
        assert_eq!(found, Vec::<String>::new());
    }
}
