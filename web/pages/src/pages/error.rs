//! Something went wrong: what happened, what to do, and a way on.

use leptos::prelude::*;

use super::{
    layout::{Frame, document},
    parts::icon,
    piece::Seal,
};
use crate::{Ctx, ErrorPage, i18n::fill};

/// Anything that went wrong.
#[must_use]
pub fn error(ctx: &Ctx, page: &ErrorPage) -> String {
    let w = ctx.words();
    let (what, to_do) = match page.status {
        401 | 403 | 410 => (w.error_403, w.error_403_do),
        404 => (w.error_404, w.error_404_do),
        413 => (w.error_413, w.error_413_do),
        429 => (w.error_429, w.error_429_do),
        503 | 408 | 504 => (w.error_503, w.error_503_do),
        400..500 => (w.error_400, w.error_400_do),
        _ => (w.error_500, w.error_500_do),
    };
    let request = (!page.request_id.is_empty()).then(|| {
        view! { <p class="quiet">{w.error_id} ": " <code>{page.request_id.clone()}</code></p> }.seal()
    });
    let lines: Vec<_> =
        page.problems.iter().map(|p| view! { <li>{p.render(ctx.lang)}</li> }.seal()).collect();
    let problems = (!lines.is_empty())
        .then(|| view! { <h2>{w.error_problems}</h2> <ul class="problems">{lines}</ul> }.seal());
    let main = view! {
        <div class="oops">
            <p class="oops-code">{fill(w.error_code, &[&page.status.to_string()])}</p>
            <h1>{what}</h1>
            <p class="lead">{to_do}</p>
            {problems}
            <p><a class="button main" href=ctx.link("/", &[])>{icon("home")} {w.home}</a></p>
            {request}
        </div>
    }
    .seal();
    let mut frame = Frame::new("error", what);
    frame.private = true;
    document(ctx, &frame, main)
}
