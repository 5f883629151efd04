//! `survey import-register`: reads the national register and tells what of it can be used.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;
use market_model::{Lang, Problem, Severity};
use survey_generate::{RegisteredMarket, read_register};

use crate::generate::{say, told};

/// No register is larger than this.
const MOST_BYTES: u64 = 256 << 20;

/// Arguments of the command.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The register (전국전통시장표준데이터), CP949 or UTF-8. 표준데이터 CSV
    csv: PathBuf,
    /// Print numbers and refusals as JSON. 결과를 JSON으로
    #[arg(long)]
    json: bool,
    /// Write the markets that can be used as JSON. 쓸 수 있는 시장 목록을 JSON 파일로
    #[arg(long)]
    out: Option<PathBuf>,
    /// Language of the refusals: ko or en. 언어
    #[arg(long, default_value = "ko", value_parser = language)]
    lang: Lang,
}

fn language(text: &str) -> Result<Lang, String> {
    Lang::from_code(text).ok_or_else(|| format!("\"{text}\": ko, en"))
}

/// Runs the command.
///
/// # Errors
/// When a file cannot be read or written.
#[expect(clippy::needless_pass_by_value, reason = "every command takes its arguments by value")]
pub fn run(args: Args) -> anyhow::Result<ExitCode> {
    let (markets, problems) = match load(&args.csv) {
        Ok(read) => read,
        Err(error) => return told(Err(error)),
    };
    if let Some(out) = &args.out {
        let list: Vec<serde_json::Value> = markets.iter().map(as_json).collect();
        let text = serde_json::to_string_pretty(&list)?;
        let partial = out.with_extension("partial");
        std::fs::write(&partial, text)
            .and_then(|()| std::fs::rename(&partial, out))
            .with_context(|| format!("{}: 쓸 수 없습니다 · cannot be written", out.display()))?;
    }
    let summary = summary(&markets, &problems);
    if args.json {
        let mut summary = summary;
        if let Some(object) = summary.as_object_mut() {
            object.insert("problems".to_owned(), serde_json::to_value(&problems)?);
        }
        say(format_args!("{summary}"));
    } else {
        for problem in &problems {
            say(format_args!("{}", problem.render(args.lang)));
        }
        say(format_args!(
            "시장 {}곳을 읽었습니다: 좌표 있는 곳 {}, 점포 수 있는 곳 {}, 점포 합계 {}, 쓸 수 없는 줄 {}, 주의 {}",
            summary["markets"],
            summary["with_coordinates"],
            summary["with_stall_count"],
            summary["stalls"],
            summary["refused_rows"],
            summary["warnings"]
        ));
        say(format_args!(
            "{} markets read, {} with coordinates; {} rows refused, {} warnings",
            summary["markets"], summary["with_coordinates"], summary["refused_rows"], summary["warnings"]
        ));
    }
    Ok(if markets.is_empty() { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// Reads a register file; its problems name the file as it was given.
///
/// # Errors
/// When the file cannot be read or is too large.
pub fn load(path: &Path) -> anyhow::Result<(Vec<RegisteredMarket>, Vec<Problem>)> {
    let told = || format!("{}: 읽을 수 없습니다 · cannot be read", path.display());
    let size = std::fs::metadata(path).with_context(told)?.len();
    anyhow::ensure!(size <= MOST_BYTES, "{}: {size} bytes, at most {MOST_BYTES}", path.display());
    let bytes = std::fs::read(path).with_context(told)?;
    let (markets, mut problems) = read_register(&bytes);
    let name = path.file_name().map_or_else(String::new, |n| n.to_string_lossy().into_owned());
    for problem in &mut problems {
        problem.origin.file.clone_from(&name);
    }
    Ok((markets, problems))
}

fn summary(markets: &[RegisteredMarket], problems: &[Problem]) -> serde_json::Value {
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    for market in markets {
        *kinds.entry(market.kind.code()).or_default() += 1;
    }
    let mut codes: BTreeMap<&str, usize> = BTreeMap::new();
    for problem in problems {
        *codes.entry(problem.code.as_str()).or_default() += 1;
    }
    let refused = problems.iter().filter(|p| p.severity == Severity::Error).count();
    serde_json::json!({
        "markets": markets.len(),
        "with_coordinates": markets.iter().filter(|m| m.place.is_some()).count(),
        "with_stall_count": markets.iter().filter(|m| m.stalls.is_some()).count(),
        "stalls": markets.iter().filter_map(|m| m.stalls).map(u64::from).sum::<u64>(),
        "kinds": kinds,
        "refused_rows": refused,
        "warnings": problems.len() - refused,
        "problem_codes": codes,
    })
}

fn as_json(market: &RegisteredMarket) -> serde_json::Value {
    serde_json::json!({
        "line": market.line,
        "name": market.name,
        "kind": market.kind.code(),
        "address": market.address,
        "market_days": market.market_days.to_string(),
        "latitude": market.place.map(market_model::Wgs84::lat),
        "longitude": market.place.map(market_model::Wgs84::lon),
        "stalls": market.stalls,
        "goods": market.goods,
        "toilet": market.toilet,
        "parking": market.parking,
        "opened_year": market.opened_year,
    })
}
