//! Starts the built server on a port of its own and speaks HTTP/1.1 to it over plain sockets.

#![allow(dead_code, reason = "each test file uses a part of it")]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::Duration;

/// The sample market that every test uses: small, so that it builds quickly.
pub const MARKET: &str = "byeolmaru";

/// A market day's morning, whenever the tests run.
pub const NOW: &str = "2026-11-27T10:00";

/// A running server; killed when dropped.
pub struct Server {
    pub child: Child,
    pub address: String,
    pub code: String,
    stdout: BufReader<ChildStdout>,
}

/// An answer.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn header(&self, name: &str) -> &str {
        self.headers.iter().find(|(n, _)| n == name).map_or("", |(_, v)| v)
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|e| panic!("{e}: {}", self.text()))
    }
}

/// A fresh data folder.
pub fn data_dir(name: &str) -> PathBuf {
    let dir = std::env::temp_dir().join(format!("jangteo-server-{name}-{}", std::process::id()));
    let _ = std::fs::remove_dir_all(&dir);
    std::fs::create_dir_all(&dir).unwrap();
    dir
}

/// The folder of the sample market.
pub fn sample() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets/markets").join(MARKET)
}

impl Server {
    /// Starts and waits until it is ready.
    pub fn start(data: &Path) -> Self {
        Self::start_with(data, &["--import-market", sample().to_str().unwrap()])
    }

    pub fn start_with(data: &Path, more: &[&str]) -> Self {
        Self::start_when(data, NOW, more)
    }

    /// On a data folder that is there, at another moment.
    pub fn start_at(data: &Path, now: &str) -> Self {
        Self::start_when(data, now, &[])
    }

    fn start_when(data: &Path, now: &str, more: &[&str]) -> Self {
        let log = std::fs::OpenOptions::new().create(true).append(true).open(data.join("log.jsonl")).unwrap();
        let mut child = Command::new(env!("CARGO_BIN_EXE_market_server"))
            .args(["--listen", "127.0.0.1:0", "--data", data.to_str().unwrap(), "--clock", now])
            .args(more)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(log)
            .spawn()
            .unwrap();
        let stdout = BufReader::new(child.stdout.take().unwrap());
        let mut server = Self { child, address: String::new(), code: String::new(), stdout };
        while server.address.is_empty() {
            let line = server.line();
            if let Some(code) = line.strip_prefix("desk code ") {
                server.code = code.trim().to_owned();
            } else if let Some(address) = line.strip_prefix("ready http://") {
                server.address = address.trim().trim_end_matches('/').to_owned();
            }
        }
        server
    }

    /// The next line on standard output.
    pub fn line(&mut self) -> String {
        let mut line = String::new();
        let read = self.stdout.read_line(&mut line).unwrap();
        assert!(read > 0, "the server ended before it was ready");
        line
    }

    pub fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(&self.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
        stream
    }

    pub fn get(&self, path: &str) -> Answer {
        self.send("GET", path, &[], b"").unwrap()
    }

    pub fn get_with(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        self.send("GET", path, headers, b"").unwrap()
    }

    pub fn post(&self, path: &str, body: &[u8]) -> Answer {
        self.send("POST", path, &[("content-type", "application/json")], body).unwrap()
    }

    /// A form, with the session's cookie when there is one.
    pub fn form(&self, path: &str, body: &str, cookie: &str) -> Answer {
        let headers = [("content-type", "application/x-www-form-urlencoded"), ("cookie", cookie)];
        self.send("POST", path, &headers, body.as_bytes()).unwrap()
    }

    /// One request on a connection of its own.
    pub fn send(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &[u8],
    ) -> std::io::Result<Answer> {
        let mut stream = TcpStream::connect(&self.address)?;
        stream.set_read_timeout(Some(Duration::from_secs(30)))?;
        let mut head = format!("{method} {path} HTTP/1.1\r\nhost: {}\r\nconnection: close\r\n", self.address);
        for (name, value) in headers.iter().filter(|(_, value)| !value.is_empty()) {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        if !body.is_empty() {
            head.push_str(&format!("content-length: {}\r\n", body.len()));
        }
        head.push_str("\r\n");
        stream.write_all(head.as_bytes())?;
        // The server may have answered and closed before it read everything.
        let _ = stream.write_all(body);
        read_answer(&mut stream)
    }

    /// Logs in at the desk and answers the cookie.
    pub fn log_in(&self) -> String {
        let answer = self.form("/desk/login", &format!("code={}", self.code), "");
        assert_eq!(answer.status, 303, "{}", answer.text());
        answer.header("set-cookie").split(';').next().unwrap().to_owned()
    }

    /// The desk's page.
    pub fn desk(&self, cookie: &str) -> String {
        self.get_with("/desk", &[("cookie", cookie)]).text()
    }

    /// The secret links on the desk's page.
    pub fn rider_links(&self, cookie: &str) -> Vec<String> {
        let desk = self.desk(cookie);
        let start = format!("/m/{MARKET}/rider/");
        let at = desk.match_indices(start.as_str()).map(|(at, _)| &desk[at..]);
        at.map(|rest| rest.split(['"', '<', '?']).next().unwrap().to_owned()).collect()
    }

    /// Asks it to stop and waits for it.
    pub fn terminate(mut self) -> i32 {
        let pid = self.child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &pid]).status().unwrap().success());
        self.child.wait().unwrap().code().unwrap_or(-1)
    }

    /// `kill -9`.
    pub fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Reads an answer to the end of the connection.
pub fn read_answer(stream: &mut TcpStream) -> std::io::Result<Answer> {
    let mut all = Vec::new();
    let ended = stream.read_to_end(&mut all);
    let broken = || std::io::Error::new(std::io::ErrorKind::UnexpectedEof, "no whole answer");
    let split = all.windows(4).position(|w| w == b"\r\n\r\n");
    let Some(split) = split else { return Err(ended.err().unwrap_or_else(broken)) };
    let head = String::from_utf8_lossy(&all[..split]).into_owned();
    let mut lines = head.split("\r\n");
    let status = lines.next().and_then(|l| l.split(' ').nth(1)?.parse().ok()).ok_or_else(broken)?;
    let headers: Vec<(String, String)> = lines
        .filter_map(|l| l.split_once(':'))
        .map(|(n, v)| (n.to_ascii_lowercase(), v.trim().to_owned()))
        .collect();
    let body = all[split + 4..].to_vec();
    let length = headers.iter().find(|(n, _)| n == "content-length").and_then(|(_, v)| v.parse().ok());
    if length.is_some_and(|length: usize| body.len() < length) {
        return Err(broken());
    }
    Ok(Answer { status, headers, body })
}

/// A small generator of pseudo-random numbers (xorshift64*); the seed is printed by whoever uses it.
pub struct Random(pub u64);

impl Random {
    pub fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    pub fn below(&mut self, n: u64) -> u64 {
        self.next() % n
    }
}

/// The log of one device: events with a true hash chain.
pub struct Device {
    pub name: String,
    pub seq: u32,
    prev: market_model::EventHash,
}

impl Device {
    pub fn new(name: &str) -> Self {
        Self { name: name.to_owned(), seq: 0, prev: market_model::EventHash::genesis() }
    }

    /// The next event: a field of a stall gets a value.
    pub fn set(&mut self, stall: &str, field: &str, value: &str) -> market_model::SurveyEvent {
        self.set_of(market_model::EntityKind::Stall, stall, field, value)
    }

    /// The next event: a field of anything gets a value.
    pub fn set_of(
        &mut self,
        entity: market_model::EntityKind,
        id: &str,
        field: &str,
        value: &str,
    ) -> market_model::SurveyEvent {
        self.event(market_model::EventBody::Set {
            entity,
            id: market_model::Id::new(id).unwrap(),
            field: field.to_owned(),
            value: value.to_owned(),
            source: market_model::Source::Surveyed,
        })
    }

    pub fn event(&mut self, body: market_model::EventBody) -> market_model::SurveyEvent {
        self.seq += 1;
        let event = market_model::SurveyEvent {
            id: market_model::EventId::new(&format!("{}-{}", self.name, self.seq)).unwrap(),
            device: market_model::DeviceId::new(&self.name).unwrap(),
            seq: self.seq,
            prev: self.prev.clone(),
            schema: market_model::EVENT_SCHEMA,
            at_ms: 1_795_000_000_000 + u64::from(self.seq),
            actor: "staff".to_owned(),
            body,
        };
        self.prev = event.hash();
        event
    }

    pub fn batch(&self, events: &[market_model::SurveyEvent]) -> Vec<u8> {
        let device = market_model::DeviceId::new(&self.name).unwrap();
        serde_json::to_vec(&market_wire::EventBatch { device, events: events.to_vec() }).unwrap()
    }
}

/// Where batches go.
pub fn events_path() -> String {
    format!("/api/v1/markets/{MARKET}/events")
}

/// The names in an array of a receipt.
pub fn names(receipt: &serde_json::Value, key: &str) -> Vec<String> {
    let all = receipt[key].as_array().cloned().unwrap_or_default();
    all.iter().map(|v| v.as_str().or_else(|| v["id"].as_str()).unwrap_or_default().to_owned()).collect()
}

/// The key of the stop that a rider's page asks for next.
pub fn next_stop(page: &str) -> Option<String> {
    let keys = page.split("data-stops=\"").nth(1)?.split('"').next()?;
    keys.split(' ').next().filter(|k| !k.is_empty()).map(str::to_owned)
}
