//! A market of 4,800 stalls among the streets of central Seoul: every answer equals the oracle's, usual and re-weighted.

#[cfg(test)]
mod tests {
    use market_routing::cch::{Cch, Metric, Scratch, Weight};
    use market_routing::{PlainArcs, Profile};
    use routing_bench::market;
    use routing_oracle::paths::{Adjacency, Arc};

    fn oracle(arcs: &PlainArcs, weights: &[u32]) -> Adjacency {
        let all = arcs.tails.iter().zip(&arcs.heads).zip(weights).filter(|(_, w)| **w < u32::INFINITY);
        let arc = |((t, h), w): ((&u32, &u32), &u32)| Arc {
            from: *t as usize,
            to: *h as usize,
            cost: u64::from(*w),
        };
        Adjacency::new(arcs.at.len(), &all.map(arc).collect::<Vec<_>>())
    }

    fn assert_all(arcs: &PlainArcs, weights: &[u32], metric: &Metric<u32>, place: &str) {
        let n = arcs.at.len() as u32;
        let all: Vec<u32> = (0..n).collect();
        let (oracle, targets) = (oracle(arcs, weights), metric.targets(&all));
        let mut scratch = Scratch::default();
        for source in (0..8).map(|i| i * (n / 8) + 17) {
            let expected = oracle.dijkstra(source as usize);
            let mut row = Vec::new();
            metric.one_to_many(source, &targets, &mut scratch, &mut row);
            let told = |w: &u32| (*w < u32::INFINITY).then_some(u64::from(*w));
            assert_eq!(row.iter().map(told).collect::<Vec<_>>(), expected, "{place}, from {source}");
            let mut near: Vec<(u64, u32)> =
                expected.iter().zip(0..).filter_map(|(l, v)| l.map(|l| (l, v))).collect();
            near.sort_unstable();
            let bound = near[near.len() / 3].0;
            let inside = metric.within(source, bound as u32, &mut scratch);
            let count = near.partition_point(|(l, _)| *l <= bound);
            assert_eq!(
                inside.iter().map(|(v, l)| (u64::from(*l), *v)).collect::<Vec<_>>(),
                near[..count],
                "{place}"
            );
            let found = metric.nearest(source, &targets, 10, &mut scratch);
            assert_eq!(
                found.iter().map(|(v, l)| (u64::from(*l), *v as u32)).collect::<Vec<_>>(),
                near[..near.len().min(10)],
                "{place}"
            );
            for to in (0..n).step_by(37) {
                let mut path = Vec::new();
                let length = metric.path(source, to, &mut scratch, &mut path);
                assert_eq!(length.map(u64::from), expected[to as usize], "{place}, {source} to {to}");
                let sum: u64 = path.iter().map(|a| u64::from(weights[*a as usize])).sum();
                let joined = path.windows(2).all(|w| arcs.heads[w[0] as usize] == arcs.tails[w[1] as usize]);
                assert!(joined && length.is_none_or(|l| u64::from(l) == sum), "{place}, {source} to {to}");
            }
        }
    }

    #[test]
    fn every_answer_equals_the_oracles_usual_and_reweighted() {
        let Some(graph) = market::graph() else { return };
        for profile in [Profile::Walk, Profile::Cart, Profile::Motorcycle] {
            let arcs = graph.plain_arcs(profile);
            let weights: Vec<u32> = arcs.costs_ms.iter().map(|ms| u32::try_from(*ms).unwrap()).collect();
            let cch = Cch::build(arcs.at.len(), &arcs.tails, &arcs.heads, Some(&arcs.at)).unwrap();
            assert_all(&arcs, &weights, &cch.customise(&weights).unwrap(), &format!("{profile:?}"));
            let change = |(i, w): (usize, &u32)| match i * 7 + i / 11 {
                k if k % 19 == 0 => u32::INFINITY,
                k if k % 3 == 0 => 3 * *w,
                _ => *w,
            };
            let weights: Vec<u32> = weights.iter().enumerate().map(change).collect();
            assert_all(
                &arcs,
                &weights,
                &cch.customise(&weights).unwrap(),
                &format!("{profile:?}, re-weighted"),
            );
        }
    }
}
