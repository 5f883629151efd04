//! Weights for a topology: customisation, and the arcs that a search needs.
//!
//! Basic customisation gives every arc of the supergraph the length of the shortest way through lower nodes; perfect
//! customisation the shortest way at all. An arc whose two lengths differ is never needed (section 7 of the paper), and
//! most arcs are such: a search looks only at the rest.

use super::CchError;
use super::topology::{NONE, Thirds, Topology};

mod private {
    pub trait Sealed {}
    impl Sealed for u32 {}
    impl Sealed for u64 {}
}

/// A weight: `u32` or `u64`.
pub trait Weight:
    private::Sealed + Copy + Ord + std::ops::Add<Output = Self> + std::fmt::Debug + Send + Sync + 'static
{
    /// No way. Weights from here on close an arc. Two of it can be added.
    const INFINITY: Self;
    /// The longest way that can be told.
    const LONGEST: Self;
    /// Nothing.
    const ZERO: Self;

    /// The weight as a `u64`.
    fn wide(self) -> u64;

    /// The least sum of two numbers at one place of both slices, or [`Weight::INFINITY`]. O(n), many at once.
    fn least_sum(a: &[Self], b: &[Self]) -> Self;
}

impl Weight for u32 {
    const INFINITY: Self = (1 << 30) - 1;
    const LONGEST: Self = Self::INFINITY - 1;
    const ZERO: Self = 0;

    fn wide(self) -> u64 {
        u64::from(self)
    }

    #[inline]
    fn least_sum(a: &[Self], b: &[Self]) -> Self {
        const LANES: usize = 8;
        // Sums stay below 2^31: signed numbers, of which every machine has quick comparisons.
        let mut least = [Self::INFINITY as i32; LANES];
        let (a_whole, a_rest) = a.as_chunks::<LANES>();
        let (b_whole, b_rest) = b.as_chunks::<LANES>();
        for (a, b) in a_whole.iter().zip(b_whole) {
            for i in 0..LANES {
                let sum = (a[i] + b[i]) as i32;
                least[i] = if sum < least[i] { sum } else { least[i] };
            }
        }
        let rest = a_rest.iter().zip(b_rest).map(|(a, b)| (a + b) as i32).fold(i32::MAX, i32::min);
        least.into_iter().fold(rest, i32::min) as Self
    }
}

impl Weight for u64 {
    const INFINITY: Self = (1 << 62) - 1;
    const LONGEST: Self = Self::INFINITY - 1;
    const ZERO: Self = 0;

    fn wide(self) -> u64 {
        self
    }

    #[inline]
    fn least_sum(a: &[Self], b: &[Self]) -> Self {
        a.iter().zip(b).map(|(a, b)| a + b).fold(Self::INFINITY, Self::min)
    }
}

/// One arc of a search: the depth of its head, and its length.
#[derive(Debug, Clone, Copy)]
pub(super) struct Hop<W> {
    pub depth: u32,
    pub weight: W,
}

/// The needed arcs of one direction, by tail.
#[derive(Debug)]
pub(super) struct Hops<W> {
    pub first: Vec<u32>,
    pub hops: Vec<Hop<W>>,
    /// The supergraph arc of each.
    pub arc: Vec<u32>,
}

impl<W: Weight> Hops<W> {
    #[inline]
    pub fn of(&self, v: u32) -> &[Hop<W>] {
        &self.hops[self.first[v as usize] as usize..self.first[v as usize + 1] as usize]
    }

    fn bytes(&self) -> usize {
        (self.first.len() + self.arc.len()) * 4 + self.hops.len() * size_of::<Hop<W>>()
    }
}

/// The lengths of all arcs of the supergraph and the arcs of searches.
#[derive(Debug)]
pub(super) struct Weights<W> {
    /// Upwards and downwards, after basic customisation.
    pub basic: Vec<[W; 2]>,
    pub up: Hops<W>,
    pub down: Hops<W>,
}

impl<W: Weight> Weights<W> {
    /// O(arcs + triangles).
    pub fn new(topology: &Topology, input: &[W]) -> Result<Self, CchError> {
        if input.len() != topology.slot.len() {
            return Err(CchError::Count {
                what: "weights",
                found: input.len(),
                expected: topology.slot.len(),
            });
        }
        let mut basic = vec![[W::INFINITY; 2]; topology.head.len()];
        for (slot, weight) in topology.slot.iter().zip(input) {
            if *slot != NONE {
                let place = &mut basic[*slot as usize / 2][*slot as usize % 2];
                *place = (*weight).min(*place);
            }
        }
        customise(topology, &mut basic);
        let mut perfect = basic.clone();
        perfect_customise(topology, &mut perfect);
        let (up, down) = (hops(topology, &basic, &perfect, 0), hops(topology, &basic, &perfect, 1));
        Ok(Self { basic, up, down })
    }

    pub fn bytes(&self) -> usize {
        self.basic.len() * size_of::<[W; 2]>() + self.up.bytes() + self.down.bytes()
    }
}

/// From the lowest node up: the way over a node may be shorter than the arc between two of its higher neighbours.
fn customise<W: Weight>(topology: &Topology, weights: &mut [[W; 2]]) {
    let mut thirds = Thirds::new(topology);
    for v in 0..topology.len() as u32 {
        let arcs = topology.arcs(v);
        let mut mine = thirds.next(v);
        let (done, rest) = weights.split_at_mut(arcs.end);
        let own = &done[arcs.start..];
        for (i, [up_x, down_x]) in own.iter().enumerate() {
            let others = &own[i + 1..];
            let (thirds, left) = mine.split_at(others.len());
            mine = left;
            for (third, [up_y, down_y]) in thirds.iter().zip(others) {
                let [up, down] = &mut rest[*third as usize - arcs.end];
                *up = (*up).min(*down_x + *up_y);
                *down = (*down).min(*down_y + *up_x);
            }
        }
    }
}

/// From the highest node down: the way over a higher node may be shorter than an arc.
fn perfect_customise<W: Weight>(topology: &Topology, weights: &mut [[W; 2]]) {
    let mut thirds = Thirds::new(topology);
    for v in (0..topology.len() as u32).rev() {
        let arcs = topology.arcs(v);
        let mut mine = thirds.next_back(v);
        let (low, rest) = weights.split_at_mut(arcs.end);
        let own = &mut low[arcs.start..];
        for i in 0..arcs.len() {
            let (head, tail) = own.split_at_mut(i + 1);
            let [up_x, down_x] = &mut head[i];
            let (thirds, left) = mine.split_at(tail.len());
            mine = left;
            for (third, [up_y, down_y]) in thirds.iter().zip(tail) {
                let [up, down] = rest[*third as usize - arcs.end];
                *up_x = (*up_x).min(*up_y + down);
                *up_y = (*up_y).min(*up_x + up);
                *down_x = (*down_x).min(up + *down_y);
                *down_y = (*down_y).min(down + *down_x);
            }
        }
    }
}

fn hops<W: Weight>(topology: &Topology, basic: &[[W; 2]], perfect: &[[W; 2]], way: usize) -> Hops<W> {
    let mut out = Hops { first: vec![0], hops: Vec::new(), arc: Vec::new() };
    for v in 0..topology.len() as u32 {
        for arc in topology.arcs(v) {
            let weight = basic[arc][way];
            if weight < W::INFINITY && weight == perfect[arc][way] {
                out.hops.push(Hop { depth: topology.depth[topology.head[arc] as usize], weight });
                out.arc.push(arc as u32);
            }
        }
        out.first.push(out.hops.len() as u32);
    }
    out
}
