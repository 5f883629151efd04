//! A framebuffer of the page becomes a texture that Bevy can draw into.
//!
//! The only unsafe code of the viewer: WebXR gives no texture that wgpu would know, so the page makes the eye buffers on
//! wgpu's own GL context and they are brought in as external framebuffers (gfx-rs/wgpu pull request 2609).
//! Must not know: sessions, cameras.

#![allow(unsafe_code, reason = "wgpu's doors to GL are unsafe; what they ask for is stated at each")]

use bevy::math::UVec2;
use bevy::render::renderer::RenderDevice;
use bevy::render::texture::ManualTextureView;
use wgpu::hal::{self, gles};

/// `GL_SRGB8_ALPHA8`, `GL_RGBA`, `GL_UNSIGNED_BYTE`.
const FORMAT: gles::TextureFormatDesc =
    gles::TextureFormatDesc { internal: 0x8C43, external: 0x1908, data_type: 0x1401 };

/// A view of an eye buffer; `None` when the engine does not draw with WebGL2.
pub(super) fn import(
    device: &RenderDevice,
    buffer: web_sys::WebGlFramebuffer,
    size: UVec2,
) -> Option<ManualTextureView> {
    let device = device.wgpu_device();
    let format = wgpu::TextureFormat::Rgba8UnormSrgb;
    // SAFETY: the guard is only asked whether it is there, and dropped at once.
    unsafe { device.as_hal::<hal::api::Gles>() }?;
    let raw = gles::Texture {
        inner: gles::TextureInner::ExternalFramebuffer { inner: buffer },
        mip_level_count: 1,
        array_layer_count: 1,
        format,
        format_desc: FORMAT,
        copy_size: hal::CopyExtent { width: size.x, height: size.y, depth: 1 },
        drop_guard: None,
    };
    let description = wgpu::TextureDescriptor {
        label: Some("eye"),
        size: wgpu::Extent3d { width: size.x, height: size.y, depth_or_array_layers: 1 },
        mip_level_count: 1,
        sample_count: 1,
        dimension: wgpu::TextureDimension::D2,
        format,
        usage: wgpu::TextureUsages::RENDER_ATTACHMENT,
        view_formats: &[],
    };
    // SAFETY: the page makes the framebuffer on the canvas's WebGL2 context, which is wgpu's, complete and of this
    // size, with one colour attachment; it frees it only after the session's end has been drawn.
    let texture = unsafe { device.create_texture_from_hal::<hal::api::Gles>(raw, &description) };
    let view = texture.create_view(&wgpu::TextureViewDescriptor::default());
    Some(ManualTextureView { texture_view: view.into(), size, view_format: format })
}
