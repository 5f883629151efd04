// Every way to walk: keys as one likes, a gamepad, one switch, a tap, less motion; and what the page says meanwhile.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch } from '../support/browser.mjs';
import { startServer } from '../support/market.mjs';
import { metres, openWalk, pause, place, turned, until } from '../support/walk.mjs';

let server, browser;
before(async () => {
  server = await startServer({ markets: ['haneul'] });
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

const open = (options) => openWalk(browser, server, options);
const hold = async (page, key, ms) => {
  await page.focus('#twin');
  await page.keyboard.down(key);
  await pause(ms);
  await page.keyboard.up(key);
  await pause(800);
};
const heard = (page) => page.evaluate(() => window.said.filter(Boolean));

test('a key that was set anew walks, the old one does not, and the browser remembers', { timeout: 300_000 }, async () => {
  const { page, wrong } = await open();
  await page.click('#settings-open');
  assert.ok(await page.$eval('#walk-settings', (d) => d.open));
  await page.click('[data-key=Forward]');
  await page.keyboard.press('KeyI');
  assert.equal(await page.$eval('#key-now-Forward', (e) => e.innerText), 'I');
  await page.click('[data-key=Back]');
  await page.keyboard.press('F5');
  assert.match((await heard(page)).at(-1), /브라우저가 씁니다/);
  await page.keyboard.press('Escape');
  assert.ok(await page.$eval('#walk-settings', (d) => d.open), 'Escape gives up the key, not the dialog');
  assert.match(await page.$eval('#key-now-Back', (e) => e.innerText), /S/);
  await page.click('#settings-close');
  const start = await place(page);
  await hold(page, 'KeyW', 1500);
  assert.ok(metres(start, await place(page)) < 0.2, 'the old key does nothing');
  await hold(page, 'KeyI', 2500);
  const there = await until(page, (p) => metres(start, p) > 1, 'the new key walks');
  await pause(1500);
  assert.ok(metres(there, await place(page)) < 6, 'and letting it go stops');
  assert.equal(await page.evaluate(() => JSON.parse(localStorage.getItem('jangteo.walk')).keys[0][1][0]), 'KeyI');
  await page.click('#settings-open');
  await page.click('#keys-usual');
  assert.match(await page.$eval('#key-now-Forward', (e) => e.innerText), /W/);
  assert.deepEqual(wrong, []);
  await page.close();
});

test('who sets a slow pace walks slowly', { timeout: 300_000 }, async () => {
  // Between two messages there is a quarter of a second, or one frame that counts as a quarter.
  const stride = async (pace) => {
    const { page } = await open({ settings: { pace } });
    await page.evaluate(() => {
      window.places = [];
      new MutationObserver(() => places.push(document.querySelector('#stage').dataset.at.split(' ').map(Number))).observe(document.querySelector('#stage'), { attributeFilter: ['data-at'] });
    });
    await hold(page, 'KeyW', 6000);
    const places = await page.evaluate(() => window.places);
    await page.close();
    const strides = places.slice(1).map((p, i) => metres(places[i], p)).sort((a, b) => a - b);
    return strides[strides.length >> 1];
  };
  const [slow, normal] = [await stride('slow'), await stride('normal')];
  console.log(`slow ${slow.toFixed(2)} m a message, normal ${normal.toFixed(2)} m`);
  assert.ok(slow < normal * 0.7, `slow ${slow}, normal ${normal}`);
});

test('a gamepad walks, turns, opens the stall in front and closes it', { timeout: 300_000 }, async () => {
  const { page, wrong } = await open({ query: `?stall=${encodeURIComponent('가-12')}` });
  await page.waitForFunction(() => !document.querySelector('#panel').hidden);
  await page.click('#panel-close');
  await page.evaluate(() => {
    window.pad = { connected: true, axes: [0, 0, 0, 0], buttons: Array.from({ length: 17 }, () => ({ pressed: false })) };
    navigator.getGamepads = () => [pad];
    dispatchEvent(new Event('gamepadconnected'));
  });
  await page.waitForFunction(() => window.said.some((s) => /게임패드/.test(s)));
  const press = async (button) => {
    // A pad is read once a frame, and a frame drawn in software may take a second.
    for (const down of [true, false]) {
      await page.evaluate((b, down) => (pad.buttons[b].pressed = down), button, down);
      await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(done)))));
    }
  };
  await press(0);
  await page.waitForFunction(() => !document.querySelector('#panel').hidden, { timeout: 20_000 });
  assert.match(await page.$eval('#panel', (p) => p.innerText), /가-12/);
  assert.ok(await page.evaluate(() => document.querySelector('#panel').contains(document.activeElement)), 'reading goes on in the panel');
  await press(1);
  assert.ok(await page.$eval('#panel', (p) => p.hidden));
  const start = await place(page);
  await press(5);
  await until(page, (p) => Math.abs(turned(start[3], p[3]) - 30) < 2, 'a shoulder button turns by a step');
  await page.evaluate(() => (pad.axes[1] = 1));
  await pause(2500);
  await page.evaluate(() => (pad.axes[1] = 0));
  await until(page, (p) => metres(start, p) > 0.4, 'the stick walks');
  assert.deepEqual(wrong, []);
  await page.close();
});

test('with one switch one walks, stops, turns and reads a stall', { timeout: 300_000 }, async () => {
  const { page, wrong } = await open({ settings: { switch: true, switch_ms: 2500 } });
  const lit = (word) => page.waitForFunction((w) => document.querySelector('#switch-bar .lit')?.textContent.includes(w), { timeout: 60_000, polling: 50 }, word);
  assert.ok(await page.$eval('#switch-bar', (b) => b.checkVisibility()));
  assert.ok(await page.evaluate(() => document.activeElement.id === 'twin'), 'the switch works at once');
  const start = await place(page);
  await lit('앞으로');
  await page.keyboard.press('Space');
  await lit('멈춤');
  await until(page, (p) => metres(start, p) > 0.8, 'walks');
  // A press on the view is the switch too.
  await page.mouse.click(320, 200);
  await page.waitForFunction(() => document.querySelectorAll('#switch-bar span').length > 1);
  await pause(1200);
  const stood = await place(page);
  await pause(1500);
  assert.ok(metres(stood, await place(page)) < 0.05, 'stands still');
  await lit('왼쪽');
  await page.keyboard.press('Enter');
  await until(page, (p) => Math.abs(turned(stood[3], p[3]) + 30) < 2, 'turned by a step');
  await lit('위치');
  await page.keyboard.press('Space');
  await page.waitForFunction(() => window.said.some((s) => /하늘길.*보고 있습니다/.test(s)));
  assert.deepEqual(wrong, []);
  await page.close();
});

test('who wants less motion is moved by cuts and turns by steps', { timeout: 300_000 }, async () => {
  const { page } = await open({ before: (p) => p.emulateMediaFeatures([{ name: 'prefers-reduced-motion', value: 'reduce' }]) });
  const start = await place(page);
  await page.focus('#twin');
  await page.keyboard.press('ArrowRight');
  const turn = await until(page, (p) => Math.abs(turned(start[3], p[3])) > 1, 'turned');
  assert.ok(Math.abs(turned(start[3], turn[3]) - 30) < 1, `a step of 30 degrees: ${turn}`);
  const seen = [];
  await page.exposeFunction('sawPlace', (at) => seen.push(at));
  await page.evaluate(() => new MutationObserver(() => sawPlace(document.querySelector('#stage').dataset.at)).observe(document.querySelector('#stage'), { attributeFilter: ['data-at'] }));
  await page.$$eval('#list .stall-link', (all) => all[20].focus());
  await until(page, (p) => metres(start, p) > 5, 'at the stall');
  await pause(1500);
  const places = new Set(seen.map((s) => s.split(' ').slice(0, 3).join(' ')));
  assert.ok(places.size <= 1, `one cut, not ${places.size} places`);
  await page.close();
});

test('a tap on the floor walks there', { timeout: 300_000 }, async () => {
  const { page } = await open();
  const start = await place(page);
  const { x, y, width, height } = await (await page.$('#twin')).boundingBox();
  await page.mouse.click(x + width * 0.5, y + height * 0.86);
  await until(page, (p) => metres(start, p) > 0.5, 'walks to the tap');
  await page.close();
});

test('the list moves the view, the view moves the list, and a screen reader hears little but enough', { timeout: 300_000 }, async () => {
  const { page, wrong } = await open();
  await page.$$eval('#list .stall-link', (all) => all[10].focus());
  const id = await page.$$eval('#list .stalls .stall', (all) => all[10].dataset.stall);
  const label = await page.$eval(`[id="stall-${id}"]`, (s) => s.closest('a').getAttribute('aria-label').split(', ')[0]);
  await page.waitForFunction((t) => document.querySelector('#here-stall').textContent === t, { timeout: 30_000 }, label);
  assert.match(await page.$eval('#here-place', (e) => e.innerText), /1층 · 하늘길/);
  await page.waitForFunction((s) => document.querySelector(`#list [aria-current=location]`)?.closest('[data-stall]').dataset.stall === s, { timeout: 20_000 }, id);
  assert.ok(await page.$('#you .you-dot'), 'the plan shows where one is');
  const before = (await heard(page)).length;
  const start = await place(page);
  await page.focus('#twin');
  // Along the aisle: by steps, since frames drawn in software come seldom.
  for (let i = 0; i < 3; i++) await page.click('[data-walk=right]');
  await page.focus('#twin');
  await page.keyboard.down('KeyW');
  await until(page, (p) => metres(start, p) > 2, 'walks on');
  await page.keyboard.up('KeyW');
  const said = (await heard(page)).slice(before);
  assert.ok(said.length <= 3, `while walking it said: ${said.join(' | ')}`);
  await page.keyboard.press('KeyR');
  await page.waitForFunction(() => /하늘길.*쪽을 보고 있습니다/.test(document.querySelector('#live').textContent), { timeout: 10_000 });
  assert.deepEqual(wrong, []);
  await page.close();
});

test('another floor is announced and shown on the plan', { timeout: 300_000 }, async () => {
  const { page } = await open();
  assert.match(await page.$eval('.levels [aria-current]', (a) => a.innerText), /1층/);
  await page.evaluate(() => [...document.querySelectorAll('.plan-drawing .level[data-level="2F"] a')][3].dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true })));
  await page.waitForFunction(() => window.said.some((s) => /2층에 왔습니다/.test(s)), { timeout: 30_000 });
  await page.waitForFunction(() => /2층/.test(document.querySelector('#here-place').textContent));
  assert.match(await page.$eval('.levels [aria-current]', (a) => a.innerText), /2층/);
  await page.close();
});

test('a way is guided step by step, spoken, and walked without a hand', { timeout: 420_000 }, async () => {
  const before = async (page) => {
    await page.evaluateOnNewDocument(() => {
      window.spoken = [];
      window.tones = 0;
      speechSynthesis.speak = (u) => window.spoken.push(`${u.lang} ${u.text}`);
      const create = BaseAudioContext.prototype.createPanner;
      BaseAudioContext.prototype.createPanner = function () {
        window.tones += 1;
        return create.call(this);
      };
    });
  };
  const query = `?from=gate:${encodeURIComponent('정문')}&to=${encodeURIComponent('stall:가-12')}`;
  const { page, wrong } = await open({ query, before, settings: { pace: 'fast', sound: true } });
  assert.ok(await page.$eval('#guide', (g) => g.checkVisibility()));
  const steps = await page.$$eval('#way-answer .steps li', (all) => all.map((li) => li.innerText.trim()));
  assert.equal(await page.$eval('#guide-text', (t) => t.innerText), steps[0]);
  await page.click('#guide-speak');
  await page.waitForFunction(() => window.spoken.length > 0);
  assert.equal(await page.evaluate(() => window.spoken[0]), `ko-KR ${steps[0]}`);
  await page.click('[data-guide=next]');
  await page.waitForFunction((t) => document.querySelector('#guide-text').innerText === t, {}, steps[1]);
  await page.click('[data-guide=previous]');
  await page.waitForFunction((t) => document.querySelector('#guide-text').innerText === t, {}, steps[0]);
  const start = await place(page);
  await page.click('#guide-go');
  await until(page, (p) => metres(start, p) > 2, 'it walks by itself', 60_000);
  await page.click('#guide-go');
  await pause(1500);
  const stood = await place(page);
  await pause(2000);
  assert.ok(metres(stood, await place(page)) < 0.3, 'a pause is a pause');
  await page.click('#guide-go');
  await page.waitForFunction(() => window.said.some((s) => /도착했습니다/.test(s)), { timeout: 180_000, polling: 500 });
  assert.ok(await page.evaluate(() => window.tones) >= 3, 'a tone led the way');
  await page.click('[data-guide=end]');
  assert.ok(await page.$eval('#guide', (g) => g.hidden));
  assert.deepEqual(wrong, []);
  await page.close();
});
