//! What each camera sees, taken over from the world of the game.
//!
//! Invariant: a camera that is off has no list. Must not know: the graphics card.

use std::any::TypeId;

use bevy::camera::Camera3d;
use bevy::camera::primitives::Aabb;
use bevy::camera::visibility::VisibleEntities;
use bevy::math::{Affine3A, Vec3};
use bevy::prelude::*;
use bevy::render::Extract;
use bevy::render::sync_world::RenderEntity;

use super::{MeshMaterial3d, Still};
use crate::material::MarketMaterial;

/// A mesh that a camera sees.
pub(super) struct Item {
    pub(super) mesh: AssetId<Mesh>,
    pub(super) look: AssetId<MarketMaterial>,
    pub(super) place: Affine3A,
    /// Its middle, in world metres.
    pub(super) middle: Vec3,
}

/// A camera and what it sees.
pub(super) struct List {
    /// The camera's entity among those that render.
    pub(super) camera: Entity,
    pub(super) items: Vec<Item>,
}

/// The lists of all cameras; those beyond `n` are scratch paper.
#[derive(Resource, Default)]
pub(super) struct Lists {
    lists: Vec<List>,
    n: usize,
    /// By which steam moves; begins anew each hour.
    pub(super) seconds: f32,
}

impl Lists {
    /// The lists of this frame.
    pub(super) fn iter(&self) -> impl Iterator<Item = &List> {
        self.lists.iter().take(self.n)
    }
}

type Cameras<'w, 's> =
    Query<'w, 's, (RenderEntity, &'static Camera, &'static VisibleEntities), With<Camera3d>>;
type Things<'w, 's> = Query<
    'w,
    's,
    (&'static Mesh3d, &'static MeshMaterial3d, &'static GlobalTransform, Option<&'static Aabb>),
>;

/// Copies what is in view.
pub(super) fn extract(
    mut lists: ResMut<Lists>,
    cameras: Extract<Cameras>,
    things: Extract<Things>,
    (time, still): (Extract<Res<Time>>, Extract<Res<Still>>),
) {
    let lists = &mut *lists;
    (lists.n, lists.seconds) = (0, if still.0 { 0.0 } else { time.elapsed_secs_wrapped() });
    for (camera, _, seen) in cameras.iter().filter(|(_, camera, _)| camera.is_active) {
        if lists.lists.len() == lists.n {
            lists.lists.push(List { camera, items: Vec::new() });
        }
        let list = &mut lists.lists[lists.n];
        lists.n += 1;
        list.camera = camera;
        list.items.clear();
        for (mesh, look, place, bounds) in things.iter_many(seen.get(TypeId::of::<Mesh3d>())) {
            let place = place.affine();
            let middle = bounds.map_or(Vec3::ZERO, |b| Vec3::from(b.center));
            list.items.push(Item {
                mesh: mesh.0.id(),
                look: look.0.id(),
                place,
                middle: place.transform_point3(middle),
            });
        }
    }
}
