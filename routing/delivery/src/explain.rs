//! Why an order is not in the plan, and the smallest change that would bring it in.

use market_model::Text;

use crate::orders::Clock;
use crate::plan::Unserved;
use crate::schedule::{Doing, Scene};
use crate::search::{Day, Solution, best_slot};
use crate::task::Task;
use crate::tour::Tours;

/// A later promise is proposed in steps of this.
const STEP_MS: u64 = 5 * 60_000;

/// The tightest reason for each order left over.
pub(crate) fn unserved(task: &Task, tours: &Tours, solution: &Solution, ids: &[&str]) -> Vec<Unserved> {
    let idle: Vec<Day> = task.workers.iter().map(|_| Day::default()).collect();
    let one = |job: usize| {
        let (code, reason, until) = reason(task, tours, solution, &idle, job);
        let until = until.map(|ms| Clock(ms.div_ceil(STEP_MS) * STEP_MS));
        Unserved { order: ids[job].to_owned(), code: code.to_owned(), reason, until_instead: until }
    };
    solution.unserved.iter().map(|job| one(*job)).collect()
}

type Reason = (&'static str, Text, Option<u64>);

fn reason(task: &Task, tours: &Tours, solution: &Solution, idle: &[Day], job: usize) -> Reason {
    let order = &task.jobs[job];
    let largest = task.workers.iter().map(|w| w.capacity_grams).max().unwrap_or(0);
    if order.grams > largest {
        let kg = |grams: u64| grams as f64 / 1000.0;
        let text = Text::new(
            format!(
                "무게 {:.1} kg이 가장 큰 상자 {:.1} kg보다 무겁습니다. 나누어 주문하세요",
                kg(order.grams),
                kg(largest)
            ),
            format!(
                "{:.1} kg is more than the largest box of {:.1} kg: split the order",
                kg(order.grams),
                kg(largest)
            ),
        );
        return ("too-heavy", text, None);
    }
    let promise = format!("{}~{}", Clock(order.from_ms), Clock(order.until_ms));
    let strict = Scene { task, tours, relaxed: None };
    let relaxed = Scene { task, tours, relaxed: Some(job) };
    let alone = |scene: &Scene<'_>| best_slot(scene, idle, job, &mut 0);
    if alone(&strict).is_some() {
        let at = best_slot(&relaxed, &solution.days, job, &mut 0).and_then(|slot| begin_of(&slot.day, job));
        let at = at.filter(|at| *at > order.until_ms && task.workers.iter().any(|w| *at < w.until_ms));
        let instead = at.map(|ms| Clock(ms.div_ceil(STEP_MS) * STEP_MS));
        let text = match instead {
            Some(at) => Text::new(
                format!(
                    "모든 기사의 일정이 차 있습니다. {promise} 대신 {at}까지로 약속하면 배달할 수 있습니다"
                ),
                format!("every rider is busy then; a promise until {at} instead of {promise} would do"),
            ),
            None => Text::new(
                format!("모든 기사의 일정이 차 있습니다 ({promise}). 기사가 더 필요합니다"),
                format!("every rider is busy ({promise}): one more rider is needed"),
            ),
        };
        return ("riders-busy", text, at);
    }
    let Some(at) = alone(&relaxed).and_then(|slot| begin_of(&slot.day, job)) else {
        let text = Text::new(
            "점포나 주소에 닿는 길이 없습니다",
            "no way leads to one of its stalls or to its address",
        );
        return ("unreachable", text, None);
    };
    if at <= order.until_ms {
        let text = Text::new(
            format!("근무 시간 안에 배달을 마칠 수 있는 기사가 없습니다 ({promise})"),
            format!("no rider's shift lasts until it is delivered ({promise})"),
        );
        return ("no-shift", text, None);
    }
    let text = Text::new(
        format!("아무리 빨라도 {}에 도착합니다 (약속 {promise})", Clock(at)),
        format!("nobody can be there before {} (promise {promise})", Clock(at)),
    );
    ("too-early", text, Some(at))
}

/// When an order's door is reached in a day.
fn begin_of(day: &Day, job: usize) -> Option<u64> {
    let mut visits = day.timed.iter().flat_map(|t| &t.visits);
    visits.find(|v| v.doing == Doing::Deliver(job)).map(|v| v.begin)
}
