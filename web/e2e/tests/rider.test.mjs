// A day's orders are planned at the desk; the rider's page shows the stops, and an address only while its job is open.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch, openPage } from '../support/browser.mjs';
import { join } from 'node:path';
import { scratch, startServer } from '../support/market.mjs';

let server, browser;
before(async () => {
  server = await startServer({ markets: ['haneul'] });
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

const pause = (ms) => new Promise((r) => setTimeout(r, ms));
const go = (page, action) => Promise.all([page.waitForNavigation({ timeout: 60_000 }), action()]);

test('planned orders become a rider’s stops, and a delivered address is gone', { timeout: 120_000 }, async () => {
  const { page, wrong } = await openPage(browser, `${server.base}/desk`);
  await page.type('[name=code]', server.printed().match(/desk code (\S+)/)[1]);
  await go(page, () => page.$eval('[name=code]', (i) => i.form.requestSubmit()));
  await go(page, () => page.$eval('form[action*="/desk/plan"] button', (b) => b.click()));
  const links = await page.$$eval('a[href*="/rider/"]', (all) => all.map((a) => a.href));
  assert.ok(links.length >= 1);
  await page.setViewport({ width: 390, height: 844 });
  await page.goto(links[0]);
  assert.match(await page.$eval('main', (m) => m.innerText), /다음 할 일[\s\S]*가세요/);
  assert.ok(await page.$('#plan-drawing .way, #plan .way, #plan polyline'), 'the line is on the plan');
  const done = 'button[name=action][value=collected], button[name=action][value=delivered]';
  const guessed = await fetch(`${server.base}/m/haneul/rider/${'x'.repeat(40)}`);
  assert.equal(guessed.status, 404, 'a guessed link opens nothing');
  let address = null;
  for (let left = 60; left > 0 && !address; left--) {
    const value = await page.$eval(done, (b) => b.value);
    const here = await page.$eval('main', (m) => m.innerText.split('\n').slice(0, 12).join('\n'));
    if (value === 'delivered') address = here.match(/\S+길 \d+|\S+로 \d+/)?.[0];
    await go(page, () => page.$eval(done, (b) => b.click()));
  }
  assert.ok(address, 'the way leads to a door with an address');
  const head = await page.$eval('main', (m) => m.innerText.split('\n').slice(0, 12).join('\n'));
  // 노을로 3 is not 노을로 30.
  assert.doesNotMatch(head, new RegExp(`${address}(?!\\d)`), `${address} is still shown`);
  assert.deepEqual(wrong, []);
  await page.close();
});

test('a rider without a signal goes on, and the taps arrive when there is one', { timeout: 240_000 }, async () => {
  const data = join(scratch(), 'data');
  let own = await startServer({ markets: ['haneul'], data });
  const port = new URL(own.base).port;
  const { page } = await openPage(browser, `${own.base}/desk`);
  await page.type('[name=code]', own.printed().match(/desk code (\S+)/)[1]);
  await go(page, () => page.$eval('[name=code]', (i) => i.form.requestSubmit()));
  await go(page, () => page.$eval('form[action*="/desk/plan"] button', (b) => b.click()));
  const [link] = await page.$$eval('a[href*="/rider/"]', (all) => all.map((a) => a.href));
  await page.goto(link);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
  const stops = await page.$eval('#rider', (e) => e.dataset.stops.split(' '));
  const ahead = () => page.evaluate(async () => (await (await caches.open('jangteo-rider-pages')).keys()).map((r) => r.url));
  for (let i = 0; i < 60 && !(await ahead()).some((url) => url.endsWith('at=end')); i++) await pause(500);
  await own.stop('SIGKILL');

  const title = () => page.$eval('.next-stop .stop-where', (e) => e.innerText);
  const seen = [await title()];
  for (let i = 0; i < 3; i++) {
    await go(page, () => page.$eval('button[name=action][value=collected], button[name=action][value=delivered]', (b) => b.click()));
    seen.push(await title());
  }
  assert.equal(new Set(seen).size, 4, seen.join(' | '));
  await page.goto(link);
  assert.equal(await title(), seen[3], 'reloading without a signal forgets nothing');
  await page.waitForFunction(() => /3건/.test(document.querySelector('#rider-queue').innerText), { timeout: 20_000 });
  const kept = await ahead();
  assert.ok(!kept.some((url) => url.endsWith(`at=${stops[1]}`)), 'the page of a stop that is done is still kept');

  own = await startServer({ markets: ['haneul'], data, port });
  const first = async () => (await (await fetch(link)).text()).match(/data-stops="([^" ]*)/)[1];
  for (let i = 0; i < 60 && (await first()) !== stops[3]; i++) await pause(500);
  assert.equal(await first(), stops[3], 'the server knows what was done');
  await page.waitForFunction(() => document.querySelector('#rider-queue')?.hidden, { timeout: 20_000 });
  await page.close();
  await own.stop();
});
