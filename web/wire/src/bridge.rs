//! The typed, versioned messages between a page and the 3D viewer, as JSON texts in both directions.

use serde::{Deserialize, Serialize};

/// The version of the bridge; the viewer says it in [`FromViewer::Ready`].
pub const BRIDGE_VERSION: u32 = 4;

/// A place on a route, in metres of the glTF frame: x east, y up, z south.
pub type Point3 = [f32; 3];

/// An aisle with people in it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CrowdedAisle {
    /// Its middle line.
    pub line: Vec<Point3>,
    /// Half of its width, metres.
    pub half_m: f32,
    /// How full it is: 1 for a little, 3 for very; 0 draws nobody.
    pub fullness: u8,
}

/// The boards of a headset: the page draws them, the viewer hangs them up. Both have to agree on how large a letter is.
pub mod board {
    /// The board before the visitor, and the one on the wrist.
    pub const BOARD: u8 = 0;
    /// On the left wrist.
    pub const WRIST: u8 = 1;
    /// Width of the board, metres.
    pub const BOARD_M: f32 = 0.72;
    /// How far from the eyes its middle hangs, metres: an arm's length.
    pub const BOARD_AWAY_M: f32 = 0.75;
    /// Width of the menu on the wrist, metres.
    pub const WRIST_M: f32 = 0.15;
    /// How far from the eyes a wrist is held to be read, metres.
    pub const WRIST_AWAY_M: f32 = 0.40;
}

/// From the page to the viewer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum ToViewer {
    /// Load this market: the address of its manifest.
    Load {
        /// Address of the manifest, relative to the page.
        manifest_url: String,
    },
    /// Stand before this stall and look at it.
    GoToStall {
        /// Stall identifier.
        stall: String,
    },
    /// Light this stall up; `None` for none.
    Highlight {
        /// Stall identifier.
        stall: Option<String>,
    },
    /// Draw this line on the floor; an empty line takes it away.
    ShowRoute {
        /// The line.
        points: Vec<Point3>,
    },
    /// Stand here and look along `yaw` degrees, clockwise from north.
    GoTo {
        /// Where the feet are.
        at: Point3,
        /// Direction of view.
        yaw: f32,
    },
    /// Walk with a stick: -1 to 1 to the right and forward.
    Walk {
        /// To the right.
        right: f32,
        /// Forward.
        forward: f32,
    },
    /// Walk straight to this place of the floor, turning to it; at once there if motion is reduced.
    WalkTo {
        /// Where the feet shall be.
        at: Point3,
    },
    /// How quick one walks from now on.
    SetPace {
        /// Times the usual speed, 0.2 to 2.2.
        share: f32,
    },
    /// Turn by degrees: right and up are positive.
    Look {
        /// To the right.
        yaw: f32,
        /// Up.
        pitch: f32,
    },
    /// Shutters down for these stalls, up for all others.
    SetClosed {
        /// Stall identifiers.
        stalls: Vec<String>,
    },
    /// What stalls say of today, over what the file or [`Self::SetClosed`] says of them.
    SetToday {
        /// Stalls that are open although they usually are not.
        opened: Vec<String>,
        /// Stalls that are closed.
        closed: Vec<String>,
        /// Stalls that have nothing left: open, with a board across the front.
        sold_out: Vec<String>,
        /// Stalls with a special today: a pennant over the sign.
        special: Vec<String>,
    },
    /// Draw standing figures where it is crowded, in the place of those drawn before; an empty list takes them away.
    SetCrowd {
        /// Aisles that are fuller than usual.
        aisles: Vec<CrowdedAisle>,
    },
    /// Show the market in the light of this minute of the day, 0 to 1440.
    SetHour {
        /// Minutes after midnight.
        minute: f32,
    },
    /// Look at the market from above with its roofs lifted off, or come down again.
    LookDown {
        /// Whether to.
        on: bool,
    },
    /// Stop drawing (tab hidden), or go on.
    Pause {
        /// Whether to stop.
        paused: bool,
    },
    /// Whether to draw at most thirty times a second, with plain edges, so that the battery lasts.
    SaveBattery {
        /// Whether to.
        on: bool,
    },
    /// What is comfortable in a headset.
    SetComfort {
        /// Degrees of a turn's step; 0 turns smoothly.
        turn_degrees: f32,
        /// Whether the left stick walks; without, one only teleports.
        smooth_move: bool,
        /// Whether the rim of the view is dimmed while gliding.
        vignette: bool,
        /// Whether the eyes are raised to `eye_m`, for who sits.
        seated: bool,
        /// The height of the eyes above the floor where the headset does not know it, and for who sits; metres.
        eye_m: f32,
    },
    /// Whether glides become cuts (`prefers-reduced-motion`).
    ReduceMotion {
        /// Whether they do.
        reduce: bool,
    },
}

/// From the viewer to the page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum FromViewer {
    /// The engine runs and takes messages.
    Ready {
        /// [`BRIDGE_VERSION`] of the viewer.
        version: u32,
    },
    /// Loading goes on.
    Progress {
        /// What is being loaded: `scene`, `world`.
        what: String,
        /// 0 to 1.
        fraction: f32,
    },
    /// The market can be walked.
    Loaded {
        /// Number of stalls found in the scene.
        stalls: u32,
    },
    /// Somebody chose a stall; `None` when the choice was cleared.
    Picked {
        /// Stall identifier.
        stall: Option<String>,
    },
    /// Where the visitor is, a few times a second while moving.
    Moved {
        /// Where the feet are.
        at: Point3,
        /// Direction of view in degrees, clockwise from north.
        yaw: f32,
    },
    /// The view went up or came down.
    LookedDown {
        /// Whether one looks from above now.
        on: bool,
    },
    /// Somebody pressed a board of the headset.
    PanelPressed {
        /// Which board: 0 before the visitor, 1 on the wrist.
        slot: u8,
        /// From its left edge, 0 to 1.
        u: f32,
        /// From its top edge, 0 to 1.
        v: f32,
    },
    /// The headset cannot be drawn to; the window goes on.
    VrFailed {
        /// What happened, for the log.
        detail: String,
    },
    /// It cannot go on; the page shows the plan.
    Failed {
        /// A stable name: `manifest`, `scene`, `hash`, `context_lost`.
        reason: String,
        /// What happened, for the log.
        detail: String,
    },
}
