// Carries a rider through dead zones: pages of the stops to come are fetched ahead, taps are kept and sent later.
//
// Invariant: a tap is forgotten only when the server has answered to it.
// Invariant: the page of a stop that is done, with its address, is not kept; nothing is kept of a link that has ended, or
// longer than a day.
const PAGES = "jangteo-rider-pages";
const TAPS = "jangteo-rider-taps";
const RIDER = /^\/m\/[^/]+\/rider\/[^/]+$/;
const STOP = /^(\/m\/[^/]+\/rider\/[^/]+)\/stop$/;
/** A signal that is worse than this is none. */
const PATIENCE_MS = 5000;
/** A page that is older than this is not shown any more: its addresses are nobody's business then. */
const KEPT_MS = 24 * 3600 * 1000;
/** So many stops are kept ahead; more than a rider has in one round. */
const STOPS_AHEAD = 60;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== location.origin) return;
  if (request.method === "POST" && STOP.test(url.pathname)) event.respondWith(tap(request, url));
  else if (request.method === "GET" && RIDER.test(url.pathname)) event.respondWith(page(request, url));
  else if (url.pathname.startsWith("/static/")) event.respondWith(asset(request));
});

self.addEventListener("message", (event) => {
  const { kind } = event.data;
  if (kind === "keep") event.waitUntil(keep(event.data));
  if (kind === "send") event.waitUntil(send());
});

const patient = (request) => fetch(request, { signal: AbortSignal.timeout(PATIENCE_MS) });
const arrived = (response) => response.ok || response.type === "opaqueredirect";

/** The page as it will be when `stop` is the next one. */
function pageOf(base, stop) {
  const url = new URL(base);
  if (stop) url.searchParams.set("at", stop);
  return url.href;
}

/** A note of the worker's own, kept beside the taps. */
const noteOf = (kind, path) => `${location.origin}/rider-${kind}${path}`;

async function note(kind, path) {
  const found = await (await caches.open(TAPS)).match(noteOf(kind, path));
  return found ? found.json() : null;
}

async function setNote(kind, path, value) {
  await (await caches.open(TAPS)).put(noteOf(kind, path), new Response(JSON.stringify(value)));
}

async function forget(path, isKept = () => false) {
  const pages = await caches.open(PAGES);
  const old = (await pages.keys()).filter((r) => new URL(r.url).pathname === path && !isKept(r.url));
  await Promise.all(old.map((r) => pages.delete(r)));
}

async function keep({ base, stops, assets }) {
  const path = new URL(base).pathname;
  // Taps that wait are newer than what the server knows: its pages come when they are sent.
  if ((await taps()).length > 0) return;
  await setNote("stops", path, { base, stops });
  await setNote("at", path, "");
  const pages = await caches.open(PAGES);
  const wanted = [pageOf(base, ""), ...[...stops.slice(1, STOPS_AHEAD), "end"].map((stop) => pageOf(base, stop))];
  await forget(path, (url) => wanted.includes(url));
  for (const url of [...wanted, ...assets]) {
    const response = await fetch(url).catch(() => null);
    if (response?.ok) await pages.put(url, response);
  }
}

async function asset(request) {
  return (await (await caches.open(PAGES)).match(request)) ?? fetch(request);
}

async function page(request, url) {
  try {
    const response = await patient(request);
    if (response.status === 404) await forget(url.pathname);
    if (response.status < 500) return response;
  } catch {
    // No signal: what follows.
  }
  const pages = await caches.open(PAGES);
  const at = url.searchParams.get("at") || (await note("at", url.pathname));
  url.searchParams.delete("at");
  const kept = await pages.match(pageOf(url.href, at));
  const at_ms = Date.parse(kept?.headers.get("date") ?? "");
  if (kept && Date.now() - at_ms > KEPT_MS) {
    await forget(url.pathname);
    return Response.error();
  }
  return kept ?? Response.error();
}

async function tap(request, url) {
  const fields = new URLSearchParams(await request.text());
  const body = fields.toString();
  if ((await taps()).length === 0) {
    try {
      const response = await patient(post(url.href, body));
      if (response.type === "opaqueredirect" || (response.status >= 400 && response.status < 500)) return response;
    } catch {
      // No signal: the tap is kept.
    }
  }
  fields.set("at_ms", Date.now());
  const key = `${location.origin}/rider-tap/${Date.now()}-${Math.random()}`;
  const kept = JSON.stringify({ url: url.href, body: fields.toString() });
  await (await caches.open(TAPS)).put(key, new Response(kept));
  await count();
  const [, path] = url.pathname.match(STOP);
  return Response.redirect(await after(path, fields), 303);
}

/** Where a tap leads, as far as can be known here. */
async function after(path, fields) {
  const { base, stops } = (await note("stops", path)) ?? { base: location.origin + path, stops: [] };
  const done = stops.indexOf(fields.get("stop"));
  if (fields.get("action") === "undo" || done < 0) return pageOf(base, await note("at", path));
  const next = stops[done + 1] ?? "end";
  await setNote("at", path, next);
  // The page without `at` is the one before this tap.
  const past = ["", ...stops.slice(0, done + 1)].map((stop) => pageOf(base, stop));
  await forget(path, (url) => !past.includes(url));
  return pageOf(base, next);
}

const post = (url, body) =>
  new Request(url, {
    method: "POST",
    body,
    redirect: "manual",
    headers: { "content-type": "application/x-www-form-urlencoded" },
  });

/** The taps that wait, oldest first. */
async function taps() {
  const all = await (await caches.open(TAPS)).keys();
  return all.map((r) => r.url).filter((url) => new URL(url).pathname.startsWith("/rider-tap/")).sort();
}

async function tell(message) {
  for (const client of await self.clients.matchAll({ type: "window" })) client.postMessage(message);
}

const count = async () => tell({ kind: "queue", n: (await taps()).length });

let sending = false;

async function send() {
  if (sending) return;
  sending = true;
  try {
    const waiting = await taps();
    const store = await caches.open(TAPS);
    for (const key of waiting) {
      const { url, body } = await (await store.match(key)).json();
      const response = await patient(post(url, body)).catch(() => null);
      const refused = response && response.status >= 400 && response.status < 500 && response.status !== 429;
      if (!response || !(arrived(response) || refused)) break;
      await store.delete(key);
    }
    await count();
    if (waiting.length > 0 && (await taps()).length === 0) await tell({ kind: "sent" });
  } finally {
    sending = false;
  }
}
