//! The checker of VROOM solutions. (Filled in below.)

/// Everything that is wrong with a solution.
#[must_use]
pub fn check(_problem: &str, _solution: &str) -> Vec<String> {
    Vec::new()
}
