//! How long a survey takes to become a market: 100 stalls in under 2 s, 5,111 in under 30 s.

use divan::{Bencher, black_box};
use market_model::Survey;
use survey_convert::{build_artefacts, build_model, plan_svg, read_events, write_events};

const SIZES: [u32; 3] = [100, 500, 5_111];

fn main() {
    divan::main();
}

fn survey(stalls: u32) -> Survey {
    survey_generate::generate(stalls, 1)
}

#[divan::bench(args = SIZES, sample_count = 5, sample_size = 1)]
fn events_to_survey(bencher: Bencher<'_, '_>, stalls: u32) {
    let device = market_model::DeviceId::new("bench").ok();
    let log = device.and_then(|d| write_events(&survey(stalls), &d, 1).ok()).unwrap_or_default();
    bencher.bench_local(|| read_events(black_box(&log)));
}

#[divan::bench(args = SIZES, sample_count = 5, sample_size = 1)]
fn survey_to_model(bencher: Bencher<'_, '_>, stalls: u32) {
    let survey = survey(stalls);
    bencher.bench_local(|| build_model(black_box(&survey)));
}

#[divan::bench(args = SIZES, sample_count = 5, sample_size = 1)]
fn model_to_plan(bencher: Bencher<'_, '_>, stalls: u32) {
    let market = build_model(&survey(stalls)).0;
    bencher.bench_local(|| market.as_ref().map(plan_svg));
}

#[divan::bench(args = SIZES, sample_count = 3, sample_size = 1)]
fn model_to_all_artefacts(bencher: Bencher<'_, '_>, stalls: u32) {
    let market = build_model(&survey(stalls)).0;
    bencher.bench_local(|| market.as_ref().map(|m| build_artefacts(m).is_ok()));
}
