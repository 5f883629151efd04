//! What every page must keep: complete documents, four languages, no inline style or script, honest labels.
#![cfg(feature = "ssr")]
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use market_model::{FacilityKind, Lang, Market, MarketStatus};
use market_pages::{
    Ctx, ErrorPage, HomePage, MarketPage, RoutePoint, RouteStep, RouteView, StallPage, WalkPage, WayAnswer,
    WayQuery, pages,
};
use market_search::Index;

const PLAN: &str = include_str!("data/plan.svg");

const LANGUAGES: [Lang; 4] = [Lang::Ko, Lang::En, Lang::Zh, Lang::Ja];

fn sample() -> Market {
    market_model::from_json(include_bytes!("data/market.json")).unwrap()
}

fn ctx(lang: Lang, path: &str) -> Ctx {
    Ctx { lang, path: path.to_owned(), ..Ctx::default() }
}

fn market_page(market: &Market, ctx: &Ctx, query: &str, answer: WayAnswer) -> String {
    let index = Index::build(market);
    let page = MarketPage {
        market,
        index: Some(&index),
        plan_svg: PLAN,
        query: query.to_owned(),
        way: WayQuery { from: "gate:x".into(), to: "stall:y".into(), profile: "step-free".into() },
        answer,
        crowds: Vec::new(),
    };
    pages::market(ctx, &page)
}

fn every_page(market: &Market, lang: Lang) -> Vec<(&'static str, String)> {
    let stall = market.stalls.iter().find(|s| s.merchant.is_some()).unwrap();
    let walk = WalkPage {
        market,
        plan_svg: PLAN,
        manifest_url: "/m/haneul/manifest.json".into(),
        scene_url: None,
        stall: Some(stall.id.clone()),
        way: WayQuery::default(),
        answer: WayAnswer::NotAsked,
        crowds: Vec::new(),
        photos: Vec::new(),
    };
    let stall_page = StallPage { market, stall, plan_svg: PLAN, photo: None };
    vec![
        ("home", pages::home(&ctx(lang, "/"), &HomePage::default())),
        ("market", market_page(market, &ctx(lang, "/m/haneul"), "", WayAnswer::NotAsked)),
        ("search", market_page(market, &ctx(lang, "/m/haneul"), "과일", WayAnswer::NoWay)),
        ("stall", pages::stall(&ctx(lang, "/m/haneul/s/x"), &stall_page)),
        ("walk", pages::walk(&ctx(lang, "/m/haneul/3d"), &walk)),
        ("error", pages::error(&ctx(lang, "/x"), &ErrorPage { status: 404, ..ErrorPage::default() })),
    ]
}

#[test]
fn every_page_is_a_complete_document_without_inline_style_or_script() {
    let market = sample();
    for lang in LANGUAGES {
        for (name, html) in every_page(&market, lang) {
            assert!(html.starts_with("<!DOCTYPE html><html lang="), "{name}");
            assert!(html.ends_with("</html>"), "{name}");
            assert_eq!(html.matches("<h1").count(), 1, "{name} has one heading of the first level");
            assert_eq!(html.matches("<main").count(), 1, "{name}");
            for banned in [" style=", "<style", "onclick=", "javascript:", "<!>"] {
                assert!(!html.contains(banned), "{name} holds {banned}");
            }
            let inline = html.split("<script").skip(1).filter(|s| !s.contains("src=")).count();
            assert_eq!(inline, 0, "{name} has an inline script");
        }
    }
}

#[test]
fn every_page_offers_itself_in_four_languages_and_keeps_its_own() {
    let market = sample();
    for lang in LANGUAGES {
        let code = lang.code();
        for (name, html) in every_page(&market, lang) {
            assert!(html.contains(&format!("<html lang=\"{code}\">")), "{name} in {code}");
            for (other, own) in market_pages::i18n::LANGUAGES {
                let other = other.code();
                let alternate = format!("<link rel=\"alternate\" hreflang=\"{other}\"");
                // Pages that are kept from search engines tell them of no other.
                let times = usize::from(name != "error");
                assert_eq!(html.matches(&alternate).count(), times, "{name} in {code}: alternate {other}");
                assert!(html.contains(own), "{name} in {code} names {own}");
            }
            // Every link within the site keeps the language, but those of the menu and to files.
            let body = &html[html.find("</header>").unwrap()..];
            // The address to share has no language: whoever opens it chooses.
            let links = body.split("<a ").skip(1).filter(|a| !a.contains("class=\"url\""));
            for href in links.filter_map(|a| a.split("href=\"").nth(1)?.split('"').next()) {
                let page = href == "/"
                    || href.starts_with("/?")
                    || href.starts_with("/m/")
                    || href.starts_with("/desk");
                assert!(
                    !page || lang == Lang::Ko || href.contains(&format!("lang={code}")),
                    "{name} in {code}: {href}"
                );
            }
        }
    }
}

/// The words that stand outside of elements marked as Korean.
fn unmarked(html: &str) -> String {
    let mut out = String::new();
    let mut foreign: Vec<(&str, bool)> = Vec::new();
    let body = &html[html.find("<body").unwrap()..];
    for part in body.split('<').skip(1) {
        let Some((tag, text)) = part.split_once('>') else { continue };
        let name = tag.split([' ', '/']).next().unwrap_or_default();
        if tag.starts_with('/') {
            let closed = tag.trim_start_matches('/');
            if let Some(at) = foreign.iter().rposition(|(open, _)| *open == closed) {
                foreign.truncate(at);
            }
        } else if !tag.ends_with('/') && !matches!(name, "input" | "meta" | "link" | "img" | "br") {
            let inherited = foreign.last().is_some_and(|(_, ko)| *ko);
            foreign.push((
                name,
                if tag.contains(" lang=\"") { tag.contains(" lang=\"ko\"") } else { inherited },
            ));
        }
        if !foreign.last().is_some_and(|(_, ko)| *ko) {
            out.push_str(text);
            out.push('\n');
        }
    }
    out
}

#[test]
fn korean_on_a_page_of_another_language_is_marked_as_korean() {
    let market = sample();
    let hangul = |c: char| ('\u{AC00}'..='\u{D7A3}').contains(&c);
    let mut codes: Vec<&str> = market.stalls.iter().map(|s| s.code.as_str()).collect();
    codes.sort_by_key(|code| std::cmp::Reverse(code.len()));
    for lang in [Lang::En, Lang::Zh, Lang::Ja] {
        for (name, html) in every_page(&market, lang) {
            for line in unmarked(&html).lines() {
                // Stalls keep the numbers that hang there, the hint says what to type, the voucher what its sign says.
                let mut line = line.to_owned();
                for word in codes.iter().copied().chain(["김치", "온누리", "과일"]) {
                    line = line.replace(word, "");
                }
                assert!(!line.chars().any(hangul), "{name} in {}: {line}", lang.code());
            }
        }
    }
}

#[test]
fn levels_trades_and_places_have_the_words_of_their_signs() {
    let market = sample();
    for (lang, words) in [
        (Lang::Ko, ["2층", "과일", "소화기"]),
        (Lang::En, ["First floor up", "fruit", "fire extinguisher"]),
        (Lang::Zh, ["2层", "水果", "灭火器"]),
        (Lang::Ja, ["2階", "果物", "消火器"]),
    ] {
        let html = market_page(&market, &ctx(lang, "/m/haneul"), "", WayAnswer::NotAsked);
        for word in words {
            assert!(html.contains(word), "{word} in {}", lang.code());
        }
    }
    let mut market = market;
    for (facility, kind) in market.facilities.iter_mut().zip([FacilityKind::Toilet, FacilityKind::Parking]) {
        facility.kind = kind;
    }
    for (lang, typed) in
        [(Lang::Zh, "厕所"), (Lang::Zh, "洗手间"), (Lang::Ja, "トイレ"), (Lang::Ja, "駐車場")]
    {
        let html = market_page(&market, &ctx(lang, "/m/haneul"), typed, WayAnswer::NotAsked);
        assert!(html.contains("class=\"hits\""), "{typed} is found");
    }
}

#[test]
fn the_way_is_told_in_the_language_of_the_page_and_english_stands_in_marked() {
    let market = sample();
    let step = RouteStep {
        kind: "arrive".into(),
        text_ko: "도착합니다.".into(),
        text_en: "You arrive.".into(),
        text_zh: "您已到达。".into(),
        ..RouteStep::default()
    };
    let route = RouteView { length_mm: 5_000, time_ms: 4_000, steps: vec![step], ..RouteView::default() };
    let told = |lang| market_page(&market, &ctx(lang, "/m/haneul"), "", WayAnswer::Found(route.clone()));
    assert!(told(Lang::Zh).contains("<span>您已到达。</span>"));
    assert!(told(Lang::Ja).contains("<span lang=\"en\">You arrive.</span>"));
}

#[test]
fn identifiers_are_used_once_in_a_page() {
    let market = sample();
    for (name, html) in every_page(&market, Lang::Ko) {
        let mut ids: Vec<&str> = html.split(" id=\"").skip(1).filter_map(|s| s.split('"').next()).collect();
        ids.sort_unstable();
        let n = ids.len();
        ids.dedup();
        assert_eq!(ids.len(), n, "{name} uses an identifier twice");
    }
}

#[test]
fn a_draft_and_a_fictional_market_say_so_on_every_page() {
    let mut market = sample();
    for (status, words) in [
        (MarketStatus::Draft, ["초안", "Draft", "草稿", "下書き"]),
        (MarketStatus::Fictional, ["가상", "Fictional", "虚构", "架空"]),
    ] {
        market.status = status;
        for (lang, word) in LANGUAGES.into_iter().zip(words) {
            for (name, html) in every_page(&market, lang) {
                if !matches!(name, "home" | "error") {
                    assert!(
                        html.contains("class=\"notice ") && html.contains(word),
                        "{name} hides what it is"
                    );
                }
            }
        }
    }
    market.status = MarketStatus::Surveyed;
    for (name, html) in every_page(&market, Lang::Ko) {
        assert!(!html.contains("class=\"notice "), "{name}");
    }
}

#[test]
fn every_price_stands_beside_its_origin() {
    let market = sample();
    let html = market_page(&market, &ctx(Lang::Ko, "/m/haneul"), "", WayAnswer::NotAsked);
    let prices = html.split("<span class=\"price\">").skip(1);
    let mut n = 0;
    for price in prices {
        n += 1;
        let part = price.split("</li>").next().unwrap();
        assert!(part.contains("class=\"origin\""), "{part}");
    }
    assert!(n > 3, "{n} prices");
}

#[test]
fn every_stall_of_the_plan_and_of_the_list_is_a_whole_link_that_keeps_the_language() {
    let market = sample();
    let html = market_page(&market, &ctx(Lang::En, "/m/haneul"), "", WayAnswer::NotAsked);
    assert!(!html.contains("href=\"s/"));
    for stall in &market.stalls {
        let href = format!("/m/haneul/s/{}?lang=en", market_pages_encode(stall.id.as_str()));
        assert!(html.matches(&href).count() >= 2, "{href} stands in plan and list");
    }
    assert!(!html.contains("(한국어)"), "labels of the drawing are in the page's language");
}

fn market_pages_encode(text: &str) -> String {
    text.bytes()
        .map(|b| {
            if b.is_ascii_alphanumeric() || b == b'-' {
                char::from(b).to_string()
            } else {
                format!("%{b:02X}")
            }
        })
        .collect()
}

#[test]
fn a_way_is_told_in_words_and_drawn_on_every_level_where_that_level_lies() {
    let market = sample();
    let point = |x_mm, level: &str| RoutePoint { x_mm, y_mm: 1000, z_mm: 0, level: level.into() };
    let step = RouteStep {
        kind: "arrive".into(),
        text_ko: "도착합니다.".into(),
        text_en: "You arrive.".into(),
        ..RouteStep::default()
    };
    let route = RouteView {
        length_mm: 84_400,
        time_ms: 61_000,
        points: vec![point(0, "1F"), point(5000, "1F"), point(5000, "2F"), point(9000, "2F")],
        steps: vec![step],
        ..RouteView::default()
    };
    let html = market_page(&market, &ctx(Lang::Ko, "/m/haneul"), "", WayAnswer::Found(route));
    assert!(html.contains("84 m, 약 2분"), "length and time");
    assert!(html.contains("도착합니다."));
    assert_eq!(html.matches("class=\"way\" points=").count(), 2, "one line for each level");
    assert!(html.contains("class=\"way\" points=\"650.0,-30.0 690.0,-30.0\""), "moved with its level");
}

#[test]
fn search_works_without_javascript() {
    let market = sample();
    let html = market_page(&market, &ctx(Lang::Ko, "/m/haneul"), "ㄱㅇ", WayAnswer::NotAsked);
    assert!(html.contains("id=\"results\"") && html.contains("class=\"hits\""), "과일 by its initials");
    let none = market_page(&market, &ctx(Lang::Ko, "/m/haneul"), "<b>뷁</b>", WayAnswer::NotAsked);
    assert!(none.contains("&lt;b&gt;") && !none.contains("<b>뷁"), "what was typed is escaped");
}

#[test]
fn words_stand_in_the_table_and_nowhere_else() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let hangul = |c: char| ('\u{AC00}'..='\u{D7A3}').contains(&c);
    for folder in ["", "pages", "enhance"] {
        for entry in std::fs::read_dir(root.join(folder)).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_none_or(|e| e != "rs") {
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap();
            let code = text.split("#[cfg(test)]").next().unwrap();
            for (i, line) in code.lines().enumerate() {
                let line = line.trim();
                let code = line.split("//").next().unwrap();
                assert!(!code.chars().any(hangul), "{}:{}: {line}", path.display(), i + 1);
                // A text node of a view is a quoted string at the start of a line or after a tag.
                let whole = code.starts_with('"') && code.ends_with('"');
                let node = if whole { Some(code) } else { code.split(">\"").nth(1) };
                let letters = node.is_some_and(|n| n.trim_matches('"').chars().any(char::is_alphabetic));
                assert!(!letters || !text.contains("view!"), "{}:{}: {line}", path.display(), i + 1);
            }
        }
    }
}

/// One stall that is closed, with a special, and one that is sold out.
fn said_today(market: &Market) -> std::sync::Arc<market_wire::LiveFeed> {
    use market_wire::{LiveFeed, LiveStall, LiveState, Special};
    let special = Special { what: "<두부>".into(), won: Some(2_000), ..Special::default() };
    let closed = LiveStall { state: Some(LiveState::Closed), special: Some(special), ..LiveStall::default() };
    let out = LiveStall { state: Some(LiveState::SoldOut), ..LiveStall::default() };
    let ids: Vec<String> = market.stalls.iter().take(2).map(|s| s.id.to_string()).collect();
    let stalls = ids.into_iter().zip([closed, out]).collect();
    std::sync::Arc::new(LiveFeed {
        day: "2026-11-23".into(),
        seq: 2,
        whole: true,
        stalls,
        ..LiveFeed::default()
    })
}

#[test]
fn what_stalls_say_today_is_in_list_and_plan_without_a_script_and_as_text_only() {
    let market = sample();
    for lang in LANGUAGES {
        let ctx = Ctx { live: said_today(&market), ..ctx(lang, "/m/haneul") };
        let html = market_page(&market, &ctx, "", WayAnswer::NotAsked);
        let first = &market.stalls[0];
        assert!(html.contains(&format!("id=\"stall-{}\" class=\"stall today-closed ", first.id)), "the plan");
        assert!(html.contains("class=\"live has-state\""), "the list");
        assert_eq!(html.matches("today-sold-out").count(), 1);
        assert!(
            html.contains("2,000") && html.contains("&lt;두부&gt;") && !html.contains("<두부>"),
            "words are text"
        );
    }
}

#[test]
fn the_page_of_a_stall_is_in_four_languages_and_has_no_way_to_be_pressed_by_a_script_alone() {
    let market = sample();
    let stall = &market.stalls[0];
    for lang in LANGUAGES {
        let ctx = Ctx { live: said_today(&market), ..ctx(lang, "/m/haneul/s/x/today/k") };
        let page = market_pages::TodayPage {
            market: &market,
            stall,
            action: "/m/haneul/s/x/today/k".into(),
            notice: market_pages::TodayNotice::Told,
            desk: None,
        };
        let html = pages::today(&ctx, &page);
        for value in ["open", "closed", "sold-out", "usual", "special", "no-special"] {
            assert!(html.contains(&format!("name=\"do\" value=\"{value}\"")), "{value} in {}", lang.code());
        }
        let fields = html.matches("name=\"lang\"").count();
        let forms = html.matches("<form").count();
        assert!(lang == Lang::Ko || fields == forms, "every form keeps the language: {fields} of {forms}");
        assert!(html.contains("noindex") && html.matches("<h1").count() == 1);
    }
}
