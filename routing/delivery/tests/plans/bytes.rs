//! Readers of orders, events, plans and public sets survive spoiled bytes: no panic, no long time; what is planned is valid.

use std::time::Instant;

use market_delivery::pdptw::sets;
use market_delivery::{Event, Events, Limits, Orders, Plan, Session, plan};

use crate::check;
use crate::day::{Rng, clock, graph, rich_day};

/// Changes some bytes, by preference digits and letters that keep the form.
fn spoil(bytes: &[u8], rng: &mut Rng) -> Vec<u8> {
    let odd = b"\"{}[]:,-.0e9\x00\xff<t";
    let mut out = bytes.to_vec();
    for _ in 0..1 + rng.below(6) {
        let at = rng.below(out.len().max(1) as u64) as usize;
        if at >= out.len() {
            break;
        }
        let to = (at + 1 + rng.below(16) as usize).min(out.len());
        match rng.below(8) {
            0 => out[at] ^= 1 << rng.below(8),
            1 => out[at] = odd[rng.below(odd.len() as u64) as usize],
            2 => drop(out.drain(at..to)),
            3 => {
                let twice = out[at..to].to_vec();
                out.splice(at..at, twice);
            }
            4 if rng.below(6) == 0 => out.truncate(at),
            _ => {
                // The next digit becomes another, or several.
                let digit = out[at..].iter().position(u8::is_ascii_digit).map_or(at, |i| at + i);
                out[digit] = b'0' + rng.below(10) as u8;
                if rng.below(3) == 0 {
                    out.splice(digit..digit, b"99999999999".iter().copied());
                }
            }
        }
    }
    out
}

fn quick<T>(name: &str, seed: u64, work: impl FnOnce() -> T) -> T {
    let begin = Instant::now();
    let found = work();
    assert!(begin.elapsed().as_secs() < 20, "{name}, seed {seed}: {:?}", begin.elapsed());
    found
}

#[test]
fn spoiled_bytes_of_orders_events_and_plans_are_refused_or_planned_validly() {
    let graph = graph();
    println!("seeds 0 to 999");
    let session = Session::new(&graph);
    let limits = Limits { steps: 3, seed: 1 };
    let (mut planned, mut again) = (0, 0);
    for seed in 0..1_000 {
        let mut rng = Rng(seed);
        let orders = rich_day(seed % 30);
        let bytes = serde_json::to_vec(&orders).unwrap();
        let spoiled = spoil(&bytes, &mut rng);
        let found = quick("orders", seed, || {
            Orders::from_json(&spoiled).and_then(|o| session.plan(&o, limits, &mut || false).map(|p| (o, p)))
        });
        if let Ok((orders, plan)) = found {
            let facts = check::facts(&graph, &orders);
            assert_eq!(
                check::violations(&graph, &orders, &facts, &check::claim(&plan)),
                [] as [String; 0],
                "{seed}"
            );
            planned += 1;
        }
        let before = session.plan(&orders, limits, &mut || false).unwrap();
        let list = vec![
            Event::Delay { rider: orders.riders[0].id.clone(), minutes: 7 },
            Event::LateStall { stall: "가-3".to_owned(), ready: clock(700) },
        ];
        let events =
            Events { format: "jangteo.events".to_owned(), version: 1, now: clock(690), events: list };
        let events = spoil(&serde_json::to_vec(&events).unwrap(), &mut rng);
        let events = Events::from_json(&events).unwrap_or_else(|problems| {
            assert!(problems.iter().all(|p| !p.path.is_empty()), "{seed}");
            Events { format: "jangteo.events".to_owned(), version: 1, now: clock(690), events: vec![] }
        });
        let spoiled = spoil(&serde_json::to_vec(&before).unwrap(), &mut rng);
        if let Ok(before) = serde_json::from_slice::<Plan>(&spoiled) {
            let found =
                quick("replan", seed, || session.replan(&orders, &before, &events, limits, &mut || false));
            again += usize::from(found.is_ok());
        }
    }
    println!("{planned} planned, {again} planned again");
    assert!(planned > 20 && again > 20);
}

#[test]
fn a_plan_with_impossible_times_is_refused_with_paths() {
    let graph = graph();
    let orders = rich_day(4);
    let mut before = plan(&graph, &orders).unwrap();
    let rider = before.riders.iter().position(|r| !r.trips.is_empty()).unwrap();
    before.riders[rider].trips[0].stops[0].leave_ms = u64::MAX;
    let events = Events { format: "jangteo.events".to_owned(), version: 1, now: clock(690), events: vec![] };
    let problems =
        Session::new(&graph).replan(&orders, &before, &events, Limits::default(), &mut || false).unwrap_err();
    let path = format!("plan.riders[{rider}].trips[0].stops[0].leave_ms");
    assert!(problems.iter().any(|p| p.path == path), "{problems:?}");
}

#[test]
fn spoiled_files_of_public_sets_are_refused_or_read() {
    let data = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/routing");
    let first = |folder: &str| {
        let mut files: Vec<_> =
            std::fs::read_dir(format!("{data}/{folder}")).ok()?.flatten().map(|e| e.path()).collect();
        files.sort();
        std::fs::read(files.first()?).ok()
    };
    let (Some(lilim), Some(tsppd)) = (first("lilim/100"), first("tsppd/instances")) else {
        println!("skipped: no {data}");
        return;
    };
    let sartori = b"NAME: x\nLOCATION: x\nCOMMENT: x\nTYPE: PDPTW\nSIZE: 3\nDISTRIBUTION: x\nDEPOT: x\nROUTE-TIME: 240\nTIME-WINDOW: 60\nCAPACITY: 100\nNODES\n0 41.1 2.1 0 0 240 0 0 0\n1 41.2 2.2 10 0 100 5 0 2\n2 41.3 2.3 -10 0 200 5 1 0\nEDGES\n0 5 6\n5 0 7\n6 7 0\nEOF\n";
    println!("seeds 0 to 499");
    let mut read = 0;
    for seed in 0..500 {
        let mut rng = Rng(seed);
        let text = |bytes: &[u8], rng: &mut Rng| String::from_utf8_lossy(&spoil(bytes, rng)).into_owned();
        let (a, b, c) = (text(&lilim, &mut rng), text(&tsppd, &mut rng), text(sartori, &mut rng));
        read += quick("sets", seed, || {
            [sets::lilim(&a), sets::tsppd(&b), sets::sartori(&c)].iter().filter(|r| r.is_ok()).count()
        });
    }
    println!("{read} of 1500 could be read");
}
