// The walk in 3D as a visitor opens it.
import { openPage } from './browser.mjs';

export const pause = (ms) => new Promise((r) => setTimeout(r, ms));

/** Waits until the market can be walked. */
export const walkable = (page) => page.waitForFunction(() => document.querySelector('#poster')?.hidden, { timeout: 240_000, polling: 300 });

/** Opens the walk and waits for it; `settings` are what the visitor has set before. */
export async function openWalk(browser, server, { query = '', viewport = { width: 640, height: 480 }, settings, market = 'haneul', before } = {}) {
  const opened = await openPage(browser, 'about:blank', { viewport });
  const { page } = opened;
  // One browser serves many tests: nothing of the one before is left.
  await page.evaluateOnNewDocument((json) => (json ? localStorage.setItem('jangteo.walk', json) : localStorage.removeItem('jangteo.walk')), settings && JSON.stringify(settings));
  if (before) await before(page);
  // What a screen reader was told is written down.
  await page.evaluateOnNewDocument(() => {
    window.said = [];
    addEventListener('DOMContentLoaded', () => {
      new MutationObserver(() => window.said.push(document.querySelector('#live').textContent)).observe(document.querySelector('#live'), { childList: true, characterData: true, subtree: true });
    });
  });
  await page.goto(`${server.base}/m/${market}/3d${query}`);
  await walkable(page);
  await pause(1500);
  return opened;
}

/** East, up, south in metres and the direction of view in degrees. */
export const place = (page) => page.$eval('#stage', (s) => s.dataset.at.split(' ').map(Number));

/** Waits until `test` holds for the place, with everything that moved on the way. */
export async function until(page, test, what, ms = 40_000) {
  const end = Date.now() + ms;
  let now;
  do {
    now = await place(page).catch(() => []);
    if (now.length && test(now)) return now;
    await pause(250);
  } while (Date.now() < end);
  throw new Error(`${what}: ${now}`);
}

export const metres = (a, b) => Math.hypot(a[0] - b[0], a[2] - b[2]);
export const turned = (from, to) => ((to - from + 540) % 360) - 180;
