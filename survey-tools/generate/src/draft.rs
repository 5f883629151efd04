//! Draft twins of registered markets: the real row, and everything else made up and marked so.

use market_model::{EntityKind, MarketKind, PointMm, Source, Survey};

use crate::RegisteredMarket;
use crate::book::Book;
use crate::generate::{PLAN, STALLS, draw, write_inside, write_ring};
use crate::layout::Pose;
use crate::mix;
use crate::plan::Plan;
use crate::rng::Rng;
use crate::siting::{KnownStreet, site, write_addresses, write_streets};

/// The median of the register, for rows without a count.
const USUAL_STALLS: u32 = 83;
/// The sequence of random numbers for addresses.
const ADDRESSES: u64 = 6;

/// A draft twin of a registered market with made-up streets around; `stalls` replaces the register's count.
#[must_use]
pub fn draft(registered: &RegisteredMarket, stalls: Option<u32>, seed: u64) -> Survey {
    draft_on_streets(registered, stalls, seed, &[])
}

/// A draft twin among real streets, given in the market frame whose origin is the registered place.
#[must_use]
pub fn draft_on_streets(
    registered: &RegisteredMarket,
    stalls: Option<u32>,
    seed: u64,
    streets: &[KnownStreet],
) -> Survey {
    let stalls = stalls.or(registered.stalls).unwrap_or(USUAL_STALLS).clamp(1, *STALLS.end());
    let open_air = registered.kind == MarketKind::FiveDay && stalls <= 1_000;
    let mut rng = Rng::new(seed, PLAN);
    let bearing_deg = rng.range(0, 359);
    let mut plan = Plan::draw(stalls as i32, open_air, &mut rng);
    plan.toilet = registered.toilet;
    plan.parking = registered.parking;
    let layout = draw(&plan);
    let pose = if streets.is_empty() {
        Pose { origin: PointMm::new(0, 0), bearing_deg }
    } else {
        site(&layout, streets)
    };
    let mut book = Book::default();
    write_head(&mut book, registered, stalls);
    let allowed = mix::allowed(&registered.goods);
    let n = write_inside(&mut book, &layout, &plan, pose, stalls, (seed, &allowed));
    if streets.is_empty() {
        write_ring(&mut book, &layout, n, pose, seed);
    } else {
        write_streets(&mut book, streets);
        write_addresses(&mut book, &layout, pose, streets, &mut Rng::new(seed, ADDRESSES));
    }
    book.survey
}

/// The market's own record: what the register says is imported.
fn write_head(book: &mut Book, registered: &RegisteredMarket, stalls: u32) {
    let from = Source::Imported;
    let counted = match registered.stalls {
        Some(n) if n == stalls => format!("점포 수 {n}곳"),
        Some(n) => format!("점포 수 {n}곳(초안은 {stalls}곳)"),
        None => "점포 수 없음".to_owned(),
    };
    let mut row = book.row(EntityKind::Market, &registered.draft_id());
    row.put_from(from, "name_ko", registered.name.as_str())
        .put_from(from, "kind", registered.kind.code())
        .put_from(from, "market_days", registered.market_days.to_string())
        .put_from(from, "address", registered.address.as_str())
        .put("status", "draft")
        .put(
            "about_ko",
            format!(
                "초안: 전국전통시장표준데이터의 이름, 위치, {counted}, 취급품목({})만 실제 자료이고, \
                 통로와 점포 배치, 상호, 상품과 가격은 모두 자동으로 지어낸 것입니다. 실측한 자료가 아닙니다.",
                registered.goods.join(", ")
            ),
        )
        .put(
            "about_en",
            "Draft: only name, place, number of stalls, kinds of goods, toilet, car park and market days come from \
             the national register. Layout, shops, goods and prices are made up. Nothing was surveyed.",
        );
    if let Some(place) = registered.place {
        row.put_from(from, "latitude", format!("{:.7}", place.lat())).put_from(
            from,
            "longitude",
            format!("{:.7}", place.lon()),
        );
    }
    if let Some(year) = registered.opened_year {
        row.put_from(from, "opened_year", year.to_string());
    }
}
