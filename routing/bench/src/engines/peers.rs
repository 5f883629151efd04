//! `routingkit-cch` (C++ behind a Rust crate) and `fast_paths`.

use std::any::Any;
use std::hint::black_box;

use fast_paths::{FastGraph, InputGraph};
use routingkit_cch::{CCH, CCHMetric, CCHOneToMany, CCHQuery, compute_order_inertial};

use super::{Figures, Questions};
use crate::clock::least;
use crate::networks::Network;

fn routingkit_build(network: &Network) -> Option<CCH> {
    let at = network.at.as_ref()?;
    let part = |i: usize| at.iter().map(|p| p[i] as f32 / 1e7).collect::<Vec<f32>>();
    let order = compute_order_inertial(network.n as u32, &network.tails, &network.heads, &part(1), &part(0));
    Some(CCH::new(&order, &network.tails, &network.heads, |_| {}, false))
}

pub(super) fn routingkit(network: &Network, questions: &Questions) -> Result<Figures, String> {
    let (order_ns, cch) = least(3, || routingkit_build(network));
    let Some(cch) = cch else { return Err("its order needs coordinates".to_owned()) };
    let (first_ns, mut metric) = least(20, || CCHMetric::new(&cch, network.weights.clone()));
    let (reweight_ns, ()) = least(20, || metric.reset(questions.reweighted.clone()));
    metric.reset(network.weights.clone());
    let mut query = CCHQuery::new(&metric);
    let n = questions.pairs.len() as f64;
    let (distance_ns, mut answers) = least(20, || {
        let ask = |(a, b): &(u32, u32)| {
            query.add_source(*a, 0);
            query.add_target(*b, 0);
            query.run().distance().map(u64::from)
        };
        questions.pairs.iter().map(ask).collect::<Vec<_>>()
    });
    let (path_ns, _) = least(20, || {
        let ask = |(a, b): &(u32, u32)| {
            query.add_source(*a, 0);
            query.add_target(*b, 0);
            query.run().arc_path().len()
        };
        questions.pairs.iter().map(ask).sum::<usize>()
    });
    let (matrix_ns, matrix) = least(20, || {
        let mut many = CCHOneToMany::new(&metric, &questions.places);
        questions.places.iter().map(|p| many.distances_from(*p)).collect::<Vec<_>>()
    });
    answers.extend(matrix.into_iter().flatten().map(|w| w.map(u64::from)));
    Ok(Figures {
        build_ns: Some((order_ns + first_ns) as f64),
        reweight_ns: Some(reweight_ns as f64),
        distance_ns: Some(distance_ns as f64 / n),
        path_ns: Some(path_ns as f64 / n),
        matrix_ns: Some(matrix_ns as f64),
        answers: Some(answers),
        note: "matrix with pinned targets".to_owned(),
    })
}

pub(super) fn routingkit_copy(network: &Network) -> Option<Box<dyn Any>> {
    // The metric borrows the hierarchy: both are left in memory.
    let cch: &'static CCH = Box::leak(Box::new(routingkit_build(network)?));
    Some(Box::new(CCHMetric::new(cch, network.weights.clone())))
}

fn fast_paths_build(network: &Network) -> FastGraph {
    let mut input = InputGraph::new();
    for ((t, h), w) in network.tails.iter().zip(&network.heads).zip(&network.weights) {
        if t != h {
            input.add_edge(*t as usize, *h as usize, *w as usize);
        }
    }
    input.freeze();
    fast_paths::prepare(&input)
}

pub(super) fn fast_paths(network: &Network, questions: &Questions) -> Figures {
    let (build_ns, graph) = least(1, || fast_paths_build(network));
    let mut calculator = fast_paths::create_calculator(&graph);
    let n = questions.pairs.len() as f64;
    let mut ask = |(a, b): &(u32, u32)| {
        let found = calculator.calc_path(&graph, *a as usize, *b as usize);
        found.map(|p| p.get_weight() as u64)
    };
    let (path_ns, mut answers) = least(5, || questions.pairs.iter().map(&mut ask).collect::<Vec<_>>());
    let (matrix_ns, matrix) = least(1, || {
        let pairs = questions.places.iter().flat_map(|a| questions.places.iter().map(move |b| (*a, *b)));
        pairs.map(|pair| ask(&pair)).collect::<Vec<_>>()
    });
    answers.extend(black_box(matrix));
    Figures {
        build_ns: Some(build_ns as f64),
        path_ns: Some(path_ns as f64 / n),
        matrix_ns: Some(matrix_ns as f64),
        answers: Some(answers),
        note: "re-weighting is building again; matrix pair by pair".to_owned(),
        ..Figures::default()
    }
}

pub(super) fn fast_paths_copy(network: &Network) -> Option<Box<dyn Any>> {
    Some(Box::new(fast_paths_build(network)))
}
