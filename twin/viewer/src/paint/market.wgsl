// Draws the market unlit: light is baked into the vertex colours, daylight and lamps apart; the hour mixes them. Grime,
// the side of the sun, wet ground and the air between are added here, where they cost neither triangles nor bytes.
// A line before this says whether BLEND is true: drawn over what lies behind.

struct Eye {
    clip_from_world: mat4x4<f32>,
    // Where it is; w: seconds, which move steam.
    at: vec4<f32>,
}

struct Look {
    // Linear colour of the mist, and its density per metre in w (0: no mist).
    mist: vec4<f32>,
    // What the sky gives; w multiplies the alpha.
    sky: vec4<f32>,
    // What lamps give; w is the share of it where alpha is no share (BLEND).
    lamp: vec4<f32>,
    // x: nothing higher is drawn; y: multiplies the mist's density; z: 1 for the market's own things, which age and
    // face the sun; w: 1 for the dome, whose image lies over its colours.
    cut: vec4<f32>,
    // Towards the sun, and how much brighter that side is in w.
    sun: vec4<f32>,
}

@group(0) @binding(0) var<uniform> eye: Eye;
@group(1) @binding(0) var<uniform> look: Look;
@group(1) @binding(1) var image: texture_2d<f32>;
@group(1) @binding(2) var image_sampler: sampler;

struct Corner {
    @location(0) position: vec3<f32>,
    @location(1) color: vec4<f32>,
    @location(2) uv: vec2<f32>,
    // World from mesh, by rows.
    @location(3) x: vec4<f32>,
    @location(4) y: vec4<f32>,
    @location(5) z: vec4<f32>,
}

struct Fragment {
    @builtin(position) clip: vec4<f32>,
    @location(0) color: vec4<f32>,
    @location(1) uv: vec2<f32>,
    @location(2) world: vec3<f32>,
    // 1 on wet ground: opaque corners say so in the last two bits of their alpha.
    @location(3) wet: f32,
}

@vertex
fn vertex(corner: Corner) -> Fragment {
    var out: Fragment;
    let local = vec4<f32>(corner.position, 1.0);
    let world = vec3<f32>(dot(corner.x, local), dot(corner.y, local), dot(corner.z, local));
    out.clip = eye.clip_from_world * vec4<f32>(world, 1.0);
    // Stored as square roots: 8 bits go further in the dark that way.
    out.color = vec4<f32>(corner.color.rgb * corner.color.rgb, corner.color.a);
    out.uv = corner.uv;
    out.world = world;
    out.wet = select(0.0, 1.0, (u32(corner.color.a * 255.0 + 0.5) & 3u) == 2u);
    return out;
}

// A number from 0 to 1 for a place; without sines, which differ between graphics cards.
fn chance(place: vec2<f32>) -> f32 {
    var p = fract(place.xyx * 0.1031);
    p += dot(p, p.yzx + 33.33);
    return fract((p.x + p.y) * p.z);
}

// Smooth chance.
fn cloud(place: vec2<f32>) -> f32 {
    let cell = floor(place);
    let at = place - cell;
    let t = at * at * (3.0 - 2.0 * at);
    let low = mix(chance(cell), chance(cell + vec2<f32>(1.0, 0.0)), t.x);
    let high = mix(chance(cell + vec2<f32>(0.0, 1.0)), chance(cell + vec2<f32>(1.0, 1.0)), t.x);
    return mix(low, high, t.y);
}

// Which way a surface looks, towards the eye.
fn facing(world: vec3<f32>) -> vec3<f32> {
    let n = normalize(cross(dpdx(world), dpdy(world)));
    return select(n, -n, dot(n, world - eye.at.xyz) > 0.0);
}

// What feet, rain and years left on floors and walls.
fn age(world: vec3<f32>, n: vec3<f32>, distance: f32) -> f32 {
    let near = exp(-distance * 0.11);
    if (n.y > 0.85) {
        let broad = smoothstep(0.42, 0.86, cloud(world.xz * 0.43)) * (0.3 + 0.7 * exp(-distance * 0.03));
        var worn = 1.03 - 0.19 * broad;
        if (near > 0.04) {
            let fine = cloud(world.xz * 4.7);
            worn -= (0.1 * fine + 0.2 * smoothstep(0.8, 0.92, fine)) * near;
        }
        return worn;
    }
    let along = world.x * 0.83 + world.z * 0.71;
    let streaks = cloud(vec2<f32>(along * 3.7, world.y * 0.4));
    return 1.03 - 0.1 * smoothstep(0.35, 0.9, streaks);
}

// What a wet floor mirrors: the sky or a bright ceiling far away, and long streaks of lamps that walk along.
fn mirror(lit: vec3<f32>, share: f32, world: vec3<f32>, to: vec3<f32>, distance: f32) -> vec3<f32> {
    let pool = smoothstep(0.3, 0.62, cloud(world.xz * 0.9) * 0.7 + cloud(world.xz * 3.3) * 0.3);
    let grazing = 1.0 - abs(to.y);
    let gloss = (0.06 + 0.62 * grazing * grazing * grazing) * (0.35 + 0.65 * pool);
    let bearing = normalize(to.xz);
    let streak = smoothstep(0.5, 0.95, cloud(bearing * 19.0 + vec2<f32>(distance * 0.05, 7.0)));
    let above = look.sky.rgb * vec3<f32>(0.78, 0.84, 0.88) * (0.66 + 0.5 * streak);
    let lamps = look.lamp.rgb * share * (0.25 + 1.1 * streak);
    return mix(lit * (1.0 - 0.22 * pool), above + lamps, gloss);
}

// A little more depth between light and shade, and no burnt highlights.
fn tone(color: vec3<f32>) -> vec3<f32> {
    let c = color * 1.06;
    let soft = c / (1.0 + max(c - vec3<f32>(0.8), vec3<f32>(0.0)));
    let k = clamp(soft, vec3<f32>(0.0), vec3<f32>(1.0));
    return mix(k, k * k * (3.0 - 2.0 * k), 0.3);
}

@fragment
fn fragment(in: Fragment) -> @location(0) vec4<f32> {
    let texel = textureSample(image, image_sampler, in.uv);
    let n = facing(in.world);
    if (in.world.y > look.cut.x) {
        discard;
    }
    if (look.cut.w > 0.5) {
        // Windows far away are the only warm things of the picture: they are lit by lamps.
        let warm = max(texel.r - texel.b * 1.6, 0.0);
        let far = texel.rgb * look.sky.rgb + vec3<f32>(1.0, 0.8, 0.5) * look.lamp.rgb * warm * 5.0;
        return vec4<f32>(mix(in.color.rgb, far, texel.a), 1.0);
    }
    let way = in.world - eye.at.xyz;
    let distance = length(way);
    var base = in.color * texel;
    var share = in.color.a;
    if (BLEND) {
        // Alpha above 0.9 is a share of lamp light on something opaque.
        let shares = in.color.a >= 0.9;
        share = select(look.lamp.w, clamp(in.color.a * 10.0 - 9.0, 0.0, 1.0), shares);
        base.a = select(base.a, texel.a, shares);
        // Warm and thin: the glow round a lamp, which is seen in the dark alone.
        if (!shares && in.color.r > in.color.b * 1.6) {
            base.a *= clamp(look.lamp.r, 0.0, 1.0);
        }
        if (in.color.a < 0.3) {
            // Steam rises and tears.
            let across = (in.world.x + in.world.z) * 4.0;
            let rise = cloud(vec2<f32>(across, in.world.y * 2.6 - eye.at.w * 0.9));
            let torn = cloud(vec2<f32>(across * 2.7, in.world.y * 6.0 - eye.at.w * 1.6));
            base.a *= smoothstep(0.2, 0.9, 0.65 * rise + 0.35 * torn) * 2.2;
        }
    }
    var light = look.sky.rgb;
    if (look.cut.z > 0.5) {
        let sunny = dot(n, look.sun.xyz) * look.sun.w;
        light *= 1.0 + sunny * vec3<f32>(1.0, 0.86, 0.62);
    }
    var lit = base.rgb * (light + look.lamp.rgb * share);
    if (!BLEND && look.cut.z > 0.5) {
        lit *= age(in.world, n, distance);
        if (in.wet > 0.5 && n.y > 0.85) {
            lit = mirror(lit, share, in.world, way / distance, distance);
        }
    }
    if (look.cut.z > 0.5) {
        lit = tone(lit);
    }
    let far = distance * look.mist.w * look.cut.y;
    let clear = exp(-far * far);
    let color = mix(look.mist.rgb, lit, clear);
    return vec4<f32>(color, select(1.0, base.a * look.sky.w, BLEND));
}
