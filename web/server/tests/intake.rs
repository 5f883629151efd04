//! The intake of events: receipts, duplicates, gaps, quarantine, limits, kills.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Read, Write};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use market_model::EntityKind;
use support::{Device, MARKET, Random, Server, data_dir, events_path, names};

#[test]
fn a_batch_sent_twice_is_stored_once_and_the_receipt_names_its_bytes() {
    let server = Server::start(&data_dir("twice"));
    let mut tablet = Device::new("tablet-1");
    let events = [tablet.set("x", "code", "1"), tablet.set("x", "code", "2")];
    let body = tablet.batch(&events);
    let first = server.post(&events_path(), &body);
    assert_eq!(first.status, 200, "{}", first.text());
    let receipt = first.json();
    assert_eq!(receipt["batch_sha256"], market_wire::batch_hash(&body));
    assert_eq!(names(&receipt, "accepted"), ["tablet-1-1", "tablet-1-2"]);
    assert_eq!(
        (receipt["stored_up_to"].as_u64(), &receipt["chain_head"]),
        (Some(2), &events[1].hash().0.into())
    );
    // The same events in another writing are the same events, and the receipt names the other bytes.
    let spaced = [body.as_slice(), b"\n"].concat();
    let receipt = server.post(&events_path(), &spaced).json();
    assert_eq!(receipt["batch_sha256"], market_wire::batch_hash(&spaced));
    assert_eq!(names(&receipt, "duplicate"), ["tablet-1-1", "tablet-1-2"]);
    assert!(names(&receipt, "accepted").is_empty());
}

#[test]
fn gaps_are_visible_and_what_cannot_be_understood_is_kept_in_quarantine() {
    let server = Server::start(&data_dir("gaps"));
    let mut tablet = Device::new("tablet-1");
    let all: Vec<_> = (1..=4).map(|n| tablet.set("x", "code", &n.to_string())).collect();
    let receipt = server.post(&events_path(), &tablet.batch(&all[2..])).json();
    assert_eq!(receipt["stored_up_to"], 0);
    let receipt = server.post(&events_path(), &tablet.batch(&all[..2])).json();
    assert_eq!(receipt["stored_up_to"], 4);
    let mut stranger = Device::new("tablet-2");
    let foreign = stranger.set("x", "code", "5");
    let receipt = server.post(&events_path(), &tablet.batch(&[foreign])).json();
    assert_eq!(names(&receipt, "rejected"), ["tablet-2-1"]);
    assert!(receipt["rejected"][0]["reason"].as_str().unwrap().contains("device"));
    for wrong in [r#"{"id":"n1","schema":999}"#, r#"{"id":"n2","seq":1,"schema":1,"body":{"kind":"dance"}}"#]
    {
        let body = format!(r#"{{"device":"tablet-1","events":[{wrong}]}}"#);
        let receipt = server.post(&events_path(), body.as_bytes()).json();
        assert_eq!(names(&receipt, "rejected").len(), 1, "{receipt}");
    }
}

/// What, which, and its fields with their values.
type Row = (EntityKind, &'static str, &'static [(&'static str, &'static str)]);

#[test]
fn a_market_begun_on_a_tablet_is_published_when_the_desk_accepts_it() {
    let server = Server::start(&data_dir("begun"));
    let path = "/api/v1/markets/saebyeok/events";
    let mut tablet = Device::new("tablet-1");
    let stranger = Device::new("tablet-9").set("x", "code", "1");
    assert_eq!(
        server.post(path, &Device::new("tablet-9").batch(&[stranger])).status,
        404,
        "it names no market"
    );
    let rows: &[Row] = &[
        (EntityKind::Market, "saebyeok", &[("name_ko", "새벽시장"), ("status", "surveyed")]),
        (EntityKind::Level, "1F", &[("name_ko", "1층"), ("ordinal", "0")]),
        (
            EntityKind::Aisle,
            "a-1",
            &[
                ("name_ko", "가길"),
                ("level", "1F"),
                ("start_x_m", "0"),
                ("start_y_m", "0"),
                ("bearing_deg", "90"),
                ("length_m", "20"),
                ("width_m", "4"),
            ],
        ),
        (EntityKind::Gate, "g-1", &[("name_ko", "입구"), ("aisle", "a-1"), ("distance_m", "0")]),
        (
            EntityKind::Stall,
            "s-1",
            &[("code", "가-1"), ("aisle", "a-1"), ("side", "left"), ("order", "1"), ("width_m", "3")],
        ),
    ];
    let events: Vec<_> = rows
        .iter()
        .flat_map(|(entity, id, fields)| {
            fields.iter().map(move |(field, value)| (*entity, *id, *field, *value))
        })
        .map(|(entity, id, field, value)| tablet.set_of(entity, id, field, value))
        .collect();
    let receipt = server.post(path, &tablet.batch(&events)).json();
    assert_eq!(names(&receipt, "accepted").len(), events.len(), "{receipt}");
    assert_eq!(server.get("/m/saebyeok").status, 404, "nothing is shown before the desk has seen it");
    let cookie = server.log_in();
    let accepted: Vec<String> = events.iter().map(|e| format!("event={}", e.id)).collect();
    let answer = server.form("/desk/review", &format!("decision=accept&{}", accepted.join("&")), &cookie);
    assert_eq!(answer.status, 303, "{}", answer.text());
    let deadline = Instant::now() + Duration::from_secs(60);
    while server.get("/m/saebyeok").status != 200 {
        assert!(
            Instant::now() < deadline,
            "not published: {}",
            server.get_with("/desk", &[("cookie", &cookie)]).text()
        );
        std::thread::sleep(Duration::from_millis(200));
    }
    let page = server.get("/m/saebyeok").text();
    assert!(page.contains("새벽시장") && page.contains("가-1"));
}

#[test]
fn limits_of_size_and_time_hold() {
    let server = Server::start(&data_dir("limits"));
    let path = events_path();
    let huge = server.post(&path, &vec![b' '; 2 * 1024 * 1024]);
    assert_eq!((huge.status, huge.json()["code"].as_str()), (413, Some("too_large")));
    let many = format!(r#"{{"device":"t","events":[{}]}}"#, vec![r#"{"id":"a"}"#; 501].join(","));
    assert_eq!(server.post(&path, many.as_bytes()).status, 413);
    let large = server.post(&format!("/api/v1/markets/{MARKET}/orders"), &vec![b' '; 100 * 1024]);
    assert_eq!(large.status, 413);
    // A lying length: chunks beyond the limit.
    let mut stream = server.connect();
    let head =
        format!("POST {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\ntransfer-encoding: chunked\r\n\r\n");
    stream.write_all(head.as_bytes()).unwrap();
    let chunk = [b"10000\r\n".as_slice(), &[b' '; 0x10000], b"\r\n"].concat();
    for _ in 0..20 {
        if stream.write_all(&chunk).is_err() {
            break;
        }
    }
    let mut start = [0; 12];
    stream.read_exact(&mut start).unwrap();
    assert_eq!(&start, b"HTTP/1.1 413");
    let long = "x".repeat(20_000);
    assert_eq!(server.get_with("/", &[("x-long", &long)]).status, 431);
    let lines: Vec<(String, String)> = (0..80).map(|n| (format!("x-{n}"), "1".to_owned())).collect();
    let lines: Vec<(&str, &str)> = lines.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    assert_eq!(server.get_with("/", &lines).status, 431);
    // One byte a second is too slow for a header.
    let mut slow = server.connect();
    let began = Instant::now();
    let mut closed = false;
    for byte in b"GET / HTTP/1.1\r\nhost: slow\r\nx-a: ".iter() {
        if slow.write_all(&[*byte]).is_err() {
            closed = true;
            break;
        }
        slow.set_read_timeout(Some(Duration::from_millis(500))).unwrap();
        match slow.read(&mut [0; 256]) {
            Ok(_) => {
                closed = true;
                break;
            }
            Err(error)
                if matches!(error.kind(), std::io::ErrorKind::WouldBlock | std::io::ErrorKind::TimedOut) => {}
            Err(_) => {
                closed = true;
                break;
            }
        }
    }
    assert!(closed && began.elapsed() < Duration::from_secs(14), "after {:?}", began.elapsed());
    assert_eq!(server.get("/healthz").status, 200);
}

/// What the writers know: events that were acknowledged, by device.
type Acknowledged = Arc<Mutex<BTreeMap<String, BTreeSet<String>>>>;

/// Sends batches until the server is gone, and remembers what was acknowledged. What was not is sent again first.
fn write_until_gone(
    server: &Server,
    tablet: &mut Device,
    unsent: &mut Vec<market_model::SurveyEvent>,
    known: &Acknowledged,
) {
    loop {
        while unsent.len() < 5 {
            let value = (tablet.seq + 1).to_string();
            unsent.push(tablet.set("x", "code", &value));
        }
        let body = tablet.batch(unsent);
        let Ok(answer) = server.send("POST", &events_path(), &[], &body) else { return };
        if answer.status == 429 || answer.status == 503 {
            std::thread::sleep(Duration::from_millis(20));
            continue;
        }
        assert_eq!(answer.status, 200, "{}", answer.text());
        let receipt = answer.json();
        assert_eq!(receipt["batch_sha256"], market_wire::batch_hash(&body));
        assert!(names(&receipt, "rejected").is_empty(), "{receipt}");
        let stored = [names(&receipt, "accepted"), names(&receipt, "duplicate")].concat();
        assert_eq!(stored.len(), unsent.len());
        known.lock().unwrap().entry(tablet.name.clone()).or_default().extend(stored);
        unsent.clear();
    }
}

#[test]
fn killed_twenty_times_under_load_it_loses_nothing_and_doubles_nothing() {
    let seed = 0x1A_2B3C;
    println!("seed {seed}");
    let mut random = Random(seed);
    let data = data_dir("kills");
    drop(Server::start(&data));
    let known: Acknowledged = Arc::default();
    let mut writers: Vec<(Device, Vec<market_model::SurveyEvent>)> =
        (0..4).map(|n| (Device::new(&format!("tablet-{n}")), Vec::new())).collect();
    for _ in 0..20 {
        let mut server = Server::start_with(&data, &[]);
        std::thread::scope(|scope| {
            let shared = &server;
            let handles: Vec<_> = writers
                .iter_mut()
                .map(|(tablet, unsent)| {
                    let known = Arc::clone(&known);
                    scope.spawn(move || write_until_gone(shared, tablet, unsent, &known))
                })
                .collect();
            std::thread::sleep(Duration::from_millis(20 + random.below(200)));
            let pid = server.child.id().to_string();
            std::process::Command::new("kill").args(["-9", &pid]).status().unwrap();
            handles.into_iter().for_each(|h| h.join().unwrap());
        });
        server.kill();
    }
    let server = Server::start_with(&data, &[]);
    let known = known.lock().unwrap();
    let total: usize = known.values().map(BTreeSet::len).sum();
    println!("{total} events acknowledged over 20 kills");
    assert!(total > 200, "only {total} events were acknowledged");
    for (tablet, unsent) in &mut writers {
        // The whole log once more, from the first event: everything acknowledged is a duplicate, nothing is refused.
        let mut again = Device::new(&tablet.name);
        let all: Vec<_> = (1..=tablet.seq).map(|n| again.set("x", "code", &n.to_string())).collect();
        let mut accepted = BTreeSet::new();
        for part in all.chunks(500) {
            let receipt = server.post(&events_path(), &again.batch(part)).json();
            assert!(names(&receipt, "rejected").is_empty(), "{receipt}");
            accepted.extend(names(&receipt, "accepted"));
        }
        let lost: Vec<_> =
            known.get(&tablet.name).into_iter().flatten().filter(|id| accepted.contains(*id)).collect();
        assert!(lost.is_empty(), "acknowledged but not stored: {lost:?}");
        let last = server.post(&events_path(), &again.batch(&all[all.len() - 1..])).json();
        assert_eq!(last["stored_up_to"], tablet.seq, "each once, without a gap");
        unsent.clear();
    }
}
