// Makes the README's pictures from the running sample market: `cargo xtask pictures`.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { launch, openPage } from './support/browser.mjs';
import { root, startServer } from './support/market.mjs';

const folder = join(root, 'assets/pictures');
mkdirSync(folder, { recursive: true });
const server = await startServer({ markets: ['haneul'] });
const browser = await launch();
try {
  const way = `from=gate:정문&to=${encodeURIComponent('가-30')}`;
  const { page } = await openPage(browser, `${server.base}/m/haneul/3d?${way}`, { viewport: { width: 1500, height: 1000 } });
  await page.waitForFunction(() => document.querySelector('#poster')?.hidden, { timeout: 180_000, polling: 500 });
  await new Promise((r) => setTimeout(r, 8000));
  await page.screenshot({ path: join(folder, 'arcade.jpg'), type: 'jpeg', quality: 82 });
  await page.goto(`${server.base}/m/haneul?${way}`);
  await page.setViewport({ width: 1500, height: 1000, deviceScaleFactor: 1 });
  await new Promise((r) => setTimeout(r, 2500));
  const plan = await page.$('#plan');
  await plan.screenshot({ path: join(folder, 'plan.png') });
} finally {
  await browser.close();
  await server.stop();
}
