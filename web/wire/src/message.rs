//! Reads the JSON messages between a page and the viewer under hard limits, whatever their type.
//!
//! Invariants: never panics; every number that is accepted is finite, also as a 32-bit float; what was accepted is
//! accepted again after it was written.

use serde::de::DeserializeOwned;
use serde_json::Value;

/// No message is longer, bytes: a route through the largest market takes a tenth.
pub const MAX_BYTES: usize = 1 << 20;
/// No list is longer.
pub const MAX_ITEMS: usize = 50_000;
/// No text is longer, bytes.
pub const MAX_TEXT: usize = 4_096;
/// No number is further from nought: every whole number up to here is exact.
pub const MAX_NUMBER: f64 = 9.0e15;

/// Why a text is no message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MessageError {
    /// It is no JSON, or no message that this version knows.
    Unknown(String),
    /// A part of it is larger than any message needs.
    TooLarge {
        /// What is too large.
        what: &'static str,
        /// How large it may be.
        limit: u64,
    },
}

impl std::fmt::Display for MessageError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Unknown(why) => write!(
                f,
                "not a message of bridge version {}: {why}; are page and viewer of the same build?",
                crate::bridge::BRIDGE_VERSION
            ),
            Self::TooLarge { what, limit } => {
                write!(f, "a message with {what} beyond the limit of {limit}; send less at once")
            }
        }
    }
}

impl std::error::Error for MessageError {}

/// Reads a message. Linear in its length.
///
/// # Errors
/// [`MessageError`] when it is no message of this version, or larger than any.
pub fn read<T: DeserializeOwned>(json: &str) -> Result<T, MessageError> {
    if json.len() > MAX_BYTES {
        return Err(MessageError::TooLarge { what: "more bytes", limit: MAX_BYTES as u64 });
    }
    let value: Value = serde_json::from_str(json).map_err(|e| MessageError::Unknown(e.to_string()))?;
    check(&value)?;
    serde_json::from_value(value).map_err(|e| MessageError::Unknown(e.to_string()))
}

/// Holds every part of a message under the limits; `serde_json` holds its depth.
fn check(value: &Value) -> Result<(), MessageError> {
    match value {
        Value::Null | Value::Bool(_) => Ok(()),
        Value::Number(number) if number.as_f64().is_some_and(|n| n.abs() <= MAX_NUMBER) => Ok(()),
        Value::Number(_) => Err(MessageError::TooLarge { what: "a number", limit: MAX_NUMBER as u64 }),
        Value::String(text) if text.len() <= MAX_TEXT => Ok(()),
        Value::String(_) => Err(MessageError::TooLarge { what: "a text", limit: MAX_TEXT as u64 }),
        Value::Array(items) if items.len() <= MAX_ITEMS => items.iter().try_for_each(check),
        Value::Object(fields) if fields.len() <= MAX_ITEMS => fields.values().try_for_each(check),
        Value::Array(_) | Value::Object(_) => {
            Err(MessageError::TooLarge { what: "a list", limit: MAX_ITEMS as u64 })
        }
    }
}
