//! `survey build`: from a survey folder to a manifest and its files.

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use anyhow::Context;
use market_model::Problem;
use serde::Serialize;
use survey_convert::{BuildReport, build_artefacts_with, read_dir, write_out};

use crate::check::add_model_problems;
use crate::tell::{Words, count, print_all, summary};

/// Arguments of `survey build`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Folder with the survey's tables or events. 실측 자료 폴더
    market_dir: PathBuf,
    /// Folder for the manifest and its files. 결과 폴더
    #[arg(long)]
    out: PathBuf,
    /// Print what was made as JSON. 결과를 JSON으로
    #[arg(long)]
    json: bool,
    /// Language of the messages. 알림 언어
    #[arg(long, value_enum, default_value_t)]
    lang: Words,
}

/// What is printed when nothing can be built.
#[derive(Serialize)]
struct Refusal<'a> {
    problems: &'a [Problem],
}

/// Measures steps.
struct Clock {
    last: Instant,
    report: Vec<(String, u64)>,
}

impl Clock {
    fn step(&mut self, name: &str) {
        let now = Instant::now();
        let ms = u64::try_from((now - self.last).as_millis()).unwrap_or(u64::MAX);
        self.report.push((name.to_owned(), ms));
        self.last = now;
    }
}

/// Runs the command: exit 0 when built, 1 when the survey has errors.
///
/// # Errors
/// When the artefacts cannot be made or written.
#[expect(clippy::needless_pass_by_value, reason = "every command takes its arguments by value")]
pub fn run(args: Args) -> anyhow::Result<ExitCode> {
    let started = Instant::now();
    let mut clock = Clock { last: started, report: Vec::new() };
    let (survey, mut problems) = read_dir(&args.market_dir);
    clock.step("read");
    let market = add_model_problems(&survey, &mut problems);
    clock.step("model");
    let (errors, _) = count(&problems);
    let (Some(market), 0) = (market, errors) else {
        refuse(&args, &problems)?;
        return Ok(ExitCode::FAILURE);
    };
    let artefacts = build_artefacts_with(&market, &mut |step| clock.step(step))
        .with_context(|| args.lang.pick("시장을 만들 수 없습니다", "the market cannot be built"))?;
    write_out(&artefacts, &args.out)
        .with_context(|| args.lang.pick("결과를 쓸 수 없습니다", "the result cannot be written"))?;
    clock.step("write");
    let mut report = artefacts.report;
    problems.append(&mut report.problems);
    report.problems = problems;
    report.ms = clock.report.into_iter().collect();
    report.ms.insert("total".to_owned(), u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX));
    tell(&args, &report)?;
    Ok(ExitCode::SUCCESS)
}

/// Prints why nothing was built; the output folder was not touched.
fn refuse(args: &Args, problems: &[Problem]) -> anyhow::Result<()> {
    if args.json {
        let mut out = io::stdout().lock();
        serde_json::to_writer_pretty(&mut out, &Refusal { problems })?;
        writeln!(out)?;
    }
    let mut err = io::stderr().lock();
    print_all(&mut err, problems, args.lang)?;
    let nothing = args.lang.pick("아무것도 만들지 않았습니다", "nothing was built");
    writeln!(err, "{}: {nothing}", summary(problems, args.lang))?;
    Ok(())
}

fn tell(args: &Args, report: &BuildReport) -> anyhow::Result<()> {
    let mut out = io::stdout().lock();
    if args.json {
        serde_json::to_writer_pretty(&mut out, report)?;
        writeln!(out)?;
        return Ok(());
    }
    print_all(&mut io::stderr().lock(), &report.problems, args.lang)?;
    let (stalls, triangles, draws) = (report.stalls, report.triangles, report.draw_calls);
    let (nodes, edges, kb) = (report.graph_nodes, report.graph_edges, report.glb_bytes / 1000);
    let ms = report.ms.get("total").copied().unwrap_or(0);
    match args.lang {
        Words::Ko => {
            writeln!(out, "점포 {stalls}곳 · 삼각형 {triangles}개 · 그리기 {draws}번 · 3D {kb} kB")?;
            writeln!(out, "길 {nodes}곳 {edges}개 · {ms} ms · {}", args.out.display())?;
            if report.withheld_merchants > 0 {
                let (merchants, goods) = (report.withheld_merchants, report.withheld_goods);
                writeln!(out, "공개에 동의하지 않아 뺀 상인 {merchants}명, 상품 {goods}가지")?;
            }
        }
        Words::En => {
            writeln!(out, "{stalls} stalls · {triangles} triangles · {draws} draw calls · scene {kb} kB")?;
            writeln!(out, "{nodes} places, {edges} ways · {ms} ms · {}", args.out.display())?;
            if report.withheld_merchants > 0 {
                let (merchants, goods) = (report.withheld_merchants, report.withheld_goods);
                writeln!(out, "left out without consent: {merchants} merchants, {goods} goods")?;
            }
        }
    }
    Ok(())
}
