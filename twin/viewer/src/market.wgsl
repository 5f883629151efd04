// Draws the market unlit: light is baked into the vertex colours, daylight and lamps apart; the hour mixes them, and
// distance dims the rest.

#import bevy_pbr::{
    mesh_functions::get_world_from_local,
    mesh_view_bindings::view,
    view_transformations::position_world_to_clip,
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

@group(#{MATERIAL_BIND_GROUP}) @binding(0) var<uniform> look: Look;
@group(#{MATERIAL_BIND_GROUP}) @binding(1) var image: texture_2d<f32>;
@group(#{MATERIAL_BIND_GROUP}) @binding(2) var image_sampler: sampler;

struct Corner {
    @builtin(instance_index) instance: u32,
    @location(0) position: vec3<f32>,
    @location(1) color: vec4<f32>,
    @location(2) uv: vec2<f32>,
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
    let world = get_world_from_local(corner.instance) * vec4<f32>(corner.position, 1.0);
    out.clip = position_world_to_clip(world.xyz);
    // Stored as square roots: 8 bits go further in the dark that way.
    out.color = vec4<f32>(corner.color.rgb * corner.color.rgb, corner.color.a);
    out.uv = corner.uv;
    out.world = world.xyz;
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
    let distance = length(in.world - view.world_position) * look.mist.w * look.cut.y;
    let clear = exp(-distance * distance);
    let color = mix(look.mist.rgb, lit, clear);
#ifdef BLEND
    return vec4<f32>(color, base.a * look.sky.w);
#else
    return vec4<f32>(color, 1.0);
#endif
}
