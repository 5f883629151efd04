//! Renders every page of a built market into a folder, to look at them: `render OUT-OF-SURVEY-BUILD FOLDER`.
//!
//! Reads `market.json` and `plan.svg` (or the files a manifest names), writes one HTML file a page and `static/`.

use std::{error::Error, fs, path::Path};

use market_model::{
    Date, EntityKind, Lang, Market, MarketId, MarketStatus, Names, OpeningHours, Problem, StallId, Text,
    Wgs84,
};
use market_pages::{
    ASSETS, Change, Ctx, DeskCondition, DeskLogin, DeskMarket, DeskNotice, DeskOrder, DeskPage, DeskRider,
    DeskRun, DeskUnserved, ErrorPage, HomePage, MarketCard, MarketPage, OrderState, PendingEvent,
    RiderChanges, RiderPage, RiderStop, RoutePoint, RouteStep, RouteView, StallPage, StopGood, StopOrder,
    StopPlace, StopState, Timing, WalkPage, WayAnswer, WayQuery, pages,
};
use market_search::Index;
use market_wire::{Counts, Manifest, role};

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args().skip(1);
    let (Some(from), Some(to)) = (args.next(), args.next()) else {
        return Err("usage: render OUT-OF-SURVEY-BUILD FOLDER".into());
    };
    let (from, to) = (Path::new(&from), Path::new(&to));
    let market = market_model::from_json(&file(from, role::MARKET)?)?;
    let plan = String::from_utf8(file(from, role::PLAN_SVG)?)?;
    fs::create_dir_all(to.join("static"))?;
    for asset in ASSETS.iter() {
        fs::write(to.join("static").join(&asset.name), asset.bytes)?;
    }
    fs::write(to.join("plan.svg"), &plan)?;
    for lang in [Lang::Ko, Lang::En, Lang::Zh, Lang::Ja] {
        render(&market, &plan, lang, to)?;
    }
    Ok(())
}

fn file(from: &Path, what: &str) -> Result<Vec<u8>, Box<dyn Error>> {
    match fs::read(from.join("manifest.json")) {
        Ok(bytes) => {
            let manifest = Manifest::from_json(&bytes).map_err(|e| e.to_string())?;
            let entry = manifest.file(what).ok_or("no such file in the manifest")?;
            Ok(fs::read(from.join(&entry.path))?)
        }
        Err(_) => Ok(fs::read(from.join(what))?),
    }
}

fn ctx(lang: Lang, path: &str, query: &[(&str, &str)]) -> Ctx {
    Ctx {
        lang,
        path: path.to_owned(),
        query: query.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect(),
        today: Date::new(2026, 11, 23),
        minute: Some(14 * 60),
        base_url: "https://jangteo.example".to_owned(),
        ..Ctx::default()
    }
}

fn render(market: &Market, plan: &str, lang: Lang, to: &Path) -> Result<(), Box<dyn Error>> {
    let save = |name: &str, html: String| fs::write(to.join(format!("{name}.{}.html", lang.code())), html);
    let index = Index::build(market);
    let id = market.id.as_str();
    let path = format!("/m/{id}");
    save("home", pages::home(&ctx(lang, "/", &[]), &home(market)))?;
    let stall = market.stalls.iter().find(|s| s.merchant.is_some()).ok_or("a stall with a merchant")?;
    let far = market.stalls.iter().rev().find(|s| s.merchant.is_some()).ok_or("a second stall")?;
    let way = WayQuery { from: String::new(), to: format!("stall:{}", far.id), profile: "step-free".into() };
    let asked = WayQuery { from: format!("gate:{}", market.gates[0].id), ..way.clone() };
    let route = sample_route(market, far.door.x, far.door.y);
    let page = |query: &str, way: &WayQuery, answer: WayAnswer| MarketPage {
        market,
        index: Some(&index),
        plan_svg: plan,
        query: query.to_owned(),
        way: way.clone(),
        answer,
        crowds: Vec::new(),
    };
    save(
        "market",
        pages::market(&ctx(lang, &path, &[]), &page("", &WayQuery::default(), WayAnswer::NotAsked)),
    )?;
    save(
        "search",
        pages::market(&ctx(lang, &path, &[("q", "김치")]), &page("김치", &way, WayAnswer::NotAsked)),
    )?;
    save("way", pages::market(&ctx(lang, &path, &[]), &page("", &asked, WayAnswer::Found(route.clone()))))?;
    save(
        "noway",
        pages::market(&ctx(lang, &path, &[("cat", "fish")]), &page("ㅋㅋㅋ", &asked, WayAnswer::NoWay)),
    )?;
    let stall_page = StallPage { market, stall, plan_svg: plan, photo: None };
    save("stall", pages::stall(&ctx(lang, &format!("{path}/s/{}", stall.id), &[]), &stall_page))?;
    save("fragment", pages::stall_fragment(&ctx(lang, &path, &[]), &stall_page))?;
    let walk = WalkPage {
        market,
        plan_svg: plan,
        manifest_url: format!("{path}/manifest.json"),
        scene_url: None,
        stall: Some(stall.id.clone()),
        way: WayQuery::default(),
        answer: WayAnswer::NotAsked,
        crowds: Vec::new(),
        photos: Vec::new(),
    };
    save("walk", pages::walk(&ctx(lang, &format!("{path}/3d"), &[]), &walk))?;
    save("rider", pages::rider(&ctx(lang, &format!("{path}/rider/abc"), &[]), &rider(market, plan, &route)))?;
    save("login", pages::desk_login(&ctx(lang, "/desk", &[]), &DeskLogin { refused: true, locked: false }))?;
    save("desk", pages::desk(&ctx(lang, "/desk", &[]), &desk(market)?))?;
    for status in [404, 503] {
        let error = ErrorPage { status, request_id: "01JD3Z9Q".into(), problems: Vec::new() };
        save(&format!("e{status}"), pages::error(&ctx(lang, "/none", &[]), &error))?;
    }
    Ok(())
}

fn counts(market: &Market) -> Counts {
    let n = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    Counts {
        stalls: n(market.stalls.len()),
        goods: n(market.goods.len()),
        aisles: n(market.aisles.len()),
        gates: n(market.gates.len()),
        facilities: n(market.facilities.len()),
    }
}

fn home(market: &Market) -> HomePage {
    let card = MarketCard {
        id: market.id.clone(),
        names: market.names.clone(),
        status: market.status,
        kind: market.kind,
        market_days: market.market_days.clone(),
        hours: market.hours.clone(),
        address: market.address.clone(),
        about: market.about.clone(),
        counts: counts(market),
        plan_url: Some("plan.svg".to_owned()),
    };
    let other = MarketCard {
        names: Names { en: "Tongin Market".into(), ..Names::ko("통인시장") },
        status: MarketStatus::Draft,
        hours: OpeningHours::default(),
        address: "서울특별시 종로구 자하문로15길 18".into(),
        about: Names::default(),
        ..card.clone()
    };
    HomePage { markets: vec![card, other], query: String::new() }
}

fn sample_route(market: &Market, x: i32, y: i32) -> RouteView {
    let gate = market.gates[0].place.point;
    let level = market.levels[0].id.to_string();
    let point = |x_mm, y_mm| RoutePoint { x_mm, y_mm, z_mm: 0, level: level.clone() };
    let step = |kind: &str, ko: &str, en: &str| RouteStep {
        kind: kind.into(),
        text_ko: ko.into(),
        text_en: en.into(),
        ..RouteStep::default()
    };
    RouteView {
        graph: "0".repeat(64),
        length_mm: 148_000,
        time_ms: 136_000,
        points: vec![point(gate.x, gate.y), point(gate.x + 6_000, y), point(x, y)],
        steps: vec![
            step(
                "depart",
                "정문에서 하늘길을 따라 62 m 걸으세요.",
                "From the main gate walk 62 m along Haneul Street.",
            ),
            step("right", "햇살청과를 지나 오른쪽으로 도세요.", "Turn right after Haetsal Fruit."),
            step("connector", "엘리베이터로 2층에 올라가세요.", "Take the lift to the upper floor."),
            step("arrive", "왼쪽에 도착합니다.", "You arrive; it is on your left."),
        ],
        conditions: Vec::new(),
    }
}

fn rider<'a>(market: &'a Market, plan: &'a str, route: &RouteView) -> RiderPage<'a> {
    let stop = |key: &str, place, state, planned: &str, timing| RiderStop {
        key: key.into(),
        place,
        orders: vec![StopOrder {
            code: "482-915".into(),
            goods: vec![
                StopGood { item: 0, name: "대봉감".into(), quantity: "× 2".into(), missing: false },
                StopGood {
                    item: 1, name: "배추김치 1 kg".into(), quantity: "× 1".into(), missing: false
                },
            ],
            ..StopOrder::default()
        }],
        state,
        planned: planned.into(),
        until: String::new(),
        timing,
        note: String::new(),
        photo: None,
    };
    let at = |i: usize| StopPlace::Stall(market.stalls[i].id.clone());
    let door = |address: Option<&str>| StopPlace::Door {
        address: address.map(str::to_owned),
        place: address.and_then(|_| Wgs84::in_korea(36.175, 127.927)),
    };
    RiderPage {
        market,
        plan_svg: plan,
        token: "abc".into(),
        rider: "라이더 1".into(),
        stops: vec![
            stop("1", at(0), StopState::Collected, "14:00", Timing::OnTime),
            RiderStop {
                note: "봉지를 나눠 담아 주세요".into(),
                ..stop("2", at(5), StopState::Waiting, "14:10", Timing::Late(5))
            },
            stop(
                "3",
                StopPlace::Hub(Text::new("배송센터", "Delivery hub")),
                StopState::Waiting,
                "14:20",
                Timing::Unknown,
            ),
            stop("4", door(Some("하늘로 12")), StopState::Waiting, "14:35", Timing::Unknown),
            stop("5", door(None), StopState::Delivered, "13:20", Timing::Unknown),
        ],
        version: 2,
        way: Some(route.clone()),
        conditions: vec![Text::new("남문 막힘", "South gate is closed")],
        changes: Some(RiderChanges {
            at: "14:05".into(),
            items: vec![Text::new(
                "482-915 · 14:35 대신 14:50: 새 주문",
                "482-915 · 14:50 instead of 14:35: a new order",
            )],
            seen: false,
        }),
    }
}

fn pending(market: &Market) -> Vec<PendingEvent> {
    let event = |id: &str, change: Change, conflict: bool| PendingEvent {
        id: id.into(),
        market: market.id.clone(),
        entity: EntityKind::Stall,
        thing: "가-12".into(),
        change,
        device: "tablet-2".into(),
        actor: "조사원".into(),
        at: "11-22 14:03".into(),
        conflict,
        problem: None,
    };
    let set = |field: &str, old: Option<&str>, new: &str| Change::Set {
        field: field.into(),
        old: old.map(str::to_owned),
        new: new.into(),
    };
    let mut broken = event("e4", set("frontage", Some("3.1"), "300"), false);
    broken.problem = Some(Problem::error(
        "frontage",
        "stall 가-12 · width_m",
        "300",
        Text::new("0.3~60 m", "0.3 to 60 m"),
    ));
    vec![
        event("e1", set("width_m", Some("3.1"), "3.25"), false),
        event("e2", set("category", None, "kimchi"), false),
        event("e3", set("state", Some("open"), "closed"), true),
        broken,
        event("e5", Change::Remove, false),
        event("e6", Change::Confirm("2026-11-22".into()), false),
    ]
}

fn desk(market: &Market) -> Result<DeskPage, Box<dyn Error>> {
    let warning = Problem::warning(
        "fire-lane",
        "aisle B · width_m",
        "3.2",
        Text::new("소방통로는 4 m 이상", "a fire lane is at least 4 m wide"),
    );
    let address = |open: bool| open.then(|| "하늘로 12".to_owned());
    let order = |id: &str, state, open| DeskOrder {
        id: id.into(),
        market: market.id.clone(),
        lines: vec![
            ("가-12".into(), "배추김치".into(), "1 kg".into()),
            ("가-3".into(), "사과".into(), "5개".into()),
        ],
        address: address(open),
        window: "14:00~16:00".into(),
        day: "2026-11-23".into(),
        today: true,
        code: "482-915".into(),
        details: vec![Text::new("냉장", "Cold")],
        reports: Vec::new(),
        left_over: None,
        state,
    };
    Ok(DeskPage {
        markets: vec![DeskMarket {
            id: MarketId::new(market.id.as_str())?,
            names: market.names.clone(),
            status: market.status,
            revision: "3f9a11c2b7d04e".into(),
            counts: counts(market),
            building: true,
            problems: vec![warning],
            addresses: vec![("ad001".into(), "은하길 2".into())],
            stalls: market
                .stalls
                .iter()
                .take(9)
                .map(|s| (s.code.clone(), s.category.ko().to_owned()))
                .collect(),
            conditions: vec![DeskCondition {
                text: Text::new("남문 막힘", "South gate is closed"),
                open: "closed gate:south".into(),
            }],
            closable: vec![("gate:south".into(), "남문".into())],
            said: Vec::new(),
        }],
        pending: pending(market),
        orders: vec![order("1042", OrderState::Waiting, true), order("1041", OrderState::Delivered, false)],
        starts: Vec::new(),
        runs: vec![run(market)?],
        check: None,
        notice: DeskNotice::Accepted(3),
        csrf: String::new(),
    })
}

fn run(market: &Market) -> Result<DeskRun, Box<dyn Error>> {
    Ok(DeskRun {
        market: market.id.clone(),
        names: market.names.clone(),
        id: "p-1".into(),
        day: "2026-11-23".into(),
        today: true,
        version: 2,
        made: "14:05".into(),
        served: 1,
        riders: vec![DeskRider {
            number: 0,
            name: "라이더 1".into(),
            shift: "09:30~19:00".into(),
            cold: true,
            url: format!("/m/{}/rider/abc", StallId::new(market.id.as_str())?),
            done: 2,
            stops: 5,
        }],
        changes: vec![Text::new("482-915 · 새 주문", "482-915 · a new order")],
        unserved: vec![DeskUnserved {
            order: "1043".into(),
            code: "220-118".into(),
            reason: Text::new("라이더가 모두 바쁩니다", "all riders are busy"),
            remedy: Some(Text::new("18:10 대신 18:25", "18:25 instead of 18:10")),
            until: "18:10".into(),
            until_instead: Some("18:25".into()),
        }],
        late: Vec::new(),
        reports: Vec::new(),
        waiting: 1,
        cancellable: vec![("1042".into(), "482-915 (1042)".into())],
        stalls: vec![("s1".into(), "가-12 은혜반찬".into())],
        gates: vec![("south".into(), "남문".into())],
    })
}
