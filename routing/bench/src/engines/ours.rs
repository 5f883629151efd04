//! The hierarchies of `market_routing`.

use std::any::Any;
use std::hint::black_box;

use market_routing::cch::{Cch, Metric, Scratch, Weight};

use super::{Figures, Questions};
use crate::clock::least;
use crate::networks::Network;

fn build(network: &Network) -> Result<Cch, String> {
    Cch::build(network.n, &network.tails, &network.heads, network.at.as_deref()).map_err(|e| e.to_string())
}

fn customise(cch: &Cch, weights: &[u32]) -> Result<Metric<u32>, String> {
    cch.customise(weights).map_err(|e| e.to_string())
}

pub(super) fn run(network: &Network, questions: &Questions) -> Result<Figures, String> {
    let (order_ns, cch) = least(3, || build(network));
    let cch = cch?;
    let (first_ns, metric) = least(20, || customise(&cch, &network.weights));
    let (reweight_ns, other) = least(20, || customise(&cch, &questions.reweighted));
    black_box(other?);
    let metric = metric?;
    let mut scratch = Scratch::default();
    let n = questions.pairs.len() as f64;
    let (distance_ns, mut answers) = least(20, || {
        let ask = |(a, b): &(u32, u32)| metric.distance(*a, *b, &mut scratch).map(u64::from);
        questions.pairs.iter().map(ask).collect::<Vec<_>>()
    });
    let mut path = Vec::new();
    let (path_ns, arcs) = least(20, || {
        path.clear();
        for (a, b) in &questions.pairs {
            let _ = black_box(metric.path(*a, *b, &mut scratch, &mut path));
        }
        path.len()
    });
    let (matrix_ns, matrix) = least(20, || metric.matrix(&questions.places, &questions.places, &mut scratch));
    answers.extend(matrix.into_iter().map(|w| (w < u32::INFINITY).then_some(u64::from(w))));
    let note = format!(
        "{} arcs with shortcuts, {} triangles, height {}, {} hops, {:.0} arcs a path",
        cch.shortcut_count(),
        cch.triangle_count(),
        cch.height(),
        metric.hop_count(),
        arcs as f64 / n
    );
    Ok(Figures {
        build_ns: Some((order_ns + first_ns) as f64),
        reweight_ns: Some(reweight_ns as f64),
        distance_ns: Some(distance_ns as f64 / n),
        path_ns: Some(path_ns as f64 / n),
        matrix_ns: Some(matrix_ns as f64),
        answers: Some(answers),
        note,
    })
}

pub(super) fn copy(network: &Network) -> Option<Box<dyn Any>> {
    let metric = customise(&build(network).ok()?, &network.weights).ok()?;
    Some(Box::new(metric))
}
