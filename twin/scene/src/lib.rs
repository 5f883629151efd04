//! The market as a glTF 2.0 scene: a parametric kit of stalls, signs, goods, arcade and hall.
//!
//! [`build`] turns a [`market_model::Market`] into one self-contained `.glb`; [`inspect`] reads such a file back
//! under hard limits. The same market gives the same bytes.
//!
//! What a reader of the file may rely on:
//!
//! - Core glTF 2.0, no extension; metres; x east, y up, z south. Root nodes `cells`, `static` and one
//!   `spawn-{gate}` per gate.
//! - `cells` → `cell-{n}` (extras `cell`, `aisle`, `level`) → one node per stall, named by the stall's identifier,
//!   with extras `stall`, `kind`, `category`, `state`, `size` `[width, height, depth]`, and children `sign` and
//!   `shutter` (extras `{"part":"shutter"}`, to be hidden while the stall is open).
//!   In lean scenes (above 1,400 stalls, or over the triangle budget) the signs of a cell are one node `signs`
//!   under the cell instead.
//! - `static` → `static-{n}` (extras `cell`) → merged meshes with extras `solid`: `box`, `floor`, `ramp` or `none`.
//! - At most four materials: `solid`, `signs`, `roof` (`glow` is reserved). All light is baked into `COLOR_0` (linear): draw them
//!   unlit. `solid` and `signs` share one atlas texture: `solid` multiplies its detail tiles with the vertex
//!   colour and ignores alpha, `signs` blends white glyphs, soft shadows and glows tinted by the vertex colour.
//! - Alpha of `COLOR_0`: in `solid` the share of lamp light, whose last two bits are 2 on wet ground and else 0; in
//!   `signs` from 0.9 to 1 a share of lamp light from 0 to 1 on letters, below 0.9 how dense a veil is.
//!
//! Invariant: pure; no clock, no randomness, no files; trigonometry through [`market_model::math`].
//! Must not know: Bevy, HTTP, routes, where the bytes go.

mod assemble;
mod atlas;
mod cells;
mod color;
mod glb;
mod kit;
mod lamps;
mod mesh;
mod read;
mod seed;
mod sign;
mod space;
mod text;
mod tiles;
mod world;

use market_model::Market;
use serde::{Deserialize, Serialize};

pub use read::inspect;

/// A finished scene.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scene {
    /// The file: binary glTF 2.0.
    pub glb: Vec<u8>,
    /// What it costs to draw.
    pub stats: SceneStats,
}

/// What a scene costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct SceneStats {
    /// Triangles drawn, every instance counted.
    pub triangles: u64,
    /// Draw calls once the viewer has merged each cell: one per material and cell.
    pub draw_calls: u32,
    /// Nodes of the file.
    pub nodes: u32,
    /// Distinct meshes of the file.
    pub meshes: u32,
    /// Bytes of decoded textures on the graphics card, RGBA with mipmaps.
    pub texture_bytes: u64,
    /// Bytes of the file.
    pub glb_bytes: u64,
}

/// Why there is no scene.
#[derive(Debug, thiserror::Error)]
pub enum SceneError {
    /// The market has nothing that could be drawn.
    #[error("the market has no {0}: nothing to build")]
    Nothing(&'static str),
    /// The embedded font could not be read.
    #[error("the embedded font cannot be read")]
    Font,
    /// The scene would pass a limit of the format or of this crate.
    #[error("{what}: {found} is beyond the limit of {limit}")]
    Limit {
        /// What is too large.
        what: &'static str,
        /// How large it is.
        found: u64,
        /// How large it may be.
        limit: u64,
    },
    /// The bytes are not a scene that this crate would write.
    #[error("not a scene: {path}: {why}")]
    Refused {
        /// The place in the file.
        path: String,
        /// What is wrong there.
        why: String,
    },
    /// The JSON of the file could not be written.
    #[error("the scene's JSON cannot be written: {0}")]
    Json(#[from] serde_json::Error),
    /// The atlas could not be encoded.
    #[error("the atlas cannot be encoded: {0}")]
    Png(#[from] png::EncodingError),
}

/// Triangles that a market may have for each stall, its part of the world included.
const TRIANGLES_A_STALL: u64 = 300;
/// Triangles that every market may have: what a phone draws without effort.
const MIN_BUDGET: u64 = 150_000;

/// Builds the scene of a market. Linear in stalls and in metres of aisle.
///
/// # Errors
/// [`SceneError`] when there is nothing to draw or a limit is passed.
pub fn build(market: &Market) -> Result<Scene, SceneError> {
    if market.aisles.is_empty() {
        return Err(SceneError::Nothing("aisle"));
    }
    let budget = MIN_BUDGET.max(TRIANGLES_A_STALL * market.stalls.len() as u64);
    let mut detail = kit::Detail::of(market.stalls.len());
    loop {
        let glb = assemble::assemble(market, detail)?;
        let stats = inspect(&glb)?;
        match detail.leaner() {
            // Long arcades and wide halls cost more than others: such a market is drawn with less.
            Some(leaner) if stats.triangles > budget => detail = leaner,
            _ => return Ok(Scene { glb, stats }),
        }
    }
}
