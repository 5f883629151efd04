// Keeps markets for when there is no network: pages, search index, scene and the programs that show them.
//
// Invariant: with a network the network answers first; what is kept is shown only when it does not.
// Invariant: what the manifest of a market does not list any more is removed; so are markets beyond the last few.
// Must not touch: riders' pages (their own worker), the desk, the tablet, anything that is sent.
const SHELL = "jangteo-shell";
const MARKET = "jangteo-market-";
/** Markets that are kept; the one that was not visited for longest goes first. */
const MARKETS = 4;
/** Without an answer for so long, what is kept is shown. */
const PATIENCE_MS = 5000;
/** What a shopper needs of a revision; the rest of the manifest is for other programs. */
const ROLES = ["index", "plan.svg", "scene.glb"];
const PAGE = /^\/(?:m\/[^/]+(?:\/3d|\/s\/[^/]+)?)?$/;
const NOTE = "/shop-note";

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) =>
  event.waitUntil(Promise.all([self.clients.claim(), self.registration.navigationPreload?.enable()])),
);

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== location.origin || request.method !== "GET") return;
  const { pathname: path } = url;
  if (request.mode === "navigate") {
    if (PAGE.test(path)) event.respondWith(page(event, url));
  } else if (path.startsWith("/static/") || path.startsWith("/a/")) event.respondWith(hashed(request, path));
  else if (/^\/web\/(pages|twin)\//.test(path)) event.respondWith(first(fetch(request), () => caches.match(url.href)));
  else if (/^\/m\/[^/]+\/manifest\.json$/.test(path)) event.respondWith(first(fetch(request), () => caches.match(url.href)));
});

self.addEventListener("message", (event) => {
  if (event.data.kind === "keep") event.waitUntil(keep(event.data, event.source));
});

/** The network's answer; what is kept when it fails, or takes too long. */
async function first(network, kept) {
  network.catch(() => {});
  const late = new Promise((done) => setTimeout(done, PATIENCE_MS));
  const inTime = await Promise.race([network.catch(() => null), late]);
  if (inTime) return inTime;
  return (await kept()) ?? network;
}

/** A file whose name says what is in it never changes. */
async function hashed(request, path) {
  return (await caches.match(location.origin + path)) ?? fetch(request);
}

async function page(event, url) {
  const network = Promise.resolve(event.preloadResponse).then((early) => early ?? fetch(event.request));
  const remembered = network.then((response) => remember(response.clone(), url)).catch(() => {});
  event.waitUntil(remembered);
  return first(network, () => keptPage(url));
}

/** The newest sight of a page that is kept takes the older one's place. */
async function remember(response, url) {
  const market = marketOf(url.pathname);
  if (!response.ok || !market || !(await caches.has(MARKET + market))) return;
  const cache = await caches.open(MARKET + market);
  if (await cache.match(pageKey(url))) await cache.put(pageKey(url), response);
}

const marketOf = (path) => path.match(/^\/m\/([^/]+)/)?.[1];

/** Pages are kept by path and language; what else a visitor asked for is for the page itself. */
function pageKey(url) {
  const lang = url.searchParams.get("lang");
  return location.origin + url.pathname + (lang && lang !== "ko" ? `?lang=${lang}` : "");
}

async function keptPage(url) {
  const own = (await caches.match(pageKey(url))) ?? (await caches.match(location.origin + url.pathname));
  if (own) return dated(own);
  const [, market, stall] = url.pathname.match(/^\/m\/([^/]+)\/s\/([^/]+)$/) ?? [];
  if (!stall || !(await caches.has(MARKET + market))) return undefined;
  // A stall's own page is not kept; the list and the plan of its market say the same.
  return Response.redirect(`${pageKey(new URL(url.href.replace(/\/s\/.*?(\?|$)/, "$1")))}#stall-${stall}`, 302);
}

/** The page says itself that it was kept, and since when. */
async function dated(response) {
  const html = (await response.text()).replace("<body ", `<body data-kept="${response.headers.get("date") ?? ""}" `);
  const headers = new Headers(response.headers);
  for (const name of ["content-encoding", "content-length"]) headers.delete(name);
  return new Response(html, { headers });
}

let keeping = Promise.resolve();

/** One market after the other, so that two open pages do not undo each other's work. */
function keep(wish, client) {
  keeping = keeping.then(() => keepMarket(wish)).then(
    (bytes) => client?.postMessage({ kind: "kept", market: wish.market, bytes }),
    (error) => client?.postMessage({ kind: "not-kept", market: wish.market, why: String(error) }),
  );
  return keeping;
}

/** A fresh copy, or an error: half a market is not put in the place of a whole one. */
async function fresh(url, how = "no-cache") {
  const response = await fetch(url, { cache: how });
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return response;
}

/** Keeps a market; answers with the bytes that came over the network for it. */
async function keepMarket({ market, lang, light }) {
  const base = `${location.origin}/m/${market}`;
  const ask = lang === "ko" ? "" : `?lang=${lang}`;
  const manifestUrl = `${base}/manifest.json`;
  const manifest = await fresh(manifestUrl);
  const { files } = await manifest.clone().json();
  const roles = ROLES.filter((role) => files[role] && !(light && role === "scene.glb"));
  const pages = [`${base}${ask}`, `${base}/3d${ask}`, `${location.origin}/${ask}`];
  const answers = await Promise.all(pages.map((url) => fresh(url)));
  const texts = await Promise.all(answers.map((answer) => answer.clone().text()));
  const shell = assetsOf(texts.join(" ")).filter((path) => !(light && path.startsWith("/web/twin/")));

  const cache = await caches.open(MARKET + market);
  const hrefs = roles.map((role) => `${location.origin}/a/${files[role].path}`);
  for (const href of hrefs) if (!(await cache.match(href))) await cache.put(href, await fresh(href, "default"));
  await keepShell(shell);
  await cache.put(manifestUrl, manifest);
  for (const [i, url] of pages.entries()) await cache.put(url, answers[i]);
  await cache.put(NOTE, new Response(String(Date.now())));
  const isPage = (url) => PAGE.test(new URL(url).pathname);
  const wanted = [manifestUrl, location.origin + NOTE, ...hrefs];
  for (const { url } of await cache.keys()) if (!wanted.includes(url) && !isPage(url)) await cache.delete(url);
  await forgetOthers(market);
  return total([...shell.map((path) => location.origin + path), ...hrefs, ...pages]);
}

/** Every file of ours that a page names. */
function assetsOf(html) {
  return [...new Set(html.match(/\/(?:static|web)\/[\w./-]+/g))];
}

/** The programs: all new ones are here before the first of them takes an old one's place. */
async function keepShell(paths) {
  const cache = await caches.open(SHELL);
  const come = [];
  for (const path of paths) {
    const url = location.origin + path;
    const old = await cache.match(url);
    if (old && (path.startsWith("/static/") || (await sameTag(url, old)))) continue;
    const response = await fresh(url);
    come.push([url, new Response(await response.blob(), { headers: response.headers })]);
  }
  for (const [url, response] of come) await cache.put(url, response);
}

async function sameTag(url, old) {
  const { headers } = await fetch(url, { method: "HEAD", cache: "no-cache" });
  return headers.get("etag") === old.headers.get("etag");
}

/** Removes markets beyond the last few, and programs that no kept page names. */
async function forgetOthers(now) {
  const names = (await caches.keys()).filter((name) => name.startsWith(MARKET));
  const at = async (name) => Number(await (await (await caches.open(name)).match(NOTE))?.text()) || 0;
  const dated = await Promise.all(names.map(async (name) => ({ name, at: name === MARKET + now ? Infinity : await at(name) })));
  dated.sort((a, b) => b.at - a.at);
  await Promise.all(dated.slice(MARKETS).map(({ name }) => caches.delete(name)));
  const named = new Set();
  for (const { name } of dated.slice(0, MARKETS)) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      if (PAGE.test(new URL(request.url).pathname)) assetsOf(await (await cache.match(request)).text()).forEach((path) => named.add(path));
    }
  }
  const shell = await caches.open(SHELL);
  for (const { url } of await shell.keys()) if (!named.has(new URL(url).pathname)) await shell.delete(url);
}

/** How much of what is kept came over the network, in bytes. */
async function total(urls) {
  let sum = 0;
  for (const url of urls) {
    const response = await caches.match(url);
    sum += Number(response?.headers.get("content-length")) || 0;
  }
  return sum;
}
