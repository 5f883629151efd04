//! Reads a scene back without trusting a byte of it.
//!
//! The `gltf` crate slices, subtracts and indexes by what a file says; so everything it would believe is checked here
//! first, in 64 bits, and only then is the file given to it.

use std::collections::{BTreeMap, BTreeSet};

use gltf_json as json;
use json::accessor::{ComponentType, Type};
use json::validation::Checked;
use serde_json::Value;

use crate::{SceneError, SceneStats};

const MAX_BYTES: u64 = 64 << 20;
const MAX_NODES: u64 = 60_000;
const MAX_VERTICES: u64 = 4_000_000;
const MAX_DEPTH: u32 = 32;
const MAX_IMAGE_SIDE: u32 = 4_096;
const MAX_IMAGES: u64 = 4;

fn refuse<T>(path: impl Into<String>, why: impl Into<String>) -> Result<T, SceneError> {
    Err(SceneError::Refused { path: path.into(), why: why.into() })
}

fn limit(what: &'static str, found: u64, limit: u64) -> Result<(), SceneError> {
    if found > limit { Err(SceneError::Limit { what, found, limit }) } else { Ok(()) }
}

/// Reads a scene back under hard limits, without trusting a byte of it. Linear in the file's size.
///
/// # Errors
/// [`SceneError::Refused`] or [`SceneError::Limit`] with the place in the file.
pub fn inspect(glb: &[u8]) -> Result<SceneStats, SceneError> {
    limit("file", glb.len() as u64, MAX_BYTES)?;
    let (text, bin) = split(glb)?;
    let root: json::Root = json::deserialize::from_slice(text)
        .map_err(|e| SceneError::Refused { path: "json".to_owned(), why: e.to_string() })?;
    check_plain(&root)?;
    let views = check_views(&root, bin)?;
    let accessors = check_accessors(&root, &views)?;
    check_meshes(&root, &accessors)?;
    let image_bytes = check_images(&root, &views)?;
    let order = check_tree(&root)?;
    // A second reader agrees, now that it has nothing to stumble over.
    let second = gltf::Gltf::from_slice(glb)
        .map_err(|e| SceneError::Refused { path: "file".to_owned(), why: e.to_string() })?;
    if second.nodes().count() != root.nodes.len() {
        return refuse("nodes", "two readers disagree");
    }
    let (triangles, draw_calls) = count(&root, &order, &accessors)?;
    Ok(SceneStats {
        triangles,
        draw_calls,
        nodes: root.nodes.len() as u32,
        meshes: root.meshes.len() as u32,
        texture_bytes: image_bytes,
        glb_bytes: glb.len() as u64,
    })
}

fn word(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?))
}

/// The JSON and the binary chunk.
fn split(glb: &[u8]) -> Result<(&[u8], &[u8]), SceneError> {
    if glb.get(..4) != Some(b"glTF") {
        return refuse("header", "not a binary glTF");
    }
    if word(glb, 4) != Some(2) {
        return refuse("header", "not version 2");
    }
    if word(glb, 8).map(|n| n as usize) != Some(glb.len()) {
        return refuse("header", "the stated length is not the length of the file");
    }
    let chunk = |at: usize, kind: &[u8]| -> Option<&[u8]> {
        let size = word(glb, at)? as usize;
        let start = at.checked_add(8)?;
        let bytes = glb.get(start..start.checked_add(size)?)?;
        (glb.get(at + 4..at + 8) == Some(kind)).then_some(bytes)
    };
    let Some(text) = chunk(12, b"JSON") else { return refuse("chunk 0", "no JSON") };
    let next = 20 + text.len();
    if next == glb.len() {
        return Ok((text, &[]));
    }
    let Some(bin) = chunk(next, b"BIN\0") else { return refuse("chunk 1", "no BIN") };
    if next + 8 + bin.len() != glb.len() {
        return refuse("chunk 2", "one chunk too many");
    }
    Ok((text, bin))
}

fn check_plain(root: &json::Root) -> Result<(), SceneError> {
    if !root.extensions_used.is_empty() || !root.extensions_required.is_empty() {
        return refuse("extensionsUsed", "no extension is allowed");
    }
    if root.asset.version != "2.0" {
        return refuse("asset.version", "not 2.0");
    }
    let extra = root.animations.len() + root.skins.len() + root.cameras.len();
    if extra > 0 {
        return refuse("json", "animations, skins and cameras are not allowed");
    }
    limit("nodes", root.nodes.len() as u64, MAX_NODES)?;
    limit("images", root.images.len() as u64, MAX_IMAGES)
}

/// Bytes of each view.
fn check_views<'a>(root: &json::Root, bin: &'a [u8]) -> Result<Vec<&'a [u8]>, SceneError> {
    if root.buffers.len() > 1 {
        return refuse("buffers", "one buffer at most");
    }
    let Some(buffer) = root.buffers.first() else {
        return if root.buffer_views.is_empty() { Ok(Vec::new()) } else { refuse("buffers", "none") };
    };
    if buffer.uri.is_some() {
        return refuse("buffers/0/uri", "files outside are not read");
    }
    if buffer.byte_length.0 > bin.len() as u64 {
        return refuse("buffers/0/byteLength", "longer than the binary chunk");
    }
    let mut views = Vec::new();
    for (i, view) in root.buffer_views.iter().enumerate() {
        let start = view.byte_offset.map_or(0, |o| o.0);
        let end = start.checked_add(view.byte_length.0).filter(|e| *e <= buffer.byte_length.0);
        let bytes = end.and_then(|end| bin.get(usize::try_from(start).ok()?..usize::try_from(end).ok()?));
        match bytes {
            Some(bytes) if view.buffer.value() == 0 => views.push(bytes),
            _ => return refuse(format!("bufferViews/{i}"), "outside the buffer"),
        }
        if view.byte_stride.is_some_and(|s| !(4..=252).contains(&s.0)) {
            return refuse(format!("bufferViews/{i}/byteStride"), "not 4 to 252");
        }
    }
    Ok(views)
}

/// What is known of an accessor once it is checked.
struct Checkedout<'a> {
    count: u64,
    component: ComponentType,
    type_: Type,
    bytes: &'a [u8],
    stride: usize,
}

fn check_accessors<'a>(root: &json::Root, views: &[&'a [u8]]) -> Result<Vec<Checkedout<'a>>, SceneError> {
    let mut out = Vec::new();
    for (i, accessor) in root.accessors.iter().enumerate() {
        let path = format!("accessors/{i}");
        if accessor.sparse.is_some() {
            return refuse(path, "sparse accessors are not allowed");
        }
        let (Checked::Valid(component), Checked::Valid(type_)) = (&accessor.component_type, &accessor.type_)
        else {
            return refuse(path, "unknown type");
        };
        let place = accessor.buffer_view.map(|v| v.value());
        let (Some(view), Some(bytes)) =
            (place.and_then(|v| root.buffer_views.get(v)), place.and_then(|v| views.get(v)))
        else {
            return refuse(path, "no buffer view");
        };
        let size = component.0.size() * type_.multiplicity();
        let stride = view.byte_stride.map_or(size, |s| s.0);
        let count = accessor.count.0;
        limit("vertices of one accessor", count, MAX_VERTICES * 3)?;
        let offset = accessor.byte_offset.map_or(0, |o| o.0);
        let end = count
            .checked_sub(1)
            .and_then(|n| n.checked_mul(stride as u64))
            .and_then(|n| n.checked_add(size as u64))
            .and_then(|n| n.checked_add(offset));
        if stride < size || end.is_none_or(|end| end > bytes.len() as u64) {
            return refuse(path, "outside its view");
        }
        let bytes = usize::try_from(offset).ok().and_then(|o| bytes.get(o..)).unwrap_or_default();
        out.push(Checkedout { count, component: component.0, type_: *type_, bytes, stride });
    }
    Ok(out)
}

fn check_meshes(root: &json::Root, accessors: &[Checkedout]) -> Result<(), SceneError> {
    let mut vertices = 0;
    for (m, mesh) in root.meshes.iter().enumerate() {
        for (p, primitive) in mesh.primitives.iter().enumerate() {
            let path = format!("meshes/{m}/primitives/{p}");
            if primitive.mode != Checked::Valid(json::mesh::Mode::Triangles) || primitive.targets.is_some() {
                return refuse(path, "not plain triangles");
            }
            if primitive.material.is_some_and(|x| x.value() >= root.materials.len()) {
                return refuse(path, "no such material");
            }
            let position = Checked::Valid(json::mesh::Semantic::Positions);
            let count = check_positions(&path, primitive.attributes.get(&position), accessors)?;
            vertices += count;
            limit("vertices", vertices, MAX_VERTICES)?;
            for index in primitive.attributes.values() {
                if accessors.get(index.value()).is_none_or(|a| a.count != count) {
                    return refuse(path, "attributes of different lengths");
                }
            }
            check_indices(&path, primitive.indices, accessors, count)?;
        }
    }
    Ok(())
}

fn check_positions(
    path: &str,
    index: Option<&json::Index<json::Accessor>>,
    accessors: &[Checkedout],
) -> Result<u64, SceneError> {
    let Some(a) = index.and_then(|i| accessors.get(i.value())) else { return refuse(path, "no positions") };
    if a.component != ComponentType::F32 || a.type_ != Type::Vec3 {
        return refuse(path, "positions are not three floats");
    }
    for i in 0..a.count as usize {
        for k in 0..3 {
            let value = word(a.bytes, i * a.stride + k * 4).map(f32::from_bits);
            if value.is_none_or(|v| !v.is_finite()) {
                return refuse(path, "a position is not a number");
            }
        }
    }
    Ok(a.count)
}

fn check_indices(
    path: &str,
    index: Option<json::Index<json::Accessor>>,
    accessors: &[Checkedout],
    count: u64,
) -> Result<(), SceneError> {
    let Some(index) = index else { return Ok(()) };
    let Some(a) = accessors.get(index.value()) else { return refuse(path, "no such indices") };
    if a.type_ != Type::Scalar {
        return refuse(path, "indices are not single numbers");
    }
    for i in 0..a.count as usize {
        let at = i * a.stride;
        let value = match a.component {
            ComponentType::U8 => a.bytes.get(at).map(|b| u64::from(*b)),
            ComponentType::U16 => a.bytes.get(at..at + 2).map(|b| u64::from(b[0]) | (u64::from(b[1]) << 8)),
            ComponentType::U32 => word(a.bytes, at).map(u64::from),
            _ => None,
        };
        if value.is_none_or(|v| v >= count) {
            return refuse(path, "an index beyond the corners");
        }
    }
    Ok(())
}

/// Bytes of the decoded textures with their mipmaps.
fn check_images(root: &json::Root, views: &[&[u8]]) -> Result<u64, SceneError> {
    let mut total = 0;
    for (i, image) in root.images.iter().enumerate() {
        let path = format!("images/{i}");
        let bytes = match (&image.uri, image.buffer_view.and_then(|v| views.get(v.value()))) {
            (None, Some(bytes)) => bytes,
            _ => return refuse(path, "not inside the file"),
        };
        let is_png = bytes.get(..8) == Some(b"\x89PNG\r\n\x1a\n") && bytes.get(12..16) == Some(b"IHDR");
        let side = |at: usize| bytes.get(at..at + 4).and_then(|b| b.try_into().ok()).map(u32::from_be_bytes);
        let (true, Some(w), Some(h)) = (is_png, side(16), side(20)) else { return refuse(path, "not a PNG") };
        if w == 0 || h == 0 || w > MAX_IMAGE_SIDE || h > MAX_IMAGE_SIDE {
            return refuse(path, format!("{w} x {h} pixels: 1 to {MAX_IMAGE_SIDE} a side are allowed"));
        }
        total += u64::from(w) * u64::from(h) * 4 * 4 / 3;
    }
    for (i, texture) in root.textures.iter().enumerate() {
        let sampler = texture.sampler.is_some_and(|s| s.value() >= root.samplers.len());
        if texture.source.value() >= root.images.len() || sampler {
            return refuse(format!("textures/{i}"), "no such image or sampler");
        }
    }
    for (i, material) in root.materials.iter().enumerate() {
        let texture = material.pbr_metallic_roughness.base_color_texture.as_ref().map(|t| t.index.value());
        if texture.is_some_and(|t| t >= root.textures.len()) {
            return refuse(format!("materials/{i}"), "no such texture");
        }
    }
    Ok(total)
}

/// Nodes from the roots down, each with the place of its parent in the list.
fn check_tree(root: &json::Root) -> Result<Vec<(usize, Option<usize>)>, SceneError> {
    let mut seen = BTreeSet::new();
    let mut order: Vec<(usize, Option<usize>)> = Vec::new();
    let roots = root.scenes.iter().flat_map(|s| s.nodes.iter()).map(|n| (n.value(), None, 0));
    let mut open: Vec<(usize, Option<usize>, u32)> = roots.collect();
    open.reverse();
    while let Some((index, parent, depth)) = open.pop() {
        let path = format!("nodes/{index}");
        let Some(node) = root.nodes.get(index) else { return refuse(path, "no such node") };
        if !seen.insert(index) {
            return refuse(path, "a node with two parents");
        }
        if depth > MAX_DEPTH {
            return refuse(path, "too deep");
        }
        if node.mesh.is_some_and(|m| m.value() >= root.meshes.len())
            || node.skin.is_some()
            || node.camera.is_some()
        {
            return refuse(path, "no such mesh");
        }
        let numbers = node.translation.iter().flatten().chain(node.scale.iter().flatten());
        let numbers =
            numbers.chain(node.rotation.iter().flat_map(|q| &q.0)).chain(node.matrix.iter().flatten());
        if numbers.clone().any(|v| !v.is_finite()) {
            return refuse(path, "a place that is not a number");
        }
        let place = order.len();
        order.push((index, parent));
        open.extend(node.children.iter().flatten().rev().map(|c| (c.value(), Some(place), depth + 1)));
    }
    Ok(order)
}

/// Triangles drawn, and one draw call for each cell and material.
fn count(
    root: &json::Root,
    order: &[(usize, Option<usize>)],
    accessors: &[Checkedout],
) -> Result<(u64, u32), SceneError> {
    let mut cells: Vec<Option<i64>> = Vec::with_capacity(order.len());
    let mut draws: BTreeMap<Option<i64>, BTreeSet<Option<usize>>> = BTreeMap::new();
    let mut triangles: u64 = 0;
    for (index, parent) in order {
        let Some(node) = root.nodes.get(*index) else { continue };
        let own = node.extras.as_ref().and_then(|raw| serde_json::from_str::<Value>(raw.get()).ok());
        let own = own.and_then(|v| v.get("cell").and_then(Value::as_i64));
        let cell = own.or_else(|| parent.and_then(|p| cells.get(p).copied().flatten()));
        cells.push(cell);
        let Some(mesh) = node.mesh.and_then(|m| root.meshes.get(m.value())) else { continue };
        for primitive in &mesh.primitives {
            let corners = primitive.indices.or_else(|| primitive.attributes.values().next().copied());
            triangles += corners.and_then(|i| accessors.get(i.value())).map_or(0, |a| a.count / 3);
            draws.entry(cell).or_default().insert(primitive.material.map(|m| m.value()));
        }
    }
    let draw_calls = draws.values().map(BTreeSet::len).sum::<usize>();
    limit("draw calls", draw_calls as u64, u64::from(u32::MAX))?;
    Ok((triangles, draw_calls as u32))
}
