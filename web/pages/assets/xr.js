// A headset's session over WebXR: its frames drive the engine, its eyes are drawn into buffers of ours.
//
// Two levels. Level B: the engine draws each eye into a framebuffer of ours, which is flipped and encoded into the
// headset's layer. Level A, where a browser or the engine refuses that: the engine draws both eyes side by side on the
// canvas, and they are copied from there.
// Invariants: the engine runs once in every frame of the headset and never outside it while one is worn; what the engine
// has drawn is shown the right way up and in sRGB; an exception in a frame ends the session, so that nobody is left in
// the dark. Must not know: the market, words.

const HAND_NUMBERS = 13;
const JOINTS = 25;
const JOINT_NUMBERS = 4;
// After so many frames it is looked whether the engine's drawing has arrived: a browser may refuse it without a word.
const PROOF_FRAME = 3;
// What an eye buffer holds before anything is drawn: a colour that no market has.
const UNTOUCHED = [255, 0, 255, 0];
// The engine lets go of a session's buffers in its next frame, milliseconds.
const LET_GO_MS = 500;
// The slowest rate that is comfortable, frames a second; a market is heavy, so that no more is asked for.
const RATE = 72;

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
  const status = gl.checkFramebufferStatus(gl.FRAMEBUFFER);
  gl.bindFramebuffer(gl.FRAMEBUFFER, null);
  const free = () => {
    gl.deleteFramebuffer(framebuffer);
    gl.deleteTexture(texture);
  };
  if (status !== gl.FRAMEBUFFER_COMPLETE) {
    free();
    throw new Error(`an eye buffer of ${width} x ${height} is not complete: ${status}`);
  }
  gl.bindFramebuffer(gl.FRAMEBUFFER, framebuffer);
  gl.disable(gl.SCISSOR_TEST);
  gl.colorMask(true, true, true, true);
  gl.clearBufferfv(gl.COLOR, 0, UNTOUCHED.map((byte) => byte / 255));
  gl.bindFramebuffer(gl.FRAMEBUFFER, null);
  return { texture, framebuffer, free };
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

/** Level B: a buffer an eye. Throws where the browser refuses one. */
function buffers(gl, engine, shown, { width, height, floor }) {
  const made = [];
  let present;
  const free = () => {
    present?.free();
    setTimeout(() => made.forEach((eye) => eye.free()), LET_GO_MS);
  };
  try {
    present = presenter(gl);
    for (const _ of shown) made.push(eyeBuffer(gl, width, height));
  } catch (error) {
    free();
    throw error;
  }
  const framebuffers = made.map((eye) => eye.framebuffer);
  engine.xr_enter(framebuffers, width, height, floor);
  return {
    name: "buffers",
    show: (layer, ports) => made.forEach((eye, i) => ports[i] && present.show(eye, layer.framebuffer, ports[i])),
    /** Whether the engine has drawn something. */
    proven() {
      const pixel = new Uint8Array(4);
      gl.bindFramebuffer(gl.READ_FRAMEBUFFER, made[0].framebuffer);
      gl.readPixels(width >> 1, height >> 1, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, pixel);
      gl.bindFramebuffer(gl.READ_FRAMEBUFFER, null);
      return UNTOUCHED.some((byte, i) => pixel[i] !== byte);
    },
    free,
  };
}

/** Level A: both eyes side by side on the canvas, as large as the headset wants them. */
function sideBySide(gl, engine, shown, { width, height, floor }) {
  const { style } = gl.canvas;
  const size = [style.width, style.height];
  const n = shown.length;
  engine.xr_enter_canvas(n, width, height, floor);
  return {
    name: "canvas",
    show(layer, ports) {
      if (layer.framebuffer === null) return; // the canvas itself is what is shown
      gl.bindFramebuffer(gl.READ_FRAMEBUFFER, null);
      gl.bindFramebuffer(gl.DRAW_FRAMEBUFFER, layer.framebuffer);
      gl.disable(gl.SCISSOR_TEST);
      const [each, high] = [gl.drawingBufferWidth / n, gl.drawingBufferHeight];
      ports.forEach(({ x, y, width: w, height: h }, i) => {
        const [left, right] = [Math.round(i * each), Math.round((i + 1) * each)];
        gl.blitFramebuffer(left, 0, right, high, x, y, x + w, y + h, gl.COLOR_BUFFER_BIT, gl.LINEAR);
      });
      gl.bindFramebuffer(gl.FRAMEBUFFER, null);
    },
    proven: () => true,
    // The engine has set the size in pixels; the page's own comes back when it is done with that.
    free: () => setTimeout(() => ([style.width, style.height] = size), LET_GO_MS),
  };
}

function eyeNumbers({ view }) {
  const { position: p, orientation: q } = view.transform;
  const m = view.projectionMatrix;
  return [p.x, p.y, p.z, q.x, q.y, q.z, q.w, m[0], m[5], m[8], m[9]];
}

const sideOf = (source) => (source.handedness === "left" ? 0 : 1);

/** Numbers of both hands, the left one first; a bare hand pinches to choose. */
function handNumbers(session, frame, space, pinched) {
  const numbers = new Float32Array(2 * HAND_NUMBERS);
  for (const source of session.inputSources) {
    const pose = source.targetRaySpace && frame.getPose(source.targetRaySpace, space);
    if (!pose) continue;
    const { position: p, orientation: q } = pose.transform;
    const pad = source.gamepad;
    const pressed = (i) => pad?.buttons[i]?.value ?? 0;
    // A bare hand has no stick; what its gamepad says of one would be noise.
    const [, , x = 0, y = 0] = source.hand ? [] : (pad?.axes ?? []);
    const buttons = (pressed(4) > 0.5 ? 1 : 0) | (pressed(5) > 0.5 ? 2 : 0);
    const trigger = pinched.has(source) ? 1 : pressed(0);
    const there = source.hand || source.targetRayMode !== "tracked-pointer" ? 2 : 1;
    // Forward is negative in a gamepad.
    const one = [there, p.x, p.y, p.z, q.x, q.y, q.z, q.w, trigger, pressed(1), x, -y, buttons];
    numbers.set(one, sideOf(source) * HAND_NUMBERS);
  }
  return numbers;
}

/** Places and radii of the joints of both bare hands, the left one first; zeros for a hand that is not seen. */
function jointNumbers(session, frame, space) {
  const numbers = new Float32Array(2 * JOINTS * JOINT_NUMBERS);
  for (const source of session.inputSources) {
    if (!source.hand || !frame.getJointPose) continue;
    const of = sideOf(source) * JOINTS * JOINT_NUMBERS;
    [...source.hand.values()].slice(0, JOINTS).forEach((joint, i) => {
      const pose = frame.getJointPose(joint, space);
      if (!pose) return;
      const { x, y, z } = pose.transform.position;
      numbers.set([x, y, z, pose.radius || 0.008], of + i * JOINT_NUMBERS);
    });
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

let current = null;

/**
 * Enters VR; to be called from a press. Answers when the session runs: whether heights count from the floor.
 * Calls `onEnd` when it is over.
 */
async function enter(canvas, engine, onEnd) {
  const session = await navigator.xr.requestSession("immersive-vr", {
    optionalFeatures: ["local-floor", "hand-tracking"],
  });
  try {
    // The page made it before the engine did, so that it need not be lost for a headset.
    const gl = canvas.getContext("webgl2");
    await gl.makeXRCompatible();
    const layer = new XRWebGLLayer(session, gl, { antialias: false, depth: false, stencil: false, alpha: true });
    session.updateRenderState({ baseLayer: layer, depthNear: 0.05, depthFar: 900 });
    let floor = true;
    const space = await session.requestReferenceSpace("local-floor").catch(() => {
      floor = false;
      return session.requestReferenceSpace("local");
    });
    if (session.supportedFrameRates?.includes(RATE)) session.updateTargetFrameRate(RATE).catch(() => {});
    current = run({ session, gl, layer, space, floor, engine, onEnd });
    return { floor };
  } catch (error) {
    session.end().catch(() => {});
    throw error;
  }
}

function run({ session, gl, layer, space, floor, engine, onEnd }) {
  const pinched = new Set();
  let level = null;
  let shown = [];
  let drawn = 0;
  let ended = false;
  session.addEventListener("selectstart", ({ inputSource }) => pinched.add(inputSource));
  session.addEventListener("selectend", ({ inputSource }) => pinched.delete(inputSource));
  session.addEventListener("end", () => {
    ended = true;
    engine.xr_leave();
    level?.free();
    current = null;
    onEnd?.();
  });
  const sized = () => {
    const most = (side) => Math.max(...shown.map(({ port }) => Math.round(port[side])));
    return { width: most("width"), height: most("height"), floor };
  };
  /** From level B to level A; false when there is no lower one. */
  const lower = (why) => {
    if (ended || level?.name === "canvas") return false;
    console.info(`the eyes are drawn on the canvas: ${why}`);
    level?.free();
    level = sideBySide(gl, engine, shown, sized());
    return true;
  };
  const begin = (frame) => {
    const pose = frame.getViewerPose(space);
    if (!pose) return; // tracking lost: the last picture stays
    shown = pose.views
      .map((view) => ({ view, port: layer.getViewport(view) }))
      .filter(({ port }) => port && port.width > 0 && port.height > 0)
      .slice(0, 2);
    if (!shown.length) return;
    const eyes = new Float32Array(shown.flatMap(eyeNumbers));
    engine.xr_frame(eyes, handNumbers(session, frame, space, pinched), jointNumbers(session, frame, space));
    if (level) return;
    try {
      level = buffers(gl, engine, shown, sized());
    } catch (error) {
      lower(error.message);
    }
  };
  const end = () => {
    if (ended || !level) return;
    level.show(
      layer,
      shown.map(({ port }) => port),
    );
    drawn += 1;
    if (drawn === PROOF_FRAME && !level.proven()) lower("nothing arrived in an eye buffer");
    globalThis.jangteo.onVrFrame?.(layer, shown, level.name);
  };
  frames.give(session, { begin, end });
  return { session, lower };
}

/** Whether the browser can listen. */
const hears = () => Boolean(globalThis.SpeechRecognition ?? globalThis.webkitSpeechRecognition);

/** Listens to one utterance; `heard(text, done)` is called while somebody speaks, and once with `done`. */
function hear(lang, heard) {
  const Ear = globalThis.SpeechRecognition ?? globalThis.webkitSpeechRecognition;
  const ear = new Ear();
  Object.assign(ear, { lang, interimResults: true, continuous: false, maxAlternatives: 1 });
  let said = "";
  let over = false;
  const finish = () => {
    if (over) return;
    over = true;
    heard(said, true);
  };
  ear.onresult = ({ results }) => {
    said = [...results].map((result) => result[0].transcript).join("").trim();
    if (!over) heard(said, false);
  };
  ear.onerror = finish;
  ear.onend = finish;
  ear.start();
}

Object.assign(globalThis.jangteo, {
  vrSupported: supported,
  vrEnter: (canvas, onEnd) => enter(canvas, globalThis.jangteo.viewer, onEnd),
  vrLeave: () => current?.session.end().catch(() => {}),
  vrLower: () => current?.lower("the engine does not take buffers") ?? false,
  hears,
  hear,
});
