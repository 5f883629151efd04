// A day's orders are planned at the desk; the rider's page shows the stops, what changes, and an address only while its
// job is open.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch } from '../support/browser.mjs';
import { join } from 'node:path';
import { violations } from '../support/axe.mjs';
import { enterDesk, go, happens, planDay } from '../support/desk.mjs';
import { scratch, startServer } from '../support/market.mjs';

/** A Wednesday morning: the sample's orders are for this very day. */
const clock = '2026-11-25T10:05';
const done = 'button[name=action][value=collected], button[name=action][value=delivered]';
const phone = { width: 360, height: 740, hasTouch: true, isMobile: true };
let server, browser;
before(async () => {
  server = await startServer({ markets: ['haneul'], clock });
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

const pause = (ms) => new Promise((r) => setTimeout(r, ms));
const tap = (page) => go(page, () => page.$eval(done, (b) => b.click()));
const main = (page) => page.$eval('main', (m) => m.innerText);
const title = (page) => page.$eval('.next-stop .stop-where', (e) => e.innerText);

/** Goes on until the next stop is a door; answers with its address. */
async function toTheDoor(page) {
  for (let left = 60; left > 0; left--) {
    if ((await page.$eval(done, (b) => b.value)) === 'delivered') return (await title(page)).match(/\S+[길로] \d+(-\d+)?/)[0];
    await tap(page);
  }
  assert.fail('no door is reached');
}

test('planned orders become a rider’s stops, and a delivered address is gone', { timeout: 240_000 }, async () => {
  const { page, wrong } = await enterDesk(browser, server);
  const links = await planDay(page);
  assert.equal(links.length, 3, 'the riders of the market’s own list');
  await page.setViewport(phone);
  await page.goto(links[0]);
  assert.match(await main(page), /다음 할 일[\s\S]*가세요/);
  assert.ok(await page.$('#plan-drawing .way, #plan .way, #plan polyline'), 'the line is on the plan');
  assert.match(await page.$eval('.next-stop svg.sign', (s) => s.getAttribute('aria-label')), /^간판: \S+-\d+ \S/);
  assert.match(await page.$eval('.next-stop .code', (c) => c.innerText), /\d{3}-\d{3}/);
  assert.match(await page.$eval('.timing', (c) => c.innerText), /예정 \d\d:\d\d\s+(\d+분 (여유|늦음)|예정대로)/);
  assert.doesNotMatch(await main(page), /남음|초 |기사/, 'nothing is counted down');
  const guessed = await fetch(`${server.base}/m/haneul/rider/${'x'.repeat(40)}`);
  assert.equal(guessed.status, 404, 'a guessed link opens nothing');

  const address = await toTheDoor(page);
  const maps = await page.$$eval('.maps a', (all) => all.map((a) => a.href));
  assert.match(maps[0], /^https:\/\/map\.naver\.com\/p\/directions\/-\/12\d\.\d+,3\d\.\d+,/);
  assert.match(maps[1], /^https:\/\/map\.kakao\.com\/link\/to\/[^,]+,3\d\.\d+,12\d\.\d+$/);
  assert.match(maps[2], /^geo:3\d\.\d+,12\d\.\d+/);
  assert.ok(maps.every((m) => !decodeURIComponent(m).includes(address)), 'an address leaves for a map application');
  await tap(page);
  // 노을로 3 is not 노을로 30.
  assert.doesNotMatch(await main(page), new RegExp(`${address}(?!\\d)`), `${address} is still shown`);
  assert.deepEqual(wrong, []);
  await page.close();
});

test('a finger in a glove finds every button, and axe finds nothing in any state', { timeout: 240_000 }, async () => {
  const { page } = await enterDesk(browser, server);
  const [link, other] = await page.$$eval('a[href*="/rider/"]', (all) => all.map((a) => a.href));
  await page.setViewport(phone);
  for (const url of [link, `${link}?lang=en`, `${link}?at=end`, other, `${other}?lang=en`]) {
    await page.goto(url);
    assert.deepEqual(await violations(page), [], url);
    const small = await page.$$eval('main :is(button, a.button, summary, .pick)', (all) =>
      all.filter((b) => b.checkVisibility() && b.getBoundingClientRect().height < 44).map((b) => b.outerHTML.slice(0, 90)),
    );
    assert.deepEqual(small, [], url);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    const over = await page.$$eval('body :not(svg *)', (all, most) =>
      all.filter((e) => e.checkVisibility() && e.getBoundingClientRect().right > most).map((e) => `${e.className} ${Math.round(e.getBoundingClientRect().right)} ${e.textContent.slice(0, 60)}`),
      phone.width,
    );
    assert.ok(wide <= phone.width, `${url} is ${wide} wide: ${over.slice(0, 4)}`);
  }
  await page.goto(other);
  const thumb = await page.$eval('.thumb .main', (b) => b.getBoundingClientRect().toJSON());
  assert.ok(thumb.height >= 56 && thumb.bottom <= phone.height && thumb.top > phone.height / 2, JSON.stringify(thumb));
  // Something is missing: the stop is told so, and can be taken back.
  await go(page, () => page.$eval('button[value=missing]', (b) => b.click()));
  assert.match(await page.$eval('.stops', (s) => s.innerText), /일부 빠짐/);
  assert.deepEqual(await violations(page), []);
  await go(page, () => page.$eval('button[value=undo]', (b) => b.click()));
  assert.doesNotMatch(await page.$eval('.stops', (s) => s.innerText), /일부 빠짐/);
  await page.close();
});

test('an open page hears of a new plan, and the same link shows what changed and why', { timeout: 240_000 }, async () => {
  const { page } = await enterDesk(browser, server);
  const links = await page.$$eval('a[href*="/rider/"]', (all) => all.map((a) => a.href));
  const rider = await browser.newPage();
  await rider.setViewport(phone);
  await rider.goto(links[1]);
  const before = await title(rider);
  const code = (await rider.$eval('.stops li:last-child', (li) => li.innerText)).match(/\d{3}-\d{3}/)[0];
  await page.bringToFront();
  const order = await page.$$eval('select[name=order] option', (all, code) => all.find((o) => o.text.startsWith(code)).value, code);
  await happens(page, 'cancel', { order });
  assert.match(await main(page), new RegExp(`바뀐 것과 까닭[\\s\\S]*${code}[\\s\\S]*취소`));
  assert.deepEqual(await page.$$eval('a[href*="/rider/"]', (all) => all.map((a) => a.href)), links, 'the links stay');
  assert.deepEqual(await violations(page), []);
  await rider.bringToFront();
  await rider.waitForSelector('#rider-new:not([hidden])', { timeout: 40_000 });
  assert.equal(await title(rider), before, 'nothing moves under the thumb');
  assert.deepEqual(await violations(rider), []);
  await go(rider, () => rider.$eval('#rider-new a', (a) => a.click()));
  const changed = await rider.$eval('.changed', (c) => c.innerText);
  assert.match(changed, /계획이 바뀌었습니다/);
  assert.ok(changed.includes(code) && changed.includes('취소'), changed);
  await rider.goto(`${links[1]}?lang=en`);
  assert.match(await rider.$eval('.changed', (c) => c.innerText), /The plan changed at \d\d:\d\d[\s\S]*cancelled/);
  await rider.close();
  await page.close();
});

test('a rider without a signal goes on, and the taps arrive when there is one', { timeout: 240_000 }, async () => {
  const data = join(scratch(), 'data');
  let own = await startServer({ markets: ['haneul'], data, clock });
  const port = new URL(own.base).port;
  const { page } = await enterDesk(browser, own);
  const [link] = await planDay(page);
  await page.goto(link);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
  const stops = await page.$eval('#rider', (e) => e.dataset.stops.split(' '));
  const ahead = () => page.evaluate(async () => (await (await caches.open('jangteo-rider-pages')).keys()).map((r) => r.url));
  for (let i = 0; i < 60 && !(await ahead()).some((url) => url.endsWith('at=end')); i++) await pause(500);
  await own.stop('SIGKILL');

  const seen = [await title(page)];
  for (let i = 0; i < 3; i++) {
    await tap(page);
    seen.push(await title(page));
  }
  assert.equal(new Set(seen).size, 4, seen.join(' | '));
  await page.goto(link);
  assert.equal(await title(page), seen[3], 'reloading without a signal forgets nothing');
  await page.waitForFunction(() => /3건/.test(document.querySelector('#rider-queue').innerText), { timeout: 20_000 });
  assert.ok(!(await ahead()).some((url) => url.endsWith(`at=${stops[1]}`)), 'the page of a stop that is done is still kept');
  const address = await toTheDoor(page);
  await tap(page);
  const kept = await page.evaluate(async () => {
    const cache = await caches.open('jangteo-rider-pages');
    const pages = (await cache.keys()).filter((r) => r.url.includes('/rider/'));
    return Promise.all(pages.map(async (r) => [r.url, await (await cache.match(r)).text()]));
  });
  const naming = kept.filter(([, html]) => new RegExp(`${address}(?!\\d)`).test(html.split('<main')[1] ?? ''));
  assert.deepEqual(naming.map(([url]) => url), [], `${address} is still kept in the phone`);

  own = await startServer({ markets: ['haneul'], data, port, clock });
  const next = await page.$eval('#rider', (e) => e.dataset.stops.split(' ')[0]);
  const first = async () => (await (await fetch(link)).text()).match(/data-stops="([^" ]*)/)[1];
  for (let i = 0; i < 60 && (await first()) !== next; i++) await pause(500);
  assert.equal(await first(), next, 'the server knows what was done');
  await page.waitForFunction(() => document.querySelector('#rider-queue')?.hidden, { timeout: 20_000 });
  await page.close();
  await own.stop();
});
