//! The journal itself: opens from records, stages what is to be written, commits what was written.
//!
//! Invariant: opening and committing go through one function, `apply`; a reopened journal equals the one that was left.

use std::collections::{BTreeMap, BTreeSet};

use market_model::{
    DeviceId, EVENT_SCHEMA, EventBody, EventHash, EventId, MarketId, Survey, SurveyEvent, fold_into,
};

use crate::{
    Answer, Batch, Clock, Counts, Failure, ImportReport, JOURNAL_FORMAT, JOURNAL_VERSION, Outbox,
    RETENTION_MS, Record, Settled, inverse, uuid7,
};

/// Most bytes of events in one batch; the server's limit is higher.
const BATCH_MAX_BYTES: usize = 192 * 1024;

/// Something that a person did, about to be written.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NewStep {
    /// A short code for the list of steps, such as `add-stall`.
    pub label: String,
    /// Who did it, as a role or a short name.
    pub actor: String,
    /// What it says.
    pub bodies: Vec<EventBody>,
    /// Number of the step that this one takes back.
    pub undoes: Option<u32>,
}

/// A step of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Its number, from 1.
    pub number: u32,
    /// What was done.
    pub label: String,
    /// Number of the step that it takes back.
    pub undoes: Option<u32>,
    range: (usize, usize),
}

/// Records that are to be made durable, in this order, and then committed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Staged {
    first: u64,
    records: Vec<Record>,
}

impl Staged {
    /// Number of the first record, from 0.
    #[must_use]
    pub const fn first(&self) -> u64 {
        self.first
    }

    /// The records' bytes.
    #[must_use]
    pub fn bytes(&self) -> Vec<Vec<u8>> {
        self.records.iter().map(Record::to_bytes).collect()
    }
}

/// Something else was committed between staging and committing; nothing was changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("staged as record {staged}, but the journal is at {now}")]
pub struct CommitError {
    /// Where it was staged.
    pub staged: u64,
    /// Where the journal is.
    pub now: u64,
}

/// Why records are not a journal.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OpenError {
    /// The first record does not say whose journal it is.
    #[error("not a journal")]
    NotAJournal,
    /// Written by a later version; this one must not write to it.
    #[error("journal of version {0}, newer than this app")]
    Newer(u16),
}

/// What was odd when a journal was opened; all zero for a sound one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct OpenReport {
    /// Records that are not understood; they stay where they lie.
    pub unreadable: usize,
    /// Places where an event does not follow the one before it.
    pub broken: usize,
    /// Events that were there twice.
    pub doubled: usize,
}

/// A device's journal of one market.
#[derive(Debug, Clone)]
pub struct Journal {
    device: DeviceId,
    market: MarketId,
    next_record: u64,
    all: Vec<SurveyEvent>,
    ids: BTreeSet<EventId>,
    chains: BTreeMap<DeviceId, Vec<usize>>,
    head: EventHash,
    last_seq: u32,
    clock: Clock,
    steps: Vec<Step>,
    base: Survey,
    survey: Survey,
    outbox: Outbox,
}

impl Journal {
    /// The first record of a new journal.
    #[must_use]
    pub fn begin(device: &DeviceId, market: &MarketId, now_ms: u64) -> Record {
        let (format, version) = (JOURNAL_FORMAT.to_owned(), JOURNAL_VERSION);
        Record::Begin { format, version, device: device.clone(), market: market.clone(), at_ms: now_ms }
    }

    /// Opens a journal from its records.
    ///
    /// # Errors
    /// [`OpenError`] when the records are not a journal that this version may write to.
    pub fn open(records: &[Vec<u8>]) -> Result<(Self, OpenReport), OpenError> {
        let begin =
            records.first().and_then(|r| serde_json::from_slice(r).ok()).ok_or(OpenError::NotAJournal)?;
        let (device, market) = match begin {
            Record::Begin { format, version, .. }
                if format == JOURNAL_FORMAT && version > JOURNAL_VERSION =>
            {
                return Err(OpenError::Newer(version));
            }
            Record::Begin { format, device, market, .. } if format == JOURNAL_FORMAT => (device, market),
            _ => return Err(OpenError::NotAJournal),
        };
        let mut journal = Self {
            chains: BTreeMap::from([(device.clone(), Vec::new())]),
            device,
            market,
            next_record: 1,
            all: Vec::new(),
            ids: BTreeSet::new(),
            head: EventHash::genesis(),
            last_seq: 0,
            clock: Clock::default(),
            steps: Vec::new(),
            base: Survey::default(),
            survey: Survey::default(),
            outbox: Outbox::default(),
        };
        let mut report = OpenReport::default();
        for bytes in &records[1..] {
            journal.next_record += 1;
            match serde_json::from_slice(bytes) {
                Ok(record) => journal.apply(record, &mut report),
                Err(_) => report.unreadable += 1,
            }
        }
        journal.survey = fold_into(Survey::default(), &journal.all).0;
        Ok((journal, report))
    }

    /// The device whose log this is.
    #[must_use]
    pub const fn device(&self) -> &DeviceId {
        &self.device
    }

    /// The market.
    #[must_use]
    pub const fn market(&self) -> &MarketId {
        &self.market
    }

    /// Every event that is here, in the order of writing.
    #[must_use]
    pub fn events(&self) -> &[SurveyEvent] {
        &self.all
    }

    /// What was known of the market before this log: its published revision. Never written, never sent; the events
    /// lie on top of it.
    pub fn set_base(&mut self, base: Survey) {
        self.survey = fold_into(base.clone(), &self.all).0;
        self.base = base;
    }

    /// What was known before this log.
    #[must_use]
    pub const fn base(&self) -> &Survey {
        &self.base
    }

    /// What the events say, on top of what was known before.
    #[must_use]
    pub const fn survey(&self) -> &Survey {
        &self.survey
    }

    /// The steps, oldest first.
    #[must_use]
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// The events of a step.
    #[must_use]
    pub fn events_of(&self, step: &Step) -> &[SurveyEvent] {
        self.all.get(step.range.0..step.range.1).unwrap_or_default()
    }

    /// The outbox.
    #[must_use]
    pub const fn outbox(&self) -> &Outbox {
        &self.outbox
    }

    /// Forgets the waiting time of the outbox: a person pressed "send".
    pub const fn hurry(&mut self) {
        self.outbox.hurry();
    }

    /// The device's last `seq`; 0 before its first event. The next thing may be named by it: it is unique.
    #[must_use]
    pub const fn last_seq(&self) -> u32 {
        self.last_seq
    }

    /// Stages a step. Values that are so already are left out; `None` when nothing remains.
    ///
    /// `random` gives ten random bytes for each event's identifier.
    #[must_use]
    pub fn stage(&self, step: NewStep, now_ms: u64, mut random: impl FnMut() -> [u8; 10]) -> Option<Staged> {
        let (mut clock, mut prev, mut seq) = (self.clock, self.head.clone(), self.last_seq);
        let mut events = Vec::new();
        for body in step.bodies.into_iter().filter(|b| self.is_news(b)) {
            seq += 1;
            let at_ms = clock.tick(now_ms);
            let id = EventId::new(&uuid7(at_ms, random())).ok()?;
            let (device, actor) = (self.device.clone(), step.actor.clone());
            let event = SurveyEvent { id, device, seq, prev, schema: EVENT_SCHEMA, at_ms, actor, body };
            prev = event.hash();
            events.push(event);
        }
        // A taking back that finds nothing left to change is still noted, so that the next one reaches further.
        let worth_it = !events.is_empty() || step.undoes.is_some();
        worth_it.then(|| self.staged(vec![Record::Step { label: step.label, undoes: step.undoes, events }]))
    }

    /// Stages the taking back of the last step that was not taken back; `None` when there is none.
    #[must_use]
    pub fn stage_undo(&self, actor: &str, now_ms: u64, random: impl FnMut() -> [u8; 10]) -> Option<Staged> {
        let step = self.undoable()?;
        let bodies = inverse(&self.base, &self.all, step.range.0, step.range.1);
        let (label, actor) = ("undo".to_owned(), actor.to_owned());
        self.stage(NewStep { label, actor, bodies, undoes: Some(step.number) }, now_ms, random)
    }

    /// The last step that was not taken back and can be.
    #[must_use]
    pub fn undoable(&self) -> Option<&Step> {
        let undone: BTreeSet<u32> = self.steps.iter().filter_map(|s| s.undoes).collect();
        self.steps.iter().rev().find(|s| s.undoes.is_none() && !undone.contains(&s.number))
    }

    /// Commits what has been made durable: from now on it may be shown as saved.
    ///
    /// # Errors
    /// [`CommitError`] when something else was committed in between.
    pub fn commit(&mut self, staged: Staged) -> Result<(), CommitError> {
        if staged.first != self.next_record {
            return Err(CommitError { staged: staged.first, now: self.next_record });
        }
        let events_before = self.all.len();
        let latest = self.all.iter().map(|e| e.at_ms).max().unwrap_or(0);
        let mut report = OpenReport::default();
        for record in staged.records {
            self.next_record += 1;
            self.apply(record, &mut report);
        }
        let new = self.all.get(events_before..).unwrap_or_default();
        if new.iter().all(|e| e.at_ms > latest) {
            // One's own events are the latest: applying them is folding all again, for a thousandth of the time.
            new.iter().for_each(|e| {
                e.apply(&mut self.survey);
            });
        } else {
            self.survey = fold_into(self.base.clone(), &self.all).0;
        }
        Ok(())
    }

    /// The next batch to send, at most one at a time: `None` while one is on its way, while waiting after a failure,
    /// or when everything is confirmed. `tick_ms` is a clock that never jumps.
    pub fn next_batch(&mut self, tick_ms: u64) -> Option<Batch> {
        if !self.outbox.may_send(tick_ms) {
            return None;
        }
        let own_first = self.chains.get_key_value(&self.device).into_iter();
        let others = self.chains.iter().filter(|(device, _)| **device != self.device);
        let (device, waiting) = own_first.chain(others).find_map(|(device, chain)| {
            let waiting = self.waiting(chain);
            (!waiting.is_empty()).then_some((device, waiting))
        })?;
        let batch = Batch::of(device, &waiting);
        let ids: Vec<EventId> = waiting.iter().map(|e| e.id.clone()).collect();
        self.outbox.depart(ids.into_iter());
        Some(batch)
    }

    /// Judges the answer to a batch and stages the receipt. The events count as confirmed after the commit.
    ///
    /// # Errors
    /// [`Failure`] when it is no receipt for this batch; then everything waits to be sent again.
    pub fn stage_answer(
        &mut self,
        batch: &Batch,
        answer: Answer<'_>,
        now_ms: u64,
        tick_ms: u64,
        jitter: u16,
    ) -> Result<Staged, Failure> {
        let receipt = match batch.judge(answer) {
            Ok(receipt) => receipt,
            Err(failure) => {
                self.outbox.failed(failure.clone(), tick_ms, jitter);
                return Err(failure);
            }
        };
        let device = batch.device().clone();
        let mut records = Vec::new();
        let gap = receipt.stored_up_to.saturating_add(1);
        let in_gap = (gap < batch.first_seq()).then(|| self.event_at(&device, gap)).flatten();
        if self.outbox.shows_loss(batch, in_gap.map(|e| e.id.clone()).as_ref()) {
            records.push(Record::Rewind { device: device.clone(), after: receipt.stored_up_to });
        }
        records.push(Record::Receipt { at_ms: now_ms, device, receipt });
        Ok(self.staged(records))
    }

    /// Gives a sending up whose receipt could not be stored: the events wait again.
    pub fn abandon(&mut self, tick_ms: u64) {
        self.outbox.failed(Failure::NoAnswer, tick_ms, u16::MAX);
    }

    /// Stages the events of a backup that are not here yet. Those of other devices are carried along and sent too.
    #[must_use]
    pub fn stage_import(&self, events: &[SurveyEvent], now_ms: u64) -> (Option<Staged>, ImportReport) {
        let mut report = ImportReport::default();
        let mut sorted: Vec<&SurveyEvent> = events.iter().collect();
        sorted.sort_by_key(|e| (&e.device, e.seq, &e.id));
        let (mut own, mut carried, mut seen) = (Vec::new(), Vec::new(), BTreeSet::new());
        let (mut head, mut seq) = (self.head.clone(), self.last_seq);
        for event in sorted {
            if self.ids.contains(&event.id) || !seen.insert(&event.id) {
                report.known += 1;
            } else if event.device != self.device {
                report.new += 1;
                carried.push(event.clone());
            } else if event.seq == seq + 1 && event.prev == head {
                report.new += 1;
                (head, seq) = (event.hash(), event.seq);
                own.push(event.clone());
            } else {
                report.forked += 1;
            }
        }
        let mut records = Vec::new();
        if !own.is_empty() {
            records.push(Record::Step { label: "import".into(), undoes: None, events: own });
        }
        if !carried.is_empty() {
            records.push(Record::Carried { at_ms: now_ms, events: carried });
        }
        ((!records.is_empty()).then(|| self.staged(records)), report)
    }

    /// How many events are in which state. O(n log n).
    #[must_use]
    pub fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        for event in &self.all {
            match self.outbox.settled(&event.id) {
                Some(Settled::Accepted) => counts.acknowledged += 1,
                Some(Settled::Rejected(_)) => counts.rejected += 1,
                None if self.outbox.is_sent(&event.id) => counts.sent += 1,
                None => counts.pending += 1,
            }
        }
        counts
    }

    /// From when on this journal may be forgotten: 30 days after its last receipt; `None` while events wait.
    #[must_use]
    pub fn forgettable_from_ms(&self) -> Option<u64> {
        let counts = self.counts();
        let (at_ms, _) = self.outbox.last_receipt()?;
        (counts.pending + counts.sent == 0).then(|| at_ms.saturating_add(RETENTION_MS))
    }

    fn event_at(&self, device: &DeviceId, seq: u32) -> Option<&SurveyEvent> {
        let chain = self.chains.get(device)?;
        chain.iter().filter_map(|at| self.all.get(*at)).find(|e| e.seq == seq)
    }

    fn staged(&self, records: Vec<Record>) -> Staged {
        Staged { first: self.next_record, records }
    }

    fn is_news(&self, body: &EventBody) -> bool {
        let EventBody::Set { entity, id, field, value, source } = body else { return true };
        let value = market_model::nfc(value);
        let cell = self.survey.get(*entity, id).and_then(|r| r.fields.get(field.as_str()));
        cell.is_none_or(|c| c.value != value.trim() || c.source != *source)
    }

    fn waiting(&self, chain: &[usize]) -> Vec<&SurveyEvent> {
        let (mut batch, mut bytes) = (Vec::new(), 0);
        let events = chain.iter().filter_map(|at| self.all.get(*at));
        for event in events.filter(|e| self.outbox.settled(&e.id).is_none()) {
            bytes += serde_json::to_vec(event).map_or(0, |b| b.len() + 1);
            let full = batch.len() >= self.outbox.batch_limit() || bytes > BATCH_MAX_BYTES;
            if full && !batch.is_empty() {
                break;
            }
            batch.push(event);
        }
        batch
    }

    fn apply(&mut self, record: Record, report: &mut OpenReport) {
        match record {
            Record::Begin { .. } => report.unreadable += 1,
            Record::Step { label, undoes, events } => {
                let start = self.all.len();
                events.into_iter().for_each(|event| self.apply_own(event, report));
                let number = u32::try_from(self.steps.len()).unwrap_or(u32::MAX).saturating_add(1);
                self.steps.push(Step { number, label, undoes, range: (start, self.all.len()) });
            }
            Record::Carried { at_ms, events } => {
                for event in events {
                    self.clock.observe(event.at_ms, at_ms);
                    self.add(event, report);
                }
            }
            Record::Receipt { at_ms, receipt, .. } => self.outbox.settle(at_ms, receipt),
            Record::Rewind { device, after } => {
                let chain = self.chains.get(&device).into_iter().flatten();
                let lost = chain.filter_map(|at| self.all.get(*at)).filter(|e| e.seq > after);
                let ids: Vec<EventId> = lost.map(|e| e.id.clone()).collect();
                ids.iter().for_each(|id| self.outbox.unsettle(id));
            }
        }
    }

    fn apply_own(&mut self, event: SurveyEvent, report: &mut OpenReport) {
        if event.seq != self.last_seq.saturating_add(1)
            || event.prev != self.head
            || event.device != self.device
        {
            report.broken += 1;
        }
        self.head = event.hash();
        self.last_seq = self.last_seq.max(event.seq);
        self.clock.resume(event.at_ms);
        self.add(event, report);
    }

    fn add(&mut self, event: SurveyEvent, report: &mut OpenReport) {
        if !self.ids.insert(event.id.clone()) {
            report.doubled += 1;
            return;
        }
        let (at, seq) = (self.all.len(), event.seq);
        let chain = self.chains.entry(event.device.clone()).or_default();
        let place = chain.partition_point(|i| self.all.get(*i).is_some_and(|e| e.seq <= seq));
        chain.insert(place, at);
        self.all.push(event);
    }
}
