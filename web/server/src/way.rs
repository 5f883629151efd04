//! Ways between places: for pages, for the API, for riders.

use axum::extract::{ConnectInfo, Path, State};
use axum::http::Uri;
use axum::response::Response;
use market_model::Text;
use market_pages::{RouteView, WayAnswer, WayQuery};
use market_routing::{NodeId, Profile, Route};
use market_search::EntryKind;
use market_wire::ErrorCode;

use crate::app::Shared;
use crate::error::{AppError, AppResult};
use crate::published::Published;
use crate::{layers, view};

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
fn place(published: &Published, text: &str) -> Option<NodeId> {
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
pub fn answer(published: &Published, from: &str, to: &str, profile: &str) -> Result<Route, Unanswered> {
    let profile = if profile.is_empty() { Some(Profile::Walk) } else { Profile::parse(profile) };
    let profile = profile.ok_or(Unanswered::UnknownProfile)?;
    let node = |text: &str| place(published, text).ok_or_else(|| Unanswered::UnknownPlace(text.to_owned()));
    let (start, end) = (node(from)?, node(to)?);
    published.graph.shortest(start, end, profile).map_err(|no| Unanswered::NoWay(no.reason))
}

/// Reads `?from=&to=&profile=` and answers it for a page.
#[must_use]
pub fn for_page(published: &Published, params: &[(String, String)]) -> (WayQuery, WayAnswer) {
    let get = |name| view::param(params, name).to_owned();
    let way = WayQuery { from: get("from"), to: get("to"), profile: get("profile") };
    if way.from.is_empty() || way.to.is_empty() {
        return (way, WayAnswer::NotAsked);
    }
    let answer = match answer(published, &way.from, &way.to, &way.profile) {
        Ok(route) => view_of(&route).map_or(WayAnswer::NoWay, WayAnswer::Found),
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

/// `GET /api/v1/markets/{market}/route?from=&to=&profile=&lang=`.
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
    let answered = tokio::task::spawn_blocking(move || answer(&published, &from, &to, &profile)).await?;
    match answered {
        Ok(route) => Ok(view::json(&route)),
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
