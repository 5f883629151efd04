// A headless Chromium that draws WebGL2 in software.
import puppeteer from 'puppeteer-core';

export async function launch(options = {}) {
  return puppeteer.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    headless: true,
    protocolTimeout: 240_000,
    args: [
      '--no-sandbox',
      '--use-gl=angle',
      '--use-angle=swiftshader',
      '--enable-unsafe-swiftshader',
      '--ignore-gpu-blocklist',
      '--lang=ko-KR',
    ],
    ...options,
  });
}

/** A page that collects what goes wrong: errors, failed requests, CSP reports. */
export async function openPage(browser, url, { viewport = { width: 1280, height: 800 }, javascript = true } = {}) {
  const page = await browser.newPage();
  await page.setViewport(viewport);
  await page.setJavaScriptEnabled(javascript);
  const wrong = [];
  page.on('pageerror', (e) => wrong.push(`page error: ${e.message}`));
  page.on('console', (m) => {
    if (m.type() === 'error') wrong.push(`console: ${m.text()}`);
  });
  page.on('requestfailed', (r) => {
    if (r.failure()?.errorText !== 'net::ERR_ABORTED') wrong.push(`request: ${r.url()} ${r.failure()?.errorText}`);
  });
  const response = await page.goto(url, { waitUntil: 'load', timeout: 60_000 });
  return { page, response, wrong };
}
