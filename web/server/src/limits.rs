//! Token buckets: how often one client may do something.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// The most clients remembered for one action; a stranger cannot fill the memory with addresses.
const MAX_CLIENTS: usize = 10_000;

/// How often one client may do one thing: `burst` at once, then one every `every`.
#[derive(Debug)]
pub struct Limit {
    burst: f64,
    every: Duration,
    clients: Mutex<BTreeMap<String, (f64, Instant)>>,
}

impl Limit {
    /// `burst` at once, then one every `every`.
    #[must_use]
    pub fn new(burst: u32, every: Duration) -> Self {
        Self { burst: f64::from(burst), every, clients: Mutex::default() }
    }

    /// Takes one; when there is none left, the error is how long to wait.
    ///
    /// # Errors
    /// The time until the next one.
    pub fn take(&self, client: &str) -> Result<(), Duration> {
        self.take_at(client, Instant::now())
    }

    /// Whether one is left, without taking it.
    #[must_use]
    pub fn has(&self, client: &str) -> bool {
        let clients = self.clients.lock().unwrap_or_else(PoisonError::into_inner);
        clients.get(client).is_none_or(|(left, at)| self.refilled(*left, *at, Instant::now()) >= 1.0)
    }

    fn take_at(&self, client: &str, now: Instant) -> Result<(), Duration> {
        let mut clients = self.clients.lock().unwrap_or_else(PoisonError::into_inner);
        if clients.len() >= MAX_CLIENTS && !clients.contains_key(client) {
            // Whoever has a full bucket again is as good as forgotten.
            clients.retain(|_, (left, at)| self.refilled(*left, *at, now) < self.burst);
            if clients.len() >= MAX_CLIENTS {
                return Err(self.every);
            }
        }
        let (left, at) = clients.entry(client.to_owned()).or_insert((self.burst, now));
        let full = self.refilled(*left, *at, now);
        *at = now;
        if full < 1.0 {
            *left = full;
            return Err(self.every.mul_f64(1.0 - full));
        }
        *left = full - 1.0;
        Ok(())
    }

    fn refilled(&self, left: f64, at: Instant, now: Instant) -> f64 {
        let gained = now.saturating_duration_since(at).as_secs_f64() / self.every.as_secs_f64();
        (left + gained).min(self.burst)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sixth_of_five_is_refused_until_time_has_passed() {
        let limit = Limit::new(5, Duration::from_secs(60));
        let start = Instant::now();
        for _ in 0..5 {
            assert!(limit.take_at("a", start).is_ok());
        }
        assert!(limit.take_at("a", start).is_err());
        assert!(limit.take_at("b", start).is_ok());
        assert!(limit.take_at("a", start + Duration::from_secs(59)).is_err());
        assert!(limit.take_at("a", start + Duration::from_secs(61)).is_ok());
    }
}
