//! `survey`: builds, checks, exports, generates and imports surveys from the command line.
//!
//! Thin: every command is one module that calls a library.

mod draft;
mod generate;
mod register;

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
    /// Makes a plausible market out of nothing. 그럴듯한 시장을 만듭니다.
    Generate(generate::Args),
    /// Reads the national register of markets. 전국 시장 표준데이터를 읽습니다.
    ImportRegister(register::Args),
    /// Makes a draft of a registered market. 등록된 시장의 초안을 만듭니다.
    Draft(draft::Args),
}

fn main() -> anyhow::Result<ExitCode> {
    match Cli::parse().command {
        Command::Generate(args) => generate::run(args),
        Command::ImportRegister(args) => register::run(args),
        Command::Draft(args) => draft::run(args),
    }
}
