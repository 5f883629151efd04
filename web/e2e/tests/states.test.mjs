// The walk in every state: what an accessibility checker finds, how large the targets are, what happens at 200 %, what the
// security policy says, and the ladder from no script at all to a headset.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { violations } from '../support/axe.mjs';
import { launch, openPage } from '../support/browser.mjs';
import { startServer } from '../support/market.mjs';
import { openWalk, pause, walkable } from '../support/walk.mjs';

const phone = { width: 390, height: 844, hasTouch: true, isMobile: true };
const stall = encodeURIComponent('가-12');
const way = `?from=gate:${encodeURIComponent('정문')}&to=stall:${stall}`;
let server, browser;
before(async () => {
  server = await startServer({ markets: ['haneul'] });
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

/** Visible things to press that are smaller than `least` CSS pixels; links within a sentence are not meant. */
const small = (page, least) =>
  page.$$eval(
    'a[href], button, input:not([type=hidden]), select, summary, [tabindex="0"]',
    (all, least) =>
      all
        .filter((e) => e.checkVisibility({ visibilityProperty: true }) && !e.closest('.plan-drawing, .skip, p, td, .suggest') && !e.matches('.skip'))
        .map((e) => [e.closest('label') ?? e, e])
        .map(([target, e]) => [target.getBoundingClientRect(), e])
        .filter(([r]) => r.width > 0 && (r.width < least || r.height < least))
        .map(([r, e]) => `${Math.round(r.width)}x${Math.round(r.height)} ${e.outerHTML.slice(0, 80)}`),
    least,
  );

/** Texts that are cut off, and a page that is wider than its window. */
const cut = (page) =>
  page.evaluate(() => {
    const found = [];
    if (document.documentElement.scrollWidth > innerWidth + 1) found.push(`the page is ${document.documentElement.scrollWidth} wide in ${innerWidth}`);
    for (const e of document.querySelectorAll('button, a, p, label, h1, h2, h3, summary, span')) {
      const style = getComputedStyle(e);
      if (!e.checkVisibility() || e.closest('.visually-hidden, .skip, .walk-title, .mini, svg') || !/hidden|clip/.test(style.overflow + style.overflowX)) continue;
      if (e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1) found.push(`cut off: ${e.outerHTML.slice(0, 90)}`);
    }
    return found;
  });

/** Boxes over the view that lie on one another. */
const overlaps = (page) =>
  page.evaluate(() => {
    const boxes = ['#here', '#mini', '#guide', '#stick', '#stage-tools', '#switch-bar', '#vr-enter'].map((id) => document.querySelector(id)).filter((e) => e?.checkVisibility());
    const found = [];
    for (const [i, a] of boxes.entries()) {
      for (const b of boxes.slice(i + 1)) {
        const [r, s] = [a.getBoundingClientRect(), b.getBoundingClientRect()];
        if (Math.min(r.right, s.right) - Math.max(r.left, s.left) > 1 && Math.min(r.bottom, s.bottom) - Math.max(r.top, s.top) > 1) found.push(`${a.id} and ${b.id}`);
      }
    }
    return found;
  });

async function clean(page, state, touch = false) {
  assert.deepEqual(await violations(page), [], `axe: ${state}`);
  assert.deepEqual(await small(page, touch ? 44 : 24), [], `targets: ${state}`);
  assert.deepEqual(await cut(page), [], `cut: ${state}`);
  assert.deepEqual(await overlaps(page), [], `overlaps: ${state}`);
}

for (const [device, viewport] of [['a desk', { width: 1280, height: 800 }], ['a phone', phone]]) {
  const touch = viewport === phone;
  test(`on ${device} nothing is found in any state of the walk`, { timeout: 600_000 }, async () => {
    // Loading: the engine does not come.
    const { page: loading } = await openPage(browser, 'about:blank', { viewport });
    await loading.setRequestInterception(true);
    // What an earlier visit kept would be there at once.
    await loading.setBypassServiceWorker(true);
    loading.on('request', (r) => (r.url().endsWith('market_twin_bg.wasm') ? undefined : r.continue()));
    await loading.goto(`${server.base}/m/haneul/3d`, { waitUntil: 'domcontentloaded' });
    await loading.waitForFunction(() => document.querySelector('#walk-load')?.hidden === false, { timeout: 60_000 });
    assert.match(await loading.$eval('#walk-what', (e) => e.innerText), /3D 엔진/);
    assert.ok(await loading.$('.entrance .board-name'), 'the entrance is there at once');
    await clean(loading, 'loading', touch);
    await loading.close();

    const { page, wrong } = await openWalk(browser, server, { viewport });
    await page.evaluate(() => addEventListener('securitypolicyviolation', (e) => console.error(`policy: ${e.violatedDirective} ${e.blockedURI}`)));
    await clean(page, 'walking', touch);
    assert.ok(await page.$eval('#vr-enter', (b) => b.hidden), 'no headset, no button');
    await page.click('#settings-open');
    await clean(page, 'settings', touch);
    await page.$eval('#walk-settings [name=switch]', (i) => i.click());
    await page.click('#settings-close');
    await clean(page, 'one switch', touch);
    await page.click('#settings-open');
    await page.$eval('#walk-settings [name=switch]', (i) => i.click());
    await page.$eval('#walk-settings [name=hand][value=right]', (i) => i.click());
    await page.click('#settings-close');
    await clean(page, 'one hand', touch);
    await page.$$eval('#list .stall-link', (all) => all[10].click());
    await page.waitForFunction(() => !document.querySelector('#panel').hidden, { timeout: 30_000 });
    await clean(page, 'panel open', touch);
    await page.click('#panel-way');
    await page.waitForFunction(() => !document.querySelector('#guide').hidden, { timeout: 30_000 });
    await page.click('#panel-close');
    await clean(page, 'route on', touch);
    await page.evaluate(() => dispatchEvent(new ErrorEvent('error', { message: 'Uncaught RuntimeError: unreachable' })));
    await page.waitForFunction(() => !document.querySelector('#poster').hidden, { timeout: 30_000 });
    await clean(page, 'engine failed', touch);
    assert.deepEqual(wrong.filter((w) => !/unreachable/.test(w)), []);
    await page.evaluate(() => localStorage.clear());
    await page.close();
  });
}

test('text of 200 % loses nothing, and a page of 320 pixels does not scroll sideways', { timeout: 600_000 }, async () => {
  for (const viewport of [{ width: 1280, height: 800 }, phone, { width: 320, height: 640 }]) {
    const { page } = await openWalk(browser, server, { viewport, query: way });
    const large = viewport.width > 320;
    if (large) await page.evaluate(() => (document.documentElement.style.fontSize = '225%'));
    await pause(500);
    assert.deepEqual(await cut(page), [], `walk, ${viewport.width}`);
    assert.deepEqual(await overlaps(page), [], `walk, ${viewport.width}`);
    for (const path of ['', `/s/${stall}`]) {
      await page.goto(`${server.base}/m/haneul${path}`);
      if (large) await page.evaluate(() => (document.documentElement.style.fontSize = '225%'));
      assert.deepEqual(await cut(page), [], `${path || 'market'}, ${viewport.width}`);
    }
    await page.close();
  }
});

test('the ladder: no script, no WebGL, WebGL2, a headset', { timeout: 600_000 }, async () => {
  // No script: the entrance as a picture, a sentence, list, plan and the way in words.
  const { page: bare, wrong } = await openPage(browser, `${server.base}/m/haneul/3d${way}`, { javascript: false });
  assert.match(await bare.$eval('.poster-card', (p) => p.innerText), /자바스크립트/);
  assert.ok(await bare.$('.entrance'));
  assert.ok((await bare.$$('#list .stall-link')).length >= 130 && (await bare.$$('#plan-drawing a')).length >= 130);
  assert.ok((await bare.$$('#way-answer .steps li')).length >= 2);
  for (const id of ['#settings-open', '#share-here', '#walk-full', '#stage-tools', '#mini', '#walk-load']) assert.ok(await bare.$eval(id, (e) => e.hidden), `${id} promises nothing`);
  // With scripts off the browser refuses those that the head names ahead, and calls that the policy.
  assert.deepEqual(wrong.filter((w) => !/\.js csp$/.test(w)), []);
  await bare.close();
  // No WebGL: the same, and search and ways without a reload.
  const flat = await launch({ args: ['--no-sandbox', '--disable-3d-apis', '--lang=ko-KR'] });
  const { page: plain } = await openPage(flat, `${server.base}/m/haneul/3d`);
  await plain.waitForFunction(() => /3D를 열 수 없습니다/.test(document.querySelector('#poster-say').innerText), { timeout: 30_000 });
  assert.deepEqual(await violations(plain), []);
  await plain.type('#q', 'ㄱㅊ');
  await plain.waitForFunction(() => /김치/.test(document.querySelector('[role=listbox]')?.innerText ?? ''), { timeout: 20_000 });
  await flat.close();
  // WebGL2: it is walked. No headset: no button.
  const { page: walk } = await openWalk(browser, server);
  assert.ok(await walk.$eval('#vr-enter', (b) => b.hidden));
  await walk.close();
  // A headset, by an emulator: the button is there.
  const emulator = readFileSync(createRequire(import.meta.url).resolve('iwer/build/iwer.min.js'), 'utf8');
  const { page: headset } = await openPage(browser, 'about:blank', { viewport: { width: 640, height: 400 } });
  await headset.evaluateOnNewDocument(`${emulator};(() => { const d = new IWER.XRDevice(IWER.metaQuest3); d.installRuntime({ forceInstall: true }); })()`);
  await headset.goto(`${server.base}/m/haneul/3d`);
  await walkable(headset);
  await headset.waitForFunction(() => document.querySelector('#vr-enter').hidden === false, { timeout: 20_000 });
  assert.deepEqual(await violations(headset), [], 'with the button of the headset');
  await headset.close();
});

test('the policy holds on every new file, and nothing of the walk asks for more', async () => {
  for (const path of ['/shop-worker.js', '/m/haneul/app.webmanifest', '/m/haneul/3d', '/m/haneul']) {
    const answer = await fetch(server.base + path);
    assert.equal(answer.status, 200, path);
    const policy = answer.headers.get('content-security-policy');
    assert.match(policy, /default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'/, path);
    assert.doesNotMatch(policy, /unsafe-inline|unsafe-eval'(?<!wasm-unsafe-eval')/, path);
  }
  const html = await (await fetch(`${server.base}/m/haneul/3d`)).text();
  assert.doesNotMatch(html, / style=|<style|<script(?![^>]*src=)| on\w+="/);
});
