//! What holds in a market now: closed gates and aisles, crowds by the hour. Set at the desk, told with every answer.
//!
//! Invariant: the store holds them, memory mirrors them; an answer that heeds them says so.

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};

use market_model::{Lang, Market, Text};
use market_pages::{DeskCondition, DeskNotice};
use market_routing::{Conditions, Slower};
use market_wire::ConditionNote;
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::error::AppResult;
use crate::{clock, orders, view};

/// At most so many of each kind.
const MAX: usize = 64;

/// The conditions of one market.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Now {
    /// Keys of gates and aisles that nobody passes.
    pub closed: Vec<String>,
    /// Crowds.
    pub crowds: Vec<Crowd>,
}

/// A crowd in an aisle, or in all of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Crowd {
    /// Key of the aisle; empty for all.
    pub key: String,
    /// Minute after midnight at which it begins.
    pub from: u16,
    /// Minute after midnight at which it has gone.
    pub until: u16,
    /// Time in thousandths of the usual.
    pub permille: u32,
}

impl Now {
    /// For the graph, at a minute of the day.
    #[must_use]
    pub fn at(&self, market: &Market, minute: u16) -> Conditions {
        let slower = self.crowds_at(minute).flat_map(|crowd| slower(market, crowd, None)).collect();
        Conditions { closed: self.closed.clone(), slower, narrower: Vec::new() }
    }

    fn crowds_at(&self, minute: u16) -> impl Iterator<Item = &Crowd> {
        self.crowds.iter().filter(move |c| (c.from..c.until).contains(&minute))
    }

    /// In words, as far as they hold at a minute of the day.
    #[must_use]
    pub fn notes(&self, market: &Market, minute: u16) -> Vec<ConditionNote> {
        let closed = self.closed.iter().map(|key| {
            let (ko, en) = (label(market, key, Lang::Ko), label(market, key, Lang::En));
            ConditionNote { key: key.clone(), ko: format!("{ko} 막힘"), en: format!("{en} is closed") }
        });
        let crowds = self.crowds_at(minute).map(|c| {
            let text = crowd_text(market, c);
            ConditionNote { key: c.key.clone(), ko: text.ko, en: text.en }
        });
        closed.chain(crowds).collect()
    }

    /// Crowds for the pages of shoppers.
    #[must_use]
    pub fn for_page(&self) -> Vec<market_pages::Crowd> {
        let crowd = |c: &Crowd| {
            let aisle = if c.key.is_empty() {
                None
            } else {
                Some(market_model::AisleId::new(c.key.strip_prefix("aisle:")?).ok()?)
            };
            Some(market_pages::Crowd { aisle, from: c.from, until: c.until, permille: c.permille })
        };
        self.crowds.iter().filter_map(crowd).collect()
    }

    /// Gates that are closed, for the planner.
    #[must_use]
    pub fn closed_gates(&self) -> Vec<String> {
        self.closed.iter().filter(|k| k.starts_with("gate:")).cloned().collect()
    }

    /// For a plan of the whole day: crowds with the minutes at which they hold. `None` when nothing is out of the usual.
    #[must_use]
    pub fn by_the_hour(&self, market: &Market) -> Option<Conditions> {
        let slower =
            self.crowds.iter().flat_map(|crowd| slower(market, crowd, Some((crowd.from, crowd.until))));
        let all = Conditions { closed: self.closed.clone(), slower: slower.collect(), narrower: Vec::new() };
        (all != Conditions::default()).then_some(all)
    }

    /// For the desk: what each is, and what takes it away again.
    #[must_use]
    pub fn for_desk(&self, market: &Market) -> Vec<DeskCondition> {
        let closed = self.closed.iter().map(|key| DeskCondition {
            text: Text::new(
                format!("{} 막힘", label(market, key, Lang::Ko)),
                format!("{} is closed", label(market, key, Lang::En)),
            ),
            open: format!("closed {key}"),
        });
        let crowds = self
            .crowds
            .iter()
            .enumerate()
            .map(|(n, crowd)| DeskCondition { text: crowd_text(market, crowd), open: format!("crowd {n}") });
        closed.chain(crowds).collect()
    }
}

/// A crowd, for each aisle that it fills.
fn slower(market: &Market, crowd: &Crowd, minutes: Option<(u16, u16)>) -> Vec<Slower> {
    let all = market.aisles.iter().map(|a| format!("aisle:{}", a.id));
    let keys: Vec<String> = if crowd.key.is_empty() { all.collect() } else { vec![crowd.key.clone()] };
    keys.into_iter().map(|key| Slower { key, permille: crowd.permille, minutes }).collect()
}

/// What a key is called.
#[must_use]
pub fn label(market: &Market, key: &str, lang: Lang) -> String {
    let names = match key.split_once(':') {
        Some(("gate", id)) => market.gates.iter().find(|g| g.id.as_str() == id).map(|g| &g.names),
        Some(("aisle", id)) => market.aisles.iter().find(|a| a.id.as_str() == id).map(|a| &a.names),
        _ => None,
    };
    match names {
        Some(names) => names.get(lang).to_owned(),
        None => match lang {
            Lang::Ko => "모든 통로",
            Lang::En => "every aisle",
            Lang::Zh => "全部通道",
            Lang::Ja => "すべての通路",
        }
        .to_owned(),
    }
}

fn crowd_text(market: &Market, crowd: &Crowd) -> Text {
    let (ko, en) = (label(market, &crowd.key, Lang::Ko), label(market, &crowd.key, Lang::En));
    let clock = |minute: u16| format!("{:02}:{:02}", minute / 60, minute % 60);
    let (from, until, times) = (clock(crowd.from), clock(crowd.until), f64::from(crowd.permille) / 1_000.0);
    Text::new(
        format!("{from}~{until} {ko} 붐빔: 걷는 시간 {times}배"),
        format!("{from} to {until}: {en} crowded, walking takes {times} times as long"),
    )
}

/// The conditions of all markets, in memory.
#[derive(Debug, Default)]
pub struct Mirror(RwLock<BTreeMap<String, Arc<Now>>>);

impl Mirror {
    /// The conditions of a market.
    #[must_use]
    pub fn of(&self, market: &str) -> Arc<Now> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).get(market).cloned().unwrap_or_default()
    }

    fn put(&self, market: &str, now: Now) {
        self.0.write().unwrap_or_else(PoisonError::into_inner).insert(market.to_owned(), Arc::new(now));
    }
}

/// Reads the conditions of all markets at the start.
///
/// # Errors
/// When the store cannot be read.
pub async fn read(app: &App) -> anyhow::Result<()> {
    for market in app.store.markets().await? {
        let Some(body) = app.store.conditions(&market).await? else { continue };
        app.conditions.put(&market, serde_json::from_str(&body).unwrap_or_default());
    }
    Ok(())
}

async fn save(app: &App, market: &str, now: Now) -> AppResult<()> {
    let body = serde_json::to_string(&now).map_err(crate::error::AppError::internal)?;
    app.store.set_conditions(market, &body, clock::now_ms()).await?;
    app.conditions.put(market, now);
    Ok(())
}

/// Closes a gate or an aisle.
///
/// # Errors
/// When the store refuses.
pub async fn close(app: &App, market: &str, key: &str) -> AppResult<()> {
    let mut now = Now::clone(&app.conditions.of(market));
    if !now.closed.iter().any(|k| k == key) && now.closed.len() < MAX {
        now.closed.push(key.to_owned());
    }
    save(app, market, now).await
}

/// The desk's form: `closed` names a gate or aisle to close; `crowd`, `from`, `until`, `much` a crowd; `open` what to take
/// away.
///
/// # Errors
/// When the store refuses.
pub async fn form(app: &App, fields: &[(String, String)]) -> AppResult<DeskNotice> {
    let market = view::param(fields, "market");
    let Ok(published) = app.market(market) else { return Ok(DeskNotice::Incomplete) };
    let known = |key: &str| {
        let gate = published.market.gates.iter().any(|g| format!("gate:{}", g.id) == key);
        gate || published.market.aisles.iter().any(|a| format!("aisle:{}", a.id) == key)
    };
    let mut now = Now::clone(&app.conditions.of(market));
    match view::param(fields, "open").split_once(' ') {
        Some(("closed", key)) => now.closed.retain(|k| k != key),
        Some(("crowd", n)) => {
            let n = n.parse().unwrap_or(usize::MAX);
            if n < now.crowds.len() {
                now.crowds.remove(n);
            }
        }
        _ => {
            let closed = view::param(fields, "closed");
            if known(closed) {
                return close(app, market, closed).await.map(|()| DeskNotice::ConditionsSet);
            }
            let minute = |name: &str| orders::minute(view::param(fields, name)).flatten();
            let key = view::param(fields, "crowd");
            let permille = match view::param(fields, "much") {
                "2" => 2_000,
                "3" => 3_000,
                _ => 1_500,
            };
            match (minute("from"), minute("until")) {
                (Some(from), Some(until))
                    if from < until && (key == "all" || known(key)) && now.crowds.len() < MAX =>
                {
                    let key = if key == "all" { String::new() } else { key.to_owned() };
                    now.crowds.push(Crowd { key, from, until, permille });
                }
                _ => return Ok(DeskNotice::Incomplete),
            }
        }
    }
    save(app, market, now).await?;
    Ok(DeskNotice::ConditionsSet)
}
