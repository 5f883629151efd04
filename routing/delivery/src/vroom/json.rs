//! A JSON value that stays small: rows of whole numbers are kept as numbers, and the number of other values is limited.
//!
//! Invariant: memory is at most a few times the text; depth is limited by the parser (128). Knows nothing of the format.

use std::cell::Cell;
use std::fmt;

use serde::de::{DeserializeSeed, Error, MapAccess, SeqAccess, Visitor};

/// Most values that are no plain whole numbers of a row.
const MAX_VALUES: usize = 4_000_000;
/// Characters of a value that are repeated in a message.
const SHOWN: usize = 60;

/// A parsed value; members stay in the order of the text.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Json {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A whole number of at least 0.
    Uint(u64),
    /// A negative whole number.
    Int(i64),
    /// Any other number.
    Float(f64),
    /// A text.
    Text(String),
    /// An array of whole numbers below 2³².
    Uints(Vec<u32>),
    /// Any other array.
    List(Vec<Json>),
    /// An object.
    Map(Vec<(String, Json)>),
}

impl Json {
    /// Parses a text.
    ///
    /// # Errors
    /// What the parser says, with line and column; also when the text has too many values.
    pub(crate) fn parse(bytes: &[u8]) -> Result<Self, String> {
        let left = Cell::new(MAX_VALUES);
        let mut parser = serde_json::Deserializer::from_slice(bytes);
        let value = Seed(&left).deserialize(&mut parser).map_err(|e| e.to_string())?;
        parser.end().map_err(|e| e.to_string())?;
        Ok(value)
    }

    /// The member of an object; the first one when there are several.
    pub(crate) fn get(&self, key: &str) -> Option<&Json> {
        match self {
            Json::Map(members) => members.iter().find(|(k, _)| k == key).map(|(_, v)| v),
            _ => None,
        }
    }

    /// The number as VROOM reads whole numbers.
    pub(crate) fn uint(&self) -> Option<u64> {
        match self {
            Json::Uint(n) => Some(*n),
            _ => None,
        }
    }

    /// Any number.
    pub(crate) fn number(&self) -> Option<f64> {
        match self {
            Json::Uint(n) => Some(*n as f64),
            Json::Int(n) => Some(*n as f64),
            Json::Float(x) => Some(*x),
            _ => None,
        }
    }

    /// Length of an array.
    pub(crate) fn len(&self) -> Option<usize> {
        match self {
            Json::List(items) => Some(items.len()),
            Json::Uints(items) => Some(items.len()),
            _ => None,
        }
    }

    /// An item of an array; numbers of a row are made into values.
    pub(crate) fn item(&self, index: usize) -> Option<std::borrow::Cow<'_, Json>> {
        match self {
            Json::List(items) => items.get(index).map(std::borrow::Cow::Borrowed),
            Json::Uints(items) => {
                items.get(index).map(|n| std::borrow::Cow::Owned(Json::Uint(u64::from(*n))))
            }
            _ => None,
        }
    }
}

/// What was found, short enough for a message.
impl fmt::Display for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Json::Null => f.write_str("null"),
            Json::Bool(b) => write!(f, "{b}"),
            Json::Uint(n) => write!(f, "{n}"),
            Json::Int(n) => write!(f, "{n}"),
            Json::Float(x) => write!(f, "{x}"),
            Json::Text(t) if t.chars().count() > SHOWN => {
                write!(f, "\"{}…\"", t.chars().take(SHOWN).collect::<String>())
            }
            Json::Text(t) => write!(f, "\"{t}\""),
            Json::Uints(items) if items.len() <= 8 => write!(f, "{items:?}"),
            Json::Uints(items) => write!(f, "[{} …] ({})", items[0], items.len()),
            Json::List(items) if items.len() <= 3 && items.iter().all(|i| i.number().is_some()) => {
                let shown: Vec<String> = items.iter().map(ToString::to_string).collect();
                write!(f, "[{}]", shown.join(", "))
            }
            Json::List(items) => write!(f, "[…] ({})", items.len()),
            Json::Map(members) => write!(f, "{{…}} ({})", members.len()),
        }
    }
}

#[derive(Clone, Copy)]
struct Seed<'a>(&'a Cell<usize>);

impl Seed<'_> {
    fn count<E: Error>(self) -> Result<(), E> {
        let left = self.0.get().checked_sub(1);
        self.0.set(left.ok_or_else(|| E::custom(format!("more than {MAX_VALUES} values")))?);
        Ok(())
    }
}

impl<'de> DeserializeSeed<'de> for Seed<'_> {
    type Value = Json;

    fn deserialize<D: serde::Deserializer<'de>>(self, parser: D) -> Result<Json, D::Error> {
        parser.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Seed<'_> {
    type Value = Json;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E: Error>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Json, E> {
        Ok(Json::Bool(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Json, E> {
        Ok(Json::Uint(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Json, E> {
        Ok(u64::try_from(value).map_or(Json::Int(value), Json::Uint))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Json, E> {
        Ok(Json::Float(value))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Json, E> {
        Ok(Json::Text(value.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Json, A::Error> {
        self.count()?;
        let mut row = Vec::new();
        while let Some(item) = items.next_element_seed(self)? {
            match item {
                Json::Uint(n) if u32::try_from(n).is_ok() => row.push(n as u32),
                other => return self.mixed(&row, other, items),
            }
        }
        Ok(Json::Uints(row))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Json, A::Error> {
        self.count()?;
        let mut found: Vec<(String, Json)> = Vec::new();
        while let Some(key) = members.next_key::<String>()? {
            self.count()?;
            found.push((key, members.next_value_seed(self)?));
        }
        Ok(Json::Map(found))
    }
}

impl Seed<'_> {
    /// The rest of an array that is no row of whole numbers.
    fn mixed<'de, A: SeqAccess<'de>>(self, row: &[u32], next: Json, mut items: A) -> Result<Json, A::Error> {
        let mut list = Vec::with_capacity(row.len() + 1);
        for n in row {
            self.count()?;
            list.push(Json::Uint(u64::from(*n)));
        }
        list.push(next);
        while let Some(item) = items.next_element_seed(self)? {
            self.count()?;
            list.push(item);
        }
        Ok(Json::List(list))
    }
}
