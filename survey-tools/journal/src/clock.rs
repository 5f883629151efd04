//! Time that never runs backwards, and identifiers that sort by it.

/// How far ahead of this device's clock another device's time may be before it is not followed.
const MAX_AHEAD_MS: u64 = 36 * 60 * 60 * 1000;

/// A hybrid logical clock: follows the device's clock forwards, never backwards, and stays behind nothing it has seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Clock {
    last_ms: u64,
}

impl Clock {
    /// The time of a new event, in milliseconds since 1970: after every time given out or seen before.
    pub fn tick(&mut self, now_ms: u64) -> u64 {
        self.last_ms = now_ms.max(self.last_ms.saturating_add(1));
        self.last_ms
    }

    /// Takes note of this device's own earlier time, however odd.
    pub fn resume(&mut self, at_ms: u64) {
        self.last_ms = self.last_ms.max(at_ms);
    }

    /// Takes note of another device's time, unless it lies absurdly far ahead: one wrong tablet must not drag all along.
    pub fn observe(&mut self, at_ms: u64, now_ms: u64) {
        if at_ms <= now_ms.saturating_add(MAX_AHEAD_MS) {
            self.resume(at_ms);
        }
    }
}

/// A UUID of version 7 in lower case with hyphens: sorts by `at_ms`, the rest from `random`.
#[must_use]
pub fn uuid7(at_ms: u64, random: [u8; 10]) -> String {
    let mut bytes = [0_u8; 16];
    bytes[..6].copy_from_slice(&at_ms.to_be_bytes()[2..]);
    bytes[6..].copy_from_slice(&random);
    bytes[6] = bytes[6] & 0x0F | 0x70;
    bytes[8] = bytes[8] & 0x3F | 0x80;
    let mut text = String::with_capacity(36);
    for (i, byte) in bytes.iter().enumerate() {
        if matches!(i, 4 | 6 | 8 | 10) {
            text.push('-');
        }
        text.push_str(&format!("{byte:02x}"));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_set_back_a_day_still_gives_later_times() {
        let mut clock = Clock::default();
        let day = 86_400_000;
        let before = clock.tick(1_800_000_000_000);
        assert!(clock.tick(1_800_000_000_000 - day) > before);
        clock.observe(1_800_000_000_000 + 400 * day, 1_800_000_000_000);
        assert!(
            clock.tick(1_800_000_000_100) < 1_800_000_000_000 + day,
            "an absurd time must not be followed"
        );
    }

    #[test]
    fn an_identifier_is_a_uuid_of_version_7() {
        let id = uuid7(0x0123_4567_89AB, [0xFF; 10]);
        assert_eq!(id, "01234567-89ab-7fff-bfff-ffffffffffff");
        assert!(uuid7(1, [0xFF; 10]) < uuid7(2, [0; 10]));
    }
}
