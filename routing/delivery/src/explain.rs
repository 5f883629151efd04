//! Why an order is not in the plan, and the smallest change that would bring it in, found by trying.
//!
//! A later promise is tried in steps of five minutes, then a lighter load in steps of half a kilogram, then a missing
//! skill, then a longer time on board. What is proposed was put into this very plan and timed with every other rule.

use market_model::Text;

use crate::budget::Budget;
use crate::day::Day;
use crate::insert::Finder;
use crate::orders::{Clock, Orders};
use crate::plan::Unserved;
use crate::search::Solution;
use crate::task::{Job, Task, fits};
use crate::tour::Tours;

/// A later promise is proposed in steps of this.
const STEP_MS: u64 = 5 * 60_000;
/// A lighter load is proposed in steps of this.
const STEP_GRAMS: u64 = 500;
/// Only so many orders get a remedy tried: past that one knows that riders are missing.
const TRIED: usize = 200;

/// The tightest reason for each order left over.
pub(crate) fn unserved(
    orders: &Orders,
    task: &mut Task,
    tours: &Tours,
    solution: &Solution,
    budget: &mut Budget<'_>,
) -> Vec<Unserved> {
    let idle = vec![Day::default(); task.workers.len()];
    let mut reasons = Vec::new();
    for job in &solution.unserved {
        let mut trial = Trial { task, tours, job: *job };
        let tried = budget.more() && !solution.untried.contains(job);
        reasons.push((*job, if tried { trial.reason(&idle) } else { no_time() }));
    }
    // What would bring them in takes longer to find than why they are out.
    let busy = reasons.iter_mut().filter(|(_, r)| matches!(r.code, "riders-busy" | "next-day"));
    for (job, reason) in busy.take(TRIED) {
        if budget.more() {
            Trial { task, tours, job: *job }.remedy(&solution.days, reason);
        }
    }
    let unserved = |(job, reason): (usize, Reason)| Unserved {
        order: orders.orders[job].id.clone(),
        code: reason.code.to_owned(),
        reason: reason.text,
        remedy: reason.remedy,
        until_instead: reason.until.map(Clock),
    };
    reasons.into_iter().map(unserved).collect()
}

struct Reason {
    code: &'static str,
    text: Text,
    remedy: Option<Text>,
    until: Option<u64>,
}

impl Reason {
    fn new(code: &'static str, ko: impl Into<String>, en: impl Into<String>) -> Self {
        Self { code, text: Text::new(ko, en), remedy: None, until: None }
    }
}

fn no_time() -> Reason {
    Reason::new(
        "no-time",
        "계산할 시간이 끝나 자리를 찾지 못했습니다. 다시 계획하면 이어서 찾습니다",
        "the time for planning ended before a place for it was found: planning again goes on with it",
    )
}

struct Trial<'a> {
    task: &'a mut Task,
    tours: &'a Tours,
    job: usize,
}

impl Trial<'_> {
    /// Whether the order fits into these days when it is changed so. Its rules are back in force afterwards.
    fn fits(&mut self, days: &[Day], change: &dyn Fn(&mut Job)) -> bool {
        let old = self.task.jobs[self.job].clone();
        change(&mut self.task.jobs[self.job]);
        let mut finder = Finder::new(self.task, self.tours);
        let mut days = days.to_vec();
        let found = finder.insert(&mut days, self.job, None, &mut |_, _| ()).is_some();
        self.task.jobs[self.job] = old;
        found
    }

    /// The smallest later promise that would do, in whole steps.
    fn later(&mut self, days: &[Day], change: &dyn Fn(&mut Job)) -> Option<u64> {
        let (until, hard) = (self.task.jobs[self.job].until, self.task.jobs[self.job].hard);
        let last = self.task.workers.iter().map(|w| w.until).max()?.max(hard);
        let at = |step: u64| (hard.max(until) + step * STEP_MS) / STEP_MS * STEP_MS;
        let steps = last.saturating_sub(hard).div_ceil(STEP_MS);
        let works = |this: &mut Self, step: u64| {
            this.fits(days, &|job| {
                change(job);
                (job.until, job.hard) = (at(step), at(step));
            })
        };
        if steps == 0 || !works(self, steps) {
            return None;
        }
        let (mut low, mut high) = (1, steps);
        while low < high {
            let middle = u64::midpoint(low, high);
            if works(self, middle) { high = middle } else { low = middle + 1 }
        }
        works(self, high).then(|| at(high)).filter(|at| *at < last)
    }

    fn reason(&mut self, idle: &[Day]) -> Reason {
        let job = self.task.jobs[self.job].clone();
        if let Some(reason) = self.never(&job) {
            return reason;
        }
        let promise = format!("{}~{}", Clock(job.from), Clock(job.until));
        if self.fits(idle, &|_| ()) {
            if job.weight < 48 * 3_600_000 {
                return Reason::new(
                    "next-day",
                    format!("오늘 일정이 차서 다음 날 배달합니다 ({promise})"),
                    format!("the day is full, it goes out the next day ({promise})"),
                );
            }
            return Reason::new(
                "riders-busy",
                format!("모든 라이더의 일정이 차 있습니다 ({promise})"),
                format!("every rider is busy then ({promise})"),
            );
        }
        if let Some(reason) = self.too_long(idle) {
            return reason;
        }
        if let Some(at) = self.later(idle, &|_| ()) {
            let mut reason = Reason::new(
                "too-early",
                format!(
                    "아무리 빨라도 {promise} 안에 도착할 수 없습니다. {} 대신 {}",
                    Clock(job.until),
                    Clock(at)
                ),
                format!(
                    "nobody can be there within {promise}; {} instead of {}",
                    Clock(at),
                    Clock(job.until)
                ),
            );
            reason.until = Some(at);
            return reason;
        }
        let any_hour = |job: &mut Job| (job.from, job.until, job.hard) = (0, u64::MAX / 4, u64::MAX / 4);
        if self.fits(idle, &any_hour) {
            return Reason::new(
                "no-shift",
                format!("근무 시간 안에 배달을 마칠 수 있는 라이더가 없습니다 ({promise})"),
                format!("no rider's shift lasts until it is delivered ({promise})"),
            );
        }
        Reason::new(
            "unreachable",
            "점포나 주소에 닿는 길이 없습니다",
            "no way leads to one of its stalls or to its address",
        )
    }

    /// Reasons for which no riders' plans need be looked at.
    fn never(&self, job: &Job) -> Option<Reason> {
        let workers = &self.task.workers;
        if job.sources.is_empty() {
            return Some(Reason::new(
                "not-at-hub",
                "시장 수집원이 이 주문을 모을 수 없습니다",
                "no market picker can bring it to the hub",
            ));
        }
        if !workers.iter().any(|w| fits(&job.load, &w.capacity)) {
            let largest: Vec<u64> =
                (0..3).map(|d| workers.iter().map(|w| w.capacity[d]).max().unwrap_or(0)).collect();
            let (ko, en) = size(job, &largest);
            return Some(Reason::new(
                "too-heavy",
                format!("{ko}. 나누어 주문하세요"),
                format!("{en}: split the order"),
            ));
        }
        if !workers.iter().any(|w| job.skills & !w.skills == 0) {
            return Some(Reason::new(
                "no-skill",
                "필요한 장비나 기술(냉장 상자 등)을 가진 라이더가 없습니다",
                "no rider has the skill that it needs, such as a cold box",
            ));
        }
        if !workers.iter().any(|w| job.skills & !w.skills == 0 && fits(&job.load, &w.capacity)) {
            return Some(Reason::new(
                "no-skill",
                "이만큼 실을 수 있는 라이더에게 필요한 장비가 없습니다",
                "the riders who can carry it have not the skill that it needs",
            ));
        }
        None
    }

    /// Whether it is the time on board that cannot be kept.
    fn too_long(&mut self, idle: &[Day]) -> Option<Reason> {
        let limit = self.task.jobs[self.job].sources.iter().flat_map(|s| &s.picks).map(|p| p.board).min()?;
        if limit == u64::MAX && self.task.jobs[self.job].sources.iter().all(|s| s.until == u64::MAX) {
            return None;
        }
        let allow = |job: &mut Job, board: u64| {
            for source in &mut job.sources {
                source.until = u64::MAX;
                source
                    .picks
                    .iter_mut()
                    .filter(|p| p.board < u64::MAX)
                    .for_each(|p| p.board = p.board.max(board));
            }
        };
        if limit == u64::MAX {
            let waits = Reason::new(
                "too-long-on-board",
                "수집한 뒤 거점을 거쳐 문 앞까지 정해진 시간 안에 갈 수 없습니다. 더 늦은 수집이 필요합니다",
                "from the picker's collecting by the hub to the door it takes longer than allowed: a later wave is needed",
            );
            return self.fits(idle, &|job| allow(job, 0)).then_some(waits);
        }
        let works = |this: &mut Self, step: u64| this.fits(idle, &|job| allow(job, limit + step * STEP_MS));
        let steps = (1..=24).find(|step| works(self, *step))?;
        let (old, new) = (limit / 60_000, (limit + steps * STEP_MS) / 60_000);
        Some(Reason::new(
            "too-long-on-board",
            format!("점포에서 문 앞까지 {old}분 안에 갈 수 없습니다. {old}분 대신 {new}분"),
            format!(
                "the door cannot be reached within {old} min of the stall; {new} min instead of {old} would do"
            ),
        ))
    }

    /// The smallest change by which it fits into the plan as it is.
    fn remedy(&mut self, days: &[Day], reason: &mut Reason) {
        let job = self.task.jobs[self.job].clone();
        if let Some(at) = self.later(days, &|_| ()) {
            let (old, new) = (Clock(job.until), Clock(at));
            reason.until = Some(at);
            reason.remedy = Some(Text::new(
                format!("{old} 대신 {new}까지로 약속하면 배달할 수 있습니다"),
                format!("a promise until {new} instead of {old} would do"),
            ));
            return;
        }
        let lighter = |job: &mut Job, grams: u64| {
            job.load[0] = grams;
            job.sources.iter_mut().for_each(|s| s.load[0] = grams);
        };
        let steps = job.load[0] / STEP_GRAMS;
        let less = (1..=steps.min(20)).find(|step| {
            let grams = job.load[0] - step * STEP_GRAMS;
            self.fits(days, &|job| lighter(job, grams))
        });
        if let Some(step) = less {
            let (old, new) = (job.load[0], job.load[0] - step * STEP_GRAMS);
            reason.remedy = Some(Text::new(
                format!("{:.1} kg 대신 {:.1} kg이면 배달할 수 있습니다", kg(old), kg(new)),
                format!("{:.1} kg instead of {:.1} kg would do", kg(new), kg(old)),
            ));
            return;
        }
        if job.skills > 0 && self.fits(days, &|job| job.skills = 0) {
            reason.remedy = Some(Text::new(
                "필요한 장비를 가진 라이더가 한 명 더 있으면 배달할 수 있습니다",
                "one more rider with the skill that it needs would do",
            ));
            return;
        }
        reason.remedy = Some(Text::new("라이더가 한 명 더 필요합니다", "one more rider is needed"));
    }
}

fn kg(grams: u64) -> f64 {
    grams as f64 / 1000.0
}

/// What is too large, in words.
fn size(job: &Job, largest: &[u64]) -> (String, String) {
    if job.load[0] > largest[0] {
        return (
            format!("무게 {:.1} kg이 가장 큰 상자 {:.1} kg보다 무겁습니다", kg(job.load[0]), kg(largest[0])),
            format!("{:.1} kg is more than the largest box of {:.1} kg", kg(job.load[0]), kg(largest[0])),
        );
    }
    if job.load[1] > largest[1] {
        return (
            format!("부피 {:.1} L가 가장 큰 상자 {:.1} L보다 큽니다", kg(job.load[1]), kg(largest[1])),
            format!("{:.1} l is more than the largest box of {:.1} l", kg(job.load[1]), kg(largest[1])),
        );
    }
    if job.load[2] > largest[2] {
        return (
            format!("상자 {}개는 가장 많이 싣는 {}개보다 많습니다", job.load[2], largest[2]),
            format!("{} boxes are more than the {} of the largest vehicle", job.load[2], largest[2]),
        );
    }
    (
        "무게, 부피, 상자를 함께 실을 수 있는 라이더가 없습니다".to_owned(),
        "no vehicle has room for its weight, volume and boxes together".to_owned(),
    )
}
