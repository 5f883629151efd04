//! Every reference names a record that is there.

use market_model::{EntityKind, FieldType, Id, Problem, Survey, Text};

use crate::suggest::{nearest, short, with_hint};

/// Tells every reference to something that is not in its table. O(n log n), and a search per wrong reference.
pub fn check(survey: &Survey, problems: &mut Vec<Problem>) {
    for ((kind, id), record) in &survey.records {
        for field in kind.fields() {
            let FieldType::Ref(target) = field.ty else { continue };
            let Some(found) = record.get(field.name) else { continue };
            let known = Id::new(found).ok().is_some_and(|id| survey.get(target, &id).is_some());
            if known {
                continue;
            }
            let expected = Text::new(
                format!("{} 표에 있는 번호", target.ko()),
                format!("an identifier of the table `{}`", target.table()),
            );
            let hint = nearest(found, survey.of(target).take(2_000).map(|(id, _)| id.as_str()));
            let code = format!("unknown-{}", target.code());
            let path = format!("{} {id} · {}", kind.code(), field.name);
            let problem = Problem::error(&code, path, short(found), with_hint(expected, hint));
            problems.push(problem.at(record.origin_of(field.name)));
        }
    }
}

/// How somebody would call the target of a wrong reference.
pub fn listed(kind: EntityKind) -> Text {
    Text::new(format!("{} 표에 한 줄", kind.ko()), format!("one row in the table `{}`", kind.table()))
}
