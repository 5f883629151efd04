//! What takes the room in a wasm module, by crate, and the budgets that a bundle must keep.
//!
//! Invariant: every byte of code is counted for exactly one crate.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use anyhow::{Context, Result, bail};
use wasmparser::{KnownCustom, Name, Parser, Payload, TypeRef};

/// Crates that are listed by name; the others are one line.
const LISTED: usize = 24;

/// Refuses a module that is larger than it may be, brotli bytes.
///
/// # Errors
/// When it is over its budget.
pub fn hold(name: &str, brotli: u64, budget: u64) -> Result<()> {
    if brotli > budget {
        bail!(
            "{name}: {brotli} bytes with brotli, the budget is {budget}. `cargo xtask bench size` lists what takes the \
             room; take something out, or raise the budget in web/xtask/src/bundle.rs and say why"
        );
    }
    Ok(())
}

/// Code and data of a module that still has its names, as a table, the largest crate first. Linear in its size.
///
/// # Errors
/// When it is no wasm module.
pub fn table(wasm: &[u8]) -> Result<String> {
    let sizes = Sizes::of(wasm).context("not a wasm module")?;
    let code: usize = sizes.by_crate.values().sum();
    let mut rows: Vec<(&String, &usize)> = sizes.by_crate.iter().collect();
    rows.sort_by(|a, b| b.1.cmp(a.1).then(a.0.cmp(b.0)));
    let mut out = String::new();
    let mut line = |name: &str, bytes: usize| {
        let share = bytes as f64 * 100.0 / (code + sizes.data).max(1) as f64;
        writeln!(out, "      {name:<24} {:>8.1} kB {share:>5.1} %", bytes as f64 / 1000.0)
    };
    for (name, bytes) in rows.iter().take(LISTED) {
        line(name, **bytes)?;
    }
    line("other crates", rows.iter().skip(LISTED).map(|(_, bytes)| **bytes).sum())?;
    line("data (texts, tables)", sizes.data)?;
    Ok(out)
}

#[derive(Default)]
struct Sizes {
    by_crate: BTreeMap<String, usize>,
    data: usize,
}

impl Sizes {
    fn of(wasm: &[u8]) -> Result<Self> {
        let mut imported = 0;
        let mut bodies = Vec::new();
        let mut names: BTreeMap<usize, String> = BTreeMap::new();
        let mut data = 0;
        for payload in Parser::new(0).parse_all(wasm) {
            match payload? {
                Payload::ImportSection(imports) => {
                    for import in imports.into_imports() {
                        imported += usize::from(matches!(import?.ty, TypeRef::Func(_)));
                    }
                }
                Payload::CodeSectionEntry(body) => bodies.push(body.range().len()),
                Payload::DataSection(section) => data = section.range().len(),
                Payload::CustomSection(section) => {
                    let KnownCustom::Name(parts) = section.as_known() else { continue };
                    for part in parts {
                        let Name::Function(map) = part? else { continue };
                        for naming in map {
                            let naming = naming?;
                            names.insert(naming.index as usize, crate_of(naming.name));
                        }
                    }
                }
                _ => {}
            }
        }
        let mut by_crate = BTreeMap::new();
        for (i, size) in bodies.into_iter().enumerate() {
            let name = names.get(&(imported + i)).cloned().unwrap_or_else(|| "(no name)".to_owned());
            *by_crate.entry(name).or_default() += size;
        }
        Ok(Self { by_crate, data })
    }
}

/// The crate that a mangled symbol belongs to: that of its type where it is a trait's method or a destructor.
fn crate_of(symbol: &str) -> String {
    let name = format!("{:#}", rustc_demangle::demangle(symbol));
    let inner = ["core::ptr::drop_in_place<", "core::ptr::drop_glue<"];
    let mut rest = inner.iter().find_map(|start| name.strip_prefix(start)).unwrap_or(&name);
    loop {
        let before = rest;
        for mark in ["<", "&", "*", "[", "(", "mut ", "const ", "dyn ", "'_ ", " "] {
            rest = rest.strip_prefix(mark).unwrap_or(rest);
        }
        if rest == before {
            break;
        }
    }
    let ident: String = rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
    if ident.is_empty() || !rest[ident.len()..].starts_with("::") {
        return "(no crate)".to_owned();
    }
    ident
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_symbol_belongs_to_the_crate_of_its_type() {
        let cases = [
            ("bevy_ecs::world::World::new", "bevy_ecs"),
            ("<wgpu_core::device::Device as core::ops::drop::Drop>::drop", "wgpu_core"),
            ("core::ptr::drop_in_place<naga::Module>", "naga"),
            ("<&mut dyn bevy_app::Plugin as core::fmt::Debug>::fmt", "bevy_app"),
            ("_ZN4core3fmt5write17h0123456789abcdefE", "core"),
            ("memcpy", "(no crate)"),
            ("", "(no crate)"),
        ];
        for (symbol, wanted) in cases {
            assert_eq!(crate_of(symbol), wanted, "{symbol}");
        }
    }

    #[test]
    fn a_bundle_over_its_budget_is_refused_with_what_to_do() {
        assert!(hold("viewer", 10, 10).is_ok());
        let refused = hold("viewer", 11, 10).map_err(|e| e.to_string());
        assert!(refused.is_err_and(|e| e.contains("bench size")));
    }

    #[test]
    fn what_is_no_module_is_refused() {
        assert!(table(b"not a module").is_err());
    }
}
