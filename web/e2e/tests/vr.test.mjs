// A headset in a real browser: WebXR by an emulator that nobody here wrote (iwer), drawn in software.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { launch, openPage } from '../support/browser.mjs';
import { startServer } from '../support/market.mjs';

const pause = (ms) => new Promise((r) => setTimeout(r, ms));
const emulator = readFileSync(createRequire(import.meta.url).resolve('iwer/build/iwer.min.js'), 'utf8');
let server, browser;
before(async () => {
  server = await startServer({ markets: ['haneul'] });
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

/** In the page, before its scripts: a headset, and eyes that can be read back after each of its frames. */
function install(ownBuffer) {
  window.device = new IWER.XRDevice(IWER.metaQuest3, { stereoEnabled: true });
  device.installRuntime({ forceInstall: true });
  device.position.set(0, 1.6, 0);
  window.asked = [];
  window.glErrors = 0;
  const seen = (layer, shown) => {
    const gl = document.querySelector('#twin').getContext('webgl2');
    if (gl.getError()) window.glErrors += 1;
    for (const ask of window.asked.splice(0)) {
      gl.bindFramebuffer(gl.READ_FRAMEBUFFER, layer.framebuffer);
      const eyes = shown.map(({ port: { x, y, width, height } }) => {
        const data = new Uint8Array(width * height * 4);
        gl.readPixels(x, y, width, height, gl.RGBA, gl.UNSIGNED_BYTE, data);
        return { width, height, data: Array.from(data) };
      });
      gl.bindFramebuffer(gl.READ_FRAMEBUFFER, null);
      ask({ eyes, bare: layer.framebuffer === null });
    }
  };
  Object.defineProperty(globalThis, 'jangteo', {
    configurable: true,
    get: () => window.kept,
    set: (value) => { window.kept = Object.assign(value, { onVrFrame: seen }); },
  });
  if (!ownBuffer) return;
  // A stand-in for a real headset: a framebuffer of its own and lopsided lenses, where the emulator has neither.
  const [width, height] = [640, 320];
  let buffer;
  const make = () => {
    const gl = document.querySelector('#twin').getContext('webgl2');
    const texture = gl.createTexture();
    gl.bindTexture(gl.TEXTURE_2D, texture);
    gl.texStorage2D(gl.TEXTURE_2D, 1, gl.RGBA8, width, height);
    gl.bindTexture(gl.TEXTURE_2D, null);
    buffer = gl.createFramebuffer();
    gl.bindFramebuffer(gl.FRAMEBUFFER, buffer);
    gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, texture, 0);
    gl.bindFramebuffer(gl.FRAMEBUFFER, null);
    return buffer;
  };
  Object.defineProperty(XRWebGLLayer.prototype, 'framebuffer', { get: () => buffer ?? make() });
  XRWebGLLayer.prototype.getViewport = (view) => ({ x: view.eye === 'left' ? 0 : width / 2, y: 0, width: width / 2, height });
  const lens = (l, r, b, t) => new Float32Array([2 / (r - l), 0, 0, 0, 0, 2 / (t - b), 0, 0, (r + l) / (r - l), (t + b) / (t - b), -1, -1, 0, 0, -0.1, 0]);
  const lenses = { left: lens(-1.3, 0.9, -1.1, 1), right: lens(-0.9, 1.3, -1.1, 1) };
  Object.defineProperty(XRView.prototype, 'projectionMatrix', { get() { return lenses[this.eye]; } });
}

async function enter({ ownBuffer = false } = {}) {
  const opened = await openPage(browser, 'about:blank', { viewport: { width: 640, height: 400 } });
  const { page } = opened;
  await page.evaluateOnNewDocument(`${emulator};(${install})(${ownBuffer});`);
  await page.goto(`${server.base}/m/haneul/3d`);
  await page.waitForFunction(() => document.querySelector('#poster')?.hidden, { timeout: 180_000, polling: 500 });
  await page.waitForFunction(() => document.querySelector('#vr-enter')?.hidden === false, { timeout: 20_000 });
  await pause(2000);
  await page.evaluate(() => document.querySelector('#vr-enter').click());
  await page.waitForFunction(() => globalThis.jangteo.vrSession && document.querySelector('#live').textContent.includes('VR'), { timeout: 60_000 });
  await pause(3000);
  // The menu hangs before the visitor: put it away.
  return opened;
}

/** Both eyes after some frames more. */
const look = (page, frames = 3) => page.evaluate(async (frames) => {
  let seen;
  for (let i = 0; i < frames; i++) seen = await new Promise((r) => window.asked.push(r));
  return seen;
}, frames);

const differing = (a, b) => {
  let n = 0;
  for (let i = 0; i < a.data.length; i += 4) {
    if (Math.abs(a.data[i] - b.data[i]) + Math.abs(a.data[i + 1] - b.data[i + 1]) + Math.abs(a.data[i + 2] - b.data[i + 2]) > 24) n++;
  }
  return (n * 4) / a.data.length;
};

const place = (page) => page.$eval('#stage', (s) => s.dataset.at.split(' ').map(Number));
const turned = (a, b) => ((b - a + 540) % 360) - 180;

for (const ownBuffer of [false, true]) {
  const where = ownBuffer ? 'into a buffer of the headset with lopsided lenses' : 'where the layer has no framebuffer';
  test(`both eyes see the market ${where}, further apart the more the eyes are`, { timeout: 400_000 }, async () => {
    const { page, wrong } = await enter({ ownBuffer });
    const seen = await look(page);
    assert.equal(seen.eyes.length, 2);
    assert.equal(seen.bare, !ownBuffer);
    assert.ok(new Set(seen.eyes[0].data).size > 100, 'an eye sees hardly any colours');
    const apart = [];
    for (const ipd of [0, 0.063, 0.2]) {
      await page.evaluate((v) => { device.ipd = v; }, ipd);
      const { eyes } = await look(page);
      apart.push(differing(eyes[0], eyes[1]));
    }
    if (!ownBuffer) assert.ok(apart[0] < 0.005, `eyes at one place see the same: ${apart}`);
    if (!ownBuffer) assert.ok(apart[1] > apart[0] + 0.01 && apart[2] > apart[1], `${apart}`);
    const before = await look(page);
    await page.evaluate(() => device.position.set(0.4, 1.6, -0.4));
    const after = await look(page);
    assert.ok(differing(before.eyes[0], after.eyes[0]) > 0.02, 'the view does not follow the head');
    assert.equal(await page.evaluate(() => window.glErrors), 0);
    assert.deepEqual(wrong, []);
    await page.close();
  });
}

test('a stick turns by thirty degrees a push, a trigger on the floor teleports, and the end is where one stands', { timeout: 400_000 }, async () => {
  const { page, wrong } = await enter();
  const [x, y, z, yaw] = await place(page);
  const push = async (axes) => {
    await page.evaluate((a) => device.controllers.right.updateAxes('thumbstick', ...a), axes);
    await look(page);
    await pause(800);
    await page.evaluate(() => device.controllers.right.updateAxes('thumbstick', 0, 0));
    await look(page);
    await pause(800);
  };
  await push([1, 0]);
  const right = await place(page);
  assert.ok(Math.abs(turned(yaw, right[3]) - 30) < 1.5, `turned from ${yaw} to ${right[3]}`);
  await push([-1, 0]);
  assert.ok(Math.abs(turned(yaw, (await place(page))[3])) < 1.5);
  // The hand points down and ahead; past the menu that hangs there.
  await page.evaluate(() => {
    const half = -0.35;
    device.controllers.right.position.set(0.6, 1.2, -0.2);
    device.controllers.right.quaternion.set(Math.sin(half), 0, 0, Math.cos(half));
    device.controllers.right.updateButtonValue('trigger', 1);
  });
  await look(page);
  await page.evaluate(() => device.controllers.right.updateButtonValue('trigger', 0));
  await look(page);
  await pause(1500);
  const there = await place(page);
  assert.ok(Math.hypot(there[0] - x, there[2] - z) > 0.8, `still at ${there}`);
  assert.ok(Math.abs(there[1] - y) < 0.1, `on the floor: ${there}`);
  await page.evaluate(() => globalThis.jangteo.vrLeave());
  await page.waitForFunction(() => !document.querySelector('#live').textContent.includes('메뉴'), { timeout: 20_000 });
  await pause(2000);
  const flat = await place(page);
  assert.ok(Math.hypot(flat[0] - there[0], flat[2] - there[2]) < 0.3, `the window stands at ${flat}, the headset stood at ${there}`);
  assert.ok(await page.$eval('#poster', (p) => p.hidden), 'the page goes on');
  assert.deepEqual(wrong, []);
  await page.close();
});
