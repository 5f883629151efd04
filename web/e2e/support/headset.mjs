// A headset in a page: WebXR by an emulator that nobody here wrote (iwer), with eyes that can be read back.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { openPage } from './browser.mjs';

const emulator = readFileSync(createRequire(import.meta.url).resolve('iwer/build/iwer.min.js'), 'utf8');
export const pause = (ms) => new Promise((r) => setTimeout(r, ms));

/** The board before the visitor as the bridge's contract has it: width, distance and how far below the eyes, metres. */
export const BOARD = { width: 0.72, away: 0.75, below: 0.12 };
/** Height of the eyes of the window's visitor, metres. */
export const EYES = 1.58;

/**
 * In the page, before its scripts. `size` gives the layer a framebuffer of its own of so many pixels an eye, as real
 * headsets have one and the emulator has none; `lenses` are the tangents of left, right, bottom and top of each eye.
 */
function install({ size, lenses, refuseBuffers, blindBuffers, withoutFloor, speech }) {
  window.device = new IWER.XRDevice(IWER.metaQuest3, { stereoEnabled: true });
  device.installRuntime({ forceInstall: true });
  device.position.set(0, 1.6, 0);
  window.asked = [];
  window.glErrors = 0;
  window.boards = {};
  window.cpu = [];
  const context = () => document.querySelector('#twin').getContext('webgl2');
  const seen = (layer, shown, level) => {
    const gl = context();
    if (gl.getError()) window.glErrors += 1;
    window.level = level;
    for (const ask of window.asked.splice(0)) {
      gl.bindFramebuffer(gl.READ_FRAMEBUFFER, layer.framebuffer);
      const eyes = shown.map(({ port: { x, y, width, height } }) => {
        const data = new Uint8Array(width * height * 4);
        gl.readPixels(x, y, width, height, gl.RGBA, gl.UNSIGNED_BYTE, data);
        return { width, height, data };
      });
      gl.bindFramebuffer(gl.READ_FRAMEBUFFER, null);
      ask({ eyes, bare: layer.framebuffer === null });
    }
  };
  /** The same module, with what is hung up noted down. */
  const watched = (viewer) => ({
    ...viewer,
    xr_panel(slot, width, height, rgba, buttons) {
      window.boards[slot] = width ? { width, height, buttons: [...buttons], rgba: new Uint8ClampedArray(rgba) } : null;
      return viewer.xr_panel(slot, width, height, rgba, buttons);
    },
  });
  Object.defineProperty(globalThis, 'jangteo', {
    configurable: true,
    get: () => window.kept,
    set: (value) => {
      const { loadViewer } = value;
      value.loadViewer = async () => watched(await loadViewer.call(value));
      value.onVrFrame = seen;
      window.kept = value;
    },
  });
  const request = XRSession.prototype.requestAnimationFrame;
  XRSession.prototype.requestAnimationFrame = function (callback) {
    return request.call(this, (time, frame) => {
      const began = performance.now();
      callback(time, frame);
      window.cpu.push(performance.now() - began);
    });
  };
  if (refuseBuffers) {
    // A browser that lets nobody draw into a texture of sRGB.
    WebGL2RenderingContext.prototype.checkFramebufferStatus = () => WebGL2RenderingContext.FRAMEBUFFER_UNSUPPORTED;
  }
  if (blindBuffers) {
    // A browser in which what the engine draws into a buffer of the page never arrives, and no error says so.
    const { createFramebuffer, bindFramebuffer } = WebGL2RenderingContext.prototype;
    const pages = new Map();
    const caller = () => new Error().stack.split('\n')[3];
    WebGL2RenderingContext.prototype.createFramebuffer = function () {
      const made = createFramebuffer.call(this);
      if (caller().includes('eyeBuffer')) pages.set(made, createFramebuffer.call(this));
      return made;
    };
    WebGL2RenderingContext.prototype.bindFramebuffer = function (target, framebuffer) {
      const ours = !pages.has(framebuffer) || /\/xr[^/]*\.js/.test(caller());
      return bindFramebuffer.call(this, target, ours ? framebuffer : null);
    };
  }
  if (withoutFloor) {
    const space = XRSession.prototype.requestReferenceSpace;
    XRSession.prototype.requestReferenceSpace = function (kind) {
      return kind === 'local-floor' ? Promise.reject(new DOMException('no floor', 'NotSupportedError')) : space.call(this, kind);
    };
  }
  if (speech !== undefined) {
    globalThis.webkitSpeechRecognition = class {
      start() {
        window.listenedIn = this.lang;
        const results = speech ? [Object.assign([{ transcript: speech }], { isFinal: true })] : [];
        setTimeout(() => {
          if (speech) this.onresult({ results });
          this.onend();
        }, 300);
      }
    };
  } else {
    delete globalThis.SpeechRecognition;
    delete globalThis.webkitSpeechRecognition;
  }
  if (!size) return;
  const [width, height] = size;
  let buffer;
  const make = () => {
    const gl = context();
    const texture = gl.createTexture();
    gl.bindTexture(gl.TEXTURE_2D, texture);
    gl.texStorage2D(gl.TEXTURE_2D, 1, gl.RGBA8, width * 2, height);
    gl.bindTexture(gl.TEXTURE_2D, null);
    buffer = gl.createFramebuffer();
    gl.bindFramebuffer(gl.FRAMEBUFFER, buffer);
    gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, texture, 0);
    gl.bindFramebuffer(gl.FRAMEBUFFER, null);
    return buffer;
  };
  Object.defineProperty(XRWebGLLayer.prototype, 'framebuffer', { get: () => buffer ?? make() });
  XRWebGLLayer.prototype.getViewport = (view) => ({ x: view.eye === 'left' ? 0 : width, y: 0, width, height });
  const lens = ([l, r, b, t]) => new Float32Array([2 / (r - l), 0, 0, 0, 0, 2 / (t - b), 0, 0, (r + l) / (r - l), (t + b) / (t - b), -1, -1, 0, 0, -0.1, 0]);
  const both = { left: lens(lenses[0]), right: lens(lenses[1]) };
  Object.defineProperty(XRView.prototype, 'projectionMatrix', { get() { return both[this.eye]; } });
}

/** Opens a market's walk with a headset beside it, ready to be entered. */
export async function openWalk(browser, base, { market = 'haneul', viewport = { width: 640, height: 400 }, ...options } = {}) {
  const opened = await openPage(browser, 'about:blank', { viewport });
  const { page } = opened;
  await page.evaluateOnNewDocument(`${emulator};(${install})(${JSON.stringify(options)});`);
  await page.goto(`${base}/m/${market}/3d`);
  await page.waitForFunction(() => document.querySelector('#poster')?.hidden, { timeout: 240_000, polling: 500 });
  await page.waitForFunction(() => document.querySelector('#vr-enter')?.hidden === false, { timeout: 60_000 });
  await pause(2000);
  return opened;
}

/** Presses the button and waits until the menu hangs and the eyes are drawn. */
export async function enter(page) {
  await page.evaluate(() => document.querySelector('#vr-enter').click());
  await page.waitForFunction(() => window.boards[0] && window.level, { timeout: 120_000, polling: 200 });
  await look(page, 5);
}

/** Both eyes after some frames more; rows from bottom to top. */
export async function look(page, frames = 3) {
  const seen = await page.evaluate(async (frames) => {
    let seen;
    for (let i = 0; i < frames; i++) seen = await new Promise((r) => window.asked.push(r));
    const text = (data) => {
      let out = '';
      for (let i = 0; i < data.length; i += 32_768) out += String.fromCharCode(...data.subarray(i, i + 32_768));
      return btoa(out);
    };
    return { ...seen, eyes: seen.eyes.map((e) => ({ ...e, data: text(e.data) })) };
  }, frames);
  return { ...seen, eyes: seen.eyes.map((e) => ({ ...e, data: Buffer.from(e.data, 'base64') })) };
}

/** The window's picture: what lies on the canvas right after the engine has drawn it; rows from bottom to top. */
export async function flat(page) {
  const seen = await page.evaluate(
    () =>
      new Promise((done) => {
        const gl = document.querySelector('#twin').getContext('webgl2');
        const [width, height] = [gl.drawingBufferWidth, gl.drawingBufferHeight];
        const data = new Uint8Array(width * height * 4);
        const step = () => {
          jangteo.viewer.send(JSON.stringify({ type: 'look', yaw: 0, pitch: 0 }));
          gl.bindFramebuffer(gl.READ_FRAMEBUFFER, null);
          gl.readPixels(0, 0, width, height, gl.RGBA, gl.UNSIGNED_BYTE, data);
          if (!data.some((byte) => byte)) return requestAnimationFrame(step);
          let text = '';
          for (let i = 0; i < data.length; i += 32_768) text += String.fromCharCode(...data.subarray(i, i + 32_768));
          done({ width, height, data: btoa(text) });
        };
        requestAnimationFrame(step);
      }),
  );
  return { ...seen, data: Buffer.from(seen.data, 'base64') };
}

/** The share of pixels in which two pictures of the same size differ by more than `by` in all. */
export function differing(a, b, by = 24) {
  let n = 0;
  for (let i = 0; i < a.data.length; i += 4) {
    const d = [0, 1, 2].reduce((sum, c) => sum + Math.abs(a.data[i + c] - b.data[i + c]), 0);
    if (d > by) n += 1;
  }
  return (n * 4) / a.data.length;
}

/** The same picture in blocks of so many pixels: what is left when sharpness does not matter. */
export function coarse({ width, height, data }, block = 8) {
  const [w, h] = [Math.floor(width / block), Math.floor(height / block)];
  const out = Buffer.alloc(w * h * 4);
  for (let i = 0; i < w * h * 4; i++) {
    const [c, x, y] = [i % 4, (i >> 2) % w, Math.floor((i >> 2) / w)];
    let sum = 0;
    for (let dy = 0; dy < block; dy++) for (let dx = 0; dx < block; dx++) sum += data[((y * block + dy) * width + x * block + dx) * 4 + c];
    out[i] = Math.round(sum / block / block);
  }
  return { width: w, height: h, data: out };
}

/** Where the visitor stands and looks: metres and degrees. */
export const place = (page) => page.$eval('#stage', (s) => s.dataset.at.split(' ').map(Number));
/** From one direction to another, degrees. */
export const turned = (a, b) => ((((b - a + 180) % 360) + 360) % 360) - 180;

/** Points the right hand at a place of the headset's space. */
export const point = (page, at, from = [0.15, 1.35, -0.1], hand = 'right') =>
  page.evaluate(
    (at, from, hand) => {
      const d = at.map((v, i) => v - from[i]);
      const length = Math.hypot(...d);
      const [x, y, z] = d.map((v) => v / length);
      // From straight ahead to there, the short way round.
      const q = [y, -x, 0, 1 - z].map((v) => v / Math.hypot(y, x, 1 - z));
      const input = device.primaryInputMode === 'hand' ? device.hands[hand] : device.controllers[hand];
      input.position.set(...from);
      input.quaternion.set(...q);
    },
    at,
    from,
    hand,
  );

/** Where a point of the board before the visitor is, in the headset's space, for a head at `eyes` that looks ahead. */
export function onBoard([u, v], { width, height }, eyes = [0, 1.6, 0], scale = 1) {
  const tilt = Math.atan2(BOARD.below, BOARD.away);
  const x = (u - 0.5) * BOARD.width * scale;
  const up = (0.5 - v) * BOARD.width * (height / width) * scale;
  return [eyes[0] + x, eyes[1] - BOARD.below * scale + up * Math.cos(tilt), eyes[2] - BOARD.away * scale - up * Math.sin(tilt)];
}

/** Pulls the trigger, or pinches, and lets go. */
export async function pull(page, hand = 'right') {
  const set = (amount) =>
    page.evaluate(
      (amount, hand) => {
        if (device.primaryInputMode === 'hand') device.hands[hand].updatePinchValue(amount);
        else device.controllers[hand].updateButtonValue('trigger', amount);
      },
      amount,
      hand,
    );
  await set(1);
  await look(page, 3);
  await set(0);
  await look(page, 3);
}

/** Presses the n-th button of the board before the visitor, counted as they are drawn; -1 is the last. */
export async function press(page, n) {
  const board = await page.evaluate(() => ({ ...window.boards[0], rgba: null }));
  const at = (n < 0 ? board.buttons.length / 4 + n : n) * 4;
  const [left, top, right, bottom] = board.buttons.slice(at, at + 4);
  await point(page, onBoard([(left + right) / 2, (top + bottom) / 2], board));
  await look(page, 2);
  await pull(page);
}

/** A PNG of one picture or of several side by side, as a browser makes it. */
export async function png(page, pictures) {
  const text = await page.evaluate(
    (pictures) => {
      const canvas = document.createElement('canvas');
      canvas.width = pictures.reduce((sum, p) => sum + p.width, 0);
      canvas.height = Math.max(...pictures.map((p) => p.height));
      const pen = canvas.getContext('2d');
      let x = 0;
      for (const { width, height, data, topFirst } of pictures) {
        const bytes = Uint8ClampedArray.from(atob(data), (c) => c.charCodeAt(0));
        const image = new ImageData(width, height);
        for (let row = 0; row < height; row++) {
          const from = (topFirst ? row : height - 1 - row) * width * 4;
          image.data.set(bytes.subarray(from, from + width * 4), row * width * 4);
        }
        if (!topFirst) for (let i = 3; i < image.data.length; i += 4) image.data[i] = 255;
        pen.putImageData(image, x, 0);
        x += width;
      }
      return canvas.toDataURL('image/png').split(',')[1];
    },
    pictures.map((p) => ({ ...p, data: Buffer.from(p.data).toString('base64') })),
  );
  return Buffer.from(text, 'base64');
}

/** The picture of a board as the page drew it. */
export async function boardPicture(page, slot = 0) {
  const board = await page.evaluate((slot) => {
    const { width, height, rgba } = window.boards[slot];
    return { width, height, data: Array.from(rgba) };
  }, slot);
  return { ...board, data: Buffer.from(board.data), topFirst: true };
}
