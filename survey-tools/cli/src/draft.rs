//! `survey draft`: a draft twin of a registered market; real name, place and numbers, everything else made up.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;
use market_model::{
    Cell, EntityKind, Id, Lang, Mm, OneWay, Origin, PointMm, Record, Source, Survey, parse_decimal_mm,
};
use survey_convert::{StreetFormat, import_streets};
use survey_generate::{KnownStreet, RegisteredMarket, STALLS, draft_on_streets};

use crate::generate::{complain, report, say, told, write_made_up};
use crate::register::load;

/// Candidates that are listed when a name is not enough.
const MOST_CANDIDATES: usize = 30;

/// Streets within this distance of the registered place are taken.
const STREETS_MM: i32 = 2_000_000;

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
#[expect(clippy::needless_pass_by_value, reason = "every command takes its arguments by value")]
pub fn run(args: Args) -> anyhow::Result<ExitCode> {
    told(make(&args))
}

fn make(args: &Args) -> anyhow::Result<()> {
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
            complain(format_args!("{}", problem.render(market_model::Lang::Ko)));
        }
        anyhow::bail!("{}: 시장이 없습니다 · no markets in it", args.register.display());
    }
    let market = choose(&markets, args)?;
    let streets = match &args.streets {
        Some(file) => streets_around(market, file)?,
        None => Vec::new(),
    };
    let survey = draft_on_streets(market, args.stalls, args.seed, &streets);
    write_made_up(&survey, &args.out)?;
    if !args.json {
        say(format_args!("{} ({}행, {}) 초안 · draft", market.name, market.line, market.address));
    }
    report(&survey, &args.out, args.json);
    Ok(())
}

/// The streets of a map file around a registered market, in its frame.
fn streets_around(market: &RegisteredMarket, file: &Path) -> anyhow::Result<Vec<KnownStreet>> {
    let name = file.to_string_lossy();
    let format = StreetFormat::of_name(&name).with_context(|| {
        format!(
            "{name}: 끝이 .osm, .osm.pbf, .graphml, .geojson인 파일 · a file that ends in .osm, .osm.pbf, .graphml or .geojson"
        )
    })?;
    let place = market.place.with_context(|| {
        format!("{}: 좌표가 없어 도로와 이을 수 없습니다 · no coordinates, so no streets", market.name)
    })?;
    let bytes = std::fs::read(file).with_context(|| name.clone().into_owned())?;
    let mut scratch = Survey::default();
    let id = Id::new(&market.draft_id())?;
    for (field, degrees) in [("latitude", place.lat()), ("longitude", place.lon())] {
        let value = format!("{degrees:.7}");
        let cell = Cell { value, source: Source::Imported, origin: Origin::default() };
        scratch.set(EntityKind::Market, &id, field, cell);
    }
    let (n, problems) = import_streets(&mut scratch, &bytes, format, Mm(STREETS_MM));
    for problem in problems.iter().take(20) {
        complain(format_args!("{}", problem.render(Lang::Ko)));
    }
    anyhow::ensure!(
        n > 0,
        "{name}: 시장에서 2 km 안에 도로가 없습니다 · no street within 2 km of the market"
    );
    Ok(scratch.of(EntityKind::Street).map(|(id, record)| known(id, record)).collect())
}

fn known(id: &Id, record: &Record) -> KnownStreet {
    let text = |field: &str| record.get(field).unwrap_or("").to_owned();
    let point = |pair: &str| {
        let (x, y) = pair.trim().split_once(' ')?;
        Some(PointMm::new(parse_decimal_mm(x)?.0, parse_decimal_mm(y)?.0))
    };
    KnownStreet {
        id: id.as_str().to_owned(),
        name: text("name"),
        highway: text("highway"),
        one_way: OneWay::parse(&text("one_way")).unwrap_or(OneWay::No),
        from_junction: text("from_junction"),
        to_junction: text("to_junction"),
        line: text("line").split(';').filter_map(point).collect(),
        length_mm: parse_decimal_mm(&text("length_m")).map_or(0, |mm| mm.0),
    }
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
