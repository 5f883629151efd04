//! What visitors get: pages, files, routes, headers; and what they do not get.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

mod support;

use market_wire::Manifest;
use support::{MARKET, Random, Server, data_dir};

/// A code of a stall in the sample.
fn first_stall(server: &Server) -> (String, String) {
    let manifest = server.get(&format!("/m/{MARKET}/manifest.json"));
    let manifest = Manifest::from_json(&manifest.body).unwrap();
    let market = server.get(&format!("/a/{}", manifest.file("market.json").unwrap().path));
    let market = market_model::from_json(&market.body).unwrap();
    (market.stalls[0].code.clone(), market.stalls[market.stalls.len() - 1].code.clone())
}

fn encoded(text: &str) -> String {
    text.bytes().map(|b| format!("%{b:02X}")).collect()
}

#[test]
fn a_visitor_finds_a_market_its_stalls_and_the_way() {
    let server = Server::start(&data_dir("visitor"));
    assert_eq!(server.get("/healthz").json()["status"], "ok");
    let home = server.get("/");
    assert!(home.status == 200 && home.text().contains(&format!("/m/{MARKET}")));
    let (first, last) = first_stall(&server);
    let market = server.get(&format!("/m/{MARKET}")).text();
    assert!(market.contains(&first) && market.contains(&last) && market.contains("<svg"));
    let stall = server.get(&format!("/m/{MARKET}/s/{}", encoded(&first)));
    assert!(stall.status == 200 && stall.text().contains(&first));
    assert_eq!(server.get(&format!("/m/{MARKET}/3d")).status, 200);
    let query = format!("from={}&to={}", encoded(&first), encoded(&last));
    let way = server.get(&format!("/m/{MARKET}?{query}")).text();
    let route = server.get(&format!("/api/v1/markets/{MARKET}/route?{query}"));
    assert_eq!(route.status, 200, "{}", route.text());
    let words = route.json()["steps"][0]["text_ko"].as_str().unwrap().to_owned();
    assert!(route.json()["length_mm"].as_u64().unwrap() > 0 && !words.is_empty());
    assert!(way.contains(&words), "the page tells the way in the same words: {words}");
    assert_eq!(server.get("/api/v1/markets").json()[0]["id"], MARKET);
    assert_eq!(server.terminate(), 0);
}

#[test]
fn every_file_of_a_manifest_is_handed_out_for_ever_under_its_hash() {
    let server = Server::start(&data_dir("files"));
    let manifest = Manifest::from_json(&server.get(&format!("/m/{MARKET}/manifest.json")).body).unwrap();
    assert!(manifest.files.len() >= 6);
    for (role, entry) in &manifest.files {
        for path in [format!("/a/{}", entry.path), format!("/m/{MARKET}/{}", entry.path)] {
            let plain = server.get(&path);
            assert_eq!(plain.status, 200, "{role}");
            assert_eq!(market_wire::batch_hash(&plain.body), entry.sha256, "{role}");
            assert!(plain.header("cache-control").contains("immutable"));
            assert_eq!(plain.header("content-type"), entry.media_type);
            let known = server.get_with(&path, &[("if-none-match", plain.header("etag"))]);
            assert_eq!((known.status, known.body.len()), (304, 0));
        }
        let packed = server.get_with(&format!("/a/{}", entry.path), &[("accept-encoding", "gzip, br")]);
        if entry.bytes > 4_096 {
            assert_eq!(packed.header("content-encoding"), "br", "{role}");
            assert!(packed.body.len() < usize::try_from(entry.bytes).unwrap());
        }
    }
    for path in ["/a/manifest.json", "/a/../jangteo.sqlite", "/a/%2e%2e%2fjangteo.sqlite", "/web/twin/../x"] {
        assert_eq!(server.get(path).status, 404, "{path}");
    }
}

#[test]
fn what_is_not_there_is_said_in_the_form_that_was_asked_for() {
    let server = Server::start(&data_dir("missing"));
    for path in
        ["/nothing", "/m/nowhere", &format!("/m/{MARKET}/s/nobody"), "/static/x.css", "/web/twin/x.js"]
    {
        let answer = server.get(path);
        assert_eq!(answer.status, 404, "{path}");
        assert!(answer.text().contains("<html"), "{path}");
        assert!(!answer.header("x-request-id").is_empty());
    }
    let base = format!("/api/v1/markets/{MARKET}/route");
    let cases = [
        (format!("{base}?from=zzz&to=yyy"), 404, "not_found"),
        (base.clone(), 400, "bad_request"),
        (format!("{base}?from=a&to=b&profile=fly"), 400, "bad_request"),
        ("/api/v1/markets/nowhere/route?from=a&to=b".to_owned(), 404, "not_found"),
        ("/api/v2/anything".to_owned(), 404, "not_found"),
    ];
    for (path, status, code) in cases {
        let answer = server.get(&path);
        assert_eq!((answer.status, answer.json()["code"].as_str()), (status, Some(code)), "{path}");
        assert_eq!(answer.json()["request_id"], answer.header("x-request-id"));
    }
    let english = server.get(&format!("{base}?lang=en")).json()["message"].to_string();
    assert!(english.contains("where"), "{english}");
    let method = server.send("DELETE", "/", &[], b"").unwrap();
    assert_eq!((method.status, method.header("allow").is_empty()), (405, false));
}

#[test]
fn every_route_is_in_the_openapi_document_and_keeps_the_strict_policy() {
    let server = Server::start(&data_dir("openapi"));
    let document = server.get("/api/openapi.json").json();
    let paths = document["paths"].as_object().unwrap();
    let promised = [
        "/",
        "/m/{market}",
        "/m/{market}/s/{stall}",
        "/m/{market}/3d",
        "/m/{market}/rider/{token}",
        "/desk",
        "/tablet/",
        "/m/{market}/manifest.json",
        "/a/{file}",
        "/static/{file}",
        "/api/v1/markets",
        "/api/v1/markets/{market}/route",
        "/api/v1/markets/{market}/events",
        "/api/v1/markets/{market}/review",
        "/api/v1/markets/{market}/orders",
        "/api/openapi.json",
        "/healthz",
    ];
    for path in promised {
        assert!(paths.contains_key(path), "{path} is not described");
    }
    for (path, methods) in paths {
        let path = path.replace("{market}", MARKET).replace(['{', '}'], "");
        for method in methods.as_object().unwrap().keys() {
            let answer = server.send(&method.to_uppercase(), &path, &[], b"").unwrap();
            assert!(answer.status < 500 && answer.status != 405, "{method} {path}: {}", answer.status);
            let policy = answer.header("content-security-policy");
            assert!(
                policy.contains("script-src 'self' 'wasm-unsafe-eval'") && !policy.contains("unsafe-inline")
            );
            assert!(policy.contains("frame-ancestors 'none'"));
            assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        }
    }
    for page in ["/", &format!("/m/{MARKET}"), &format!("/m/{MARKET}/3d"), "/desk", "/tablet/", "/nothing"] {
        let html = server.get(page).text();
        assert!(!html.contains(" style=\"") && !html.contains("<style"), "{page} has inline style");
        assert!(!html.contains("onclick="), "{page} has inline script");
    }
}

#[test]
fn garbage_is_refused_without_a_panic() {
    let seed = 20_261_122;
    println!("seed {seed}");
    let mut random = Random(seed);
    let data = data_dir("garbage");
    let server = Server::start(&data);
    let alphabet: Vec<char> = "/am%.?&=가ㄱ김:;{}[]\"\\-_0aZ ~".chars().collect();
    for _ in 0..150 {
        let length = random.below(40);
        let text: String = (0..length)
            .map(|_| alphabet[usize::try_from(random.below(alphabet.len() as u64)).unwrap()])
            .collect();
        let raw: String = text.chars().filter(|c| c.is_ascii() && *c != ' ').collect();
        let escaped = encoded(&text);
        for path in [
            format!("/{raw}"),
            format!("/m/{MARKET}/s/{escaped}"),
            format!("/m/{MARKET}?q={escaped}&from={escaped}&to={raw}"),
            format!("/api/v1/markets/{MARKET}/route?from={escaped}&to={escaped}"),
        ] {
            if let Ok(answer) = server.send("GET", &path, &[], b"") {
                assert!(answer.status < 500, "{path}: {}", answer.text());
            }
        }
        let body: Vec<u8> =
            (0..random.below(200)).map(|_| u8::try_from(random.below(256)).unwrap()).collect();
        let answer = server.post(&support::events_path(), if body.is_empty() { b"x" } else { &body });
        assert_eq!(answer.status, 400, "{}", answer.text());
    }
    let log = std::fs::read_to_string(data.join("log.jsonl")).unwrap();
    assert!(!log.contains("panic"), "{log}");
}
