//! Boards in the world with pictures that the page draws: Korean text, buttons, a keyboard.
//!
//! The engine knows where a board hangs and where a beam meets it; what is written there, and what a press means, is
//! the page's. Invariants: a board hangs still in the world; the wrist's board follows the left hand.
//! Must not know: text.

use bevy::asset::RenderAssetUsages;
use bevy::camera::visibility::NoFrustumCulling;
use bevy::ecs::system::NonSendMarker;
use bevy::image::ImageSampler;
use bevy::prelude::*;
use bevy::render::render_resource::{Extent3d, TextureDimension, TextureFormat};

use super::post::PanelPicture;
use super::{Xr, XrPanels};
use crate::material::{self, MarketMaterial, root_color};
use crate::paint::MeshMaterial3d;

/// The menu on the left wrist; every other board hangs before the visitor.
const WRIST: u8 = 1;

/// Width of the board, metres, and how far away it hangs: read at arm's length, a line of text is a thumb high.
const BOARD_M: f32 = 0.86;
const BOARD_AWAY_M: f32 = 0.95;
/// How far below the eyes its middle hangs, metres.
const BOARD_BELOW_M: f32 = 0.16;
/// Width of the menu on the wrist, metres.
const WRIST_M: f32 = 0.20;

/// A board that is shown.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Shown {
    slot: u8,
    entity: Entity,
    /// Its middle, how it is turned (it looks along +z), half its width and height; metres.
    at: Vec3,
    turn: Quat,
    half: Vec2,
}

/// All boards.
#[derive(Resource, Default)]
pub(super) struct Panels(Vec<Shown>);

/// Adds boards.
pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Panels>()
        .add_systems(PreUpdate, (show, clear.run_if(not(super::worn))).chain())
        .add_systems(PostUpdate, follow.before(TransformSystems::Propagate));
}

impl Panels {
    /// The nearest board that a beam meets: which one, and where from its left and its top, 0 to 1.
    pub(super) fn hit(&self, from: Vec3, way: Vec3) -> Option<(u8, Vec2)> {
        let hits = self.0.iter().filter_map(|p| p.hit(from, way).map(|(at, far)| (far, p.slot, at)));
        hits.min_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, slot, at)| (slot, at))
    }

    /// How far a beam goes until it meets a board, metres.
    pub(super) fn distance(&self, from: Vec3, way: Vec3) -> Option<f32> {
        self.0.iter().filter_map(|p| p.hit(from, way).map(|(_, far)| far)).min_by(f32::total_cmp)
    }
}

impl Shown {
    fn hit(&self, from: Vec3, way: Vec3) -> Option<(Vec2, f32)> {
        let back = self.turn.inverse();
        let (from, way) = (back * (from - self.at), back * way);
        // Only from the front.
        if way.z > -1e-4 || from.z < 0.0 {
            return None;
        }
        let far = -from.z / way.z;
        let at = from + way * far;
        let inside = at.x.abs() <= self.half.x && at.y.abs() <= self.half.y;
        inside.then(|| (Vec2::new(at.x / self.half.x + 1.0, 1.0 - at.y / self.half.y) / 2.0, far))
    }
}

fn show(
    _: NonSendMarker,
    mut pictures: ResMut<XrPanels>,
    mut panels: ResMut<Panels>,
    xr: Res<Xr>,
    mut commands: Commands,
    mut images: ResMut<Assets<Image>>,
    (mut meshes, mut materials): (ResMut<Assets<Mesh>>, ResMut<Assets<MarketMaterial>>),
) {
    for picture in std::mem::take(&mut pictures.0) {
        let old = panels.0.iter().position(|p| p.slot == picture.slot).map(|i| panels.0.remove(i));
        if let Some(old) = old {
            commands.entity(old.entity).despawn();
        }
        if picture.width == 0 || picture.height == 0 {
            continue;
        }
        let width = if picture.slot == WRIST { WRIST_M } else { BOARD_M };
        let half = Vec2::new(width, width * picture.height as f32 / picture.width as f32) / 2.0;
        // A new page of the same board hangs where the old one did.
        let (at, turn) = match old {
            Some(old) => (old.at, old.turn),
            None => before(&xr),
        };
        let slot = picture.slot;
        let look = MarketMaterial {
            image: Some(images.add(image(picture))),
            blend: true,
            ..MarketMaterial::plain(0.0)
        };
        let place = Transform::from_translation(at).with_rotation(turn);
        let bundle =
            (Mesh3d(meshes.add(quad(half))), MeshMaterial3d(materials.add(look)), NoFrustumCulling, place);
        let entity = commands.spawn(bundle).id();
        panels.0.push(Shown { slot, entity, at, turn, half });
    }
}

/// Before the head, a little below the eyes, looking back at it.
fn before(xr: &Xr) -> (Vec3, Quat) {
    let Some((head, turn)) = xr.frame.head() else { return (Vec3::ZERO, Quat::IDENTITY) };
    let yaw = xr.rig.yaw + super::rig::yaw_of(turn);
    let ahead = Vec3::new(yaw.sin(), 0.0, -yaw.cos());
    let at = xr.rig.place(head) + ahead * BOARD_AWAY_M - Vec3::Y * BOARD_BELOW_M;
    (at, Quat::from_rotation_y(-yaw))
}

fn image(picture: PanelPicture) -> Image {
    let size = Extent3d { width: picture.width, height: picture.height, depth_or_array_layers: 1 };
    let format = TextureFormat::Rgba8UnormSrgb;
    let usage = RenderAssetUsages::RENDER_WORLD;
    let mut image = Image::new(size, TextureDimension::D2, picture.rgba, format, usage);
    image.sampler = ImageSampler::linear();
    image
}

fn quad(half: Vec2) -> Mesh {
    let corner = |x: f32, y: f32| [x * half.x, y * half.y, 0.0];
    material::mesh(
        vec![corner(-1.0, -1.0), corner(1.0, -1.0), corner(1.0, 1.0), corner(-1.0, 1.0)],
        vec![root_color(Vec3::ONE, 1.0); 4],
        vec![[0.0, 1.0], [1.0, 1.0], [1.0, 0.0], [0.0, 0.0]],
        vec![0, 1, 2, 0, 2, 3],
    )
}

/// The wrist's board goes with the left hand.
fn follow(xr: Res<Xr>, mut panels: ResMut<Panels>, mut places: Query<&mut Transform>) {
    let Some(hand) = xr.frame.hands[0].filter(|_| xr.active) else { return };
    for panel in panels.0.iter_mut().filter(|p| p.slot == WRIST) {
        let turn = xr.rig.turn() * hand.turn;
        // Over the back of the hand, tilted towards the eyes, as a watch is read.
        panel.turn = turn * Quat::from_rotation_x(-0.9);
        panel.at = xr.rig.place(hand.at) + turn * Vec3::new(0.0, 0.06, 0.05);
        if let Ok(mut place) = places.get_mut(panel.entity) {
            *place = Transform::from_translation(panel.at).with_rotation(panel.turn);
        }
    }
}

fn clear(mut panels: ResMut<Panels>, mut commands: Commands) {
    for panel in panels.0.drain(..) {
        commands.entity(panel.entity).despawn();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_beam_meets_a_board_where_it_points_and_only_from_the_front() {
        let shown = Shown {
            slot: 0,
            entity: Entity::PLACEHOLDER,
            at: Vec3::new(0.0, 1.5, -1.0),
            turn: Quat::IDENTITY,
            half: Vec2::new(0.4, 0.3),
        };
        let panels = Panels(vec![shown]);
        let (slot, at) = panels.hit(Vec3::new(0.2, 1.65, 0.0), Vec3::NEG_Z).expect("a hit");
        assert_eq!(slot, 0);
        assert!(at.distance(Vec2::new(0.75, 0.25)) < 1e-5, "{at}");
        assert_eq!(panels.hit(Vec3::new(0.5, 1.5, 0.0), Vec3::NEG_Z), None, "beside it");
        assert_eq!(panels.hit(Vec3::new(0.0, 1.5, -2.0), Vec3::Z), None, "from behind");
        assert_eq!(panels.distance(Vec3::new(0.0, 1.5, 0.0), Vec3::NEG_Z), Some(1.0));
    }
}
