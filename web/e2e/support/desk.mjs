// The desk as a manager uses it.
import { openPage } from './browser.mjs';

export const go = (page, action) => Promise.all([page.waitForNavigation({ timeout: 60_000 }), action()]);

/** The desk of a server, logged in unless the browser is already; answers with the page. */
export async function enterDesk(browser, server) {
  const opened = await openPage(browser, `${server.base}/desk`);
  const { page } = opened;
  if (!(await page.$('[name=code]'))) return opened;
  await page.type('[name=code]', server.printed().match(/.*desk code (\S+)/s)[1]);
  await go(page, () => page.$eval('[name=code]', (i) => i.form.requestSubmit()));
  return opened;
}

/** Plans the day that has most orders; answers with the riders' links. */
export async function planDay(page) {
  await go(page, () => page.$eval('form[action*="/desk/plan"] button', (b) => b.click()));
  return page.$$eval('a[href*="/rider/"]', (all) => all.map((a) => a.href));
}

/** Says that something happened, with the fields that it needs. */
export async function happens(page, event, fields = {}) {
  await go(page, () =>
    page.evaluate(
      (event, fields) => {
        const button = [...document.querySelectorAll('form[action*="/desk/replan"] button')].find((b) => b.value === event);
        const details = button.closest('details');
        if (details) details.open = true;
        for (const [name, value] of Object.entries(fields)) button.form.elements[name].value = value;
        button.click();
      },
      event,
      fields,
    ),
  );
}
