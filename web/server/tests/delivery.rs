//! Orders, plans and riders: from the API to the door, and who sees an address when.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

mod support;

use support::{MARKET, Server, data_dir};

/// A stall and an address of the sample.
fn places(server: &Server) -> (String, String, String) {
    let manifest = server.get(&format!("/m/{MARKET}/manifest.json"));
    let manifest = market_wire::Manifest::from_json(&manifest.body).unwrap();
    let market = server.get(&format!("/a/{}", manifest.file("market.json").unwrap().path));
    let market = market_model::from_json(&market.body).unwrap();
    let address = &market.addresses[0];
    (market.stalls[0].code.clone(), address.id.to_string(), address.label.clone())
}

fn order(server: &Server, body: &serde_json::Value) -> support::Answer {
    server.post(&format!("/api/v1/markets/{MARKET}/orders"), body.to_string().as_bytes())
}

/// The first secret link on the desk's page.
fn rider_link(server: &Server, cookie: &str) -> String {
    server.rider_links(cookie).remove(0)
}

#[test]
fn an_order_travels_from_the_api_to_the_door_and_its_address_is_hidden_then() {
    let server = Server::start(&data_dir("order"));
    let (stall, address, label) = places(&server);
    let line = serde_json::json!({ "stall": stall, "goods": "사과", "quantity": "2" });
    let taken = order(&server, &serde_json::json!({ "address": address, "lines": [line] }));
    assert_eq!(taken.status, 201, "{}", taken.text());
    let cookie = server.log_in();
    assert!(server.get_with("/desk", &[("cookie", &cookie)]).text().contains("사과"));
    let planned = server.form("/desk/plan", &format!("market={MARKET}&riders=1"), &cookie);
    assert!(planned.header("location").contains("done=planned"), "{}", planned.header("location"));
    let link = rider_link(&server, &cookie);
    let page = server.get(&link);
    assert_eq!((page.status, page.header("cache-control")), (200, "no-store"));
    assert!(page.text().contains(&stall) && page.text().contains(&label) && page.text().contains("사과"));
    // One tap a stop, in order.
    let mut stops = Vec::new();
    for action in ["collected", "delivered"] {
        let html = server.get(&link).text();
        let key = support::next_stop(&html).expect("a stop to do");
        let said = server.form(&format!("{link}/stop"), &format!("stop={key}&action={action}"), "");
        assert_eq!(said.status, 303, "{action}: {}", said.text());
        stops.push(key);
    }
    let done = server.get(&link).text();
    assert!(!done.contains(&label), "the address is still shown after the delivery");
    let desk = server.get_with("/desk", &[("cookie", &cookie)]).text();
    let orders = desk.split("name=\"address\"").next().unwrap();
    assert!(!orders.contains(&label), "the desk still shows the address of a delivered order");
    // A slip of the finger can be taken back; then the job is open again.
    let undo = server.form(&format!("{link}/stop"), &format!("stop={}&action=undo", stops[1]), "");
    assert_eq!(undo.status, 303);
    assert!(server.get(&link).text().contains(&label));
}

#[test]
fn an_order_that_cannot_be_kept_stays_at_the_desk_with_the_reason() {
    let server = Server::start(&data_dir("left-over"));
    let (stall, address, _) = places(&server);
    let line = serde_json::json!({ "stall": stall, "goods": "바위", "quantity": "90" });
    let taken = order(&server, &serde_json::json!({ "address": address, "lines": [line] }));
    assert_eq!(taken.status, 201, "{}", taken.text());
    let cookie = server.log_in();
    let planned = server.form("/desk/plan", &format!("market={MARKET}&riders=1"), &cookie);
    assert!(planned.header("location").contains("done=plan-failed"), "{}", planned.header("location"));
    let desk = server.get_with("/desk", &[("cookie", &cookie)]).text();
    assert!(
        desk.contains("계획에 넣지 못했습니다") && desk.contains("kg"),
        "90 × 500 g is more than a box holds"
    );
}

#[test]
fn a_link_that_was_not_made_at_the_desk_opens_nothing() {
    let server = Server::start(&data_dir("links"));
    for token in ["x", &"0".repeat(40), &"f".repeat(64)] {
        assert_eq!(server.get(&format!("/m/{MARKET}/rider/{token}")).status, 404);
        let said = server.form(&format!("/m/{MARKET}/rider/{token}/stop"), "stop=0-1&action=delivered", "");
        assert_eq!(said.status, 404);
    }
    assert_eq!(server.form("/desk/plan", &format!("market={MARKET}&riders=1"), "").status, 401);
}

#[test]
fn orders_that_cannot_be_are_refused_with_a_reason() {
    let server = Server::start(&data_dir("refused"));
    let (stall, address, _) = places(&server);
    let line = serde_json::json!({ "stall": stall, "goods": "사과" });
    let cases = [
        (serde_json::json!({ "address": "nowhere-1", "lines": [line] }), 422),
        (serde_json::json!({ "address": address, "lines": [] }), 422),
        (serde_json::json!({ "address": address, "lines": [{ "stall": "없는점포", "goods": "사과" }] }), 422),
        (serde_json::json!({ "address": address, "lines": [line], "from": "16:00", "until": "14:00" }), 422),
        (serde_json::json!({ "address": address, "lines": [line], "from": "25:00" }), 422),
        (serde_json::json!({ "address": address, "lines": [line], "phone": "010-0000-0000" }), 400),
        (serde_json::json!([]), 400),
    ];
    for (body, status) in cases {
        let answer = order(&server, &body);
        assert_eq!(answer.status, status, "{body}: {}", answer.text());
        assert!(!answer.json()["message"].as_str().unwrap().is_empty());
    }
}
