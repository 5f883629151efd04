//! The journal's own batch and receipt are, byte for byte, the documents that cross HTTP.

use market_model::{DeviceId, EventBody, EventHash, EventId, Id, MarketId};
use market_wire::{EventBatch, Receipt, Rejected, batch_hash};
use survey_journal::{Answer, Journal, NewStep};
use survey_tablet::capture::new_market;

fn journal_with_one_step() -> Result<Journal, Box<dyn std::error::Error>> {
    let begin = Journal::begin(&DeviceId::new("tab-1")?, &MarketId::new("m")?, 1);
    let (mut journal, _) = Journal::open(&[begin.to_bytes()])?;
    let bodies: Vec<EventBody> = new_market(&Id::new("m")?, "봄내시장");
    let step = NewStep { label: "market".into(), actor: "surveyor".into(), bodies, undoes: None };
    let mut n = 0;
    let staged = journal.stage(step, 2, || {
        n += 1;
        [n; 10]
    });
    journal.commit(staged.ok_or("nothing staged")?)?;
    Ok(journal)
}

#[test]
fn a_batch_of_the_journal_is_the_batch_of_the_wire() -> Result<(), Box<dyn std::error::Error>> {
    let mut journal = journal_with_one_step()?;
    let batch = journal.next_batch(0).ok_or("nothing to send")?;
    let read: EventBatch = serde_json::from_slice(batch.bytes())?;
    assert_eq!(read.events, journal.events());
    assert_eq!(serde_json::to_vec(&read)?, batch.bytes());
    Ok(())
}

#[test]
fn a_receipt_of_the_wire_settles_the_batch() -> Result<(), Box<dyn std::error::Error>> {
    let mut journal = journal_with_one_step()?;
    let batch = journal.next_batch(0).ok_or("nothing to send")?;
    let mut ids: Vec<EventId> = journal.events().iter().map(|e| e.id.clone()).collect();
    let last = ids.pop().ok_or("no event")?;
    let receipt = Receipt {
        batch_sha256: batch_hash(batch.bytes()),
        accepted: ids,
        duplicate: Vec::new(),
        rejected: vec![Rejected { id: last, reason: "시험".into() }],
        chain_head: EventHash::genesis(),
        stored_up_to: 3,
    };
    let body = serde_json::to_vec(&receipt)?;
    let staged = journal.stage_answer(&batch, Answer::Http { status: 200, body: &body }, 3, 0, 0)?;
    journal.commit(staged)?;
    assert_eq!((journal.counts().acknowledged, journal.counts().rejected), (3, 1));
    Ok(())
}

#[test]
fn the_shell_has_no_inline_script_or_style_and_names_only_its_own_files() {
    for (name, media_type, bytes) in survey_tablet::ASSETS {
        let text = String::from_utf8_lossy(bytes);
        if media_type.starts_with("text/html") {
            assert!(
                !text.contains("<style") && !text.contains(" style=") && !text.contains(" onclick"),
                "{name}"
            );
            let scripts = text.matches("<script").count();
            assert_eq!(scripts, text.matches("<script type=\"module\" src=").count(), "{name}");
        }
        assert!(!text.contains("https://"), "{name} names another host");
    }
    let worker = survey_tablet::ASSETS.iter().find(|(name, ..)| *name == "sw.js").map(|(_, _, b)| *b);
    let worker = String::from_utf8_lossy(worker.unwrap_or_default());
    for (name, ..) in survey_tablet::ASSETS.iter().filter(|(n, ..)| !matches!(*n, "index.html" | "sw.js")) {
        assert!(worker.contains(&format!("/tablet/{name}")), "{name} is not kept for offline use");
    }
}
