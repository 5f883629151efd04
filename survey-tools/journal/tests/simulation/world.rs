//! The storm: which of the things that can go wrong happens next, and what must be true in between and at the end.

use std::collections::BTreeSet;

use market_model::{EventId, SurveyEvent, fold};
use survey_journal::Answer;

use crate::server::Server;
use crate::tablet::Tablet;

/// A fault built into the code under test, to see that the invariants notice it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sabotage {
    None,
    NoDedupe,
    BelieveStatus200,
    SavedBeforeSync,
}

/// A small generator of random numbers (splitmix64): the seed decides everything.
pub struct Random(u64);

impl Random {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    pub fn below(&mut self, n: u64) -> u64 {
        self.next() % n.max(1)
    }

    pub fn chance(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    pub fn ten(&mut self) -> [u8; 10] {
        let (a, b) = (self.next().to_le_bytes(), self.next().to_le_bytes());
        [a[0], a[1], a[2], a[3], a[4], a[5], a[6], a[7], b[0], b[1]]
    }
}

/// How often what happened; printed, so that nobody mistakes a quiet simulation for a passed one.
#[derive(Debug, Default)]
pub struct Totals {
    pub steps: usize,
    pub tablet_crashes: usize,
    pub server_crashes: usize,
    pub torn: usize,
    pub portals: usize,
    pub truncated: usize,
    pub lost: usize,
    pub repeated: usize,
    pub stale: usize,
    pub failures: usize,
    pub receipts: usize,
    pub clock_jumps: usize,
    pub restores: usize,
    pub imports: usize,
}

impl Totals {
    fn counts(&self) -> [usize; 14] {
        [
            self.steps,
            self.tablet_crashes,
            self.server_crashes,
            self.torn,
            self.portals,
            self.truncated,
            self.lost,
            self.repeated,
            self.stale,
            self.failures,
            self.receipts,
            self.clock_jumps,
            self.restores,
            self.imports,
        ]
    }

    pub fn all_seen(&self) -> bool {
        self.counts().iter().all(|n| *n > 0)
    }

    pub fn add(&mut self, other: &Self) {
        self.steps += other.steps;
        self.tablet_crashes += other.tablet_crashes;
        self.server_crashes += other.server_crashes;
        self.torn += other.torn;
        self.portals += other.portals;
        self.truncated += other.truncated;
        self.lost += other.lost;
        self.repeated += other.repeated;
        self.stale += other.stale;
        self.failures += other.failures;
        self.receipts += other.receipts;
        self.clock_jumps += other.clock_jumps;
        self.restores += other.restores;
        self.imports += other.imports;
    }
}

pub struct World {
    random: Random,
    sabotage: Sabotage,
    server: Server,
    tablets: Vec<Tablet>,
    /// Requests that wander about and arrive later, or once more.
    wandering: Vec<Vec<u8>>,
    /// Answers that a confused proxy hands out to the wrong request.
    old_answers: Vec<(u16, Vec<u8>)>,
    tick: u64,
    totals: Totals,
}

impl World {
    pub fn new(seed: u64, sabotage: Sabotage) -> Self {
        let mut random = Random(seed.wrapping_mul(0x0DDB_1A5E_5BAD_5EED));
        let tablets = (0..=random.below(4) as usize).map(Tablet::new).collect();
        Self {
            random,
            sabotage,
            server: Server::default(),
            tablets,
            wandering: Vec::new(),
            old_answers: Vec::new(),
            tick: 0,
            totals: Totals::default(),
        }
    }

    /// The storm, then the calm, then the reckoning.
    pub fn run(mut self) -> Result<Totals, String> {
        for _ in 0..120 {
            self.storm()?;
            self.check_nothing_confirmed_is_missing()?;
        }
        self.calm()?;
        self.reckon()?;
        Ok(self.totals)
    }

    fn storm(&mut self) -> Result<(), String> {
        self.tick += self.random.below(4_000);
        let at = self.random.below(self.tablets.len() as u64) as usize;
        match self.random.below(100) {
            0..=39 => {
                let tablet = &mut self.tablets[at];
                tablet.act(self.tick, &mut self.random, self.sabotage, &mut self.totals)?;
            }
            40..=44 => {
                self.totals.tablet_crashes += 1;
                self.tablets[at].restart(&mut self.totals)?;
            }
            45..=48 => {
                self.totals.clock_jumps += 1;
                self.tablets[at].jump_clock(&mut self.random);
            }
            49..=52 => self.deliver_wandering(),
            53 => self.server.back_up(),
            54 => self.import(at)?,
            _ => self.send(at)?,
        }
        Ok(())
    }

    fn send(&mut self, at: usize) -> Result<(), String> {
        let tablet = &mut self.tablets[at];
        if tablet.in_flight.is_none() {
            tablet.in_flight = tablet.journal.next_batch(self.tick);
            tablet.sent_at = self.tick;
        }
        let Some(batch) = tablet.in_flight.clone() else { return Ok(()) };
        let request = batch.bytes().to_vec();
        let answer = self.network(&request);
        let heard =
            answer.as_ref().map_or(Answer::None, |(status, body)| Answer::Http { status: *status, body });
        self.tablets[at].hear(heard, self.tick, &mut self.random, self.sabotage, &mut self.totals)
    }

    /// What happens to one request on its way, and to its answer on the way back.
    fn network(&mut self, request: &[u8]) -> Option<(u16, Vec<u8>)> {
        match self.random.below(14) {
            0 => {
                self.totals.lost += 1;
                return None;
            }
            1 => {
                self.totals.portals += 1;
                return Some((200, b"<html>Free Wi-Fi: please log in</html>".to_vec()));
            }
            2 => {
                self.totals.portals += 1;
                return Some((200, b"{\"ok\":true}".to_vec()));
            }
            3 => {
                self.wandering.push(request.to_vec());
                return None;
            }
            4 => {
                self.totals.truncated += 1;
                let cut = self.random.below(request.len() as u64) as usize;
                return Some(self.server.take(&request[..cut], self.sabotage));
            }
            5 => {
                self.totals.server_crashes += 1;
                return None;
            }
            6 => {
                self.totals.repeated += 1;
                self.wandering.push(request.to_vec());
            }
            7 if !self.old_answers.is_empty() => {
                self.totals.stale += 1;
                let pick = self.random.below(self.old_answers.len() as u64) as usize;
                return self.old_answers.get(pick).cloned();
            }
            _ => {}
        }
        let answer = self.server.take(request, self.sabotage);
        self.old_answers.push(answer.clone());
        match self.random.below(10) {
            0 => {
                // Stored, but the server dies before it answers.
                self.totals.server_crashes += 1;
                None
            }
            1 => {
                self.totals.truncated += 1;
                let cut = self.random.below(answer.1.len() as u64) as usize;
                Some((answer.0, answer.1[..cut].to_vec()))
            }
            2 => Some((503, Vec::new())),
            _ => Some(answer),
        }
    }

    fn deliver_wandering(&mut self) {
        if !self.wandering.is_empty() {
            let pick = self.random.below(self.wandering.len() as u64) as usize;
            let request = self.wandering.swap_remove(pick);
            let answer = self.server.take(&request, self.sabotage);
            self.old_answers.push(answer);
        }
    }

    fn import(&mut self, at: usize) -> Result<(), String> {
        let from = self.random.below(self.tablets.len() as u64) as usize;
        let text = survey_journal::export_jsonl(self.tablets[from].journal.events());
        let (events, unreadable) = survey_journal::read_jsonl(&text);
        if unreadable > 0 {
            return Err(format!("{unreadable} lines of a backup cannot be read"));
        }
        self.totals.imports += 1;
        self.tablets[at].import(&events, self.tick)
    }

    /// The network is good again; now and then the server turns out to have been restored from a backup first.
    fn calm(&mut self) -> Result<(), String> {
        if self.random.chance(25) && self.sabotage == Sabotage::None {
            self.server.restore();
            self.totals.restores += 1;
        }
        while !self.wandering.is_empty() {
            self.deliver_wandering();
        }
        for at in 0..self.tablets.len() {
            // Everybody writes at least one thing more: by that a restored server is found out.
            let before = self.tablets[at].shown.len();
            while self.tablets[at].shown.len() == before {
                self.tablets[at].act(self.tick, &mut self.random, self.sabotage, &mut self.totals)?;
            }
            self.tablets[at].restart(&mut self.totals)?;
            for _ in 0..200 {
                self.tick += 400_000;
                let tablet = &mut self.tablets[at];
                let Some(batch) = tablet.journal.next_batch(self.tick) else { break };
                let (status, body) = self.server.take(batch.bytes(), self.sabotage);
                tablet.in_flight = Some(batch);
                let answer = Answer::Http { status, body: &body };
                tablet.hear(answer, self.tick, &mut self.random, self.sabotage, &mut self.totals)?;
            }
        }
        Ok(())
    }

    fn check_nothing_confirmed_is_missing(&self) -> Result<(), String> {
        for tablet in &self.tablets {
            if let Some(id) = tablet.confirmed.iter().find(|id| !self.server.times.contains_key(id)) {
                return Err(format!("{id} counts as confirmed, and the server does not have it"));
            }
        }
        Ok(())
    }

    fn reckon(&self) -> Result<(), String> {
        let there = &self.server.times;
        if let Some((id, n)) = there.iter().find(|(_, n)| **n > 1) {
            return Err(format!("the server stored {id} {n} times"));
        }
        let mut written: Vec<SurveyEvent> = Vec::new();
        for tablet in &self.tablets {
            let here: BTreeSet<&EventId> = tablet.journal.events().iter().map(|e| &e.id).collect();
            if let Some(id) = tablet.shown.iter().find(|id| !here.contains(id)) {
                return Err(format!("{id} was shown as saved and is not on its tablet"));
            }
            if let Some(id) = tablet.shown.iter().find(|id| !there.contains_key(id)) {
                return Err(format!("{id} was shown as saved and never arrived"));
            }
            if *tablet.journal.survey() != fold(tablet.journal.events()).0 {
                return Err("what a tablet shows is not the fold of its log".into());
            }
            written.extend(tablet.journal.events().iter().cloned());
        }
        let mut arrived: Vec<SurveyEvent> =
            self.server.stored.iter().chain(&self.server.quarantine).cloned().collect();
        arrived.reverse();
        if fold(&written) != fold(&arrived) {
            return Err("tablets and server fold the same events to different surveys".into());
        }
        Ok(())
    }
}
