//! `survey generate`: a plausible market out of nothing, as the tables a person would have written.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;
use market_model::{EntityKind, Source, Survey};
use survey_convert::{read_dir, write_csv};
use survey_generate::STALLS;

/// Arguments of the command.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Number of stalls, 20 to 5111. 점포 수
    #[arg(long)]
    stalls: u32,
    /// The same seed gives the same market. 같은 시드는 같은 시장
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
/// When the size is out of range, the folder holds surveyed data, or the output cannot be written.
#[expect(clippy::needless_pass_by_value, reason = "every command takes its arguments by value")]
pub fn run(args: Args) -> anyhow::Result<ExitCode> {
    told(make(&args))
}

/// A refusal is told in one line, without the program's inner workings; exit 1.
///
/// # Errors
/// None; it has the shape of every command's answer.
pub fn told(made: anyhow::Result<()>) -> anyhow::Result<ExitCode> {
    match made {
        Ok(()) => Ok(ExitCode::SUCCESS),
        Err(error) => {
            complain(format_args!("오류 · error: {error:#}"));
            Ok(ExitCode::FAILURE)
        }
    }
}

/// A line for a person or a program; whoever stops listening (`| head`) is no failure.
pub fn say(text: std::fmt::Arguments<'_>) {
    let _ = writeln!(std::io::stdout(), "{text}");
}

/// A line for a person beside the output.
pub fn complain(text: std::fmt::Arguments<'_>) {
    let _ = writeln!(std::io::stderr(), "{text}");
}

fn make(args: &Args) -> anyhow::Result<()> {
    let (least, most) = (STALLS.start(), STALLS.end());
    anyhow::ensure!(
        STALLS.contains(&args.stalls),
        "점포 수 {n}: {least}~{most} 사이로 입력하세요 · --stalls {n}: give {least} to {most}",
        n = args.stalls
    );
    let survey = survey_generate::generate(args.stalls, args.seed);
    write_made_up(&survey, &args.out)?;
    report(&survey, &args.out, args.json);
    Ok(())
}

/// Writes a made-up survey into a folder that holds nothing surveyed.
///
/// # Errors
/// When the folder holds values that somebody surveyed, or cannot be written.
pub fn write_made_up(survey: &Survey, dir: &Path) -> anyhow::Result<()> {
    let has = |name: &str| dir.join(name).exists();
    let tables: Vec<String> = EntityKind::ALL.iter().map(|k| format!("{}.csv", k.table())).collect();
    if has("events.jsonl") || tables.iter().any(|t| has(t)) {
        let (before, _) = read_dir(dir);
        let surveyed =
            before.records.values().any(|r| r.fields.values().any(|c| c.source == Source::Surveyed));
        anyhow::ensure!(
            !surveyed && !before.records.is_empty() && !has("events.jsonl"),
            "{dir}: 실측 자료가 있는 폴더에는 쓰지 않습니다. 다른 폴더를 주세요 · \
             holds surveyed data; choose another folder",
            dir = dir.display()
        );
        for (kind, table) in EntityKind::ALL.iter().zip(&tables) {
            // A table that the new survey has no rows for would otherwise stay.
            if has(table) && survey.of(*kind).next().is_none() {
                std::fs::remove_file(dir.join(table))
                    .with_context(|| dir.join(table).display().to_string())?;
            }
        }
    }
    write_csv(survey, dir).with_context(|| format!("{}: 쓸 수 없습니다 · cannot be written", dir.display()))
}

/// Prints what was made.
pub fn report(survey: &Survey, dir: &Path, json: bool) {
    let count = |kind: EntityKind| survey.of(kind).count();
    let id = survey.of(EntityKind::Market).next().map_or("", |(id, _)| id.as_str());
    let numbers = serde_json::json!({
        "market": id,
        "out": dir.display().to_string(),
        "levels": count(EntityKind::Level),
        "aisles": count(EntityKind::Aisle),
        "stalls": count(EntityKind::Stall),
        "merchants": count(EntityKind::Merchant),
        "goods": count(EntityKind::Good),
        "gates": count(EntityKind::Gate),
        "streets": count(EntityKind::Street),
        "addresses": count(EntityKind::Address),
    });
    if json {
        say(format_args!("{numbers}"));
        return;
    }
    say(format_args!(
        "{id}: 점포 {}곳, 상인 {}명, 상품 {}개, 주소 {}곳 → {}",
        count(EntityKind::Stall),
        count(EntityKind::Merchant),
        count(EntityKind::Good),
        count(EntityKind::Address),
        dir.display()
    ));
    say(format_args!("다음 · next: survey check {0} && survey build {0} --out OUT", dir.display()));
}
