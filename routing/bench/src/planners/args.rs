//! What is asked for on the command line.

use std::collections::BTreeSet;

/// The tables that can be asked for, in the order in which they are printed.
const TABLES: [&str; 4] = ["fleet", "distance", "courier", "market"];

const HELP: &str = "\
cargo xtask bench delivery [--full] [--table fleet|distance|courier|market …] [--cpu-seconds S] [--seed N]
                           [--filter TEXT] [--share N] [--cases N]
  --full         every problem there is (hours), not those of the short run
  --table NAME   only this table; may be repeated
  --cpu-seconds  processor time of each planner and problem, 10 when not told
  --filter TEXT  problems whose name holds the text; --share N every n-th; --cases N the first N
JANGTEO_PEERS_PYTHON  a Python with pyvroom, pyvrp, ortools (else python3)
JANGTEO_LILIM, JANGTEO_SARTORI  folders of problems in these formats, with bks.csv or bks.dat when there is one";

/// What is made small.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Goal {
    /// Vehicles first, then distance.
    Fleet,
    /// The distance alone, the file's vehicles as a limit.
    Distance,
}

impl Goal {
    /// The word on every command line.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Fleet => "fleet",
            Self::Distance => "distance",
        }
    }
}

/// The command line.
#[derive(Debug, Clone, PartialEq)]
pub struct Args {
    /// Tables to print.
    pub tables: BTreeSet<String>,
    /// Every problem.
    pub full: bool,
    /// Processor seconds of a planner for a problem.
    pub cpu_seconds: f64,
    /// Start of chance, for planners that take one.
    pub seed: u64,
    /// Text in the name of a problem.
    pub filter: Option<String>,
    /// Every so many problems one.
    pub share: Option<usize>,
    /// At most so many problems.
    pub cases: usize,
}

impl Args {
    /// Reads the words.
    ///
    /// # Errors
    /// With the help text, when a word is unknown or its value cannot be read.
    pub fn parse(words: &[String]) -> Result<Self, String> {
        let mut out = Self {
            tables: TABLES.map(str::to_owned).into(),
            full: false,
            cpu_seconds: 10.0,
            seed: 1,
            filter: None,
            share: None,
            cases: usize::MAX,
        };
        let mut tables = BTreeSet::new();
        let mut words = words.iter();
        while let Some(word) = words.next() {
            if word == "--full" {
                out.full = true;
                continue;
            }
            let value = words.next().ok_or_else(|| format!("{word}?\n{HELP}"))?;
            let wrong = || format!("{word} {value}?\n{HELP}");
            let whole = || value.parse::<usize>().ok().filter(|n| *n > 0).ok_or_else(wrong);
            match word.as_str() {
                "--table" if TABLES.contains(&value.as_str()) => {
                    tables.insert(value.clone());
                }
                "--cpu-seconds" => {
                    let seconds = value.parse::<f64>().ok().filter(|s| *s > 0.0 && *s <= 3_600.0);
                    out.cpu_seconds = seconds.ok_or_else(wrong)?;
                }
                "--seed" => out.seed = value.parse().map_err(|_| wrong())?,
                "--filter" => out.filter = Some(value.clone()),
                "--share" => out.share = Some(whole()?),
                "--cases" => out.cases = whole()?,
                _ => return Err(wrong()),
            }
        }
        if !tables.is_empty() {
            out.tables = tables;
        }
        Ok(out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(line: &str) -> Result<Args, String> {
        Args::parse(&line.split_whitespace().map(str::to_owned).collect::<Vec<_>>())
    }

    #[test]
    fn words_and_their_values_are_read() {
        let args = parse("--table courier --table fleet --cpu-seconds 2.5 --share 3 --full").unwrap();
        assert_eq!(args.tables, ["courier".to_owned(), "fleet".to_owned()].into());
        assert!(args.full && args.cpu_seconds == 2.5 && args.share == Some(3));
        assert_eq!(parse("").unwrap().tables.len(), TABLES.len());
    }

    #[test]
    fn what_is_not_understood_is_refused_with_the_help() {
        for line in ["--tables fleet", "--table all", "--cpu-seconds 0", "--share 0", "--share", "lr108"] {
            let told = parse(line).unwrap_err();
            assert!(told.contains("--cpu-seconds"), "{line}: {told}");
        }
    }
}
