//! What stalls say of today: from a merchant's thumb to the pages, the feed and the disk; and back by itself.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

mod support;

use std::io::{BufRead, BufReader, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use support::{MARKET, Server, data_dir};

/// `가1`.
const STALL: &str = "%EA%B0%801";
const FEED: &str = "/api/v1/markets/byeolmaru/live";

fn today(more: &str) -> String {
    format!("/m/{MARKET}/s/{STALL}/today{more}")
}

/// The path of the merchant's link, as the desk shows it.
fn link(server: &Server, cookie: &str) -> String {
    let page = server.get_with(&today(""), &[("cookie", cookie)]).text();
    let start = today("/");
    let at = page.find(&start).unwrap_or_else(|| panic!("no link: {page}"));
    page[at..].split(['"', '<']).next().unwrap().to_owned()
}

fn say(server: &Server, path: &str, body: &str) {
    let answer = server.form(path, body, "");
    assert_eq!((answer.status, answer.header("location").contains("done=told")), (303, true), "{body}");
}

/// An event stream that is being listened to.
struct Listener(BufReader<TcpStream>);

impl Listener {
    fn new(server: &Server, last: &str) -> Self {
        let mut stream = server.connect();
        let last = if last.is_empty() { String::new() } else { format!("last-event-id: {last}\r\n") };
        let head = format!(
            "GET {FEED} HTTP/1.1\r\nhost: x\r\naccept: text/event-stream\r\naccept-encoding: br, gzip\r\n{last}\r\n"
        );
        stream.write_all(head.as_bytes()).unwrap();
        Self(BufReader::new(stream))
    }

    /// The next event: its number and its data.
    fn event(&mut self) -> (String, serde_json::Value) {
        let mut id = String::new();
        loop {
            let mut line = String::new();
            assert!(self.0.read_line(&mut line).unwrap() > 0, "the stream ended");
            if let Some(number) = line.strip_prefix("id: ") {
                number.trim().clone_into(&mut id);
            }
            if let Some(data) = line.strip_prefix("data: ") {
                return (id, serde_json::from_str(data.trim()).unwrap());
            }
        }
    }
}

#[test]
fn one_press_of_a_merchant_is_on_every_page_and_in_the_feed_at_once() {
    let server = Server::start(&data_dir("live"));
    let cookie = server.log_in();
    let link = link(&server, &cookie);
    let page = server.get(&link).text();
    for word in ["열었어요", "닫았어요", "다 팔렸어요", "오늘의 특가", "noindex"] {
        assert!(page.contains(word), "{word}");
    }
    let stall = format!("/m/{MARKET}/s/{STALL}");
    assert!(!server.get(&stall).text().contains("badge special-mark"));
    say(&server, &link, "do=closed");
    say(&server, &link, "do=special&what=%EB%91%90%EB%B6%80&won=2%2C000");
    for path in [&stall, &format!("{stall}?fragment=1"), &format!("/m/{MARKET}"), &format!("/m/{MARKET}/3d")]
    {
        let html = server.get(path).text();
        assert!(html.contains("오늘 쉼"), "{path}");
        assert!(html.contains("두부 2,000원 · 원산지 미확인"), "{path}");
    }
    let plan = server.get(&format!("/m/{MARKET}")).text();
    assert!(plan.contains("id=\"stall-가1\" class=\"stall today-closed "), "the plan shows it");
    let feed = server.get(FEED).json();
    assert_eq!(feed["stalls"]["가1"]["state"], "closed");
    assert_eq!(feed["stalls"]["가1"]["special"]["won"], 2_000);
    assert_eq!((feed["day"].as_str(), feed["whole"].as_bool()), (Some("2026-11-27"), Some(true)));
    say(&server, &link, "do=usual");
    assert_eq!(server.get(FEED).json()["stalls"], serde_json::json!({}));
    assert!(!server.get(&stall).text().contains("두부 2,000원"));
}

#[test]
fn forms_that_say_nothing_change_nothing_and_are_told_so() {
    let server = Server::start(&data_dir("live-forms"));
    let link = link(&server, &server.log_in());
    for body in [
        "do=special&won=100",
        "do=special&what=x&won=many",
        "do=special&what=x&won=0",
        "gone=nothing",
        "do=fly",
        "x=1",
    ] {
        let answer = server.form(&link, body, "");
        assert!(answer.header("location").contains("done=incomplete"), "{body}");
    }
    assert_eq!(server.get(FEED).json()["stalls"], serde_json::json!({}));
}

#[test]
fn the_feed_has_a_tag_and_a_stream_tells_only_what_its_reader_has_not_seen() {
    let server = Server::start(&data_dir("live-feed"));
    let link = link(&server, &server.log_in());
    let answer = server.get(FEED);
    let tag = answer.header("etag").to_owned();
    assert_eq!(server.get_with(FEED, &[("if-none-match", &tag)]).status, 304);
    let mut listener = Listener::new(&server, "");
    let (first, whole) = listener.event();
    assert_eq!((whole["whole"].as_bool(), format!("W/\"{first}\"")), (Some(true), tag.clone()));
    let began = Instant::now();
    say(&server, &link, "do=sold-out");
    let (second, piece) = listener.event();
    assert!(began.elapsed() < Duration::from_secs(2), "{:?}", began.elapsed());
    println!("from press to listener: {:?}", began.elapsed());
    assert_eq!(
        (piece["whole"].as_bool(), &piece["stalls"]["가1"]["state"]),
        (Some(false), &"sold_out".into())
    );
    assert_eq!(server.get_with(FEED, &[("if-none-match", &tag)]).status, 200);
    // Who comes back is told what came meanwhile, and nothing twice.
    let (_, again) = Listener::new(&server, &second).event();
    assert_eq!((again["whole"].as_bool(), &again["stalls"]), (Some(false), &serde_json::json!({})));
    let (_, missed) = Listener::new(&server, &first).event();
    assert_eq!(
        (missed["whole"].as_bool(), missed["stalls"].as_object().map(serde_json::Map::len)),
        (Some(false), Some(1))
    );
    // A number of another day, or of nobody, brings everything.
    for strange in ["2026-11-26-1", "2026-11-27-999999", "x"] {
        assert_eq!(Listener::new(&server, strange).event().1["whole"], true, "{strange}");
    }
}

#[test]
fn an_open_stream_does_not_keep_the_server_from_stopping() {
    let server = Server::start(&data_dir("live-stop"));
    let mut listener = Listener::new(&server, "");
    listener.event();
    let began = Instant::now();
    assert_eq!(server.terminate(), 0);
    assert!(began.elapsed() < Duration::from_secs(4), "{:?}", began.elapsed());
}

#[test]
fn a_word_survives_the_power_cut_and_ends_with_the_market_day() {
    let data = data_dir("live-night");
    let mut server = Server::start(&data);
    let link = link(&server, &server.log_in());
    say(&server, &link, "do=closed");
    server.kill();
    let mut server = Server::start_with(&data, &[]);
    assert_eq!(server.get(FEED).json()["stalls"]["가1"]["state"], "closed");
    assert_eq!(server.get(&link).status, 200, "the link is the same");
    server.kill();
    let next = data_dir("live-next-day");
    std::fs::remove_dir_all(&next).unwrap();
    std::fs::rename(&data, &next).unwrap();
    let server = Server::start_at(&next, "2026-11-28T00:01");
    let feed = server.get(FEED).json();
    assert_eq!((feed["day"].as_str(), &feed["stalls"]), (Some("2026-11-28"), &serde_json::json!({})));
}

#[test]
fn only_the_right_link_or_the_desk_speaks_for_a_stall() {
    let server = Server::start(&data_dir("live-door"));
    assert_eq!(server.get(&today("")).status, 401);
    assert_eq!(server.form(&today(""), "do=closed", "").status, 401);
    assert_eq!(server.get(&today("/000000000000000000000000")).status, 404);
    assert_eq!(server.form(&today("/000000000000000000000000"), "do=closed", "").status, 404);
    let cookie = server.log_in();
    let old = link(&server, &cookie);
    // The secret of one stall opens no other.
    let token = old.rsplit('/').next().unwrap();
    assert_eq!(server.get(&format!("/m/{MARKET}/s/%EA%B0%802/today/{token}")).status, 404);
    assert_eq!(server.form(&today(""), "do=closed", &cookie).status, 303);
    assert_eq!(server.get(FEED).json()["stalls"]["가1"]["state"], "closed");
    assert!(server.desk(&cookie).contains("가1"));
    assert!(server.form(&today(""), "do=renew", &cookie).header("location").contains("renewed"));
    assert_eq!(server.get(&old).status, 404, "the link before is closed");
    assert_eq!(server.get(&link(&server, &cookie)).status, 200);
    let found =
        server.get_with(&format!("/desk/stall?market={MARKET}&stall={STALL}"), &[("cookie", &cookie)]);
    assert_eq!((found.status, found.header("location").ends_with("/today")), (303, true));
}
