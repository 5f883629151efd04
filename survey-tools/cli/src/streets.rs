//! `survey streets`: the streets around a market, from a map file into its table `streets`.

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use market_model::{EntityKind, Mm};
use survey_convert::{StreetFormat, import_streets, read_dir, table_csv};

use crate::tell::{Words, count, print_all};

/// Arguments of `survey streets`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Folder with the survey's tables. 실측 자료 폴더
    market_dir: PathBuf,
    /// Map file: OpenStreetMap (.osm, .osm.pbf), OSMnx GraphML (.graphml) or GeoJSON. 지도 파일
    #[arg(long)]
    from: PathBuf,
    /// Streets that come within so many metres of the market. 시장에서 몇 m 안의 도로
    #[arg(long, default_value_t = 2_000, value_parser = clap::value_parser!(i32).range(10..=15_000))]
    radius_m: i32,
    /// Language of the messages. 알림 언어
    #[arg(long, value_enum, default_value_t)]
    lang: Words,
}

/// Runs the command: writes `streets.csv` into the survey's folder; exit 1 when the market or the file has errors.
///
/// # Errors
/// When the map file cannot be read or the table cannot be written.
#[expect(clippy::needless_pass_by_value, reason = "every command takes its arguments by value")]
pub fn run(args: Args) -> anyhow::Result<ExitCode> {
    let name = args.from.to_string_lossy();
    let format = StreetFormat::of_name(&name).with_context(|| {
        let expected = args.lang.pick(
            "끝이 .osm, .osm.pbf, .graphml, .geojson인 파일",
            "a file that ends in .osm, .osm.pbf, .graphml or .geojson",
        );
        format!("{name}: {expected}")
    })?;
    let bytes = std::fs::read(&args.from).with_context(|| name.clone().into_owned())?;
    let (mut survey, _) = read_dir(&args.market_dir);
    let (n, problems) = import_streets(&mut survey, &bytes, format, Mm(args.radius_m * 1_000));
    print_all(&mut io::stderr().lock(), &problems, args.lang)?;
    if count(&problems).0 > 0 {
        return Ok(ExitCode::FAILURE);
    }
    let path = args.market_dir.join(format!("{}.csv", EntityKind::Street.table()));
    let table = table_csv(&survey, EntityKind::Street)?.unwrap_or_default();
    if table.is_empty() {
        writeln!(
            io::stderr(),
            "{}",
            args.lang.pick("시장 둘레에 도로가 없습니다", "no street comes near the market")
        )?;
        return Ok(ExitCode::FAILURE);
    }
    let part = path.with_extension("csv.part");
    std::fs::write(&part, table)
        .and_then(|()| std::fs::rename(&part, &path))
        .with_context(|| path.display().to_string())?;
    match args.lang {
        Words::Ko => writeln!(io::stdout(), "도로 {n}개 → {}", path.display())?,
        Words::En => writeln!(io::stdout(), "{n} streets → {}", path.display())?,
    }
    Ok(ExitCode::SUCCESS)
}
