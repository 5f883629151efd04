//! What a client is told when something fails: a code, a sentence and a request id; never the cause.

use serde::{Deserialize, Serialize};

/// The kinds of failure a client can tell apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ErrorCode {
    /// There is no such market, stall, place or page.
    NotFound,
    /// The request cannot be understood.
    BadRequest,
    /// The input has problems; they are listed.
    Invalid,
    /// There is no way between the two places.
    NoRoute,
    /// Not allowed.
    Forbidden,
    /// Too large.
    TooLarge,
    /// Too many at once; try again later.
    Busy,
    /// Our fault.
    Internal,
}

/// The body of every error answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApiError {
    /// What kind of failure.
    pub code: ErrorCode,
    /// A sentence in the language of the request.
    pub message: String,
    /// Find it in the server's log by this.
    pub request_id: String,
}
