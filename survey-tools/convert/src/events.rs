//! The event door: JSON Lines in and out.

use std::collections::BTreeMap;

use market_model::{
    DeviceId, EVENT_SCHEMA, EventBody, EventHash, EventId, Id, Origin, Problem, Record, Survey, SurveyEvent,
    Text, fold_into,
};

use crate::ConvertError;
use crate::decode::{decode, origin};
use crate::suggest::{nearest, short, with_hint};
use crate::table::{MAX_CELL_CHARS, MAX_POINTS_CHARS};

/// The file of a survey folder that holds its events.
pub const EVENTS_FILE: &str = "events.jsonl";

/// Reads an event log (JSON Lines) as a survey of its own. O(n log n).
#[must_use]
pub fn read_events(bytes: &[u8]) -> (Survey, Vec<Problem>) {
    read_events_over(Survey::default(), bytes)
}

/// Reads an event log over what a survey says already.
pub fn read_events_over(base: Survey, bytes: &[u8]) -> (Survey, Vec<Problem>) {
    let (lines, mut problems) = parse_lines(bytes);
    let line_of: BTreeMap<&EventId, u32> = lines.iter().rev().map(|(line, e)| (&e.id, *line)).collect();
    let events: Vec<SurveyEvent> = lines.iter().map(|(_, e)| e.clone()).collect();
    let (mut survey, more) = apply_events(base, &events);
    let locate = |place: &mut Origin| {
        if let Some(line) = EventId::new(&place.event).ok().and_then(|id| line_of.get(&id)) {
            EVENTS_FILE.clone_into(&mut place.file);
            place.line = *line;
        }
    };
    problems.extend(more.into_iter().map(|mut p| {
        locate(&mut p.origin);
        p
    }));
    for record in survey.records.values_mut() {
        locate(&mut record.origin);
        for cell in record.fields.values_mut() {
            locate(&mut cell.origin);
        }
    }
    (survey, problems)
}

/// Reads the lines of an event log. A line that is no event is told and left out.
#[must_use]
pub fn parse_events(bytes: &[u8]) -> (Vec<SurveyEvent>, Vec<Problem>) {
    let (lines, problems) = parse_lines(bytes);
    (lines.into_iter().map(|(_, event)| event).collect(), problems)
}

fn parse_lines(bytes: &[u8]) -> (Vec<(u32, SurveyEvent)>, Vec<Problem>) {
    let (text, mut problems) = decode(bytes, EVENTS_FILE);
    let mut events = Vec::new();
    for (line, content) in (1u32..).zip(text.split('\n')) {
        let content = content.trim();
        if content.is_empty() {
            continue;
        }
        match serde_json::from_str::<SurveyEvent>(content) {
            Ok(event) => events.push((line, event)),
            Err(error) => {
                let expected = Text::new(
                    format!("한 줄에 사건 하나 (JSON): {error}"),
                    format!("one event a line, as JSON: {error}"),
                );
                let problem = Problem::error("bad-event", EVENTS_FILE, short(content), expected);
                problems.push(problem.at(&origin(EVENTS_FILE, line)));
            }
        }
    }
    (events, problems)
}

/// Applies events over a survey, in their own order whatever the order of the list. O(n log n).
#[must_use]
pub fn apply_events(base: Survey, events: &[SurveyEvent]) -> (Survey, Vec<Problem>) {
    let mut problems = Vec::new();
    let readable: Vec<SurveyEvent> =
        events.iter().filter(|event| check_event(event, &mut problems)).cloned().collect();
    check_identity(&readable, &mut problems);
    let (mut survey, unknown) = fold_into(base, &readable);
    problems.extend(unknown.iter().map(unknown_field));
    for ((kind, id), record) in &mut survey.records {
        // The identifier is the thing itself; as a field it only makes a thing without other fields appear.
        let Some(cell) = record.fields.remove("id") else { continue };
        if cell.value != id.as_str() {
            let expected =
                Text::new(format!("{id} (번호는 바꿀 수 없음)"), format!("{id}: an identifier stays"));
            let path = format!("{} {id} · id", kind.code());
            problems.push(Problem::error("id-changed", path, short(&cell.value), expected).at(&cell.origin));
        }
    }
    (survey, problems)
}

fn at_event(problem: Problem, event: &SurveyEvent) -> Problem {
    problem.at(&Origin { event: event.id.to_string(), ..Origin::default() })
}

/// Whether an event can be applied; tells why not.
fn check_event(event: &SurveyEvent, problems: &mut Vec<Problem>) -> bool {
    if event.schema == 0 || event.schema > EVENT_SCHEMA {
        let expected = Text::new(
            format!("사건 형식 {EVENT_SCHEMA} 이하 (프로그램을 새로 받으세요)"),
            format!("event format up to {EVENT_SCHEMA}: update the program"),
        );
        let problem = Problem::error("newer-event", "schema", event.schema.to_string(), expected);
        problems.push(at_event(problem, event));
        return false;
    }
    if let EventBody::Set { entity, id, field, value, .. } = &event.body {
        let limit = if field == "line" { MAX_POINTS_CHARS } else { MAX_CELL_CHARS };
        if value.len() > limit && value.chars().count() > limit {
            let expected = Text::new(format!("{limit}자 이하"), format!("at most {limit} characters"));
            let path = format!("{} {id} · {}", entity.code(), short(field));
            problems.push(at_event(Problem::error("too-long", path, short(value), expected), event));
            return false;
        }
    }
    true
}

/// Events that claim the same name or the same place in a device's log, but differ.
fn check_identity(events: &[SurveyEvent], problems: &mut Vec<Problem>) {
    let mut by_id: BTreeMap<&EventId, &SurveyEvent> = BTreeMap::new();
    let mut by_seq: BTreeMap<(&DeviceId, u32), &SurveyEvent> = BTreeMap::new();
    for event in events {
        let first = by_id.entry(&event.id).or_insert(event);
        if *first != event {
            let expected = Text::new("사건마다 다른 번호", "an identifier of its own for each event");
            let problem = Problem::error("event-id-clash", "id", event.id.as_str(), expected);
            problems.push(at_event(problem, event));
            continue;
        }
        let first = by_seq.entry((&event.device, event.seq)).or_insert(event);
        if first.id != event.id {
            let expected = Text::new("기기마다 한 번만 쓰는 차례", "each place in a device's log once");
            let found = format!("{} {}", event.device, event.seq);
            problems.push(at_event(Problem::error("event-seq-clash", "seq", found, expected), event));
        }
    }
}

fn unknown_field(event: &SurveyEvent) -> Problem {
    match &event.body {
        EventBody::Set { entity, id, field, .. } => {
            let hint = nearest(field, entity.fields().iter().flat_map(|f| [f.name, f.ko]));
            let expected = Text::new("표에 있는 항목", "a field of this table");
            let path = format!("{} {id} · {}", entity.code(), short(field));
            let problem = Problem::warning("unknown-field", path, short(field), with_hint(expected, hint));
            at_event(problem, event)
        }
        EventBody::Confirm { entity, id, .. } | EventBody::Remove { entity, id } => {
            let expected = Text::new("있는 점포의 확인", "the confirmation of a stall that is there");
            let path = format!("{} {id} · confirmed", entity.code());
            at_event(Problem::warning("nothing-to-confirm", path, id.as_str(), expected), event)
        }
    }
}

/// Writes a survey as an event log (JSON Lines) of `device`, all at `at_ms`; nothing is lost. O(n).
///
/// # Errors
/// [`ConvertError::Json`], which cannot happen for a survey read by this crate.
pub fn write_events(survey: &Survey, device: &DeviceId, at_ms: u64) -> Result<Vec<u8>, ConvertError> {
    let mut log = Log { device, at_ms, seq: 0, prev: EventHash::genesis(), bytes: Vec::new() };
    for ((entity, id), record) in &survey.records {
        for (field, value, source) in fields_of(id, record) {
            log.append(EventBody::Set {
                entity: *entity,
                id: id.clone(),
                field: field.to_owned(),
                value: value.to_owned(),
                source,
            })?;
        }
    }
    Ok(log.bytes)
}

/// A record's fields; a thing without any appears by its identifier.
fn fields_of<'a>(id: &'a Id, record: &'a Record) -> Vec<(&'static str, &'a str, market_model::Source)> {
    if record.fields.is_empty() {
        return vec![("id", id.as_str(), market_model::Source::Surveyed)];
    }
    record.fields.iter().map(|(field, cell)| (*field, cell.value.as_str(), cell.source)).collect()
}

struct Log<'a> {
    device: &'a DeviceId,
    at_ms: u64,
    seq: u32,
    prev: EventHash,
    bytes: Vec<u8>,
}

impl Log<'_> {
    fn append(&mut self, body: EventBody) -> Result<(), ConvertError> {
        self.seq += 1;
        let name = format!("{}-{}", self.device, self.seq);
        let id = EventId::new(&name).map_err(|e| ConvertError::Device(e.found))?;
        let event = SurveyEvent {
            id,
            device: self.device.clone(),
            seq: self.seq,
            prev: self.prev.clone(),
            schema: EVENT_SCHEMA,
            at_ms: self.at_ms,
            actor: String::new(),
            body,
        };
        serde_json::to_writer(&mut self.bytes, &event)?;
        self.bytes.push(b'\n');
        self.prev = event.hash();
        Ok(())
    }
}
