//! The table that is printed.

use crate::engines::Figures;
use crate::networks::Network;

/// Name and size of a network, and the heads of the columns.
pub fn head(network: &Network) {
    println!("### {}: {} nodes, {} arcs\n", network.name, network.n, network.tails.len());
    println!(
        "| engine | build ms | re-weight ms | distance µs | path µs | 100 × 100 ms | memory kB | note |"
    );
    println!("|---|---|---|---|---|---|---|---|");
}

/// One engine's figures, or why there are none.
pub fn row(name: &str, figures: &Result<Figures, String>, bytes: Option<u64>) {
    let number = |ns: Option<f64>, unit: f64| match ns.map(|ns| ns / unit) {
        None => "–".to_owned(),
        Some(v) if v < 10.0 => format!("{v:.2}"),
        Some(v) if v < 100.0 => format!("{v:.1}"),
        Some(v) => format!("{v:.0}"),
    };
    match figures {
        Err(why) => println!("| {name} | – | – | – | – | – | – | {why} |"),
        Ok(f) => println!(
            "| {name} | {} | {} | {} | {} | {} | {} | {} |",
            number(f.build_ns, 1e6),
            number(f.reweight_ns, 1e6),
            number(f.distance_ns, 1e3),
            number(f.path_ns, 1e3),
            number(f.matrix_ns, 1e6),
            bytes.map_or_else(|| "–".to_owned(), |b| (b / 1000).to_string()),
            f.note
        ),
    }
}
