//! The list of markets, and the description of the API.

use axum::extract::State;
use axum::response::Response;
use market_wire::MarketSummary;
use serde_json::{Map, Value, json};

use crate::app::Shared;
use crate::error::AppResult;
use crate::{routes, view};

/// `GET /api/v1/markets`.
///
/// # Errors
/// None so far.
pub async fn markets(State(app): State<Shared>) -> AppResult<Response> {
    let summary = |p: &crate::published::Published| MarketSummary {
        id: p.market.id.clone(),
        names: p.market.names.clone(),
        status: p.market.status,
        counts: p.manifest.counts,
        revision: p.manifest.revision.clone(),
        number: u32::try_from(p.number).unwrap_or(u32::MAX),
        manifest_url: format!("/m/{}/manifest.json", p.market.id),
    };
    let all: Vec<MarketSummary> = app.catalogue.markets().iter().map(|p| summary(p)).collect();
    Ok(view::json(&all))
}

/// `GET /api/openapi.json`: made from the table of routes, so that none is missing.
pub async fn openapi() -> Response {
    view::json(&document())
}

fn document() -> Value {
    let mut paths: Map<String, Value> = Map::new();
    for route in routes::table() {
        // OpenAPI knows no wildcard; `{file}` stands for the rest of the path.
        let path = route.path.replace("{*", "{");
        let mut parameters: Vec<Value> = path
            .split(['{', '}'])
            .skip(1)
            .step_by(2)
            .map(|name| json!({ "name": name, "in": "path", "required": true, "schema": { "type": "string" } }))
            .collect();
        parameters.extend(route.query.iter().map(
            |name| json!({ "name": name, "in": "query", "required": false, "schema": { "type": "string" } }),
        ));
        let failure = json!({
            "description": "What went wrong",
            "content": { "application/json": { "schema": { "$ref": "#/components/schemas/ApiError" } } }
        });
        let operation = json!({
            "operationId": operation_id(route.method, route.path),
            "summary": route.summary,
            "parameters": parameters,
            "responses": {
                "2XX": { "description": "As asked", "content": { route.answer: {} } },
                "4XX": failure,
                "5XX": failure,
            }
        });
        let entry = paths.entry(path).or_insert_with(|| json!({}));
        if let Value::Object(methods) = entry {
            methods.insert(route.method.to_owned(), operation);
        }
    }
    json!({
        "openapi": "3.1.0",
        "info": { "title": "Jangteo", "version": env!("CARGO_PKG_VERSION"), "license": { "name": "MIT OR Apache-2.0" } },
        "paths": paths,
        "components": { "schemas": { "ApiError": {
            "type": "object",
            "required": ["code", "message", "request_id"],
            "properties": {
                "code": { "type": "string", "enum": [
                    "not_found", "bad_request", "invalid", "no_route", "forbidden", "too_large", "busy", "internal"
                ] },
                "message": { "type": "string" },
                "request_id": { "type": "string" }
            }
        } } }
    })
}

/// `get_m_market_s_stall`: unique, because paths are.
fn operation_id(method: &str, path: &str) -> String {
    let words = path.split(|c: char| !c.is_ascii_alphanumeric()).filter(|w| !w.is_empty());
    let end = if path.len() > 1 && path.ends_with('/') { "_index" } else { "" };
    words.fold(method.to_owned(), |id, word| format!("{id}_{word}")) + end
}
