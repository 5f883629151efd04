//! The path engine of `market_routing` beside its peers, on the same graphs, with the same questions, in one run; and in
//! [`planners`] the planner beside its own.
//!
//! Measured in processor time of one thread, so that other work on the machine does not count; every answer is compared
//! with the oracle's before a figure is printed.
//!
//! Invariant: nothing depends on this crate. The peers are built with the features `peers` and `planner-peers` only.

pub mod clock;
pub mod engines;
pub mod market;
pub mod networks;
pub mod planners;
pub mod table;

use engines::{Figures, Questions};
use networks::Network;

/// Runs every engine on every network and prints a table for each. With `--memory ENGINE` it prints the bytes of one engine
/// for the network on its standard input, for which the program starts itself.
///
/// # Panics
/// When an engine's answer differs from the oracle's.
pub fn main() {
    let args: Vec<String> = std::env::args().skip(1).filter(|a| a != "--bench").collect();
    if let [flag, engine] = &args[..]
        && flag == "--memory"
    {
        let network = Network::from_reader(&mut std::io::BufReader::new(std::io::stdin()));
        println!("{}", network.and_then(|n| engines::memory(engine, &n)).unwrap_or(0));
        return;
    }
    println!("{}", clock::machine());
    let wanted = |name: &&&str| args.is_empty() || args.iter().any(|a| name.contains(a.as_str()));
    for network in networks::NAMES.iter().filter(wanted).filter_map(|name| networks::named(name)) {
        let questions = Questions::new(&network);
        table::head(&network);
        for name in engines::NAMES {
            let figures = engines::run(name, &network, &questions);
            if let Ok(Figures { answers: Some(answers), .. }) = &figures {
                check(name, &network, &questions, answers);
            }
            let bytes = figures.is_ok().then(|| clock::memory_of(name, &network)).flatten();
            table::row(name, &figures, bytes);
        }
        println!();
    }
}

/// Compares what an engine answered with the oracle.
///
/// # Panics
/// When they differ.
pub fn check(name: &str, network: &Network, questions: &Questions, answers: &[Option<u64>]) {
    let expected = questions.expected();
    let wrong = expected.iter().zip(answers).position(|(e, a)| e != a);
    assert!(
        wrong.is_none() && expected.len() == answers.len(),
        "{name} errs on {}: pair {wrong:?}",
        network.name
    );
}
