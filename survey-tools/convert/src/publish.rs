//! What of a market is published: nothing of a merchant who did not agree.

use std::collections::BTreeSet;

use market_model::{Consent, Market, MerchantId};

/// What was left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Withheld {
    /// Merchants whose consent was not granted.
    pub merchants: u32,
    /// Their goods.
    pub goods: u32,
}

/// The market as it may be published: merchants without `granted` consent and their goods are left out;
/// their stalls stay, with code and category. O(n log n).
#[must_use]
pub fn publishable(market: &Market) -> (Market, Withheld) {
    let mut public = market.clone();
    public.merchants.retain(|m| m.consent == Consent::Granted);
    let shown: BTreeSet<MerchantId> = public.merchants.iter().map(|m| m.id.clone()).collect();
    public.goods.retain(|g| shown.contains(&g.merchant));
    for stall in &mut public.stalls {
        stall.merchant = stall.merchant.take().filter(|m| shown.contains(m));
    }
    let missing = |before: usize, after: usize| u32::try_from(before - after).unwrap_or(u32::MAX);
    let withheld = Withheld {
        merchants: missing(market.merchants.len(), public.merchants.len()),
        goods: missing(market.goods.len(), public.goods.len()),
    };
    (public, withheld)
}
