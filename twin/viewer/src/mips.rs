//! Smaller copies of an atlas, so that signs far away do not flicker.
//!
//! Invariant: an image that is no power of two or no plain RGBA stays as it is. Must not know: what the image shows.

use bevy::image::{Image, ImageAddressMode, ImageFilterMode, ImageSamplerDescriptor};
use bevy::render::render_resource::TextureFormat;

/// No copy is smaller than this: below it, neighbours in an atlas bleed into each other, pixels.
const SMALLEST_PX: u32 = 32;

/// Smooth near, far and aslant.
#[must_use]
pub fn sampler() -> ImageSamplerDescriptor {
    ImageSamplerDescriptor {
        address_mode_u: ImageAddressMode::ClampToEdge,
        address_mode_v: ImageAddressMode::ClampToEdge,
        mag_filter: ImageFilterMode::Linear,
        min_filter: ImageFilterMode::Linear,
        mipmap_filter: ImageFilterMode::Linear,
        anisotropy_clamp: 4,
        ..ImageSamplerDescriptor::default()
    }
}

/// Bytes of an image of so many bytes and all its copies.
#[must_use]
pub fn with_copies(bytes: usize) -> usize {
    bytes + bytes / 3 + 4
}

/// Adds the copies. Linear in the pixels.
pub fn add(image: &mut Image) {
    let size = image.texture_descriptor.size;
    let plain = image.texture_descriptor.format == TextureFormat::Rgba8UnormSrgb;
    let powers = size.width.is_power_of_two() && size.height.is_power_of_two();
    let Some(data) = image.data.as_mut().filter(|_| plain && powers) else { return };
    let (mut width, mut height) = (size.width as usize, size.height as usize);
    if data.len() != width * height * 4 {
        return;
    }
    let mut levels = 1;
    let mut from = 0;
    while width.min(height) / 2 >= SMALLEST_PX as usize {
        let half = halve(&data[from..], width, height);
        from = data.len();
        data.extend(half);
        (width, height) = (width / 2, height / 2);
        levels += 1;
    }
    image.texture_descriptor.mip_level_count = levels;
}

/// Averages four pixels to one, weighted by alpha so that the colour behind glyphs does not leak.
fn halve(pixels: &[u8], width: usize, height: usize) -> Vec<u8> {
    let mut out = Vec::with_capacity(width * height);
    for rows in pixels[..width * height * 4].chunks_exact(width * 8) {
        let (upper, lower) = rows.split_at(width * 4);
        for (u, l) in upper.chunks_exact(8).zip(lower.chunks_exact(8)) {
            let four = [&u[..4], &u[4..], &l[..4], &l[4..]];
            out.extend_from_slice(&if four.iter().all(|p| p[3] == u[3]) { mean(four) } else { mixed(four) });
        }
    }
    out
}

/// The mean of pixels that are equally opaque, as most are: what [`mixed`] gives, in fewer steps.
fn mean(four: [&[u8]; 4]) -> [u8; 4] {
    std::array::from_fn(|c| ((four.iter().map(|p| u16::from(p[c])).sum::<u16>() + 2) / 4) as u8)
}

fn mixed(four: [&[u8]; 4]) -> [u8; 4] {
    let mut sum = [0u32; 3];
    let mut alpha = 0u32;
    for p in four {
        let a = u32::from(p[3]);
        alpha += a;
        for (s, c) in sum.iter_mut().zip(p) {
            *s += u32::from(*c) * (a * 16 + 1);
        }
    }
    let weight = alpha * 16 + 4;
    let [r, g, b] = sum.map(|s| ((s + weight / 2) / weight) as u8);
    [r, g, b, ((alpha + 2) / 4) as u8]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_pixels_become_their_mean_and_clear_ones_do_not_count() {
        let white = [255, 255, 255, 255];
        let clear = [0, 0, 0, 0];
        let pixels: Vec<u8> = [white, clear, white, clear].concat();
        let half = halve(&pixels, 2, 2);
        assert!(half[0] > 250 && half[3] == 128, "{half:?}");
        assert_eq!(halve(&[40u8, 80, 120, 255].repeat(4), 2, 2), [40, 80, 120, 255]);
    }

    #[test]
    fn the_short_way_for_equally_opaque_pixels_gives_what_the_long_one_gives() {
        let mut n = 7u32;
        let mut any = || {
            n = n.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (n >> 24) as u8
        };
        for _ in 0..2_000 {
            let alpha = any();
            let four: Vec<[u8; 4]> = (0..4).map(|_| [any(), any(), any(), alpha]).collect();
            let four = [&four[0][..], &four[1][..], &four[2][..], &four[3][..]];
            assert_eq!(mean(four), mixed(four), "{four:?}");
        }
    }
}
