//! The checker of delivery plans.
