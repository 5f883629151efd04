//! `survey draft`: a draft twin of a registered market; real name, place and numbers, everything else made up.

use std::path::PathBuf;
use std::process::ExitCode;

use survey_generate::{RegisteredMarket, STALLS, draft_on_streets};

use crate::generate::{report, write_made_up};
use crate::register::load;

/// Candidates that are listed when a name is not enough.
const MOST_CANDIDATES: usize = 30;

/// Arguments of the command.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The register (전국전통시장표준데이터), CP949 or UTF-8. 표준데이터 CSV
    #[arg(long)]
    register: PathBuf,
    /// The market's name, spaces ignored. 시장 이름
    #[arg(long)]
    market: String,
    /// Part of its address, when several markets have that name. 주소의 일부
    #[arg(long)]
    region: Option<String>,
    /// Line of the register, when name and region are not enough. 표준데이터의 줄 번호
    #[arg(long)]
    line: Option<u32>,
    /// Number of stalls, instead of the register's. 점포 수
    #[arg(long)]
    stalls: Option<u32>,
    /// Real streets: OSM XML, GraphML or GeoJSON. 실제 도로
    #[arg(long)]
    streets: Option<PathBuf>,
    /// The same seed gives the same draft. 같은 시드는 같은 초안
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Folder for the tables. 표를 쓸 폴더
    #[arg(long)]
    out: PathBuf,
    /// Print numbers as JSON. 결과를 JSON으로
    #[arg(long)]
    json: bool,
}

/// Runs the command.
///
/// # Errors
/// When the market is not found or the name fits several, or a file cannot be read or written.
pub fn run(args: Args) -> anyhow::Result<ExitCode> {
    if let Some(n) = args.stalls {
        anyhow::ensure!(
            (1..=*STALLS.end()).contains(&n),
            "점포 수 {n}: 1~{most} 사이로 입력하세요 · --stalls {n}: give 1 to {most}",
            most = STALLS.end()
        );
    }
    let (markets, problems) = load(&args.register)?;
    if markets.is_empty() {
        for problem in &problems {
            eprintln!("{}", problem.render(market_model::Lang::Ko));
        }
        anyhow::bail!("{}: 시장이 없습니다 · no markets in it", args.register.display());
    }
    let market = choose(&markets, &args)?;
    let streets: Vec<survey_generate::KnownStreet> = Vec::new();
    let survey = draft_on_streets(market, args.stalls, args.seed, &streets);
    write_made_up(&survey, &args.out)?;
    if !args.json {
        println!("{} ({}행, {}) 초안 · draft", market.name, market.line, market.address);
    }
    report(&survey, &args.out, args.json);
    Ok(ExitCode::SUCCESS)
}

fn squeezed(text: &str) -> String {
    text.split_whitespace().collect()
}

/// The one market that is meant.
fn choose<'a>(markets: &'a [RegisteredMarket], args: &Args) -> anyhow::Result<&'a RegisteredMarket> {
    let name = squeezed(&market_model::nfc(&args.market));
    let region = args.region.as_deref().map(|r| squeezed(&market_model::nfc(r))).unwrap_or_default();
    let fits = |m: &&RegisteredMarket| {
        squeezed(&m.address).contains(&region) && args.line.is_none_or(|line| m.line == line)
    };
    let found: Vec<&RegisteredMarket> =
        markets.iter().filter(|m| squeezed(&m.name) == name).filter(fits).collect();
    match found.as_slice() {
        [one] => Ok(one),
        [] => {
            let like: Vec<&RegisteredMarket> =
                markets.iter().filter(|m| !name.is_empty() && squeezed(&m.name).contains(&name)).collect();
            anyhow::bail!(
                "\"{}\": 그런 시장이 없습니다 · no such market{}",
                args.market,
                listed(if like.is_empty() { "" } else { "비슷한 이름 · like it" }, &like)
            )
        }
        several => anyhow::bail!(
            "\"{}\": 같은 이름이 {}곳입니다. --region 또는 --line으로 고르세요 · {} markets have this name, choose \
             with --region or --line{}",
            args.market,
            several.len(),
            several.len(),
            listed("", several)
        ),
    }
}

fn listed(title: &str, markets: &[&RegisteredMarket]) -> String {
    let mut text = if title.is_empty() { String::new() } else { format!("\n{title}:") };
    for market in markets.iter().take(MOST_CANDIDATES) {
        let stalls = market.stalls.map_or_else(|| "?".to_owned(), |n| n.to_string());
        text.push_str(&format!("\n  --line {}  {}  {} ({stalls})", market.line, market.name, market.address));
    }
    if markets.len() > MOST_CANDIDATES {
        text.push_str(&format!("\n  … {}", markets.len() - MOST_CANDIDATES));
    }
    text
}
