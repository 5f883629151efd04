//! The wire form of protocol buffers, as much of it as OpenStreetMap's files need.
//!
//! Invariant: bytes that end too early or make no sense give `None`, never a panic.

/// What a field holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Value<'a> {
    Number(u64),
    Bytes(&'a [u8]),
}

/// The fields of a message, one after the other; stops at the first that cannot be read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fields<'a> {
    rest: &'a [u8],
    /// Whether something could not be read.
    pub broken: bool,
}

impl<'a> Fields<'a> {
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes, broken: false }
    }

    fn field(&mut self) -> Option<(u64, Value<'a>)> {
        let key = number(&mut self.rest)?;
        let value = match key & 7 {
            0 => Value::Number(number(&mut self.rest)?),
            1 => Value::Bytes(take(&mut self.rest, 8)?),
            2 => {
                let len = number(&mut self.rest)?;
                Value::Bytes(take(&mut self.rest, usize::try_from(len).ok()?)?)
            }
            5 => Value::Bytes(take(&mut self.rest, 4)?),
            _ => return None,
        };
        Some((key >> 3, value))
    }
}

impl<'a> Iterator for Fields<'a> {
    type Item = (u64, Value<'a>);

    fn next(&mut self) -> Option<Self::Item> {
        if self.rest.is_empty() || self.broken {
            return None;
        }
        let field = self.field();
        self.broken = field.is_none();
        field
    }
}

/// The numbers of a packed field; `None` when they are cut short.
pub(super) fn packed(mut bytes: &[u8]) -> Option<Vec<u64>> {
    let mut out = Vec::new();
    while !bytes.is_empty() {
        out.push(number(&mut bytes)?);
    }
    Some(out)
}

/// Packed differences with signs, summed up.
pub(super) fn summed(bytes: &[u8]) -> Option<Vec<i64>> {
    let mut sum = 0_i64;
    let add = |n: u64| {
        sum = sum.wrapping_add(signed(n));
        sum
    };
    Some(packed(bytes)?.into_iter().map(add).collect())
}

/// A number of which the lowest bit is the sign ("zigzag").
pub(super) fn signed(n: u64) -> i64 {
    (n >> 1) as i64 ^ -((n & 1) as i64)
}

fn number(bytes: &mut &[u8]) -> Option<u64> {
    let mut out = 0_u64;
    for shift in (0..70).step_by(7) {
        let (byte, rest) = bytes.split_first()?;
        *bytes = rest;
        if shift < 64 {
            out |= u64::from(byte & 0x7f) << shift;
        }
        if byte & 0x80 == 0 {
            return Some(out);
        }
    }
    None
}

fn take<'a>(bytes: &mut &'a [u8], len: usize) -> Option<&'a [u8]> {
    let (out, rest) = bytes.split_at_checked(len)?;
    *bytes = rest;
    Some(out)
}
