//! `survey`: builds, checks, exports, generates and imports surveys from the command line.
//!
//! Thin: every command is one module that calls a library.

mod build;
mod check;
mod draft;
mod export;
mod generate;
mod register;
mod streets;
mod tell;

use std::io::{self, Write};
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Turns surveys of traditional markets into markets. 전통시장 실측 자료를 시장으로 만듭니다.
#[derive(Debug, Parser)]
#[command(version, about)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Builds a market from its survey. 실측 자료로 시장을 만듭니다.
    Build(build::Args),
    /// Prints every problem of a survey. 실측 자료의 문제를 모두 알려 줍니다.
    Check(check::Args),
    /// Writes a survey as tables or as events. 실측 자료를 표나 사건 기록으로 내보냅니다.
    Export(export::Args),
    /// Brings the streets around a market in from a map file. 시장 둘레의 도로를 지도 파일에서 가져옵니다.
    Streets(streets::Args),
    /// Makes a plausible market out of nothing. 그럴듯한 시장을 만듭니다.
    Generate(generate::Args),
    /// Reads the national register of markets. 전국 시장 표준데이터를 읽습니다.
    ImportRegister(register::Args),
    /// Makes a draft of a registered market. 등록된 시장의 초안을 만듭니다.
    Draft(draft::Args),
}

fn main() -> ExitCode {
    run(Cli::parse().command).unwrap_or_else(|error| {
        // One line with every cause; a backtrace would tell a surveyor nothing.
        let _ = writeln!(io::stderr(), "{error:#}");
        ExitCode::FAILURE
    })
}

fn run(command: Command) -> anyhow::Result<ExitCode> {
    match command {
        Command::Build(args) => build::run(args),
        Command::Check(args) => check::run(args),
        Command::Export(args) => export::run(args),
        Command::Streets(args) => streets::run(args),
        Command::Generate(args) => generate::run(args),
        Command::ImportRegister(args) => register::run(args),
        Command::Draft(args) => draft::run(args),
    }
}
