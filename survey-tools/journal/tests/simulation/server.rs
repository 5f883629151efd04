//! The simulated server: stores each event once, answers with a receipt, may crash before or after storing,
//! and may be restored from an old backup.

use std::collections::BTreeMap;

use market_model::{EventHash, EventId, SurveyEvent};
use serde::Deserialize;
use sha2::{Digest, Sha256};
use survey_journal::{Receipt, Refusal};

use crate::world::Sabotage;

#[derive(Deserialize)]
struct Body {
    device: market_model::DeviceId,
    events: Vec<SurveyEvent>,
}

/// What the server has on its disk.
#[derive(Default, Clone)]
pub struct Server {
    pub stored: Vec<SurveyEvent>,
    pub quarantine: Vec<SurveyEvent>,
    backup: Vec<SurveyEvent>,
    /// How often each event lies here, apart or not.
    pub times: BTreeMap<EventId, u32>,
}

impl Server {
    /// Stores a request's events and answers `(status, body)`.
    pub fn take(&mut self, request: &[u8], sabotage: Sabotage) -> (u16, Vec<u8>) {
        let Ok(body) = serde_json::from_slice::<Body>(request) else { return (400, b"{}".to_vec()) };
        let mut receipt = Receipt {
            batch_sha256: Sha256::digest(request).iter().map(|b| format!("{b:02x}")).collect(),
            accepted: Vec::new(),
            duplicate: Vec::new(),
            rejected: Vec::new(),
            chain_head: EventHash::genesis(),
            stored_up_to: 0,
        };
        for event in body.events {
            let known = self.times.contains_key(&event.id);
            if event.actor == "odd" {
                receipt.rejected.push(Refusal { id: event.id.clone(), reason: "odd".into() });
                if !known {
                    self.times.insert(event.id.clone(), 1);
                    self.quarantine.push(event);
                }
            } else if known && sabotage != Sabotage::NoDedupe {
                receipt.duplicate.push(event.id);
            } else {
                receipt.accepted.push(event.id.clone());
                *self.times.entry(event.id.clone()).or_default() += 1;
                self.stored.push(event);
            }
        }
        let chain: BTreeMap<u32, &SurveyEvent> = self
            .stored
            .iter()
            .chain(&self.quarantine)
            .filter(|e| e.device == body.device)
            .map(|e| (e.seq, e))
            .collect();
        receipt.stored_up_to = (1..).take_while(|seq| chain.contains_key(seq)).last().unwrap_or(0);
        receipt.chain_head = chain.values().last().map_or_else(EventHash::genesis, |e| e.hash());
        (200, serde_json::to_vec(&receipt).unwrap())
    }

    /// Keeps a copy of everything stored, as a nightly backup does.
    pub fn back_up(&mut self) {
        self.backup = self.stored.clone();
    }

    /// Goes back to the last copy: the disk was lost.
    pub fn restore(&mut self) {
        self.stored = self.backup.clone();
        let there = self.stored.iter().chain(&self.quarantine);
        self.times = there.map(|e| (e.id.clone(), 1)).collect();
    }
}
