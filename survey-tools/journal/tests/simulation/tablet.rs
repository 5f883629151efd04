//! A simulated tablet: writes steps, crashes while writing, sends, and remembers outside its storage what it showed.

use std::collections::BTreeSet;

use market_model::{DeviceId, EntityKind, EventBody, EventId, Id, MarketId, Source};
use survey_journal::{
    Answer, Batch, Journal, MemoryStorage, NewStep, Receipt, Staged, Storage, now_or_never,
};

use crate::world::{Random, Sabotage, Totals};

pub struct Tablet {
    pub journal: Journal,
    storage: MemoryStorage,
    /// What the person was told is saved.
    pub shown: BTreeSet<EventId>,
    /// What the person was told has arrived.
    pub confirmed: BTreeSet<EventId>,
    pub in_flight: Option<Batch>,
    pub sent_at: u64,
    wall_offset_ms: i64,
}

impl Tablet {
    pub fn new(number: usize) -> Self {
        let device = DeviceId::new(&format!("tablet-{number}")).unwrap();
        let begin = Journal::begin(&device, &MarketId::new("sim").unwrap(), 0).to_bytes();
        let mut storage = MemoryStorage::default();
        now_or_never(storage.load()).unwrap().unwrap();
        now_or_never(storage.append(0, &[begin])).unwrap().unwrap();
        let loaded = now_or_never(storage.load()).unwrap().unwrap();
        let (journal, _) = Journal::open(&loaded.records).unwrap();
        Self {
            journal,
            storage,
            shown: BTreeSet::new(),
            confirmed: BTreeSet::new(),
            in_flight: None,
            sent_at: 0,
            wall_offset_ms: 0,
        }
    }

    pub fn wall(&self, tick: u64) -> u64 {
        1_800_000_000_000_u64.saturating_add(tick).saturating_add_signed(self.wall_offset_ms)
    }

    pub fn jump_clock(&mut self, random: &mut Random) {
        self.wall_offset_ms += if random.chance(50) { 86_400_000 } else { -86_400_000 };
    }

    /// A person does something; the tablet may crash while it is written.
    pub fn act(
        &mut self,
        tick: u64,
        random: &mut Random,
        sabotage: Sabotage,
        totals: &mut Totals,
    ) -> Result<(), String> {
        let now = self.wall(tick);
        let staged = if random.chance(12) {
            self.journal.stage_undo("sim", now, || random.ten())
        } else {
            let step = some_step(random);
            self.journal.stage(step, now, || random.ten())
        };
        let Some(staged) = staged else { return Ok(()) };
        let ids = ids_of(&staged);
        if random.chance(6) {
            totals.tablet_crashes += 1;
            if sabotage == Sabotage::SavedBeforeSync {
                self.shown.extend(ids);
            }
            let bytes = staged.bytes();
            let kept = random.below(MemoryStorage::framed_len(&bytes) as u64 + 1) as usize;
            self.storage.crash_while_appending(&bytes, kept);
            return self.restart(totals);
        }
        self.write(staged)?;
        totals.steps += 1;
        self.shown.extend(ids);
        Ok(())
    }

    /// Gets what came back for the batch on its way. `Ok(true)` when it was a receipt.
    pub fn hear(
        &mut self,
        answer: Answer<'_>,
        tick: u64,
        random: &mut Random,
        sabotage: Sabotage,
        totals: &mut Totals,
    ) -> Result<(), String> {
        let Some(batch) = self.in_flight.take() else { return Ok(()) };
        let believed =
            if sabotage == Sabotage::BelieveStatus200 { fake_receipt(&batch, answer) } else { None };
        let answer = believed.as_deref().map_or(answer, |body| Answer::Http { status: 200, body });
        let jitter = random.below(65_536) as u16;
        match self.journal.stage_answer(&batch, answer, self.wall(tick), tick, jitter) {
            Err(_) => totals.failures += 1,
            Ok(staged) if random.chance(8) => {
                totals.tablet_crashes += 1;
                let bytes = staged.bytes();
                let kept = random.below(MemoryStorage::framed_len(&bytes) as u64 + 1) as usize;
                self.storage.crash_while_appending(&bytes, kept);
                self.restart(totals)?;
            }
            Ok(staged) => {
                self.write(staged)?;
                totals.receipts += 1;
            }
        }
        self.note_confirmed();
        Ok(())
    }

    /// The page or the tablet is killed and opened again.
    pub fn restart(&mut self, totals: &mut Totals) -> Result<(), String> {
        let loaded = now_or_never(self.storage.load()).ok_or("waits")?.map_err(|e| e.to_string())?;
        totals.torn += loaded.recovery.torn_records;
        let (journal, report) = Journal::open(&loaded.records).map_err(|e| e.to_string())?;
        if report != survey_journal::OpenReport::default() {
            return Err(format!("reopened with {report:?}"));
        }
        self.journal = journal;
        self.in_flight = None;
        let here: BTreeSet<&EventId> = self.journal.events().iter().map(|e| &e.id).collect();
        if let Some(missing) = self.shown.iter().find(|id| !here.contains(id)) {
            return Err(format!("event {missing} was shown as saved and is gone"));
        }
        self.note_confirmed();
        Ok(())
    }

    /// A backup made on another tablet is brought here.
    pub fn import(&mut self, events: &[market_model::SurveyEvent], tick: u64) -> Result<(), String> {
        let (staged, _) = self.journal.stage_import(events, self.wall(tick));
        staged.map_or(Ok(()), |staged| self.write(staged))
    }

    fn write(&mut self, staged: Staged) -> Result<(), String> {
        let bytes = staged.bytes();
        let append = self.storage.append(staged.first(), &bytes);
        now_or_never(append).ok_or("waits")?.map_err(|e| e.to_string())?;
        self.journal.commit(staged).map_err(|e| e.to_string())
    }

    fn note_confirmed(&mut self) {
        let outbox = self.journal.outbox();
        let settled = self.journal.events().iter().filter(|e| outbox.settled(&e.id).is_some());
        self.confirmed = settled.map(|e| e.id.clone()).collect();
    }
}

fn ids_of(staged: &Staged) -> Vec<EventId> {
    let records = staged.bytes();
    let documents = records.iter().map(|r| serde_json::from_slice::<survey_journal::Record>(r).unwrap());
    documents
        .flat_map(|record| match record {
            survey_journal::Record::Step { events, .. } => events.into_iter().map(|e| e.id).collect(),
            _ => Vec::new(),
        })
        .collect()
}

fn some_step(random: &mut Random) -> NewStep {
    let id = Id::new(&format!("가-{}", random.below(6))).unwrap();
    let set = |field: &str, value: String| EventBody::Set {
        entity: EntityKind::Stall,
        id: id.clone(),
        field: field.into(),
        value,
        source: Source::Surveyed,
    };
    let mut bodies = vec![set("width_m", format!("{}.{}", 1 + random.below(5), random.below(10)))];
    if random.chance(30) {
        bodies.push(set("code", format!("나-{}", random.below(50))));
    }
    if random.chance(10) {
        bodies = vec![EventBody::Remove { entity: EntityKind::Stall, id }];
    }
    let actor = if random.chance(4) { "odd" } else { "sim" };
    NewStep { label: "sim".into(), actor: actor.into(), bodies, undoes: None }
}

/// What a careless tablet would take a status of 200 for.
fn fake_receipt(batch: &Batch, answer: Answer<'_>) -> Option<Vec<u8>> {
    let Answer::Http { status: 200, .. } = answer else { return None };
    let mut world = crate::server::Server::default();
    let (_, body) = world.take(batch.bytes(), Sabotage::None);
    serde_json::from_slice::<Receipt>(&body).ok().map(|_| body)
}
