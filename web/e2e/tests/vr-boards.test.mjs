// The boards of a headset, its hands, its comfort, and the search in it: with controllers and with bare hands.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { differing, enter, headsets, look, onWrist, passed, pause, place, point, pressed, pull, ready, SMALL, turned, until } from '../support/headset.mjs';

const { worn, browser } = headsets();

const kept = (page) => page.evaluate(() => localStorage.getItem('jangteo.comfort'));
/** How many buttons the board before the visitor has; 0 when none hangs. */
const buttons = (page) => page.evaluate(() => (window.boards[0]?.buttons.length ?? 0) / 4);
/** The share of an eye's pixels that a colour has. */
const share = ({ data }, is) => {
  let n = 0;
  for (let i = 0; i < data.length; i += 4) n += is(data[i], data[i + 1], data[i + 2]) ? 1 : 0;
  return (n * 4) / data.length;
};

worn('switches of the menu are kept, and turning smoothly turns on while the stick is held', SMALL, async (page) => {
  await enter(page);
  // Close, search, then the switches: seated, rim, walking, turning; and the way out.
  assert.equal(await buttons(page), 7);
  await pressed(page, 5);
  assert.equal(await kept(page), '0111 158');
  let [, , , yaw] = await place(page);
  await page.evaluate(() => device.controllers.right.updateAxes('thumbstick', 1, 0));
  const steps = [];
  for (let i = 0; i < 5; i++) {
    await passed(page, 2);
    await pause(300);
    const now = (await place(page))[3];
    steps.push(turned(yaw, now));
    yaw = now;
  }
  await page.evaluate(() => device.controllers.right.updateAxes('thumbstick', 0, 0));
  assert.ok(steps.slice(1).every((degrees) => degrees > 1), `a step would be one turn and no more: ${steps}`);
  // Another visit finds them as they were left.
  await page.reload();
  await ready(page);
  await page.evaluate((odd) => { window.odd = odd; }, SMALL);
  await enter(page);
  await pressed(page, 5);
  assert.equal(await kept(page), '0011 158');
});

worn('a stall that is pointed at opens its board with what it sells, and the wrist opens the menu and turns', SMALL, async (page) => {
  await enter(page);
  await pressed(page, 0);
  // Stand before a stall by the page's own list, and close the board that comes with it.
  await page.evaluate(() => document.querySelectorAll('.stalls .stall-link')[40].click());
  await until(page, () => window.boards[0]);
  await passed(page, 4);
  await pressed(page, 0);
  await point(page, [0, 1.3, -5], [0.1, 1.35, -0.1]);
  await passed(page);
  await pull(page);
  await until(page, () => window.boards[0]);
  assert.equal(await buttons(page), 3, 'closing, the way, going there');
  await pressed(page, 0);
  // The left hand is held before the breast; the right one presses what is on its wrist.
  const held = [-0.1, 1.3, -0.35];
  await page.evaluate((at) => {
    device.controllers.left.position.set(...at);
    device.controllers.left.quaternion.set(0, 0, 0, 1);
  }, held);
  const wrist = await page.evaluate(() => ({ ...window.boards[1], rgba: null }));
  assert.equal(wrist.buttons.length / 4, 3, 'the menu, and a turn to either side');
  const wristPress = async (n) => {
    const [left, top, right, bottom] = wrist.buttons.slice(n * 4, n * 4 + 4);
    await point(page, onWrist([(left + right) / 2, (top + bottom) / 2], wrist, held), [0.1, 1.55, -0.05]);
    await passed(page);
    await pull(page);
  };
  const [, , , yaw] = await place(page);
  await wristPress(2);
  await pause(500);
  assert.ok(Math.abs(turned(yaw, (await place(page))[3]) - 30) < 1.5, 'thirty degrees to the right');
  await wristPress(0);
  await until(page, () => window.boards[0]);
  assert.equal(await buttons(page), 7, 'the menu');
});

worn('what is spoken is searched for, and the way to what is found begins here and lies on the floor', { speech: '김치 어디 있어요', ...SMALL }, async (page) => {
  await page.evaluate(() => {
    const { stall } = document.querySelectorAll('.stalls [data-stall]')[40].dataset;
    jangteo.viewer.send(JSON.stringify({ type: 'go_to_stall', stall }));
  });
  await pause(1000);
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
  // Before one's feet, below the board.
  await page.evaluate(() => device.quaternion.set(Math.sin(-0.52), 0, 0, Math.cos(-0.52)));
  const blue = (r, g, b) => b > 130 && b > r + 70 && b > g + 40;
  const before = share((await look(page)).eyes[0], blue);
  await page.evaluate(() => { document.querySelector('#way-from').value = ''; });
  await pressed(page, 1);
  assert.match(await page.$eval('#way-from', (f) => f.value), /^stall:/, 'the way begins at the stall that is nearest');
  assert.equal(await buttons(page), 3, 'closing, following, ending');
  assert.ok((await page.$eval('#way-answer', (a) => a.textContent)).length > 10);
  const shown = share((await look(page)).eyes[0], blue);
  assert.ok(shown > before + 0.01, `no ribbon on the floor: ${before} of the picture was blue before, ${shown} is now`);
  await pressed(page, 2);
  assert.equal(await buttons(page), 0, 'the way is over');
  const gone = share((await look(page)).eyes[0], blue);
  assert.ok(gone < before + 0.003, `the ribbon stays: ${gone} of the picture is blue`);
});

worn('bare hands pinch: letters are typed, keys stay where they are, the floor is gone to', SMALL, async (page) => {
  await page.evaluate(() => { device.primaryInputMode = 'hand'; });
  await enter(page);
  await pressed(page, 1);
  assert.equal(await buttons(page), 27, 'no answers, 24 keys, two buttons of the keyboard, the cross');
  const keys = (n) => page.evaluate((n) => window.boards[0].buttons.slice(n * 4), n);
  const before = await keys(1);
  await pressed(page, 12);
  const answers = (await buttons(page)) - 27;
  assert.ok(answers >= 1, 'nothing begins with this consonant');
  assert.deepEqual(await keys(1 + answers), before);
  await pressed(page, 0);
  const [x, y, z, yaw] = await place(page);
  await point(page, [-0.2, 0, -2.4], [0.2, 1.2, -0.2]);
  await passed(page);
  await pull(page);
  await pause(500);
  const there = await place(page);
  assert.ok(Math.hypot(there[0] - x, there[2] - z) > 0.8 && Math.abs(there[1] - y) < 0.1, `from ${[x, y, z]} to ${there}`);
  assert.ok(Math.abs(turned(yaw, there[3])) < 2);
  await look(page, 1);
});

worn('a headset that does not know the floor says so, and the height of the eyes can be set', { withoutFloor: true, ...SMALL }, async (page) => {
  // Such a space begins at the head.
  await page.evaluate(() => device.position.set(0, 0, 0));
  await enter(page);
  assert.equal(await buttons(page), 9, 'lower and higher are there');
  const before = await look(page, 1);
  await pressed(page, 6, [0, 0, 0]);
  assert.equal(await kept(page), '0011 153');
  const after = await look(page);
  assert.ok(differing(before.eyes[0], after.eyes[0]) > 0.02, 'the eyes are where they were');
});

test('letters of Hangul are as high as the boards count on, in the fonts that are here', { timeout: 60_000 }, async () => {
  const page = await browser().newPage();
  const least = await page.evaluate(() => {
    const pen = document.createElement('canvas').getContext('2d');
    pen.font = "600 100px 'Pretendard Variable', Pretendard, 'Noto Sans KR', 'Noto Sans CJK KR', 'Nanum Gothic', system-ui, sans-serif";
    return Math.min(...[...'점포길찾기김치'].map((c) => {
      const m = pen.measureText(c);
      return (m.actualBoundingBoxAscent + m.actualBoundingBoxDescent) / 100;
    }));
  });
  assert.ok(least >= 0.75, `the lowest letter is ${least} of its size`);
  await page.close();
});
