//! Signs as small paths in a square of 24 by 24, white on a coloured ground.

use market_model::{ConnectorKind, FacilityKind};

use super::pen::{At, Pen, number, x, y};

/// The symbol of a facility.
pub const fn facility(kind: FacilityKind) -> &'static str {
    match kind {
        // A woman and a man beside each other, a line between.
        FacilityKind::Toilet => {
            "M7.2 3.6a1.7 1.7 0 1 1 0 3.4 1.7 1.7 0 0 1 0-3.4zM5.9 8h2.6l2.3 6.4H9v5.4H5.4v-5.4H3.6zM11.6 3.6h.9v16.2h-.9z\
             M17 3.6A1.7 1.7 0 1 1 17 7a1.7 1.7 0 0 1 0-3.4zM14.6 8h4.8v6.2H18v5.6h-2v-5.6h-1.4z"
        }
        FacilityKind::Parking => "M8 4.5h5.2a4.9 4.9 0 0 1 0 9.8H11v5.2H8zM11 7.2v4.4h2a2.2 2.2 0 0 0 0-4.4z",
        // A bench.
        FacilityKind::Rest => "M4 7h16v2.4H4zM4 11.6h16V14h-1.6v4.6h-2.2V14H7.8v4.6H5.6V14H4z",
        // A heart with a flash.
        FacilityKind::Aed => {
            "M12 20.2 4.6 12.9a4.6 4.6 0 0 1 6.5-6.5l.9.9.9-.9a4.6 4.6 0 0 1 6.5 6.5zM12.9 8l-3.6 5h2.3l-.9 4 3.7-5.2h-2.4z"
        }
        FacilityKind::Extinguisher => {
            "M10.4 3.6h2.2l.3 1.6 4.7-1.1v2.4l-4.5.5v1a3.6 3.6 0 0 1 2.2 3.3v9.1H7.9v-9.1a3.6 3.6 0 0 1 2.3-3.3V6.8L7 7.6 6.4 6z"
        }
        FacilityKind::Hydrant => {
            "M12 3.2a4 4 0 0 1 3.9 3.3h1v2h-.9v3h2.1v3.4H16v3.6h1.4v2H6.6v-2H8v-3.6H5.9v-3.4H8v-3h-.9v-2h1A4 4 0 0 1 12 3.2z\
             M12 11a2 2 0 1 0 0 4.1 2 2 0 0 0 0-4.1z"
        }
        // A box with an arrow into it.
        FacilityKind::Hub => {
            "M10.8 3h2.4v5.4H16l-4 4.4-4-4.4h2.8zM4 10h3.2v2.2H6.4v6.4h11.2v-6.4h-.8V10H20v10.8H4z"
        }
        FacilityKind::Information => "M10.4 4h3.2v3.2h-3.2zM9 9.4h4.6v8h1.6v2.4H9v-2.4h1.6v-5.6H9z",
        // A key.
        FacilityKind::Lockers => {
            "M8 7.4a4.6 4.6 0 0 1 4.4 3.3H20v2.6h-1.6v2.8h-2.6v-2.8h-3.4A4.6 4.6 0 1 1 8 7.4zM7.6 10.4a1.6 1.6 0 1 0 0 3.2 1.6 1.6 0 0 0 0-3.2z"
        }
    }
}

/// The symbol of a way between levels.
pub const fn connector(kind: ConnectorKind) -> &'static str {
    match kind {
        ConnectorKind::Stairs => {
            "M3.6 19.6v-3.8h4.2V12H12V8.2h4.2V4.4h4.2v3h-1.6v3.8h-4.2V15h-4.2v3.8H6.2v.8z"
        }
        ConnectorKind::Ramp => "M3.4 18.6 20.6 8.2v3.2L8.6 18.6zM3.4 19.4h17.2v1.8H3.4zM17 3.2l4 .3-2.1 3.4z",
        ConnectorKind::Lift => "M5 3.4h14v17.2H5zM7 5.4v13.2h10V5.4zM12 6.8l3 4.2H9zM12 17.2 9 13h6z",
        ConnectorKind::Crossing => "M4 5h2.4v14H4zM8.6 5H11v14H8.6zM13 5h2.4v14H13zM17.6 5H20v14h-2.4z",
    }
}

/// Draws a sign of `size_dm` across, its middle at `at`.
pub fn sign(pen: &mut Pen, at: At, size_dm: f64, ground: &str, symbol: &str, round: bool, title: &str) {
    let half = size_dm * 50.0;
    let radius = number(size_dm * if round { 0.5 } else { 0.2 });
    let (left, top, size) = (x(at.0 - half), y(at.1 + half), number(size_dm));
    // Tenths are too coarse for a scale.
    let scale = format!("{:.3}", size_dm / 24.0);
    pen.raw(&format!(
        "<g class=\"sign\">{title}<rect x=\"{left}\" y=\"{top}\" width=\"{size}\" height=\"{size}\" rx=\"{radius}\" \
         fill=\"{ground}\" stroke=\"#fff\" stroke-width=\"1\"/><path transform=\"translate({left} {top}) scale({scale})\" \
         d=\"{symbol}\" fill=\"#fff\" fill-rule=\"evenodd\"/></g>\n"
    ));
}
