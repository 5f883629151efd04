// What a stall says of today: one press on the merchant's telephone changes list, plan and 3D of open pages.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { violations } from '../support/axe.mjs';
import { launch, openPage } from '../support/browser.mjs';
import { enterDesk, go } from '../support/desk.mjs';
import { startServer } from '../support/market.mjs';

const pause = (ms) => new Promise((r) => setTimeout(r, ms));
const stall = '가-21';
const path = `/m/haneul/s/${encodeURIComponent(stall)}`;
let server, browser, link;
before(async () => {
  server = await startServer({ markets: ['haneul'], clock: '2026-11-23T10:00' });
  browser = await launch();
  const { page } = await enterDesk(browser, server);
  await page.goto(`${server.base}${path}/today`);
  link = await page.$eval('.today-link a.url', (a) => a.href);
  await page.close();
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

const shown = (page, selector) => page.$eval(selector, (e) => e.innerText.replace(/\s+/g, ' ').trim());
const inList = `.stalls [data-live="${stall}"]`;

/** A page that listens to the feed: the server has answered its stream. */
async function listening(url) {
  const answered = () => server.log().split('/{market}/live"').length;
  const before = answered();
  const opened = await openPage(browser, url);
  for (let n = 0; answered() === before; n++) {
    assert.ok(n < 600, 'the page never asked for the feed');
    await pause(100);
  }
  await pause(500);
  return opened;
}

/** What a merchant presses, with JavaScript off: a form and nothing else. */
async function press(...selectors) {
  const { page } = await openPage(browser, link, { javascript: false, viewport: { width: 390, height: 844 } });
  for (const selector of selectors) {
    await go(page, () => page.click(selector));
    assert.match(await shown(page, '[role=status]'), /알렸습니다/);
  }
  await page.close();
}

test('a press on the merchant\'s page is on the open list and plan within two seconds, and is read out', { timeout: 120_000 }, async () => {
  const { page, wrong } = await listening(`${server.base}/m/haneul`);
  assert.equal(await shown(page, inList), '영업 중');
  await press('button[value=closed]');
  const began = Date.now();
  await page.waitForFunction((s) => document.querySelector(s).innerText.includes('오늘 쉼'), { timeout: 2_000 }, inList);
  console.log(`seen after ${Date.now() - began} ms`);
  assert.ok(await page.$eval(`[id="stall-${stall}"]`, (e) => e.classList.contains('today-closed')));
  assert.match(await page.$eval(`[id="stall-${stall}"]`, (e) => e.closest('a').getAttribute('aria-label')), /오늘 쉼/);
  assert.match(await shown(page, '#live'), /오늘 쉼/);
  assert.deepEqual(await violations(page), []);
  await press('button[value=usual]');
  await page.waitForFunction((s) => document.querySelector(s).innerText.trim() === '영업 중', { timeout: 2_000 }, inList);
  assert.ok(!(await page.$eval(`[id="stall-${stall}"]`, (e) => e.closest('a').getAttribute('aria-label'))).includes('쉼'));
  assert.deepEqual(wrong, []);
  await page.close();
});

test('where streams do not come through the page asks now and then, and shows the same', { timeout: 120_000 }, async () => {
  const { page } = await openPage(browser, 'about:blank');
  await page.setRequestInterception(true);
  let refused = 0;
  page.on('request', (request) => {
    if (!/event-stream/.test(request.headers().accept ?? '')) return request.continue();
    refused += 1;
    return request.respond({ status: 503, body: '' });
  });
  await page.goto(`${server.base}/m/haneul`);
  for (let n = 0; !refused; n++) {
    assert.ok(n < 300, 'the page never asked for the stream');
    await pause(100);
  }
  await press('button[value=closed]');
  await page.bringToFront();
  await page.waitForFunction((s) => document.querySelector(s).innerText.includes('오늘 쉼'), { timeout: 45_000 }, inList);
  await press('button[value=usual]');
  await page.bringToFront();
  await page.waitForFunction((s) => document.querySelector(s).innerText.trim() === '영업 중', { timeout: 45_000 }, inList);
  await page.close();
});

test('a good that is sold out and a special are on the open page of the stall', { timeout: 120_000 }, async () => {
  const { page } = await listening(`${server.base}${path}`);
  const opened = await openPage(browser, link, { viewport: { width: 390, height: 844 } });
  const merchant = opened.page;
  const good = await merchant.$eval('.good-button', (b) => b.value);
  await go(merchant, () => merchant.click('.good-button'));
  // A page behind another one does not listen.
  await page.bringToFront();
  await page.waitForFunction((g) => !document.querySelector(`.goods [data-good="${g}"]`).hidden, { timeout: 2_000 }, good);
  assert.equal(await page.$eval(`.goods [data-good="${good}"]`, (e) => e.closest('tr').className), 'gone');
  await merchant.bringToFront();
  await merchant.type('#special-won', '1,500');
  await go(merchant, () => merchant.click('button[value=special]'));
  await page.bringToFront();
  await page.waitForFunction(() => document.querySelector('.stall-head .told')?.innerText.includes('1,500원'), { timeout: 2_000 });
  assert.deepEqual(await violations(merchant), []);
  await merchant.bringToFront();
  await go(merchant, () => merchant.click('button[value=usual]'));
  await page.bringToFront();
  await page.waitForFunction((g) => document.querySelector(`.goods [data-good="${g}"]`).hidden, { timeout: 2_000 }, good);
  await merchant.close();
  await page.close();
});

test('without JavaScript the list, the plan and the stall say it too', async () => {
  await press('button[value=sold-out]');
  const { page } = await openPage(browser, `${server.base}/m/haneul`, { javascript: false });
  assert.match(await shown(page, inList), /품절/);
  assert.match(await page.$eval(`[id="stall-${stall}"]`, (e) => e.getAttribute('class')), /today-sold-out/);
  await page.goto(`${server.base}${path}`);
  assert.match(await shown(page, '.stall-head'), /품절/);
  await page.close();
  await press('button[value=usual]');
});

test('the merchant\'s buttons are as large as a thumb and the page fits a small telephone', async () => {
  const { page } = await openPage(browser, link, { viewport: { width: 320, height: 640 } });
  const small = await page.$$eval('main button, main select, main input:not([type=hidden])', (all) =>
    all.filter((e) => e.offsetHeight < 44).map((e) => e.outerHTML.slice(0, 80)));
  assert.deepEqual(small, []);
  const huge = await page.$$eval('.today-states .huge', (all) => all.map((e) => e.offsetHeight));
  assert.ok(huge.every((h) => h >= 80), `${huge}`);
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'nothing sticks out');
  assert.deepEqual(await violations(page), []);
  await page.close();
});

test('in 3D the shutter comes down and goes up again without loading anything anew', { timeout: 300_000 }, async () => {
  const query = `?stall=${encodeURIComponent(stall)}`;
  const { page, wrong } = await openPage(browser, `${server.base}/m/haneul/3d${query}`, { viewport: { width: 640, height: 480 } });
  await page.waitForFunction(() => document.querySelector('#poster')?.hidden, { timeout: 180_000, polling: 500 });
  await page.waitForFunction(() => !document.querySelector('#panel').hidden, { timeout: 20_000 });
  await page.click('#panel-close');
  await pause(4000);
  const scenes = () => page.evaluate(() => performance.getEntriesByType('resource').filter((r) => r.name.endsWith('.glb')).length);
  const before = await scenes();
  const picture = async () => Buffer.from(await (await page.$('#twin')).screenshot({ encoding: 'binary' })).toString('base64');
  const open = await picture();
  await press('button[value=closed]');
  await pause(4000);
  const closed = await picture();
  assert.notEqual(closed, open, 'the shutter is to be seen');
  await press('button[value=sold-out]');
  await pause(4000);
  assert.notEqual(await picture(), closed, 'a board instead of a shutter');
  assert.equal(await scenes(), before, 'no scene was loaded again');
  await press('button[value=usual]');
  assert.deepEqual(wrong, []);
  await page.close();
});
