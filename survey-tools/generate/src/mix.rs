//! Which trades a market has, and in which order they stand.
//!
//! Shares follow 13,568 registered merchants of Busan's and Incheon's markets: fresh food 38 %, clothes 16 %,
//! restaurants 14 %, household goods 4 %, services 2 %, other 23 %.

use market_model::Category;

use crate::rng::Rng;

/// Trades of shop units with their weights.
const UNITS: &[(Category, u32)] = &[
    (Category::Vegetables, 90),
    (Category::Fruit, 60),
    (Category::Fish, 85),
    (Category::Meat, 65),
    (Category::Chicken, 25),
    (Category::Grain, 25),
    (Category::Tofu, 10),
    (Category::Nuts, 10),
    (Category::Herbs, 12),
    (Category::SideDishes, 40),
    (Category::Kimchi, 18),
    (Category::RiceCake, 28),
    (Category::DriedFish, 42),
    (Category::Spices, 22),
    (Category::Bakery, 16),
    (Category::Grocery, 20),
    (Category::Flowers, 8),
    (Category::Cosmetics, 9),
    (Category::Bags, 20),
    (Category::Other, 10),
    (Category::Clothes, 105),
    (Category::Hanbok, 25),
    (Category::Bedding, 13),
    (Category::Shoes, 22),
    (Category::Restaurant, 78),
    (Category::Snacks, 48),
    (Category::Tea, 14),
    (Category::Household, 16),
    (Category::Kitchenware, 14),
    (Category::Hardware, 10),
    (Category::Repair, 7),
    (Category::Hair, 8),
    (Category::Service, 6),
];

/// Trades of street stands with their weights.
const STANDS: &[(Category, u32)] = &[
    (Category::Vegetables, 300),
    (Category::Fruit, 130),
    (Category::Fish, 70),
    (Category::DriedFish, 60),
    (Category::Snacks, 130),
    (Category::Herbs, 40),
    (Category::Nuts, 40),
    (Category::Tofu, 30),
    (Category::Grain, 40),
    (Category::Flowers, 40),
    (Category::Clothes, 60),
    (Category::Shoes, 20),
    (Category::Bags, 30),
    (Category::Household, 40),
    (Category::Bakery, 20),
    (Category::Other, 40),
];

/// The trades of a word of 취급품목; empty for words that name none.
fn trades_of(word: &str) -> &'static [Category] {
    use Category as C;
    const WORDS: &[(&str, &[Category])] = &[
        ("농산물", &[C::Vegetables, C::Fruit, C::Grain, C::Nuts, C::Herbs, C::Spices]),
        ("축산물", &[C::Meat, C::Chicken]),
        ("수산물", &[C::Fish, C::DriedFish]),
        ("가공식품", &[C::SideDishes, C::Kimchi, C::RiceCake, C::Bakery, C::Tofu, C::Grocery]),
        ("의류", &[C::Clothes, C::Hanbok, C::Bedding]),
        ("신발", &[C::Shoes, C::Bags]),
        ("가정용품", &[C::Household, C::Kitchenware, C::Hardware]),
        ("음식점", &[C::Restaurant, C::Snacks, C::Tea]),
        ("악세서리", &[C::Bags, C::Cosmetics]),
        ("잡화", &[C::Bags, C::Household]),
        ("건어물", &[C::DriedFish]),
        ("미용", &[C::Hair]),
        ("네일", &[C::Hair]),
        ("피부", &[C::Hair]),
        ("수선", &[C::Repair]),
        ("세탁", &[C::Service]),
        ("슈퍼", &[C::Grocery]),
        ("원단", &[C::Hanbok]),
        ("한복", &[C::Hanbok]),
        ("침구", &[C::Bedding]),
        ("철물", &[C::Hardware]),
        ("공구", &[C::Hardware]),
        ("기계", &[C::Hardware]),
        ("화장품", &[C::Cosmetics]),
        ("꽃", &[C::Flowers]),
        ("떡", &[C::RiceCake]),
        ("방앗간", &[C::Spices]),
        ("커피", &[C::Tea]),
        ("카페", &[C::Tea]),
        ("근린생활서비스", &[C::Service, C::Hair, C::Repair]),
        ("병원", &[C::Service]),
        ("약국", &[C::Service]),
        ("학원", &[C::Service]),
        ("사무실", &[C::Service]),
        ("부동산", &[C::Service]),
        ("기타", &[C::Other]),
    ];
    WORDS.iter().find(|(key, _)| word.contains(key)).map_or(&[C::Other], |(_, trades)| trades)
}

/// The trades that a market may have, out of the register's list of goods; empty allows all.
#[must_use]
pub fn allowed(goods: &[String]) -> Vec<Category> {
    let mut trades: Vec<Category> = goods.iter().flat_map(|g| trades_of(g)).copied().collect();
    trades.sort_unstable();
    trades.dedup();
    trades
}

/// The trades of `n` stalls in the order of walking: like stands beside like, in runs of a few.
#[must_use]
pub fn sequence(n: usize, stands: bool, allowed: &[Category], rng: &mut Rng) -> Vec<Category> {
    let table = if stands { STANDS } else { UNITS };
    let mut weights: Vec<(Category, u32)> =
        table.iter().copied().filter(|(c, _)| allowed.is_empty() || allowed.contains(c)).collect();
    if weights.is_empty() {
        weights = allowed.iter().map(|c| (*c, 10)).collect();
    }
    let mut runs: Vec<Vec<Category>> = Vec::new();
    for (category, count) in shares(n, &weights) {
        let mut left = count;
        while left > 0 {
            let run = left.min(rng.range(2, 8).unsigned_abs() as usize);
            runs.push(vec![category; run]);
            left -= run;
        }
    }
    rng.shuffle(&mut runs);
    runs.into_iter().flatten().collect()
}

/// `n` things shared out by weight, the largest remainders rounded up.
fn shares(n: usize, weights: &[(Category, u32)]) -> Vec<(Category, usize)> {
    let total: u64 = weights.iter().map(|(_, w)| u64::from(*w)).sum::<u64>().max(1);
    let mut parts: Vec<(Category, usize, u64)> = weights
        .iter()
        .map(|(c, w)| {
            let exact = n as u64 * u64::from(*w);
            (*c, (exact / total) as usize, exact % total)
        })
        .collect();
    let missing = n.saturating_sub(parts.iter().map(|p| p.1).sum());
    parts.sort_by_key(|p| (std::cmp::Reverse(p.2), p.0));
    for part in parts.iter_mut().take(missing) {
        part.1 += 1;
    }
    parts.sort_by_key(|p| p.0);
    parts.into_iter().map(|(c, n, _)| (c, n)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fresh_food_is_over_a_third_and_every_stall_gets_a_trade() {
        let trades = sequence(1000, false, &[], &mut Rng::new(1, 1));
        assert_eq!(trades.len(), 1000);
        let fresh = [
            Category::Vegetables,
            Category::Fruit,
            Category::Fish,
            Category::Meat,
            Category::Chicken,
            Category::Grain,
            Category::Tofu,
            Category::Nuts,
            Category::Herbs,
        ];
        let share = trades.iter().filter(|c| fresh.contains(c)).count();
        assert!((360..=420).contains(&share), "{share} of 1000");
    }

    #[test]
    fn a_market_of_meat_and_meals_has_no_clothes() {
        let allowed = allowed(&["축산물".to_owned(), "음식점".to_owned()]);
        let trades = sequence(50, false, &allowed, &mut Rng::new(2, 1));
        assert_eq!(trades.len(), 50);
        assert!(!trades.contains(&Category::Clothes) && trades.contains(&Category::Meat));
    }

    #[test]
    fn an_unknown_word_allows_other_trades() {
        assert_eq!(allowed(&["우주선".to_owned()]), vec![Category::Other]);
        assert_eq!(sequence(3, true, &[Category::Hair], &mut Rng::new(3, 1)), vec![Category::Hair; 3]);
    }
}
