// A headset's session over WebXR: its frames drive the engine, its eyes are drawn into buffers of ours.
//
// Invariants: the engine runs once in every frame of the headset and never outside it while one is worn; what the engine
// has drawn is shown the right way up and in sRGB; an exception in a frame ends the session, so that nobody is left in
// the dark. Must not know: the market, words.

const EYE_NUMBERS = 11;
const HAND_NUMBERS = 13;

// The engine asks for frames by `window.requestAnimationFrame`. While a headset is worn, closures of wasm (they carry
// `_wbg_cb_unref`) get the headset's frames instead; everybody else keeps the window's.
const frames = (() => {
  const request = window.requestAnimationFrame.bind(window);
  const cancel = window.cancelAnimationFrame.bind(window);
  const pending = new Map();
  let nextId = 0x40000000;
  let session = null;
  const arm = (asked) => {
    asked.handle = session
      ? null
      : request((time) => {
          pending.delete(asked.id);
          asked.callback(time);
        });
  };
  window.requestAnimationFrame = (callback) => {
    if (typeof callback !== "function" || !("_wbg_cb_unref" in callback)) return request(callback);
    const asked = { id: nextId++, callback, handle: null };
    pending.set(asked.id, asked);
    arm(asked);
    return asked.id;
  };
  window.cancelAnimationFrame = (id) => {
    const asked = pending.get(id);
    if (!asked) return cancel(id);
    pending.delete(id);
    if (asked.handle !== null) cancel(asked.handle);
  };
  return {
    /** Hands the engine's frames to a session until it ends. */
    give(to, { begin, end }) {
      session = to;
      for (const asked of pending.values()) {
        if (asked.handle !== null) cancel(asked.handle);
        asked.handle = null;
      }
      const tick = (time, frame) => {
        if (session !== to) return;
        to.requestAnimationFrame(tick); // goes on also when the engine asks for no frame
        try {
          begin(frame);
          const due = [...pending.values()];
          pending.clear();
          for (const asked of due) asked.callback(time);
          end();
        } catch (error) {
          to.end().catch(() => {});
          throw error;
        }
      };
      to.addEventListener("end", () => {
        session = null;
        for (const asked of pending.values()) arm(asked);
      });
      to.requestAnimationFrame(tick);
    },
  };
})();

/** A texture that the engine draws an eye into; `SRGB8_ALPHA8`, so that colours are kept as on the canvas. */
function eyeBuffer(gl, width, height) {
  const texture = gl.createTexture();
  gl.bindTexture(gl.TEXTURE_2D, texture);
  gl.texStorage2D(gl.TEXTURE_2D, 1, gl.SRGB8_ALPHA8, width, height);
  for (const side of [gl.TEXTURE_MIN_FILTER, gl.TEXTURE_MAG_FILTER]) gl.texParameteri(gl.TEXTURE_2D, side, gl.LINEAR);
  for (const way of [gl.TEXTURE_WRAP_S, gl.TEXTURE_WRAP_T]) gl.texParameteri(gl.TEXTURE_2D, way, gl.CLAMP_TO_EDGE);
  gl.bindTexture(gl.TEXTURE_2D, null);
  const framebuffer = gl.createFramebuffer();
  gl.bindFramebuffer(gl.FRAMEBUFFER, framebuffer);
  gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, texture, 0);
  gl.bindFramebuffer(gl.FRAMEBUFFER, null);
  return {
    texture,
    framebuffer,
    free() {
      gl.deleteFramebuffer(framebuffer);
      gl.deleteTexture(texture);
    },
  };
}

const VERTEX = `#version 300 es
out vec2 uv;
void main() {
  vec2 p = vec2(float((gl_VertexID & 1) << 2), float((gl_VertexID & 2) << 1));
  uv = vec2(p.x * 0.5, 1.0 - p.y * 0.5); // the engine stores the top row first, GL the bottom row
  gl_Position = vec4(p - 1.0, 0.0, 1.0);
}`;
const FRAGMENT = `#version 300 es
precision highp float;
in vec2 uv;
uniform sampler2D eye;
out vec4 color;
void main() {
  vec3 c = texture(eye, uv).rgb; // read as linear; the headset wants sRGB bytes
  color = vec4(mix(12.92 * c, 1.055 * pow(c, vec3(1.0 / 2.4)) - 0.055, step(0.0031308, c)), 1.0);
}`;

/** Copies eye buffers into the headset's layer: flips and encodes. */
function presenter(gl) {
  const shader = (kind, source) => {
    const made = gl.createShader(kind);
    gl.shaderSource(made, source);
    gl.compileShader(made);
    return made;
  };
  const program = gl.createProgram();
  gl.attachShader(program, shader(gl.VERTEX_SHADER, VERTEX));
  gl.attachShader(program, shader(gl.FRAGMENT_SHADER, FRAGMENT));
  gl.linkProgram(program);
  if (!gl.getProgramParameter(program, gl.LINK_STATUS)) throw new Error(`present: ${gl.getProgramInfoLog(program)}`);
  const corners = gl.createVertexArray();
  return {
    show(eye, framebuffer, { x, y, width, height }) {
      const engines = gl.getParameter(gl.VERTEX_ARRAY_BINDING); // the engine binds its one array only once
      gl.bindFramebuffer(gl.FRAMEBUFFER, framebuffer); // null in an emulator: the canvas itself
      gl.viewport(x, y, width, height);
      for (const test of [gl.SCISSOR_TEST, gl.DEPTH_TEST, gl.STENCIL_TEST, gl.BLEND, gl.CULL_FACE]) gl.disable(test);
      gl.colorMask(true, true, true, true);
      gl.useProgram(program);
      gl.bindVertexArray(corners);
      gl.activeTexture(gl.TEXTURE0);
      gl.bindSampler(0, null);
      gl.bindTexture(gl.TEXTURE_2D, eye.texture);
      gl.drawArrays(gl.TRIANGLES, 0, 3);
      gl.bindTexture(gl.TEXTURE_2D, null);
      gl.bindVertexArray(engines);
      gl.useProgram(null);
      gl.bindFramebuffer(gl.FRAMEBUFFER, null);
    },
    free() {
      gl.deleteProgram(program);
      gl.deleteVertexArray(corners);
    },
  };
}

function eyeNumbers({ view }) {
  const { position: p, orientation: q } = view.transform;
  const m = view.projectionMatrix;
  return [p.x, p.y, p.z, q.x, q.y, q.z, q.w, m[0], m[5], m[8], m[9]];
}

/** Numbers of both hands, the left one first; a hand without a gamepad pinches to choose. */
function handNumbers(session, frame, space, pinched) {
  const numbers = new Float32Array(2 * HAND_NUMBERS);
  for (const source of session.inputSources) {
    const side = source.handedness === "left" ? 0 : 1;
    const pose = source.targetRaySpace && frame.getPose(source.targetRaySpace, space);
    if (!pose) continue;
    const { position: p, orientation: q } = pose.transform;
    const pad = source.gamepad;
    const pressed = (i) => pad?.buttons[i]?.value ?? 0;
    const [, , x = 0, y = 0] = pad?.axes ?? [];
    const buttons = (pressed(4) > 0.5 ? 1 : 0) | (pressed(5) > 0.5 ? 2 : 0);
    const trigger = pinched.has(source) ? 1 : pressed(0);
    // Forward is negative in a gamepad.
    numbers.set([1, p.x, p.y, p.z, q.x, q.y, q.z, q.w, trigger, pressed(1), x, -y, buttons], side * HAND_NUMBERS);
  }
  return numbers;
}

/** Whether there is a headset that can be entered. */
async function supported() {
  try {
    return Boolean(await navigator.xr?.isSessionSupported("immersive-vr"));
  } catch {
    return false;
  }
}

/** Gets the context before the engine does, so that a headset can be drawn to without losing it. */
function prepare(canvas) {
  canvas.getContext("webgl2", { antialias: false, xrCompatible: true, powerPreference: "high-performance" });
}

/** Enters VR; to be called from a press. Answers when the session runs, calls `onEnd` when it is over. */
async function enter(canvas, engine, onEnd) {
  const session = await navigator.xr.requestSession("immersive-vr", {
    optionalFeatures: ["local-floor", "hand-tracking"],
  });
  try {
    const gl = canvas.getContext("webgl2");
    await gl.makeXRCompatible();
    const layer = new XRWebGLLayer(session, gl, { antialias: false, depth: false, stencil: false, alpha: true });
    session.updateRenderState({ baseLayer: layer, depthNear: 0.05, depthFar: 900 });
    let floor = true;
    const space = await session.requestReferenceSpace("local-floor").catch(() => {
      floor = false;
      return session.requestReferenceSpace("local");
    });
    run({ session, gl, layer, space, floor, engine, onEnd });
  } catch (error) {
    session.end().catch(() => {});
    throw error;
  }
}

function run({ session, gl, layer, space, floor, engine, onEnd }) {
  const present = presenter(gl);
  const pinched = new Set();
  let eyes = [];
  let shown = [];
  let ended = false;
  session.addEventListener("selectstart", ({ inputSource }) => pinched.add(inputSource));
  session.addEventListener("selectend", ({ inputSource }) => pinched.delete(inputSource));
  session.addEventListener("end", () => {
    ended = true;
    engine.xr_leave();
    present.free();
    const old = eyes;
    setTimeout(() => old.forEach((eye) => eye.free()), 500); // the engine lets go of them in its next frame
    onEnd?.();
  });
  const begin = (frame) => {
    const pose = frame.getViewerPose(space);
    if (!pose) return; // tracking lost: the last picture stays
    shown = pose.views
      .map((view) => ({ view, port: layer.getViewport(view) }))
      .filter(({ port }) => port && port.width > 0 && port.height > 0)
      .slice(0, 2);
    if (!shown.length) return;
    engine.xr_frame(new Float32Array(shown.flatMap(eyeNumbers)), handNumbers(session, frame, space, pinched));
    if (!eyes.length) {
      const [width, height] = ["width", "height"].map((k) => Math.max(...shown.map(({ port }) => Math.round(port[k]))));
      eyes = shown.map(() => eyeBuffer(gl, width, height));
      engine.xr_enter(
        eyes.map((eye) => eye.framebuffer),
        width,
        height,
        floor,
      );
    }
  };
  const end = () => {
    if (ended) return;
    eyes.forEach((eye, i) => shown[i] && present.show(eye, layer.framebuffer, shown[i].port));
    globalThis.jangteo.onVrFrame?.(layer, shown);
  };
  frames.give(session, { begin, end });
  globalThis.jangteo.vrSession = session;
}

Object.assign(globalThis.jangteo, {
  vrSupported: supported,
  vrPrepare: prepare,
  vrEnter: (canvas, onEnd) => enter(canvas, globalThis.jangteo.viewer, onEnd),
  vrLeave: () => globalThis.jangteo.vrSession?.end().catch(() => {}),
});
