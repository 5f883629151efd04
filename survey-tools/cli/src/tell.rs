//! How problems are told on the command line.

use std::io::{self, Write};

use market_model::{Lang, Problem, Severity};

/// The language of messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum Words {
    /// 한국어
    #[default]
    Ko,
    /// English
    En,
}

impl Words {
    /// The language as the model knows it.
    pub const fn lang(self) -> Lang {
        match self {
            Self::Ko => Lang::Ko,
            Self::En => Lang::En,
        }
    }

    /// One of two sentences.
    pub const fn pick<'a>(self, ko: &'a str, en: &'a str) -> &'a str {
        match self {
            Self::Ko => ko,
            Self::En => en,
        }
    }
}

/// Writes one line a problem, errors first; whoever stops listening (`| head`) is no failure.
pub fn print_all(out: &mut dyn Write, problems: &[Problem], words: Words) -> io::Result<()> {
    for problem in problems {
        writeln!(out, "{}", problem.render(words.lang()))?;
    }
    Ok(())
}

/// Number of errors and of warnings.
pub fn count(problems: &[Problem]) -> (usize, usize) {
    let errors = problems.iter().filter(|p| p.severity == Severity::Error).count();
    (errors, problems.len() - errors)
}

/// `오류 3개, 주의 1개`.
pub fn summary(problems: &[Problem], words: Words) -> String {
    let (errors, warnings) = count(problems);
    match words {
        Words::Ko => format!("오류 {errors}개, 주의 {warnings}개"),
        Words::En => format!("{errors} error(s), {warnings} warning(s)"),
    }
}
