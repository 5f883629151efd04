//! Bytes that nobody's converter wrote: read or refused with a sentence, and whatever was read can be walked.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test stops at the first surprise")]

use std::collections::BTreeSet;

use bevy::math::Vec3;
use market_viewer::body::Solids;
use market_viewer::detail::{self, BUDGET, LEAST_M2, Levels, REACH_M};
use market_viewer::glb::Scene;
use market_viewer::merge::merge_cell;
use market_viewer::pose;
use market_viewer::sight::Sight;

/// A stream of numbers (SplitMix64).
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % n.max(1) as u64) as usize
    }
}

/// All that the viewer does with a scene before anybody moves.
fn use_it(scene: &Scene) {
    let (solids, costs, sight) = (Solids::new(scene), detail::costs(scene), Sight::new(scene));
    let first = pose::first(scene, &solids);
    for feet in [first.feet, Vec3::ZERO, Vec3::splat(f32::NAN), Vec3::splat(1e30)] {
        let mut seen = Vec::new();
        sight.look(feet, REACH_M, &mut seen);
        sight.peek(scene, feet, &mut seen);
        let mut levels = Levels::default();
        levels.choose(&scene.cells, &costs, (feet, &seen, REACH_M), BUDGET);
        let _ = solids.walk(feet, Vec3::X, 0.0, 0.1);
    }
    for (cell, least) in scene.cells.iter().zip(LEAST_M2.into_iter().cycle()) {
        for merged in merge_cell(scene, cell, &BTreeSet::new(), least) {
            assert!(merged.indices.iter().all(|i| (*i as usize) < merged.positions.len()));
        }
    }
}

#[test]
fn bent_scenes_are_read_or_refused_and_never_crash() {
    let survey = survey_generate::generate(20, 5);
    let model = survey_convert::build_model(&survey).0.expect("a market");
    let whole = market_scene::build(&model).expect("a scene").glb;
    let json = u32::from_le_bytes(whole[12..16].try_into().unwrap()) as usize;
    let (mut read, mut refused) = (0, 0);
    for seed in 0..400u64 {
        let mut dice = Dice(seed);
        let mut bytes = whole.clone();
        for _ in 0..=dice.below(6) {
            match dice.below(4) {
                // Numbers of the description.
                0 | 1 => {
                    let from = 20 + dice.below(json);
                    let digit = (from..20 + json).find(|i| bytes[*i].is_ascii_digit()).unwrap_or(20);
                    bytes[digit] = b'0' + dice.below(10) as u8;
                }
                // Corners and indices.
                2 => {
                    let at = 28 + json + dice.below(whole.len() - 28 - json);
                    bytes[at] = dice.below(256) as u8;
                }
                _ => {
                    let at = dice.below(bytes.len());
                    bytes[at] ^= 1 << dice.below(8);
                }
            }
        }
        let outcome = std::panic::catch_unwind(|| match Scene::from_glb(&bytes) {
            Ok(scene) => {
                use_it(&scene);
                true
            }
            Err(why) => {
                assert!(why.to_string().len() > 10, "a sentence, not {why}");
                false
            }
        });
        match outcome {
            Ok(true) => read += 1,
            Ok(false) => refused += 1,
            Err(_) => panic!("seed {seed}"),
        }
    }
    println!("{read} read, {refused} refused");
    assert!(read > 20 && refused > 20, "{read} read, {refused} refused: the bending does not bend");
}
