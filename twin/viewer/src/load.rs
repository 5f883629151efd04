//! From a manifest's address to a market in memory: fetch, check the hash, read.
//!
//! Invariants: nothing is read whose SHA-256 is not the manifest's; [`Market`] exists only when all of it was read.
//! Must not know: drawing, input.

use bevy::prelude::*;
use market_wire::bridge::{FromViewer, ToViewer};
use market_wire::{FileEntry, Manifest, role};
use sha2::{Digest, Sha256};

use crate::body::Solids;
use crate::bridge::{Bridge, PageMessage};
use crate::detail::{self, BUDGET, Cost};
use crate::fetch::{Fetch, Fetched, candidates};
use crate::glb::Scene;
use crate::power::Awake;

/// A manifest is never larger, bytes.
const MANIFEST_LIMIT: u64 = 1 << 20;
/// A scene is never larger, bytes.
const SCENE_LIMIT: u64 = 256 << 20;

/// The market that is shown.
#[derive(Resource)]
pub struct Market {
    /// What there is.
    pub scene: Scene,
    /// What stops a body.
    pub solids: Solids,
    /// What each cell costs to draw.
    pub costs: Vec<Cost>,
    /// Whether all of it may be drawn at once.
    pub whole: bool,
}

impl Market {
    /// A market of what a file says; what stands about is not solid yet.
    #[must_use]
    pub fn new(scene: Scene) -> Self {
        let (solids, costs) = (Solids::ground(&scene), detail::costs(&scene));
        let whole = detail::fits_whole(&costs, BUDGET);
        Self { scene, solids, costs, whole }
    }
}

/// Marks everything that goes when another market comes.
#[derive(Component)]
pub struct MarketPart;

/// How far loading is.
#[derive(Resource, Default)]
enum Loader {
    #[default]
    Idle,
    Manifest {
        fetch: Fetch,
        scene: Fetch,
    },
    Scene {
        fetch: Fetch,
        entry: FileEntry,
        said: f32,
    },
}

/// Loads what the page asks for.
pub fn plugin(app: &mut App) {
    app.init_resource::<Loader>().add_systems(Update, (begin, advance).chain().in_set(Loading));
}

/// Everything that may make or drop the [`Market`].
#[derive(SystemSet, Debug, Clone, PartialEq, Eq, Hash)]
pub struct Loading;

fn begin(
    mut messages: MessageReader<PageMessage>,
    mut loader: ResMut<Loader>,
    mut commands: Commands,
    parts: Query<Entity, With<MarketPart>>,
    bridge: Res<Bridge>,
) {
    for PageMessage(message) in messages.read() {
        let ToViewer::Load { manifest_url } = message else { continue };
        bridge.begin_again();
        commands.remove_resource::<Market>();
        for part in &parts {
            commands.entity(part).despawn();
        }
        let (fetch, scene) = Fetch::start(vec![manifest_url.clone()], MANIFEST_LIMIT, scene_of);
        *loader = Loader::Manifest { fetch, scene };
        bridge.say(FromViewer::Progress { what: "manifest".into(), fraction: 0.0 });
    }
}

fn advance(
    mut loader: ResMut<Loader>,
    mut commands: Commands,
    mut awake: ResMut<Awake>,
    time: Res<Time<Real>>,
    bridge: Res<Bridge>,
) {
    if matches!(*loader, Loader::Idle) {
        return;
    }
    awake.stir(&time, 0.5);
    match step(&mut loader, &bridge) {
        Ok(None) => {}
        Ok(Some(market)) => {
            *loader = Loader::Idle;
            commands.insert_resource(market);
        }
        Err((reason, detail)) => {
            *loader = Loader::Idle;
            error!("{reason}: {detail}");
            bridge.fail(reason, detail);
        }
    }
}

fn step(loader: &mut Loader, bridge: &Bridge) -> Result<Option<Market>, (&'static str, String)> {
    match loader {
        Loader::Idle => Ok(None),
        Loader::Manifest { fetch, scene } => {
            let Some(end) = fetch.take() else { return Ok(None) };
            let Fetched { bytes, .. } = end.map_err(|e| ("manifest", e))?;
            let manifest = Manifest::from_json(&bytes).map_err(|e| ("manifest", e.to_string()))?;
            let entry = manifest.file(role::SCENE).ok_or(("manifest", "no scene.glb".to_owned()))?.clone();
            *loader = Loader::Scene { fetch: scene.clone(), entry, said: -1.0 };
            Ok(None)
        }
        Loader::Scene { fetch, entry, said } => {
            let Some(end) = fetch.take() else {
                let fraction = fetch.received() as f32 / entry.bytes.max(1) as f32;
                if fraction - *said >= 0.02 {
                    *said = fraction;
                    bridge.say(FromViewer::Progress { what: "scene".into(), fraction: fraction.min(1.0) });
                }
                return Ok(None);
            };
            let Fetched { bytes, sha256, .. } = end.map_err(|e| ("scene", e))?;
            check_hash(&bytes, sha256, &entry.sha256).map_err(|e| ("hash", e))?;
            bridge.say(FromViewer::Progress { what: "scene".into(), fraction: 1.0 });
            let scene = Scene::from_glb(&bytes).map_err(|e| ("scene", e.to_string()))?;
            Ok(Some(Market::new(scene)))
        }
    }
}

/// Where a manifest's scene is, and how large it may be.
fn scene_of(manifest: &Fetched) -> Option<(Vec<String>, u64)> {
    let entry = Manifest::from_json(&manifest.bytes).ok()?.file(role::SCENE)?.clone();
    Some((candidates(&manifest.url, &entry.path), SCENE_LIMIT.min(entry.bytes)))
}

/// Refuses bytes that the manifest does not promise.
fn check_hash(bytes: &[u8], counted: Option<Vec<u8>>, promised: &str) -> Result<(), String> {
    let found = counted.unwrap_or_else(|| Sha256::digest(bytes).to_vec());
    let found: String = found.iter().map(|b| format!("{b:02x}")).collect();
    if found == promised {
        Ok(())
    } else {
        Err(format!("the manifest promises {promised}, {} bytes with {found} came", bytes.len()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_promised_bytes_are_taken() {
        let promised = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";
        assert_eq!(check_hash(b"hello", None, promised), Ok(()));
        let refused = check_hash(b"hell", None, promised).expect_err("other bytes");
        assert!(refused.contains(promised), "{refused}");
        // What the browser has counted is held against the promise as well.
        assert!(check_hash(b"hello", Some(vec![0; 32]), promised).is_err());
    }
}
