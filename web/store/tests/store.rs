//! The same promises on both engines: SQLite always, PostgreSQL when `JANGTEO_POSTGRES` names an empty database.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

use market_store::{Decision, NewEvent, NewPlan, NewRevision, NewRider, NewToday, RiderRow, Said, Store};

const GENESIS: &str = "0000000000000000000000000000000000000000000000000000000000000000";

fn event(seq: u32, prev: &str) -> NewEvent {
    NewEvent {
        event: format!("e-{seq}"),
        seq,
        prev: prev.to_owned(),
        hash: format!("h-{seq}"),
        raw: format!("{{\"seq\":{seq}}}"),
        refused: None,
    }
}

fn chain(from: u32, to: u32) -> Vec<NewEvent> {
    (from..=to).map(|n| event(n, &if n == 1 { GENESIS.to_owned() } else { format!("h-{}", n - 1) })).collect()
}

/// A fresh store with two markets, and the folder that holds it.
async fn store(name: &str) -> Store {
    let store = match std::env::var("JANGTEO_POSTGRES") {
        Ok(address) if cfg!(feature = "postgres") => Store::open(&address).await.unwrap(),
        _ => {
            let dir = std::env::temp_dir().join(format!("jangteo-store-{name}-{}", std::process::id()));
            let _ = std::fs::remove_dir_all(&dir);
            std::fs::create_dir_all(&dir).unwrap();
            Store::open(dir.join("test.sqlite").to_str().unwrap()).await.unwrap()
        }
    };
    store.add_market(name, 1).await.unwrap();
    store.add_market(name, 2).await.unwrap();
    store
}

fn ids(found: &[market_store::Refused]) -> Vec<&str> {
    found.iter().map(|r| r.event.as_str()).collect()
}

#[tokio::test]
async fn a_batch_sent_twice_is_stored_once() {
    let store = store("twice").await;
    let first = store.store_batch("twice", "d", &chain(1, 3), 5).await.unwrap();
    assert_eq!(first.accepted.iter().filter(|a| !a.duplicate).count(), 3);
    assert_eq!((first.stored_up_to, first.chain_head.as_deref()), (3, Some("h-3")));
    let second = store.store_batch("twice", "d", &chain(1, 4), 6).await.unwrap();
    assert_eq!(second.accepted.iter().filter(|a| a.duplicate).count(), 3);
    assert_eq!(second.stored_up_to, 4);
    assert_eq!(store.events_in_state("twice", "pending", 100).await.unwrap().len(), 4);
    store.close().await;
}

#[tokio::test]
async fn a_gap_is_accepted_and_visible_until_it_is_filled() {
    let store = store("gap").await;
    let late = store.store_batch("gap", "d", &chain(3, 4), 5).await.unwrap();
    assert_eq!((late.stored_up_to, late.chain_head.as_deref()), (0, Some("h-4")));
    let filled = store.store_batch("gap", "d", &chain(1, 2), 6).await.unwrap();
    assert_eq!(filled.stored_up_to, 4);
    store.close().await;
}

#[tokio::test]
async fn what_contradicts_the_chain_is_stored_in_quarantine_and_told_again() {
    let store = store("fork").await;
    store.store_batch("fork", "d", &chain(1, 2), 5).await.unwrap();
    let taken = NewEvent { event: "x".into(), hash: "hx".into(), ..event(2, "h-1") };
    let broken = NewEvent { event: "y".into(), hash: "hy".into(), ..event(3, "other") };
    let reused = NewEvent { hash: "hz".into(), ..event(1, GENESIS) };
    let unfit = NewEvent { event: "u".into(), refused: Some("format".into()), ..event(9, "") };
    let bad = [taken, broken, reused, unfit];
    for _ in 0..2 {
        let outcome = store.store_batch("fork", "d", &bad, 6).await.unwrap();
        assert!(outcome.accepted.is_empty());
        assert_eq!(ids(&outcome.refused), ["x", "y", "e-1", "u"]);
    }
    assert_eq!(store.events_in_state("fork", "quarantined", 100).await.unwrap().len(), 4);
    // The true third event still finds its place.
    let go_on = store.store_batch("fork", "d", &chain(3, 3), 7).await.unwrap();
    assert_eq!((go_on.accepted.len(), go_on.chain_head.as_deref()), (1, Some("h-3")));
    store.close().await;
}

#[tokio::test]
async fn a_late_event_that_does_not_fit_its_successor_goes_to_quarantine() {
    let store = store("late").await;
    store.store_batch("late", "d", &chain(2, 2), 5).await.unwrap();
    let other = NewEvent { hash: "h-other".into(), ..event(1, GENESIS) };
    let outcome = store.store_batch("late", "d", &[other], 6).await.unwrap();
    assert_eq!(ids(&outcome.refused), ["e-1"]);
    store.close().await;
}

#[tokio::test]
async fn a_decision_is_made_once_and_told_to_its_device() {
    let store = store("review").await;
    store.store_batch("review", "d", &chain(1, 3), 5).await.unwrap();
    let all = vec!["e-1".to_owned(), "e-2".to_owned(), "nothing".to_owned()];
    assert_eq!(store.decide("review", &all, Decision::Return, "다시 재 주세요", 7).await.unwrap(), 2);
    assert_eq!(store.decide("review", &all, Decision::Accept, "", 8).await.unwrap(), 0);
    let notes = store.reviewed("review", "d", 10).await.unwrap();
    assert_eq!(notes.len(), 2);
    assert!(notes.iter().all(|n| n.decision == "returned" && n.note == "다시 재 주세요"));
    assert!(store.reviewed("review", "other", 10).await.unwrap().is_empty());
    let left = vec![("pending".to_owned(), 1), ("returned".to_owned(), 2)];
    assert_eq!(store.event_counts("review").await.unwrap(), left);
    store.close().await;
}

#[tokio::test]
async fn revisions_are_numbered_and_the_last_attempt_is_remembered() {
    let store = store("rev").await;
    let new = NewRevision { revision: "r", input_hash: "i", manifest: "{}", report: "{}", problems: "[]" };
    assert_eq!(store.publish("rev", &new, 5).await.unwrap(), 1);
    assert_eq!(store.publish("rev", &new, 6).await.unwrap(), 2);
    store.build_failed("rev", "j", "[1]", 7).await.unwrap();
    assert_eq!(store.revisions("rev", 1).await.unwrap()[0].number, 2);
    let last = store.last_build("rev").await.unwrap().unwrap();
    assert!(last.failed && last.input_hash == "j" && last.problems == "[1]");
    store.close().await;
}

fn plan<'a>(
    run: &'a str,
    plan: &'a str,
    version: i64,
    riders: &'a [NewRider],
    orders: &'a [String],
) -> NewPlan<'a> {
    NewPlan {
        plan,
        run,
        version,
        day: "2026-11-23",
        graph: "g",
        body: "{}",
        question: "{}",
        riders,
        orders,
        dropped: &[],
        cancelled: &[],
        expires_ms: 100,
    }
}

#[tokio::test]
async fn a_plan_takes_open_orders_and_its_links_expire() {
    let store = store("plan").await;
    assert!(store.add_order("plan", "o-1", "{}", 5).await.unwrap());
    assert!(!store.add_order("plan", "o-1", "{}", 6).await.unwrap());
    let riders = [NewRider { token_sha256: "plan-t".into(), rider: 0 }];
    let orders = ["o-1".to_owned()];
    assert!(store.add_plan("plan", &plan("p", "p", 1, &riders, &orders), 7).await.unwrap());
    assert_eq!(store.orders("plan", 9).await.unwrap()[0].state, "planned");
    let rider = RiderRow { run: "p".into(), rider: 0 };
    assert_eq!(store.rider("plan", "plan-t", 99).await.unwrap(), Some(rider));
    assert_eq!(store.rider("plan", "plan-t", 100).await.unwrap(), None);
    assert_eq!(store.rider("other", "plan-t", 99).await.unwrap(), None);
    assert!(store.set_order_state("plan", "o-1", "delivered").await.unwrap());
    assert!(!store.set_order_state("plan", "o-1", "open").await.unwrap());
    store.reopen_order("plan", "o-1").await.unwrap();
    assert_eq!(store.orders("plan", 9).await.unwrap()[0].state, "planned");
    store.set_order_body("plan", "o-1", "{\"until\":\"18:25\"}").await.unwrap();
    assert_eq!(store.orders("plan", 9).await.unwrap()[0].body, "{\"until\":\"18:25\"}");
    store.close().await;
}

#[tokio::test]
async fn the_next_version_keeps_links_and_facts_and_moves_orders_and_two_at_once_are_one() {
    let store = store("again").await;
    for order in ["a", "b", "c"] {
        store.add_order("again", order, "{}", 5).await.unwrap();
    }
    let riders = [NewRider { token_sha256: "again-t".into(), rider: 0 }];
    let all = ["a", "b", "c"].map(str::to_owned);
    store.add_plan("again", &plan("r", "r", 1, &riders, &all), 7).await.unwrap();
    let said = |state: &str, at_ms| Said {
        order: "a".into(),
        place: "stall:1".into(),
        rider: 0,
        state: state.into(),
        goods: "사과".into(),
        note: String::new(),
        at_ms,
    };
    store.say("again", "r", &[said("collected", 8)]).await.unwrap();
    store.say("again", "r", &[said("missing", 9)]).await.unwrap();
    let (dropped, cancelled) = (["b".to_owned()], ["c".to_owned()]);
    let next = NewPlan { dropped: &dropped, cancelled: &cancelled, ..plan("r", "r-2", 2, &[], &all[..1]) };
    assert!(store.add_plan("again", &next, 10).await.unwrap());
    assert!(!store.add_plan("again", &NewPlan { plan: "r-3", ..next }, 11).await.unwrap());
    let newest = store.plan("again", "r").await.unwrap().unwrap();
    assert_eq!((newest.version, newest.day.as_str(), newest.created_ms), (2, "2026-11-23", 10));
    assert_eq!(store.plan_version("again", "r", 1).await.unwrap().unwrap().created_ms, 7);
    assert_eq!(store.plans("again", 9).await.unwrap(), [newest]);
    assert!(store.rider("again", "again-t", 99).await.unwrap().is_some());
    assert_eq!(store.said("again", "r").await.unwrap(), [said("missing", 9)]);
    let mut states: Vec<(String, String)> =
        store.orders("again", 9).await.unwrap().into_iter().map(|o| (o.order, o.state)).collect();
    states.sort();
    let states: Vec<&str> = states.iter().map(|(_, state)| state.as_str()).collect();
    assert_eq!(states, ["planned", "open", "cancelled"]);
    store.unsay("again", "r", &all, "stall:1").await.unwrap();
    assert!(store.said("again", "r").await.unwrap().is_empty());
    store.close().await;
}

#[tokio::test]
async fn tables_of_the_first_version_are_brought_up_to_date_and_their_plans_become_runs() {
    let dir = std::env::temp_dir().join(format!("jangteo-store-old-{}", std::process::id()));
    let _ = std::fs::remove_dir_all(&dir);
    std::fs::create_dir_all(&dir).unwrap();
    let file = dir.join("test.sqlite");
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(&file).create_if_missing(true);
    let old = sqlx::SqlitePool::connect_with(options).await.unwrap();
    for part in [
        include_str!("../migrations/sqlite/0001_start.sql"),
        "insert into markets values ('m', 1)",
        "insert into plans values ('m', 'p-old', 'g', '{}', 5)",
        "insert into riders values ('t', 'm', 'p-old', 2, 100)",
        "pragma user_version = 1",
    ] {
        sqlx::raw_sql(part).execute(&old).await.unwrap();
    }
    old.close().await;
    for _ in 0..2 {
        let store = Store::open(file.to_str().unwrap()).await.unwrap();
        let link = store.rider("m", "t", 99).await.unwrap().unwrap();
        assert_eq!(link, RiderRow { run: "p-old".into(), rider: 2 });
        let plan = store.plan("m", "p-old").await.unwrap().unwrap();
        assert_eq!((plan.version, plan.created_ms, plan.question.as_str()), (1, 5, ""));
        store.close().await;
    }
}

#[tokio::test]
async fn conditions_of_a_market_are_replaced_whole() {
    let store = store("conditions").await;
    assert_eq!(store.conditions("conditions").await.unwrap(), None);
    store.set_conditions("conditions", "{\"closed\":[\"gate:a\"]}", 5).await.unwrap();
    store.set_conditions("conditions", "{}", 6).await.unwrap();
    assert_eq!(store.conditions("conditions").await.unwrap().as_deref(), Some("{}"));
    store.close().await;
}

#[tokio::test]
async fn a_session_lives_while_it_is_used_but_not_for_ever() {
    let store = store("session").await;
    store.begin_session("session-a", 1_000).await.unwrap();
    assert!(store.touch_session("session-a", 1_040, 50, 200).await.unwrap());
    assert!(store.touch_session("session-a", 1_080, 50, 200).await.unwrap());
    assert!(!store.touch_session("session-a", 1_130, 50, 200).await.unwrap());
    store.begin_session("session-b", 1_000).await.unwrap();
    store.end_session("session-b").await.unwrap();
    assert!(!store.touch_session("session-b", 1_001, 50, 200).await.unwrap());
    store.close().await;
}

#[tokio::test]
async fn the_last_word_of_each_stall_counts_and_only_on_its_own_day() {
    let store = store("today").await;
    let say = async |stall: &str, day: &str, body: &str| {
        let said = NewToday { market: "today", stall, day, body, by_desk: false };
        store.say_today(said, 7).await.unwrap()
    };
    let first = say("a", "2026-11-23", "1").await;
    let second = say("b", "2026-11-23", "2").await;
    let third = say("a", "2026-11-23", "3").await;
    say("a", "2026-11-24", "4").await;
    assert!(first < second && second < third, "later words have larger numbers");
    let today = store.today("today", "2026-11-23").await.unwrap();
    let words: Vec<(&str, &str, i64)> =
        today.iter().map(|r| (r.stall.as_str(), r.body.as_str(), r.n)).collect();
    assert_eq!(words, [("b", "2", second), ("a", "3", third)]);
    assert!(store.today("today", "2026-11-25").await.unwrap().is_empty());
    assert!(store.today("other", "2026-11-23").await.unwrap().is_empty());
}

#[tokio::test]
async fn a_link_that_was_renewed_has_the_next_number_and_others_keep_theirs() {
    let store = store("links").await;
    assert_eq!(store.stall_link("links", "a").await.unwrap(), 0);
    store.renew_stall_link("links", "a").await.unwrap();
    store.renew_stall_link("links", "a").await.unwrap();
    assert_eq!(store.stall_link("links", "a").await.unwrap(), 2);
    assert_eq!(store.stall_link("links", "b").await.unwrap(), 0);
}
