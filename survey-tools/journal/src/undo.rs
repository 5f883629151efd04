//! Taking a step back: not by deleting it, but by events that say what was so before.

use std::collections::BTreeSet;

use market_model::{EntityKind, EventBody, Id, Record, Source, Survey, SurveyEvent, fold_into};

/// The events that take back the step `all[from..to]`.
///
/// Only what still stands as the step left it is touched: a value that was changed again later stays.
/// `base` is what was known before the log; `all` must be in the order of writing. Three folds: O(n log n).
#[must_use]
pub fn inverse(base: &Survey, all: &[SurveyEvent], from: usize, to: usize) -> Vec<EventBody> {
    let (from, to) = (from.min(all.len()), to.min(all.len()));
    let says = |events: &[SurveyEvent]| fold_into(base.clone(), events).0;
    let (before, after, now) = (says(&all[..from]), says(&all[..to]), says(all));
    let mut touched: BTreeSet<(EntityKind, Id)> = BTreeSet::new();
    for event in &all[from..to] {
        let (EventBody::Set { entity, id, .. }
        | EventBody::Remove { entity, id }
        | EventBody::Confirm { entity, id, .. }) = &event.body;
        touched.insert((*entity, id.clone()));
    }
    let mut bodies = Vec::new();
    for (entity, id) in touched {
        let (was, left, is) = (before.get(entity, &id), after.get(entity, &id), now.get(entity, &id));
        let fields = entity.fields().iter().map(|spec| spec.name);
        let Some(was) = was else {
            let untouched = fields.clone().all(|field| text(left, field) == text(is, field));
            if is.is_some() && untouched {
                bodies.push(EventBody::Remove { entity, id });
            }
            continue;
        };
        for field in fields {
            let (was_text, is_text) = (text(Some(was), field), text(is, field));
            if is_text == text(left, field) && was_text != is_text {
                let source = was.fields.get(field).map_or(Source::Surveyed, |c| c.source);
                let (id, field, value) = (id.clone(), field.to_owned(), was_text.to_owned());
                bodies.push(EventBody::Set { entity, id, field, value, source });
            }
        }
    }
    bodies
}

/// What a field says, whoever said it in which event; nothing and an empty text are the same.
fn text<'a>(record: Option<&'a Record>, field: &str) -> &'a str {
    record.and_then(|r| r.get(field)).unwrap_or_default()
}
