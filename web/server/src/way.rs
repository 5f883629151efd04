//! Ways between places: for pages, for the API, for riders.

use std::sync::Arc;

use axum::extract::{ConnectInfo, Path, State};
use axum::http::Uri;
use axum::response::Response;
use market_model::{Date, Text};
use market_pages::{RouteView, WayAnswer, WayQuery};
use market_routing::{Moment, NodeId, Profile, Route};
use market_search::EntryKind;
use market_wire::{ConditionNote, ErrorCode};
use serde::Serialize;

use crate::app::Shared;
use crate::conditions::Now;
use crate::error::{AppError, AppResult};
use crate::published::Published;
use crate::{clock, layers, orders, view};

/// Longer texts name no place.
const MAX_PLACE_CHARS: usize = 80;

/// Why there is no answer.
#[derive(Debug)]
pub enum Unanswered {
    /// This text names no place.
    UnknownPlace(String),
    /// There is no such profile.
    UnknownProfile,
    /// There is no way.
    NoWay(Text),
}

/// The node that a text means: a key, a stall's code, or the best hit of the search.
#[must_use]
pub fn place(published: &Published, text: &str) -> Option<NodeId> {
    if text.is_empty() || text.chars().count() > MAX_PLACE_CHARS {
        return None;
    }
    published.graph.resolve(text).or_else(|| {
        let entry = published.index.search(text, 1).first()?.entry;
        let key = match (entry.kind, &entry.stall) {
            (EntryKind::Gate, _) => format!("gate:{}", entry.id),
            (EntryKind::Facility, _) => format!("facility:{}", entry.id),
            (_, Some(stall)) => format!("stall:{stall}"),
            (_, None) => return None,
        };
        published.graph.resolve(&key)
    })
}

/// Answers a question of the way.
///
/// # Errors
/// [`Unanswered`] says why not.
pub fn answer(
    published: &Published,
    when: &When,
    from: &str,
    to: &str,
    profile: &str,
) -> Result<Route, Unanswered> {
    let profile = if profile.is_empty() { Some(Profile::Walk) } else { Profile::parse(profile) };
    let profile = profile.ok_or(Unanswered::UnknownProfile)?;
    let node = |text: &str| place(published, text).ok_or_else(|| Unanswered::UnknownPlace(text.to_owned()));
    let (start, end) = (node(from)?, node(to)?);
    let minute = when.at.map_or(when.minute, |at| at.minute);
    let conditions = when.now.at(&published.market, minute);
    let (view, _) = published.graph.under(&conditions, when.at);
    view.shortest(start, end, profile).map_err(|no| Unanswered::NoWay(no.reason))
}

/// What holds while a way is sought.
#[derive(Debug, Clone)]
pub struct When {
    /// What is closed or crowded.
    pub now: Arc<Now>,
    /// The minute of the day, for crowds.
    pub minute: u16,
    /// Day and minute for the hours of gates and lifts; none of them is closed without.
    pub at: Option<Moment>,
}

impl When {
    /// Now; hours of gates count only when the question says `at`: `now`, `14:30` or `2026-11-23T14:30`.
    ///
    /// # Errors
    /// When `at` is no moment.
    pub fn new(app: &Shared, market: &str, at: &str) -> AppResult<Self> {
        let (today, minute) = clock::korea(clock::now_ms()).ok_or_else(|| AppError::internal("the clock"))?;
        let wrong = || {
            AppError::bad_request(Text::new(
                "at은 now, 14:30, 2026-11-23T14:30 가운데 하나처럼 적어 주세요.",
                "Write `at` as now, 14:30 or 2026-11-23T14:30.",
            ))
        };
        let at = match at {
            "" => None,
            "now" => Some(Moment { date: today, minute }),
            text => {
                let (date, time) = text.split_once('T').unwrap_or(("", text));
                let date = if date.is_empty() { Some(today) } else { Date::parse(date) };
                let minute = orders::minute(time).flatten();
                let (date, minute) = date.zip(minute).ok_or_else(wrong)?;
                Some(Moment { date, minute })
            }
        };
        Ok(Self { now: app.conditions.of(market), minute, at })
    }

    /// What an answer says of the conditions that it heeded.
    #[must_use]
    pub fn notes(&self, published: &Published) -> Vec<ConditionNote> {
        self.now.notes(&published.market, self.at.map_or(self.minute, |at| at.minute))
    }
}

/// Reads `?from=&to=&profile=` and answers it for a page.
#[must_use]
pub fn for_page(published: &Published, when: &When, params: &[(String, String)]) -> (WayQuery, WayAnswer) {
    let get = |name| view::param(params, name).to_owned();
    let way = WayQuery { from: get("from"), to: get("to"), profile: get("profile") };
    if way.from.is_empty() || way.to.is_empty() {
        return (way, WayAnswer::NotAsked);
    }
    let answer = match answer(published, when, &way.from, &way.to, &way.profile) {
        Ok(route) => view_of(&route).map_or(WayAnswer::NoWay, |view| {
            WayAnswer::Found(RouteView { conditions: when.notes(published), ..view })
        }),
        Err(Unanswered::UnknownPlace(text)) => WayAnswer::UnknownPlace(text),
        Err(Unanswered::NoWay(_) | Unanswered::UnknownProfile) => WayAnswer::NoWay,
    };
    (way, answer)
}

/// A route as pages see it: the same JSON.
#[must_use]
pub fn view_of(route: &Route) -> Option<RouteView> {
    serde_json::to_value(route).and_then(serde_json::from_value).ok()
}

/// A route with what was heeded.
#[derive(Debug, Serialize)]
struct Told {
    #[serde(flatten)]
    route: Route,
    /// The moment whose opening hours count.
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<Moment>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    conditions: Vec<ConditionNote>,
}

/// `GET /api/v1/markets/{market}/route?from=&to=&profile=&at=&lang=`.
///
/// # Errors
/// Unknown market or place, no way, too often.
pub async fn api(
    State(app): State<Shared>,
    Path(market): Path<String>,
    peer: Option<axum::Extension<ConnectInfo<std::net::SocketAddr>>>,
    uri: Uri,
) -> AppResult<Response> {
    let peer = layers::peer(peer.as_ref().map(|axum::Extension(info)| info));
    app.limits.routes.take(&peer).map_err(AppError::too_often)?;
    let published = app.market(&market)?;
    let params = view::params(uri.query().unwrap_or_default());
    let get = |name| view::param(&params, name).to_owned();
    let (from, to, profile) = (get("from"), get("to"), get("profile"));
    if from.is_empty() || to.is_empty() {
        return Err(AppError::bad_request(Text::new(
            "어디에서(from) 어디까지(to)인지 적어 주세요.",
            "Say from where (`from`) to where (`to`).",
        )));
    }
    let when = When::new(&app, &market, &get("at"))?;
    let (at, conditions) = (when.at, when.notes(&published));
    let answered =
        tokio::task::spawn_blocking(move || answer(&published, &when, &from, &to, &profile)).await?;
    match answered {
        Ok(route) => Ok(view::json(&Told { route, at, conditions })),
        Err(Unanswered::UnknownPlace(text)) => Err(AppError::not_found().coded(
            ErrorCode::NotFound,
            Text::new(
                format!("“{text}”라는 곳이 없습니다."),
                format!("There is no place called \"{text}\"."),
            ),
        )),
        Err(Unanswered::UnknownProfile) => Err(AppError::bad_request(Text::new(
            "profile은 walk, step-free, cart, motorcycle 가운데 하나입니다.",
            "`profile` is one of walk, step-free, cart, motorcycle.",
        ))),
        Err(Unanswered::NoWay(why)) => Err(AppError::not_found().coded(ErrorCode::NoRoute, why)),
    }
}
