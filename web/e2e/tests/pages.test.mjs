// The pages as a visitor meets them: without JavaScript, by an accessibility checker, by their headers.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { launch, openPage } from '../support/browser.mjs';
import { startServer } from '../support/market.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
let server, browser;
before(async () => {
  server = await startServer();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

const text = (page, selector) => page.$eval(selector, (e) => e.innerText);

test('without JavaScript a shopper reads the list, the plan and a stall, and searches', async () => {
  const { page, wrong } = await openPage(browser, `${server.base}/m/haneul`, { javascript: false });
  const stallLinks = await page.$$eval('#list a[href*="/s/"]', (links) => links.length);
  const planLinks = await page.$$eval('#plan-drawing a', (links) => links.length);
  assert.ok(stallLinks >= 130, `${stallLinks} stalls in the list`);
  assert.ok(planLinks >= 130, `${planLinks} stalls on the plan`);
  await page.goto(`${server.base}/m/haneul?q=${encodeURIComponent('ㄱㅊ')}`);
  assert.match(await text(page, 'main'), /김치/);
  await page.goto(`${server.base}/m/haneul?q=rlacl`);
  assert.match(await text(page, 'main'), /김치/);
  await page.goto(`${server.base}/m/haneul`);
  await Promise.all([page.waitForNavigation(), page.$eval('#list a[href*="/s/"]', (a) => a.click())]);
  assert.match(await text(page, 'main'), /원산지|국산|결제/);
  assert.deepEqual(wrong, []);
  await page.close();
});

test('without JavaScript the way is told in words and drawn on the plan', async () => {
  const { page } = await openPage(browser, `${server.base}/m/haneul`, { javascript: false });
  const stall = await page.$$eval('#plan-drawing [data-stall]', (s) => s.at(-1).dataset.stall);
  const gate = 'gate:' + JSON.parse(await (await fetch(`${server.base}/api/v1/markets/haneul/market`)).text().catch(() => '{}') || '{}')?.gate;
  const from = gate.endsWith('undefined') ? await page.$$eval('#plan-drawing [data-stall]', (s) => s[0].dataset.stall) : gate;
  await page.goto(`${server.base}/m/haneul?from=${encodeURIComponent(from)}&to=${encodeURIComponent(stall)}&profile=step-free`);
  const steps = await page.$$eval('#way ol li', (items) => items.map((i) => i.innerText));
  assert.ok(steps.length >= 2, `steps: ${steps}`);
  assert.ok(await page.$('#plan polyline, #plan path.way, #plan .way'), 'the way is drawn on the plan');
  await page.close();
});

for (const lang of ['ko', 'en']) {
  test(`axe finds nothing on any page in ${lang}`, async () => {
    const stall = encodeURIComponent('가-1');
    const paths = ['/', '/m/haneul', '/m/haneul?q=김치', `/m/haneul?from=${stall}&to=${encodeURIComponent('가-12')}`,
      `/m/haneul/s/${stall}`, '/m/byeolmaru', '/desk', '/tablet/', '/no-such-page', '/m/haneul/s/no-such-stall'];
    for (const path of paths) {
      const url = server.base + path + (path.includes('?') ? '&' : '?') + `lang=${lang}`;
      const { page } = await openPage(browser, url);
      await new Promise((r) => setTimeout(r, 700));
      const cdp = await page.createCDPSession();
      await cdp.send('Page.setBypassCSP', { enabled: true });
      await page.evaluate(axe);
      const { violations } = await page.evaluate(() => globalThis.axe.run());
      const told = violations.map((v) => `${v.id}: ${v.nodes.slice(0, 3).map((n) => n.html).join(' | ')}`);
      assert.deepEqual(told, [], path);
      await page.close();
    }
  });
}

test('the first useful page is small, and every answer carries the security headers', async () => {
  const { page, wrong } = await openPage(browser, `${server.base}/m/haneul`);
  // What is loaded after the load event only makes a page quicker that works already.
  const bytes = await page.evaluate(() => {
    const [navigation] = performance.getEntriesByType('navigation');
    const early = performance.getEntriesByType('resource').filter((r) => r.startTime < navigation.loadEventStart);
    return early.reduce((sum, r) => sum + r.transferSize, navigation.transferSize);
  });
  assert.ok(bytes > 10_000, `${bytes} bytes is no page`);
  assert.ok(bytes <= 200_000, `${bytes} bytes until the load event`);
  for (const path of ['/', '/m/haneul', '/healthz', '/no-such-page', '/desk']) {
    const headers = (await fetch(server.base + path)).headers;
    assert.match(headers.get('content-security-policy') ?? '', /script-src 'self' 'wasm-unsafe-eval'/, path);
    assert.equal(headers.get('x-content-type-options'), 'nosniff', path);
  }
  assert.deepEqual(wrong, []);
  await page.close();
});

test('a five-day market says when it is held, and a fictional market says so', async () => {
  const { page } = await openPage(browser, `${server.base}/m/byeolmaru`);
  const main = await text(page, 'body');
  assert.match(main, /2일/);
  assert.match(main, /가상/);
  await page.close();
});

test('searching as one types answers without a reload', async () => {
  const { page, wrong } = await openPage(browser, `${server.base}/m/haneul`);
  await page.waitForFunction(() => document.documentElement.dataset.ready || document.body.dataset.ready || document.querySelector('[role=combobox]'), { timeout: 30_000 });
  await page.type('#q', 'ㄱㅊ');
  await page.waitForFunction(() => /김치/.test(document.querySelector('[role=listbox]')?.innerText ?? ''), { timeout: 20_000 });
  assert.equal(new URL(page.url()).search, '');
  assert.deepEqual(wrong, []);
  await page.close();
});
