//! Orders: taken by the API and by the desk's form, stored with their address, planned on demand.

use axum::body::Bytes;
use axum::extract::{ConnectInfo, Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use market_model::{AddressId, Market, Text};
use market_pages::{DeskNotice, DeskOrder, OrderState};
use market_store::OrderRow;
use market_wire::{ErrorCode, OrderLine, OrderRequest, OrderTaken};

use crate::app::{App, Shared};
use crate::error::{AppError, AppResult};
use crate::{clock, layers, secret, view};

/// Lines of one order.
const MAX_LINES: usize = 40;
const MAX_WORD_CHARS: usize = 80;
/// Orders shown at the desk.
pub const MAX_ORDERS: i64 = 100;

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
    let id = store(&app, &market, &order).await?;
    Ok((StatusCode::CREATED, view::json(&OrderTaken { order: id })).into_response())
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
    for line in &mut order.lines {
        let Some(stall) = market.stall(&line.stall) else {
            return Err(wrong("주문에 없는 점포가 있습니다.", "The order names an unknown stall."));
        };
        line.stall = stall.id.to_string();
        let long = |text: &str| text.chars().count() > MAX_WORD_CHARS || text.chars().any(char::is_control);
        if line.goods.trim().is_empty() || long(&line.goods) || long(&line.quantity) {
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
            OrderLine { stall: stall.to_owned(), goods: of(&goods), quantity: of(&quantity) }
        });
    let lines = lines.collect();
    let Ok(address) = AddressId::new(view::param(fields, "address")) else {
        return Ok(DeskNotice::Incomplete);
    };
    let (from, until) = (view::param(fields, "from").to_owned(), view::param(fields, "until").to_owned());
    match check(&published.market, OrderRequest { address, from, until, lines }) {
        Ok(order) => {
            store(app, market, &order).await?;
            Ok(DeskNotice::OrderTaken)
        }
        Err(_) => Ok(DeskNotice::Incomplete),
    }
}

/// An order as the desk sees it: the address only while it is open.
#[must_use]
pub fn for_desk(market: &Market, row: &OrderRow, left_over: Option<Text>) -> Option<DeskOrder> {
    let order: OrderRequest = serde_json::from_str(&row.body).ok()?;
    let state = match row.state.as_str() {
        "open" => OrderState::Waiting,
        "planned" => OrderState::Planned,
        "delivered" => OrderState::Delivered,
        _ => OrderState::Problem,
    };
    let open = matches!(state, OrderState::Waiting | OrderState::Planned);
    let address = market.addresses.iter().find(|a| a.id == order.address && open).map(|a| a.label.clone());
    let code = |stall: &str| market.stall(stall).map_or_else(|| stall.to_owned(), |s| s.code.clone());
    let window = if order.from.is_empty() && order.until.is_empty() {
        String::new()
    } else {
        format!("{}~{}", order.from, order.until)
    };
    Some(DeskOrder {
        id: row.order.clone(),
        market: market.id.clone(),
        lines: order.lines.iter().map(|l| (code(&l.stall), l.goods.clone(), l.quantity.clone())).collect(),
        address,
        window,
        left_over: left_over.filter(|_| state == OrderState::Waiting),
        state,
    })
}
