//! The desk: its door, review, new revisions, orders; and kills in the middle of a build.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

mod support;

use std::time::{Duration, Instant};

use market_model::{EntityKind, EventBody, Id, Source};
use support::{Device, MARKET, Random, Server, data_dir, events_path};

fn rename(tablet: &mut Device, name: &str) -> market_model::SurveyEvent {
    tablet.event(EventBody::Set {
        entity: EntityKind::Market,
        id: Id::new(MARKET).unwrap(),
        field: "name_ko".to_owned(),
        value: name.to_owned(),
        source: Source::Surveyed,
    })
}

fn number(server: &Server) -> u64 {
    server.get("/api/v1/markets").json()[0]["number"].as_u64().unwrap_or(0)
}

fn wait_for(what: &str, mut done: impl FnMut() -> bool) {
    let began = Instant::now();
    while !done() {
        assert!(began.elapsed() < Duration::from_secs(30), "waited in vain: {what}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

fn accept(server: &Server, cookie: &str, event: &market_model::SurveyEvent) -> u16 {
    let body = serde_json::json!({ "events": [event.id], "decision": "accepted" }).to_string();
    let path = format!("/api/v1/markets/{MARKET}/review");
    server.send("POST", &path, &[("cookie", cookie)], body.as_bytes()).unwrap().status
}

#[test]
fn the_door_opens_once_by_its_code_and_not_from_elsewhere() {
    let mut server = Server::start(&data_dir("door"));
    assert!(server.get("/desk").text().contains("name=\"code\""));
    assert_eq!(server.form("/desk/login", "code=000-00", "").status, 403);
    let foreign = [("origin", "https://evil.example"), ("sec-fetch-site", "cross-site")];
    let crossed =
        server.send("POST", "/desk/login", &foreign, format!("code={}", server.code).as_bytes()).unwrap();
    assert_eq!(crossed.status, 403);
    let cookie = server.log_in();
    let answer = server.get_with("/desk", &[("cookie", &cookie)]);
    assert!(answer.status == 200 && !answer.text().contains("name=\"code\""));
    assert_eq!(answer.header("cache-control"), "no-store");
    // The code is spent; the next one was printed.
    assert_eq!(server.form("/desk/login", &format!("code={}", server.code), "").status, 403);
    let next = server.line();
    assert!(next.starts_with("desk code ") && !next.contains(&server.code));
    // Without the cookie nothing can be decided, and after leaving the cookie is worth nothing.
    assert_eq!(server.form("/desk/review", "event=x&decision=accept", "").status, 401);
    server.form("/desk/logout", "x=1", &cookie);
    assert_eq!(server.form("/desk/review", "event=x&decision=accept", &cookie).status, 401);
    for _ in 0..3 {
        assert_eq!(server.form("/desk/login", "code=000-00", "").status, 403);
    }
    assert_eq!(server.form("/desk/login", "code=000-00", "").status, 429);
}

#[test]
fn what_is_accepted_becomes_the_next_revision_and_what_is_returned_is_told() {
    let server = Server::start(&data_dir("review"));
    let cookie = server.log_in();
    let before = number(&server);
    let mut tablet = Device::new("tablet-1");
    let events = [rename(&mut tablet, "새이름시장"), rename(&mut tablet, "틀린이름시장")];
    assert_eq!(server.post(&events_path(), &tablet.batch(&events)).status, 200);
    let desk = server.get_with("/desk", &[("cookie", &cookie)]).text();
    assert!(desk.contains("새이름시장") && desk.contains("tablet-1-2"));
    let reason = "%EB%8B%A4%EC%8B%9C";
    let form = format!("event=tablet-1-2&decision=return&reason={reason}");
    assert_eq!(server.form("/desk/review", &form, &cookie).status, 303);
    assert_eq!(accept(&server, &cookie, &events[0]), 200);
    wait_for("the next revision", || number(&server) > before);
    assert!(server.get(&format!("/m/{MARKET}")).text().contains("새이름시장"));
    let notes = server.get(&format!("/api/v1/markets/{MARKET}/review?device=tablet-1")).json();
    let told = notes["notes"].as_array().unwrap();
    assert_eq!(told.len(), 2);
    let returned = told.iter().find(|n| n["event"] == "tablet-1-2").unwrap();
    assert_eq!((&returned["decision"], &returned["note"]), (&"returned".into(), &"다시".into()));
}

#[test]
fn killed_in_the_middle_of_a_build_it_ends_with_the_new_revision() {
    let seed = 77;
    println!("seed {seed}");
    let mut random = Random(seed);
    let data = data_dir("build");
    let mut server = Server::start(&data);
    let mut tablet = Device::new("tablet-1");
    for round in 1..=6 {
        let cookie = server.log_in();
        let name = format!("{round}번째시장");
        let event = rename(&mut tablet, &name);
        assert_eq!(server.post(&events_path(), &tablet.batch(std::slice::from_ref(&event))).status, 200);
        assert_eq!(accept(&server, &cookie, &event), 200);
        std::thread::sleep(Duration::from_millis(random.below(250)));
        server.kill();
        server = Server::start_with(&data, &[]);
        wait_for("the revision after the kill", || {
            server.get(&format!("/m/{MARKET}")).text().contains(&name)
        });
        // Whatever is published is whole.
        let manifest = server.get(&format!("/m/{MARKET}/manifest.json"));
        let manifest = market_wire::Manifest::from_json(&manifest.body).unwrap();
        for entry in manifest.files.values() {
            let file = server.get(&format!("/a/{}", entry.path));
            assert_eq!(market_wire::batch_hash(&file.body), entry.sha256);
        }
    }
}

#[test]
fn a_survey_that_cannot_be_built_leaves_the_old_revision_and_says_why() {
    let server = Server::start(&data_dir("broken"));
    let cookie = server.log_in();
    let before = number(&server);
    let mut tablet = Device::new("tablet-1");
    let event = tablet.set("nowhere-1", "aisle", "no-such-aisle");
    assert_eq!(server.post(&events_path(), &tablet.batch(std::slice::from_ref(&event))).status, 200);
    assert_eq!(accept(&server, &cookie, &event), 200);
    wait_for("the problem at the desk", || {
        server.get_with("/desk", &[("cookie", &cookie)]).text().contains("nowhere-1")
    });
    assert_eq!(number(&server), before);
    assert_eq!(server.get(&format!("/m/{MARKET}")).status, 200);
}
