//! What the server hands to the pages of somebody on foot: shopping lists, tours, "you are here", signs.

use market_model::{Category, Gate, Market, StallId};

use crate::{RoutePoint, RouteView, WayQuery};

/// A tour: a ready-made list, made from the trades of a market.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tour {
    /// Things to eat on the spot.
    Eat,
    /// What a table is laid with.
    Table,
    /// Presents.
    Gift,
}

impl Tour {
    /// Every tour.
    pub const ALL: [Self; 3] = [Self::Eat, Self::Table, Self::Gift];

    /// Its name in addresses.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Eat => "eat",
            Self::Table => "table",
            Self::Gift => "gift",
        }
    }

    /// The tour of a name.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|t| t.code() == code)
    }

    /// The trades that it visits, one stall of each.
    #[must_use]
    pub const fn categories(self) -> &'static [Category] {
        use Category as C;
        match self {
            Self::Eat => &[C::Snacks, C::RiceCake, C::Bakery, C::Restaurant, C::Chicken, C::Tea],
            Self::Table => &[C::Vegetables, C::Tofu, C::Fish, C::Meat, C::SideDishes, C::Kimchi, C::Fruit],
            Self::Gift => &[C::DriedFish, C::Nuts, C::Herbs, C::RiceCake, C::Hanbok, C::Fruit],
        }
    }
}

/// A shopping list and the order in which it is walked best.
#[derive(Debug, Clone)]
pub struct ShoppingPage<'a> {
    /// The market.
    pub market: &'a Market,
    /// The bytes of `plan.svg`; empty when it is missing.
    pub plan_svg: &'a str,
    /// What is wanted, as it was typed, a line each.
    pub wishes: Vec<String>,
    /// The tour, when the list is one.
    pub tour: Option<Tour>,
    /// Start, end and for whom.
    pub way: WayQuery,
    /// The order.
    pub answer: ShoppingAnswer,
}

/// The order of a shopping list.
#[derive(Debug, Clone, Default)]
pub struct ShoppingAnswer {
    /// The stops, in order.
    pub stops: Vec<ShoppingStop>,
    /// The way over all of them; `None` when there is none.
    pub route: Option<RouteView>,
    /// The way from the last stop to the end, when one was asked for.
    pub home: Option<RouteView>,
    /// Whether no other order is quicker.
    pub exact: bool,
    /// Wishes that name nothing in this market.
    pub unknown: Vec<String>,
    /// Wishes to which no way leads.
    pub unreachable: Vec<String>,
    /// The start or the end, when it is not known.
    pub no_start: Option<String>,
    /// Whether nothing of the tour is open now.
    pub shut: bool,
}

/// One stop of a shopping list.
#[derive(Debug, Clone)]
pub struct ShoppingStop {
    /// What is got here, as it was typed.
    pub wishes: Vec<String>,
    /// The place in words.
    pub label: String,
    /// The stall, when it is one.
    pub stall: Option<StallId>,
    /// Where it is.
    pub point: RoutePoint,
    /// The way from the stop before.
    pub leg: RouteView,
    /// Whether it is closed now.
    pub shut: bool,
}

/// The page that a gate's sign opens.
#[derive(Debug, Clone)]
pub struct HerePage<'a> {
    /// The market.
    pub market: &'a Market,
    /// The gate.
    pub gate: &'a Gate,
    /// The bytes of `plan.svg`; empty when it is missing.
    pub plan_svg: &'a str,
    /// Where it is.
    pub point: RoutePoint,
    /// The same place for the walk in 3D: `east,up,south,degrees`.
    pub at: String,
}

/// Signs to print.
#[derive(Debug, Clone)]
pub struct SignsPage<'a> {
    /// The market.
    pub market: &'a Market,
    /// Identifier of the aisle, or `gates`.
    pub of: String,
    /// The signs, in order.
    pub signs: Vec<Sign>,
}

/// One sign.
#[derive(Debug, Clone)]
pub struct Sign {
    /// The code: an SVG drawing.
    pub qr_svg: String,
    /// What is written largest: the stall's number, or the gate's name.
    pub code: String,
    /// The name on the stall's sign; empty for none.
    pub name: String,
    /// The address that the code holds.
    pub url: String,
    /// Whether it hangs at a gate.
    pub is_gate: bool,
}
