//! Every address of the server, in one table: the router and the OpenAPI document are made from it.

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware;
use axum::response::IntoResponse as _;
use axum::routing::{MethodRouter, get, post};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::csrf::CsrfLayer;

use crate::app::Shared;
use crate::error::AppError;
use crate::{
    api, desk, feed, files, intake, layers, openapi, orders, review, rider, session, shop, signs, today, way,
};

/// The largest body of most requests.
const BODY_BYTES: usize = 64 * 1024;
/// The largest batch of events.
const BATCH_BYTES: usize = 1024 * 1024;
/// Where batches of events go.
const EVENTS: &str = "/api/v1/markets/{market}/events";

/// One address and method.
pub struct Route {
    /// `get` or `post`.
    pub method: &'static str,
    /// The pattern of the path.
    pub path: &'static str,
    /// What it is for.
    pub summary: &'static str,
    /// Parameters of the query.
    pub query: &'static [&'static str],
    /// Media type of the answer.
    pub answer: &'static str,
    /// What must be sent along.
    pub takes: Takes,
    handler: MethodRouter<Shared>,
}

/// What a request must bring.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Takes {
    /// Nothing.
    Nothing,
    /// A form with these fields; which of them, the page knows.
    Form(&'static [&'static str]),
    /// JSON of this schema of the OpenAPI document.
    Json(&'static str),
}

/// Fields of the desk's order form.
const ORDER_FIELDS: &[&str] = &[
    "market", "address", "day", "from", "until", "stall", "goods", "quantity", "weight", "cold", "entrance",
    "floor", "note", "priority", "soft", "lang",
];
/// Fields of the desk's form for a re-plan; `event` says which of them count.
const REPLAN_FIELDS: &[&str] =
    &["market", "run", "event", "order", "stall", "ready", "rider", "from", "until", "cold", "gate", "lang"];

const HTML: &str = "text/html";
const JSON: &str = "application/json";
const ANY: &str = "*/*";

fn reads(
    path: &'static str,
    answer: &'static str,
    summary: &'static str,
    handler: MethodRouter<Shared>,
) -> Route {
    Route { method: "get", path, summary, query: &[], answer, takes: Takes::Nothing, handler }
}

fn writes(
    path: &'static str,
    answer: &'static str,
    summary: &'static str,
    handler: MethodRouter<Shared>,
) -> Route {
    Route { method: "post", path, summary, query: &[], answer, takes: Takes::Nothing, handler }
}

impl Route {
    fn takes(mut self, takes: Takes) -> Self {
        self.takes = takes;
        self
    }

    fn asks(mut self, query: &'static [&'static str]) -> Self {
        self.query = query;
        self
    }
}

/// Every route.
#[must_use]
pub fn table() -> Vec<Route> {
    let mut routes = page_routes();
    routes.extend(rider_routes());
    routes.extend(desk_routes());
    routes.extend(api_routes());
    routes
}

fn page_routes() -> Vec<Route> {
    vec![
        reads("/", HTML, "List of markets", get(shop::home)).asks(&["q", "lang"]),
        reads("/m/{market}", HTML, "One market: search, list, plan, way", get(shop::market))
            .asks(&["q", "from", "to", "profile", "hour", "lang"]),
        reads("/m/{market}/s/{stall}", HTML, "One stall", get(shop::stall)).asks(&["fragment", "lang"]),
        reads(
            "/m/{market}/s/{stall}/today/{token}",
            HTML,
            "A stall says what holds today, by a secret link",
            get(today::by_link),
        )
        .asks(&["done", "lang"]),
        writes(
            "/m/{market}/s/{stall}/today/{token}",
            HTML,
            "What a stall says of today",
            post(today::say_by_link),
        )
        .takes(Takes::Form(today::FIELDS)),
        reads("/m/{market}/3d", HTML, "The walk in 3D", get(shop::walk))
            .asks(&["stall", "from", "to", "profile", "items", "tour", "lang"]),
        reads("/m/{market}/s/{stall}/qr.svg", ANY, "The code of a stall's page", get(signs::stall_qr)),
        reads("/m/{market}/g/{gate}", HTML, "Where one stands: a gate", get(signs::here)).asks(&["lang"]),
        reads("/m/{market}/g/{gate}/qr.svg", ANY, "The code of a gate's page", get(signs::gate_qr)),
        reads("/m/{market}/list", HTML, "A shopping list in the best order, or a tour", get(shop::list))
            .asks(&["items", "item", "tour", "from", "to", "profile", "lang"]),
        reads("/m/{market}/manifest.json", JSON, "What the current revision is made of", get(shop::manifest)),
        reads("/shop-worker.js", ANY, "Keeps markets for when there is no network", get(files::shop_worker)),
        reads(
            "/m/{market}/app.webmanifest",
            ANY,
            "A market as an installed program",
            get(shop::app_manifest),
        )
        .asks(&["lang"]),
        reads("/m/{market}/photos/{file}", ANY, "A stall's picture", get(files::photo)),
        reads(
            "/m/{market}/{file}",
            ANY,
            "A file of a revision, beside its manifest",
            get(files::beside_manifest),
        ),
        reads("/a/{file}", ANY, "A file of a revision, by its content's hash", get(files::artefact)),
        reads("/static/{file}", ANY, "Style, scripts and pictures of the pages", get(files::asset)),
        reads("/web/{bundle}/{*file}", ANY, "A file of a built bundle", get(files::bundle)),
        reads("/tablet", ANY, "To the capture app", get(files::to_tablet)),
        reads("/tablet/", HTML, "The capture app", get(files::tablet_index)),
        reads("/tablet/{file}", ANY, "A file of the capture app", get(files::tablet)),
        reads(
            "/favicon.ico",
            ANY,
            "The icon, for browsers that do not ask for its address",
            get(files::favicon),
        ),
    ]
}

fn rider_routes() -> Vec<Route> {
    vec![
        reads(
            "/m/rider-worker.js",
            ANY,
            "Carries riders' pages through dead zones",
            get(files::rider_worker),
        ),
        reads("/m/{market}/rider/{token}", HTML, "A rider's stops, by a secret link", get(rider::page))
            .asks(&["at", "lang"]),
        writes("/m/{market}/rider/{token}/stop", HTML, "What a rider did at a stop", post(rider::say))
            .takes(Takes::Form(&["stop", "action", "item", "note", "at_ms", "lang"])),
        reads(
            "/m/{market}/rider/{token}/version",
            JSON,
            "Which version of the plan a rider's link shows",
            get(rider::version),
        ),
    ]
}

fn desk_routes() -> Vec<Route> {
    vec![
        reads("/desk", HTML, "The desk: review, orders, riders", get(desk::page)).asks(&["check", "lang"]),
        writes("/desk/login", HTML, "Opens the desk by its code", post(session::login))
            .takes(Takes::Form(&["code", "lang"])),
        writes("/desk/logout", HTML, "Leaves the desk", post(session::logout)),
        writes("/desk/review", HTML, "Accepts or returns events", post(desk::review_form))
            .takes(Takes::Form(&["decision", "event", "reason", "lang"])),
        writes("/desk/orders", HTML, "Takes an order", post(desk::order_form))
            .takes(Takes::Form(ORDER_FIELDS)),
        writes("/desk/plan", HTML, "Plans the orders of a day that wait", post(desk::plan_form))
            .takes(Takes::Form(&["market", "day", "riders", "on-0", "from-0", "until-0", "cold-0", "lang"])),
        writes("/desk/replan", HTML, "Plans a day again after an event", post(desk::replan_form))
            .takes(Takes::Form(REPLAN_FIELDS)),
        reads("/desk/signs", HTML, "Signs with codes, to print", get(signs::sheet))
            .asks(&["market", "of", "lang"]),
        reads("/desk/stall", HTML, "To a stall's page of today, by its number or name", get(today::find))
            .asks(&["market", "stall", "lang"]),
        reads(
            "/m/{market}/s/{stall}/today",
            HTML,
            "The desk speaks for a stall, and gives its merchant the link",
            get(today::by_desk),
        )
        .asks(&["done", "lang"]),
        writes(
            "/m/{market}/s/{stall}/today",
            HTML,
            "What the desk says for a stall",
            post(today::say_by_desk),
        )
        .takes(Takes::Form(today::FIELDS)),
        writes("/desk/conditions", HTML, "Says what is closed or crowded", post(desk::conditions_form))
            .takes(Takes::Form(&["market", "closed", "crowd", "from", "until", "much", "open", "lang"])),
    ]
}

fn api_routes() -> Vec<Route> {
    vec![
        reads("/api/v1/markets", JSON, "List of markets", get(api::markets)),
        reads("/api/v1/markets/{market}/route", JSON, "The quickest way between two places", get(way::api))
            .asks(&["from", "to", "profile", "at", "lang"]),
        reads(
            "/api/v1/markets/{market}/live",
            JSON,
            "What stalls say of today; a stream of changes for who accepts text/event-stream",
            get(feed::feed),
        ),
        writes(
            EVENTS,
            JSON,
            "Stores a batch of survey events and answers with a receipt",
            post(intake::events),
        )
        .takes(Takes::Json("EventBatch")),
        reads(
            "/api/v1/markets/{market}/review",
            JSON,
            "What was decided on a device's events",
            get(review::notes),
        )
        .asks(&["device"]),
        writes(
            "/api/v1/markets/{market}/review",
            JSON,
            "Accepts or returns events (desk)",
            post(review::decide),
        )
        .takes(Takes::Json("ReviewRequest")),
        writes("/api/v1/markets/{market}/orders", JSON, "Takes an order", post(orders::take))
            .takes(Takes::Json("OrderRequest")),
        reads("/api/openapi.json", JSON, "This document", get(openapi::openapi)),
        reads("/healthz", JSON, "Whether the server is well", get(shop::health)),
    ]
}

/// The largest body that a route takes, in bytes.
#[must_use]
pub fn body_limit(path: &str) -> usize {
    if path == EVENTS { BATCH_BYTES } else { BODY_BYTES }
}

/// The whole server.
pub fn router(app: Shared) -> Router {
    let mut router = Router::new();
    for route in table() {
        let limit = DefaultBodyLimit::max(body_limit(route.path));
        router = router.route(route.path, route.handler.layer(limit));
    }
    router
        .fallback(|| async { AppError::not_found() })
        .layer(CatchPanicLayer::custom(panicked))
        .layer(CsrfLayer::new())
        .layer(middleware::from_fn_with_state(app.clone(), layers::around))
        .with_state(app)
}

#[expect(clippy::needless_pass_by_value, reason = "the layer hands it over")]
fn panicked(panic: Box<dyn std::any::Any + Send>) -> axum::response::Response {
    let text = panic.downcast_ref::<&str>().map(|s| (*s).to_owned());
    let text = text.or_else(|| panic.downcast_ref::<String>().cloned());
    AppError::internal(format!("panic: {}", text.unwrap_or_default())).into_response()
}
