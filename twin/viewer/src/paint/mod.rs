//! Draws meshes with [`MarketMaterial`]: one pass an eye, one shader, nothing of what a general engine would ask for.
//!
//! The engine culls what is out of view and keeps meshes and images on the graphics card; this takes what is left,
//! near things first, blended things last and far ones first, and draws it straight into the window where it can.
//! Invariants: at most four programs a format of pixels; one frame allocates nothing once it has drawn the most.
//! Must not know: what is drawn.

mod list;
mod pass;
mod program;
#[cfg(target_arch = "wasm32")]
mod unread;

use bevy::camera::Camera3d;
use bevy::ecs::schedule::ScheduleLabel;
use bevy::prelude::*;
use bevy::render::camera::CameraRenderGraph;
use bevy::render::render_asset::RenderAssetPlugin;
use bevy::render::renderer::{RenderGraph, RenderGraphSystems};
use bevy::render::texture::GpuImage;
use bevy::render::{ExtractSchedule, GpuResourceAppExt, Render, RenderApp, RenderSystems};

use crate::material::MarketMaterial;

/// What a mesh is drawn with.
#[derive(Component, Debug, Clone, Default)]
pub struct MeshMaterial3d(pub Handle<MarketMaterial>);

/// Whether steam stands still, for who wants less motion.
#[derive(Resource, Debug, Clone, Copy, Default)]
pub struct Still(pub bool);

/// Cameras must name a schedule of their own; ours are all drawn by one system.
#[derive(ScheduleLabel, Debug, Clone, PartialEq, Eq, Hash, Default)]
struct NoSchedule;

/// Adds the shader, the material and the pass.
pub fn plugin(app: &mut App) {
    #[cfg(target_arch = "wasm32")]
    app.register_asset_loader(unread::Unread);
    app.init_asset::<MarketMaterial>()
        .register_required_components_with::<Camera3d, CameraRenderGraph>(|| {
            CameraRenderGraph::new(NoSchedule)
        })
        .add_plugins(RenderAssetPlugin::<program::Prepared, GpuImage>::default());
    let Some(render) = app.get_sub_app_mut(RenderApp) else { return };
    render
        .init_resource::<list::Lists>()
        .init_gpu_resource::<program::Programs>()
        .init_gpu_resource::<pass::Frame>()
        .add_systems(ExtractSchedule, list::extract)
        .add_systems(Render, pass::prepare.in_set(RenderSystems::PrepareBindGroups))
        .add_systems(RenderGraph, pass::draw.in_set(RenderGraphSystems::Render));
}
