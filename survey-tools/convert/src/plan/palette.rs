//! Colours: light fills with the same dark ink on all of them (at least 8:1), trades of one family side by side.

use market_model::{Category, FacilityKind};

/// The ground.
pub const PAPER: &str = "#f6f3ec";
/// Paper around the plans.
pub const MARGIN: &str = "#fdfcf9";
/// Words and outlines.
pub const INK: &str = "#2b2622";
/// Words of less weight.
pub const SOFT_INK: &str = "#6a625a";
/// Floor of an aisle.
pub const AISLE: &str = "#fffdf7";
/// Edge of an aisle and of stalls.
pub const EDGE: &str = "#8d8479";
/// Floor of a hall.
pub const HALL: &str = "#ece7dc";
/// Streets.
pub const STREET: &str = "#ffffff";
/// Edge of streets.
pub const STREET_EDGE: &str = "#d6d0c4";
/// Glass of an arcade.
pub const GLASS: &str = "#9fb8bd";
/// Gates.
pub const GATE: &str = "#b3261e";
/// Stairs, ramps, lifts.
pub const CONNECTOR: &str = "#4b4a86";

/// The fill of a trade.
pub const fn fill(category: Category) -> &'static str {
    match category {
        // Greens: what grows.
        Category::Vegetables => "#b5dd9c",
        Category::Herbs => "#c5d8a4",
        Category::Tofu => "#e4e8c0",
        Category::Flowers => "#f7bfdf",
        // Yellows: fruit, grain, nuts.
        Category::Fruit => "#ffd27a",
        Category::Grain => "#f0dd9e",
        Category::Nuts => "#e3c48f",
        Category::Bakery => "#efcfa4",
        Category::RiceCake => "#f6dfc6",
        // Blues: the sea.
        Category::Fish => "#9fcdf0",
        Category::DriedFish => "#bfd6e6",
        // Reds: meat, chilli.
        Category::Meat => "#f5a7a3",
        Category::Chicken => "#f8c3ae",
        Category::Kimchi => "#f4b09a",
        Category::Spices => "#eea98d",
        // Oranges: cooked food.
        Category::SideDishes => "#fbc592",
        Category::Snacks => "#ffb98a",
        Category::Restaurant => "#f9b37c",
        Category::Tea => "#d8cbb2",
        Category::Grocery => "#d9e28f",
        // Violets: to wear.
        Category::Clothes => "#cfc0ee",
        Category::Hanbok => "#e2bdea",
        Category::Bedding => "#c6c8f2",
        Category::Shoes => "#c9b9dd",
        Category::Bags => "#dccbf2",
        // Pinks: beauty.
        Category::Cosmetics => "#f6bcd0",
        Category::Hair => "#efc6d6",
        // Blue-greens and greys: for the house, services.
        Category::Kitchenware => "#b3dcd8",
        Category::Household => "#bfdcca",
        Category::Hardware => "#c3cad0",
        Category::Repair => "#d6d0c6",
        Category::Service => "#c9d3df",
        Category::Other => "#dfdcd6",
    }
}

/// The colour of a facility's sign: white symbols stand on it (at least 4.5:1).
pub const fn sign(kind: FacilityKind) -> &'static str {
    match kind {
        FacilityKind::Toilet | FacilityKind::Parking => "#1f5fa8",
        FacilityKind::Rest | FacilityKind::Information | FacilityKind::Lockers => "#2f6b4f",
        FacilityKind::Aed | FacilityKind::Extinguisher | FacilityKind::Hydrant => "#b3261e",
        FacilityKind::Hub => "#8a4b00",
    }
}
