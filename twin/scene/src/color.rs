//! Colours: written as sRGB, kept and multiplied as linear light.

/// A colour in linear light; 1.0 is white, more is allowed until it is stored.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Rgb(pub [f32; 3]);

impl Rgb {
    /// White.
    pub(crate) const WHITE: Self = Self([1.0, 1.0, 1.0]);

    /// Black.
    pub(crate) const BLACK: Self = Self([0.0; 3]);

    /// The colour multiplied by a light.
    pub(crate) fn lit(self, light: [f32; 3]) -> Self {
        Self([self.0[0] * light[0], self.0[1] * light[1], self.0[2] * light[2]])
    }

    /// The colour made darker or brighter.
    pub(crate) fn times(self, factor: f32) -> Self {
        self.lit([factor; 3])
    }

    /// A mixture: 0 is `self`, 1 is `other`.
    pub(crate) fn mix(self, other: Self, share: f32) -> Self {
        let [a, b] = [self.0, other.0];
        Self([0, 1, 2].map(|i| a[i] + (b[i] - a[i]) * share))
    }

    /// The stored form: linear, 8 bits a channel, opaque unless `alpha` says otherwise.
    pub(crate) fn to_bytes(self, alpha: f32) -> [u8; 4] {
        let byte = |v: f32| (v.clamp(0.0, 1.0) * 255.0 + 0.5) as u8;
        [byte(self.0[0]), byte(self.0[1]), byte(self.0[2]), byte(alpha)]
    }
}

/// The colour written `0xRRGGBB` in sRGB.
pub(crate) const fn rgb(hex: u32) -> Rgb {
    Rgb([linear((hex >> 16) & 255), linear((hex >> 8) & 255), linear(hex & 255)])
}

/// Linear light of one sRGB channel: a polynomial within 0.2 % of the standard's curve, the same on every machine.
const fn linear(channel: u32) -> f32 {
    let c = channel as f32 / 255.0;
    c * (c * (c * 0.305_306_01 + 0.682_171_1) + 0.012_522_878)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn black_and_white_are_kept_and_grey_is_a_fifth() {
        assert_eq!(rgb(0).to_bytes(1.0), [0, 0, 0, 255]);
        assert_eq!(rgb(0xFFFFFF).to_bytes(1.0), [255, 255, 255, 255]);
        assert!((rgb(0x808080).0[0] - 0.2159).abs() < 0.003);
    }
}
