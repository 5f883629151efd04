// Keeps a whole copy of the app for days without a network.
//
// Invariant: a copy is complete or it is not used: every file is fetched and checked before the copy counts.
// Invariant: what a captive portal answers is never kept: each file must look like itself.
// Invariant: requests to the API are never answered from a copy.
const POINTER = 'jangteo-tablet-pointer';
const PREFIX = 'jangteo-tablet-copy-';
const SHELL = '/tablet/';
const FILES = [
  [SHELL, 'text/html', 'data-app="jangteo-tablet"'],
  ['/tablet/app.css', 'text/css', '--jangteo'],
  ['/tablet/boot.js', 'text/javascript', 'jangteo'],
  ['/tablet/platform.js', 'text/javascript', 'jangteo'],
  ['/tablet/manifest.webmanifest', 'json', '"short_name"'],
  ['/tablet/icon.svg', 'image/svg+xml', '<svg'],
  ['/tablet/icon-192.png', 'image/png', 'PNG'],
  ['/tablet/icon-512.png', 'image/png', 'PNG'],
  ['/web/tablet/survey_tablet.js', 'javascript', 'survey_tablet'],
  ['/web/tablet/survey_tablet_bg.wasm', 'application/wasm', 'asm'],
];
const DROPPED = ['content-encoding', 'content-length', 'transfer-encoding', 'set-cookie', 'vary'];

async function fetchFile([url, type, mark]) {
  const response = await fetch(url, { cache: 'no-cache', credentials: 'same-origin', redirect: 'error' });
  if (!response.ok || !(response.headers.get('content-type') ?? '').includes(type)) {
    throw new Error(`${url}: status ${response.status}, ${response.headers.get('content-type')}`);
  }
  const bytes = new Uint8Array(await response.arrayBuffer());
  const text = url.endsWith('.wasm') || url.endsWith('.png') ? bytes.subarray(0, 8) : bytes;
  if (!new TextDecoder('latin1').decode(text).includes(mark)) throw new Error(`${url}: not our file`);
  const headers = new Headers(response.headers);
  DROPPED.forEach((name) => headers.delete(name));
  return { url, bytes, headers };
}

async function copyName(files) {
  const hashes = await Promise.all(files.map((file) => crypto.subtle.digest('SHA-256', file.bytes)));
  const all = await crypto.subtle.digest('SHA-256', await new Blob(hashes).arrayBuffer());
  return PREFIX + [...new Uint8Array(all)].slice(0, 8).map((b) => b.toString(16).padStart(2, '0')).join('');
}

async function current() {
  const pointer = await (await caches.open(POINTER)).match('/current');
  return pointer ? pointer.text() : '';
}

// Fetches a whole new copy; the pointer moves only when it is complete. Answers whether it is another version.
async function refresh() {
  const files = await Promise.all(FILES.map(fetchFile));
  const name = await copyName(files);
  const before = await current();
  if (name === before) return false;
  const copy = await caches.open(name);
  await Promise.all(files.map((f) => copy.put(f.url, new Response(f.bytes, { headers: f.headers }))));
  await (await caches.open(POINTER)).put('/current', new Response(name));
  const old = (await caches.keys()).filter((key) => key.startsWith(PREFIX) && key !== name && key !== before);
  await Promise.all(old.map((key) => caches.delete(key)));
  return before !== '';
}

async function tell(state) {
  for (const client of await self.clients.matchAll({ type: 'window' })) client.postMessage({ kind: 'shell', state });
}

self.addEventListener('install', (event) => {
  self.skipWaiting();
  event.waitUntil(refresh());
});

self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

self.addEventListener('message', (event) => {
  if (event.data?.kind !== 'check') return;
  event.waitUntil(
    refresh().then(
      (another) => tell(another ? 'update-ready' : 'offline-ready'),
      async () => tell((await current()) ? 'offline-ready' : ''),
    ),
  );
});

async function fromCopy(request, key) {
  const name = await current();
  const kept = name ? await (await caches.open(name)).match(key) : undefined;
  return kept ?? fetch(request);
}

self.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== 'GET' || url.origin !== self.location.origin) return;
  const key = event.request.mode === 'navigate' && url.pathname.startsWith(SHELL) ? SHELL : url.pathname;
  if (FILES.some(([file]) => file === key)) event.respondWith(fromCopy(event.request, key));
});
