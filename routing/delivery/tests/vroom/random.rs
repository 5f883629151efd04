//! Random problems of mixed features: before the checker, and when tiny before exhaustive search.

use serde_json::{Value, json};

use super::support::{Chance, answer, plan};

/// A random problem of about `size` tasks. Seeds choose the features.
pub fn problem(chance: &mut Chance, size: u64) -> Value {
    let places = 2 + chance.below(size + 2);
    let mut grid = |most: u64| -> Vec<Vec<u64>> {
        (0..places)
            .map(|a| (0..places).map(|b| if a == b { 0 } else { 20 + chance.below(most) }).collect())
            .collect()
    };
    let mut matrices = json!({"car": {"durations": grid(400), "distances": grid(3000)}});
    let costs = grid(90);
    let bikes = chance.once_in(3);
    if bikes {
        matrices["bike"] = json!({"durations": costs});
    }
    let priced = chance.once_in(5);
    if priced {
        matrices["car"]["costs"] = json!(costs);
    }
    let dims = chance.below(3) as usize;
    let horizon = 800 + chance.below(2500);
    let mut setting =
        Setting { places, dims, horizon, windows: chance.once_in(2), skills: chance.once_in(3) };
    let cars = 1 + chance.below(1 + size / 4);
    let vehicles: Vec<Value> = (1..=cars).map(|id| setting.vehicle(chance, id, bikes, priced)).collect();
    let pairs = if chance.once_in(2) { chance.below(1 + size / 2) } else { 0 };
    let jobs: Vec<Value> =
        (1..=(size - pairs.min(size / 2) * 2).max(1)).map(|id| setting.job(chance, id)).collect();
    let shipments: Vec<Value> = (1..=pairs.min(size / 2)).map(|id| setting.shipment(chance, id)).collect();
    json!({"vehicles": vehicles, "jobs": jobs, "shipments": shipments, "matrices": matrices})
}

struct Setting {
    places: u64,
    dims: usize,
    horizon: u64,
    windows: bool,
    skills: bool,
}

impl Setting {
    fn amount(&self, chance: &mut Chance, most: u64) -> Value {
        json!((0..self.dims).map(|_| chance.below(most)).collect::<Vec<u64>>())
    }

    fn windows(&self, chance: &mut Chance, count: u64) -> Value {
        let share = self.horizon / count;
        let window = |i: u64, chance: &mut Chance| {
            let from = i * share + chance.below(share / 2);
            json!([from, from + chance.below(share / 2)])
        };
        json!((0..count).map(|i| window(i, chance)).collect::<Vec<Value>>())
    }

    fn vehicle(&self, chance: &mut Chance, id: u64, bikes: bool, priced: bool) -> Value {
        let mut v = json!({"id": id, "capacity": self.amount(chance, 12), "time_window": [0, self.horizon]});
        let ends = chance.below(5);
        if ends != 0 {
            v["start_index"] = json!(chance.below(self.places));
        }
        if ends != 1 {
            v["end_index"] = json!(chance.below(self.places));
        }
        if self.skills {
            v["skills"] = json!([chance.below(3), chance.below(3)]);
        }
        let bike = bikes && chance.once_in(2);
        if bike {
            v["profile"] = json!("bike");
        }
        if chance.once_in(2) {
            v["costs"] = json!({"fixed": chance.below(200), "per_task_hour": chance.below(2) * 1800});
            if !priced {
                v["costs"]["per_hour"] = json!(1000 + chance.below(5000));
                v["costs"]["per_km"] = json!(if bike { 0 } else { chance.below(50) });
            }
        }
        if chance.once_in(3) {
            let mut rest =
                json!({"id": 1, "service": chance.below(200), "time_windows": self.windows(chance, 2)});
            if chance.once_in(2) {
                rest["max_load"] = self.amount(chance, 6);
            }
            v["breaks"] = json!([rest]);
        }
        if chance.once_in(4) {
            v["max_tasks"] = json!(1 + chance.below(5));
        }
        if chance.once_in(5) {
            v["max_travel_time"] = json!(200 + chance.below(1500));
        }
        if chance.once_in(5) && !bike {
            v["max_distance"] = json!(2000 + chance.below(15_000));
        }
        if chance.once_in(4) {
            v["speed_factor"] = json!([0.7, 1.3, 1.5, 2.0][chance.below(4) as usize]);
        }
        if chance.once_in(3) {
            v["type"] = json!("a");
        }
        v
    }

    fn task(&self, chance: &mut Chance, id: u64) -> Value {
        let mut t =
            json!({"id": id, "location_index": chance.below(self.places), "service": chance.below(60)});
        if chance.once_in(3) {
            t["setup"] = json!(chance.below(80));
        }
        if chance.once_in(4) {
            t["service_per_type"] = json!({"a": chance.below(100)});
        }
        if self.windows && !chance.once_in(3) {
            let count = 1 + chance.below(3);
            t["time_windows"] = self.windows(chance, count);
        }
        t
    }

    fn job(&mut self, chance: &mut Chance, id: u64) -> Value {
        let mut job = self.task(chance, id);
        job["delivery"] = self.amount(chance, 4);
        job["pickup"] = self.amount(chance, 4);
        self.more(chance, &mut job);
        job
    }

    fn shipment(&mut self, chance: &mut Chance, id: u64) -> Value {
        let (pickup, delivery) = (self.task(chance, id), self.task(chance, id));
        let mut shipment = json!({"pickup": pickup, "delivery": delivery, "amount": self.amount(chance, 6)});
        self.more(chance, &mut shipment);
        shipment
    }

    fn more(&self, chance: &mut Chance, task: &mut Value) {
        if self.skills && chance.once_in(2) {
            task["skills"] = json!([chance.below(3)]);
        }
        if chance.once_in(4) {
            task["priority"] = json!(chance.below(10));
        }
    }
}

#[test]
fn random_problems_are_planned_without_a_violation() {
    for seed in 0..250_u64 {
        let mut chance = Chance(seed);
        let size = 1 + chance.below(30);
        println!("seed {seed}, {size} tasks");
        plan(&problem(&mut chance, size), 60);
    }
}

#[test]
fn tiny_problems_are_planned_as_well_as_exhaustive_search_does() {
    let mut missed = Vec::new();
    for seed in 0..300_u64 {
        let mut chance = Chance(seed + 10_000);
        let size = 1 + chance.below(5);
        let problem = problem(&mut chance, size);
        println!("seed {seed}, {size} tasks");
        let text = problem.to_string();
        let told = serde_json::to_string(&answer(&text, 1_000, 1).unwrap()).unwrap();
        let (ours, best) = (routing_oracle::vroom::exact(&text, &told), routing_oracle::vroom::best(&text));
        if ours != best {
            missed.push(seed);
            println!("seed {seed}: {ours:?}, best {best:?}\n{text}\n{told}");
        }
        assert!(ours >= best, "seed {seed}: better than the best");
    }
    assert!(missed.is_empty(), "seeds {missed:?}");
}

#[test]
fn more_steps_never_make_it_worse() {
    for seed in 0..20_u64 {
        let problem = problem(&mut Chance(seed + 500), 15);
        let text = problem.to_string();
        let told = |steps| serde_json::to_string(&answer(&text, steps, 3).unwrap()).unwrap();
        let rank = |steps| routing_oracle::vroom::exact(&text, &told(steps)).unwrap();
        assert!(rank(300) <= rank(0), "seed {seed}");
    }
}
