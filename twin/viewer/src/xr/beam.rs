//! What is seen of the hands: a grip, a beam to what it points at, the arc of a teleport and where it lands; and the
//! dimmed rim of the view while gliding.
//!
//! Invariant: nothing of it is there while no headset is worn. Must not know: what a press does.

use bevy::camera::visibility::NoFrustumCulling;
use bevy::prelude::*;

use super::go::{REACH_M, beam};
use super::hand::Solid;
use super::panel::Panels;
use super::rig::Arc;
use super::{Xr, worn};
use crate::load::Market;
use crate::material::{self, MarketMaterial, root_color};

/// Amber: seen on paper and in the street.
const BEAM: Vec3 = Vec3::new(1.0, 0.36, 0.02);
const LANDING: Vec3 = Vec3::new(0.02, 0.60, 0.35);
const NO_LANDING: Vec3 = Vec3::new(0.85, 0.08, 0.04);
const GRIP: Vec3 = Vec3::new(0.13, 0.14, 0.16);
const GRIP_TIP: Vec3 = Vec3::new(0.85, 0.42, 0.05);
/// How strong a beam is at the hand and where it ends.
const BEAM_ALPHA: [f32; 2] = [0.85, 0.10];
/// Half the width of a beam at the hand and where it ends, metres.
const BEAM_M: [f32; 2] = [0.0020, 0.0008];
/// Half the width of an arc, metres.
const THREAD_M: f32 = 0.011;
/// The rim of the view is dimmed from this angle off the middle, degrees, to where nothing is seen.
const RIM_DEGREES: [f32; 2] = [24.0, 52.0];

/// What belongs to a hand: 0 left, 1 right.
#[derive(Component)]
struct Part {
    side: usize,
    kind: Kind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Grip,
    Beam,
    Dot,
}

/// The arc and the landing of a hand, drawn anew in every frame in which it aims.
#[derive(Component)]
struct Aim(usize);

/// The dimmed rim.
#[derive(Component)]
struct Rim(f32);

/// Everything that is seen of hands.
type OfHands = Or<(With<Part>, With<Aim>, With<Rim>)>;

/// Adds hands.
pub(super) fn plugin(app: &mut App) {
    app.add_systems(Startup, make).add_systems(
        PostUpdate,
        (hide.run_if(not(worn)), (point, aim, dim).run_if(worn)).before(TransformSystems::Propagate),
    );
}

fn make(
    mut commands: Commands,
    mut meshes: ResMut<Assets<Mesh>>,
    mut materials: ResMut<Assets<MarketMaterial>>,
) {
    let plain = materials.add(MarketMaterial::plain(0.0));
    let clear = materials.add(MarketMaterial { blend: true, ..MarketMaterial::plain(0.0) });
    let shapes = [
        (Kind::Grip, meshes.add(grip()), plain.clone()),
        // A metre long: its length is set when it is known what it points at.
        (Kind::Beam, meshes.add(ray()), clear.clone()),
        (Kind::Dot, meshes.add(block(Vec3::splat(0.008), Vec3::ZERO, BEAM)), plain.clone()),
    ];
    for side in 0..2 {
        for (kind, mesh, look) in &shapes {
            let seen =
                (Mesh3d(mesh.clone()), MeshMaterial3d(look.clone()), NoFrustumCulling, Visibility::Hidden);
            commands.spawn((Part { side, kind: *kind }, seen));
        }
        let nothing = Mesh3d(meshes.add(Solid::default().mesh()));
        commands.spawn((
            Aim(side),
            (nothing, MeshMaterial3d(plain.clone()), NoFrustumCulling, Visibility::Hidden),
        ));
    }
    commands.spawn((
        Rim(-1.0),
        Mesh3d(meshes.add(rim(0.0))),
        MeshMaterial3d(clear),
        NoFrustumCulling,
        Visibility::Hidden,
    ));
}

/// A controller: a handle that leans back from the beam, and a tip where it begins.
fn grip() -> Mesh {
    let mut out = Solid::default();
    out.bone((Vec3::new(0.0, -0.062, 0.085), 0.015), (Vec3::new(0.0, -0.012, 0.03), 0.019), GRIP);
    out.bone((Vec3::new(0.0, -0.012, 0.03), 0.024), (Vec3::new(0.0, -0.002, 0.002), 0.016), GRIP);
    out.bone((Vec3::new(0.0, 0.0, -0.002), 0.007), (Vec3::new(0.0, 0.0, -0.012), 0.004), GRIP_TIP);
    out.mesh()
}

/// Two crossed strips, a metre long, fainter towards their end.
fn ray() -> Mesh {
    let (mut positions, mut colors, mut indices) = (Vec::new(), Vec::new(), Vec::new());
    for across in [Vec3::X, Vec3::Y] {
        let base = positions.len() as u32;
        for (end, along) in [0.0, -1.0].into_iter().enumerate() {
            let alpha = BEAM_ALPHA[end];
            for side in [-BEAM_M[end], BEAM_M[end]] {
                positions.push((across * side + Vec3::Z * along).to_array());
                colors.push(root_color(BEAM, alpha));
            }
        }
        indices.extend([0, 1, 2, 2, 1, 3].map(|i| base + i));
    }
    let uvs = vec![[0.0; 2]; positions.len()];
    material::mesh(positions, colors, uvs, indices)
}

fn block(half: Vec3, centre: Vec3, color: Vec3) -> Mesh {
    let positions = crate::glb::corners(centre - half, centre + half).map(|c| c.to_array()).to_vec();
    let faces = [[0, 2, 3, 1], [4, 5, 7, 6], [0, 1, 5, 4], [2, 6, 7, 3], [0, 4, 6, 2], [1, 3, 7, 5]];
    let indices = faces.iter().flat_map(|[a, b, c, d]| [*a, *b, *c, *a, *c, *d]).collect();
    material::mesh(positions, vec![root_color(color, 1.0); 8], vec![[0.0; 2]; 8], indices)
}

fn hide(mut seen: Query<&mut Visibility, OfHands>) {
    for mut visibility in &mut seen {
        visibility.set_if_neq(Visibility::Hidden);
    }
}

fn point(
    xr: Res<Xr>,
    market: Option<Res<Market>>,
    panels: Res<Panels>,
    mut parts: Query<(&Part, &mut Transform, &mut Visibility)>,
) {
    for (part, mut place, mut visibility) in &mut parts {
        let Some(hand) = xr.frame.hands[part.side] else {
            visibility.set_if_neq(Visibility::Hidden);
            continue;
        };
        let (from, way) = beam(&xr, &hand);
        let met = panels
            .hit(from, way)
            .map(|hit| hit.far)
            .or_else(|| market.as_ref()?.solids.cast(from, way, REACH_M).map(|hit| hit.at.distance(from)));
        let far = met.unwrap_or(6.0);
        *place = Transform::from_translation(from).with_rotation(xr.rig.turn() * hand.turn);
        match part.kind {
            Kind::Grip => {}
            Kind::Beam => place.scale = Vec3::new(1.0, 1.0, far),
            Kind::Dot => {
                place.translation = from + way * (far - 0.01);
                // As large wherever it is.
                place.scale = Vec3::splat((far * 0.5).clamp(0.6, 6.0));
            }
        }
        let aimed = xr.arcs[part.side].is_some();
        let seen = match part.kind {
            Kind::Grip => !hand.bare,
            Kind::Beam => !aimed,
            Kind::Dot => !aimed && met.is_some(),
        };
        visibility.set_if_neq(if seen { Visibility::Visible } else { Visibility::Hidden });
    }
}

fn aim(xr: Res<Xr>, mut aims: Query<(&Aim, &Mesh3d, &mut Visibility)>, mut meshes: ResMut<Assets<Mesh>>) {
    for (aim, mesh, mut visibility) in &mut aims {
        let arc = xr.arcs[aim.0].as_ref();
        visibility.set_if_neq(if arc.is_some() { Visibility::Visible } else { Visibility::Hidden });
        if let (Some(arc), Some(mut old)) = (arc, meshes.get_mut(&mesh.0)) {
            *old = drawn(arc);
        }
    }
}

/// The arc as a thread, and a ring on the floor where somebody would stand.
fn drawn(arc: &Arc) -> Mesh {
    let color = if arc.landing.is_some() { LANDING } else { NO_LANDING };
    let (mut positions, mut indices) = (Vec::new(), Vec::new());
    let way = arc.line.last().zip(arc.line.first()).map_or(Vec3::X, |(b, a)| *b - *a);
    let across = way.cross(Vec3::Y).normalize_or(Vec3::X) * THREAD_M;
    for (i, at) in arc.line.iter().enumerate() {
        positions.extend([(*at - across).to_array(), (*at + across).to_array()]);
        if i > 0 {
            let n = 2 * i as u32;
            indices.extend([n - 2, n - 1, n, n, n - 1, n + 1]);
        }
    }
    if let Some(at) = arc.landing {
        ring(at, &mut positions, &mut indices);
    }
    let n = positions.len();
    material::mesh(positions, vec![root_color(color, 1.0); n], vec![[0.0; 2]; n], indices)
}

fn ring(at: Vec3, positions: &mut Vec<[f32; 3]>, indices: &mut Vec<u32>) {
    const AROUND: u32 = 24;
    let base = positions.len() as u32;
    for i in 0..AROUND {
        let angle = i as f32 / AROUND as f32 * std::f32::consts::TAU;
        for radius in [0.24, 0.32] {
            let out = Vec3::new(angle.sin() * radius, 0.03, angle.cos() * radius);
            positions.push((at + out).to_array());
        }
        let (a, b) = (base + 2 * i, base + 2 * ((i + 1) % AROUND));
        indices.extend([a, a + 1, b, b, a + 1, b + 1]);
    }
}

/// The rim follows the head; it is made anew when its strength changes.
fn dim(
    xr: Res<Xr>,
    mut rims: Query<(&mut Rim, &mut Mesh3d, &mut Transform, &mut Visibility)>,
    mut meshes: ResMut<Assets<Mesh>>,
) {
    let Some((head, turn)) = xr.frame.head() else { return };
    for (mut shown, mut mesh, mut place, mut visibility) in &mut rims {
        *place = Transform::from_translation(xr.rig.place(head)).with_rotation(xr.rig.turn() * turn);
        let strength = (xr.vignette * 10.0).round() / 10.0;
        if (shown.0 - strength).abs() > 0.01 {
            shown.0 = strength;
            mesh.0 = meshes.add(rim(strength));
        }
        visibility.set_if_neq(if strength > 0.0 { Visibility::Visible } else { Visibility::Hidden });
    }
}

/// A funnel round the direction of view: clear in the middle, black at the rim.
fn rim(strength: f32) -> Mesh {
    const AROUND: u32 = 32;
    let mut positions = Vec::new();
    let mut colors = Vec::new();
    let mut indices = Vec::new();
    let rings = [(RIM_DEGREES[0], 0.0), (RIM_DEGREES[1], strength), (100.0, strength)];
    for (n, (degrees, alpha)) in rings.into_iter().enumerate() {
        let (sin, cos) = degrees.to_radians().sin_cos();
        for i in 0..AROUND {
            let angle = i as f32 / AROUND as f32 * std::f32::consts::TAU;
            positions.push([angle.sin() * sin * 0.5, angle.cos() * sin * 0.5, -cos * 0.5]);
            colors.push(root_color(Vec3::ZERO, alpha));
            if n > 0 {
                let next = (i + 1) % AROUND;
                let (inner, outer) = ((n as u32 - 1) * AROUND, n as u32 * AROUND);
                indices.extend([inner + i, outer + i, inner + next, inner + next, outer + i, outer + next]);
            }
        }
    }
    let uvs = vec![[0.0; 2]; positions.len()];
    material::mesh(positions, colors, uvs, indices)
}
