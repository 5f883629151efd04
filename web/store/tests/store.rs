//! The same promises on both engines: SQLite always, PostgreSQL when `JANGTEO_POSTGRES` names an empty database.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

use market_store::{Decision, NewEvent, NewPlan, NewRevision, NewRider, RiderRow, Store};

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

#[tokio::test]
async fn a_plan_takes_open_orders_and_its_links_expire() {
    let store = store("plan").await;
    assert!(store.add_order("plan", "o-1", "{}", 5).await.unwrap());
    assert!(!store.add_order("plan", "o-1", "{}", 6).await.unwrap());
    let riders = [NewRider { token_sha256: "plan-t".into(), rider: 0 }];
    let orders = ["o-1".to_owned()];
    let new =
        NewPlan { plan: "p", graph: "g", body: "{}", riders: &riders, orders: &orders, expires_ms: 100 };
    store.add_plan("plan", &new, 7).await.unwrap();
    assert_eq!(store.orders("plan", 9).await.unwrap()[0].state, "planned");
    let rider = RiderRow { plan: "p".into(), rider: 0 };
    assert_eq!(store.rider("plan", "plan-t", 99).await.unwrap(), Some(rider.clone()));
    assert_eq!(store.rider("plan", "plan-t", 100).await.unwrap(), None);
    assert_eq!(store.rider("other", "plan-t", 99).await.unwrap(), None);
    store.set_stop("plan", &rider, "s", Some(("delivered", "문 앞")), 8).await.unwrap();
    store.set_stop("plan", &rider, "s", Some(("problem", "")), 9).await.unwrap();
    let said = store.stops("plan", &rider).await.unwrap();
    assert!(said.len() == 1 && said[0].state == "problem" && said[0].at_ms == 9);
    store.set_stop("plan", &rider, "s", None, 9).await.unwrap();
    assert!(store.stops("plan", &rider).await.unwrap().is_empty());
    assert!(store.set_order_state("plan", "o-1", "delivered").await.unwrap());
    assert!(!store.set_order_state("plan", "o-1", "open").await.unwrap());
    store.reopen_order("plan", "o-1").await.unwrap();
    assert_eq!(store.orders("plan", 9).await.unwrap()[0].state, "planned");
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
