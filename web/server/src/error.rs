//! Failures on their way to a client: a status, a code, a sentence. The cause goes to the log only.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use market_model::{Problem, Text};
use market_store::StoreError;
use market_wire::ErrorCode;

/// A failure; the outermost layer turns it into JSON or a page, with the request's id.
#[derive(Debug, Clone)]
pub struct AppError {
    /// HTTP status.
    pub status: StatusCode,
    /// What a client can tell apart.
    pub code: ErrorCode,
    /// A sentence; the usual one of the status when `None`.
    pub message: Option<Text>,
    /// Problems of the input.
    pub problems: Vec<Problem>,
    /// What happened, for the log alone.
    pub cause: Option<String>,
    /// After how many seconds it is worth trying again.
    pub retry_after_s: Option<u64>,
}

/// What handlers answer.
pub type AppResult<T> = Result<T, AppError>;

impl AppError {
    /// A failure of this status, with the usual sentence.
    #[must_use]
    pub fn new(status: StatusCode) -> Self {
        let retry_after_s = (status == StatusCode::SERVICE_UNAVAILABLE).then_some(2);
        Self {
            status,
            code: code_of(status),
            message: None,
            problems: Vec::new(),
            cause: None,
            retry_after_s,
        }
    }

    /// There is no such thing.
    #[must_use]
    pub fn not_found() -> Self {
        Self::new(StatusCode::NOT_FOUND)
    }

    /// The request cannot be understood.
    #[must_use]
    pub fn bad_request(message: Text) -> Self {
        Self { message: Some(message), ..Self::new(StatusCode::BAD_REQUEST) }
    }

    /// Our fault.
    #[must_use]
    pub fn internal(cause: impl std::fmt::Display) -> Self {
        Self { cause: Some(cause.to_string()), ..Self::new(StatusCode::INTERNAL_SERVER_ERROR) }
    }

    /// Too often; come back after `wait`.
    #[must_use]
    pub fn too_often(wait: std::time::Duration) -> Self {
        let seconds = wait.as_secs().saturating_add(1);
        Self { retry_after_s: Some(seconds), ..Self::new(StatusCode::TOO_MANY_REQUESTS) }
    }

    /// The same with another code.
    #[must_use]
    pub fn coded(mut self, code: ErrorCode, message: Text) -> Self {
        self.code = code;
        self.message = Some(message);
        self
    }

    /// The sentence.
    #[must_use]
    pub fn text(&self) -> Text {
        self.message.clone().unwrap_or_else(|| usual(self.status))
    }
}

/// The code of a status.
#[must_use]
pub fn code_of(status: StatusCode) -> ErrorCode {
    match status {
        StatusCode::NOT_FOUND | StatusCode::GONE => ErrorCode::NotFound,
        StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => ErrorCode::Forbidden,
        StatusCode::PAYLOAD_TOO_LARGE | StatusCode::URI_TOO_LONG => ErrorCode::TooLarge,
        StatusCode::UNPROCESSABLE_ENTITY => ErrorCode::Invalid,
        StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE => ErrorCode::Busy,
        status if status.is_client_error() => ErrorCode::BadRequest,
        _ => ErrorCode::Internal,
    }
}

fn usual(status: StatusCode) -> Text {
    match status {
        StatusCode::NOT_FOUND => Text::new("찾는 것이 없습니다.", "There is no such thing here."),
        StatusCode::UNAUTHORIZED => Text::new("먼저 로그인하세요.", "Log in first."),
        StatusCode::FORBIDDEN => Text::new("허용되지 않은 요청입니다.", "This is not allowed."),
        StatusCode::METHOD_NOT_ALLOWED => {
            Text::new("이 주소에서는 할 수 없는 요청입니다.", "This address does not take that method.")
        }
        StatusCode::PAYLOAD_TOO_LARGE => Text::new("보낸 내용이 너무 큽니다.", "What was sent is too large."),
        StatusCode::TOO_MANY_REQUESTS => {
            Text::new("요청이 너무 잦습니다. 잠시 뒤에 다시 해 주세요.", "Too many requests; try again soon.")
        }
        StatusCode::SERVICE_UNAVAILABLE => {
            Text::new("지금은 붐빕니다. 잠시 뒤에 다시 해 주세요.", "Busy; try again soon.")
        }
        status if status.is_client_error() => {
            Text::new("요청을 이해할 수 없습니다.", "The request cannot be understood.")
        }
        _ => Text::new("서버에 문제가 생겼습니다.", "Something went wrong on the server."),
    }
}

impl From<StoreError> for AppError {
    fn from(error: StoreError) -> Self {
        let busy = matches!(&error, StoreError::Database(e) if is_away(e));
        let status = if busy { StatusCode::SERVICE_UNAVAILABLE } else { StatusCode::INTERNAL_SERVER_ERROR };
        Self { cause: Some(error.to_string()), ..Self::new(status) }
    }
}

/// Whether the failure passes by itself.
fn is_away(error: &(impl std::fmt::Display + ?Sized)) -> bool {
    let text = error.to_string();
    text.contains("timed out") || text.contains("locked") || text.contains("connection refused")
}

impl From<getrandom::Error> for AppError {
    fn from(error: getrandom::Error) -> Self {
        Self::internal(error)
    }
}

impl From<tokio::task::JoinError> for AppError {
    fn from(error: tokio::task::JoinError) -> Self {
        Self::internal(error)
    }
}

impl IntoResponse for AppError {
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}
