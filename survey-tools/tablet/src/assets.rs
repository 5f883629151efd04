//! The static shell of the app: what the server serves under `/tablet/` beside the wasm bundle.
//!
//! Invariant: no inline script or style in any of these files, so that the strictest policy can be kept.

/// Files of the shell: name under `/tablet/`, media type, bytes. `index.html` is also `/tablet/` itself.
pub const ASSETS: &[(&str, &str, &[u8])] = &[
    ("index.html", "text/html; charset=utf-8", include_bytes!("../static/index.html")),
    ("app.css", "text/css; charset=utf-8", include_bytes!("../static/app.css")),
    ("boot.js", "text/javascript; charset=utf-8", include_bytes!("../static/boot.js")),
    ("platform.js", "text/javascript; charset=utf-8", include_bytes!("../static/platform.js")),
    ("sw.js", "text/javascript; charset=utf-8", include_bytes!("../static/sw.js")),
    ("manifest.webmanifest", "application/manifest+json", include_bytes!("../static/manifest.webmanifest")),
    ("icon.svg", "image/svg+xml", include_bytes!("../static/icon.svg")),
    ("icon-192.png", "image/png", include_bytes!("../static/icon-192.png")),
    ("icon-512.png", "image/png", include_bytes!("../static/icon-512.png")),
];
