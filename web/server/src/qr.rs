//! QR codes: an address as a drawing.

use axum::http::{HeaderMap, header};
use market_model::Text;
use qrcode::{Color, EcLevel, QrCode};

use crate::app::App;
use crate::error::{AppError, AppResult};

/// White around a code, in modules, as ISO/IEC 18004 asks.
const QUIET: usize = 4;

/// The code of a text as an SVG drawing: one path of black modules on white. It can be read with a quarter of it hidden
/// or worn off (level Q), as signs in a market are.
///
/// # Errors
/// When the text is longer than any code holds.
pub fn svg(text: &str) -> AppResult<String> {
    let code =
        QrCode::with_error_correction_level(text.as_bytes(), EcLevel::Q).map_err(|error| AppError {
            cause: Some(error.to_string()),
            ..AppError::bad_request(Text::new(
                "QR 코드에 담기에는 주소가 너무 깁니다.",
                "The address is too long for a QR code.",
            ))
        })?;
    let width = code.width();
    let side = width + 2 * QUIET;
    let mut path = String::new();
    for (y, row) in code.to_colors().chunks(width).enumerate() {
        let mut x = 0;
        for run in row.chunk_by(|a, b| a == b) {
            if run.first() == Some(&Color::Dark) {
                let length = run.len();
                path.push_str(&format!("M{} {}h{length}v1h-{length}z", x + QUIET, y + QUIET));
            }
            x += run.len();
        }
    }
    Ok(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {side} {side}\" shape-rendering=\"crispEdges\" \
         role=\"img\" aria-label=\"QR\"><rect width=\"{side}\" height=\"{side}\" fill=\"#fff\"/><path d=\"{path}\"/></svg>"
    ))
}

/// Scheme and host for addresses that are printed: the configured ones, else those by which this request came.
///
/// # Errors
/// When neither is known.
pub fn base(app: &App, headers: &HeaderMap) -> AppResult<String> {
    if !app.base_url.is_empty() {
        return Ok(app.base_url.clone());
    }
    let host = headers.get(header::HOST).and_then(|v| v.to_str().ok()).filter(|host| is_host(host));
    host.map(|host| format!("http://{host}")).ok_or_else(|| {
        AppError::bad_request(Text::new(
            "이 서버의 주소를 모릅니다. --base-url로 서버를 시작해 주세요.",
            "The server's own address is not known: start it with --base-url.",
        ))
    })
}

/// A name or number with an optional port, and nothing else.
fn is_host(host: &str) -> bool {
    !host.is_empty()
        && host.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':' | '[' | ']'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_has_its_quiet_zone_and_three_finders() {
        let drawing = svg("https://jangteo.example/m/haneul/s/%EA%B0%80-12").unwrap();
        // A finder's upper edge is seven modules wide: two of them in the first row of modules.
        assert_eq!(drawing.matches("M4 4h7").count(), 1, "{drawing}");
        assert!(!drawing.contains("M0 ") && !drawing.contains("M3 "), "the rim is white");
    }

    #[test]
    fn a_text_that_fits_no_code_is_refused_with_a_sentence() {
        let error = svg(&"x".repeat(3_000)).unwrap_err();
        assert_eq!(error.status, axum::http::StatusCode::BAD_REQUEST);
    }

    #[test]
    fn a_host_is_a_name_or_a_number_and_nothing_else() {
        assert!(is_host("127.0.0.1:8080") && is_host("market.example") && is_host("[::1]:80"));
        assert!(!is_host("") && !is_host("a/b") && !is_host("a b") && !is_host("a\"onload"));
    }
}
