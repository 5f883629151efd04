// Draws the market unlit: light is baked into the vertex colours, daylight and lamps apart; the hour mixes them, and
// distance dims the rest.

struct Eye {
    clip_from_world: mat4x4<f32>,
    at: vec4<f32>,
}

struct Look {
    // Linear colour of the mist, and its density per metre in w (0: no mist).
    mist: vec4<f32>,
    // What the sky gives; w multiplies the alpha.
    sky: vec4<f32>,
    // What lamps give; w is the share of it where alpha is no share (BLEND).
    lamp: vec4<f32>,
    // x: nothing higher is drawn; y: multiplies the mist's density.
    cut: vec4<f32>,
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
    return out;
}

@fragment
fn fragment(in: Fragment) -> @location(0) vec4<f32> {
    let texel = textureSample(image, image_sampler, in.uv);
    if (in.world.y > look.cut.x) {
        discard;
    }
    let base = in.color * texel;
#ifdef BLEND
    let share = look.lamp.w;
#else
    let share = in.color.a;
#endif
    let lit = base.rgb * (look.sky.rgb + look.lamp.rgb * share);
    let distance = length(in.world - eye.at.xyz) * look.mist.w * look.cut.y;
    let clear = exp(-distance * distance);
    let color = mix(look.mist.rgb, lit, clear);
#ifdef BLEND
    return vec4<f32>(color, base.a * look.sky.w);
#else
    return vec4<f32>(color, 1.0);
#endif
}
