//! The survey tool on good and bad input.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::fs;
use std::path::{Path, PathBuf};

use market_e2e::{bin_dir, root, run};

fn survey() -> Option<PathBuf> {
    bin_dir().map(|dir| dir.join("survey"))
}

/// A folder of its own for one test, empty at the start.
fn scratch(name: &str) -> PathBuf {
    let dir = std::env::temp_dir().join(format!("jangteo-e2e-{}-{name}", std::process::id()));
    let _ = fs::remove_dir_all(&dir);
    fs::create_dir_all(&dir).unwrap();
    dir
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

fn build(survey: &Path, market: &Path, out: &Path) -> std::process::Output {
    run(survey, &["build", text(market), "--out", text(out), "--json"])
}

/// A copy of the sample market that a test may spoil.
fn copy_of_sample(name: &str) -> PathBuf {
    let to = scratch(name);
    for entry in fs::read_dir(root().join("assets/markets/haneul")).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            fs::copy(&path, to.join(path.file_name().unwrap())).unwrap();
        }
    }
    to
}

#[test]
fn the_sample_market_builds_and_the_same_input_gives_the_same_bytes() {
    let Some(survey) = survey() else { return };
    let market = root().join("assets/markets/haneul");
    let (a, b) = (scratch("same-a"), scratch("same-b"));
    let output = build(&survey, &market, &a);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(build(&survey, &market, &b).status.success());
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert!(report["stalls"].as_u64().unwrap() >= 130, "{report}");
    let manifest = fs::read(a.join("manifest.json")).unwrap();
    assert_eq!(manifest, fs::read(b.join("manifest.json")).unwrap());
    let manifest: serde_json::Value = serde_json::from_slice(&manifest).unwrap();
    for role in ["scene.glb", "graph", "plan.geojson", "plan.svg", "index", "market.json"] {
        let file = manifest["files"][role]["path"].as_str().unwrap();
        assert_eq!(fs::read(a.join(file)).unwrap(), fs::read(b.join(file)).unwrap(), "{role}");
    }
}

#[test]
fn check_names_every_problem_at_once_and_ends_with_1() {
    let Some(survey) = survey() else { return };
    let market = copy_of_sample("problems");
    let stalls = fs::read_to_string(market.join("stalls.csv")).unwrap();
    let mut lines: Vec<String> = stalls.lines().map(str::to_owned).collect();
    let header: Vec<String> = lines[0].trim_start_matches('\u{feff}').split(',').map(str::to_owned).collect();
    let column = |en: &str, ko: &str| header.iter().position(|h| h == en || h == ko).unwrap();
    let (width, side) = (column("width_m", "폭_m"), column("side", "쪽"));
    for (line, column, value) in [(2, width, "-3"), (5, width, "1e308"), (9, side, "위쪽")] {
        let mut cells: Vec<&str> = lines[line].split(',').collect();
        cells[column] = value;
        lines[line] = cells.join(",");
    }
    fs::write(market.join("stalls.csv"), lines.join("\n")).unwrap();
    let output = run(&survey, &["check", text(&market), "--lang", "en"]);
    assert_eq!(output.status.code(), Some(1));
    let told =
        String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    for place in ["stalls.csv:3", "stalls.csv:6", "stalls.csv:10"] {
        assert!(told.contains(place), "{place} is not in\n{told}");
    }
    let out = scratch("problems-out");
    assert!(!build(&survey, &market, &out).status.success());
    assert!(!out.join("manifest.json").exists(), "a refused survey leaves no manifest");
}

#[test]
fn files_cut_short_at_any_place_are_refused_or_built_but_never_a_crash() {
    let Some(survey) = survey() else { return };
    for (file, cuts) in
        [("stalls.csv", [0, 1, 57, 1003]), ("aisles.csv", [3, 40, 91, 200]), ("market.csv", [0, 5, 33, 90])]
    {
        for cut in cuts {
            let market = copy_of_sample("cut");
            let mut bytes = fs::read(market.join(file)).unwrap();
            bytes.truncate(cut);
            fs::write(market.join(file), bytes).unwrap();
            let output = run(&survey, &["check", text(&market)]);
            let code = output.status.code();
            assert!(matches!(code, Some(0 | 1)), "{file} cut at {cut}: {code:?}");
            assert!(!String::from_utf8_lossy(&output.stderr).contains("panicked"), "{file} cut at {cut}");
        }
    }
}

#[test]
fn both_doors_lead_to_the_same_market() {
    let Some(survey) = survey() else { return };
    let (events, tables) = (scratch("events"), scratch("tables"));
    let sample = root().join("assets/markets/haneul");
    for (from, format, to) in [(&sample, "events", &events), (&events, "csv", &tables)] {
        let output = run(&survey, &["export", text(from), "--format", format, "--out", text(to)]);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
    let revision = |market: &Path, name: &str| {
        let out = scratch(name);
        assert!(build(&survey, market, &out).status.success(), "{name}");
        let manifest = fs::read(out.join("manifest.json")).unwrap();
        serde_json::from_slice::<serde_json::Value>(&manifest).unwrap()["revision"].clone()
    };
    let first = revision(&sample, "door-1");
    assert_eq!(first, revision(&events, "door-2"));
    assert_eq!(first, revision(&tables, "door-3"));
}
