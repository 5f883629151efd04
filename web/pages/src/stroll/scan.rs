//! Walking with one switch: choices light up one after the other, and the switch takes the one that is lit.
//!
//! Invariant: whoever walks can stop by the next press, and is stopped after a while by itself.

/// A choice that lights up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    /// Walk until the next press.
    Forward,
    /// Turn left by a step.
    Left,
    /// Turn right by a step.
    Right,
    /// Turn round.
    Around,
    /// Open the panel of the stall in front, or close it.
    Stall,
    /// Say where one is.
    Where,
}

impl Choice {
    /// Every one, in the order in which they light up.
    pub const ALL: [Self; 6] =
        [Self::Forward, Self::Left, Self::Right, Self::Around, Self::Stall, Self::Where];
}

/// What is to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// This choice was taken.
    Take(Choice),
    /// Stand still.
    Stop,
    /// Nothing yet: another choice lights up.
    Light(Choice),
}

/// Ticks after which a walk ends by itself.
const LONGEST_WALK: u8 = 6;

/// The state of the switch.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Scan {
    at: usize,
    /// Ticks since the walk began; `None` while standing.
    walking: Option<u8>,
}

impl Scan {
    /// Time passes by one step.
    pub fn tick(&mut self) -> Act {
        match &mut self.walking {
            Some(ticks) if *ticks + 1 < LONGEST_WALK => {
                *ticks += 1;
                Act::Light(Choice::Forward)
            }
            Some(_) => self.stop(),
            None => {
                self.at = (self.at + 1) % Choice::ALL.len();
                Act::Light(self.lit())
            }
        }
    }

    /// The switch is pressed.
    pub fn press(&mut self) -> Act {
        if self.walking.is_some() {
            return self.stop();
        }
        let choice = self.lit();
        if choice == Choice::Forward {
            self.walking = Some(0);
        }
        Act::Take(choice)
    }

    /// What is lit.
    #[must_use]
    pub fn lit(&self) -> Choice {
        Choice::ALL[self.at]
    }

    /// Whether the next press stops.
    #[must_use]
    pub fn is_walking(&self) -> bool {
        self.walking.is_some()
    }

    fn stop(&mut self) -> Act {
        self.walking = None;
        Act::Stop
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_switch_takes_what_is_lit_and_stops_a_walk() {
        let mut scan = Scan::default();
        assert_eq!(scan.press(), Act::Take(Choice::Forward));
        assert!(scan.is_walking());
        assert_eq!(scan.press(), Act::Stop);
        assert_eq!(scan.tick(), Act::Light(Choice::Left));
        assert_eq!(scan.press(), Act::Take(Choice::Left));
        assert_eq!(scan.tick(), Act::Light(Choice::Right));
    }

    #[test]
    fn every_choice_comes_round_and_a_forgotten_walk_ends() {
        let mut scan = Scan::default();
        let seen: Vec<Act> = (0..Choice::ALL.len()).map(|_| scan.tick()).collect();
        assert_eq!(seen.last(), Some(&Act::Light(Choice::Forward)));
        assert!(Choice::ALL.iter().all(|c| seen.contains(&Act::Light(*c))));
        scan.press();
        let ticks = (1..100).find(|_| scan.tick() == Act::Stop);
        assert_eq!(ticks, Some(usize::from(LONGEST_WALK)));
        assert!(!scan.is_walking());
    }
}
