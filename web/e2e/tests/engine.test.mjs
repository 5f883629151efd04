// The engine alone in a real browser: at rest, on a long walk, and with files that nobody wrote for it.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { launch } from '../support/browser.mjs';
import { scratch } from '../support/market.mjs';
import { builtMarket, enter, meter, openStage, walkOf } from '../support/stage.mjs';

const pause = (ms) => new Promise((r) => setTimeout(r, ms));
let browser, market, small;
before(async () => {
  market = builtMarket(500);
  small = builtMarket(60);
  browser = await launch();
});
after(() => browser?.close());

const frames = (page) => page.evaluate(() => window.frames_ms.length);

test('an engine at rest draws next to nothing, wakes for a wish, and draws nothing while paused', { timeout: 300_000 }, async () => {
  const stage = await openStage({ folders: { '/market': market }, size: [160, 90] });
  const page = await enter(browser, stage, meter);
  await pause(8000);
  let from = await frames(page);
  await pause(10_000);
  const resting = (await frames(page)) - from;
  assert.ok(resting <= 6, `${resting} frames in ten seconds of rest`);
  from = await frames(page);
  await page.evaluate(() => window.say({ type: 'look', yaw: 5, pitch: 0 }));
  await pause(1500);
  assert.ok((await frames(page)) > from, 'it did not wake');
  await page.evaluate(() => window.say({ type: 'pause', paused: true }));
  await pause(4000);
  from = await frames(page);
  await pause(6000);
  const paused = (await frames(page)) - from;
  assert.ok(paused <= 2, `${paused} frames while paused`);
  await page.evaluate(() => window.say({ type: 'pause', paused: false }));
  await pause(1500);
  assert.ok((await frames(page)) > from + paused, 'it did not go on');
  await page.close();
  await stage.stop();
});

test('who saves the battery gets at most thirty frames a second, and all of them again afterwards', { timeout: 300_000 }, async () => {
  const stage = await openStage({ folders: { '/market': market }, size: [64, 36] });
  const page = await enter(browser, stage, meter);
  await pause(8000);
  // A walk goes on and on.
  const rate = async () => {
    await page.evaluate(() => window.say({ type: 'walk', right: 0, forward: 0.01 }));
    await pause(2000);
    const from = await frames(page);
    await pause(6000);
    return ((await frames(page)) - from) / 6;
  };
  const usual = await rate();
  await page.evaluate(() => window.say({ type: 'save_battery', on: true }));
  const saving = await rate();
  await page.evaluate(() => window.say({ type: 'save_battery', on: false }));
  const again = await rate();
  console.log(`frames a second: ${usual.toFixed(0)}, saving ${saving.toFixed(0)}, again ${again.toFixed(0)}`);
  assert.ok(saving <= 31, `${saving} frames a second while saving`);
  assert.ok(saving > Math.min(5, usual / 2), 'it stands still');
  // A machine that draws hardly more than thirty shows no difference.
  assert.ok(again > saving * 1.2 || usual < 40, `${usual} frames a second before, ${again} after, ${saving} while saving`);
  await page.close();
  await stage.stop();
});

/** Bytes of the engine's memory, and of the page's objects after a collection. */
async function memory(page) {
  const cdp = await page.createCDPSession();
  await cdp.send('HeapProfiler.collectGarbage');
  const { usedSize } = await cdp.send('Runtime.getHeapUsage');
  await cdp.detach();
  return { wasm: await page.evaluate(() => window.exports.memory.buffer.byteLength), heap: usedSize };
}

test('half an hour of walking through 500 and 1,300 stalls takes no more memory than its first minutes', { timeout: 1_200_000 }, async (t) => {
  for (const stalls of [500, 1300]) {
    const folder = stalls === 500 ? market : builtMarket(stalls);
    const stage = await openStage({ folders: { '/market': folder }, size: [160, 90] });
    const page = await enter(browser, stage);
    // 2.3 m a second for half an hour, in strides of 2 m; the walk begins anew where the aisles end.
    const strides = walkOf(folder, 2);
    const walk = (from, n) =>
      page.evaluate(
        async (places) => {
          for (const at of places) {
            window.say({ type: 'go_to', at, yaw: 0 });
            await new Promise((r) => requestAnimationFrame(r));
          }
        },
        Array.from({ length: n }, (_, i) => strides[(from + i) % strides.length]),
      );
    const lap = Math.min(strides.length, 700);
    await walk(0, lap);
    const early = await memory(page);
    await walk(lap, 2070 - lap);
    const late = await memory(page);
    const mb = (n) => (n / 1e6).toFixed(1);
    t.diagnostic(`${stalls} stalls: engine ${mb(early.wasm)} MB, then ${mb(late.wasm)} MB; objects ${mb(early.heap)} MB, then ${mb(late.heap)} MB`);
    assert.ok(late.wasm + late.heap <= 300e6, `${mb(late.wasm + late.heap)} MB`);
    assert.ok(late.wasm <= early.wasm * 1.03, `the engine grew from ${mb(early.wasm)} to ${mb(late.wasm)} MB`);
    assert.ok(late.heap <= early.heap + 2e6, `objects grew from ${mb(early.heap)} to ${mb(late.heap)} MB`);
    await page.close();
    await stage.stop();
  }
});

/** A folder with a scene that was tampered with; `honest` writes the manifest anew for it. */
function tampered(bend, honest) {
  const folder = join(scratch(), 'bent');
  mkdirSync(folder);
  const manifest = JSON.parse(readFileSync(join(small, 'manifest.json')));
  const entry = manifest.files['scene.glb'];
  const bytes = bend(readFileSync(join(small, entry.path)));
  if (honest) {
    entry.sha256 = createHash('sha256').update(bytes).digest('hex');
    entry.path = `${entry.sha256}.glb`;
    entry.bytes = bytes.length;
  }
  writeFileSync(join(folder, entry.path), bytes);
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest));
  return folder;
}

test('a scene that is cut, swapped or hostile is a reason and a sentence, and the next market is shown', { timeout: 300_000 }, async () => {
  const other = Buffer.from('glTF not at all');
  const cases = [
    ['cut', tampered((b) => b.subarray(0, b.length / 2), false), ['hash']],
    ['one bit turned', tampered((b) => (b.writeUInt8(b[5000] ^ 1, 5000), b), false), ['hash']],
    ['longer than promised', tampered((b) => Buffer.concat([b, b]), false), ['scene', 'hash']],
    ['promised and cut', tampered((b) => b.subarray(0, b.length / 2), true), ['scene']],
    ['promised and no scene', tampered(() => other, true), ['scene']],
  ];
  const folders = Object.fromEntries(cases.map(([, folder], i) => [`/bent${i}`, folder]));
  const stage = await openStage({ folders: { '/market': small, ...folders }, size: [160, 90] });
  const page = await enter(browser, stage);
  for (const [i, [name, , reasons]] of cases.entries()) {
    await page.evaluate((url) => ((window.heard.length = 0), window.say({ type: 'load', manifest_url: url })), `/bent${i}/manifest.json`);
    await page.waitForFunction(() => window.heard.some((m) => m.type === 'failed' || m.type === 'loaded'), { timeout: 60_000, polling: 100 });
    const [said] = await page.evaluate(() => window.heard.filter((m) => m.type === 'failed' || m.type === 'loaded'));
    assert.equal(said.type, 'failed', name);
    assert.ok(reasons.includes(said.reason) && said.detail.length > 10, `${name}: ${JSON.stringify(said)}`);
  }
  await page.evaluate(() => ((window.heard.length = 0), window.say({ type: 'load', manifest_url: '/market/manifest.json' })));
  await page.waitForFunction(() => window.heard.some((m) => m.type === 'loaded'), { timeout: 60_000, polling: 100 });
  const refused = await page.evaluate(() => {
    const tried = ['', '{', '{"type":"self_destruct"}', '{"type":"go_to","at":[1e39,0,0],"yaw":0}', `["${'x'.repeat(9000)}"]`];
    return tried.filter((text) => {
      try {
        window.sendText(text);
        return false;
      } catch {
        return true;
      }
    }).length;
  });
  assert.equal(refused, 5, 'hostile messages are refused');
  await page.close();
  await stage.stop();
});
