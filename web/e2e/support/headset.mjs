// A headset in a page: WebXR by an emulator that nobody here wrote (iwer), with eyes that can be read back.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { launch, openPage } from './browser.mjs';
import { startServer } from './market.mjs';

const emulator = readFileSync(createRequire(import.meta.url).resolve('iwer/build/iwer.min.js'), 'utf8');
export const pause = (ms) => new Promise((r) => setTimeout(r, ms));

/** The board before the visitor as the bridge's contract has it: width, distance and how far below the eyes, metres. */
export const BOARD = { width: 0.72, away: 0.75, below: 0.12 };
/** The board over the left controller: width, how far above and behind its tip, metres; how it leans back, radians. */
const WRIST = { width: 0.15, above: 0.05, behind: 0.06, lean: 0.9 };
/** Height of the eyes of the window's visitor, metres. */
export const EYES = 1.58;

/*
 * In the page, before its scripts. What is special about a headset and its browser is in `window.odd`:
 * `glass` gives the layer a framebuffer of its own of so many pixels an eye (`size`), as real headsets have one and the
 * emulator has none, and each eye a lens of its own (`lenses`: the tangents of left, right, bottom and top); `oneEye`
 * draws the left one alone; `refuseBuffers` and `blindBuffers` are browsers in which eye buffers cannot be made, or stay
 * empty without a word; `withoutFloor` is a headset that does not know its height; `speech` is what is said to it.
 */
function wear() {
  window.odd = {};
  window.device = new IWER.XRDevice(IWER.metaQuest3, { stereoEnabled: true });
  device.installRuntime({ forceInstall: true });
  device.position.set(0, 1.6, 0);
  window.asked = [];
  window.frames = 0;
  window.glErrors = 0;
  window.boards = {};
  window.cpu = [];
  const context = () => document.querySelector('#twin').getContext('webgl2');
  const seen = (layer, shown, level) => {
    const gl = context();
    window.level = level;
    window.frames += 1;
    // Errors are kept until somebody asks; asking waits until everything is drawn.
    if (window.asked.length && gl.getError()) window.glErrors += 1;
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
}

function beOdd() {
  const { checkFramebufferStatus, createFramebuffer, bindFramebuffer } = WebGL2RenderingContext.prototype;
  WebGL2RenderingContext.prototype.checkFramebufferStatus = function (target) {
    return window.odd.refuseBuffers ? WebGL2RenderingContext.FRAMEBUFFER_UNSUPPORTED : checkFramebufferStatus.call(this, target);
  };
  const pages = new Set();
  const caller = () => new Error().stack.split('\n')[3];
  WebGL2RenderingContext.prototype.createFramebuffer = function () {
    const made = createFramebuffer.call(this);
    if (window.odd.blindBuffers && caller().includes('eyeBuffer')) pages.add(made);
    return made;
  };
  WebGL2RenderingContext.prototype.bindFramebuffer = function (target, framebuffer) {
    const ours = !pages.has(framebuffer) || /\/xr[^/]*\.js/.test(caller());
    return bindFramebuffer.call(this, target, ours ? framebuffer : null);
  };
  const space = XRSession.prototype.requestReferenceSpace;
  XRSession.prototype.requestReferenceSpace = function (kind) {
    const none = window.odd.withoutFloor && kind === 'local-floor';
    return none ? Promise.reject(new DOMException('no floor', 'NotSupportedError')) : space.call(this, kind);
  };
  class Ear {
    start() {
      window.listenedIn = this.lang;
      const results = [Object.assign([{ transcript: window.odd.speech }], { isFinal: true })];
      setTimeout(() => {
        this.onresult({ results });
        this.onend();
      }, 300);
    }
  }
  delete globalThis.SpeechRecognition;
  Object.defineProperty(globalThis, 'webkitSpeechRecognition', { get: () => (window.odd.speech ? Ear : undefined) });
}

function haveGlass() {
  let [buffer, of] = [null, null];
  const make = () => {
    const gl = document.querySelector('#twin').getContext('webgl2');
    of = window.odd.glass;
    const texture = gl.createTexture();
    gl.bindTexture(gl.TEXTURE_2D, texture);
    gl.texStorage2D(gl.TEXTURE_2D, 1, gl.RGBA8, of.size[0] * 2, of.size[1]);
    gl.bindTexture(gl.TEXTURE_2D, null);
    buffer = gl.createFramebuffer();
    gl.bindFramebuffer(gl.FRAMEBUFFER, buffer);
    gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, texture, 0);
    gl.bindFramebuffer(gl.FRAMEBUFFER, null);
    return buffer;
  };
  Object.defineProperty(XRWebGLLayer.prototype, 'framebuffer', {
    get() {
      const { glass } = window.odd;
      if (!glass) return null;
      return glass === of ? buffer : make();
    },
  });
  const { getViewport } = XRWebGLLayer.prototype;
  XRWebGLLayer.prototype.getViewport = function (view) {
    const { glass, oneEye } = window.odd;
    if (!glass) return getViewport.call(this, view);
    const [width, height] = glass.size;
    return view.eye === 'left' ? { x: 0, y: 0, width, height } : { x: width, y: 0, width: oneEye ? 0 : width, height };
  };
  const lens = ([l, r, b, t]) => new Float32Array([2 / (r - l), 0, 0, 0, 0, 2 / (t - b), 0, 0, (r + l) / (r - l), (t + b) / (t - b), -1, -1, 0, 0, -0.1, 0]);
  const { get } = Object.getOwnPropertyDescriptor(XRView.prototype, 'projectionMatrix');
  Object.defineProperty(XRView.prototype, 'projectionMatrix', {
    get() {
      const { glass } = window.odd;
      return glass ? lens(glass.lenses[this.eye === 'left' ? 0 : 1]) : get.call(this);
    },
  });
}

/** Lenses of real headsets are lopsided. */
export const LENSES = [[-1.3, 0.9, -1.1, 1], [-0.9, 1.3, -1.1, 1]];
/** A headset that is quickly drawn, for what is not about pictures. */
export const SMALL = { glass: { size: [96, 96], lenses: LENSES }, oneEye: true };

/**
 * A server, a browser and a walk for the tests of a file: each of them begins where the first one did, with a headset
 * that is `odd` as it says, and whatever went wrong on the page until its end fails it. Loading the market in software
 * takes far longer than what is tested.
 */
export function headsets() {
  const all = {};
  before(async () => {
    all.server = await startServer({ markets: ['haneul'] });
    all.browser = await launch();
    all.opened = await openWalk(all.browser, all.server.base);
    all.start = await place(all.opened.page);
  });
  after(async () => {
    await all.browser?.close();
    await all.server?.stop();
  });
  const worn = (what, odd, run) =>
    test(what, { timeout: 200_000 }, async () => {
      const { opened: { page, wrong }, start } = all;
      try {
        await afresh(page, start, odd);
        await run(page);
        assert.equal(await page.evaluate(() => window.glErrors), 0);
        assert.deepEqual(wrong, []);
      } finally {
        wrong.length = 0;
      }
    });
  return { worn, browser: () => all.browser };
}

/** Nobody wears the headset; the visitor stands at `at`; everything is as usual but what is `odd`. */
async function afresh(page, [x, y, z, yaw], odd) {
  if (await page.evaluate(() => window.worn)) await leave(page);
  await page.evaluate((at, yaw, odd) => {
    device.primaryInputMode = 'controller';
    device.ipd = 0.063;
    device.position.set(0, 1.6, 0);
    device.quaternion.set(0, 0, 0, 1);
    for (const [hand, x] of [['left', -0.25], ['right', 0.25]]) {
      const held = device.controllers[hand];
      held.connected = true;
      held.position.set(x, 1.1, -0.3);
      held.quaternion.set(0, 0, 0, 1);
      held.updateAxes('thumbstick', 0, 0);
    }
    [window.odd, window.glErrors] = [odd, 0];
    jangteo.viewer.send(JSON.stringify({ type: 'go_to', at, yaw }));
    jangteo.viewer.send(JSON.stringify({ type: 'highlight', stall: null }));
  }, [x, y, z], yaw, odd);
  await until(page, ([x, z]) => {
    const [nowX, , nowZ] = document.querySelector('#stage').dataset.at.split(' ').map(Number);
    return Math.hypot(nowX - x, nowZ - z) < 0.1;
  }, [x, z]);
  await pause(500);
}

/** Opens a market's walk with a headset beside it, ready to be entered. */
export async function openWalk(browser, base, { market = 'haneul', viewport = { width: 400, height: 260 } } = {}) {
  const opened = await openPage(browser, 'about:blank', { viewport });
  const { page } = opened;
  // Who wants less motion is where they go at once; nothing sways in the pictures that are compared.
  await page.emulateMediaFeatures([{ name: 'prefers-reduced-motion', value: 'reduce' }]);
  await page.evaluateOnNewDocument(`${emulator};(${wear})();(${beOdd})();(${haveGlass})();`);
  await page.goto(`${base}/m/${market}/3d`);
  await ready(page);
  return opened;
}

/** Waits until the market can be walked and entered, and the visitor stands. */
export async function ready(page) {
  await page.waitForFunction(() => document.querySelector('#poster')?.hidden, { timeout: 240_000, polling: 250 });
  await page.waitForFunction(() => document.querySelector('#vr-enter')?.hidden === false, { timeout: 60_000, polling: 250 });
  await page.waitForFunction(() => document.querySelector('#stage').dataset.at, { timeout: 60_000, polling: 250 });
}

/** Waits until what is so in the page is so. */
export const until = (page, test, ...args) => page.waitForFunction(test, { timeout: 60_000, polling: 100 }, ...args);

/** Presses the button and waits until the menu hangs and the eyes are drawn. */
export async function enter(page) {
  await page.evaluate(() => {
    [window.boards, window.level, window.worn] = [{}, undefined, true];
    document.querySelector('#vr-enter').click();
  });
  await page.waitForFunction(() => window.boards[0] && window.level, { timeout: 120_000, polling: 200 });
  await passed(page, 3);
}

/** Leaves, and waits until the window draws again. */
export async function leave(page) {
  await page.evaluate(() => {
    jangteo.vrLeave();
    window.worn = false;
  });
  await until(page, () => !document.querySelector('#live').textContent.includes('메뉴'));
}

/** Waits for so many frames of the headset. */
export async function passed(page, frames = 2) {
  const now = await page.evaluate(() => window.frames);
  await until(page, (to) => window.frames >= to, now + frames);
}

/** Both eyes after some frames more; rows from bottom to top. */
export async function look(page, frames = 3) {
  await passed(page, frames - 1);
  const seen = await page.evaluate(async () => {
    const seen = await new Promise((r) => window.asked.push(r));
    const text = (data) => {
      let out = '';
      for (let i = 0; i < data.length; i += 32_768) out += String.fromCharCode(...data.subarray(i, i + 32_768));
      return btoa(out);
    };
    return { ...seen, eyes: seen.eyes.map((e) => ({ ...e, data: text(e.data) })) };
  });
  return { ...seen, eyes: seen.eyes.map((e) => ({ ...e, data: Buffer.from(e.data, 'base64') })) };
}

/** The window's picture, read where the engine has just drawn it onto the canvas; rows from bottom to top. */
export async function flat(page) {
  const seen = await page.evaluate(async () => {
    const gl = document.querySelector('#twin').getContext('webgl2');
    const drawn = new Promise((done) => {
      for (const name of ['drawArrays', 'blitFramebuffer']) {
        gl[name] = (...args) => {
          WebGL2RenderingContext.prototype[name].apply(gl, args);
          if (gl.getParameter(gl.DRAW_FRAMEBUFFER_BINDING)) return;
          const [width, height, from] = [gl.drawingBufferWidth, gl.drawingBufferHeight, gl.getParameter(gl.READ_FRAMEBUFFER_BINDING)];
          const data = new Uint8Array(width * height * 4);
          gl.bindFramebuffer(gl.READ_FRAMEBUFFER, null);
          gl.readPixels(0, 0, width, height, gl.RGBA, gl.UNSIGNED_BYTE, data);
          gl.bindFramebuffer(gl.READ_FRAMEBUFFER, from);
          done({ width, height, data });
        };
      }
    });
    const wake = setInterval(() => jangteo.viewer.send(JSON.stringify({ type: 'look', yaw: 0, pitch: 0 })), 100);
    const { width, height, data } = await drawn;
    clearInterval(wake);
    for (const name of ['drawArrays', 'blitFramebuffer']) delete gl[name];
    let text = '';
    for (let i = 0; i < data.length; i += 32_768) text += String.fromCharCode(...data.subarray(i, i + 32_768));
    return { width, height, data: btoa(text) };
  });
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

/** Where a point of the wrist's board is, in the headset's space, for a left controller at `held` that points ahead. */
export function onWrist([u, v], { width, height }, held) {
  const [x, up] = [(u - 0.5) * WRIST.width, (0.5 - v) * WRIST.width * (height / width)];
  const { lean, above, behind } = WRIST;
  return [held[0] + x, held[1] + above + up * Math.cos(lean), held[2] + behind - up * Math.sin(lean)];
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
  await passed(page);
  await set(0);
  await passed(page);
}

/** Presses the n-th button of the board before the visitor, counted as they are drawn; -1 is the last. `eyes` is the head. */
export async function press(page, n, eyes = [0, 1.6, 0]) {
  const board = await page.evaluate(() => ({ ...window.boards[0], rgba: null }));
  const at = (n < 0 ? board.buttons.length / 4 + n : n) * 4;
  const [left, top, right, bottom] = board.buttons.slice(at, at + 4);
  await point(page, onBoard([(left + right) / 2, (top + bottom) / 2], board, eyes), [eyes[0] + 0.15, eyes[1] - 0.25, eyes[2] - 0.1]);
  await passed(page, 2);
  await pull(page);
}

/** Presses, and waits for the next board, or for none. */
export async function pressed(page, n, eyes) {
  await page.evaluate(() => { window.boardBefore = window.boards[0]; });
  await press(page, n, eyes);
  await until(page, () => window.boards[0] !== window.boardBefore);
  await passed(page, 2);
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
