//! Which orders are taken out of a plan: strings of doors near one another, whole trips, whole days.

use crate::chance::Chance;
use crate::search::Solution;
use crate::task::Task;

/// Orders taken out on average.
const MEAN: usize = 8;
/// Longest string of doors that leaves one trip.
const STRING: usize = 6;
/// So many neighbours of an order are known.
const NEAR: usize = 60;
/// So many minutes between two promises are as far as a minute of riding.
const TIME_PART: u64 = 4;

/// Chooses orders, and keeps who is near whom.
pub(crate) struct Ruin<'a> {
    task: &'a Task,
    near: Vec<Option<Vec<usize>>>,
}

impl<'a> Ruin<'a> {
    /// Knows nobody's neighbours yet; they are found when asked for, O(orders) each.
    pub fn new(task: &'a Task) -> Self {
        Self { task, near: vec![None; task.jobs.len()] }
    }

    /// Orders to take out. O(orders).
    pub fn choose(&mut self, now: &Solution, chance: &mut Chance) -> Vec<usize> {
        let seed = chance.below(self.task.jobs.len());
        match chance.below(20) {
            0 => self.whole_day(now, seed),
            1 | 2 => self.whole_trips(now, seed, chance),
            _ => self.strings(now, seed, chance),
        }
    }

    /// The order in which removed orders are put back: at random, hardest promise first, far first, or many stalls first.
    pub fn sort(&self, jobs: &mut [usize], chance: &mut Chance) {
        let jobs_of = &self.task.jobs;
        chance.shuffle(jobs);
        match chance.below(5) {
            0 | 1 => {}
            2 => jobs.sort_by_key(|j| jobs_of[*j].until),
            3 => jobs.sort_by_key(|j| jobs_of[*j].until - jobs_of[*j].from.min(jobs_of[*j].until)),
            _ => jobs
                .sort_by_key(|j| std::cmp::Reverse(jobs_of[*j].sources.first().map_or(0, |s| s.picks.len()))),
        }
        jobs.sort_by_key(|j| std::cmp::Reverse(jobs_of[*j].weight));
    }

    /// Orders by nearness: ride between the doors, and the distance of the promises.
    fn neighbours(&mut self, job: usize) -> &[usize] {
        let task = self.task;
        self.near[job].get_or_insert_with(|| {
            let ride = &task.classes[0].ride[0];
            let here = &task.jobs[job];
            let far = |other: usize| {
                let there = &task.jobs[other];
                let way = ride.at(here.parking, there.parking).unwrap_or(3_600_000);
                let time = (here.from + here.until).abs_diff(there.from + there.until) / 2;
                (way + time / TIME_PART, other)
            };
            let mut all: Vec<(u64, usize)> = (0..task.jobs.len()).map(far).collect();
            if all.len() > NEAR {
                all.select_nth_unstable(NEAR);
                all.truncate(NEAR);
            }
            all.sort_unstable();
            all.into_iter().map(|(_, j)| j).collect()
        })
    }

    fn strings(&mut self, now: &Solution, seed: usize, chance: &mut Chance) -> Vec<usize> {
        let wanted = 1 + chance.below(2 * MEAN);
        let near = self.neighbours(seed).to_vec();
        let mut gone: Vec<usize> = Vec::new();
        let mut ruined: Vec<(usize, usize)> = Vec::new();
        for job in near {
            if gone.len() >= wanted {
                break;
            }
            let Some((rider, trip, door)) = find(now, job) else { continue };
            if ruined.contains(&(rider, trip)) {
                continue;
            }
            ruined.push((rider, trip));
            let calls = &now.days[rider].trips[trip].calls;
            let length = (1 + chance.below(STRING)).min(calls.len());
            let first = door.saturating_sub(chance.below(length)).min(calls.len() - length);
            gone.extend(calls[first..first + length].iter().map(|c| c.job));
        }
        gone
    }

    fn whole_trips(&mut self, now: &Solution, seed: usize, chance: &mut Chance) -> Vec<usize> {
        let near = self.neighbours(seed).to_vec();
        let wanted = 1 + chance.below(3);
        let mut ruined: Vec<(usize, usize)> = Vec::new();
        for job in near {
            if let Some((rider, trip, _)) = find(now, job)
                && ruined.len() < wanted
                && !ruined.contains(&(rider, trip))
            {
                ruined.push((rider, trip));
            }
        }
        let trips = ruined.into_iter().map(|(rider, trip)| &now.days[rider].trips[trip]);
        trips.flat_map(|t| t.calls.iter().map(|c| c.job)).collect()
    }

    fn whole_day(&mut self, now: &Solution, seed: usize) -> Vec<usize> {
        let Some((rider, _, _)) = find(now, seed) else { return vec![] };
        let all = now.days[rider].trips.iter().flat_map(|t| t.calls.iter().map(|c| c.job));
        all.take(3 * MEAN).collect()
    }
}

/// Where an order is: rider, trip, door. O(orders).
pub(crate) fn find(now: &Solution, job: usize) -> Option<(usize, usize, usize)> {
    now.days.iter().enumerate().find_map(|(rider, day)| {
        day.trips
            .iter()
            .enumerate()
            .find_map(|(trip, t)| t.calls.iter().position(|c| c.job == job).map(|door| (rider, trip, door)))
    })
}
