//! The description of every address, made from the table of routes, so that none is missing.

use axum::response::Response;
use serde_json::{Map, Value, json};

use crate::routes::{self, Route, Takes};
use crate::{layers, view};

/// `GET /api/openapi.json`.
pub async fn openapi() -> Response {
    view::json(&document())
}

fn document() -> Value {
    let mut paths: Map<String, Value> = Map::new();
    for route in routes::table() {
        // OpenAPI knows no wildcard; `{file}` stands for the rest of the path.
        let path = route.path.replace("{*", "{");
        let operation = operation(&route, &path);
        let entry = paths.entry(path).or_insert_with(|| json!({}));
        if let Value::Object(methods) = entry {
            methods.insert(route.method.to_owned(), operation);
        }
    }
    json!({
        "openapi": "3.1.0",
        "info": { "title": "Jangteo", "version": env!("CARGO_PKG_VERSION"), "license": { "name": "MIT OR Apache-2.0" } },
        "paths": paths,
        "components": { "schemas": schemas() }
    })
}

fn operation(route: &Route, path: &str) -> Value {
    let mut parameters: Vec<Value> = path
        .split(['{', '}'])
        .skip(1)
        .step_by(2)
        .map(|name| json!({ "name": name, "in": "path", "required": true, "schema": { "type": "string" } }))
        .collect();
    parameters.extend(route.query.iter().map(
        |name| json!({ "name": name, "in": "query", "required": false, "schema": { "type": "string" } }),
    ));
    let content = if layers::is_api(path) {
        json!({ "application/json": { "schema": { "$ref": "#/components/schemas/ApiError" } } })
    } else {
        json!({ "text/html": {} })
    };
    let failure = json!({ "description": "What went wrong", "content": content });
    let mut operation = json!({
        "operationId": operation_id(route.method, route.path),
        "summary": route.summary,
        "parameters": parameters,
        "responses": {
            "2XX": { "description": "As asked", "content": { route.answer: {} } },
            "3XX": { "description": "It is there, or unchanged" },
            "4XX": failure,
            "5XX": failure,
        }
    });
    if let (Some(body), Value::Object(operation)) = (body(route.takes), &mut operation) {
        operation.insert("requestBody".to_owned(), body);
    }
    operation
}

fn body(takes: Takes) -> Option<Value> {
    let (media_type, schema) = match takes {
        Takes::Nothing => return None,
        Takes::Form(fields) => {
            let properties: Map<String, Value> =
                fields.iter().map(|f| ((*f).to_owned(), json!({ "type": "string" }))).collect();
            ("application/x-www-form-urlencoded", json!({ "type": "object", "properties": properties }))
        }
        Takes::Json(name) => ("application/json", json!({ "$ref": format!("#/components/schemas/{name}") })),
    };
    Some(json!({ "required": true, "content": { media_type: { "schema": schema } } }))
}

fn schemas() -> Value {
    // `market_model::Id`: letters, digits and syllables, no dot in front.
    let id = json!({ "type": "string", "pattern": "^[A-Za-z0-9_가-힣-][A-Za-z0-9_.가-힣-]{0,63}$" });
    let mut schemas = json!({
        "ApiError": {
            "type": "object",
            "required": ["code", "message", "request_id"],
            "properties": {
                "code": { "type": "string", "enum": [
                    "not_found", "bad_request", "invalid", "no_route", "forbidden", "too_large", "busy", "internal"
                ] },
                "message": { "type": "string" },
                "request_id": { "type": "string" }
            }
        },
        "EventBatch": {
            "type": "object",
            "required": ["device", "events"],
            "properties": {
                "device": id,
                "events": { "type": "array", "maxItems": 500, "items": {
                    "type": "object",
                    "required": ["id", "seq", "schema"],
                    "properties": {
                        "id": id,
                        "seq": { "type": "integer", "minimum": 1, "maximum": u32::MAX },
                        "schema": { "type": "integer", "minimum": 1, "maximum": u16::MAX }
                    }
                } }
            }
        },
        "ReviewRequest": {
            "type": "object",
            "required": ["events", "decision"],
            "properties": {
                "events": { "type": "array", "maxItems": 500, "items": id },
                "decision": { "type": "string", "enum": ["accepted", "returned"] },
                "note": { "type": "string" }
            }
        }
    });
    if let (Value::Object(all), Value::Object(more)) = (&mut schemas, order_schemas(&id)) {
        all.extend(more);
    }
    schemas
}

fn order_schemas(id: &Value) -> Value {
    let clock = json!({ "type": "string", "pattern": "^(([01][0-9]|2[0-3]):[0-5][0-9])?$" });
    json!({
        "OrderTaken": {
            "type": "object",
            "required": ["order", "code", "day"],
            "properties": {
                "order": { "type": "string" },
                "code": { "type": "string", "pattern": "^[0-9]{3}-[0-9]{3}$" },
                "day": { "type": "string" }
            }
        },
        "ConditionNote": {
            "type": "object",
            "required": ["key", "ko", "en"],
            "properties": { "key": { "type": "string" }, "ko": { "type": "string" }, "en": { "type": "string" } }
        },
        "OrderRequest": {
            "type": "object",
            "required": ["address", "lines"],
            "additionalProperties": false,
            "properties": {
                "address": id,
                "day": { "type": "string", "pattern": "^([12][0-9]{3}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01]))?$" },
                "soft": { "type": "boolean" },
                "priority": { "type": "integer", "minimum": 0, "maximum": 9 },
                "entrance": { "type": "string", "maxLength": 40 },
                "floor": { "type": "integer", "minimum": 0, "maximum": 150 },
                "note": { "type": "string", "maxLength": 200 },
                "from": clock,
                "until": clock,
                "lines": { "type": "array", "minItems": 1, "maxItems": 40, "items": {
                    "type": "object",
                    "required": ["stall", "goods"],
                    "additionalProperties": false,
                    "properties": {
                        "stall": { "type": "string" },
                        "goods": { "type": "string" },
                        "quantity": { "type": "string" },
                        "grams": { "type": "integer", "minimum": 0, "maximum": 1_000_000 },
                        "cold": { "type": "boolean" },
                        "ready": clock,
                        "max_on_board_min": { "type": "integer", "minimum": 0, "maximum": 1_440 }
                    }
                } }
            }
        }
    })
}

/// `get_m_market_s_stall`: unique, because paths are.
fn operation_id(method: &str, path: &str) -> String {
    let words = path.split(|c: char| !c.is_ascii_alphanumeric()).filter(|w| !w.is_empty());
    let end = if path.len() > 1 && path.ends_with('/') { "_index" } else { "" };
    words.fold(method.to_owned(), |id, word| format!("{id}_{word}")) + end
}
