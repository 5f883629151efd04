//! Puts cells on the screen and takes them off again: what is in sight, as fine as the budget allows, the nearest
//! first, a few milliseconds a frame.
//!
//! Invariants: what is on the screen never costs more than the budget, in no direction; a cell keeps its old picture
//! until the new one is there. Must not know: how a mesh is drawn, hands.

use std::ops::ControlFlow;

use bevy::camera::primitives::Aabb;
use bevy::prelude::*;
use market_wire::bridge::{FromViewer, ToViewer};

use crate::above::{Above, CUT_M};
use crate::bridge::{Bridge, PageMessage};
use crate::crowd::Crowd;
use crate::detail::{BUDGET, Budget, Cost, LEAST_M2, Levels, REACH_M, distance_m};
use crate::draw::{Drawn, Painting};
use crate::front::Fronts;
use crate::load::Market;
use crate::merge::merge_cell;
use crate::power::{Awake, late_after};
use crate::sight::{Planning, Seen, Sight};
use crate::visitor::{Visiting, Visitor};

/// So long a frame may spend on making cells, or on plans of sight, milliseconds: a third of one at sixty a second.
const BUDGET_MS: f32 = 5.0;
/// The same while nobody sees anything yet: fewer frames on the way to the first picture, milliseconds.
const UNSEEN_BUDGET_MS: f32 = 40.0;
/// Until somebody is let in, only what is nearer than this is made, metres.
const DOORSTEP_M: f32 = 30.0;
/// After so many metres one looks round again.
const STRIDE_M: f32 = 0.5;
/// One looks also from a place so much further on, so that corners are there before they are turned.
const AHEAD_M: f32 = 2.0;
/// So many frames after somebody was let in, what the first picture need not wait for is made.
const SETTLED_FRAMES: u32 = 6;
/// Meshes out of sight are kept for coming back, as long as all together have at most so many triangles.
const HELD_TRIANGLES: u32 = 220_000;

/// What is on the screen.
#[derive(Resource, Default)]
pub struct Shown {
    cells: Vec<Made>,
    levels: Levels,
    seen: Vec<Seen>,
    sight: Option<Sight>,
    /// Plans that are not whole yet.
    planning: Option<Planning>,
    /// From where one looked last, and whether from above.
    looked: Option<(Vec3, bool)>,
    /// Cells that are not as they should be, the nearest first.
    todo: Vec<usize>,
    /// What figures and photographs take, which cells leave free.
    beside: (u32, u32),
    loaded: bool,
    /// Frames since somebody was let in.
    settled: u32,
    wanted: usize,
}

/// What there is of a cell.
#[derive(Debug, Default)]
struct Made {
    level: Option<u8>,
    entities: Vec<Entity>,
    hidden: bool,
    outdated: bool,
}

impl Made {
    /// The level that is on the screen.
    fn shown(&self) -> Option<u8> {
        self.level.filter(|_| !self.hidden)
    }
}

impl Shown {
    /// Whether the first picture has been seen for a moment.
    #[must_use]
    pub fn is_settled(&self) -> bool {
        self.settled >= SETTLED_FRAMES
    }

    /// A cell looks different now; it is made again.
    pub fn outdate(&mut self, cell: usize) {
        if let Some(made) = self.cells.get_mut(cell) {
            made.outdated = true;
            self.todo.push(cell);
        }
    }

    /// Triangles and draw calls on the screen, in all directions, with all shutters down.
    fn cost(&self, costs: &[Cost]) -> (u32, u32) {
        let shown = self.cells.iter().zip(costs).filter_map(|(made, cost)| Some(at(cost, made.shown()?)));
        shown.fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1))
    }

    fn held(&self, costs: &[Cost]) -> u32 {
        let one = |(made, cost): (&Made, &Cost)| made.level.map_or(0, |l| cost.triangles[usize::from(l)]);
        self.cells.iter().zip(costs).map(one).sum()
    }

    /// Whether a cell at a level, in the place of what is there of it, stays within the budget.
    fn fits(&self, costs: &[Cost], cell: usize, level: u8) -> bool {
        let (triangles, draws) = self.cost(costs);
        let old = self.cells[cell].shown().map_or((0, 0), |l| at(&costs[cell], l));
        let new = at(&costs[cell], level);
        let budget = self.budget();
        triangles - old.0 + new.0 <= budget.triangles && draws - old.1 + new.1 <= budget.draws
    }

    /// What cells may cost together.
    fn budget(&self) -> Budget {
        let (triangles, draws) = self.beside;
        Budget { triangles: BUDGET.triangles - triangles, draws: BUDGET.draws - draws }
    }
}

fn at(cost: &Cost, level: u8) -> (u32, u32) {
    (cost.triangles[usize::from(level)], cost.draws[usize::from(level)])
}

/// Shows cells.
pub fn plugin(app: &mut App) {
    app.init_resource::<Shown>().add_systems(
        Update,
        (begin.run_if(resource_exists_and_changed::<Market>), look, change)
            .chain()
            .run_if(resource_exists::<Market>)
            .after(Painting)
            .after(Visiting),
    );
}

/// Another market: everything of the old one is gone already.
fn begin(market: Res<Market>, mut shown: ResMut<Shown>) {
    let cells = market.scene.cells.iter().map(|_| Made::default()).collect();
    *shown = Shown { cells, ..Shown::default() };
}

/// Decides which cells should be drawn, and how finely, when somebody went a stride.
fn look(
    market: Res<Market>,
    mut shown: ResMut<Shown>,
    visitor: Res<Visitor>,
    (above, crowd, fronts): (Res<Above>, Res<Crowd>, Res<Fronts>),
    mut messages: MessageReader<PageMessage>,
    (mut awake, time): (ResMut<Awake>, Res<Time<Real>>),
) {
    // Plans are made once somebody is in: the first picture does not wait for them.
    if shown.loaded && !shown.is_settled() {
        shown.settled += 1;
        awake.stir(&time, 0.3);
    }
    let new_plans = shown.is_settled() && shown.sight.is_none() && {
        awake.stir(&time, 0.3);
        shown.plan(&market)
    };
    let feet = visitor.feet();
    let bird = above.overlooks();
    let from = bird.map_or(feet, |(middle, _)| middle);
    let jumped = messages.read().any(|m| matches!(m.0, ToViewer::GoTo { .. } | ToViewer::GoToStall { .. }));
    let moved = shown.looked.is_none_or(|(at, up)| at.distance(from) > STRIDE_M || up != bird.is_some());
    let beside = (crowd.triangles(), fronts.draws());
    let crowded = std::mem::replace(&mut shown.beside, beside) != beside;
    if !(moved || new_plans || jumped || crowded) {
        return;
    }
    let shown = &mut *shown;
    let way = shown.looked.map_or(Vec3::ZERO, |(at, _)| from - at);
    shown.looked = Some((from, bird.is_some()));
    let mut reach = if market.whole { f32::INFINITY } else { REACH_M };
    shown.seen.clear();
    match (&shown.sight, bird) {
        (_, Some((_, distance))) => {
            let cut = feet.y + CUT_M;
            let under = |min_y: f32| if min_y < cut { Seen::Plainly } else { Seen::Not };
            shown.seen.extend(market.scene.cells.iter().map(|c| under(c.min.y)));
            reach += distance;
        }
        (Some(sight), None) => {
            sight.look(feet, reach.min(4.0 * REACH_M), &mut shown.seen);
            // A jump is no way that goes on.
            if way.length() < 4.0 * STRIDE_M {
                sight.look(
                    feet + way.normalize_or_zero() * AHEAD_M,
                    reach.min(4.0 * REACH_M),
                    &mut shown.seen,
                );
            }
            sight.peek(&market.scene, feet, &mut shown.seen);
        }
        (None, None) => {
            shown.seen.resize(market.scene.cells.len(), Seen::Plainly);
            reach = DOORSTEP_M;
        }
    }
    let budget = shown.budget();
    shown.levels.choose(&market.scene.cells, &market.costs, (from, &shown.seen, reach), budget);
    shown.plan_work(&market, from);
}

impl Shown {
    /// Goes on with the plans of sight for a while; whether they are whole now.
    fn plan(&mut self, market: &Market) -> bool {
        let planning = self.planning.take().unwrap_or_else(|| Planning::new(&market.scene));
        match planning.go_on(&market.scene, late_after(BUDGET_MS)) {
            ControlFlow::Break(sight) => self.sight = Some(sight),
            ControlFlow::Continue(more) => self.planning = Some(more),
        }
        self.sight.is_some()
    }

    /// Lists what has to be made, the nearest first.
    fn plan_work(&mut self, market: &Market, from: Vec3) {
        let other = |i: &usize| {
            let made = &self.cells[*i];
            made.shown() != self.levels.of[*i] || made.outdated
        };
        let mut todo: Vec<(f32, usize)> = (0..self.cells.len())
            .filter(other)
            .map(|i| (distance_m(&market.scene.cells[i], from), i))
            .collect();
        todo.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        self.todo.clear();
        self.todo.extend(todo.into_iter().map(|(_, i)| i));
        self.wanted = self.wanted.max(self.todo.len());
    }
}

fn change(
    market: Res<Market>,
    mut shown: ResMut<Shown>,
    drawn: Res<Drawn>,
    mut commands: Commands,
    mut meshes: ResMut<Assets<Mesh>>,
    mut visibilities: Query<&mut Visibility>,
    (mut awake, time, bridge): (ResMut<Awake>, Res<Time<Real>>, Res<Bridge>),
) {
    if shown.loaded && shown.todo.is_empty() {
        return;
    }
    let shown = &mut *shown;
    awake.stir(&time, 0.3);
    let is_late = late_after(if shown.loaded { BUDGET_MS } else { UNSEEN_BUDGET_MS });
    let todo = std::mem::take(&mut shown.todo);
    // What goes makes room for what comes.
    for &cell in &todo {
        if shown.levels.of[cell].is_none() {
            shown.show(cell, false, &mut visibilities);
        }
    }
    for cell in todo {
        let Some(level) = shown.levels.of[cell] else { continue };
        let late = is_late();
        if !shown.fits(&market.costs, cell, level) {
            shown.todo.push(cell);
        } else if shown.cells[cell].level == Some(level) && !shown.cells[cell].outdated {
            shown.show(cell, true, &mut visibilities);
        } else if late {
            shown.todo.push(cell);
        } else {
            shown.make(&market, &drawn, (cell, level), &mut commands, &mut meshes);
        }
    }
    shown.drop_far(&market, &mut commands);
    shown.tell(&market, &bridge);
}

impl Shown {
    fn show(&mut self, cell: usize, on: bool, visibilities: &mut Query<&mut Visibility>) {
        let made = &mut self.cells[cell];
        made.hidden = !on;
        let wanted = if on { Visibility::Inherited } else { Visibility::Hidden };
        for entity in &made.entities {
            if let Ok(mut visibility) = visibilities.get_mut(*entity) {
                visibility.set_if_neq(wanted);
            }
        }
    }

    fn make(
        &mut self,
        market: &Market,
        drawn: &Drawn,
        (index, level): (usize, u8),
        commands: &mut Commands,
        meshes: &mut Assets<Mesh>,
    ) {
        let cell = &market.scene.cells[index];
        let bounds = Aabb::from_min_max(cell.min, cell.max);
        let made = &mut self.cells[index];
        for entity in made.entities.drain(..) {
            commands.entity(entity).despawn();
        }
        let merged = merge_cell(&market.scene, cell, drawn.closed(), LEAST_M2[usize::from(level)]);
        made.entities
            .extend(merged.into_iter().map(|m| commands.spawn((drawn.bundle(m, meshes), bounds)).id()));
        (made.level, made.hidden, made.outdated) = (Some(level), false, false);
    }

    /// Too much is kept out of sight: the farthest goes.
    fn drop_far(&mut self, market: &Market, commands: &mut Commands) {
        let Some((from, _)) = self.looked else { return };
        let mut held = self.held(&market.costs);
        while held > HELD_TRIANGLES {
            let hidden =
                (0..self.cells.len()).filter(|i| self.cells[*i].hidden && self.cells[*i].level.is_some());
            let distance = |i: &usize| distance_m(&market.scene.cells[*i], from);
            let Some(cell) = hidden.max_by(|a, b| distance(a).total_cmp(&distance(b))) else { return };
            let made = &mut self.cells[cell];
            held -= made.level.take().map_or(0, |l| at(&market.costs[cell], l).0);
            for entity in made.entities.drain(..) {
                commands.entity(entity).despawn();
            }
        }
    }

    fn tell(&mut self, market: &Market, bridge: &Bridge) {
        if self.loaded {
            return;
        }
        let fraction = 1.0 - self.todo.len() as f32 / self.wanted.max(1) as f32;
        bridge.say(FromViewer::Progress { what: "world".into(), fraction });
        if self.todo.is_empty() {
            self.loaded = true;
            bridge.say(FromViewer::Loaded { stalls: market.scene.stalls.len() as u32 });
        }
    }
}
