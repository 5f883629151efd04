//! What came from tablets and waits for a person: old and new value side by side, accept or return.

use leptos::prelude::*;
use market_model::{Category, Consent, EntityKind, Lang, Payment, Side, TradeState};

use super::{
    desk::form_fields,
    parts::{icon, korean},
    piece::{Piece, Seal},
};
use crate::{
    Change, Ctx, DeskPage, PendingEvent,
    i18n::{fill, grouped},
};

/// The review queue as one form: nothing is decided by a stray tap.
pub(super) fn section(ctx: &Ctx, page: &DeskPage) -> Piece {
    let w = ctx.words();
    let body = if page.pending.is_empty() {
        view! { <p class="hint">{w.desk_review_none}</p> }.seal()
    } else {
        let rows: Vec<_> = page.pending.iter().map(|event| row(ctx, event)).collect();
        view! {
            <p class="hint">{w.desk_review_lead}</p>
            <form method="post" action="/desk/review" class="review">
                {form_fields(ctx, page)}
                <div class="table-scroll" tabindex="0" role="group" aria-labelledby="review-title">
                    <table class="review-table">
                        <thead><tr>
                            <th scope="col">{w.desk_select}</th>
                            <th scope="col">{w.desk_field}</th>
                            <th scope="col">{w.desk_old}</th>
                            <th scope="col">{w.desk_new}</th>
                            <th scope="col">{w.desk_who}</th>
                        </tr></thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
                <div class="decide">
                    <button class="button main" type="submit" name="decision" value="accept">{icon("check")} {w.desk_accept}</button>
                    <div class="field">
                        <label for="reason">{w.desk_reason}</label>
                        <input id="reason" name="reason" maxlength="200" autocomplete="off" />
                    </div>
                    <button class="button warn" type="submit" name="decision" value="return">{icon("undo")} {w.desk_return}</button>
                </div>
            </form>
        }
        .seal()
    };
    let n = (!page.pending.is_empty()).then(|| {
        view! { <span class="n">{grouped(u64::try_from(page.pending.len()).unwrap_or(u64::MAX))}</span> }
            .seal()
    });
    view! {
        <section class="desk-part" id="review" aria-labelledby="review-title">
            <h2 id="review-title">{icon("check")} {w.desk_review} " " {n}</h2>
            {body}
        </section>
    }
    .seal()
}

fn row(ctx: &Ctx, event: &PendingEvent) -> Piece {
    let w = ctx.words();
    let field = field_label(ctx, event);
    let thing = format!("{} {}", entity_word(ctx, event.entity), event.thing);
    let id = format!("event-{}", event.id);
    let label = fill(w.desk_select_event, &[&format!("{thing} {field}")]);
    let (old, new) = match &event.change {
        Change::Set { old, new, .. } => {
            let (old, new) = (old.as_ref().map(|v| value_word(ctx, event, v)), value_word(ctx, event, new));
            let old = match &old {
                Some(old) => korean(ctx, old),
                None => view! { <span class="quiet">{w.desk_no_value}</span> }.seal(),
            };
            (old, view! { <strong>{korean(ctx, &new)}</strong> }.seal())
        }
        Change::Remove => (().seal(), view! { <strong>{w.desk_remove}</strong> }.seal()),
        Change::Confirm(day) => (().seal(), fill(w.desk_confirm, &[day]).seal()),
    };
    let conflict = event.conflict.then(|| view! { <p class="badge late">{w.desk_conflict}</p> }.seal());
    let problem =
        event.problem.as_ref().map(|p| view! { <p class="row-problem">{p.render(ctx.lang)}</p> }.seal());
    view! {
        <tr class=if event.conflict { "conflict" } else { "plain" }>
            <td class="pick-cell">
                <input type="checkbox" id=id name="event" value=event.id.clone() checked=!event.conflict && event.problem.is_none() aria-label=label />
            </td>
            <th scope="row"><span lang="ko">{thing}</span> " " <span class="quiet">{field}</span> {conflict} {problem}</th>
            <td>{old}</td>
            <td>{new}</td>
            <td class="quiet">{event.actor.clone()} " · " {event.device.clone()} " · " {event.at.clone()}</td>
        </tr>
    }.seal()
}

fn entity_word(ctx: &Ctx, entity: EntityKind) -> &'static str {
    if ctx.lang == Lang::Ko { entity.ko() } else { entity.table() }
}

fn field_label(ctx: &Ctx, event: &PendingEvent) -> String {
    let Change::Set { field, .. } = &event.change else { return String::new() };
    let spec = event.entity.fields().iter().find(|spec| spec.name == field);
    let label = match spec {
        Some(spec) if ctx.lang == Lang::Ko => spec.ko,
        _ => field,
    };
    label.strip_suffix("_m").map_or_else(|| label.to_owned(), |label| format!("{label} (m)"))
}

/// A code as the word that people know it by; any other value as it is.
fn value_word(ctx: &Ctx, event: &PendingEvent, value: &str) -> String {
    let Change::Set { field, .. } = &event.change else { return value.to_owned() };
    let word = match field.as_str() {
        "category" => Category::parse(value).map(|c| c.word(ctx.lang)),
        "state" => TradeState::parse(value).map(|s| s.word(ctx.lang)),
        "side" => Side::parse(value).map(|s| s.word(ctx.lang)),
        "consent" => Consent::parse(value).map(|c| c.word(ctx.lang)),
        "payments" => return payment_words(ctx, value),
        _ => None,
    };
    word.unwrap_or(value).to_owned()
}

fn payment_words(ctx: &Ctx, value: &str) -> String {
    let words: Vec<&str> =
        value.split('+').map(|code| Payment::parse(code).map_or(code, |p| p.word(ctx.lang))).collect();
    words.join(", ")
}
