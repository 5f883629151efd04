//! One function a page: plain data in, a complete HTML document out.

mod app;
mod conditions;
mod delivery;
mod desk;
mod entrance;
mod error;
mod home;
mod layout;
mod list;
mod market;
mod parts;
mod piece;
mod plan;
mod review;
mod rider;
mod runs;
mod sections;
mod shop;
mod sign;
mod stall;
mod walk;
mod walk_settings;
mod way;

pub use app::app_manifest;
pub use desk::{desk, desk_login};
pub use error::error;
pub use home::home;
pub use market::market;
pub use rider::rider;
pub use stall::{stall, stall_fragment};
pub use walk::walk;
