//! Reads orders from JSON and tells every problem at once, each with its path.

use std::collections::{BTreeMap, BTreeSet};

use market_model::{Date, Problem, Text};
use market_routing::{Conditions, Graph};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::orders::{
    Break, Clock, Item, ORDERS_FORMAT, ORDERS_FORMAT_VERSION, Order, Orders, Rider, Settings,
};
use crate::{limits, prepare};

/// More bytes than this are not read.
const MAX_BYTES: usize = 64 << 20;

const SETTINGS: [&str; 18] = [
    "closed_gates",
    "parking_s",
    "stall_s",
    "order_s",
    "packing_s",
    "door_s",
    "gates",
    "floor_s",
    "min_stop_s",
    "hub",
    "pickers",
    "wave_orders",
    "wave_min",
    "wave_from",
    "repack_s",
    "fairness_weight",
    "won_per_h",
    "change_won",
];
const ORDER: [&str; 15] = [
    "id",
    "items",
    "address",
    "window",
    "service_s",
    "floor",
    "max_on_board_min",
    "late_won_per_min",
    "until_hard",
    "priority",
    "next_day",
    "skills",
    "picking",
    "promised",
    "fee_won",
];
const ITEM: [&str; 10] = [
    "stall",
    "good",
    "count",
    "grams",
    "millilitres",
    "boxes",
    "ready",
    "handle_s",
    "cold",
    "max_on_board_min",
];
const RIDER: [&str; 16] = [
    "id",
    "start",
    "capacity_grams",
    "shift",
    "max_orders",
    "vehicle",
    "capacity_millilitres",
    "capacity_boxes",
    "skills",
    "end",
    "breaks",
    "longest_work_min",
    "longest_stretch_min",
    "rest_min",
    "pace_percent",
    "wage_won_per_h",
];

/// Reads one order of an event; `path` is where it stands.
pub(crate) fn order(value: &Value, path: &str) -> Result<Order, Vec<Problem>> {
    let mut reader = Reader::default();
    let order = reader.order(value, path);
    order.filter(|_| reader.problems.is_empty()).ok_or(reader.problems)
}

impl Orders {
    /// Reads the JSON that `routing/README.md` describes.
    ///
    /// # Errors
    /// Every problem of form, each with its path, such as `orders[3].window[1]`.
    pub fn from_json(bytes: &[u8]) -> Result<Self, Vec<Problem>> {
        let mut reader = Reader::default();
        let orders = reader.document(bytes);
        match orders {
            Some(orders) if reader.problems.is_empty() => Ok(orders),
            _ => Err(reader.problems),
        }
    }

    /// Reads the JSON of a day on a graph: problems of form and of content are told at once.
    ///
    /// # Errors
    /// Every problem, each with its path; what is told of the form of an order or a rider is not told of its content.
    pub fn from_json_on(graph: &Graph, bytes: &[u8]) -> Result<Self, Vec<Problem>> {
        let mut reader = Reader::default();
        let orders = reader.document(bytes);
        let content = orders.as_ref().map_or_else(Vec::new, |orders| prepare::problems(graph, orders));
        if reader.problems.is_empty() && content.is_empty() {
            return orders.ok_or_else(Vec::new);
        }
        let told: BTreeSet<String> = reader.problems.iter().map(|p| thing(&p.path).to_owned()).collect();
        for problem in content {
            let path = reader.as_written(&problem.path);
            // Nothing is missing that was there in a wrong form.
            let told = told.contains(thing(&path))
                || (path == "riders" && told.iter().any(|t| t.starts_with("riders")));
            if !told {
                reader.problems.push(Problem { path, ..problem });
            }
        }
        Err(reader.problems)
    }
}

/// The order or the rider that a path leads into; any other path itself.
fn thing(path: &str) -> &str {
    path.split_once('.').map_or(path, |(thing, _)| thing)
}

#[derive(Default)]
struct Reader {
    problems: Vec<Problem>,
    /// Which orders and riders of the file could be read, by the name of their list.
    read: BTreeMap<String, Vec<usize>>,
}

type Object = Map<String, Value>;

impl Reader {
    #[expect(clippy::needless_pass_by_value, reason = "texts, numbers and errors alike are handed in")]
    fn problem(&mut self, code: &str, path: &str, found: impl ToString, ko: &str, en: &str) {
        let mut found = found.to_string();
        if found.chars().count() > 80 {
            found = found.chars().take(80).chain("…".chars()).collect();
        }
        self.problems.push(Problem::error(code, path, found, Text::new(ko, en)));
    }

    /// A path into what was read, as a path into the file: what could not be read is counted there.
    fn as_written(&self, path: &str) -> String {
        let written = |list: &str, rest: &str| {
            let (number, after) = rest.split_once(']')?;
            let place = self.read.get(list)?.get(number.parse::<usize>().ok()?)?;
            Some(format!("{list}[{place}]{after}"))
        };
        let split = path.split_once('[').and_then(|(list, rest)| written(list, rest));
        split.unwrap_or_else(|| path.to_owned())
    }

    fn document(&mut self, bytes: &[u8]) -> Option<Orders> {
        if bytes.len() > MAX_BYTES {
            self.problem(
                "too-large",
                "file",
                format!("{} bytes", bytes.len()),
                "64 MB 이하",
                "at most 64 MB",
            );
            return None;
        }
        let root = match serde_json::from_slice::<Value>(bytes) {
            Ok(Value::Object(root)) => root,
            Ok(other) => {
                self.problem("not-an-object", "file", other, "JSON 객체", "a JSON object");
                return None;
            }
            Err(e) => {
                self.problem("not-json", "file", e, "JSON", "JSON");
                return None;
            }
        };
        self.head(&root);
        let settings = self.settings(&root);
        let orders = self.list(&root, "", "orders", Self::order);
        let riders = self.list(&root, "", "riders", Self::rider);
        let market = self.text(&root, "", "market", false);
        let (date, objective) = (self.date(&root), self.one_of(&root, "", "objective"));
        let (format, version) = (ORDERS_FORMAT.to_owned(), ORDERS_FORMAT_VERSION);
        let conditions = self.conditions(&root);
        Some(Orders { format, version, market, date, objective, orders, riders, settings, conditions })
    }

    fn head(&mut self, root: &Object) {
        match root.get("format").and_then(Value::as_str) {
            Some(ORDERS_FORMAT) => {}
            other => self.problem("format", "format", other.unwrap_or(""), ORDERS_FORMAT, ORDERS_FORMAT),
        }
        match root.get("version").and_then(Value::as_u64) {
            Some(v) if (1..=u64::from(ORDERS_FORMAT_VERSION)).contains(&v) => {}
            _ => {
                let found = root.get("version").map_or_else(String::new, ToString::to_string);
                self.problem("version", "version", found, "1", "1");
            }
        }
        let known = [
            "format",
            "version",
            "market",
            "date",
            "objective",
            "orders",
            "riders",
            "settings",
            "conditions",
        ];
        self.unknown(root, "", &known);
    }

    fn settings(&mut self, root: &Object) -> Settings {
        let d = Settings::default();
        let map = match root.get("settings") {
            None => return d,
            Some(Value::Object(map)) => map,
            Some(other) => {
                self.problem("not-an-object", "settings", other, "객체", "an object");
                return d;
            }
        };
        let p = "settings.";
        self.unknown(map, p, &SETTINGS);
        let gates =
            if map.contains_key("gates") { self.list(map, p, "gates", Self::word) } else { Vec::new() };
        let hub = map.contains_key("hub").then(|| self.text(map, p, "hub", true));
        let mut number = |field: &str, default: u64| self.number(map, p, field, Some(default));
        Settings {
            parking_s: number("parking_s", d.parking_s),
            stall_s: number("stall_s", d.stall_s),
            order_s: number("order_s", d.order_s),
            packing_s: number("packing_s", d.packing_s),
            door_s: number("door_s", d.door_s),
            floor_s: number("floor_s", d.floor_s),
            min_stop_s: number("min_stop_s", d.min_stop_s),
            pickers: number("pickers", d.pickers),
            wave_orders: number("wave_orders", d.wave_orders),
            wave_min: number("wave_min", d.wave_min),
            repack_s: number("repack_s", d.repack_s),
            fairness_weight: number("fairness_weight", d.fairness_weight),
            won_per_h: number("won_per_h", d.won_per_h),
            change_won: number("change_won", d.change_won),
            wave_from: self.time(map, p, "wave_from").unwrap_or(d.wave_from),
            closed_gates: self.words(map, p, "closed_gates"),
            gates,
            hub,
        }
    }

    fn conditions(&mut self, root: &Object) -> Option<Conditions> {
        let value = root.get("conditions").filter(|v| !v.is_null())?;
        match serde_json::from_value(value.clone()) {
            Ok(conditions) => Some(conditions),
            Err(e) => {
                let (ko, en) = ("closed, slower, narrower의 목록", "lists of closed, slower, narrower");
                self.problem("conditions", "conditions", e, ko, en);
                None
            }
        }
    }

    fn word(&mut self, value: &Value, path: &str) -> Option<String> {
        let found = value.as_str().map(str::to_owned);
        if found.is_none() {
            self.problem("not-text", path, value, "글자", "text");
        }
        found
    }

    fn words(&mut self, map: &Object, prefix: &str, field: &str) -> Vec<String> {
        if map.contains_key(field) { self.list(map, prefix, field, Self::word) } else { Vec::new() }
    }

    fn order(&mut self, value: &Value, path: &str) -> Option<Order> {
        let map = self.object(value, path)?;
        let p = format!("{path}.");
        self.unknown(map, &p, &ORDER);
        Some(Order {
            id: self.text(map, &p, "id", true),
            items: self.list(map, &p, "items", Self::item),
            address: self.text(map, &p, "address", true),
            window: self.span(map, &p, "window")?,
            service_s: self.maybe(map, &p, "service_s"),
            floor: self.number(map, &p, "floor", Some(0)),
            max_on_board_min: self.maybe(map, &p, "max_on_board_min"),
            late_won_per_min: self.maybe(map, &p, "late_won_per_min"),
            until_hard: self.time(map, &p, "until_hard"),
            priority: self.number(map, &p, "priority", Some(0)),
            next_day: self.flag(map, &p, "next_day"),
            skills: self.words(map, &p, "skills"),
            picking: self.one_of(map, &p, "picking"),
            promised: self.flag(map, &p, "promised"),
            fee_won: self.number(map, &p, "fee_won", Some(0)),
        })
    }

    fn item(&mut self, value: &Value, path: &str) -> Option<Item> {
        let map = self.object(value, path)?;
        let p = format!("{path}.");
        self.unknown(map, &p, &ITEM);
        Some(Item {
            stall: self.text(map, &p, "stall", true),
            good: self.text(map, &p, "good", false),
            count: self.number(map, &p, "count", Some(1)),
            grams: self.number(map, &p, "grams", Some(0)),
            millilitres: self.number(map, &p, "millilitres", Some(0)),
            boxes: self.number(map, &p, "boxes", Some(0)),
            ready: self.time(map, &p, "ready"),
            handle_s: self.number(map, &p, "handle_s", Some(0)),
            cold: self.flag(map, &p, "cold"),
            max_on_board_min: self.maybe(map, &p, "max_on_board_min"),
        })
    }

    fn rider(&mut self, value: &Value, path: &str) -> Option<Rider> {
        let map = self.object(value, path)?;
        let p = format!("{path}.");
        self.unknown(map, &p, &RIDER);
        let breaks = map.contains_key("breaks");
        Some(Rider {
            id: self.text(map, &p, "id", true),
            start: self.text(map, &p, "start", true),
            capacity_grams: self.number(map, &p, "capacity_grams", None),
            capacity_millilitres: self.maybe(map, &p, "capacity_millilitres"),
            capacity_boxes: self.maybe(map, &p, "capacity_boxes"),
            max_orders: self.number(map, &p, "max_orders", Some(8)),
            vehicle: self.one_of(map, &p, "vehicle"),
            skills: self.words(map, &p, "skills"),
            end: map.contains_key("end").then(|| self.text(map, &p, "end", true)),
            breaks: if breaks { self.list(map, &p, "breaks", Self::rest) } else { Vec::new() },
            longest_work_min: self.maybe(map, &p, "longest_work_min"),
            longest_stretch_min: self.maybe(map, &p, "longest_stretch_min"),
            rest_min: self.number(map, &p, "rest_min", Some(30)),
            pace_percent: self.number(map, &p, "pace_percent", Some(100)),
            wage_won_per_h: self.maybe(map, &p, "wage_won_per_h"),
            shift: self.span(map, &p, "shift")?,
        })
    }

    fn rest(&mut self, value: &Value, path: &str) -> Option<Break> {
        let map = self.object(value, path)?;
        let p = format!("{path}.");
        self.unknown(map, &p, &["window", "minutes"]);
        Some(Break { minutes: self.number(map, &p, "minutes", None), window: self.span(map, &p, "window")? })
    }

    /// One of the words of an enumeration; its default when absent.
    fn one_of<T: Default + DeserializeOwned>(&mut self, map: &Object, prefix: &str, field: &str) -> T {
        let Some(value) = map.get(field) else { return T::default() };
        serde_json::from_value(value.clone()).unwrap_or_else(|e| {
            let words = e.to_string();
            let known = words.split_once("expected ").map_or(words.as_str(), |(_, known)| known);
            self.problem("unknown-word", &format!("{prefix}{field}"), value, known, known);
            T::default()
        })
    }

    fn date(&mut self, map: &Object) -> Option<Date> {
        let value = map.get("date")?;
        let found = value.as_str().and_then(Date::parse);
        if found.is_none() {
            self.problem("date", "date", value, "2026-11-22 같은 날짜", "a day such as 2026-11-22");
        }
        found
    }

    fn flag(&mut self, map: &Object, prefix: &str, field: &str) -> bool {
        match map.get(field) {
            None => false,
            Some(Value::Bool(flag)) => *flag,
            Some(other) => {
                self.problem(
                    "not-a-flag",
                    &format!("{prefix}{field}"),
                    other,
                    "true, false",
                    "true or false",
                );
                false
            }
        }
    }

    fn time(&mut self, map: &Object, prefix: &str, field: &str) -> Option<Clock> {
        match map.get(field) {
            None | Some(Value::Null) => None,
            Some(value) => self.clock(value, &format!("{prefix}{field}")),
        }
    }

    fn maybe(&mut self, map: &Object, prefix: &str, field: &str) -> Option<u64> {
        let there = !matches!(map.get(field), None | Some(Value::Null));
        there.then(|| self.number(map, prefix, field, None))
    }

    fn span(&mut self, map: &Object, prefix: &str, field: &str) -> Option<[Clock; 2]> {
        let path = format!("{prefix}{field}");
        let Some([a, b]) = map.get(field).and_then(Value::as_array).map(Vec::as_slice) else {
            let found = map.get(field).map_or_else(String::new, ToString::to_string);
            self.problem("span", &path, found, "[\"14:00\", \"16:00\"]", "[\"14:00\", \"16:00\"]");
            return None;
        };
        let (a, b) = (self.clock(a, &format!("{path}[0]")), self.clock(b, &format!("{path}[1]")));
        let (a, b) = (a?, b?);
        if a >= b {
            self.problem(
                "span-order",
                &path,
                format!("{a}~{b}"),
                "시작이 끝보다 앞",
                "a start before its end",
            );
        }
        Some([a, b])
    }

    fn clock(&mut self, value: &Value, path: &str) -> Option<Clock> {
        let found = value.as_str().and_then(Clock::parse);
        if found.is_none() {
            self.problem("clock", path, value, "14:30 같은 시각", "a time of day such as 14:30");
        }
        found
    }

    fn object<'a>(&mut self, value: &'a Value, path: &str) -> Option<&'a Object> {
        let found = value.as_object();
        if found.is_none() {
            self.problem("not-an-object", path, value, "객체", "an object");
        }
        found
    }

    fn text(&mut self, map: &Object, prefix: &str, field: &str, must: bool) -> String {
        match map.get(field) {
            Some(Value::String(text)) if !must || !text.trim().is_empty() => text.trim().to_owned(),
            None if !must => String::new(),
            other => {
                let found = other.map_or_else(String::new, ToString::to_string);
                self.problem("not-text", &format!("{prefix}{field}"), found, "글자", "text");
                String::new()
            }
        }
    }

    fn number(&mut self, map: &Object, prefix: &str, field: &str, default: Option<u64>) -> u64 {
        let range = limits::range(field);
        let value = match (map.get(field), default) {
            (None, Some(default)) => return default,
            (value, _) => value,
        };
        match value.and_then(Value::as_u64) {
            Some(n) if range.contains(&n) => n,
            _ => {
                let found = value.map_or_else(String::new, ToString::to_string);
                let (low, high) = (range.start(), range.end());
                let (ko, en) =
                    (format!("{low}~{high} 사이의 정수"), format!("a whole number from {low} to {high}"));
                self.problem("number", &format!("{prefix}{field}"), found, &ko, &en);
                *range.start()
            }
        }
    }

    fn list<T>(
        &mut self,
        map: &Object,
        prefix: &str,
        field: &str,
        read: impl Fn(&mut Self, &Value, &str) -> Option<T>,
    ) -> Vec<T> {
        let path = format!("{prefix}{field}");
        let Some(list) = map.get(field).and_then(Value::as_array) else {
            let found = map.get(field).map_or_else(String::new, ToString::to_string);
            self.problem("not-a-list", &path, found, "목록", "a list");
            return Vec::new();
        };
        let mut places = Vec::new();
        let mut out = Vec::new();
        for (i, value) in list.iter().enumerate() {
            if let Some(thing) = read(self, value, &format!("{path}[{i}]")) {
                places.push(i);
                out.push(thing);
            }
        }
        if prefix.is_empty() {
            self.read.insert(path, places);
        }
        out
    }

    fn unknown(&mut self, map: &Object, prefix: &str, known: &[&str]) {
        for key in map.keys().filter(|k| !known.contains(&k.as_str())) {
            let known = known.join(", ");
            self.problem("unknown-field", &format!("{prefix}{key}"), key, &known, &known);
        }
    }
}
