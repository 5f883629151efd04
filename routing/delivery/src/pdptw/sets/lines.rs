//! Lines of numbers with what is wrong in them.

use market_model::{Origin, Problem as Fault, Text};

/// Most faults that are listed; a file with more is no file of its kind.
const LISTED: usize = 50;

/// Collects what is wrong.
pub(super) struct Faults {
    list: Vec<Fault>,
}

impl Faults {
    pub(super) fn new() -> Self {
        Self { list: Vec::new() }
    }

    /// Something at a line, counted from 1; 0 for the whole file.
    pub(super) fn add(&mut self, line: usize, path: &str, found: &str, (ko, en): (&str, &str)) {
        if self.list.len() < LISTED {
            let found: String = found.chars().take(80).collect();
            let origin = Origin {
                file: String::new(),
                line: u32::try_from(line).unwrap_or(u32::MAX),
                event: String::new(),
            };
            self.list.push(Fault::error("bad-set", path, found, Text::new(ko, en)).at(&origin));
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// More faults, of a later test.
    pub(super) fn extend(&mut self, faults: Vec<Fault>) {
        self.list.extend(faults.into_iter().take(LISTED));
    }

    /// The answer, or what is wrong.
    pub(super) fn or<T>(self, answer: Option<T>) -> Result<T, Vec<Fault>> {
        match answer {
            Some(answer) if self.list.is_empty() => Ok(answer),
            _ => Err(self.list),
        }
    }
}

/// The whole numbers of a line; tells about the first word that is none, and about a wrong count.
pub(super) fn whole<const N: usize>(
    line: usize,
    text: &str,
    path: &str,
    faults: &mut Faults,
) -> Option<[i64; N]> {
    let mut numbers = [0; N];
    let mut words = text.split_whitespace();
    for number in &mut numbers {
        let Some(word) = words.next() else {
            faults.add(line, path, text, ("더 많은 숫자", "more numbers on the line"));
            return None;
        };
        let Some(value) = word.parse().ok().filter(|v| (-LARGEST..=LARGEST).contains(v)) else {
            faults.add(line, path, word, ("10억까지의 정수", "a whole number up to a thousand million"));
            return None;
        };
        *number = value;
    }
    Some(numbers)
}

/// Largest number of any field.
const LARGEST: i64 = 1_000_000_000;
