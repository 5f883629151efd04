// A headset in a real browser: what the eyes see, by pixels, on every way in which they can be drawn.
import assert from 'node:assert/strict';
import {
  BOARD, coarse, differing, enter, EYES, flat, headsets, leave, LENSES, look, passed, pause, place, point, pull, SMALL, turned, until,
} from '../support/headset.mjs';

const { worn } = headsets();

for (const size of [null, [200, 200]]) {
  const where = size ? 'into a buffer of the headset with lopsided lenses' : 'where the layer has no framebuffer';
  worn(`both eyes see the market ${where}, further apart the more the eyes are`, size ? { glass: { size, lenses: LENSES } } : {}, async (page) => {
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
    const before = await look(page, 1);
    await page.evaluate(() => device.position.set(0.4, 1.6, -0.2));
    const after = await look(page);
    assert.ok(differing(before.eyes[0], after.eyes[0]) > 0.02, 'the view does not follow the head');
  });
}

/** Blocks of so many pixels: an eye on the canvas is less sharp, and stands a centimetre higher or lower on a step of the floor. */
const BLOCK = 16;

// With the window's own lens, at the window's own place, an eye has to see what the window saw: the right way up, in the
// same colours, whichever way it was drawn.
for (const [level, how, options] of [
  ['buffers', '', {}],
  ['canvas', ' where buffers are refused', { refuseBuffers: true }],
  ['canvas', ' where buffers stay empty', { blindBuffers: true }],
]) {
  worn(`an eye sees what the window saw, drawn by way of the ${level}${how}, and the window sees it again`, options, async (page) => {
    const window = await flat(page);
    await page.evaluate(({ width, height }, eyes) => {
      const up = Math.tan((32 * Math.PI) / 180);
      const lens = [-1, 1, -1, 1].map((v, i) => v * up * (i < 2 ? width / height : 1));
      odd.glass = { size: [width, height], lenses: [lens, lens] };
      device.ipd = 0;
      device.position.set(0, eyes, 0);
    }, { width: window.width, height: window.height }, EYES);
    await enter(page);
    assert.equal(await page.evaluate(() => globalThis.level), level);
    // Neither boards nor hands before the picture.
    await page.evaluate(() => {
      for (const slot of [0, 1]) jangteo.viewer.xr_panel(slot, 0, 0, new Uint8Array(), new Float32Array());
      for (const hand of Object.values(device.controllers)) hand.connected = false;
    });
    // Boards and hands are gone, and the way of drawing is settled, after some frames.
    let eyes;
    for (let tries = 0; tries < 8; tries++) {
      ({ eyes } = await look(page, 4));
      if (Object.values(eyes).every((eye) => differing(coarse(window, BLOCK), coarse(eye, BLOCK)) < 0.05)) break;
    }
    const upside = { ...window, data: Buffer.alloc(window.data.length) };
    const stride = window.width * 4;
    for (let y = 0; y < window.height; y++) window.data.copy(upside.data, (window.height - 1 - y) * stride, y * stride, (y + 1) * stride);
    for (const [side, eye] of Object.entries(eyes)) {
      // The emulator keeps its canvas within the window, so that two eyes on it are less sharp than one was.
      const same = differing(coarse(window, BLOCK), coarse(eye, BLOCK));
      console.log(`eye ${side}: ${(same * 100).toFixed(1)} % of the window's picture is another`);
      assert.ok(same < 0.08, `eye ${side}: ${(same * 100).toFixed(1)} % of the picture is another`);
      assert.ok(differing(coarse(upside, BLOCK), coarse(eye, BLOCK)) > 0.2, 'the picture would not show whether it stands on its head');
    }
    await leave(page);
    await until(page, ([width, height]) => {
      const { drawingBufferWidth: w, drawingBufferHeight: h } = document.querySelector('#twin').getContext('webgl2');
      return w === width && h === height;
    }, [window.width, window.height]);
    await pause(1000);
    const again = differing(coarse(window, BLOCK), coarse(await flat(page), BLOCK));
    console.log(`afterwards ${(again * 100).toFixed(1)} % of the window's picture is another`);
    // A step on the floor may lie between them; a picture on its head differs by more than a fifth.
    assert.ok(again < 0.08, `another picture afterwards: ${(again * 100).toFixed(1)} % of it`);
  });
}

worn('a stick turns by thirty degrees a push, a trigger on the floor teleports, and the end is where one stands', SMALL, async (page) => {
  await enter(page);
  const [x, y, z, yaw] = await place(page);
  const push = async (axes) => {
    await page.evaluate((a) => device.controllers.right.updateAxes('thumbstick', ...a), axes);
    await passed(page, 3);
    await page.evaluate(() => device.controllers.right.updateAxes('thumbstick', 0, 0));
    await passed(page, 3);
    await pause(500);
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
  await leave(page);
  await pause(1000);
  const after = await place(page);
  assert.ok(Math.hypot(after[0] - there[0], after[2] - there[2]) < 0.3, `the window stands at ${after}, the headset stood at ${there}`);
  assert.ok(await page.$eval('#poster', (p) => p.hidden), 'the page goes on');
  // And in again: where one left.
  await enter(page);
  await pause(1000);
  const back = await place(page);
  assert.ok(Math.hypot(back[0] - there[0], back[2] - there[2]) < 0.5, `left at ${there}, came back at ${back}`);
});
