//! Writes stalls, merchants and goods.

use market_model::{Category, EntityKind, StallKind};

use crate::book::Book;
use crate::catalogue;
use crate::fill::Stall;
use crate::layout::Layout;
use crate::mix;
use crate::names;
use crate::rng::Rng;

/// One unit in ten is empty (226,995 stalls, 22,846 of them empty).
const EMPTY_PERMILLE: u32 = 100;
/// Card 93 %, QR 78 % of merchants.
const CARD_PERMILLE: u32 = 930;
const QR_PERMILLE: u32 = 780;
/// The day on which made-up prices hold.
const PRICE_DATE: &str = "2026-11-02";

/// Writes all stalls with who trades in them and what they sell.
pub fn write(book: &mut Book, layout: &Layout, stalls: &[Stall], allowed: &[Category], rng: &mut Rng) {
    let stands: usize = stalls.iter().filter(|s| s.kind == StallKind::Stand).count();
    let mut of_stands = mix::sequence(stands, true, allowed, rng).into_iter();
    let mut of_units = mix::sequence(stalls.len() - stands, false, allowed, rng).into_iter();
    let (mut n_merchants, mut n_goods) = (0, 0);
    for stall in stalls {
        let trades = if stall.kind == StallKind::Stand { &mut of_stands } else { &mut of_units };
        let category = trades.next().unwrap_or(Category::Other);
        let empty = stall.kind != StallKind::Stand && rng.chance(EMPTY_PERMILLE);
        write_stall(book, layout, stall, category, empty, rng);
        if empty {
            continue;
        }
        n_merchants += 1;
        let merchant = format!("m{n_merchants:05}");
        write_merchant(book, &merchant, stall, category, rng);
        let usual = catalogue::goods(category);
        let wanted = rng.range(1, 4).unsigned_abs() as usize;
        let first = rng.below(usual.len());
        for k in 0..wanted.min(usual.len()) {
            // Neighbouring entries of the catalogue, so that no good comes twice.
            let Some(good) = usual.get((first + k) % usual.len()) else { continue };
            n_goods += 1;
            write_good(book, &format!("g{n_goods:06}"), &merchant, good, rng);
        }
    }
}

fn write_stall(
    book: &mut Book,
    layout: &Layout,
    stall: &Stall,
    category: Category,
    empty: bool,
    rng: &mut Rng,
) {
    let lane = layout.lanes.get(stall.lane).map_or("", |l| l.id.as_str());
    let height = if stall.kind == StallKind::Stand { 2_300 } else { rng.range(27, 32) * 100 };
    let state = match (empty, rng.chance(30)) {
        (true, _) => "empty",
        (false, true) => "closed",
        (false, false) => "open",
    };
    let mut row = book.row(EntityKind::Stall, &stall.code);
    row.put("code", stall.code.as_str())
        .put("aisle", lane)
        .put("side", stall.side.code())
        .put("order", stall.order.to_string())
        .put("kind", stall.kind.code())
        .put_mm("width_m", stall.width)
        .put_mm("depth_m", stall.depth)
        .put_mm("height_m", height)
        .put("category", category.code())
        .put("state", state);
    if stall.gap != 0 {
        row.put_mm("gap_m", stall.gap);
    }
    if stall.setback != 0 {
        row.put_mm("setback_m", stall.setback);
    }
}

fn write_merchant(book: &mut Book, id: &str, stall: &Stall, category: Category, rng: &mut Rng) {
    let (ko, en) = names::shop(category, rng);
    let since = format!("{}-{:02}-{:02}", rng.range(1985, 2025), rng.range(1, 12), rng.range(1, 28));
    let mut payments = vec!["cash"];
    if rng.chance(CARD_PERMILLE) {
        payments.push("card");
    }
    if rng.chance(QR_PERMILLE) {
        payments.push("qr");
    }
    if rng.chance(800) {
        payments.push("onnuri_paper");
    }
    if rng.chance(500) {
        payments.push("onnuri_mobile");
    }
    book.row(EntityKind::Merchant, id)
        .put("stall", stall.code.as_str())
        .put("name_ko", ko)
        .put("name_en", en)
        .put("since", since)
        .put("payments", payments.join("+"))
        .put("consent", "granted");
}

fn write_good(book: &mut Book, id: &str, merchant: &str, good: &catalogue::Usual, rng: &mut Rng) {
    let step = match good.won {
        ..3_000 => 100,
        3_000..20_000 => 500,
        20_000..100_000 => 1_000,
        _ => 10_000,
    };
    let price = (good.won / 100 * rng.range(85, 115) / step * step).max(step);
    book.row(EntityKind::Good, id)
        .put("merchant", merchant)
        .put("name_ko", good.ko)
        .put("name_en", good.en)
        .put("unit", good.unit)
        .put("price_won", price.to_string())
        .put("origin", good.origin)
        .put("price_date", PRICE_DATE)
        .put("state", if rng.chance(25) { "sold_out" } else { "open" });
}
