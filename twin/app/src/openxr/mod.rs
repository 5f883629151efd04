//! Desktop virtual reality: a headset of the OpenXR runtime that is installed walks the same rig as one over WebXR.
//!
//! The runtime chooses the graphics card, says when a frame is due and where eyes and hands will be when it is seen; the
//! viewer takes those numbers from [`post`], as it takes a page's. Invariants: what is claimed of a picture is where its
//! eyes were when it was drawn; eyes draw only into pictures that the runtime has lent for this frame.
//! Must not know: the market, how a rig moves.

mod hands;
mod numbers;

use bevy::camera::{ManualTextureViewHandle, RenderTarget};
use bevy::prelude::*;
use bevy::render::extract_resource::{ExtractResource, ExtractResourcePlugin};
use bevy::render::render_resource::TextureFormat;
use bevy::render::{Render, RenderApp};
use bevy::window::{PresentMode, PrimaryWindow};
use bevy_mod_openxr::exts::OxrExtensions;
use bevy_mod_openxr::init::{OxrInitPlugin, should_run_frame_loop};
use bevy_mod_openxr::poll_events::OxrEventsPlugin;
use bevy_mod_openxr::render::{OxrRenderPlugin, OxrWaitFrameSystem, XR_TEXTURE_INDEX};
use bevy_mod_openxr::resources::{
    OxrCurrentSessionConfig, OxrFrameState, OxrInstance, OxrSessionConfig, OxrViews,
};
use bevy_mod_openxr::session::OxrSession;
use bevy_mod_openxr::types::{AppInfo, Version};
use bevy_mod_xr::session::{
    XrFirst, XrHandleEvents, XrPreDestroySession, XrPreSessionEnd, XrRenderSystems, XrSessionCreated,
    XrSessionPlugin, XrState,
};
use bevy_mod_xr::spaces::{XrPrimaryReferenceSpace, XrReferenceSpace};
use market_viewer::Bridge;
use market_viewer::power::Awake;
use market_viewer::xr::post;
use openxr::{ReferenceSpaceType, ViewConfigurationType, ViewStateFlags};

use hands::Hands;

/// The names of the pictures that the runtime lends, left and right.
const PICTURES: [u32; 2] = [XR_TEXTURE_INDEX, XR_TEXTURE_INDEX + 1];

/// What a session has.
#[derive(Resource)]
struct Headset {
    /// Whether heights count from the floor.
    floor: bool,
    hands: Option<Hands>,
    /// Whether the viewer knows of the session.
    entered: bool,
}

/// What the left and the right eye see.
pub fn eyes() -> [RenderTarget; 2] {
    PICTURES.map(|name| RenderTarget::TextureView(ManualTextureViewHandle(name)))
}

/// Where the eyes of the frame are, as it is drawn.
#[derive(Resource, Clone, Default, ExtractResource)]
struct Drawn(Vec<openxr::View>);

/// The viewer on a headset.
///
/// # Errors
/// If no runtime answers, or it has no headset that draws with Vulkan.
pub fn app(bridge: Bridge) -> Result<App, String> {
    let mut exts = OxrExtensions::default();
    exts.enable_hand_tracking();
    exts.raw_mut().ext_hand_interaction = true;
    let init = OxrInitPlugin {
        app_info: AppInfo { name: "Jangteo".into(), version: Version(0, 1, 0) },
        exts,
        ..default()
    };
    let mut app = market_viewer::app_with(None, bridge, (XrSessionPlugin { auto_handle: true }, init));
    if app.world().get_resource::<XrState>() != Some(&XrState::Available) {
        return Err("no headset was found: start the OpenXR runtime (SteamVR, Monado, …) with the headset plugged in, \
                    or name it with XR_RUNTIME_JSON; without --vr the market opens in a window"
            .to_owned());
    }
    // The last one that the runtime knows is taken.
    let formats = [TextureFormat::Bgra8UnormSrgb, TextureFormat::Rgba8UnormSrgb];
    app.insert_resource(OxrSessionConfig { formats: Some(formats.to_vec()), ..default() });
    app.add_plugins((
        OxrEventsPlugin,
        OxrRenderPlugin { spawn_cameras: false, default_wait_frame: true },
        ExtractResourcePlugin::<XrPrimaryReferenceSpace>::default(),
        ExtractResourcePlugin::<Drawn>::default(),
    ));
    app.init_resource::<Drawn>()
        .add_systems(Startup, name_window)
        .add_systems(XrSessionCreated, meet)
        .add_systems(XrFirst, stay_awake)
        .add_systems(
            XrFirst,
            look.run_if(should_run_frame_loop)
                .run_if(resource_exists::<Headset>)
                .after(OxrWaitFrameSystem)
                .in_set(XrHandleEvents::FrameLoop),
        )
        .add_systems(PreUpdate, show.run_if(resource_exists::<OxrFrameState>))
        .add_systems(XrPreSessionEnd, leave)
        .add_systems(XrPreDestroySession, leave);
    let render = app.get_sub_app_mut(RenderApp).ok_or("the engine does not draw here")?;
    let within = claim.after(XrRenderSystems::PreRender).before(XrRenderSystems::PostRender);
    render.add_systems(Render, within.run_if(should_run_frame_loop));
    Ok(app)
}

/// The window only says where the market is; it must not make the headset wait.
fn name_window(mut windows: Query<&mut Window, With<PrimaryWindow>>) {
    for mut window in &mut windows {
        "장터 Jangteo: 헤드셋에서 보고 있습니다 · in the headset".clone_into(&mut window.title);
        window.present_mode = PresentMode::AutoNoVsync;
    }
}

/// The runtime is asked for news in every frame, also before its session begins.
fn stay_awake(mut awake: ResMut<Awake>, time: Res<Time<Real>>) {
    awake.stir(&time, 1.0);
}

/// A session was made: its floor and its hands.
fn meet(instance: Res<OxrInstance>, session: Res<OxrSession>, mut commands: Commands) {
    let floor =
        session.enumerate_reference_spaces().is_ok_and(|all| all.contains(&ReferenceSpaceType::STAGE));
    let kind = if floor { ReferenceSpaceType::STAGE } else { ReferenceSpaceType::LOCAL };
    match session.create_reference_space(kind, Isometry3d::IDENTITY) {
        Ok(space) => commands.insert_resource(XrPrimaryReferenceSpace(space)),
        Err(why) => error!("the headset has no space to stand in: {why}"),
    }
    let hands = Hands::new(&instance, &session);
    if let Err(why) = &hands {
        warn!("hands are not seen: {why}");
    }
    commands.insert_resource(Headset { floor, hands: hands.ok(), entered: false });
}

/// Tells the viewer where eyes and hands will be when this frame is seen.
fn look(
    session: Res<OxrSession>,
    space: Res<XrPrimaryReferenceSpace>,
    (state, config): (Res<OxrFrameState>, Res<OxrCurrentSessionConfig>),
    mut headset: ResMut<Headset>,
    mut drawn: ResMut<Drawn>,
) {
    let space: &XrReferenceSpace = &space;
    let time = state.predicted_display_time;
    match session.locate_views(ViewConfigurationType::PRIMARY_STEREO, time, space) {
        Ok((flags, views)) if flags.contains(ViewStateFlags::ORIENTATION_VALID) => {
            drawn.0 = numbers::steady(views, flags.contains(ViewStateFlags::POSITION_VALID), &drawn.0);
        }
        // Who is not tracked keeps the last view.
        Ok(_) => {}
        Err(why) => warn!("where the eyes are is not known: {why}"),
    }
    if drawn.0.len() < PICTURES.len() {
        return;
    }
    let (hands, joints) =
        headset.hands.as_ref().map(|hands| hands.read(&session, space, time)).unwrap_or_default();
    let eyes: Vec<f32> = drawn.0.iter().flat_map(numbers::eye).collect();
    post::frame(&eyes, &hands, &joints);
    if !std::mem::replace(&mut headset.entered, true) {
        let size = config.resolution;
        post::enter_views(PICTURES, size.x, size.y, headset.floor);
    }
}

/// Nothing is drawn where the runtime lends no picture.
fn show(state: Res<OxrFrameState>, mut cameras: Query<(&mut Camera, &RenderTarget)>) {
    for (mut camera, target) in &mut cameras {
        if let RenderTarget::TextureView(ManualTextureViewHandle(name)) = target
            && PICTURES.contains(name)
            && camera.is_active != state.should_render
        {
            camera.is_active = state.should_render;
        }
    }
}

fn leave(headset: Option<ResMut<Headset>>) {
    if let Some(mut headset) = headset
        && std::mem::take(&mut headset.entered)
    {
        post::leave();
    }
}

/// The runtime corrects a picture by how far the head has moved since: it must hear what was drawn, not a later guess.
fn claim(drawn: Res<Drawn>, mut views: ResMut<OxrViews>) {
    views.0.clone_from(&drawn.0);
}
