//! `survey check`: every problem of a survey at once.

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use market_model::{Problem, Survey};
use survey_convert::{build_model, read_dir};

use crate::tell::{Words, count, print_all, summary};

/// Arguments of `survey check`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Folder with the survey's tables or events. 실측 자료 폴더
    market_dir: PathBuf,
    /// Language of the messages. 알림 언어
    #[arg(long, value_enum, default_value_t)]
    lang: Words,
    /// Print the problems as JSON. 결과를 JSON으로
    #[arg(long)]
    json: bool,
}

/// Runs the command: exit 0 without errors, 1 with.
///
/// # Errors
/// When standard output cannot be written.
#[expect(clippy::needless_pass_by_value, reason = "every command takes its arguments by value")]
pub fn run(args: Args) -> anyhow::Result<ExitCode> {
    let (survey, mut problems) = read_dir(&args.market_dir);
    let market = add_model_problems(&survey, &mut problems);
    let (errors, _) = count(&problems);
    let mut out = io::stdout().lock();
    if args.json {
        serde_json::to_writer_pretty(&mut out, &problems)?;
        writeln!(out)?;
    } else {
        print_all(&mut out, &problems, args.lang)?;
        let (stalls, goods) = market.map_or((0, 0), |m| (m.stalls.len(), m.goods.len()));
        let found = match args.lang {
            Words::Ko => format!(" (점포 {stalls}곳, 상품 {goods}가지)"),
            Words::En => format!(" ({stalls} stalls, {goods} goods)"),
        };
        writeln!(
            out,
            "{}{}",
            summary(&problems, args.lang),
            if errors == 0 { found } else { String::new() }
        )?;
    }
    Ok(if errors == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Adds what is wrong with the market itself; answers the market when nothing stops it.
pub fn add_model_problems(survey: &Survey, problems: &mut Vec<Problem>) -> Option<market_model::Market> {
    let (market, more) = build_model(survey);
    problems.extend(more);
    problems.sort_by(|a, b| (a.severity, &a.origin, &a.path).cmp(&(b.severity, &b.origin, &b.path)));
    problems.dedup();
    market
}
