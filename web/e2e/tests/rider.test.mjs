// A day's orders are planned at the desk; the rider's page shows the stops, and an address only while its job is open.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch, openPage } from '../support/browser.mjs';
import { startServer } from '../support/market.mjs';

let server, browser;
before(async () => {
  server = await startServer({ markets: ['haneul'] });
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

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
