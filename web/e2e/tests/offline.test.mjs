// After one visit a market opens without a network: list, plan, search, and the walk in 3D.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { violations } from '../support/axe.mjs';
import { launch, openPage } from '../support/browser.mjs';
import { scratch, startServer } from '../support/market.mjs';
import { metres, place, until, walkable } from '../support/walk.mjs';

/** What a visitor downloads for a whole market, and what of it the viewer's program may take. */
const WHOLE = 8e6;
const VIEWER = 4.5e6;
const data = join(scratch(), 'data');
let server, browser;
before(async () => {
  server = await startServer({ markets: ['haneul', 'byeolmaru'], data });
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

const kept = (page) => page.waitForFunction(() => document.querySelector('#kept-done')?.hidden === false, { timeout: 180_000, polling: 300 });
const caches = (page) =>
  page.evaluate(async () => {
    const all = {};
    for (const name of await caches.keys()) all[name] = (await (await caches.open(name)).keys()).map((r) => new URL(r.url).pathname);
    return all;
  });

test('a market that was visited once opens without a network, and is walked', { timeout: 600_000 }, async () => {
  const { page, wrong } = await openPage(browser, `${server.base}/m/haneul`);
  await kept(page);
  assert.deepEqual(wrong, []);
  assert.match(await page.$eval('#kept-done', (e) => e.innerText), /인터넷이 없어도 열립니다/);
  const sizes = await page.evaluate(async () => {
    const sizes = {};
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) {
        const length = Number((await cache.match(request)).headers.get('content-length'));
        sizes[new URL(request.url).pathname] = length;
      }
    }
    return sizes;
  });
  const viewer = Object.keys(sizes).filter((path) => path.startsWith('/web/twin/'));
  assert.equal(viewer.length, 2, `${Object.keys(sizes)}`);
  // These bundles are built quickly and are larger; the shipped viewer has a budget of its own.
  const rest = Object.entries(sizes).filter(([path]) => !viewer.includes(path)).reduce((sum, [, bytes]) => sum + bytes, 0);
  console.log(`kept beside the viewer: ${Math.round(rest / 1000)} kB; viewer of this bundle: ${Math.round(viewer.reduce((s, p) => s + sizes[p], 0) / 1000)} kB`);
  assert.ok(rest > 50_000 && rest <= WHOLE - VIEWER, `${rest} bytes beside the viewer`);

  const { base } = server;
  await server.stop();
  await page.reload();
  assert.match(await page.$eval('#kept', (e) => e.innerText), /인터넷에 연결되지 않아[\s\S]*20\d\d/);
  assert.ok((await page.$$('#list [data-stall]')).length >= 130, 'the list');
  assert.ok((await page.$$('#plan-drawing a')).length >= 130, 'the plan');
  assert.deepEqual(await violations(page), [], 'a kept page');
  await page.waitForSelector('#q[role=combobox]', { timeout: 30_000 });
  await page.type('#q', 'ㄱㅊ');
  await page.waitForFunction(() => /김치/.test(document.querySelector('[role=listbox]')?.innerText ?? ''), { timeout: 20_000 });
  // A question in the address is answered too.
  await page.goto(`${base}/m/haneul?q=${encodeURIComponent('김치')}`);
  await page.waitForFunction(() => /김치/.test(document.querySelector('[role=listbox]')?.innerText ?? ''), { timeout: 30_000 });
  // A stall's own page was not kept: its market says the same.
  await page.goto(`${base}/m/haneul/s/${encodeURIComponent('가-12')}`);
  assert.equal(decodeURIComponent(new URL(page.url()).pathname + new URL(page.url()).hash), '/m/haneul#stall-가-12');

  await page.goto(`${base}/m/haneul/3d?stall=${encodeURIComponent('가-12')}`);
  await walkable(page);
  await page.waitForFunction(() => !document.querySelector('#panel').hidden, { timeout: 20_000 });
  assert.match(await page.$eval('#panel', (p) => p.innerText), /가-12[\s\S]*인터넷에 연결되면/);
  await page.click('#panel-close');
  const start = await place(page);
  await page.focus('#twin');
  await page.keyboard.down('KeyS');
  await until(page, (p) => metres(start, p) > 0.3, 'one can walk');
  await page.keyboard.up('KeyS');
  // The way needs the server, and the page says so.
  await page.evaluate(() => {
    document.querySelector('#way-to').selectedIndex = 8;
    document.querySelector('#way-form').requestSubmit();
  });
  await page.waitForFunction(() => /인터넷에 연결되면 길을/.test(document.querySelector('#way-answer').innerText), { timeout: 20_000 });
  await page.close();
});

test('a new revision takes the old one’s place, and its files are removed', { timeout: 600_000 }, async () => {
  const port = Number(new URL(server.base).port);
  server = await startServer({ markets: ['haneul', 'byeolmaru'], data, port });
  const { page } = await openPage(browser, `${server.base}/m/haneul`);
  await kept(page);
  const old = await caches(page);
  const stale = `${server.base}/a/${'0'.repeat(64)}.glb`;
  await page.evaluate(async (url) => {
    const cache = await caches.open('jangteo-market-haneul');
    await cache.put(url, new Response('of an older revision'));
    await (await caches.open('jangteo-shell')).put('/static/old-000000000000.css', new Response('old'));
  }, stale);
  await page.goto(`${server.base}/m/byeolmaru`);
  await kept(page);
  await page.goto(`${server.base}/m/haneul`);
  await kept(page);
  const now = await caches(page);
  assert.deepEqual(now['jangteo-market-haneul'].sort(), old['jangteo-market-haneul'].sort());
  assert.ok(now['jangteo-market-byeolmaru'].includes('/m/byeolmaru/3d'), 'two markets are kept beside each other');
  assert.ok(!now['jangteo-shell'].includes('/static/old-000000000000.css'));
  assert.ok(now['jangteo-shell'].some((path) => path.endsWith('market_twin_bg.wasm')));
  await page.close();
});

test('what a phone needs to install a market is there, in every language', async () => {
  for (const [lang, name] of [['ko', '하늘시장'], ['en', 'Haneul']]) {
    const { page } = await openPage(browser, `${server.base}/m/haneul?lang=${lang}`);
    const href = await page.$eval('link[rel=manifest]', (l) => l.href);
    const cdp = await page.createCDPSession();
    const { errors } = await cdp.send('Page.getAppManifest');
    assert.deepEqual(errors, []);
    const app = await (await fetch(href)).json();
    assert.match(app.name, new RegExp(name));
    assert.match(app.start_url, lang === 'ko' ? /^\/m\/haneul$/ : /lang=en/);
    for (const icon of app.icons) {
      const answer = await fetch(server.base + icon.src);
      assert.equal(answer.status, 200);
      assert.equal(answer.headers.get('content-type'), icon.type);
    }
    await page.close();
  }
});

test('a rider’s pages keep a worker of their own, and the shop’s worker never keeps them', async () => {
  const worker = await (await fetch(`${server.base}/shop-worker.js`)).text();
  const page = new RegExp(worker.match(/const PAGE = \/(.*)\/;/)[1]);
  for (const path of ['/', '/m/haneul', '/m/haneul/3d', '/m/haneul/s/x']) assert.ok(page.test(path), path);
  for (const path of ['/m/haneul/rider/secret', '/desk', '/tablet/', '/m/haneul/rider/secret/stop', '/api/v1/markets']) assert.ok(!page.test(path), path);
});
