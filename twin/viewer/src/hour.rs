//! The hour of the day: what the sky gives, what lamps give, and how the air looks between them.
//!
//! Daylight and lamp light are baked apart (see `market_scene`); here they are mixed.
//! Invariant: pure; the same minute gives the same light, and a minute more or less is hardly seen.
//! Must not know: the engine, the page.

use bevy::math::Vec3;

/// Minutes of a day.
pub const DAY_MIN: f32 = 1440.0;
/// What a market is shown in until the page says otherwise: eleven in the morning, minutes after midnight.
pub const USUAL_MIN: f32 = 660.0;

/// The light of a moment; all colours are linear.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Light {
    /// Multiplies baked daylight.
    pub sky: Vec3,
    /// Multiplies a colour by the share of lamp light on it.
    pub lamp: Vec3,
    /// The sky near the ground, and mist.
    pub horizon: Vec3,
    /// The sky straight above.
    pub zenith: Vec3,
    /// Over the horizon where the sun rises or sets: added to it there.
    pub glow: Vec3,
    /// Where the sun is: clockwise from north, radians.
    pub sun_yaw: f32,
    /// How much brighter the side of the sun is than the light on the whole.
    pub sunny: f32,
    /// Clouds, and hills and houses far away: multiplies their picture.
    pub clouds: Vec3,
}

/// A moment that was set by eye, in pictures of the sample market.
struct Key {
    minute: f32,
    sky: [f32; 3],
    lamp: [f32; 3],
    horizon: [f32; 3],
    zenith: [f32; 3],
    glow: [f32; 3],
    sunny: f32,
    clouds: [f32; 3],
}

const NIGHT: Key = Key {
    minute: 0.0,
    sky: [0.040, 0.052, 0.095],
    lamp: [1.46, 1.24, 0.94],
    horizon: [0.020, 0.024, 0.045],
    zenith: [0.003, 0.006, 0.020],
    glow: [0.03, 0.022, 0.012],
    sunny: 0.0,
    clouds: [0.020, 0.022, 0.034],
};

const KEYS: [Key; 8] = [
    Key { minute: 285.0, ..NIGHT },
    Key {
        minute: 375.0,
        sky: [0.46, 0.42, 0.47],
        lamp: [0.62, 0.50, 0.34],
        horizon: [0.50, 0.42, 0.44],
        zenith: [0.13, 0.21, 0.42],
        glow: [0.40, 0.18, 0.04],
        sunny: 0.10,
        clouds: [0.62, 0.46, 0.44],
    },
    Key {
        minute: 480.0,
        sky: [0.97, 0.92, 0.84],
        lamp: [0.10, 0.08, 0.05],
        horizon: [0.78, 0.80, 0.82],
        zenith: [0.21, 0.42, 0.74],
        glow: [0.10, 0.06, 0.0],
        sunny: 0.26,
        clouds: [0.98, 0.96, 0.93],
    },
    NOON,
    Key { minute: 900.0, ..NOON },
    Key {
        minute: 1035.0,
        sky: [0.98, 0.86, 0.70],
        lamp: [0.16, 0.12, 0.07],
        horizon: [0.80, 0.66, 0.50],
        zenith: [0.20, 0.34, 0.62],
        glow: [0.20, 0.08, 0.0],
        sunny: 0.30,
        clouds: [0.98, 0.84, 0.70],
    },
    Key {
        minute: 1125.0,
        sky: [0.36, 0.29, 0.36],
        lamp: [1.0, 0.80, 0.54],
        horizon: [0.42, 0.25, 0.26],
        zenith: [0.07, 0.09, 0.26],
        glow: [0.50, 0.20, 0.02],
        sunny: 0.12,
        clouds: [0.46, 0.26, 0.27],
    },
    Key { minute: 1215.0, ..NIGHT },
];

const NOON: Key = Key {
    minute: 630.0,
    sky: [1.0, 1.0, 1.0],
    lamp: [0.0, 0.0, 0.0],
    horizon: [0.74, 0.80, 0.86],
    zenith: [0.20, 0.42, 0.74],
    glow: [0.0, 0.0, 0.0],
    sunny: 0.24,
    clouds: [1.0, 1.0, 1.0],
};

impl Light {
    /// The light of a minute of the day; beyond a day it goes round.
    #[must_use]
    pub fn at(minute: f32) -> Self {
        let minute = if minute.is_finite() { minute.rem_euclid(DAY_MIN) } else { USUAL_MIN };
        let after = KEYS.iter().position(|k| k.minute > minute).unwrap_or(0);
        let before = (after + KEYS.len() - 1) % KEYS.len();
        let (a, b) = (&KEYS[before], &KEYS[after]);
        let span = (b.minute - a.minute).rem_euclid(DAY_MIN);
        let t = ((minute - a.minute).rem_euclid(DAY_MIN) / span.max(1.0)).clamp(0.0, 1.0);
        let mix = |of: fn(&Key) -> [f32; 3]| Vec3::from(of(a)).lerp(Vec3::from(of(b)), t);
        Self {
            sky: mix(|k| k.sky),
            lamp: mix(|k| k.lamp),
            horizon: mix(|k| k.horizon),
            zenith: mix(|k| k.zenith),
            glow: mix(|k| k.glow),
            // East at six, south at noon, west at eighteen.
            sun_yaw: minute / DAY_MIN * std::f32::consts::TAU,
            sunny: a.sunny + (b.sunny - a.sunny) * t,
            clouds: mix(|k| k.clouds),
        }
    }

    /// The direction of the sun, length 1: east at six, a little south of overhead at noon. x east, y up, z south.
    #[must_use]
    pub fn towards_sun(&self) -> Vec3 {
        let high = (self.sun_yaw - std::f32::consts::FRAC_PI_2).sin().max(0.0) * 1.05;
        Vec3::new(self.sun_yaw.sin() * high.cos(), high.sin(), -self.sun_yaw.cos() * high.cos())
    }

    /// The sky in a direction: `up` is the sine of the height, `yaw` clockwise from north in radians.
    #[must_use]
    pub fn dome(&self, up: f32, yaw: f32) -> Vec3 {
        let high = up.max(0.0);
        let base = self.horizon.lerp(self.zenith, 1.0 - (1.0 - high).powi(3));
        let beside = (yaw - self.sun_yaw).cos().max(0.0);
        base + self.glow * beside * beside * (1.0 - high).powi(6)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn at_noon_colours_are_as_they_were_baked_and_at_night_lamps_outshine_the_sky() {
        let noon = Light::at(720.0);
        assert_eq!((noon.sky, noon.lamp), (Vec3::ONE, Vec3::ZERO));
        let night = Light::at(1380.0);
        assert!(night.lamp.x > 8.0 * night.sky.x, "{night:?}");
    }

    #[test]
    fn the_sun_rises_in_the_east_stands_high_in_the_south_and_sets_in_the_west() {
        let at = |hour: f32| Light::at(hour * 60.0).towards_sun();
        for hour in 0..24u8 {
            assert!((at(f32::from(hour)).length() - 1.0).abs() < 1e-4, "{hour}");
        }
        assert!(at(7.0).x > 0.8 && at(17.0).x < -0.8, "{} {}", at(7.0), at(17.0));
        assert!(at(12.0).y > 0.8 && at(12.0).z > 0.2, "{}", at(12.0));
        assert_eq!(Light::at(0.0).sunny, 0.0);
    }

    #[test]
    fn no_minute_jumps() {
        for minute in 0..1440u16 {
            let (a, b) = (Light::at(f32::from(minute)), Light::at(f32::from(minute) + 1.0));
            let step = (a.sky - b.sky).abs().max_element().max((a.lamp - b.lamp).abs().max_element());
            assert!(step < 0.02, "minute {minute}: {step}");
        }
    }

    #[test]
    fn what_is_no_time_is_the_usual_time() {
        assert_eq!(Light::at(f32::NAN), Light::at(USUAL_MIN));
        assert_eq!(Light::at(-60.0), Light::at(1380.0));
    }
}
