//! Boards in the world with pictures that the page draws: Korean text, buttons, a keyboard.
//!
//! The engine knows where a board hangs and where a beam meets it; what is written there, and what a press means, is
//! the page's. Invariants: the board before the visitor hangs still while they stand there, never inside a wall, and
//! comes along when they have gone or were put elsewhere; a board nearer than usual is as much smaller, so that letters
//! look the same; the wrist's board follows the left hand. Must not know: text.

use bevy::camera::visibility::NoFrustumCulling;
use bevy::ecs::system::NonSendMarker;
use bevy::prelude::*;
use market_wire::bridge::board::{BOARD_AWAY_M, BOARD_M, WRIST, WRIST_M};

use super::{Xr, XrPanels, hand};
use crate::load::Market;
use crate::material::{self, MarketMaterial, root_color};
use crate::paint::MeshMaterial3d;

/// How far below the eyes the board's middle hangs, metres: one looks down a little, as at a book.
const BELOW_M: f32 = 0.12;
/// A board is never nearer than this, metres, and keeps so much away from walls.
const NEAREST_M: f32 = 0.35;
const WALL_M: f32 = 0.08;
/// Who has gone further than this from the board finds it before them again, metres.
const LEFT_BEHIND_M: f32 = 1.6;
/// The lit button lies so far before its board, metres.
const LIT_M: f32 = 0.003;
/// The colour and the strength of the light on a button that is pointed at.
const LIT: Vec3 = Vec3::new(1.0, 0.62, 0.10);
const LIT_ALPHA: f32 = 0.30;

/// A board that is shown.
#[derive(Debug, Clone, PartialEq)]
struct Shown {
    slot: u8,
    entity: Entity,
    /// Its middle, how it is turned (it looks along +z), half its width and height as drawn; metres.
    at: Vec3,
    turn: Quat,
    half: Vec2,
    /// As large as drawn, or smaller where it hangs nearer.
    scale: f32,
    /// Left top and right bottom of its buttons, 0 to 1.
    buttons: Vec<(Vec2, Vec2)>,
}

/// All boards.
#[derive(Resource, Default)]
pub(super) struct Panels(Vec<Shown>);

/// The light on the button that a hand points at: 0 left, 1 right.
#[derive(Component)]
struct Lit(usize);

/// Adds boards.
pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Panels>()
        .add_systems(Startup, make)
        .add_systems(PreUpdate, (show, clear.run_if(not(super::worn))).chain())
        .add_systems(
            PostUpdate,
            (follow.run_if(super::worn), light).chain().before(TransformSystems::Propagate),
        );
}

fn make(
    mut commands: Commands,
    mut meshes: ResMut<Assets<Mesh>>,
    mut materials: ResMut<Assets<MarketMaterial>>,
) {
    let look = materials.add(MarketMaterial { blend: true, ..MarketMaterial::plain(0.0) });
    let square = meshes.add(quad(Vec2::ONE, LIT, LIT_ALPHA));
    for side in 0..2 {
        let seen =
            (Mesh3d(square.clone()), MeshMaterial3d(look.clone()), NoFrustumCulling, Visibility::Hidden);
        commands.spawn((Lit(side), seen));
    }
}

/// Where a beam meets a board.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Hit {
    pub slot: u8,
    /// From its left and its top, 0 to 1.
    pub at: Vec2,
    /// Metres from the hand.
    pub far: f32,
}

impl Panels {
    /// The nearest board that a beam meets.
    pub(super) fn hit(&self, from: Vec3, way: Vec3) -> Option<Hit> {
        let hits = self.0.iter().filter_map(|p| p.hit(from, way));
        hits.min_by(|a, b| a.far.total_cmp(&b.far))
    }
}

impl Shown {
    fn hit(&self, from: Vec3, way: Vec3) -> Option<Hit> {
        let back = self.turn.inverse();
        let (from, way) = (back * (from - self.at), back * way);
        // Only from the front.
        if way.z > -1e-4 || from.z < 0.0 {
            return None;
        }
        let far = -from.z / way.z;
        let at = (from + way * far).truncate() / (self.half * self.scale);
        let at = Vec2::new(at.x + 1.0, 1.0 - at.y) / 2.0;
        let inside = at.min_element() >= 0.0 && at.max_element() <= 1.0;
        inside.then_some(Hit { slot: self.slot, at, far })
    }

    fn place(&self) -> Transform {
        Transform { translation: self.at, rotation: self.turn, scale: Vec3::splat(self.scale) }
    }

    /// The place and the half size of the button at a point of the board.
    fn button(&self, at: Vec2) -> Option<Transform> {
        let (low, high) =
            *self.buttons.iter().find(|(low, high)| at.cmpge(*low).all() && at.cmple(*high).all())?;
        let (middle, half) = ((low + high) / 2.0, (high - low) * self.half);
        let offset = Vec2::new(middle.x * 2.0 - 1.0, 1.0 - middle.y * 2.0) * self.half;
        Some(self.place() * Transform::from_translation(offset.extend(LIT_M)).with_scale(half.extend(1.0)))
    }
}

fn show(
    _: NonSendMarker,
    mut pictures: ResMut<XrPanels>,
    mut panels: ResMut<Panels>,
    (xr, market): (Res<Xr>, Option<Res<Market>>),
    mut commands: Commands,
    mut images: ResMut<Assets<Image>>,
    (mut meshes, mut materials): (ResMut<Assets<Mesh>>, ResMut<Assets<MarketMaterial>>),
) {
    for picture in std::mem::take(&mut pictures.0) {
        let old = panels.0.iter().position(|p| p.slot == picture.slot).map(|i| panels.0.remove(i));
        if let Some(old) = &old {
            commands.entity(old.entity).despawn();
        }
        if picture.width == 0 || picture.height == 0 {
            continue;
        }
        let width = if picture.slot == WRIST { WRIST_M } else { BOARD_M };
        let half = Vec2::new(width, width * picture.height as f32 / picture.width as f32) / 2.0;
        // A new page of the same board hangs where the old one did.
        let (at, turn, scale) = match old {
            Some(old) => (old.at, old.turn, old.scale),
            None => before(&xr, market.as_deref(), half.x),
        };
        let corner = |n: &[f32]| (Vec2::new(n[0], n[1]), Vec2::new(n[2], n[3]));
        let buttons = picture.buttons.chunks_exact(4).map(corner).collect();
        let slot = picture.slot;
        let look = MarketMaterial {
            image: Some(images.add(material::picture(picture.width, picture.height, picture.rgba))),
            blend: true,
            ..MarketMaterial::plain(0.0)
        };
        let seen = (Mesh3d(meshes.add(quad(half, Vec3::ONE, 1.0))), MeshMaterial3d(materials.add(look)));
        let mut shown = Shown { slot, entity: Entity::PLACEHOLDER, at, turn, half, scale, buttons };
        shown.entity = commands.spawn((seen, NoFrustumCulling, shown.place())).id();
        panels.0.push(shown);
    }
}

/// Before the head, a little below the eyes, looking back at them; on this side of a wall. Where, and how large.
fn before(xr: &Xr, market: Option<&Market>, half_width: f32) -> (Vec3, Quat, f32) {
    let Some((head, turn)) = xr.frame.head() else { return (Vec3::ZERO, Quat::IDENTITY, 1.0) };
    let yaw = xr.rig.yaw + super::rig::yaw_of(turn);
    let eyes = xr.rig.place(head);
    let (right, ahead) = (Vec3::new(yaw.cos(), 0.0, yaw.sin()), Vec3::new(yaw.sin(), 0.0, -yaw.cos()));
    let way = ahead * BOARD_AWAY_M - Vec3::Y * BELOW_M;
    let free = |to: Vec3| {
        let hit = market.and_then(|m| m.solids.cast(eyes, to, to.length() + WALL_M));
        hit.map_or(1.0, |hit| (hit.at.distance(eyes) - WALL_M) / to.length())
    };
    let share = [-1.0, 0.0, 1.0].map(|x| free(way + right * half_width * x)).into_iter().fold(1.0, f32::min);
    let scale = share.max(NEAREST_M / BOARD_AWAY_M);
    let tilt = (BELOW_M / BOARD_AWAY_M).atan();
    (eyes + way * scale, Quat::from_rotation_y(-yaw) * Quat::from_rotation_x(-tilt), scale)
}

fn quad(half: Vec2, color: Vec3, alpha: f32) -> Mesh {
    let corner = |x: f32, y: f32| [x * half.x, y * half.y, 0.0];
    material::mesh(
        vec![corner(-1.0, -1.0), corner(1.0, -1.0), corner(1.0, 1.0), corner(-1.0, 1.0)],
        vec![root_color(color, alpha); 4],
        vec![[0.0, 1.0], [1.0, 1.0], [1.0, 0.0], [0.0, 0.0]],
        vec![0, 1, 2, 0, 2, 3],
    )
}

/// The wrist's board goes with the left hand; the other one comes along when somebody has gone away from it, or was put
/// before a stall and looks elsewhere now.
fn follow(
    xr: Res<Xr>,
    market: Option<Res<Market>>,
    mut panels: ResMut<Panels>,
    mut places: Query<&mut Transform>,
) {
    let head = xr.head();
    for panel in &mut panels.0 {
        if panel.slot == WRIST {
            let Some((at, turn)) = wrist(&xr) else { continue };
            (panel.at, panel.turn, panel.scale) = (at, turn, 1.0);
        } else if xr.placed || head.is_some_and(|head| head.distance(panel.at) > LEFT_BEHIND_M) {
            (panel.at, panel.turn, panel.scale) = before(&xr, market.as_deref(), panel.half.x);
        }
        if let Ok(mut place) = places.get_mut(panel.entity) {
            *place = panel.place();
        }
    }
}

/// Where the wrist's board is, in the market.
fn wrist(xr: &Xr) -> Option<(Vec3, Quat)> {
    if let Some((at, turn)) = xr.frame.joints[0].as_ref().and_then(|joints| hand::watch(joints, true)) {
        return Some((xr.rig.place(at), xr.rig.turn() * turn));
    }
    let held = xr.frame.hands[0]?;
    let turn = xr.rig.turn() * held.turn;
    // Over the back of the hand, tilted towards the eyes, as a watch is read.
    Some((xr.rig.place(held.at) + turn * Vec3::new(0.0, 0.05, 0.06), turn * Quat::from_rotation_x(-0.9)))
}

/// Lights up what the hands point at.
fn light(xr: Res<Xr>, panels: Res<Panels>, mut lights: Query<(&Lit, &mut Transform, &mut Visibility)>) {
    for (lit, mut place, mut visibility) in &mut lights {
        let pointed = xr.frame.hands[lit.0].filter(|_| xr.active).and_then(|held| {
            let (from, way) = super::go::beam(&xr, &held);
            let hit = panels.hit(from, way)?;
            panels.0.iter().find(|p| p.slot == hit.slot)?.button(hit.at)
        });
        visibility.set_if_neq(if pointed.is_some() { Visibility::Visible } else { Visibility::Hidden });
        if let Some(pointed) = pointed {
            *place = pointed;
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

    fn shown() -> Shown {
        Shown {
            slot: 0,
            entity: Entity::PLACEHOLDER,
            at: Vec3::new(0.0, 1.5, -1.0),
            turn: Quat::IDENTITY,
            half: Vec2::new(0.4, 0.3),
            scale: 1.0,
            buttons: vec![(Vec2::new(0.5, 0.0), Vec2::new(1.0, 0.5))],
        }
    }

    #[test]
    fn a_beam_hits_a_board_where_it_points_and_only_from_the_front() {
        let panels = Panels(vec![shown()]);
        let hit = panels.hit(Vec3::new(0.2, 1.65, 0.0), Vec3::NEG_Z).expect("a hit");
        assert_eq!((hit.slot, hit.far), (0, 1.0));
        assert!(hit.at.distance(Vec2::new(0.75, 0.25)) < 1e-5, "{hit:?}");
        assert_eq!(panels.hit(Vec3::new(0.5, 1.5, 0.0), Vec3::NEG_Z), None, "beside it");
        assert_eq!(panels.hit(Vec3::new(0.0, 1.5, -2.0), Vec3::Z), None, "from behind");
    }

    #[test]
    fn a_board_of_half_the_size_is_hit_in_half_the_area() {
        let panels = Panels(vec![Shown { scale: 0.5, ..shown() }]);
        assert_eq!(panels.hit(Vec3::new(0.3, 1.5, 0.0), Vec3::NEG_Z), None);
        let hit = panels.hit(Vec3::new(0.1, 1.5, 0.0), Vec3::NEG_Z).expect("a hit");
        assert!(hit.at.distance(Vec2::new(0.75, 0.5)) < 1e-5, "{hit:?}");
    }

    #[test]
    fn the_light_lies_on_the_button_that_is_pointed_at() {
        let board = shown();
        let place = board.button(Vec2::new(0.75, 0.25)).expect("a button");
        assert!(place.translation.distance(Vec3::new(0.2, 1.65, -1.0 + LIT_M)) < 1e-5, "{place:?}");
        assert!(place.scale.distance(Vec3::new(0.2, 0.15, 1.0)) < 1e-5, "{place:?}");
        assert_eq!(board.button(Vec2::new(0.25, 0.25)), None);
    }

    #[test]
    fn a_board_hangs_an_arms_length_away_and_faces_the_eyes() {
        let mut xr = Xr::default();
        let eyes = [0.0, 1.6, 0.0, 0.0, 0.0, 0.0, 1.0, 0.9, 1.1, 0.0, 0.0];
        xr.frame = xr.frame.read(&eyes, &[]);
        let (at, turn, scale) = before(&xr, None, BOARD_M / 2.0);
        let to_eyes = Vec3::new(0.0, 1.6, 0.0) - at;
        assert!((turn * Vec3::Z).angle_between(to_eyes) < 1e-3, "{at} {turn}");
        assert!((0.70..0.80).contains(&to_eyes.length()) && scale == 1.0, "{at} {scale}");
    }
}
