// An accessibility checker in the page: what it finds, one line a rule.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export async function violations(page) {
  const cdp = await page.createCDPSession();
  // The checker is no part of the site; its policy allows scripts of its own only.
  await cdp.send('Page.setBypassCSP', { enabled: true });
  await page.evaluate(axe);
  const { violations: found } = await page.evaluate(() => globalThis.axe.run());
  await cdp.detach();
  return found.map((v) => `${v.id}: ${v.nodes.slice(0, 3).map((n) => n.html).join(' | ')}`);
}
