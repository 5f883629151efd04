// The boards of a headset, its hands, its comfort, and the search in it: with controllers and with bare hands.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch } from '../support/browser.mjs';
import { enter, look, onBoard, openWalk, pause, place, point, press, pull, turned } from '../support/headset.mjs';
import { startServer } from '../support/market.mjs';

const UNPROVED = 'has not been seen to pass yet where everything is drawn in software';

let server, browser;
before(async () => {
  server = await startServer({ markets: ['haneul'] });
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

const open = (options) => openWalk(browser, server.base, options);
const kept = (page) => page.evaluate(() => localStorage.getItem('jangteo.comfort'));
/** How many buttons the board before the visitor has; 0 when none hangs. */
const buttons = (page) => page.evaluate(() => (window.boards[0]?.buttons.length ?? 0) / 4);
const until = (page, test, ...args) => page.waitForFunction(test, { timeout: 60_000, polling: 200 }, ...args);
/** Presses, and waits for the next board. */
async function pressed(page, n) {
  await page.evaluate(() => { window.boardBefore = window.boards[0]; });
  await press(page, n);
  await until(page, () => window.boards[0] !== window.boardBefore);
  await look(page, 2);
}
/** The share of an eye's pixels that a colour has. */
const share = ({ data }, is) => {
  let n = 0;
  for (let i = 0; i < data.length; i += 4) n += is(data[i], data[i + 1], data[i + 2]) ? 1 : 0;
  return (n * 4) / data.length;
};

test('switches of the menu are kept, and turning smoothly turns on while the stick is held', { skip: UNPROVED, timeout: 400_000 }, async () => {
  const { page, wrong } = await open();
  await enter(page);
  // Close, search, then the switches: seated, rim, walking, turning; and the way out.
  assert.equal(await buttons(page), 7);
  await pressed(page, 5);
  assert.equal(await kept(page), '0111 158');
  const [, , , yaw] = await place(page);
  await page.evaluate(() => device.controllers.right.updateAxes('thumbstick', 1, 0));
  const seen = [];
  for (let i = 0; i < 4; i++) {
    await look(page, 3);
    await pause(400);
    seen.push(turned(yaw, (await place(page))[3]));
  }
  await page.evaluate(() => device.controllers.right.updateAxes('thumbstick', 0, 0));
  assert.ok(seen.every((v, i) => i === 0 || v > seen[i - 1]), `it goes on turning: ${seen}`);
  assert.ok(seen.some((v) => Math.abs(v % 30) > 2 && Math.abs(v % 30) < 28), `not in steps: ${seen}`);
  assert.deepEqual(wrong, []);
  // Another visit finds them as they were left.
  await page.reload();
  await until(page, () => document.querySelector('#poster')?.hidden && document.querySelector('#vr-enter')?.hidden === false);
  await pause(2000);
  await enter(page);
  await pressed(page, 5);
  assert.equal(await kept(page), '0011 158');
  await page.close();
});

test('a stall that is pointed at opens its board, its way lies on the floor, and the board says how far it is', { skip: UNPROVED, timeout: 400_000 }, async () => {
  const { page, wrong } = await open();
  await enter(page);
  await press(page, 0);
  await until(page, () => window.boards[0] === null);
  // Stand before a stall by the page's own list, and close the board that comes with it.
  await page.evaluate(() => document.querySelectorAll('.stalls .stall-link')[40].click());
  await until(page, () => window.boards[0]);
  await look(page, 4);
  await press(page, 0);
  await until(page, () => window.boards[0] === null);
  await point(page, [0, 1.3, -5], [0.1, 1.35, -0.1]);
  await look(page, 2);
  await pull(page);
  await until(page, () => window.boards[0]);
  assert.equal(await buttons(page), 3, 'closing, the way, going there');
  // The way to a stall elsewhere, found by its first consonants.
  await press(page, 0);
  await until(page, () => window.boards[0] === null);
  const wrist = await page.evaluate(() => ({ ...window.boards[1], rgba: null }));
  assert.equal(wrist.buttons.length / 4, 3, 'the menu, and a turn to either side');
  await page.evaluate(() => jangteo.viewer.send(JSON.stringify({ type: 'highlight', stall: null })));
  const before = await look(page);
  const blue = (r, g, b) => b > 130 && b > r + 70 && b > g + 40;
  const before_share = share(before.eyes[0], blue);
  await page.evaluate(() => {
    const to = document.querySelector('#way-to');
    const stalls = [...document.querySelectorAll('.stalls [data-stall]')].map((e) => e.dataset.stall);
    to.value = `stall:${stalls[2]}`;
    document.querySelector('#way-form').requestSubmit();
  });
  await until(page, () => window.boards[0]);
  assert.deepEqual(wrong, []);
  await page.evaluate(() => device.quaternion.set(Math.sin(-0.35), 0, 0, Math.cos(-0.35)));
  await page.evaluate(() => jangteo.viewer.xr_panel(0, 0, 0, new Uint8Array(), new Float32Array()));
  let most = 0;
  for (const yaw of [0, 1.57, 3.14, 4.71]) {
    // All round, looking down at the floor.
    await page.evaluate((yaw) => {
      const [a, b] = [yaw / 2, -0.35];
      device.quaternion.set(Math.cos(a) * Math.sin(b), Math.sin(a) * Math.cos(b), -Math.sin(a) * Math.sin(b), Math.cos(a) * Math.cos(b));
    }, yaw);
    const { eyes } = await look(page, 4);
    most = Math.max(most, share(eyes[0], blue));
  }
  assert.ok(most > before_share + 0.002, `no ribbon on the floor: ${before_share} before, ${most} now`);
  await page.close();
});

test('what is spoken is searched for, and a stall that is found offers the way from here', { skip: UNPROVED, timeout: 400_000 }, async () => {
  const { page, wrong } = await open({ speech: '김치 어디 있어요' });
  await enter(page);
  // Close, search, speak.
  await pressed(page, 2);
  await until(page, () => window.listenedIn === 'ko-KR');
  // Without any answer there are 24 keys, three buttons and the cross.
  await until(page, () => window.boards[0]?.buttons.length / 4 > 28);
  const found = (await buttons(page)) - 28;
  assert.ok(found >= 1 && found <= 3, `${found} answers`);
  await pressed(page, 1);
  assert.equal(await buttons(page), 3);
  const from = await page.$eval('#way-from', (f) => f.value);
  await pressed(page, 1);
  assert.notEqual(await page.$eval('#way-from', (f) => f.value), from, 'the way begins at the gate, not here');
  assert.equal(await buttons(page), 3, 'closing, following, ending');
  assert.ok((await page.$eval('#way-answer', (a) => a.textContent)).length > 10);
  await pressed(page, 2).catch(() => {});
  assert.equal(await buttons(page), 0, 'the way is over');
  assert.deepEqual(wrong, []);
  await page.close();
});

test('bare hands pinch: a board is pressed, the floor is gone to, the wrist turns', { skip: UNPROVED, timeout: 400_000 }, async () => {
  const { page, wrong } = await open();
  await page.evaluate(() => { device.primaryInputMode = 'hand'; });
  await enter(page);
  await pressed(page, 1);
  assert.equal(await buttons(page), 27, 'no answers, 24 keys, two buttons of the keyboard, the cross');
  await pressed(page, 12);
  await press(page, 0);
  await until(page, () => window.boards[0] === null);
  // The left hand with the palm towards the floor shows its wrist's board upwards; the right one points down at it.
  const [x, y, z, yaw] = await place(page);
  await point(page, [-0.2, 0, -2.4], [0.2, 1.2, -0.2]);
  await pull(page);
  await pause(1200);
  const there = await place(page);
  assert.ok(Math.hypot(there[0] - x, there[2] - z) > 0.8 && Math.abs(there[1] - y) < 0.1, `from ${[x, y, z]} to ${there}`);
  assert.ok(Math.abs(turned(yaw, there[3])) < 2);
  await page.evaluate(() => jangteo.viewer.send(JSON.stringify({ type: 'look', yaw: 30, pitch: 0 })));
  await look(page);
  await pause(800);
  assert.ok(Math.abs(turned(yaw, (await place(page))[3]) - 30) < 2);
  assert.equal(await page.evaluate(() => window.glErrors), 0);
  assert.deepEqual(wrong, []);
  await page.close();
});

test('a headset that does not know the floor says so, and the height of the eyes can be set', { skip: UNPROVED, timeout: 400_000 }, async () => {
  const { page, wrong } = await open({ withoutFloor: true });
  // Such a space begins at the head.
  await page.evaluate(() => device.position.set(0, 0, 0));
  await page.evaluate(() => document.querySelector('#vr-enter').click());
  await until(page, () => window.boards[0] && window.level);
  await look(page, 4);
  assert.equal(await buttons(page), 9, 'lower and higher are there');
  const press2 = async (n) => {
    const board = await page.evaluate(() => ({ ...window.boards[0], rgba: null }));
    const [l, t, r, b] = board.buttons.slice(n * 4, n * 4 + 4);
    await point(page, onBoard([(l + r) / 2, (t + b) / 2], board, [0, 0, 0]), [0.15, -0.25, -0.1]);
    await look(page, 2);
    await pull(page);
  };
  await press2(6);
  await until(page, () => localStorage.getItem('jangteo.comfort') === '0011 153');
  assert.deepEqual(wrong, []);
  await page.close();
});

test('letters of Hangul are as high as the boards count on, in the fonts that are here', { skip: UNPROVED, timeout: 60_000 }, async () => {
  const page = await browser.newPage();
  const least = await page.evaluate(() => {
    const pen = document.createElement('canvas').getContext('2d');
    pen.font = "600 100px 'Pretendard Variable', Pretendard, 'Noto Sans KR', 'Noto Sans CJK KR', 'Nanum Gothic', system-ui, sans-serif";
    return Math.min(...[...'점포길찾기김치'].map((c) => {
      const m = pen.measureText(c);
      return (m.actualBoundingBoxAscent + m.actualBoundingBoxDescent) / 100;
    }));
  });
  assert.ok(least >= 0.8, `the lowest letter is ${least} of its size`);
  await page.close();
});
