// A field worker measures with the network pulled, the browser is killed, and the market shows the new aisle.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { launch } from '../support/browser.mjs';
import { scratch, startServer } from '../support/market.mjs';

let server, browser;
after(async () => {
  browser?.process()?.kill('SIGKILL');
  await server?.stop('SIGKILL');
});

const pause = (ms) => new Promise((r) => setTimeout(r, ms));

/** Presses the button whose text is, or else holds, `text`. */
async function press(page, text, selector = 'button') {
  const found = (t, s) => {
    const all = [...document.querySelectorAll(s)].filter((b) => b.textContent.includes(t) && !b.disabled && b.offsetParent);
    return all.find((b) => b.textContent.trim() === t) ?? all[0];
  };
  await page.waitForFunction(found, { timeout: 20_000 }, text, selector);
  const button = await page.evaluateHandle(found, text, selector);
  await button.evaluate((b) => b.click());
  await pause(350);
}

async function type(page, selector, text) {
  await page.waitForSelector(selector, { timeout: 20_000 });
  await page.click(selector, { clickCount: 3 });
  await page.keyboard.press('Backspace');
  await page.type(selector, text);
}

async function keypad(page, digits) {
  for (const digit of digits) await press(page, digit, '.keypad button');
}

async function tablet(profile, base) {
  const browser = await launch({ userDataDir: profile });
  const page = (await browser.pages())[0] ?? (await browser.newPage());
  await page.setViewport({ width: 1280, height: 800 });
  await page.goto(`${base}/tablet/`, { waitUntil: 'domcontentloaded' });
  await page.waitForSelector('header.top', { timeout: 60_000 });
  return { browser, page };
}

/** Every event that the tablet holds. */
const held = (page) =>
  page.evaluate(
    () =>
      new Promise((done, failed) => {
        const open = indexedDB.open('jangteo-tablet');
        open.onerror = () => failed(open.error);
        open.onsuccess = () => {
          const all = open.result.transaction('records').objectStore('records').getAll();
          all.onsuccess = () => {
            open.result.close();
            done(all.result.map((r) => JSON.parse(r)).filter((r) => r.events).flatMap((r) => r.events));
          };
        };
      }),
  );

const published = async (base, market = 'haneul') => (await fetch(`${base}/m/${market}/manifest.json`)).json();

/** Logs in at the desk by its code and accepts everything that waits there. */
async function acceptAll(browser, server) {
  const page = await browser.newPage();
  await page.goto(`${server.base}/desk`);
  const code = server.printed().match(/desk code (\S+)/)[1];
  await page.type('[name=code]', code);
  await Promise.all([page.waitForNavigation(), page.$eval('[name=code]', (i) => i.form.requestSubmit())]);
  const accept = 'button[name=decision][value=accept]';
  await page.waitForSelector(accept, { timeout: 20_000 });
  for (let left = 200; left > 0 && (await page.$(accept)); left--) {
    await Promise.all([page.waitForNavigation(), page.$eval(accept, (b) => b.click())]);
  }
  await page.close();
}

test('what is measured without a network, through a killed browser, arrives once and is built', { timeout: 300_000 }, async () => {
  const data = join(scratch(), 'data');
  const profile = join(scratch(), 'profile');
  server = await startServer({ data });
  const port = new URL(server.base).port;
  const before = await published(server.base);
  let page;
  ({ browser, page } = await tablet(profile, server.base));
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
  await press(page, '하늘시장');
  await page.waitForFunction(() => /하늘길/.test(document.body.innerText), { timeout: 30_000 });
  await pause(2000);
  await server.stop();

  await press(page, '새 통로');
  await type(page, '#aisle-width', '3');
  await type(page, '#aisle-length', '9');
  const from = await page.$$eval('#aisle-from option', (options) => options[1].value);
  await page.select('#aisle-from', from);
  await type(page, '#aisle-at', '0');
  await press(page, '↙ 남서');
  await press(page, '통로 저장');
  await page.evaluate(() => {
    const cards = [...document.querySelectorAll('.aisle-card')];
    cards.find((c) => c.querySelector('.figure').textContent === '9 m').querySelector('.side-button').click();
  });
  await pause(400);
  await keypad(page, '3');
  await press(page, '과일');
  await press(page, '저장하고 다음');
  await press(page, '앞과 같음');
  await page.evaluate(() => document.querySelector('.measured button').click());
  await pause(400);
  await type(page, '#new-merchant', '시험과일');
  await page.keyboard.press('Tab');
  await pause(400);
  await press(page, '현금');
  await press(page, '동의합니다');
  await type(page, '#good-name', '시험사과');
  await type(page, '#good-price', '3000');
  await press(page, '물건 추가');
  const saved = await held(page);
  assert.ok(saved.length > 10, `${saved.length} events`);
  browser.process().kill('SIGKILL');
  await pause(1500);

  ({ browser, page } = await tablet(profile, server.base));
  assert.deepEqual(await held(page), saved, 'the killed browser lost or changed something');
  saved.forEach((event, i) => assert.equal(event.seq, i + 1));

  server = await startServer({ data, port });
  await press(page, '보내기');
  await press(page, '지금 보내기').catch(() => {});
  await pause(4000);
  await acceptAll(browser, server);
  for (let i = 0; i < 60 && (await published(server.base)).revision === before.revision; i++) await pause(500);
  const now = await published(server.base);
  assert.equal(now.counts.stalls, before.counts.stalls + 2, server.log());
  assert.notEqual(now.files['scene.glb'].sha256, before.files['scene.glb'].sha256);
  const html = await (await fetch(`${server.base}/m/haneul?q=${encodeURIComponent('시험사과')}`)).text();
  assert.match(html, /시험과일/);
});

test('a market that is begun on a tablet opens when the desk has accepted it', { timeout: 300_000 }, async () => {
  browser?.process()?.kill('SIGKILL');
  await server?.stop('SIGKILL');
  server = await startServer({ data: join(scratch(), 'data-new') });
  let page;
  ({ browser, page } = await tablet(join(scratch(), 'profile-new'), server.base));
  await type(page, '#market-name', '새벽 시장');
  await press(page, '시작');
  await press(page, '새 통로');
  await type(page, '#aisle-width', '4');
  await type(page, '#aisle-length', '12');
  await press(page, '→ 동');
  await press(page, '통로 저장');
  await page.waitForSelector('.side-button');
  await page.$eval('.side-button', (b) => b.click());
  await pause(400);
  await keypad(page, '4');
  await press(page, '과일');
  await press(page, '저장하고 다음');
  await press(page, '앞과 같음');
  await press(page, '보내기');
  await press(page, '지금 보내기').catch(() => {});
  await page.waitForFunction(() => /모두 도착했습니다/.test(document.body.innerText), { timeout: 30_000 });
  assert.equal((await fetch(`${server.base}/m/새벽시장`)).status, 404, 'nothing is shown before the desk has seen it');
  await acceptAll(browser, server);
  for (let i = 0; i < 60 && (await fetch(`${server.base}/m/새벽시장`)).status !== 200; i++) await pause(500);
  const now = await published(server.base, '새벽시장');
  assert.deepEqual([now.counts.stalls, now.names?.ko ?? '새벽 시장'], [2, '새벽 시장'], server.log());
  await page.goto(`${server.base}/m/새벽시장`);
  assert.match(await page.$eval('h1', (h) => h.textContent), /새벽 시장/);
});
