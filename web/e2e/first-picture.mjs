// How long a visitor waits: for the market's page on a slow phone, and for the first 3D picture at 10 Mbit/s.
import { launch } from './support/browser.mjs';
import { startServer } from './support/market.mjs';

const RUNS = Number(process.env.JANGTEO_RUNS ?? 3);
/** Lighthouse's mobile profile: slow 4G and a fourth of this machine's speed. */
const PHONE = { latency: 150, mbit: 1.6, slowdown: 4 };
const HOME = { latency: 20, mbit: 10, slowdown: 1 };
const HOME_SLOW = { ...HOME, slowdown: 4 };
const bytes = (mbit) => (mbit * 1e6) / 8;

async function visit(browser, url, { latency, mbit, slowdown }) {
  // A context of its own has nothing in its cache.
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  await page.setViewport({ width: 412, height: 823, deviceScaleFactor: 1, isMobile: true, hasTouch: true });
  const cdp = await page.createCDPSession();
  let received = 0;
  // A worker has limits of its own: without these it would have none.
  const limit = async (session) => {
    session.on('Network.loadingFinished', (e) => (received += e.encodedDataLength));
    await session.send('Network.enable');
    await session.send('Network.emulateNetworkConditions', { offline: false, latency, downloadThroughput: bytes(mbit), uploadThroughput: bytes(mbit) });
  };
  await limit(cdp);
  page.on('workercreated', (worker) => limit(worker.client).catch(() => {}));
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
  await page.evaluateOnNewDocument(() => {
    new PerformanceObserver((list) => (window.largest = list.getEntries().at(-1).startTime)).observe({ type: 'largest-contentful-paint', buffered: true });
  });
  const began = performance.now();
  await page.goto(url, { waitUntil: 'domcontentloaded', timeout: 120_000 });
  return { page, context, began, received: () => received };
}

async function largestPaint(browser, url) {
  const { page, context } = await visit(browser, url, PHONE);
  await new Promise((r) => setTimeout(r, 6000));
  const ms = await page.evaluate(() => window.largest);
  await context.close();
  return { ms };
}

const first3d = (network) => async (browser, url) => {
  const { page, context, began, received } = await visit(browser, url, network);
  await page.waitForFunction(() => document.querySelector('#poster')?.hidden, { timeout: 180_000, polling: 50 });
  const result = { ms: performance.now() - began, kB: received() / 1000 };
  await context.close();
  return result;
};

const server = await startServer({ markets: ['haneul'] });
const browser = await launch();
const rows = [
  ['largest paint of a market’s page, slow 4G, CPU 4 × slower', largestPaint, '/m/haneul'],
  ['first 3D picture, 10 Mbit/s, drawn in software', first3d(HOME), '/m/haneul/3d'],
  ['the same, CPU 4 × slower', first3d(HOME_SLOW), '/m/haneul/3d'],
];
for (const [name, measure, path] of rows) {
  const runs = [];
  for (let i = 0; i < RUNS; i++) runs.push(await measure(browser, server.base + path));
  const ms = runs.map((r) => r.ms).sort((a, b) => a - b);
  const size = runs[0].kB ? `, ${Math.round(runs[0].kB)} kB received` : '';
  console.log(`${name}: median ${Math.round(ms[RUNS >> 1])} ms, ${Math.round(ms[0])} to ${Math.round(ms.at(-1))} ms in ${RUNS} runs${size}`);
}
await browser.close();
await server.stop();
process.exit(0);
