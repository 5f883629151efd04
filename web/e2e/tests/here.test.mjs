// Signs with codes: a reader that nobody here wrote reads them, and what they hold opens the right page.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { violations } from '../support/axe.mjs';
import { launch, openPage } from '../support/browser.mjs';
import { enterDesk } from '../support/desk.mjs';
import { startServer } from '../support/market.mjs';

/** Written by strangers; or why it is not there. */
function reader() {
  try {
    const found = createRequire(import.meta.url)('jsqr');
    return { jsQR: found.default ?? found };
  } catch (error) {
    return { why: `jsQR is not installed: ${error.message}` };
  }
}
const { jsQR, why } = reader();
let server, browser;
before(async () => {
  server = await startServer({ markets: ['haneul'] });
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

/** What a code says: drawn by the browser, read by jsQR. */
async function read(page, selector) {
  const png = await (await page.$(selector)).screenshot({ encoding: 'base64' });
  const { data, width, height } = await page.evaluate(async (png) => {
    const image = new Image();
    image.src = `data:image/png;base64,${png}`;
    await image.decode();
    const canvas = new OffscreenCanvas(image.width, image.height);
    const context = canvas.getContext('2d');
    context.drawImage(image, 0, 0);
    const { data, width, height } = context.getImageData(0, 0, image.width, image.height);
    return { data: Array.from(data), width, height };
  }, png);
  return jsQR(Uint8ClampedArray.from(data), width, height)?.data;
}

test('the codes of stalls and gates are read back and open their pages', { timeout: 120_000 }, async (t) => {
  if (why) return t.skip(why);
  const html = await (await fetch(`${server.base}/m/haneul`)).text();
  const gate = html.match(/value="gate:([^"]+)"/)[1];
  for (const path of [`/m/haneul/s/${encodeURIComponent('가-12')}`, `/m/haneul/g/${encodeURIComponent(gate)}`]) {
    const { page } = await openPage(browser, `${server.base}${path}`, { viewport: { width: 400, height: 500 } });
    await page.evaluate((src) => {
      document.body.innerHTML = '<img id="code" width="300" height="300" alt="">';
      document.querySelector('#code').src = src;
    }, `${server.base}${path}/qr.svg`);
    await page.waitForFunction(() => document.querySelector('#code').complete);
    const said = await read(page, '#code');
    assert.equal(said, `${server.base}${path}`);
    assert.equal((await fetch(said)).status, 200);
    await page.close();
  }
});

test('the sheet at the desk fits A4 eight to a page, and each sign is read back', { timeout: 180_000 }, async (t) => {
  if (why) return t.skip(why);
  const { page } = await enterDesk(browser, server);
  await page.goto(`${server.base}/desk/signs?market=haneul&of=gates`);
  assert.deepEqual(await violations(page), []);
  const aisle = await page.$$eval('.chips a', (all) => all[1].href);
  await page.goto(aisle);
  const urls = await page.$$eval('.sign-card .sign-url', (all) => all.map((e) => e.textContent));
  assert.ok(urls.length > 8, `${urls.length} signs`);
  for (const n of [0, urls.length - 1]) {
    assert.equal(await read(page, `.sign-card:nth-child(${n + 1}) .qr`), urls[n]);
  }
  const pdf = Buffer.from(await page.pdf({ format: 'A4', preferCSSPageSize: false }));
  const pages = pdf.toString('latin1').match(/\/Type\s*\/Page\b/g).length;
  assert.equal(pages, Math.ceil(urls.length / 8), `${urls.length} signs on ${pages} pages`);
  await page.close();
});

test('a gate\'s page says where one is and leads on from there', { timeout: 120_000 }, async () => {
  const html = await (await fetch(`${server.base}/m/haneul`)).text();
  const gate = html.match(/value="gate:([^"]+)"/)[1];
  for (const lang of ['ko', 'en', 'zh', 'ja']) {
    const { page, wrong } = await openPage(browser, `${server.base}/m/haneul/g/${encodeURIComponent(gate)}?lang=${lang}`);
    assert.ok(await page.$('#you .you-dot'), 'the place is on the plan');
    assert.equal(await page.$eval('#way-from', (e) => e.value), `gate:${gate}`);
    assert.match(await page.$eval('a[href*="/3d?at="]', (a) => decodeURIComponent(a.href)), /at=-?[\d.]+,-?[\d.]+,-?[\d.]+,\d+/);
    assert.deepEqual(await violations(page), [], lang);
    assert.deepEqual(wrong, []);
    await page.close();
  }
  assert.equal((await fetch(`${server.base}/m/haneul/g/none`)).status, 404);
});
