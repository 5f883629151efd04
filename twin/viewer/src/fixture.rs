//! Small scenes for tests, written by hand as the scene crate would write them.
//!
//! Invariant: only compiled for tests.

use bevy::math::Vec3;
use serde_json::{Value, json};

use crate::glb::{MeshDef, Prim, Scene};

/// Half the width of [`aisle`]'s aisle, metres.
pub const HALF_AISLE_M: f32 = 1.5;

/// Triangles of axis-aligned boxes in one mesh.
pub fn boxes(list: &[(Vec3, Vec3)]) -> MeshDef {
    let mut prim = Prim::default();
    for (low, high) in list {
        let base = prim.positions.len() as u32;
        prim.positions.extend(crate::glb::corners(*low, *high).map(|c| c.to_array()));
        let faces = [[0, 2, 3, 1], [4, 5, 7, 6], [0, 1, 5, 4], [2, 6, 7, 3], [0, 4, 6, 2], [1, 3, 7, 5]];
        for [a, b, c, d] in faces {
            prim.indices.extend([a, b, c, a, c, d].map(|i| base + i));
        }
    }
    prim.colors = vec![[255; 4]; prim.positions.len()];
    MeshDef { prims: vec![prim] }
}

/// A straight aisle along -z with stalls on both sides, 2 m wide each, and a spawn at its beginning.
pub fn aisle(stalls: usize) -> Scene {
    Scene::from_glb(&aisle_glb(stalls)).expect("the fixture is a scene")
}

/// So far apart are the aisles of [`aisles`], metres: their stalls stand back to back.
pub const AISLES_APART_M: f32 = 9.0;

/// Some of [`aisle`]'s aisles side by side along x, each a cell of its own.
pub fn aisles(n: usize, stalls: usize) -> Scene {
    Scene::from_glb(&aisles_glb(n, stalls)).expect("the fixture is a scene")
}

/// The bytes of [`aisle`].
pub fn aisle_glb(stalls: usize) -> Vec<u8> {
    aisles_glb(1, stalls)
}

fn aisles_glb(n: usize, stalls: usize) -> Vec<u8> {
    let mut file = File::default();
    let shell = file.mesh(&boxes(&[(Vec3::new(-0.95, 0.0, -3.0), Vec3::new(0.95, 2.8, 0.0))]), 0);
    let shutter = file.mesh(&boxes(&[(Vec3::new(-0.9, 0.0, 0.0), Vec3::new(0.9, 2.3, 0.04))]), 0);
    let cells: Vec<usize> = (0..n).map(|n| file.cell(n, stalls, [shell, shutter])).collect();
    let cells = file.node(json!({"name": "cells", "children": cells}));
    let spawn =
        file.node(json!({"name": "spawn-g1", "extras": {"spawn": "g1"}, "translation": [0.0, 0.0, 1.0]}));
    file.finish(&[cells, spawn])
}

/// A room of 4 by 4 m around the origin, its walls sheets without a thickness, and a lift at x = 20.
pub fn room() -> Scene {
    let mut file = File::default();
    let mut prim = Prim::default();
    for i in 0..4 {
        let turn = bevy::math::Quat::from_rotation_y(i as f32 * std::f32::consts::FRAC_PI_2);
        let base = prim.positions.len() as u32;
        for (x, y) in [(-2.0, 0.0), (2.0, 0.0), (2.0, 3.0), (-2.0, 3.0)] {
            prim.positions.push((turn * Vec3::new(x, y, -2.0)).to_array());
        }
        prim.indices.extend([0, 1, 2, 0, 2, 3].map(|i| base + i));
    }
    prim.colors = vec![[255; 4]; prim.positions.len()];
    let walls = file.mesh(&MeshDef { prims: vec![prim] }, 0);
    let walls = file.node(json!({"mesh": walls, "extras": {"solid": "box"}}));
    let cab = file.mesh(&boxes(&[(Vec3::new(-0.6, 0.0, -0.6), Vec3::new(0.6, 2.4, 0.6))]), 0);
    let lift = file.node(json!({"name": "lift-1", "mesh": cab, "translation": [20.0, 0.0, -1.2],
                                "extras": {"lift": "lift-1", "levels": [4.0, 0.0], "solid": "box"}}));
    Scene::from_glb(&file.finish(&[walls, lift])).expect("the fixture is a scene")
}

/// A folder as the converter writes it, with [`aisle`] in it; its manifest's path.
pub fn folder(name: &str, stalls: usize) -> String {
    use sha2::Digest;
    let folder = std::env::temp_dir().join(format!("market_viewer-{name}-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder for the test");
    let glb = aisle_glb(stalls);
    let hash: String = sha2::Sha256::digest(&glb).iter().map(|b| format!("{b:02x}")).collect();
    std::fs::write(folder.join(format!("{hash}.glb")), &glb).expect("the scene is written");
    let manifest = json!({
        "format": "jangteo.manifest", "version": 1, "market": "test", "names": {"ko": "시험시장"},
        "status": "fictional", "revision": hash,
        "counts": {"stalls": stalls, "goods": 0, "aisles": 1, "gates": 1, "facilities": 0},
        "files": {"scene.glb": {"path": format!("{hash}.glb"), "sha256": hash, "bytes": glb.len(),
                                "media_type": "model/gltf-binary"}},
    });
    let path = folder.join("manifest.json");
    std::fs::write(&path, manifest.to_string()).expect("the manifest is written");
    path.display().to_string()
}

/// A flight of eight steps of 20 cm along -z, from z = -1, and a wall at z = 3.
pub fn stairs() -> Scene {
    let mut file = File::default();
    let steps: Vec<_> = (0..8)
        .map(|i| {
            let z = -1.0 - 0.3 * i as f32;
            let far = if i == 7 { -12.0 } else { z - 0.3 };
            (Vec3::new(-2.0, 0.0, far), Vec3::new(2.0, 0.2 * (i + 1) as f32, z))
        })
        .collect();
    let ramp = file.mesh(&boxes(&steps), 0);
    let wall = file.mesh(&boxes(&[(Vec3::new(-6.0, 0.0, 3.0), Vec3::new(6.0, 3.0, 3.2))]), 0);
    let ramp = file.node(json!({"mesh": ramp, "extras": {"solid": "ramp"}}));
    let wall = file.node(json!({"mesh": wall, "extras": {"solid": "box"}}));
    let group = file.node(json!({"name": "static", "children": [ramp, wall]}));
    Scene::from_glb(&file.finish(&[group])).expect("the fixture is a scene")
}

#[derive(Default)]
struct File {
    bin: Vec<u8>,
    views: Vec<Value>,
    accessors: Vec<Value>,
    meshes: Vec<Value>,
    nodes: Vec<Value>,
}

impl File {
    /// An aisle's cell: two rows of stalls.
    fn cell(&mut self, n: usize, stalls: usize, [shell, shutter]: [usize; 2]) -> usize {
        let aside = n as f32 * AISLES_APART_M;
        let mut rows = Vec::new();
        for i in 0..stalls {
            let right = i % 2 == 0;
            let x = aside + if right { HALF_AISLE_M } else { -HALF_AISLE_M };
            // Local +z points to the aisle: -x on the right side, +x on the left.
            let turn = if right { -0.5f32.sqrt() } else { 0.5f32.sqrt() };
            let child = self.node(json!({"name": "shutter", "mesh": shutter, "extras": {"part": "shutter"}}));
            let id = n * stalls + i;
            rows.push(self.node(json!({
                "name": format!("s{id}"), "mesh": shell, "children": [child],
                "translation": [x, 0.0, -2.0 * (i / 2) as f32 - 1.0], "rotation": [0.0, turn, 0.0, 0.5f32.sqrt()],
                "extras": {"stall": format!("가-{}", id + 1), "kind": "unit", "category": "fish",
                           "state": if i == 1 { "closed" } else { "open" }, "size": [2.0, 2.8, 3.0]},
            })));
        }
        self.node(json!({"name": format!("cell-{n}"), "extras": {"cell": n, "aisle": "a"}, "children": rows}))
    }

    fn node(&mut self, node: Value) -> usize {
        self.nodes.push(node);
        self.nodes.len() - 1
    }

    fn accessor(&mut self, bytes: &[u8], accessor: Value) -> usize {
        self.views.push(json!({"buffer": 0, "byteOffset": self.bin.len(), "byteLength": bytes.len()}));
        self.bin.extend_from_slice(bytes);
        let mut accessor = accessor;
        accessor["bufferView"] = json!(self.views.len() - 1);
        self.accessors.push(accessor);
        self.accessors.len() - 1
    }

    fn mesh(&mut self, mesh: &MeshDef, material: usize) -> usize {
        let prim = &mesh.prims[0];
        let n = prim.positions.len();
        let (low, high) = crate::glb::mesh_box(mesh).expect("a mesh");
        let bytes: Vec<u8> = prim.positions.iter().flatten().flat_map(|v| v.to_le_bytes()).collect();
        let positions = self.accessor(
            &bytes,
            json!({"componentType": 5126, "count": n, "type": "VEC3", "min": low.to_array(), "max": high.to_array()}),
        );
        let bytes: Vec<u8> = prim.indices.iter().flat_map(|v| v.to_le_bytes()).collect();
        let indices = self
            .accessor(&bytes, json!({"componentType": 5125, "count": prim.indices.len(), "type": "SCALAR"}));
        let bytes: Vec<u8> = prim.colors.iter().flatten().copied().collect();
        let colors = self
            .accessor(&bytes, json!({"componentType": 5121, "normalized": true, "count": n, "type": "VEC4"}));
        self.meshes.push(json!({"primitives": [
            {"attributes": {"POSITION": positions, "COLOR_0": colors}, "indices": indices, "material": material}]}));
        self.meshes.len() - 1
    }

    fn finish(self, roots: &[usize]) -> Vec<u8> {
        let json = json!({
            "asset": {"version": "2.0"}, "scene": 0, "scenes": [{"nodes": roots}], "nodes": self.nodes,
            "materials": [{"name": "solid"}], "meshes": self.meshes, "accessors": self.accessors,
            "bufferViews": self.views, "buffers": [{"byteLength": self.bin.len()}],
        });
        let mut json = json.to_string().into_bytes();
        json.resize(json.len().div_ceil(4) * 4, b' ');
        let mut bin = self.bin;
        bin.resize(bin.len().div_ceil(4) * 4, 0);
        let mut out = Vec::new();
        out.extend_from_slice(b"glTF");
        out.extend_from_slice(&2u32.to_le_bytes());
        out.extend_from_slice(&((28 + json.len() + bin.len()) as u32).to_le_bytes());
        for (kind, chunk) in [(b"JSON", json), (b"BIN\0", bin)] {
            out.extend_from_slice(&(chunk.len() as u32).to_le_bytes());
            out.extend_from_slice(kind);
            out.extend(chunk);
        }
        out
    }
}
