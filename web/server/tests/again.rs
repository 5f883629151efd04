//! A day under way: what happens is worked into the plan, riders keep their links, and everybody is told what changed.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

mod support;

use market_model::{Market, Stall, TradeState};
use support::{MARKET, Server, data_dir, next_stop};

/// A server, its market, and the desk's cookie.
struct Day {
    server: Server,
    market: Market,
    cookie: String,
}

impl Day {
    fn begin(name: &str) -> Self {
        let server = Server::start(&data_dir(name));
        let manifest = server.get(&format!("/m/{MARKET}/manifest.json"));
        let manifest = market_wire::Manifest::from_json(&manifest.body).unwrap();
        let market = server.get(&format!("/a/{}", manifest.file("market.json").unwrap().path));
        let market = market_model::from_json(&market.body).unwrap();
        let cookie = server.log_in();
        Self { server, market, cookie }
    }

    fn stall(&self, n: usize) -> &Stall {
        self.market.stalls.iter().filter(|s| s.state == TradeState::Open).nth(n).unwrap()
    }

    /// Orders a good of each stall; answers identifier and code.
    fn order(&self, goods: &[(&Stall, &str)], address: usize, more: &serde_json::Value) -> (String, String) {
        let line = |(stall, good): &(&Stall, &str)| serde_json::json!({ "stall": stall.code, "goods": good });
        let lines: Vec<_> = goods.iter().map(line).collect();
        let mut body = serde_json::json!({ "address": self.market.addresses[address].id, "lines": lines });
        body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        let path = format!("/api/v1/markets/{MARKET}/orders");
        let taken = self.server.post(&path, body.to_string().as_bytes());
        assert_eq!(taken.status, 201, "{}", taken.text());
        let taken = taken.json();
        (taken["order"].as_str().unwrap().to_owned(), taken["code"].as_str().unwrap().to_owned())
    }

    fn simple(&self, stall: usize, good: &str, address: usize) -> (String, String) {
        self.order(&[(self.stall(stall), good)], address, &serde_json::json!({}))
    }

    /// Plans with so many riders; answers their links.
    fn plan(&self, riders: &str) -> Vec<String> {
        self.desk_does("plan", riders, "planned");
        self.server.rider_links(&self.cookie)
    }

    /// A form of the desk; `done` is what the desk says then.
    fn desk_does(&self, form: &str, fields: &str, done: &str) {
        let answer =
            self.server.form(&format!("/desk/{form}"), &format!("market={MARKET}&{fields}"), &self.cookie);
        let location = answer.header("location");
        assert!(location.contains(&format!("done={done}&")), "{form} {fields}: {} {location}", answer.status);
    }

    fn happens(&self, fields: &str) {
        self.desk_does("replan", fields, "replanned");
    }

    fn page(&self, link: &str) -> String {
        let page = self.server.get(link);
        assert_eq!(page.status, 200, "{}", page.text());
        page.text()
    }

    fn tap(&self, link: &str, fields: &str) {
        let said = self.server.form(&format!("{link}/stop"), fields, "");
        assert_eq!(said.status, 303, "{fields}: {}", said.text());
    }

    fn tap_next(&self, link: &str, action: &str) -> String {
        let key = next_stop(&self.page(link)).expect("a stop to do");
        self.tap(link, &format!("stop={key}&action={action}"));
        key
    }
}

fn main_of(page: &str) -> &str {
    page.split("<main").nth(1).unwrap()
}

#[test]
fn a_new_order_goes_into_the_plan_under_way_and_the_link_shows_what_changed_and_why() {
    let day = Day::begin("again-new");
    let (_, first) = day.simple(0, "사과", 0);
    let links = day.plan("riders=1");
    day.tap_next(&links[0], "collected");
    let (second_id, second) = day.simple(1, "두부", 1);
    assert!(day.server.desk(&day.cookie).contains("새 주문 1건 넣어 다시 계획"));
    day.happens("event=new");
    assert_eq!(day.server.rider_links(&day.cookie), links, "links were made anew");
    let page = day.page(&links[0]);
    assert!(page.contains(&first) && page.contains(&second), "codes of both orders");
    assert!(page.contains("계획이 바뀌었습니다") && page.contains("새 주문"), "what changed and why");
    // What was collected stays collected: the next stop is not it.
    assert!(page.contains("stop-where") && page.contains("받음"));
    let desk = day.server.desk(&day.cookie);
    assert!(desk.contains("바뀐 것과 까닭") && desk.contains(&second) && desk.contains("판 2"));
    assert!(!desk.contains(&format!("{second_id}</p><p class=\"say bad")));
    let version = day.server.get(&format!("{}/version", links[0])).json();
    assert_eq!(version["version"], 2);
}

#[test]
fn a_cancelled_order_leaves_page_and_desk_and_its_address_is_gone() {
    let day = Day::begin("again-cancel");
    let (kept, kept_code) = day.simple(0, "사과", 0);
    let (gone, gone_code) = day.simple(1, "두부", 1);
    let links = day.plan("riders=1");
    assert!(day.page(&links[0]).contains(&gone_code));
    day.happens(&format!("event=cancel&order={gone}"));
    let page = day.page(&links[0]);
    let stops = page.split("class=\"stops\"").nth(1).unwrap();
    assert!(stops.contains(&kept_code) && !stops.contains(&gone_code), "{kept} stays, {gone} goes");
    let label = &day.market.addresses[1].label;
    assert!(!main_of(&page).contains(&format!("{label}<")), "the address of a cancelled order is shown");
    let desk = day.server.desk(&day.cookie);
    assert!(desk.contains("취소") && !desk.contains(&format!("{label}</span></p>")));
}

#[test]
fn an_order_that_waits_can_be_withdrawn_and_goods_aboard_of_a_cancelled_one_come_back() {
    let day = Day::begin("again-withdraw");
    let (waits, _) = day.simple(2, "표본배추", 2);
    day.desk_does("replan", &format!("event=withdraw&order={waits}"), "cancelled");
    day.desk_does("replan", &format!("event=withdraw&order={waits}"), "incomplete");
    day.desk_does("plan", "riders=1", "incomplete");
    let (gone, _) = day.simple(0, "표본사과", 0);
    let links = day.plan("riders=1");
    day.tap_next(&links[0], "collected");
    day.happens(&format!("event=cancel&order={gone}"));
    let page = day.page(&links[0]);
    assert!(next_stop(&page).is_none() && page.contains("시장에 돌려주세요"));
}

#[test]
fn goods_that_were_missing_are_struck_out_at_the_door_and_gone_after_the_next_plan() {
    let day = Day::begin("again-missing");
    let goods = [(day.stall(0), "사과"), (day.stall(0), "배"), (day.stall(3), "두부")];
    day.order(&goods, 0, &serde_json::json!({}));
    let links = day.plan("riders=1");
    let mut page = day.page(&links[0]);
    if !page.contains("name=\"item\"") {
        // With one good there is nothing to choose; the other stall has two.
        day.tap_next(&links[0], "collected");
        page = day.page(&links[0]);
    }
    let item = page.split("name=\"item\" value=\"").nth(1).expect("goods to choose").chars().next().unwrap();
    let key = next_stop(&page).unwrap();
    day.tap(&links[0], &format!("stop={key}&action=missing&item={item}"));
    let desk = day.server.desk(&day.cookie);
    assert!(desk.contains("라이더가 알린 것") && desk.contains("없음: "), "the desk is told what is missing");
    day.happens("event=new");
    while day.page(&links[0]).contains("value=\"collected\"") {
        day.tap_next(&links[0], "collected");
    }
    let door = day.page(&links[0]);
    let slip = door.split("class=\"slip\"").nth(1).unwrap().split("</ul>").next().unwrap();
    assert_eq!(slip.matches("<li").count(), 2, "one of three goods was missing: {slip}");
}

#[test]
fn a_rider_who_stops_gives_orders_to_another_and_a_rider_may_join() {
    let day = Day::begin("again-stop");
    let (_, code) = day.simple(0, "사과", 0);
    let links = day.plan("riders=1");
    day.happens("event=rider-joins&from=10:00&until=21:00");
    let after = day.server.rider_links(&day.cookie);
    assert_eq!((after.len(), &after[0]), (2, &links[0]));
    day.happens("event=rider-stops&rider=0");
    let (old, new) = (day.page(&links[0]), day.page(&after[1]));
    assert!(next_stop(&old).is_none() && old.contains(&code), "who lost the order is told");
    assert!(next_stop(&new).is_some() && new.contains(&code));
    assert!(old.contains("라이더 1이 멈춤"), "riders are called by their names");
}

#[test]
fn a_tap_from_before_a_new_plan_counts_all_the_same() {
    let day = Day::begin("again-offline");
    let (first, _) = day.simple(0, "사과", 0);
    let (second, _) = day.simple(0, "배", 1);
    let links = day.plan("riders=1");
    let old = next_stop(&day.page(&links[0])).unwrap();
    // The manager is quicker than the signal: the stop has another order now, and another key.
    day.happens(&format!("event=cancel&order={second}"));
    assert_ne!(next_stop(&day.page(&links[0])).unwrap(), old);
    day.tap(&links[0], &format!("stop={old}&action=collected"));
    let page = day.page(&links[0]);
    assert!(page.contains("value=\"delivered\""), "{first} was collected");
    let wrong = day.server.form(&format!("{}/stop", links[0]), "stop=0123456789abcdef&action=collected", "");
    assert_eq!(wrong.status, 404);
}

#[test]
fn an_order_that_comes_too_late_is_explained_and_the_later_promise_brings_it_in() {
    let day = Day::begin("again-until");
    day.simple(0, "사과", 0);
    let links = day.plan("riders=1");
    let span = serde_json::json!({ "day": "2026-11-27", "from": "09:00", "until": "10:01" });
    let (late, code) = day.order(&[(day.stall(1), "두부")], 1, &span);
    day.desk_does("replan", "event=new", "replanned-partly");
    let desk = day.server.desk(&day.cookie);
    assert!(desk.contains("계획에 넣지 못한 주문"));
    assert!(desk.contains("10:01 대신 "), "the remedy names the time");
    assert!(!day.page(&links[0]).contains(&code));
    day.happens(&format!("event=until&order={late}"));
    assert!(day.page(&links[0]).contains(&code));
    assert!(!day.server.desk(&day.cookie).contains("계획에 넣지 못한 주문"));
}

#[test]
fn a_late_stall_a_sold_out_stall_and_a_closed_gate_are_worked_in() {
    let day = Day::begin("again-events");
    day.order(&[(day.stall(0), "표본사과"), (day.stall(4), "표본두부")], 0, &serde_json::json!({}));
    let links = day.plan("riders=1");
    let (late, sold) = (day.stall(0).id.to_string(), day.stall(4).id.to_string());
    let encode = |text: &str| text.bytes().map(|b| format!("%{b:02X}")).collect::<String>();
    day.happens(&format!("event=late-stall&stall={}&ready=13:00", encode(&late)));
    let page = day.page(&links[0]);
    assert!(page.contains("13:0") && page.contains("늦어짐"), "nobody is there before the goods");
    day.happens(&format!("event=sold-out&stall={}", encode(&sold)));
    let page = day.page(&links[0]);
    assert!(page.contains("표본사과") && !page.contains("표본두부"));
    let gate = day.market.gates[0].id.to_string();
    day.happens(&format!("event=closed-gate&gate={}", encode(&gate)));
    let desk = day.server.desk(&day.cookie);
    assert!(desk.contains("막힘"), "a closed gate is a condition of the market too");
    assert!(day.page(&links[0]).contains("길에 반영했습니다"), "the rider is told what is closed");
    // What is not there cannot happen.
    for wrong in ["event=cancel&order=x", "event=closed-gate&gate=x", "event=rider-stops&rider=9", "event=x"]
    {
        day.desk_does("replan", wrong, "incomplete");
    }
}

#[test]
fn what_is_closed_or_crowded_changes_ways_and_every_answer_says_so() {
    let day = Day::begin("again-conditions");
    let (from, to) = (day.stall(0), day.stall(20));
    let encode = |text: &str| text.bytes().map(|b| format!("%{b:02X}")).collect::<String>();
    let (from, to) = (encode(&from.code), encode(&to.code));
    let ask = |more: &str| {
        let path = format!("/api/v1/markets/{MARKET}/route?from={from}&to={to}{more}");
        let answer = day.server.get(&path);
        (answer.status, answer.json())
    };
    let usual = ask("").1;
    assert!(usual.get("conditions").is_none());
    day.desk_does("conditions", "crowd=all&from=09:00&until=12:00&much=2", "conditions");
    let crowded = ask("").1;
    assert!(crowded["time_ms"].as_u64() > usual["time_ms"].as_u64(), "{crowded}");
    assert!(crowded["conditions"][0]["ko"].as_str().unwrap().contains("붐빔"));
    // Another hour, another crowd.
    let later = ask("&at=15:00").1;
    assert!(later.get("conditions").is_none() && later["time_ms"] == usual["time_ms"]);
    assert_eq!(ask("&at=25:00").0, 400);
    let page = day.server.get(&format!("/m/{MARKET}?from={from}&to={to}")).text();
    assert!(page.contains("붐빔") && page.contains("길에 반영했습니다"));
    let aisle = format!("aisle:{}", day.market.aisles[0].id);
    day.desk_does("conditions", &format!("closed={}", encode(&aisle)), "conditions");
    let closed = ask("").1;
    let told = closed.to_string();
    assert!(told.contains("막힘") || told.contains("no_route"), "{told}");
    day.desk_does("conditions", &format!("open=closed%20{}", encode(&aisle)), "conditions");
    day.desk_does("conditions", "open=crowd%200", "conditions");
    assert_eq!(ask("").1, usual);
    day.desk_does("conditions", "closed=gate%3Anowhere", "incomplete");
    assert_eq!(day.server.form("/desk/conditions", &format!("market={MARKET}"), "").status, 401);
}

#[test]
fn codes_are_the_same_for_stall_door_customer_and_desk_and_differ_between_orders() {
    let day = Day::begin("again-codes");
    let (id, code) = day.simple(0, "사과", 0);
    let (_, other) = day.simple(1, "두부", 1);
    assert!(code.len() == 7 && code != other);
    let links = day.plan("riders=1");
    assert!(day.page(&links[0]).contains(&code));
    let check =
        |typed: &str| day.server.get_with(&format!("/desk?check={typed}"), &[("cookie", &day.cookie)]).text();
    let found = check(&code.replace('-', ""));
    assert!(found.contains("번호가 맞습니다") && found.contains(&format!("{id}: ")));
    assert!(check("000-000").contains("주문이 없습니다"));
    assert!(!day.server.get(&format!("/desk?check={code}")).text().contains(&id), "only at the desk");
}

#[test]
fn cold_goods_floor_and_note_reach_the_right_rider_and_are_gone_with_the_job() {
    let day = Day::begin("again-rich");
    let line =
        serde_json::json!({ "stall": day.stall(0).code, "goods": "동태", "cold": true, "grams": 2_000 });
    let more = serde_json::json!({
        "lines": [line], "entrance": "2호 현관", "floor": 3, "note": "벨을 누르지 마세요", "soft": true, "priority": 5
    });
    day.order(&[], 0, &more);
    // Without a cold box nobody can take it, and the reason is told.
    day.desk_does("plan", "on-0=1&from-0=10:00&until-0=21:00", "plan-failed");
    assert!(day.server.desk(&day.cookie).contains("계획에 넣지 못한 주문"));
    day.happens("event=rider-joins&from=10:00&until=21:00&cold=1");
    let link = day.server.rider_links(&day.cookie).remove(1);
    assert!(!main_of(&day.page(&link)).contains("벨을"), "the note is for the door");
    day.tap_next(&link, "collected");
    let door = day.page(&link);
    assert!(door.contains("2호 현관") && door.contains("3층") && door.contains("벨을 누르지 마세요"));
    day.tap_next(&link, "delivered");
    let done = day.page(&link);
    for secret in ["2호 현관", "벨을", &day.market.addresses[0].label] {
        assert!(!main_of(&done).contains(secret), "{secret} is still shown");
    }
    assert!(!day.server.desk(&day.cookie).contains("벨을"), "the desk forgets it too");
}

#[test]
fn an_order_for_tomorrow_is_planned_for_tomorrow() {
    let day = Day::begin("again-tomorrow");
    let early = serde_json::json!({ "from": "08:00", "until": "10:30" });
    let path = format!("/api/v1/markets/{MARKET}/orders");
    let line = serde_json::json!({ "stall": day.stall(0).code, "goods": "사과" });
    let mut body = serde_json::json!({ "address": day.market.addresses[0].id, "lines": [line] });
    body.as_object_mut().unwrap().extend(early.as_object().unwrap().clone());
    let taken = day.server.post(&path, body.to_string().as_bytes()).json();
    assert_eq!(taken["day"], "2026-11-28", "half an hour is too short for today");
    body["day"] = "2026-11-26".into();
    assert_eq!(day.server.post(&path, body.to_string().as_bytes()).status, 422);
    let links = day.plan("riders=1");
    let page = day.page(&links[0]);
    assert!(!page.contains("늦음") && !page.contains("여유"), "late and early say nothing a day before");
    assert!(day.server.desk(&day.cookie).contains("2026-11-28"));
}
