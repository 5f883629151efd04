// Shopping lists and tours: the order, the line, the words, without JavaScript; and the same way in 3D.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { violations } from '../support/axe.mjs';
import { launch, openPage } from '../support/browser.mjs';
import { go } from '../support/desk.mjs';
import { startServer } from '../support/market.mjs';

let server, browser;
before(async () => {
  server = await startServer({ markets: ['haneul'], clock: '2026-11-23T10:00' });
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

const list = (items, more = '') => `${server.base}/m/haneul/list?items=${encodeURIComponent(items.join('\n'))}${more}`;
const time = async (from, to) => {
  const query = new URLSearchParams({ from, to });
  return (await (await fetch(`${server.base}/api/v1/markets/haneul/route?${query}`)).json()).time_ms;
};
const orders = (all) => (all.length < 2 ? [all] : all.flatMap((x, i) => orders(all.toSpliced(i, 1)).map((o) => [x, ...o])));

test('without JavaScript a list is put in the order that no other order beats', { timeout: 120_000 }, async () => {
  const wanted = ['가-37', '가-2', '가-21', '가-10', '가-45'];
  const gate = 'gate:' + (await (await fetch(`${server.base}/m/haneul`)).text()).match(/value="gate:([^"]+)" selected/)[1];
  const { page } = await openPage(browser, list(wanted, `&from=${encodeURIComponent(gate)}`), { javascript: false });
  const got = await page.$$eval('.stops > li .stop-name', (all) => all.map((e) => e.textContent.trim()));
  assert.deepEqual([...got].sort(), [...wanted].sort());
  const times = new Map();
  for (const a of [gate, ...wanted]) for (const b of wanted) if (a !== b) times.set(`${a} ${b}`, await time(a, b));
  const length = (order) => order.reduce((sum, to, i) => sum + times.get(`${i ? order[i - 1] : gate} ${to}`), 0);
  const best = Math.min(...orders(wanted).map(length));
  assert.equal(length(got), best, `${got}: ${length(got)} ms, best ${best} ms`);
  assert.equal(await page.$$eval('#plan-drawing .stop-mark', (all) => all.length), wanted.length);
  assert.ok(await page.$('#plan-drawing .way'), 'a line on the plan');
  assert.ok((await page.$$('.stops details .steps li')).length >= wanted.length, 'words for each leg');
  await page.close();
});

test('a form without JavaScript takes goods, facilities and what nobody has', { timeout: 120_000 }, async () => {
  const { page } = await openPage(browser, `${server.base}/m/haneul/list`, { javascript: false });
  await page.type('#list-items', '두부\n화장실\n가-2\n우주선');
  await go(page, () => page.click('#list-form button[type=submit]'));
  const names = await page.$$eval('.stops > li .stop-name', (all) => all.map((e) => e.textContent.trim()));
  assert.equal(names.length, 3, `${names}`);
  assert.match(await page.$eval('#answer', (e) => e.innerText), /우주선/);
  await page.close();
});

test('axe finds nothing on lists and tours in any language', { timeout: 180_000 }, async () => {
  for (const lang of ['ko', 'en', 'zh', 'ja']) {
    for (const url of [`${server.base}/m/haneul/list?lang=${lang}`, list(['두부', '가-2', 'x?'], `&lang=${lang}`), `${server.base}/m/haneul/list?tour=eat&lang=${lang}`]) {
      const { page, wrong } = await openPage(browser, url);
      await new Promise((r) => setTimeout(r, 500));
      assert.deepEqual(await violations(page), [], url);
      assert.deepEqual(wrong, [], url);
      await page.close();
    }
  }
});

test('a tour visits open stalls of its trades, and leads on into 3D with its line', { timeout: 300_000 }, async () => {
  const { page } = await openPage(browser, `${server.base}/m/haneul/list?tour=eat`);
  const stops = await page.$$eval('.stops > li', (all) => all.map((e) => e.innerText));
  assert.ok(stops.length >= 4, `${stops}`);
  assert.ok(stops.every((s) => !s.includes('살 수 없음')), `${stops}`);
  const walk = await page.$eval('a[href*="/3d?"]', (a) => a.href);
  await page.close();
  const { page: walking } = await openPage(browser, walk, { javascript: false });
  const { points } = JSON.parse(await walking.$eval('#stage', (e) => e.dataset.route));
  assert.ok(points.length > stops.length, 'the way is on the stage');
  assert.ok((await walking.$$('#way .steps li')).length > stops.length);
  await walking.close();
});

test('a tour or a list before opening time says so and still shows its order', async () => {
  const early = await startServer({ markets: ['haneul'], clock: '2026-11-23T03:00' });
  const html = await (await fetch(`${early.base}/m/haneul/list?tour=table`)).text();
  const stops = (await (await fetch(`${early.base}/m/haneul/list?items=${encodeURIComponent('두부')}`)).text()).split('class="stops"')[1];
  await early.stop();
  assert.match(html, /지금 문을 연 점포가 없어/);
  assert.match(html, /class="stops"/);
  // At three in the night a stall is closed, which is no day off.
  assert.match(stops, /지금은 살 수 없음/);
  assert.doesNotMatch(stops, /badge closed">오늘 쉼/);
});
