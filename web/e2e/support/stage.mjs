// The 3D viewer alone on a page of its own, with a market that was built into a folder: for measuring the engine.
import { execFileSync } from 'node:child_process';
import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { bin, scratch } from './market.mjs';

const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.mjs': 'text/javascript', '.wasm': 'application/wasm', '.json': 'application/json', '.glb': 'model/gltf-binary' };

/** Generates a market and builds its artefacts; answers with the folder. */
export function builtMarket(stalls, seed = 1) {
  const [survey, out] = [scratch(), scratch()];
  execFileSync(bin('survey'), ['generate', '--stalls', String(stalls), '--seed', String(seed), '--out', survey]);
  execFileSync(bin('survey'), ['build', survey, '--out', out]);
  return out;
}

/** Places for feet along all aisles of a built market, so many metres apart, in metres of the scene. */
export function walkOf(folder, every) {
  const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json')));
  const saved = JSON.parse(readFileSync(join(folder, manifest.files['market.json'].path)));
  const market = saved.market ?? saved;
  const heights = Object.fromEntries(market.levels.map((l) => [l.id, l.elevation / 1000]));
  return market.aisles.flatMap(({ line, level }) =>
    line.slice(1).flatMap((b, i) => {
      const a = line[i];
      const n = Math.max(1, Math.ceil(Math.hypot(b[0] - a[0], b[1] - a[1]) / 1000 / every));
      return Array.from({ length: n }, (_, k) => [(a[0] + ((b[0] - a[0]) * k) / n) / 1000, heights[level], -(a[1] + ((b[1] - a[1]) * k) / n) / 1000]);
    }),
  );
}

/**
 * The time that scripts take within each frame, the same for every engine: all callbacks of `requestAnimationFrame`.
 * Put into a page before anything else of it.
 */
export const meter = () => {
  const real = window.requestAnimationFrame.bind(window);
  window.frames_ms = [];
  let last = -1;
  window.requestAnimationFrame = (callback) =>
    real((at) => {
      const began = performance.now();
      callback(at);
      const took = performance.now() - began;
      // Two callbacks of one frame are one frame.
      if (at === last) window.frames_ms[window.frames_ms.length - 1] += took;
      else window.frames_ms.push(took);
      last = at;
    });
};

const page = (size) => `<!doctype html><meta charset="utf-8"><title>stage</title><link rel="icon" href="data:,">
<style>body{margin:0} #place{width:${size[0]}px;height:${size[1]}px} canvas{display:block;width:100%;height:100%}</style>
<div id="place"><canvas id="twin"></canvas></div>`;

const TWIN = `<script type="module">
  import init, { start, send, on_message } from '/twin/market_twin.js';
  window.heard = [];
  window.sendText = send;
  window.say = (message) => send(JSON.stringify(message));
  window.exports = await init({ module_or_path: '/twin/market_twin_bg.wasm' });
  on_message((json) => { const m = JSON.parse(json); if (m.type !== 'moved' && m.type !== 'progress') window.heard.push(m); else window.last = m; });
  start('#twin');
  window.say({ type: 'load', manifest_url: '/market/manifest.json' });
</script>`;

/** Serves folders (`{ '/market': folder }`), the viewer's bundle and a page; answers with its address and `stop`. */
export async function openStage({ folders = {}, size = [320, 180], html = '' } = {}) {
  const roots = { '/twin': join(process.env.JANGTEO_WEB_DIR ?? '', 'twin'), ...folders };
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, 'http://x').pathname);
    if (path === '/' || path === '/other') {
      response.setHeader('content-type', 'text/html');
      return response.end(page(size) + (path === '/' ? TWIN : html));
    }
    const root = Object.keys(roots).find((r) => path.startsWith(`${r}/`));
    const file = root && join(roots[root], normalize(path.slice(root.length)));
    if (!file || !existsSync(file) || !statSync(file).isFile()) {
      response.statusCode = 404;
      return response.end();
    }
    response.setHeader('content-type', TYPES[extname(file)] ?? 'application/octet-stream');
    createReadStream(file).pipe(response);
  });
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  // A test that fails must not leave its runner waiting.
  server.unref();
  const stop = () =>
    new Promise((done) => {
      server.close(done);
      // A file that a page gave up halfway is still being sent.
      server.closeAllConnections();
    });
  return { base: `http://127.0.0.1:${server.address().port}`, stop };
}

/** Opens the viewer and waits until the market can be walked. */
export async function enter(browser, stage, before) {
  const page = await browser.newPage();
  page.on('pageerror', (e) => console.error(`page error: ${e.message}`));
  page.on('console', (m) => m.type() === 'error' && console.error(`console: ${m.text()}`));
  if (before) await page.evaluateOnNewDocument(before);
  await page.goto(`${stage.base}/`, { waitUntil: 'load', timeout: 120_000 });
  await page.waitForFunction(() => window.heard?.some((m) => m.type === 'loaded' || m.type === 'failed'), { timeout: 180_000, polling: 100 });
  const failed = await page.evaluate(() => window.heard.find((m) => m.type === 'failed'));
  if (failed) throw new Error(`the viewer failed: ${JSON.stringify(failed)}`);
  return page;
}
