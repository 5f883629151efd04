//! `survey export`: a survey through the other door, or tidied through the same one.

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use market_model::{DeviceId, EntityKind};
use survey_convert::{EVENTS_FILE, read_dir, write_csv, write_events};

use crate::tell::{Words, count, print_all};

/// The door to write.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Door {
    /// CSV tables. 표
    Csv,
    /// Event log (JSON Lines). 사건 기록
    Events,
}

/// Arguments of `survey export`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Folder with the survey's tables or events. 실측 자료 폴더
    market_dir: PathBuf,
    /// What to write. 내보낼 형식
    #[arg(long, value_enum)]
    format: Door,
    /// Folder to write to, not the survey's own. 결과 폴더
    #[arg(long)]
    out: PathBuf,
    /// Name of the device that the events are written as. 사건을 쓴 기기의 이름
    #[arg(long, default_value = "export")]
    device: String,
    /// Language of the messages. 알림 언어
    #[arg(long, value_enum, default_value_t)]
    lang: Words,
}

/// Runs the command: exit 1 when a part of the survey cannot be read and would be lost.
///
/// # Errors
/// When the output cannot be written, or would mix with a survey that is there.
#[expect(clippy::needless_pass_by_value, reason = "every command takes its arguments by value")]
pub fn run(args: Args) -> anyhow::Result<ExitCode> {
    let (survey, problems) = read_dir(&args.market_dir);
    print_all(&mut io::stderr().lock(), &problems, args.lang)?;
    if count(&problems).0 > 0 {
        let why = args
            .lang
            .pick("읽을 수 없는 곳이 있어 내보내지 않았습니다", "nothing was written: parts cannot be read");
        writeln!(io::stderr(), "{why}")?;
        return Ok(ExitCode::FAILURE);
    }
    std::fs::create_dir_all(&args.out).with_context(|| args.out.display().to_string())?;
    refuse_to_mix(&args)?;
    match args.format {
        Door::Csv => write_csv(&survey, &args.out)?,
        Door::Events => {
            let device = DeviceId::new(&args.device)?;
            let path = args.out.join(EVENTS_FILE);
            std::fs::write(&path, write_events(&survey, &device, 0)?)
                .with_context(|| path.display().to_string())?;
        }
    }
    let n = survey.records.len();
    match args.lang {
        Words::Ko => writeln!(io::stdout(), "기록 {n}건 → {}", args.out.display())?,
        Words::En => writeln!(io::stdout(), "{n} records → {}", args.out.display())?,
    }
    Ok(ExitCode::SUCCESS)
}

/// A folder that already holds a part of a survey would be read together with what is written now.
fn refuse_to_mix(args: &Args) -> anyhow::Result<()> {
    let tables = EntityKind::ALL.iter().map(|k| format!("{}.csv", k.table()));
    for name in tables.chain([EVENTS_FILE.to_owned()]) {
        anyhow::ensure!(
            !args.out.join(&name).exists(),
            "{}: {name}",
            args.lang
                .pick("결과 폴더에 이미 실측 자료가 있습니다", "the output folder holds a survey already")
        );
    }
    Ok(())
}
