//! Reads orders from JSON and tells every problem at once, each with its path.

use market_model::{Problem, Text};
use serde_json::{Map, Value};

use crate::orders::{Clock, Item, ORDERS_FORMAT, ORDERS_FORMAT_VERSION, Order, Orders, Rider, Settings};

/// More bytes than this are not read.
const MAX_BYTES: usize = 64 << 20;

impl Orders {
    /// Reads the JSON that `routing/README.md` describes.
    ///
    /// # Errors
    /// Every problem of form, each with its path, such as `orders[3].window[1]`.
    pub fn from_json(bytes: &[u8]) -> Result<Self, Vec<Problem>> {
        let mut reader = Reader { problems: Vec::new() };
        let orders = reader.document(bytes);
        match orders {
            Some(orders) if reader.problems.is_empty() => Ok(orders),
            _ => Err(reader.problems),
        }
    }
}

struct Reader {
    problems: Vec<Problem>,
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
        let (format, version) = (ORDERS_FORMAT.to_owned(), ORDERS_FORMAT_VERSION);
        Some(Orders { format, version, market, orders, riders, settings })
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
        self.unknown(root, "", &["format", "version", "market", "orders", "riders", "settings"]);
    }

    fn settings(&mut self, root: &Object) -> Settings {
        let default = Settings::default();
        let map = match root.get("settings") {
            None => return default,
            Some(Value::Object(map)) => map,
            Some(other) => {
                self.problem("not-an-object", "settings", other, "객체", "an object");
                return default;
            }
        };
        let p = "settings.";
        self.unknown(map, p, &["parking_s", "stall_s", "order_s", "packing_s", "door_s", "gates"]);
        let gates =
            if map.contains_key("gates") { self.list(map, p, "gates", Self::gate) } else { Vec::new() };
        Settings {
            parking_s: self.number(map, p, "parking_s", Some(default.parking_s), 0..=7_200),
            stall_s: self.number(map, p, "stall_s", Some(default.stall_s), 0..=7_200),
            order_s: self.number(map, p, "order_s", Some(default.order_s), 0..=7_200),
            packing_s: self.number(map, p, "packing_s", Some(default.packing_s), 0..=7_200),
            door_s: self.number(map, p, "door_s", Some(default.door_s), 0..=7_200),
            gates,
        }
    }

    fn gate(&mut self, value: &Value, path: &str) -> Option<String> {
        let found = value.as_str().map(str::to_owned);
        if found.is_none() {
            self.problem("not-text", path, value, "출입구 번호", "a gate");
        }
        found
    }

    fn order(&mut self, value: &Value, path: &str) -> Option<Order> {
        let map = self.object(value, path)?;
        let p = format!("{path}.");
        self.unknown(map, &p, &["id", "items", "address", "window", "service_s"]);
        let service_s = map.contains_key("service_s");
        Some(Order {
            id: self.text(map, &p, "id", true),
            items: self.list(map, &p, "items", Self::item),
            address: self.text(map, &p, "address", true),
            window: self.span(map, &p, "window")?,
            service_s: service_s.then(|| self.number(map, &p, "service_s", None, 0..=7_200)),
        })
    }

    fn item(&mut self, value: &Value, path: &str) -> Option<Item> {
        let map = self.object(value, path)?;
        let p = format!("{path}.");
        self.unknown(map, &p, &["stall", "good", "count", "grams", "ready"]);
        let ready = match map.get("ready") {
            None | Some(Value::Null) => None,
            Some(value) => Some(self.clock(value, &format!("{p}ready"))?),
        };
        Some(Item {
            stall: self.text(map, &p, "stall", true),
            good: self.text(map, &p, "good", false),
            count: self.number(map, &p, "count", Some(1), 1..=10_000),
            grams: self.number(map, &p, "grams", Some(0), 0..=1_000_000),
            ready,
        })
    }

    fn rider(&mut self, value: &Value, path: &str) -> Option<Rider> {
        let map = self.object(value, path)?;
        let p = format!("{path}.");
        self.unknown(map, &p, &["id", "start", "capacity_grams", "shift", "max_orders"]);
        Some(Rider {
            id: self.text(map, &p, "id", true),
            start: self.text(map, &p, "start", true),
            capacity_grams: self.number(map, &p, "capacity_grams", None, 1..=10_000_000),
            max_orders: self.number(map, &p, "max_orders", Some(8), 1..=100),
            shift: self.span(map, &p, "shift")?,
        })
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

    fn number(
        &mut self,
        map: &Object,
        prefix: &str,
        field: &str,
        default: Option<u64>,
        range: std::ops::RangeInclusive<u64>,
    ) -> u64 {
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
        list.iter().enumerate().filter_map(|(i, value)| read(self, value, &format!("{path}[{i}]"))).collect()
    }

    fn unknown(&mut self, map: &Object, prefix: &str, known: &[&str]) {
        for key in map.keys().filter(|k| !known.contains(&k.as_str())) {
            let known = known.join(", ");
            self.problem("unknown-field", &format!("{prefix}{key}"), key, &known, &known);
        }
    }
}
