//! The meal delivery routing problem: plays a day of meals, deciding minute by minute with what is known by then.
//!
//! Problem and rules: Reyes, Erera, Savelsbergh, Sahasrabudhe and O'Neil, "The Meal Delivery Routing Problem" (2018), and the
//! public instances with their evaluator (grubhub/mdrplib).
//! Invariants: whole minutes and whole costs; an order is seen by nothing but [`play`](fn@play) before it is placed; no
//! input or output, no clock but the caller's; the same result for the same seed and limit of steps.

mod board;
mod commit;
mod day;
mod decide;
mod insert;
mod pay;
mod play;
mod read;
mod record;
mod routes;
mod ruin;
mod standby;
mod table;

pub use day::{Courier, Day, Order, Point, Restaurant, Rules};
pub use play::{Options, Unwatched, Watch, play};
pub use read::{Texts, read};
pub use record::{Assignment, Delivery, Figures, Move, Place, Played, Results};
