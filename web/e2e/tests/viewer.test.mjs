// The 3D walk in a real browser with WebGL2 drawn in software.
import assert from 'node:assert/strict';
import { inflateSync } from 'node:zlib';
import { after, before, test } from 'node:test';
import { launch, openPage } from '../support/browser.mjs';
import { startServer } from '../support/market.mjs';

const pause = (ms) => new Promise((r) => setTimeout(r, ms));
const stall = encodeURIComponent('가-1');
let server, browser;
before(async () => {
  server = await startServer({ markets: ['haneul'] });
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

async function walk(query = '') {
  const opened = await openPage(browser, `${server.base}/m/haneul/3d${query}`, { viewport: { width: 640, height: 480 } });
  await opened.page.waitForFunction(() => document.querySelector('#poster')?.hidden, { timeout: 180_000, polling: 500 });
  await pause(3000);
  return opened;
}

/** The raw pixels of the canvas as the screen shows it, unpacked from a PNG far enough to compare them. */
async function picture(page) {
  const png = Buffer.from(await (await page.$('#twin')).screenshot());
  const packed = [];
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at)) {
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT') packed.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
  }
  return inflateSync(Buffer.concat(packed));
}

const differing = (a, b) => a.reduce((n, byte, i) => n + (byte !== b[i] ? 1 : 0), 0) / a.length;

test('the market appears, walking forward moves the view, and nothing goes wrong', { timeout: 300_000 }, async () => {
  const { page, wrong } = await walk();
  const first = await picture(page);
  assert.ok(new Set(first).size > 100, 'the picture has hardly any colours');
  await page.focus('#twin');
  await page.keyboard.down('KeyW');
  await pause(4000);
  await page.keyboard.up('KeyW');
  await pause(1500);
  assert.ok(differing(first, await picture(page)) > 0.02, 'the view did not move');
  assert.deepEqual(wrong, []);
  await page.close();
});

test('a way asked for on the page is a line on the floor, and a stall asked for is visited', { timeout: 300_000 }, async () => {
  // The panel of the stall would lie over the floor.
  const floor = async (query) => {
    const opened = await walk(query);
    await opened.page.click('#panel-close');
    await pause(1500);
    return opened;
  };
  const plain = await floor(`?stall=${stall}`);
  const without = await picture(plain.page);
  await plain.page.close();
  const { page, wrong } = await floor(`?stall=${stall}&from=${stall}&to=${encodeURIComponent('가-30')}`);
  assert.ok(differing(without, await picture(page)) > 0.002, 'no line is to be seen');
  assert.deepEqual(wrong, []);
  await page.close();
});

test('a lost graphics context is survived: the walk opens again where one stood, and what is lost at once again is told', { timeout: 300_000 }, async () => {
  const { page } = await walk(`?stall=${stall}`);
  const place = () => page.$eval('#stage', (s) => s.dataset.at.split(' ').map(Number));
  const stood = await place();
  const lose = () => page.evaluate(() => document.querySelector('#twin').getContext('webgl2').getExtension('WEBGL_lose_context').loseContext());
  await Promise.all([page.waitForNavigation({ timeout: 60_000 }), lose()]);
  await page.waitForFunction(() => document.querySelector('#poster')?.hidden && document.querySelector('#stage').dataset.at, { timeout: 180_000, polling: 500 });
  await pause(3000);
  const again = await place();
  assert.ok(Math.hypot(again[0] - stood[0], again[2] - stood[2]) < 0.3 && Math.abs(again[3] - stood[3]) < 2, `stood at ${stood}, back at ${again}`);
  assert.match(await page.$eval('#panel', (p) => (p.hidden ? '' : p.innerText)), /가-1/, 'the panel is open again');
  await lose();
  await page.waitForFunction(() => !document.querySelector('#poster').hidden, { timeout: 30_000 });
  assert.match(await page.$eval('#poster-say', (e) => e.innerText), /그래픽 자원이 부족/);
  assert.ok(await page.$eval('#walk-retry', (b) => !b.hidden) && (await page.$('#plan-drawing a')));
  await page.close();
});

test('a thumb on the stick walks, and lifting it stops', { timeout: 300_000 }, async () => {
  const { page, wrong } = await walk();
  const first = await picture(page);
  const { x, y, width, height } = await (await page.$('#stick')).boundingBox();
  await page.mouse.move(x + width / 2, y + height / 2);
  await page.mouse.down();
  await page.mouse.move(x + width / 2, y + height / 2 - 40, { steps: 4 });
  await pause(4000);
  await page.mouse.up();
  // A frame drawn in software may come seconds late; a walk that never ends is never still.
  let [before, now] = [first, await picture(page)];
  for (let tries = 0; tries < 10 && (tries < 2 || differing(before, now) > 0.02); tries++) {
    await pause(1500);
    [before, now] = [now, await picture(page)];
  }
  assert.ok(differing(before, now) <= 0.02, 'the view still moves');
  assert.ok(differing(first, now) > 0.02, 'the view did not move');
  assert.deepEqual(wrong, []);
  await page.close();
});

test('a way without a stall begins at its start', { timeout: 300_000 }, async () => {
  const elsewhere = await walk();
  const gate = await picture(elsewhere.page);
  await elsewhere.page.close();
  const { page, wrong } = await walk(`?from=${encodeURIComponent('stall:가-30')}&to=${stall}`);
  assert.ok(differing(gate, await picture(page)) > 0.2, 'the visitor stands at the gate');
  assert.deepEqual(wrong, []);
  await page.close();
});

test('an engine that traps, or has no memory left, leaves a sentence and the plan', { timeout: 300_000 }, async () => {
  for (const message of ['Uncaught RuntimeError: unreachable', 'RangeError: WebAssembly.Memory.grow(): out of memory']) {
    const { page } = await walk();
    await page.evaluate((text) => window.dispatchEvent(new ErrorEvent('error', { message: text })), message);
    await page.waitForFunction(() => !document.querySelector('#poster').hidden, { timeout: 30_000 });
    assert.match(await page.$eval('#poster-say', (e) => e.innerText), /3D/);
    assert.ok(await page.$eval('#walk-retry', (b) => !b.hidden) && (await page.$('#plan-drawing a')));
    await page.close();
  }
});

test('a browser without WebGL gets a sentence and the plan', { timeout: 120_000 }, async () => {
  const flat = await launch({ args: ['--no-sandbox', '--disable-3d-apis', '--lang=ko-KR'] });
  const { page, wrong } = await openPage(flat, `${server.base}/m/haneul/3d`);
  await page.waitForFunction(() => document.querySelector('#poster-say')?.innerText.length > 10, { timeout: 30_000 });
  assert.ok(await page.$('#plan-drawing a'));
  assert.deepEqual(wrong, []);
  await flat.close();
});
