//! OpenStreetMap's binary form (`.osm.pbf`): blobs of protocol buffers, read twice: first ways and relations, then only the
//! nodes that these need, so that a whole city's file takes the memory of its streets.

use std::collections::BTreeSet;

use super::not_readable;
use super::osm::{Data, Relation, Tags, Way, is_restriction, is_street};
use super::wire::{Fields, Value, packed, signed, summed};
use market_model::Problem;

/// Longest blob that the format allows, unpacked.
const MAX_BLOB: usize = 32 * 1024 * 1024;
/// Longest head of a blob that the format allows.
const MAX_HEAD: usize = 64 * 1024;

pub(super) fn read(bytes: &[u8]) -> Result<Data, Problem> {
    let broken = |why: &str| not_readable("OSM PBF", why);
    let mut data = Data::default();
    each_block(bytes, &mut |block| block.ways(&mut data)).map_err(broken)?;
    let used = data.ways.iter().flat_map(|w| w.nodes.iter().copied());
    let vias = data.relations.iter().flat_map(|r| &r.members).filter(|m| m.0 == "via" && !m.2).map(|m| m.1);
    let needed: BTreeSet<i64> = used.chain(vias).collect();
    each_block(bytes, &mut |block| block.nodes(&needed, &mut data)).map_err(broken)?;
    Ok(data)
}

/// Calls `read` for every block of data; a reason when something cannot be read.
fn each_block(mut bytes: &[u8], read: &mut dyn FnMut(&Block<'_>) -> Option<()>) -> Result<(), &'static str> {
    let mut known = false;
    while !bytes.is_empty() {
        let (head, rest) = bytes.split_first_chunk::<4>().ok_or("cut short")?;
        let head_len = u32::from_be_bytes(*head) as usize;
        if head_len > MAX_HEAD {
            return Err("not OSM PBF");
        }
        let (head, rest) = rest.split_at_checked(head_len).ok_or("cut short")?;
        let (kind, size) = blob_head(head).ok_or("not OSM PBF")?;
        let (blob, rest) = rest.split_at_checked(size).ok_or("cut short")?;
        bytes = rest;
        let unpacked = unpack(blob).ok_or("a blob that cannot be unpacked (zlib only)")?;
        match kind {
            b"OSMHeader" => {
                check_features(&unpacked)?;
                known = true;
            }
            b"OSMData" if known => {
                let block = Block::new(&unpacked).ok_or("a damaged block")?;
                read(&block).ok_or("a damaged block")?;
            }
            b"OSMData" => return Err("no header"),
            // Blobs of other kinds are to be left out.
            _ => {}
        }
    }
    if known { Ok(()) } else { Err("no header") }
}

fn blob_head(bytes: &[u8]) -> Option<(&[u8], usize)> {
    let (mut kind, mut size) = (None, None);
    for field in Fields::new(bytes) {
        match field {
            (1, Value::Bytes(b)) => kind = Some(b),
            (3, Value::Number(n)) => size = usize::try_from(n).ok(),
            _ => {}
        }
    }
    Some((kind?, size.filter(|s| *s <= MAX_BLOB)?))
}

fn unpack(blob: &[u8]) -> Option<Vec<u8>> {
    Fields::new(blob).find_map(|field| match field {
        (1, Value::Bytes(raw)) => Some(raw.to_vec()),
        (3, Value::Bytes(zlib)) => {
            miniz_oxide::inflate::decompress_to_vec_zlib_with_limit(zlib, MAX_BLOB).ok()
        }
        _ => None,
    })
}

fn check_features(header: &[u8]) -> Result<(), &'static str> {
    for field in Fields::new(header) {
        if let (4, Value::Bytes(feature)) = field
            && !matches!(feature, b"OsmSchema-V0.6" | b"DenseNodes")
        {
            return Err("it needs features that this program does not know");
        }
    }
    Ok(())
}

/// A block of data: texts, and groups of elements.
struct Block<'a> {
    texts: Vec<&'a [u8]>,
    groups: Vec<&'a [u8]>,
    granularity: i64,
    offset: [i64; 2],
}

impl<'a> Block<'a> {
    fn new(bytes: &'a [u8]) -> Option<Self> {
        let mut out = Self { texts: Vec::new(), groups: Vec::new(), granularity: 100, offset: [0, 0] };
        let mut fields = Fields::new(bytes);
        for field in fields.by_ref() {
            match field {
                (1, Value::Bytes(table)) => {
                    let text = |f| if let (1, Value::Bytes(text)) = f { Some(text) } else { None };
                    out.texts = Fields::new(table).filter_map(text).collect();
                }
                (2, Value::Bytes(group)) => out.groups.push(group),
                (17, Value::Number(n)) => out.granularity = n as i64,
                (19, Value::Number(n)) => out.offset[0] = n as i64,
                (20, Value::Number(n)) => out.offset[1] = n as i64,
                _ => {}
            }
        }
        (!fields.broken).then_some(out)
    }

    fn text(&self, index: u64) -> Option<String> {
        let bytes = self.texts.get(usize::try_from(index).ok()?)?;
        Some(String::from_utf8_lossy(bytes).into_owned())
    }

    fn degrees(&self, axis: usize, value: i64) -> f64 {
        let nano = self.granularity.wrapping_mul(value).wrapping_add(self.offset[axis]);
        nano as f64 / 1e9
    }

    fn tags(&self, keys: &[u64], values: &[u64]) -> Option<Tags> {
        keys.iter().zip(values).map(|(k, v)| Some((self.text(*k)?, self.text(*v)?))).collect()
    }

    /// Streets and turn restrictions.
    fn ways(&self, data: &mut Data) -> Option<()> {
        for group in &self.groups {
            for field in Fields::new(group) {
                match field {
                    (3, Value::Bytes(bytes)) => {
                        let way = self.way(bytes)?;
                        data.ways.extend(Some(way).filter(is_street));
                    }
                    (4, Value::Bytes(bytes)) => {
                        let relation = self.relation(bytes)?;
                        data.relations.extend(Some(relation).filter(is_restriction));
                    }
                    _ => {}
                }
            }
        }
        Some(())
    }

    fn way(&self, bytes: &[u8]) -> Option<Way> {
        let (mut id, mut keys, mut values, mut nodes) = (0, Vec::new(), Vec::new(), Vec::new());
        let mut fields = Fields::new(bytes);
        for field in fields.by_ref() {
            match field {
                (1, Value::Number(n)) => id = n as i64,
                (2, Value::Bytes(b)) => keys = packed(b)?,
                (3, Value::Bytes(b)) => values = packed(b)?,
                (8, Value::Bytes(b)) => nodes = summed(b)?,
                _ => {}
            }
        }
        (!fields.broken).then_some(())?;
        Some(Way { id, nodes, tags: self.tags(&keys, &values)? })
    }

    fn relation(&self, bytes: &[u8]) -> Option<Relation> {
        let (mut id, mut keys, mut values) = (0, Vec::new(), Vec::new());
        let (mut roles, mut members, mut kinds) = (Vec::new(), Vec::new(), Vec::new());
        let mut fields = Fields::new(bytes);
        for field in fields.by_ref() {
            match field {
                (1, Value::Number(n)) => id = n as i64,
                (2, Value::Bytes(b)) => keys = packed(b)?,
                (3, Value::Bytes(b)) => values = packed(b)?,
                (8, Value::Bytes(b)) => roles = packed(b)?,
                (9, Value::Bytes(b)) => members = summed(b)?,
                (10, Value::Bytes(b)) => kinds = packed(b)?,
                _ => {}
            }
        }
        (!fields.broken).then_some(())?;
        let member = |((role, id), kind): ((&u64, &i64), &u64)| Some((self.text(*role)?, *id, *kind == 1));
        let members = roles.iter().zip(&members).zip(&kinds).map(member).collect::<Option<_>>()?;
        Some(Relation { id, members, tags: self.tags(&keys, &values)? })
    }

    /// The nodes that are needed.
    fn nodes(&self, needed: &BTreeSet<i64>, data: &mut Data) -> Option<()> {
        for group in &self.groups {
            for field in Fields::new(group) {
                match field {
                    (1, Value::Bytes(bytes)) => self.node(bytes, needed, data)?,
                    (2, Value::Bytes(bytes)) => self.dense(bytes, needed, data)?,
                    _ => {}
                }
            }
        }
        Some(())
    }

    fn node(&self, bytes: &[u8], needed: &BTreeSet<i64>, data: &mut Data) -> Option<()> {
        let (mut id, mut keys, mut values, mut at) = (0, Vec::new(), Vec::new(), [0, 0]);
        for field in Fields::new(bytes) {
            match field {
                (1, Value::Number(n)) => id = signed(n),
                (2, Value::Bytes(b)) => keys = packed(b)?,
                (3, Value::Bytes(b)) => values = packed(b)?,
                (8, Value::Number(n)) => at[0] = signed(n),
                (9, Value::Number(n)) => at[1] = signed(n),
                _ => {}
            }
        }
        if needed.contains(&id) {
            let tags = self.tags(&keys, &values)?;
            data.add_node(id, self.degrees(0, at[0]), self.degrees(1, at[1]), &tags);
        }
        Some(())
    }

    fn dense(&self, bytes: &[u8], needed: &BTreeSet<i64>, data: &mut Data) -> Option<()> {
        let (mut ids, mut lats, mut lons, mut words) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for field in Fields::new(bytes) {
            match field {
                (1, Value::Bytes(b)) => ids = summed(b)?,
                (8, Value::Bytes(b)) => lats = summed(b)?,
                (9, Value::Bytes(b)) => lons = summed(b)?,
                (10, Value::Bytes(b)) => words = packed(b)?,
                _ => {}
            }
        }
        if ids.len() != lats.len() || ids.len() != lons.len() {
            return None;
        }
        let mut words = words.into_iter();
        for ((id, lat), lon) in ids.into_iter().zip(lats).zip(lons) {
            // Keys and values in turn until a zero.
            let (mut keys, mut values) = (Vec::new(), Vec::new());
            while let Some(key) = words.next().filter(|k| *k != 0) {
                keys.push(key);
                values.push(words.next()?);
            }
            if needed.contains(&id) {
                let tags = self.tags(&keys, &values)?;
                data.add_node(id, self.degrees(0, lat), self.degrees(1, lon), &tags);
            }
        }
        Some(())
    }
}
