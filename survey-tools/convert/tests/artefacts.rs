//! What is made of a market: always the same bytes, nothing of who did not agree, never half written.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod support;

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use market_model::Market;
use market_wire::{Manifest, role};
use sha2::{Digest, Sha256};
use support::{Scratch, fixture, tiny};
use survey_convert::{
    Artefacts, Disk, MANIFEST_FILE, RealDisk, build_artefacts, build_model, plan_svg, read_dir, write_out,
    write_out_on,
};

fn market_in(dir: &Path) -> Market {
    build_model(&read_dir(dir).0).0.unwrap()
}

fn artefacts_of(dir: &Path) -> Artefacts {
    build_artefacts(&market_in(dir)).unwrap()
}

fn content(artefacts: &Artefacts, role: &str) -> String {
    let path = &artefacts.manifest.file(role).unwrap().path;
    let (_, bytes) = artefacts.files.iter().find(|(entry, _)| entry.path == *path).unwrap();
    String::from_utf8_lossy(bytes).into_owned()
}

/// Checks that a folder's manifest lists only whole files; answers its revision, `None` without a manifest.
fn revision_of(dir: &Path) -> Option<String> {
    let manifest = Manifest::from_json(&std::fs::read(dir.join(MANIFEST_FILE)).ok()?).unwrap();
    for entry in manifest.files.values() {
        let bytes = std::fs::read(dir.join(&entry.path)).unwrap();
        let sha256: String = Sha256::digest(&bytes).iter().map(|b| format!("{b:02x}")).collect();
        assert_eq!((sha256, bytes.len() as u64), (entry.sha256.clone(), entry.bytes));
    }
    Some(manifest.revision)
}

#[test]
fn the_same_survey_gives_the_same_bytes_and_every_role_has_its_file() {
    let (a, b) = (artefacts_of(&fixture("tiny")), artefacts_of(&fixture("tiny")));
    assert_eq!(a, b);
    assert_eq!(a.manifest.files.keys().map(String::as_str).collect::<Vec<_>>().len(), role::ALL.len());
    assert!(role::ALL.iter().all(|r| a.manifest.file(r).is_some()));
    assert_eq!(a.report.stalls, 9);
}

#[test]
fn a_merchant_who_did_not_agree_appears_in_no_file_and_the_stall_stays() {
    let artefacts = artefacts_of(&fixture("tiny"));
    assert_eq!((artefacts.report.withheld_merchants, artefacts.report.withheld_goods), (1, 1));
    for (entry, bytes) in &artefacts.files {
        let text = String::from_utf8_lossy(bytes);
        assert!(!text.contains("한우정육") && !text.contains("삼겹살"), "{}", entry.media_type);
    }
    let plan = content(&artefacts, role::PLAN_SVG);
    assert!(plan.contains("data-stall=\"가-3\"") && plan.contains("<title>가-3 (정육)</title>"));
    assert!(plan.contains("바다수산"));
}

#[test]
fn the_plan_of_the_tiny_market_is_the_golden_one() {
    let market = market_in(&fixture("tiny"));
    let artefacts = build_artefacts(&market).unwrap();
    for (name, found) in [
        ("tiny.svg", content(&artefacts, role::PLAN_SVG)),
        ("tiny.geojson", content(&artefacts, role::PLAN_GEOJSON)),
    ] {
        let path = fixture(name);
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            std::fs::write(&path, &found).unwrap();
        }
        let golden = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(golden == found, "{name} changed: look at it, then run the test again with UPDATE_GOLDEN=1");
    }
}

#[test]
fn the_plan_keeps_to_the_rules_of_strict_pages_and_each_stall_is_a_link() {
    let market = market_in(&fixture("tiny"));
    let svg = plan_svg(&market);
    for forbidden in
        ["<script", "style=", "<style", "onclick", "javascript:", "http://www.w3.org/1999/xlink", "NaN"]
    {
        assert!(!svg.contains(forbidden), "{forbidden}");
    }
    for stall in &market.stalls {
        let id = stall.id.as_str();
        assert!(svg.contains(&format!("<a href=\"s/{id}\"")), "{id}");
        assert!(
            svg.contains(&format!("<path id=\"stall-{id}\" class=\"stall cat-{}", stall.category.code()))
        );
    }
    for level in ["1F", "2F"] {
        assert!(svg.contains(&format!("<g class=\"level\" data-level=\"{level}\"")), "{level}");
    }
    assert!(svg.contains("비단 &amp; 고운 &quot;한복&quot;"), "names are escaped");
    assert_eq!(svg.matches('<').count(), svg.matches('>').count());
}

#[test]
fn names_made_to_break_markup_stay_words() {
    let scratch = tiny("markup");
    scratch.write(
        "merchants.csv",
        "id,stall,name_ko,consent\nm1,가-1,\"</title><script>alert(1)</script>\",granted\n",
    );
    scratch.write("goods.csv", "id,merchant,name_ko\n");
    let plan = content(&artefacts_of(&scratch.0), role::PLAN_SVG);
    assert!(!plan.contains("<script>") && plan.contains("&lt;script&gt;"));
}

/// A disk that fails at its n-th operation, before or after doing it, and ever after.
struct Failing {
    left: usize,
    half: bool,
}

impl Failing {
    fn go(&mut self) -> io::Result<()> {
        if self.left == 0 {
            return Err(io::Error::other("the power is gone"));
        }
        self.left -= 1;
        Ok(())
    }
}

impl Disk for Failing {
    fn make_dir(&mut self, dir: &Path) -> io::Result<()> {
        self.go()?;
        RealDisk.make_dir(dir)
    }

    fn write(&mut self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        if self.left == 0 && self.half {
            std::fs::write(path, &bytes[..bytes.len() / 2])?;
        }
        self.go()?;
        RealDisk.write(path, bytes)
    }

    fn rename(&mut self, from: &Path, to: &Path) -> io::Result<()> {
        self.go()?;
        RealDisk.rename(from, to)
    }

    fn settle(&mut self, dir: &Path) -> io::Result<()> {
        self.go()?;
        RealDisk.settle(dir)
    }
}

#[test]
fn wherever_the_writing_stops_the_manifest_lists_only_whole_files() {
    let old = artefacts_of(&fixture("tiny"));
    let changed = tiny("changed");
    let stalls = std::fs::read_to_string(changed.0.join("stalls.csv")).unwrap();
    changed.write("stalls.csv", stalls.replace("가-3,가-3,A,left,2,unit,4,", "가-3,가-3,A,left,2,unit,4.4,"));
    let new = artefacts_of(&changed.0);
    assert_ne!(old.manifest.revision, new.manifest.revision);
    let mut outcomes: BTreeMap<&str, u32> = BTreeMap::new();
    for half in [false, true] {
        for first in [false, true] {
            for left in 0..40 {
                let out = Scratch::new("stopped");
                if !first {
                    write_out(&old, &out.0).unwrap();
                }
                let done = write_out_on(&mut Failing { left, half }, &new, &out.0).is_ok();
                let found = revision_of(&out.0);
                let is = |artefacts: &Artefacts| found.as_ref() == Some(&artefacts.manifest.revision);
                assert!(is(&new) || !done, "done means written");
                assert!(is(&new) || if first { found.is_none() } else { is(&old) }, "{left} {half} {first}");
                *outcomes.entry(if done { "done" } else { "stopped" }).or_default() += 1;
                write_out(&new, &out.0).unwrap();
                assert_eq!(
                    revision_of(&out.0).as_ref(),
                    Some(&new.manifest.revision),
                    "the next run mends it"
                );
            }
        }
    }
    assert!(outcomes["done"] > 10 && outcomes["stopped"] > 10, "{outcomes:?}");
}

#[test]
fn a_file_that_was_damaged_is_written_again() {
    let out = Scratch::new("damaged");
    let artefacts = artefacts_of(&fixture("tiny"));
    write_out(&artefacts, &out.0).unwrap();
    let victim = out.0.join(&artefacts.files[0].0.path);
    std::fs::write(&victim, b"half").unwrap();
    write_out(&artefacts, &out.0).unwrap();
    assert!(revision_of(&out.0).is_some());
    let leftovers = std::fs::read_dir(&out.0)
        .unwrap()
        .filter(|e| e.as_ref().unwrap().file_name().to_string_lossy().ends_with(".part"));
    assert_eq!(leftovers.count(), 0);
}
