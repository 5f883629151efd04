//! What a journal promises, one promise a test: with records in a file and in memory, by itself.
#![allow(clippy::unwrap_used, reason = "helpers of tests")]

use market_model::{DeviceId, EntityKind, EventBody, Id, MarketId, Source};
use survey_journal::{
    Answer, FileStorage, Journal, NewStep, OpenReport, Receipt, Settled, Storage, StorageError, export_jsonl,
    now_or_never, read_jsonl,
};

const NOON: u64 = 1_800_000_000_000;

fn set(id: &str, field: &str, value: &str) -> EventBody {
    EventBody::Set {
        entity: EntityKind::Stall,
        id: Id::new(id).unwrap(),
        field: field.into(),
        value: value.into(),
        source: Source::Surveyed,
    }
}

fn step(bodies: Vec<EventBody>) -> NewStep {
    NewStep { label: "test".into(), actor: "test".into(), bodies, undoes: None }
}

fn counter() -> impl FnMut() -> [u8; 10] {
    let mut n = 0_u64;
    move || {
        n += 1;
        let b = n.to_be_bytes();
        [0, 0, b[0], b[1], b[2], b[3], b[4], b[5], b[6], b[7]]
    }
}

fn new_journal(device: &str) -> Journal {
    let begin = Journal::begin(&DeviceId::new(device).unwrap(), &MarketId::new("m").unwrap(), NOON);
    Journal::open(&[begin.to_bytes()]).unwrap().0
}

fn folder(name: &str) -> std::path::PathBuf {
    let folder = std::env::temp_dir().join(format!("jangteo-journal-{name}-{}", std::process::id()));
    std::fs::remove_dir_all(&folder).ok();
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

fn receipt_for(batch: &survey_journal::Batch, edit: impl Fn(&mut serde_json::Value)) -> Vec<u8> {
    let body: serde_json::Value = serde_json::from_slice(batch.bytes()).unwrap();
    let ids: Vec<_> = body["events"].as_array().unwrap().iter().map(|e| e["id"].clone()).collect();
    let sha = {
        use sha2::{Digest, Sha256};
        Sha256::digest(batch.bytes()).iter().map(|b| format!("{b:02x}")).collect::<String>()
    };
    let mut receipt = serde_json::json!({
        "batch_sha256": sha, "accepted": ids, "duplicate": [], "rejected": [],
        "chain_head": "0".repeat(64), "stored_up_to": 99,
    });
    edit(&mut receipt);
    serde_json::to_vec(&receipt).unwrap()
}

#[test]
fn a_file_that_was_cut_opens_with_every_whole_step_and_can_be_written_on() {
    let folder = folder("cut");
    let path = folder.join("day.journal");
    let mut random = counter();
    let begin = Journal::begin(&DeviceId::new("t").unwrap(), &MarketId::new("m").unwrap(), NOON).to_bytes();
    let mut storage = FileStorage::open(&path).unwrap();
    now_or_never(storage.load()).unwrap().unwrap();
    now_or_never(storage.append(0, std::slice::from_ref(&begin))).unwrap().unwrap();
    let (mut journal, _) = Journal::open(&[begin]).unwrap();
    let mut ends = vec![(0, 0), (std::fs::metadata(&path).unwrap().len(), 0)];
    for n in 0..4 {
        let staged =
            journal.stage(step(vec![set("가-1", "width_m", &n.to_string())]), NOON, &mut random).unwrap();
        now_or_never(storage.append(staged.first(), &staged.bytes())).unwrap().unwrap();
        journal.commit(staged).unwrap();
        ends.push((std::fs::metadata(&path).unwrap().len(), journal.events().len()));
    }
    drop(storage);
    let whole = std::fs::read(&path).unwrap();
    // Every byte is tried in memory by the framing's own test; a disk that syncs is slow.
    for cut in (usize::try_from(ends[1].0).unwrap()..=whole.len()).step_by(29).chain([whole.len()]) {
        let path = folder.join("cut.journal");
        std::fs::write(&path, &whole[..cut]).unwrap();
        let mut storage = FileStorage::open(&path).unwrap();
        let loaded = now_or_never(storage.load()).unwrap().unwrap();
        let (reopened, report) = Journal::open(&loaded.records).unwrap();
        let expected = ends.iter().filter(|(end, _)| *end <= cut as u64).map(|(_, n)| *n).max().unwrap();
        assert_eq!(reopened.events().len(), expected, "cut at {cut}");
        assert_eq!(report, OpenReport::default());
        assert_eq!(
            loaded.recovery.torn_records,
            usize::from(!ends.iter().any(|(end, _)| *end == cut as u64))
        );
        let next = reopened.stage(step(vec![set("가-2", "width_m", "3")]), NOON, counter()).unwrap();
        now_or_never(storage.append(next.first(), &next.bytes())).unwrap().unwrap();
        assert_eq!(now_or_never(storage.load()).unwrap().unwrap().recovery.torn_records, 0);
    }
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn two_processes_cannot_write_one_file_and_a_stale_writer_is_refused() {
    let folder = folder("lock");
    let path = folder.join("day.journal");
    let mut first = FileStorage::open(&path).unwrap();
    assert!(FileStorage::open(&path).is_err());
    now_or_never(first.load()).unwrap().unwrap();
    now_or_never(first.append(0, &[b"{}".to_vec()])).unwrap().unwrap();
    let stale = now_or_never(first.append(0, &[b"{}".to_vec()])).unwrap();
    assert_eq!(stale, Err(StorageError::Taken(0)));
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn only_a_whole_receipt_for_the_very_bytes_empties_the_outbox() {
    let mut journal = new_journal("t");
    let staged =
        journal.stage(step(vec![set("가-1", "width_m", "3"), set("가-1", "code", "가-1")]), NOON, counter());
    journal.commit(staged.unwrap()).unwrap();
    let mut tick = 0;
    let wrong: [&dyn Fn(&mut serde_json::Value); 4] = [
        &|r| r["batch_sha256"] = "0".repeat(64).into(),
        &|r| r["accepted"] = serde_json::json!([]),
        &|r| r["duplicate"] = serde_json::json!(["some-other-event"]),
        &|r| *r = serde_json::json!({"ok": true}),
    ];
    for edit in wrong {
        let batch = journal.next_batch(tick).unwrap();
        let body = receipt_for(&batch, edit);
        assert!(journal.next_batch(tick).is_none(), "one sending at a time");
        assert!(
            journal.stage_answer(&batch, Answer::Http { status: 200, body: &body }, NOON, tick, 0).is_err()
        );
        assert!(journal.next_batch(tick).is_none(), "after a failure it waits");
        assert_eq!(journal.counts().pending, 2);
        tick += 600_000;
    }
    let batch = journal.next_batch(tick).unwrap();
    for (status, body) in [(500, &b""[..]), (301, b""), (413, b""), (200, b"<html>log in</html>")] {
        assert!(batch.judge(Answer::Http { status, body }).is_err(), "{status}");
    }
    let body = receipt_for(&batch, |r| {
        let id = r["accepted"].as_array_mut().unwrap().pop().unwrap();
        r["rejected"] = serde_json::json!([{ "id": id, "reason": "폭이 너무 넓습니다" }]);
    });
    let answer = Answer::Http { status: 200, body: &body };
    let staged = journal.stage_answer(&batch, answer, NOON, tick, 0).unwrap();
    assert_eq!(journal.counts().acknowledged, 0, "not before the receipt itself is durable");
    journal.commit(staged).unwrap();
    let counts = journal.counts();
    assert_eq!((counts.pending, counts.sent, counts.acknowledged, counts.rejected), (0, 0, 1, 1));
    let last = journal.events().last().unwrap();
    assert_eq!(journal.outbox().settled(&last.id), Some(&Settled::Rejected("폭이 너무 넓습니다".into())));
    assert_eq!(journal.forgettable_from_ms(), Some(NOON + 30 * 86_400_000));
    assert_eq!(journal.events().len(), 2, "nothing leaves the device");
}

#[test]
fn a_receipt_reads_as_it_was_written() {
    let receipt: Receipt = serde_json::from_str(
        r#"{"batch_sha256":"aa","accepted":["e1"],"duplicate":[],"rejected":[{"id":"e2","reason":"r"}],"chain_head":"bb","stored_up_to":7}"#,
    )
    .unwrap();
    assert_eq!((receipt.rejected[0].reason.as_str(), receipt.stored_up_to), ("r", 7));
}

#[test]
fn undo_takes_back_step_by_step_and_only_adds_events() {
    let mut journal = new_journal("t");
    let mut random = counter();
    let mut commit = |journal: &mut Journal, bodies: Vec<EventBody>| {
        let staged = journal.stage(step(bodies), NOON, &mut random).unwrap();
        journal.commit(staged).unwrap();
        journal.survey().clone()
    };
    let one = commit(&mut journal, vec![set("가-1", "width_m", "3"), set("가-1", "code", "가-1")]);
    let two = commit(&mut journal, vec![set("가-1", "width_m", "4"), set("가-2", "width_m", "2")]);
    commit(&mut journal, vec![EventBody::Remove { entity: EntityKind::Stall, id: Id::new("가-1").unwrap() }]);
    let text = |s: &market_model::Survey| {
        s.records
            .iter()
            .flat_map(|((_, id), r)| r.fields.iter().map(move |(f, c)| format!("{id} {f} {}", c.value)))
            .collect::<Vec<_>>()
    };
    let mut random = counter();
    for expected in [text(&two), text(&one), Vec::new()] {
        let events = journal.events().len();
        let staged = journal.stage_undo("test", NOON + 1, || random().map(|b| b ^ 0x55)).unwrap();
        journal.commit(staged).unwrap();
        assert_eq!(text(journal.survey()), expected);
        assert!(journal.events().len() > events);
    }
    assert!(journal.stage_undo("test", NOON + 1, counter()).is_none());
}

#[test]
fn taking_back_a_change_to_a_published_stall_brings_its_published_value_back() {
    let (mut journal, mut known) = (new_journal("t"), new_journal("server"));
    let staged = known.stage(step(vec![set("가-1", "width_m", "3")]), NOON, counter()).unwrap();
    known.commit(staged).unwrap();
    journal.set_base(known.survey().clone());
    let staged = journal.stage(step(vec![set("가-1", "width_m", "4")]), NOON, counter()).unwrap();
    journal.commit(staged).unwrap();
    let width = |j: &Journal| {
        let stall = j.survey().get(EntityKind::Stall, &Id::new("가-1").unwrap()).unwrap();
        stall.get("width_m").unwrap().to_owned()
    };
    assert_eq!(width(&journal), "4");
    let staged = journal.stage_undo("test", NOON + 9, counter().by(1)).unwrap();
    journal.commit(staged).unwrap();
    assert_eq!(width(&journal), "3");
    assert!(journal.events().iter().all(|e| matches!(e.body, EventBody::Set { .. })), "nothing was removed");
}

#[test]
fn a_backup_restores_on_a_new_tablet_and_doubles_nothing() {
    let mut old = new_journal("old");
    for (n, width) in ["3", "3.5"].iter().enumerate() {
        let staged =
            old.stage(step(vec![set(&format!("가-{n}"), "width_m", width)]), NOON, counter().by(n)).unwrap();
        old.commit(staged).unwrap();
    }
    let text = format!("\u{FEFF}{}not an event\n\n", export_jsonl(old.events()));
    let (events, unreadable) = read_jsonl(&text);
    assert_eq!((events.len(), unreadable), (2, 1));
    let mut new = new_journal("new");
    let (staged, report) = new.stage_import(&events, NOON);
    assert_eq!((report.new, report.known), (2, 0));
    new.commit(staged.unwrap()).unwrap();
    assert_eq!(new.survey(), old.survey());
    let (again, report) = new.stage_import(&events, NOON);
    assert_eq!((again, report.known), (None, 2));
    let batch = new.next_batch(0).unwrap();
    assert_eq!(
        (batch.device().as_str(), batch.len()),
        ("old", 2),
        "carried events are sent under their own device"
    );
}

#[test]
fn saying_what_is_so_already_writes_nothing() {
    let mut journal = new_journal("t");
    let staged = journal.stage(step(vec![set("가-1", "width_m", "3")]), NOON, counter()).unwrap();
    journal.commit(staged).unwrap();
    assert!(journal.stage(step(vec![set("가-1", "width_m", " 3 ")]), NOON, counter()).is_none());
}

#[test]
fn a_journal_of_a_later_version_is_not_written_to() {
    let later =
        br#"{"record":"begin","format":"jangteo-journal","version":2,"device":"t","market":"m","at_ms":1}"#;
    assert!(matches!(Journal::open(&[later.to_vec()]), Err(survey_journal::OpenError::Newer(2))));
    assert!(Journal::open(&[]).is_err());
    assert!(Journal::open(&[b"noise".to_vec()]).is_err());
}

trait Offset {
    fn by(self, n: usize) -> Box<dyn FnMut() -> [u8; 10]>;
}

impl<F: FnMut() -> [u8; 10] + 'static> Offset for F {
    fn by(mut self, n: usize) -> Box<dyn FnMut() -> [u8; 10]> {
        Box::new(move || self().map(|b| b.wrapping_add(n as u8)))
    }
}
