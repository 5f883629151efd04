//! Survey events: facts that are never changed or deleted. A correction is a new event.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::{Cell, DeviceId, EntityKind, EventId, Id, Origin, Source, Survey, nfc};

/// The version of the event format that this code writes; every earlier one is read for ever.
pub const EVENT_SCHEMA: u16 = 1;

/// SHA-256 in lower-case hexadecimal; of nothing before it, 64 zeros.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct EventHash(pub String);

impl EventHash {
    /// What the first event of a device names as the event before it.
    #[must_use]
    pub fn genesis() -> Self {
        Self("0".repeat(64))
    }
}

/// What an event says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum EventBody {
    /// A field of a thing has this value; the thing appears with its first field.
    Set {
        /// What kind of thing.
        entity: EntityKind,
        /// Which thing.
        id: Id,
        /// Field name in the schema.
        field: String,
        /// The value, in the same writing as in a table.
        value: String,
        /// Who says so.
        #[serde(default = "surveyed", skip_serializing_if = "is_surveyed")]
        source: Source,
    },
    /// The thing is gone.
    Remove {
        /// What kind of thing.
        entity: EntityKind,
        /// Which thing.
        id: Id,
    },
    /// Somebody looked, and everything is still right.
    Confirm {
        /// What kind of thing.
        entity: EntityKind,
        /// Which thing.
        id: Id,
        /// The day, as `2026-11-22`.
        date: String,
    },
}

const fn surveyed() -> Source {
    Source::Surveyed
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
const fn is_surveyed(source: &Source) -> bool {
    matches!(source, Source::Surveyed)
}

/// One line of an event log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SurveyEvent {
    /// Made on the device, never renumbered.
    pub id: EventId,
    /// The device that wrote it.
    pub device: DeviceId,
    /// Its place in that device's log: 1, 2, 3 … without gaps.
    pub seq: u32,
    /// Hash of the device's event before it.
    pub prev: EventHash,
    /// Version of the event format.
    pub schema: u16,
    /// Hybrid logical clock: milliseconds since 1970 by the device's clock, never less than any event it had seen.
    pub at_ms: u64,
    /// Who did it, as a role or a short name; never personal data beyond that.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub actor: String,
    /// What it says.
    pub body: EventBody,
}

impl SurveyEvent {
    /// The hash that the device's next event names as `prev`: SHA-256 of this event's JSON.
    #[must_use]
    pub fn hash(&self) -> EventHash {
        let json = serde_json::to_vec(self).unwrap_or_default();
        let digest = Sha256::digest(&json);
        EventHash(digest.iter().map(|b| format!("{b:02x}")).collect())
    }

    /// Does to a survey what the event says; `false` when the schema does not know its field.
    pub fn apply(&self, survey: &mut Survey) -> bool {
        let origin = Origin { event: self.id.to_string(), ..Origin::default() };
        match &self.body {
            EventBody::Set { entity, id, field, value, source } => {
                let value = nfc(value).trim().to_owned();
                survey.set(*entity, id, field, Cell { value, source: *source, origin })
            }
            EventBody::Remove { entity, id } => {
                survey.remove(*entity, id);
                true
            }
            EventBody::Confirm { entity, id, date } => {
                let cell = Cell { value: date.clone(), source: Source::Surveyed, origin };
                survey.get(*entity, id).is_some() && survey.set(*entity, id, "confirmed", cell)
            }
        }
    }
}

/// What a set of events says, whatever the order in which they arrived.
///
/// Events are taken in order of (`at_ms`, `device`, `seq`); the same identifier counts once; the last value of a
/// field stands. Fields that the schema does not know are returned, not lost. O(n log n).
#[must_use]
pub fn fold(events: &[SurveyEvent]) -> (Survey, Vec<SurveyEvent>) {
    fold_into(Survey::default(), events)
}

/// As [`fold`], over what a survey says already, such as its tables. O(n log n).
#[must_use]
pub fn fold_into(base: Survey, events: &[SurveyEvent]) -> (Survey, Vec<SurveyEvent>) {
    let mut ordered: Vec<&SurveyEvent> = events.iter().collect();
    ordered.sort_by(|a, b| (a.at_ms, &a.device, a.seq, &a.id).cmp(&(b.at_ms, &b.device, b.seq, &b.id)));
    let mut seen = std::collections::BTreeSet::new();
    let (mut survey, mut unknown) = (base, Vec::new());
    for event in ordered {
        if seen.insert(&event.id) && !event.apply(&mut survey) {
            unknown.push(event.clone());
        }
    }
    (survey, unknown)
}
