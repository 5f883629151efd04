//! The published schemas hold for what is read and written: a small checker of the part of JSON Schema that they use.

use market_delivery::{
    EVENTS_SCHEMA, Event, Events, Limits, ORDERS_SCHEMA, Orders, PLAN_SCHEMA, Session, Settings, plan,
};
use serde_json::{Value, json};

use crate::day::{clock, graph, rich_day};

const EXAMPLE: &str = include_str!("../../../../assets/markets/haneul/orders.json");

/// Where a value does not keep a schema.
fn broken(root: &Value, schema: &Value, value: &Value, path: &str, out: &mut Vec<String>) {
    if let Some(name) = schema["$ref"].as_str() {
        let name = name.trim_start_matches("#/$defs/");
        return broken(root, &root["$defs"][name], value, path, out);
    }
    if let Some(kinds) = schema["oneOf"].as_array() {
        let fits = kinds.iter().filter(|kind| {
            let mut found = Vec::new();
            broken(root, kind, value, path, &mut found);
            found.is_empty()
        });
        if fits.count() != 1 {
            out.push(format!("{path}: not one of {}", kinds.len()));
        }
    }
    let right = match schema["type"].as_str() {
        Some("object") => value.is_object(),
        Some("array") => value.is_array(),
        Some("string") => value.is_string(),
        Some("integer") => value.is_u64(),
        Some("boolean") => value.is_boolean(),
        _ => true,
    };
    let known = schema["enum"].as_array().is_none_or(|all| all.contains(value));
    let constant = schema.get("const").is_none_or(|c| c == value);
    let number = value.as_u64().is_none_or(|n| {
        n >= schema["minimum"].as_u64().unwrap_or(0) && n <= schema["maximum"].as_u64().unwrap_or(u64::MAX)
    });
    if !(right && known && constant && number) {
        out.push(format!("{path}: {value}"));
    }
    if let Some(map) = value.as_object() {
        for field in schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
            if !map.contains_key(field) {
                out.push(format!("{path}.{field} is missing"));
            }
        }
        for (key, inner) in map {
            match schema["properties"].get(key) {
                Some(schema) => broken(root, schema, inner, &format!("{path}.{key}"), out),
                None if schema["additionalProperties"] == json!(false) => {
                    out.push(format!("{path}.{key} is unknown"));
                }
                None => {}
            }
        }
    }
    for (i, inner) in value.as_array().into_iter().flatten().enumerate() {
        if let Some(items) = schema.get("items") {
            broken(root, items, inner, &format!("{path}[{i}]"), out);
        }
    }
}

fn check(schema: &str, value: &Value) -> Vec<String> {
    let root: Value = serde_json::from_str(schema).unwrap();
    let mut out = Vec::new();
    broken(&root, &root, value, "", &mut out);
    out
}

#[test]
fn orders_events_and_plans_of_60_random_days_keep_the_published_schemas() {
    let graph = graph();
    println!("seeds 0 to 59");
    for seed in 0..60 {
        let orders = rich_day(seed);
        assert_eq!(
            check(ORDERS_SCHEMA, &serde_json::to_value(&orders).unwrap()),
            [] as [String; 0],
            "seed {seed}"
        );
        let before = plan(&graph, &orders).unwrap();
        assert_eq!(
            check(PLAN_SCHEMA, &serde_json::to_value(&before).unwrap()),
            [] as [String; 0],
            "seed {seed}"
        );
        let rider = orders.riders[0].id.clone();
        let order = orders.orders[0].id.clone();
        let mut new = orders.orders[0].clone();
        new.id = "new".to_owned();
        let list = vec![
            Event::Delay { rider, minutes: 5 },
            Event::NewOrder { order: Box::new(new) },
            Event::Cancelled { order },
        ];
        let events =
            Events { format: "jangteo.events".to_owned(), version: 1, now: clock(700), events: list };
        let text = serde_json::to_vec(&events).unwrap();
        assert_eq!(Events::from_json(&text).as_ref(), Ok(&events), "seed {seed}");
        assert_eq!(check(EVENTS_SCHEMA, &serde_json::to_value(&events).unwrap()), [] as [String; 0]);
        let limits = Limits { steps: 20, seed: 1 };
        let again = Session::new(&graph).replan(&orders, &before, &events, limits, &mut || false).unwrap();
        assert_eq!(check(PLAN_SCHEMA, &serde_json::to_value(&again.plan).unwrap()), [] as [String; 0]);
    }
}

#[test]
fn the_example_keeps_the_schema_and_every_field_that_is_read_is_published() {
    let example: Value = serde_json::from_str(EXAMPLE).unwrap();
    assert_eq!(check(ORDERS_SCHEMA, &example), [] as [String; 0]);
    assert!(Orders::from_json(EXAMPLE.as_bytes()).is_ok());
    let schema: Value = serde_json::from_str(ORDERS_SCHEMA).unwrap();
    // Each published setting is read, with its default.
    let defaults = serde_json::to_value(Settings::default()).unwrap();
    for (field, rule) in schema["$defs"]["settings"]["properties"].as_object().unwrap() {
        if let (Some(said), Some(value)) = (rule.get("default"), defaults.get(field)) {
            assert_eq!(said, value, "{field}");
        }
    }
    assert!(!check(ORDERS_SCHEMA, &json!({"format": "jangteo.orders", "version": 2})).is_empty());
}
