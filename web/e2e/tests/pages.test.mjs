// The pages as a visitor meets them: without JavaScript, by an accessibility checker, by their headers.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { violations } from '../support/axe.mjs';
import { launch, openPage } from '../support/browser.mjs';
import { enterDesk, go, happens, planDay } from '../support/desk.mjs';
import { startServer } from '../support/market.mjs';

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

test('the plan fills its frame on a desk and on a phone, and goes on doing so when it can be moved', async () => {
  for (const viewport of [{ width: 1500, height: 1000 }, { width: 412, height: 823 }]) {
    const page = await browser.newPage();
    await page.setViewport(viewport);
    await page.goto(`${server.base}/m/haneul`);
    const widths = () => page.evaluate(() => ['.plan-box', '#plan-view', '#plan-drawing'].map((s) => document.querySelector(s).getBoundingClientRect().width));
    const plain = await widths();
    await page.evaluate(() => dispatchEvent(new Event('pointerdown')));
    await page.waitForFunction(() => document.querySelector('#plan-tools button'), { timeout: 30_000 });
    const movable = await widths();
    for (const [box, view, drawing] of [plain, movable]) assert.ok(view > box - 4 && drawing > box - 16, `box, view, drawing: ${[box, view, drawing]}`);
    assert.deepEqual(movable, plain);
    await page.close();
  }
});

for (const lang of ['ko', 'en', 'zh', 'ja']) {
  test(`axe finds nothing on any page in ${lang}`, async () => {
    const stall = encodeURIComponent('가-1');
    const paths = ['/', '/m/haneul', '/m/haneul?q=김치', `/m/haneul?from=${stall}&to=${encodeURIComponent('가-12')}`,
      `/m/haneul/s/${stall}`, '/m/byeolmaru', '/desk', '/tablet/', '/no-such-page', '/m/haneul/s/no-such-stall'];
    for (const path of paths) {
      const url = server.base + path + (path.includes('?') ? '&' : '?') + `lang=${lang}`;
      const { page } = await openPage(browser, url);
      await new Promise((r) => setTimeout(r, 700));
      assert.deepEqual(await violations(page), [], path);
      await page.close();
    }
  });
}

test('without JavaScript a visitor chooses a language in the header, by the keyboard, and keeps it and the place', async () => {
  const { page } = await openPage(browser, `${server.base}/m/haneul?cat=fruit`, { javascript: false });
  for (const [lang, own, word] of [['zh', '中文', /店铺列表/], ['ja', '日本語', /店舗一覧/], ['en', 'English', /Stalls/], ['ko', '한국어', /점포 목록/]]) {
    await page.focus('.langs summary');
    await page.keyboard.press('Enter');
    const link = await page.waitForSelector(`.langs a[hreflang=${lang}]`, { visible: true });
    assert.equal(await link.evaluate((a) => a.innerText.trim()), own);
    assert.equal(await link.evaluate((a) => a.lang), lang);
    assert.equal(await page.$$eval('.langs a[aria-current]', (all) => all.length), 1);
    await link.focus();
    await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
    const url = new URL(page.url());
    assert.equal(url.searchParams.get('cat'), 'fruit', 'the place is kept');
    assert.equal(await page.$eval('html', (h) => h.lang), lang);
    assert.match(await text(page, 'main'), word);
    assert.equal(await page.$$eval('link[rel=alternate][hreflang]', (all) => all.map((l) => l.hreflang).join()), 'ko,en,zh,ja');
  }
  await page.setViewport({ width: 320, height: 640 });
  await page.goto(`${server.base}/m/haneul?lang=ja`);
  await page.$eval('.langs', (d) => (d.open = true));
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= 320), 'fits a small phone');
  await page.close();
});

test('a way is told in Chinese and in Japanese', async () => {
  for (const [lang, end] of [['zh', /[\u4e00-\u9fff].*。/], ['ja', /[\u3041-\u30fa].*。/]]) {
    const to = encodeURIComponent('stall:가-12');
    const { page } = await openPage(browser, `${server.base}/m/haneul?from=${encodeURIComponent('stall:가-1')}&to=${to}&lang=${lang}`, { javascript: false });
    const steps = await page.$$eval('#way ol li', (items) => items.map((i) => i.innerText));
    assert.ok(steps.length >= 2 && steps.every((step) => end.test(step)), `${steps}`);
    await page.close();
  }
});

test('the first useful page is small, and every answer carries the security headers', async () => {
  // Somebody who was never here: nothing is kept, and no worker fetches ahead.
  const first = await browser.createBrowserContext();
  const { page, wrong } = await openPage(first, `${server.base}/m/haneul`);
  // What is loaded after the load event, or at a first touch, only makes a page quicker that works already.
  const bytes = await page.evaluate(() => {
    const [navigation] = performance.getEntriesByType('navigation');
    const early = performance.getEntriesByType('resource').filter((r) => r.startTime < navigation.loadEventStart && !r.name.includes('/web/'));
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
  await first.close();
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

test('at the desk an order is taken, planned, planned again and explained, without a mistake that axe would find', { timeout: 240_000 }, async () => {
  const own = await startServer({ markets: ['haneul'], clock: '2026-11-25T10:05' });
  const { page, wrong } = await enterDesk(browser, own);
  const clean = async (state) => assert.deepEqual(await violations(page), [], state);
  const main = () => text(page, 'main');
  const takeOrder = async (goods, fields) => {
    await page.evaluate(
      (goods, fields) => {
        const form = document.querySelector('form[action*="/desk/orders"]');
        form.closest('details').open = true;
        form.querySelector('details').open = true;
        form.querySelector('[name=stall]').selectedIndex = 3;
        form.querySelector('[name=goods]').value = goods;
        form.elements.address.selectedIndex = 5;
        for (const [name, value] of Object.entries(fields)) {
          const field = form.elements[name];
          if (field.type === 'checkbox') field.checked = value;
          else field.value = value;
        }
      },
      goods,
      fields,
    );
    await clean(`the form for ${goods}`);
    await go(page, () => page.$eval('form[action*="/desk/orders"]', (f) => f.requestSubmit()));
  };
  await clean('before the plan');
  await takeOrder('표본두부', { floor: '3', note: '벨을 누르지 마세요', cold: true, until: '18:00' });
  assert.match(await main(), /주문을 넣었습니다[\s\S]*표본두부[\s\S]*냉장[\s\S]*3층[\s\S]*벨을/);
  const links = await planDay(page);
  await clean('after the plan');
  // A promise that cannot be kept: the reason, and the remedy by one button.
  await takeOrder('표본사과', { from: '09:00', until: '10:06', day: '2026-11-25' });
  assert.match(await main(), /새 주문 1건 넣어 다시 계획/);
  await happens(page, 'new');
  assert.match(await main(), /계획에 넣지 못한 주문[\s\S]*10:06 대신 \d\d:\d\d까지로 다시 계획/);
  await clean('left over');
  await happens(page, 'until');
  assert.doesNotMatch(await main(), /계획에 넣지 못한 주문/);
  assert.match(await main(), /바뀐 것과 까닭/);
  // A code is checked, a gate closed, a rider goes.
  const code = await text(page, '.order .code');
  await page.type('#check', code);
  await go(page, () => page.$eval('#check', (i) => i.form.requestSubmit()));
  assert.match(await main(), new RegExp(`${code} 번호가 맞습니다`));
  await clean('a code');
  await happens(page, 'closed-gate', { gate: await page.$eval('select[name=gate] option:nth-child(2)', (o) => o.value) });
  await happens(page, 'rider-stops', { rider: '2' });
  assert.match(await main(), /막힌 길과 붐비는 시간[\s\S]*막힘/);
  assert.deepEqual(await page.$$eval('a[href*="/rider/"]', (all) => all.map((a) => a.href)), links, 'the links stay');
  await page.$$eval('details', (all) => all.forEach((d) => (d.open = true)));
  await clean('with everything open');
  await page.goto(`${own.base}/desk?lang=en`);
  assert.match(await main(), /What changed and why[\s\S]*Closed ways/);
  await page.$$eval('details', (all) => all.forEach((d) => (d.open = true)));
  await clean('in English');
  assert.deepEqual(wrong, []);
  await page.close();
  await own.stop();
});
