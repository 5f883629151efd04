//! Orders: taken by the API and by the desk's form, stored with their address, planned on demand.

use axum::body::Bytes;
use axum::extract::{ConnectInfo, Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use market_model::{AddressId, Date, Market, Text};
use market_pages::{DeskNotice, DeskOrder, OrderState};
use market_store::OrderRow;
use market_wire::{ErrorCode, OrderLine, OrderRequest, OrderTaken};

use crate::app::{App, Shared};
use crate::error::{AppError, AppResult};
use crate::{clock, codes, layers, question, secret, view};

/// Lines of one order.
const MAX_LINES: usize = 40;
const MAX_WORD_CHARS: usize = 80;
/// As much as the planner takes.
const MAX_GRAMS: u32 = 1_000_000;
const MAX_ON_BOARD_MIN: u16 = 1_440;
/// Orders shown at the desk and planned in a day.
pub const MAX_ORDERS: i64 = 600;

/// `POST /api/v1/markets/{market}/orders`.
///
/// # Errors
/// Unknown market, too often, not an order, unknown stall or address.
pub async fn take(
    State(app): State<Shared>,
    Path(market): Path<String>,
    peer: Option<axum::Extension<ConnectInfo<std::net::SocketAddr>>>,
    body: Bytes,
) -> AppResult<Response> {
    let peer = layers::peer(peer.as_ref().map(|axum::Extension(info)| info));
    app.limits.plans.take(&peer).map_err(AppError::too_often)?;
    let published = app.market(&market)?;
    let order: OrderRequest = serde_json::from_slice(&body).map_err(|error| AppError {
        cause: Some(error.to_string()),
        ..AppError::bad_request(Text::new("주문을 읽을 수 없습니다.", "The order cannot be read."))
    })?;
    let order = check(&published.market, order)?;
    let day = order.day.clone();
    let id = store(&app, &market, &order).await?;
    let code = codes::handover(&app, &market, &id);
    Ok((StatusCode::CREATED, view::json(&OrderTaken { order: id, code, day })).into_response())
}

/// Checks an order against the market; stalls become identifiers.
fn check(market: &Market, mut order: OrderRequest) -> AppResult<OrderRequest> {
    let wrong = |ko: &str, en: &str| {
        AppError::new(StatusCode::UNPROCESSABLE_ENTITY).coded(ErrorCode::Invalid, Text::new(ko, en))
    };
    if order.lines.is_empty() || order.lines.len() > MAX_LINES {
        return Err(wrong("주문은 1줄에서 40줄까지입니다.", "An order has 1 to 40 lines."));
    }
    if !market.addresses.iter().any(|a| a.id == order.address) {
        return Err(wrong("배송지를 찾을 수 없습니다.", "There is no such delivery address."));
    }
    let (from, until) = (minute(&order.from), minute(&order.until));
    let (Some(from), Some(until)) = (from, until) else {
        return Err(wrong("시각은 14:00처럼 적어 주세요.", "Write times like 14:00."));
    };
    if from.zip(until).is_some_and(|(from, until)| from >= until) {
        return Err(wrong("배송 시간의 끝이 시작보다 빠릅니다.", "The span ends before it begins."));
    }
    let day = match order.day.as_str() {
        "" => question::day_of(&order.until, clock::now_ms()),
        day => Date::parse(day).filter(|d| Some(*d) >= clock::day_after(clock::now_ms(), 0)),
    };
    let Some(day) = day else {
        return Err(wrong(
            "날짜는 오늘부터 2026-11-23처럼 적어 주세요.",
            "Write days like 2026-11-23, from today on.",
        ));
    };
    order.day = day.to_string();
    let long = |text: &str, most| text.chars().count() > most || text.chars().any(char::is_control);
    if order.floor > 150 || order.priority > 9 || long(&order.entrance, 40) || long(&order.note, 200) {
        return Err(wrong(
            "층은 150까지, 순서는 9까지, 출입구는 40자, 전할 말은 200자까지입니다.",
            "At most floor 150, priority 9, 40 characters for the entrance, 200 for the note.",
        ));
    }
    for line in &mut order.lines {
        let Some(stall) = market.stall(&line.stall) else {
            return Err(wrong("주문에 없는 점포가 있습니다.", "The order names an unknown stall."));
        };
        line.stall = stall.id.to_string();
        if minute(&line.ready).is_none() || line.grams > MAX_GRAMS || line.max_on_board_min > MAX_ON_BOARD_MIN
        {
            return Err(wrong(
                "무게는 1,000 kg까지, 준비 시각은 14:00처럼, 실려 있는 시간은 하루까지입니다.",
                "At most 1,000 kg, ready at a time like 14:00, on board for at most a day.",
            ));
        }
        if line.goods.trim().is_empty()
            || long(&line.goods, MAX_WORD_CHARS)
            || long(&line.quantity, MAX_WORD_CHARS)
        {
            return Err(wrong(
                "상품과 수량을 80자 안으로 적어 주세요.",
                "Goods and quantity: 1 to 80 characters.",
            ));
        }
    }
    Ok(order)
}

/// Minutes after midnight; `Some(None)` for an empty text, `None` for what is no time.
pub fn minute(text: &str) -> Option<Option<u16>> {
    if text.is_empty() {
        return Some(None);
    }
    let (hour, minute) = text.split_once(':')?;
    let (hour, minute): (u16, u16) = (hour.parse().ok()?, minute.parse().ok()?);
    (hour < 24 && minute < 60).then_some(Some(hour * 60 + minute))
}

async fn store(app: &App, market: &str, order: &OrderRequest) -> AppResult<String> {
    let id = format!("o-{}", secret::random_hex::<6>()?);
    let body = serde_json::to_string(order).map_err(AppError::internal)?;
    app.store.add_order(market, &id, &body, clock::now_ms()).await?;
    Ok(id)
}

/// The desk's form: rows of `stall`, `goods`, `quantity`; rows without a stall are left out.
///
/// # Errors
/// When the store refuses.
pub async fn form(app: &App, fields: &[(String, String)]) -> AppResult<DeskNotice> {
    let market = view::param(fields, "market");
    let Ok(published) = app.market(market) else { return Ok(DeskNotice::Incomplete) };
    let column = |name: &str| -> Vec<&str> {
        fields.iter().filter(|(key, _)| key == name).map(|(_, value)| value.trim()).collect()
    };
    let (goods, quantity) = (column("goods"), column("quantity"));
    let lines =
        column("stall").into_iter().enumerate().filter(|(_, stall)| !stall.is_empty()).map(|(row, stall)| {
            let of = |cells: &[&str]| cells.get(row).copied().unwrap_or_default().to_owned();
            OrderLine {
                stall: stall.to_owned(),
                goods: of(&goods),
                quantity: of(&quantity),
                grams: view::param(fields, "weight").parse().unwrap_or(0),
                cold: !view::param(fields, "cold").is_empty(),
                ..OrderLine::default()
            }
        });
    let lines = lines.collect();
    let Ok(address) = AddressId::new(view::param(fields, "address")) else {
        return Ok(DeskNotice::Incomplete);
    };
    let (from, until) = (view::param(fields, "from").to_owned(), view::param(fields, "until").to_owned());
    let order = OrderRequest {
        address,
        day: view::param(fields, "day").to_owned(),
        from,
        until,
        soft: !view::param(fields, "soft").is_empty(),
        priority: view::param(fields, "priority").parse().unwrap_or(0),
        entrance: view::param(fields, "entrance").to_owned(),
        floor: view::param(fields, "floor").parse().unwrap_or(0),
        note: view::param(fields, "note").to_owned(),
        lines,
    };
    match check(&published.market, order) {
        Ok(order) => {
            store(app, market, &order).await?;
            Ok(DeskNotice::OrderTaken)
        }
        Err(_) => Ok(DeskNotice::Incomplete),
    }
}

/// An order as the desk sees it: the address only while it is open.
#[must_use]
pub fn for_desk(market: &Market, row: &OrderRow, code: String, known: Known<'_>) -> Option<DeskOrder> {
    let order: OrderRequest = serde_json::from_str(&row.body).ok()?;
    let state = match row.state.as_str() {
        "open" => OrderState::Waiting,
        "planned" => OrderState::Planned,
        "delivered" => OrderState::Delivered,
        _ => OrderState::Cancelled,
    };
    let open = matches!(state, OrderState::Waiting | OrderState::Planned);
    let address = market.addresses.iter().find(|a| a.id == order.address && open).map(|a| a.label.clone());
    let stall = |stall: &str| market.stall(stall).map_or_else(|| stall.to_owned(), |s| s.code.clone());
    let window = if order.from.is_empty() && order.until.is_empty() {
        String::new()
    } else {
        format!("{}~{}", order.from, order.until)
    };
    let today = clock::day_after(clock::now_ms(), 0).is_some_and(|d| d.to_string() == order.day);
    Some(DeskOrder {
        id: row.order.clone(),
        market: market.id.clone(),
        lines: order.lines.iter().map(|l| (stall(&l.stall), l.goods.clone(), l.quantity.clone())).collect(),
        address,
        window,
        today,
        code,
        details: if open { details(&order) } else { Vec::new() },
        day: order.day,
        reports: if open { known.reports } else { Vec::new() },
        left_over: known.left_over.cloned().filter(|_| state == OrderState::Waiting),
        state,
    })
}

/// What the desk knows of an order beside its row.
#[derive(Debug, Default)]
pub struct Known<'a> {
    /// Why the newest plan left it over.
    pub left_over: Option<&'a Text>,
    /// What riders reported of it.
    pub reports: Vec<Text>,
}

/// What was agreed beyond goods, address and span.
fn details(order: &OrderRequest) -> Vec<Text> {
    let mut out = Vec::new();
    if order.lines.iter().any(|l| l.cold) {
        out.push(Text::new("냉장", "Cold"));
    }
    let grams: u64 = order.lines.iter().map(|l| u64::from(l.grams)).sum();
    if grams > 0 {
        let kg = grams.div_ceil(100);
        let (whole, tenth) = (kg / 10, kg % 10);
        out.push(Text::new(format!("{whole}.{tenth} kg"), format!("{whole}.{tenth} kg")));
    }
    if order.floor > 0 {
        out.push(Text::new(format!("{}층", order.floor), format!("Floor {}", order.floor)));
    }
    if order.soft {
        out.push(Text::new("조금 늦어도 됨", "A little later is fine"));
    }
    if order.priority > 0 {
        out.push(Text::new("먼저", "First"));
    }
    for words in [&order.entrance, &order.note] {
        if !words.is_empty() {
            out.push(Text::new(words.clone(), words.clone()));
        }
    }
    out
}
