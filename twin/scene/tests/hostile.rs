//! Files from strangers: every one is refused with a word of why, none is believed, none stops the program.
#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod support;

use market_scene::{build, inspect};
use serde_json::{Value, json};
use support::{Dice, json_of, market};

/// A file of these chunks, with honest lengths.
fn glb(text: &[u8], bin: &[u8]) -> Vec<u8> {
    let pad = |bytes: &[u8], with: u8| {
        let mut out = bytes.to_vec();
        out.resize(bytes.len().div_ceil(4) * 4, with);
        out
    };
    let (text, bin) = (pad(text, b' '), pad(bin, 0));
    let mut out = b"glTF\x02\0\0\0".to_vec();
    out.extend((28 + text.len() as u32 + bin.len() as u32).to_le_bytes());
    out.extend((text.len() as u32).to_le_bytes());
    out.extend(b"JSON");
    out.extend(text);
    out.extend((bin.len() as u32).to_le_bytes());
    out.extend(b"BIN\0");
    out.extend(bin);
    out
}

fn bin_of(file: &[u8]) -> Vec<u8> {
    let n = u32::from_le_bytes(file[12..16].try_into().unwrap()) as usize;
    file[28 + n..].to_vec()
}

/// A small scene with one value of its JSON changed.
fn changed(base: &Value, bin: &[u8], pointer: &str, value: Value) -> Vec<u8> {
    let mut json = base.clone();
    match json.pointer_mut(pointer) {
        Some(place) => *place = value,
        None => {
            let (parent, key) = pointer.rsplit_once('/').unwrap();
            json.pointer_mut(parent).unwrap()[key] = value;
        }
    }
    glb(&serde_json::to_vec(&json).unwrap(), bin)
}

#[test]
fn headers_that_lie_are_refused() {
    let good = build(&market(3, 1)).unwrap().glb;
    assert!(inspect(&good).is_ok());
    let mut files: Vec<Vec<u8>> = vec![Vec::new(), b"glTF".to_vec(), b"PK\x03\x04".to_vec(), vec![0; 12]];
    for length in [0u32, 3, 11, 12, 0x7FFF_FFFF, u32::MAX] {
        let mut header_only = b"glTF\x02\0\0\0".to_vec();
        header_only.extend(length.to_le_bytes());
        files.push(header_only);
        let mut whole = good.clone();
        whole[8..12].copy_from_slice(&length.to_le_bytes());
        files.push(whole);
        let mut chunk = good.clone();
        chunk[12..16].copy_from_slice(&length.to_le_bytes());
        files.push(chunk);
    }
    let mut version = good.clone();
    version[4] = 1;
    files.push(version);
    for file in files {
        assert!(inspect(&file).is_err(), "{} bytes", file.len());
    }
}

#[test]
fn every_row_of_the_table_of_traps_is_refused() {
    let good = build(&market(3, 1)).unwrap().glb;
    let (base, bin) = (json_of(&good), bin_of(&good));
    assert!(inspect(&glb(&serde_json::to_vec(&base).unwrap(), &bin)).is_ok());
    let huge = json!(u64::MAX);
    let traps: Vec<(&str, Value)> = vec![
        ("/buffers/0/uri", json!("file:///etc/passwd")),
        ("/buffers/0/uri", json!("%FF")),
        ("/buffers/0/byteLength", json!(u32::MAX)),
        ("/images/0/uri", json!("../../x.png")),
        ("/images/0/bufferView", json!(0)),
        ("/images/0/bufferView", json!(999)),
        ("/bufferViews/0/byteLength", json!(u32::MAX)),
        ("/bufferViews/0/byteOffset", huge.clone()),
        ("/bufferViews/0/byteStride", json!(253)),
        ("/bufferViews/0/byteStride", json!(0)),
        ("/bufferViews/0/buffer", json!(7)),
        ("/accessors/0/count", json!(0)),
        ("/accessors/0/count", huge.clone()),
        ("/accessors/0/byteOffset", huge.clone()),
        ("/accessors/0/bufferView", json!(99)),
        ("/accessors/0/bufferView", Value::Null),
        ("/accessors/0/componentType", json!(5121)),
        ("/accessors/0/componentType", json!(1)),
        ("/accessors/0/type", json!("MAT4")),
        (
            "/accessors/0/sparse",
            json!({"count":1,"indices":{"bufferView":0,"componentType":5123},"values":{"bufferView":0}}),
        ),
        ("/meshes/0/primitives/0/attributes/POSITION", json!(9_999_999)),
        ("/meshes/0/primitives/0/attributes/COLOR_0", json!(9_999_999)),
        ("/meshes/0/primitives/0/attributes", json!({})),
        ("/meshes/0/primitives/0/indices", json!(9_999_999)),
        ("/meshes/0/primitives/0/indices", json!(0)),
        ("/meshes/0/primitives/0/material", json!(77)),
        ("/meshes/0/primitives/0/mode", json!(1)),
        ("/nodes/1/mesh", json!(9_999_999)),
        ("/nodes/1/children", json!([0])),
        ("/nodes/1/children", json!([1])),
        ("/nodes/1/children", json!([9_999_999])),
        ("/nodes/1/translation", json!([1e39, 0.0, 0.0])),
        ("/scenes/0/nodes", json!([9_999_999])),
        ("/textures/0/source", json!(4)),
        ("/textures/0/sampler", json!(4)),
        ("/materials/0/pbrMetallicRoughness/baseColorTexture/index", json!(4)),
        ("/extensionsUsed", json!(["KHR_draco_mesh_compression"])),
        ("/extensionsRequired", json!(["EXT_meshopt_compression"])),
        ("/asset/version", json!("1.0")),
        ("/animations", json!([{"channels":[],"samplers":[]}])),
    ];
    for (pointer, value) in traps {
        let file = changed(&base, &bin, pointer, value.clone());
        assert!(inspect(&file).is_err(), "{pointer} = {value} was believed");
    }
}

#[test]
fn a_picture_of_absurd_size_and_a_chain_of_nodes_without_end_are_refused() {
    let good = build(&market(3, 1)).unwrap().glb;
    let (base, mut bin) = (json_of(&good), bin_of(&good));
    let mut deep = base.clone();
    let first = deep["nodes"].as_array().unwrap().len();
    for i in 0..100 {
        let node = json!({ "children": [first + i + 1] });
        deep["nodes"].as_array_mut().unwrap().push(node);
    }
    deep["nodes"].as_array_mut().unwrap().push(json!({}));
    deep["scenes"][0]["nodes"].as_array_mut().unwrap().push(json!(first));
    assert!(inspect(&glb(&serde_json::to_vec(&deep).unwrap(), &bin)).is_err());
    let image = base["bufferViews"][4]["byteOffset"].as_u64().unwrap() as usize;
    bin[image + 16..image + 20].copy_from_slice(&30_000u32.to_be_bytes());
    assert!(inspect(&glb(&serde_json::to_vec(&base).unwrap(), &bin)).is_err());
    bin[..4].copy_from_slice(&f32::NAN.to_le_bytes());
    assert!(inspect(&glb(&serde_json::to_vec(&base).unwrap(), &bin)).is_err());
}

#[test]
fn files_cut_short_or_with_flipped_bytes_never_crash() {
    let good = build(&market(3, 1)).unwrap().glb;
    let n = good.len();
    for i in 0..200 {
        let _ = inspect(&good[..n * i / 200]).unwrap_err();
    }
    let seed = 20_261_122;
    println!("seed {seed}");
    let mut dice = Dice(seed);
    let json_end = 20 + u32::from_le_bytes(good[12..16].try_into().unwrap()) as usize;
    for _ in 0..300 {
        let mut file = good.clone();
        for _ in 0..1 + dice.below(4) {
            let at = dice.below(json_end as u64) as usize;
            file[at] = b"0123456789-{}[]\",:eE.x\xFF"[dice.below(23) as usize];
        }
        let _ = inspect(&file);
    }
}

#[test]
fn a_small_cell_with_no_ink_is_not_what_rare_syllables_get() {
    let mut m = market(2, 1);
    let plain = build(&m).unwrap().stats.triangles;
    for merchant in &mut m.merchants {
        merchant.names.ko = "똠뷁햏쫙".to_owned();
    }
    // Each letter is two triangles: four letters instead of three on every sign that has a name.
    assert!(build(&m).unwrap().stats.triangles > plain);
}
