// What is shown beside the market when somebody asks for it: how full aisles are, and photographs before fronts.
import assert from 'node:assert/strict';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { launch } from '../support/browser.mjs';
import { enterDesk, go } from '../support/desk.mjs';
import { root, scratch, startServer } from '../support/market.mjs';
import { openWalk, pause } from '../support/walk.mjs';

/** A picture of one colour that no market has, as the browser makes it. */
async function magenta(width, height) {
  const page = await browser.newPage();
  const url = await page.evaluate((width, height) => {
    const canvas = Object.assign(document.createElement('canvas'), { width, height });
    const pen = canvas.getContext('2d');
    pen.fillStyle = '#f0f';
    pen.fillRect(0, 0, width, height);
    return canvas.toDataURL('image/png');
  }, width, height);
  await page.close();
  return Buffer.from(url.split(',')[1], 'base64');
}

let server, browser;
before(async () => {
  browser = await launch();
  // The sample market, with a photograph of its first stall.
  const market = join(scratch(), 'haneul');
  cpSync(join(root, 'assets/markets/haneul'), market, { recursive: true });
  const merchants = join(market, 'merchants.csv');
  writeFileSync(merchants, readFileSync(merchants, 'utf8').replace(',placeholder,granted,', ',front.png,granted,'));
  server = await startServer({ markets: [market], clock: '2026-11-25T10:05' });
  const photos = join(server.data, 'markets/haneul/photos');
  mkdirSync(photos, { recursive: true });
  writeFileSync(join(photos, 'front.png'), await magenta(640, 480));
  const { page } = await enterDesk(browser, server);
  await go(page, () =>
    page.evaluate(() => {
      const form = [...document.querySelectorAll('form[action*="/desk/conditions"]')].find((f) => f.elements.crowd);
      for (const [name, value] of Object.entries({ crowd: 'all', from: '09:00', until: '12:00', much: '3' })) form.elements[name].value = value;
      form.requestSubmit();
    }),
  );
  await page.close();
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

/** The view's bytes, four a pixel. */
async function seen(page) {
  const png = await (await page.$('#twin')).screenshot({ encoding: 'base64' });
  const blank = await browser.newPage();
  const data = await blank.evaluate(async (png) => {
    const image = new Image();
    image.src = `data:image/png;base64,${png}`;
    await image.decode();
    const pen = Object.assign(document.createElement('canvas'), { width: image.width, height: image.height }).getContext('2d');
    pen.drawImage(image, 0, 0);
    return Array.from(pen.getImageData(0, 0, image.width, image.height).data);
  }, png);
  await blank.close();
  return data;
}

/** The share of pixels that have the photograph's colour, at whatever hour. */
function pink(data) {
  let n = 0;
  for (let i = 0; i < data.length; i += 4) {
    const [r, g, b] = data.slice(i, i + 3);
    n += r > 90 && b > 90 && g < r * 0.35 && g < b * 0.35 ? 1 : 0;
  }
  return (4 * n) / data.length;
}

async function tick(page, name) {
  await page.click('#settings-open');
  await page.click(`#walk-settings [name=${name}]`);
  await page.click('#settings-close');
  await pause(3000);
}

test('a photograph hangs before its stall when asked for, and goes again', { timeout: 300_000 }, async () => {
  const { page, wrong } = await openWalk(browser, server, { query: `?stall=${encodeURIComponent('가-1')}` });
  await page.waitForFunction(() => !document.querySelector('#panel').hidden);
  assert.ok(await page.$('#panel .stall-photo'), 'it is in the panel, asked for or not');
  await page.click('#panel-close');
  await pause(2000);
  assert.equal(pink(await seen(page)), 0);
  await tick(page, 'photos');
  const hung = pink(await seen(page));
  assert.ok(hung > 0.04, `${(hung * 100).toFixed(2)} % of the view`);
  await tick(page, 'photos');
  assert.equal(pink(await seen(page)), 0);
  assert.deepEqual(wrong, []);
  await page.close();
});

test('nobody stands in the aisles until asked for; then as many as the hour has', { timeout: 300_000 }, async () => {
  // Steam would move; for who wants less motion it stands still.
  const { page, wrong } = await openWalk(browser, server, { before: (p) => p.emulateMediaFeatures([{ name: 'prefers-reduced-motion', value: 'reduce' }]) });
  await page.evaluate(() => {
    window.hour = (minute) => {
      const slider = document.querySelector('#hour-range');
      slider.value = minute;
      slider.dispatchEvent(new Event('input', { bubbles: true }));
    };
  });
  // Once round: on a slow machine the engine gives up smooth edges within its first frames.
  await page.evaluate(async () => {
    for (let i = 0; i < 40; i++) {
      jangteo.viewer.send(JSON.stringify({ type: 'look', yaw: 9, pitch: 0 }));
      await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    }
  });
  await page.evaluate(() => hour(660));
  // Twice is never, and the focus is where it will be.
  await tick(page, 'crowd');
  await tick(page, 'crowd');
  const empty = await seen(page);
  const differing = (a, b) => a.reduce((n, v, i) => n + (Math.abs(v - b[i]) > 6 ? 1 : 0), 0) / a.length;
  await tick(page, 'crowd');
  const full = await seen(page);
  const people = differing(empty, full);
  assert.ok(people > 0.004, `only ${(people * 100).toFixed(2)} % of the view changed`);
  await page.evaluate(() => hour(900));
  await pause(1500);
  await page.evaluate(() => hour(660));
  await pause(2500);
  const again = differing(full, await seen(page));
  assert.ok(again < people / 4, `the same people again: ${again} of ${people}`);
  await tick(page, 'crowd');
  const left = differing(empty, await seen(page));
  assert.ok(left < people / 4, `nobody is left: ${left} of ${people}`);
  assert.deepEqual(wrong, []);
  await page.close();
});
