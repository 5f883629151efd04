//! What the server hands to a page: plain data, no store, no HTTP.

use std::sync::Arc;

use market_model::{
    Date, EntityKind, Lang, Market, MarketDays, MarketId, MarketKind, MarketStatus, Names, OpeningHours,
    Problem, Stall, StallId, Text, Wgs84,
};
use market_search::Index;
use market_wire::{Counts, LiveFeed};
use serde::{Deserialize, Serialize};

use crate::{Crowd, DeskSaid};

/// What every page needs to know about the request.
#[derive(Debug, Clone, Default)]
pub struct Ctx {
    /// Language of the page; only Korean and English have words so far.
    pub lang: Lang,
    /// Path of the request, as it was asked for: `/m/haneul`.
    pub path: String,
    /// Query of the request without `lang`, decoded, in order.
    pub query: Vec<(String, String)>,
    /// Day in Korea; without it no page says that something is open today.
    pub today: Option<Date>,
    /// Minutes after midnight in Korea.
    pub minute: Option<u16>,
    /// Scheme and host for links that leave the page, such as `https://market.example`; may be empty.
    pub base_url: String,
    /// What stalls of the page's market say of today; empty on pages without one.
    pub live: Arc<LiveFeed>,
}

/// The list of markets.
#[derive(Debug, Clone, Default)]
pub struct HomePage {
    /// Markets in the order in which they are shown.
    pub markets: Vec<MarketCard>,
    /// What was typed into the search box (`?q=`); the page keeps only the markets that contain it.
    pub query: String,
}

/// One market of the list.
#[derive(Debug, Clone)]
pub struct MarketCard {
    /// Identifier.
    pub id: MarketId,
    /// What it is called.
    pub names: Names,
    /// Whether it was surveyed, drafted or made up.
    pub status: MarketStatus,
    /// How often it is held.
    pub kind: MarketKind,
    /// The days on which it is held.
    pub market_days: MarketDays,
    /// Usual hours.
    pub hours: OpeningHours,
    /// Road-name address.
    pub address: String,
    /// What the market says of itself.
    pub about: Names,
    /// How much there is.
    pub counts: Counts,
    /// Address of the plan's SVG (`/a/….svg`), shown as a picture.
    pub plan_url: Option<String>,
}

/// One market: search, list, plan, way.
#[derive(Debug, Clone)]
pub struct MarketPage<'a> {
    /// The market.
    pub market: &'a Market,
    /// Its search index; without one the search box finds nothing.
    pub index: Option<&'a Index>,
    /// The bytes of `plan.svg`; empty when it is missing.
    pub plan_svg: &'a str,
    /// What was typed into the search box (`?q=`).
    pub query: String,
    /// The question of the way.
    pub way: WayQuery,
    /// Its answer.
    pub answer: WayAnswer,
    /// Which aisles are full at which hours.
    pub crowds: Vec<Crowd>,
}

/// `?from=&to=&profile=` as they were asked for; empty when absent.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WayQuery {
    /// Stall code, name or identifier such as `gate:남문`.
    pub from: String,
    /// The same.
    pub to: String,
    /// `walk`, `step-free` or `cart`; empty is `walk`.
    pub profile: String,
}

/// The answer to a question of the way.
#[derive(Debug, Clone, Default)]
pub enum WayAnswer {
    /// Nothing was asked.
    #[default]
    NotAsked,
    /// There is a way.
    Found(RouteView),
    /// There is none for this profile.
    NoWay,
    /// A place is not known; the text as it was asked for.
    UnknownPlace(String),
}

/// A route: the JSON of `market_routing::Route`, as the API answers it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RouteView {
    /// Hash of the graph that answered.
    #[serde(default)]
    pub graph: String,
    /// Length in millimetres.
    pub length_mm: u64,
    /// Time in milliseconds.
    pub time_ms: u64,
    /// The line.
    pub points: Vec<RoutePoint>,
    /// What to do, in words.
    pub steps: Vec<RouteStep>,
    /// What is closed or crowded now, and was heeded.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub conditions: Vec<market_wire::ConditionNote>,
}

/// A point of a route in the market frame.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoutePoint {
    /// East of the origin, in millimetres.
    pub x_mm: i32,
    /// North of the origin, in millimetres.
    pub y_mm: i32,
    /// Over the floor of level 0, in millimetres.
    pub z_mm: i32,
    /// Level; empty on the street.
    #[serde(default)]
    pub level: String,
}

/// A sentence of a route.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RouteStep {
    /// What it asks for: `depart`, `left`, `connector`, `arrive` …; chooses the icon.
    #[serde(default)]
    pub kind: String,
    /// Korean.
    pub text_ko: String,
    /// English.
    pub text_en: String,
    /// Simplified Chinese; empty in answers of older programs.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text_zh: String,
    /// Japanese; empty in answers of older programs.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text_ja: String,
    /// Place in [`RouteView::points`] at which the step begins.
    #[serde(default)]
    pub point: usize,
}

impl RouteStep {
    /// The words in `lang`, and `en` when English stands in for words that are missing.
    #[must_use]
    pub fn text(&self, lang: Lang) -> (&str, Option<&'static str>) {
        let text = match lang {
            Lang::Ko => return (&self.text_ko, None),
            Lang::En => return (&self.text_en, None),
            Lang::Zh => &self.text_zh,
            Lang::Ja => &self.text_ja,
        };
        if text.is_empty() { (&self.text_en, Some("en")) } else { (text, None) }
    }
}

/// One stall.
#[derive(Debug, Clone)]
pub struct StallPage<'a> {
    /// The market.
    pub market: &'a Market,
    /// The stall.
    pub stall: &'a Stall,
    /// The bytes of `plan.svg`; empty when it is missing.
    pub plan_svg: &'a str,
    /// Address of its picture, when there is one that may be shown.
    pub photo: Option<String>,
}

/// The walk in 3D.
#[derive(Debug, Clone)]
pub struct WalkPage<'a> {
    /// The market.
    pub market: &'a Market,
    /// The bytes of `plan.svg`; empty when it is missing.
    pub plan_svg: &'a str,
    /// Address of the manifest, usually `/m/{market}/manifest.json`.
    pub manifest_url: String,
    /// Address of the scene, to be fetched while the engine starts; `None` leaves that to the viewer.
    pub scene_url: Option<String>,
    /// Stall to begin at (`?stall=`).
    pub stall: Option<StallId>,
    /// The way to show.
    pub way: WayQuery,
    /// Its answer.
    pub answer: WayAnswer,
    /// Which aisles are full at which hours.
    pub crowds: Vec<Crowd>,
    /// Stalls with a picture that may be shown, and its address.
    pub photos: Vec<(StallId, String)>,
}

/// What a rider sees while the job is open.
#[derive(Debug, Clone)]
pub struct RiderPage<'a> {
    /// The market.
    pub market: &'a Market,
    /// The bytes of `plan.svg`; empty when it is missing.
    pub plan_svg: &'a str,
    /// Secret of this rider's link.
    pub token: String,
    /// Short name of the rider, such as `라이더 1`.
    pub rider: String,
    /// Version of the plan, from 1: an open page asks whether there is a newer one.
    pub version: i64,
    /// Stops in order, done ones included.
    pub stops: Vec<RiderStop>,
    /// The way from here to the next stop, when it is known.
    pub way: Option<RouteView>,
    /// What is closed or crowded now; the way heeds it.
    pub conditions: Vec<Text>,
    /// What the last re-plan changed; `None` while the plan is the first.
    pub changes: Option<RiderChanges>,
}

/// What a re-plan changed for a rider, and why.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RiderChanges {
    /// When it was made, such as `14:05`.
    pub at: String,
    /// What and why; empty when it changed nothing for this rider.
    pub items: Vec<Text>,
    /// Whether the rider has gone on since.
    pub seen: bool,
}

/// One stop of a rider.
#[derive(Debug, Clone)]
pub struct RiderStop {
    /// Names the stop in the forms.
    pub key: String,
    /// Where, and what for.
    pub place: StopPlace,
    /// What to take or hand over, by order.
    pub orders: Vec<StopOrder>,
    /// How far it is.
    pub state: StopState,
    /// Planned time such as `14:20`; empty when unknown. Never a countdown.
    pub planned: String,
    /// The promise at a door, such as `16:00`; empty elsewhere.
    pub until: String,
    /// Against the plan.
    pub timing: Timing,
    /// Where to park, or what the rider wrote; empty for none.
    pub note: String,
    /// Address of a picture of the stall; its sign is drawn without one.
    pub photo: Option<String>,
}

/// What belongs to one order at a stop.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StopOrder {
    /// Handing-over code, such as `482-915`.
    pub code: String,
    /// Goods to take or hand over.
    pub goods: Vec<StopGood>,
    /// Which entrance; only at a door while the job is open.
    pub entrance: String,
    /// Floors to climb; 0 for none, or when the job is over.
    pub floor: u8,
    /// The customer's word to the rider; only at a door while the job is open.
    pub note: String,
}

/// Where a stop is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StopPlace {
    /// Collect at a stall.
    Stall(StallId),
    /// At the market's hub or a gate.
    Hub(Text),
    /// Deliver at a door.
    Door {
        /// The address; only while the job is open, else `None`.
        address: Option<String>,
        /// For the links to map applications.
        place: Option<Wgs84>,
    },
}

/// A line of a slip.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StopGood {
    /// Number within the stop, for the form.
    pub item: usize,
    /// What.
    pub name: String,
    /// How much, such as `2 × 1 kg`.
    pub quantity: String,
    /// Whether the stall had none.
    pub missing: bool,
}

/// How far a stop is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StopState {
    /// Still to do.
    Waiting,
    /// Everything was collected.
    Collected,
    /// Something was missing.
    Missing,
    /// Handed over.
    Delivered,
    /// Something went wrong.
    Problem,
}

/// How a stop stands against the plan, rounded to five minutes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Timing {
    /// Nothing is known.
    #[default]
    Unknown,
    /// On time.
    OnTime,
    /// Minutes before the plan.
    Early(u16),
    /// Minutes after the plan.
    Late(u16),
}

/// The door of the desk.
#[derive(Debug, Clone, Default)]
pub struct DeskLogin {
    /// Whether a wrong code was just given.
    pub refused: bool,
    /// Whether too many wrong codes were given: wait.
    pub locked: bool,
}

/// The desk of the digital manager.
#[derive(Debug, Clone, Default)]
pub struct DeskPage {
    /// The markets of this desk.
    pub markets: Vec<DeskMarket>,
    /// Events that wait for review, oldest first.
    pub pending: Vec<PendingEvent>,
    /// Orders, newest first.
    pub orders: Vec<DeskOrder>,
    /// Days that can be planned.
    pub starts: Vec<DeskStart>,
    /// Plans whose riders' links open, newest first.
    pub runs: Vec<DeskRun>,
    /// The answer to a handing-over code that was asked for.
    pub check: Option<DeskCheck>,
    /// What just happened.
    pub notice: DeskNotice,
    /// Secret that every form carries in the field `csrf`; empty when the server checks origins instead.
    pub csrf: String,
}

/// What just happened at the desk.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum DeskNotice {
    /// Nothing.
    #[default]
    None,
    /// So many events were accepted; the market is being built.
    Accepted(usize),
    /// So many events were returned.
    Returned(usize),
    /// An order was taken.
    OrderTaken,
    /// The riders' plan is ready.
    Planned,
    /// The planner could not serve any order.
    PlanFailed,
    /// Nobody works then.
    NoRider,
    /// The day was planned again.
    Replanned,
    /// The day was planned again, and some orders are left over.
    ReplannedPartly,
    /// What is closed or crowded was changed.
    ConditionsSet,
    /// An order that waited is not wanted any more.
    OrderCancelled,
    /// The form was not complete.
    Incomplete,
}

/// One market at the desk.
#[derive(Debug, Clone)]
pub struct DeskMarket {
    /// Identifier.
    pub id: MarketId,
    /// What it is called.
    pub names: Names,
    /// Whether it was surveyed, drafted or made up.
    pub status: MarketStatus,
    /// First characters of the revision's hash; empty before the first.
    pub revision: String,
    /// How much there is.
    pub counts: Counts,
    /// Whether a new revision is being built.
    pub building: bool,
    /// What the last build complained about.
    pub problems: Vec<Problem>,
    /// Delivery addresses for the order form, identifier and label.
    pub addresses: Vec<(String, String)>,
    /// Stalls for the order form, code and name.
    pub stalls: Vec<(String, String)>,
    /// What is closed or crowded.
    pub conditions: Vec<DeskCondition>,
    /// Gates and aisles that can be closed: key and name.
    pub closable: Vec<(String, String)>,
    /// What stalls said of today.
    pub said: Vec<DeskSaid>,
}

/// Something that is closed or crowded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeskCondition {
    /// What, in words.
    pub text: Text,
    /// The value of the field `open` that takes it away.
    pub open: String,
}

/// A day that has orders and no plan yet.
#[derive(Debug, Clone)]
pub struct DeskStart {
    /// Market.
    pub market: MarketId,
    /// What it is called.
    pub names: Names,
    /// The day, as `2026-11-23`.
    pub day: String,
    /// Whether it is today.
    pub today: bool,
    /// Orders that wait.
    pub orders: usize,
    /// Riders to choose from.
    pub riders: Vec<DeskShift>,
}

/// A rider who may work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeskShift {
    /// Short name.
    pub name: String,
    /// Begin, such as `09:30`.
    pub from: String,
    /// End.
    pub until: String,
    /// Whether there is a cold box.
    pub cold: bool,
}

/// A day's plan at the desk.
#[derive(Debug, Clone)]
pub struct DeskRun {
    /// Market.
    pub market: MarketId,
    /// What it is called.
    pub names: Names,
    /// Identifier for the forms.
    pub id: String,
    /// The day, as `2026-11-23`.
    pub day: String,
    /// Whether it is today.
    pub today: bool,
    /// Version, from 1.
    pub version: i64,
    /// When this version was made, such as `14:05`.
    pub made: String,
    /// Orders that it serves.
    pub served: usize,
    /// Riders, working or not.
    pub riders: Vec<DeskRider>,
    /// What the last re-plan changed and why.
    pub changes: Vec<Text>,
    /// Orders that it leaves over.
    pub unserved: Vec<DeskUnserved>,
    /// Deliveries after their promise.
    pub late: Vec<Text>,
    /// What riders reported and no re-plan has heeded yet.
    pub reports: Vec<Text>,
    /// New orders that wait for a re-plan.
    pub waiting: usize,
    /// Orders that can be cancelled: identifier and words.
    pub cancellable: Vec<(String, String)>,
    /// Stalls at which something is still to be collected: code and name.
    pub stalls: Vec<(String, String)>,
    /// Gates: identifier and name.
    pub gates: Vec<(String, String)>,
}

/// An order that a plan leaves over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeskUnserved {
    /// Identifier.
    pub order: String,
    /// Handing-over code.
    pub code: String,
    /// Why.
    pub reason: Text,
    /// The smallest change that would bring it in.
    pub remedy: Option<Text>,
    /// The end of its promise now, such as `18:10`.
    pub until: String,
    /// A promise until this time could be kept.
    pub until_instead: Option<String>,
}

/// The answer to a handing-over code.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DeskCheck {
    /// The code as it was typed.
    pub code: String,
    /// The orders to which it belongs: identifier and stalls with goods.
    pub orders: Vec<String>,
}

/// An event that waits for review.
#[derive(Debug, Clone)]
pub struct PendingEvent {
    /// Identifier of the event.
    pub id: String,
    /// Market.
    pub market: MarketId,
    /// What kind of thing.
    pub entity: EntityKind,
    /// Which thing.
    pub thing: String,
    /// What changes.
    pub change: Change,
    /// Device.
    pub device: String,
    /// Who did it, as a role or a short name.
    pub actor: String,
    /// When by the device's clock, such as `11-22 14:03`.
    pub at: String,
    /// Whether another pending event sets the same field to another value.
    pub conflict: bool,
    /// What is wrong with it, when something is.
    pub problem: Option<Problem>,
}

/// What an event changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// A field gets a value.
    Set {
        /// Field name in the schema.
        field: String,
        /// The value now; `None` when it has none.
        old: Option<String>,
        /// The value to come.
        new: String,
    },
    /// The thing goes.
    Remove,
    /// Somebody saw that all is still right, on this day.
    Confirm(String),
}

/// An order at the desk.
#[derive(Debug, Clone)]
pub struct DeskOrder {
    /// Identifier.
    pub id: String,
    /// Market.
    pub market: MarketId,
    /// Lines: stall code, what, how much.
    pub lines: Vec<(String, String, String)>,
    /// Address while the order is open, else `None`.
    pub address: Option<String>,
    /// Promised span such as `14:00~16:00`; may be empty.
    pub window: String,
    /// The day, as `2026-11-23`.
    pub day: String,
    /// Whether that is today.
    pub today: bool,
    /// Handing-over code, such as `482-915`.
    pub code: String,
    /// What else was agreed: cold, floor, a soft promise.
    pub details: Vec<Text>,
    /// What riders reported of it.
    pub reports: Vec<Text>,
    /// Why the newest plan left it over.
    pub left_over: Option<Text>,
    /// How far it is.
    pub state: OrderState,
}

/// How far an order is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OrderState {
    /// Waits for a plan.
    Waiting,
    /// On a rider's plan.
    Planned,
    /// Handed over.
    Delivered,
    /// Not wanted any more.
    Cancelled,
}

/// A rider at the desk.
#[derive(Debug, Clone)]
pub struct DeskRider {
    /// Number in the plan.
    pub number: usize,
    /// Short name.
    pub name: String,
    /// The shift, such as `09:30~19:00`.
    pub shift: String,
    /// Whether there is a cold box.
    pub cold: bool,
    /// Address of the rider's page, such as `/m/haneul/rider/…`.
    pub url: String,
    /// Stops done.
    pub done: usize,
    /// Stops in all.
    pub stops: usize,
}

/// A page for something that went wrong.
#[derive(Debug, Clone, Default)]
pub struct ErrorPage {
    /// HTTP status: 400, 403, 404, 413, 429, 500, 503 have words of their own.
    pub status: u16,
    /// Find it in the server's log by this; may be empty.
    pub request_id: String,
    /// Problems to list, when the input had some.
    pub problems: Vec<Problem>,
}
