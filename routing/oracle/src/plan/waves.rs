//! The rounds of market pickers: what they collect, when it is at the hub, and that nobody is at two places.

use std::collections::BTreeMap;

use super::{Checker, Collect, Mode, WaveClaim, Who};

impl Checker<'_> {
    /// Market pickers: rounds from the hub, one after another, each order whole in one of them.
    pub(super) fn waves(&mut self, waves: &[WaveClaim]) {
        let hub = self.facts.hub.clone();
        let mut free: BTreeMap<u64, u64> = BTreeMap::new();
        for wave in waves {
            let name = format!("wave of picker {} at {}", wave.picker, wave.begin_ms);
            let Some(hub) = &hub else {
                self.fail(format!("{name}: there is no hub"));
                return;
            };
            if wave.picker < 1 || wave.picker > self.facts.pickers {
                self.fail(format!("{name}: there is no such picker"));
            }
            let since = wave.begin_ms.checked_sub(self.facts.wave_from_ms);
            if since.is_none_or(|s| s % self.facts.wave_every_ms.max(1) != 0) {
                self.fail(format!("{name}: no wave sets out then"));
            }
            let before = free.get(&wave.picker).copied().unwrap_or(0);
            if wave.begin_ms < before {
                self.fail(format!("{name}: the picker is busy until {before}"));
            }
            if wave.ready.len() > self.facts.wave_orders {
                self.fail(format!("{name}: {} orders are too many", wave.ready.len()));
            }
            self.round(&name, hub, wave);
            free.insert(wave.picker, wave.ready.last().map_or(wave.back_ms, |r| r.1));
        }
    }

    fn round(&mut self, name: &str, hub: &str, wave: &WaveClaim) {
        let who = Who::Picker(self.facts.begun_waves.contains(&(wave.picker, wave.begin_ms)));
        let (mut here, mut now) = (hub.to_owned(), wave.begin_ms);
        for (place, begin, leave, orders) in &wave.stops {
            self.least(name, (who, Mode::Walk), (&here, place), now, *begin);
            let mut work = self.facts.stall_ms;
            for id in orders {
                let pick =
                    self.orders.get(id.as_str()).and_then(|o| o.pickups.iter().find(|p| p.stall == *place));
                let Some(pick) = pick else {
                    self.fail(format!("{name}: order {id} has nothing at {place}"));
                    continue;
                };
                work += self.facts.order_ms + pick.handle_ms;
                if *begin < pick.ready_ms {
                    self.fail(format!("{name}: goods of {id} are ready at {} only", pick.ready_ms));
                }
                self.left_stall.insert((id.clone(), place.clone()), *leave);
            }
            if *leave < begin + work.max(self.facts.min_stop_ms) {
                self.fail(format!("{name}: no time for the work at {place}"));
            }
            (here, now) = (place.clone(), *leave);
        }
        self.least(name, (who, Mode::Walk), (&here, hub), now, wave.back_ms);
        for (i, (id, ready)) in wave.ready.iter().enumerate() {
            if *ready < wave.back_ms + self.facts.repack_ms * (i as u64 + 1) {
                self.fail(format!("{name}: no time to repack {id}"));
            }
            let Some(order) = self.orders.get(id.as_str()).copied() else {
                self.fail(format!("{name}: order {id} is unknown"));
                continue;
            };
            if order.collect == Collect::Rider {
                self.fail(format!("{name}: order {id} is not for pickers"));
            }
            for pick in &order.pickups {
                if !self.left_stall.contains_key(&(id.clone(), pick.stall.clone())) {
                    self.fail(format!("{name}: goods of {} for {id} were not collected", pick.stall));
                }
            }
            if self.at_hub.insert(id.clone(), *ready).is_some() {
                self.fail(format!("{name}: order {id} is in two waves"));
            }
        }
    }
}
