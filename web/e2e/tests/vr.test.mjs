// A headset in a real browser: what the eyes see, by pixels, on every way in which they can be drawn.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch } from '../support/browser.mjs';
import { BOARD, coarse, differing, enter, EYES, flat, look, openWalk, pause, place, point, press, pull, turned } from '../support/headset.mjs';
import { startServer } from '../support/market.mjs';

const UNPROVED = 'has not been seen to pass yet where everything is drawn in software';

let server, browser;
before(async () => {
  server = await startServer({ markets: ['haneul'] });
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

const open = (options) => openWalk(browser, server.base, options);
/** Lopsided, as in real headsets. */
const LENSES = [[-1.3, 0.9, -1.1, 1], [-0.9, 1.3, -1.1, 1]];
/** No hands and no board before the eyes. */
async function bare(page) {
  await press(page, 0);
  await page.waitForFunction(() => window.boards[0] === null, { timeout: 30_000 });
  await page.evaluate(() => { for (const hand of Object.values(device.controllers)) hand.connected = false; });
  await page.evaluate(() => jangteo.viewer.xr_panel(1, 0, 0, new Uint8Array(), new Float32Array()));
  await look(page, 4);
}

for (const size of [null, [320, 320]]) {
  const where = size ? 'into a buffer of the headset with lopsided lenses' : 'where the layer has no framebuffer';
  test(`both eyes see the market ${where}, further apart the more the eyes are`, { timeout: 400_000 }, async () => {
    const { page, wrong } = await open({ size, lenses: LENSES });
    await enter(page);
    const seen = await look(page);
    assert.equal(seen.eyes.length, 2);
    assert.equal(seen.bare, !size);
    assert.equal(await page.evaluate(() => window.level), 'buffers');
    assert.ok(new Set(seen.eyes[0].data).size > 100, 'an eye sees hardly any colours');
    // The paper of the menu hangs an arm's length away: its middle lies apart as the eyes do.
    const middle = ({ width, height, data }) => {
      const at = [];
      for (let y = (height * 0.3) | 0; y < height * 0.7; y++) {
        for (let x = 0; x < width; x++) {
          if ([255, 253, 248].every((v, c) => Math.abs(data[(y * width + x) * 4 + c] - v) < 6)) at.push(x);
        }
      }
      assert.ok(at.length > width, 'no paper before the eyes');
      return at.sort((a, b) => a - b)[at.length >> 1];
    };
    const apart = [];
    for (const ipd of [0.04, 0.12]) {
      await page.evaluate((v) => { device.ipd = v; }, ipd);
      const { eyes } = await look(page, 4);
      apart.push({ ipd, px: middle(eyes[0]) - middle(eyes[1]), all: differing(eyes[0], eyes[1]) });
    }
    // What a wider pair of eyes adds is pure parallax: the lens's own offset is the same in both.
    const px = apart[1].px - apart[0].px;
    // The emulator's own lens opens by a right angle from top to bottom.
    const { width, height } = seen.eyes[0];
    const focal = size ? 2 / (LENSES[0][1] - LENSES[0][0]) : height / width;
    const expected = ((apart[1].ipd - apart[0].ipd) / BOARD.away) * focal * (width / 2);
    assert.ok(Math.abs(px - expected) <= 3, `${px} pixels apart, ${expected} expected: ${JSON.stringify(apart)}`);
    assert.ok(apart[1].all > apart[0].all, JSON.stringify(apart));
    const before = await look(page);
    await page.evaluate(() => device.position.set(0.4, 1.6, -0.2));
    const after = await look(page);
    assert.ok(differing(before.eyes[0], after.eyes[0]) > 0.02, 'the view does not follow the head');
    assert.equal(await page.evaluate(() => window.glErrors), 0);
    assert.deepEqual(wrong, []);
    await page.close();
  });
}

// With the window's own lens, at the window's own place, an eye has to see what the window saw: the right way up, in the
// same colours, whichever way it was drawn.
for (const [level, options] of [
  ['buffers', {}],
  ['canvas', { refuseBuffers: true }],
  ['canvas', { blindBuffers: true }],
]) {
  const how = options.refuseBuffers ? ' where buffers are refused' : options.blindBuffers ? ' where buffers stay empty' : '';
  test(`an eye sees what the window saw, drawn by way of the ${level}${how}, and the window sees it again`, { skip: UNPROVED, timeout: 400_000 }, async () => {
    const sizer = await open({});
    const before = await flat(sizer.page);
    await sizer.page.close();
    const up = Math.tan((32 * Math.PI) / 180);
    const lens = [-1, 1, -1, 1].map((v, i) => v * up * (i < 2 ? before.width / before.height : 1));
    const { page, wrong } = await open({ size: [before.width, before.height], lenses: [lens, lens], ...options });
    await page.evaluate((y) => { device.ipd = 0; device.position.set(0, y, 0); }, EYES);
    const window = await flat(page);
    await enter(page);
    assert.equal(await page.evaluate(() => globalThis.level), level);
    // The board hangs before other eyes here than `press` thinks.
    await page.evaluate(() => {
      for (const slot of [0, 1]) jangteo.viewer.xr_panel(slot, 0, 0, new Uint8Array(), new Float32Array());
      for (const hand of Object.values(device.controllers)) hand.connected = false;
    });
    const { eyes } = await look(page, 6);
    const upside = { ...window, data: Buffer.alloc(window.data.length) };
    const stride = window.width * 4;
    for (let y = 0; y < window.height; y++) window.data.copy(upside.data, (window.height - 1 - y) * stride, y * stride, (y + 1) * stride);
    for (const [side, eye] of Object.entries(eyes)) {
      // The emulator keeps its canvas within the window, so that two eyes on it are less sharp than one was.
      const same = differing(coarse(window), coarse(eye));
      assert.ok(same < 0.05, `eye ${side}: ${(same * 100).toFixed(1)} % of the picture is another`);
      assert.ok(differing(coarse(upside), coarse(eye)) > 0.2, 'the picture would not show whether it stands on its head');
    }
    await page.evaluate(() => jangteo.vrLeave());
    await page.waitForFunction(() => !document.querySelector('#live').textContent.includes('메뉴'), { timeout: 30_000 });
    await pause(2500);
    const again = await flat(page);
    assert.deepEqual([again.width, again.height], [window.width, window.height]);
    assert.ok(differing(coarse(window), coarse(again)) < 0.03, `another picture afterwards: ${differing(coarse(window), coarse(again))}`);
    assert.equal(await page.evaluate(() => globalThis.glErrors), 0);
    assert.deepEqual(wrong, []);
    await page.close();
  });
}

test('a stick turns by thirty degrees a push, a trigger on the floor teleports, and the end is where one stands', { timeout: 400_000 }, async () => {
  const { page, wrong } = await open();
  await enter(page);
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
  // The hand points down and ahead, past the menu that hangs there; and then at the sky, where nobody can stand.
  await point(page, [0.9, 0, -2.6], [0.9, 1.2, -0.2]);
  await pull(page);
  await pause(1500);
  const there = await place(page);
  assert.ok(Math.hypot(there[0] - x, there[2] - z) > 0.8, `still at ${there}`);
  assert.ok(Math.abs(there[1] - y) < 0.1, `on the floor: ${there}`);
  await point(page, [0.9, 4, -2], [0.9, 1.2, -0.2]);
  await pull(page);
  await pause(800);
  assert.deepEqual((await place(page)).slice(0, 3), there.slice(0, 3), 'nobody stands in the air');
  await page.evaluate(() => globalThis.jangteo.vrLeave());
  await page.waitForFunction(() => !document.querySelector('#live').textContent.includes('메뉴'), { timeout: 20_000 });
  await pause(2000);
  const flat = await place(page);
  assert.ok(Math.hypot(flat[0] - there[0], flat[2] - there[2]) < 0.3, `the window stands at ${flat}, the headset stood at ${there}`);
  assert.ok(await page.$eval('#poster', (p) => p.hidden), 'the page goes on');
  // And in again: where one left.
  await enter(page);
  await pause(1000);
  const back = await place(page);
  assert.ok(Math.hypot(back[0] - there[0], back[2] - there[2]) < 0.5, `left at ${there}, came back at ${back}`);
  assert.deepEqual(wrong, []);
  await page.close();
});
