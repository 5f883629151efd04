// What a headset's frame costs us in a market of 500 stalls: draws of an eye, and our own time on the processor.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { launch } from '../support/browser.mjs';
import { enter, LENSES, openWalk, passed, pressed } from '../support/headset.mjs';
import { bin, scratch, startServer } from '../support/market.mjs';

const STALLS = 500;
/** Draws of an eye, and of both eyes' copies; a frame at 72 Hz, milliseconds. */
const DRAWS = 100;
const FRAME_MS = 1000 / 72;
/** Looks round at so many places. */
const PLACES = 6;

test(`a market of ${STALLS} stalls costs a headset no more than ${DRAWS} draws an eye`, { timeout: 240_000 }, async () => {
  const folder = join(scratch(), 'many');
  execFileSync(bin('survey'), ['generate', '--stalls', String(STALLS), '--seed', '7', '--out', folder]);
  const server = await startServer({ markets: [folder] });
  const browser = await launch();
  try {
    const market = (await (await fetch(`${server.base}/`)).text()).match(/\/m\/([\w-]+)/)[1];
    const { page, wrong } = await openWalk(browser, server.base, { market });
    await page.evaluate((lenses) => { odd.glass = { size: [96, 96], lenses }; }, LENSES);
    await page.evaluate(() => {
      window.draws = 0;
      for (const name of ['drawElements', 'drawArrays', 'drawElementsInstanced', 'drawArraysInstanced']) {
        const draw = WebGL2RenderingContext.prototype[name];
        WebGL2RenderingContext.prototype[name] = function (...args) {
          window.draws += 1;
          return draw.apply(this, args);
        };
      }
    });
    await enter(page);
    await pressed(page, 0);
    const stalls = await page.$$eval('.stalls [data-stall]', (all) => all.map((e) => e.dataset.stall));
    const rows = [];
    for (let i = 0; i < PLACES; i++) {
      const stall = stalls[Math.floor(((i + 0.5) * stalls.length) / PLACES)];
      await page.evaluate((stall) => jangteo.viewer.send(JSON.stringify({ type: 'go_to_stall', stall })), stall);
      // Along the aisle is where most is seen.
      await page.evaluate(() => jangteo.viewer.send(JSON.stringify({ type: 'look', yaw: 90, pitch: 0 })));
      await passed(page, 4);
      const row = await page.evaluate(async () => {
        [window.draws, window.cpu] = [0, []];
        while (window.cpu.length < 8) await new Promise((r) => setTimeout(r, 50));
        return { draws: window.draws / window.cpu.length, cpu: [...window.cpu] };
      });
      rows.push(row);
    }
    const eye = rows.map((r) => Math.round((r.draws - 2) / 2));
    const cpu = rows.flatMap((r) => r.cpu).sort((a, b) => a - b);
    const at = (share) => cpu[Math.floor(share * (cpu.length - 1))].toFixed(1);
    console.log(`${stalls.length} stalls, ${PLACES} places: ${Math.min(...eye)} to ${Math.max(...eye)} draws an eye; ` +
      `our processor time a frame of both eyes ${at(0.1)} / ${at(0.5)} / ${at(0.9)} ms (10th, 50th, 90th of 100), ${FRAME_MS.toFixed(1)} ms is a frame at 72 Hz`);
    assert.ok(Math.max(...eye) <= DRAWS, `${eye} draws an eye`);
    assert.ok(cpu[Math.floor(cpu.length / 10)] <= FRAME_MS, `${at(0.1)} ms even in the quickest tenth of frames`);
    assert.deepEqual(wrong, []);
  } finally {
    await browser.close();
    await server.stop();
  }
});
