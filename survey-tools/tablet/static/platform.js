// What the app needs from the browser: durable storage, the network with a deadline, files, randomness.
//
// Invariant: `append` resolves only after the transaction is complete with durability "strict".
// Invariant: a step's key is never written twice; a second write to it fails and nothing is changed.
const DATABASE = 'jangteo-tablet';
const VERSION = 1;
let opened = null;

function database() {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, VERSION);
    request.onupgradeneeded = () => {
      request.result.createObjectStore('records');
      request.result.createObjectStore('meta');
    };
    request.onsuccess = () => {
      request.result.onclose = () => (opened = null);
      resolve(request.result);
    };
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new Error('blocked by another version'));
  });
  opened.catch(() => (opened = null));
  return opened;
}

function done(transaction) {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error ?? new Error('aborted'));
    transaction.onerror = () => reject(transaction.error ?? new Error('failed'));
  });
}

function answer(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

const shellListeners = [];
let shellState = '';

export const platform = {
  // Appends records of one journal from number `first` on; resolves when they are on the disk.
  async append(journal, first, records) {
    const db = await database();
    const transaction = db.transaction(['records'], 'readwrite', { durability: 'strict' });
    const store = transaction.objectStore('records');
    records.forEach((record, i) => store.add(record, [journal, first + i]));
    await done(transaction);
  },
  // All records of one journal in order: `{keys, values}`.
  async load(journal) {
    const db = await database();
    const store = db.transaction(['records'], 'readonly').objectStore('records');
    const range = IDBKeyRange.bound([journal, 0], [journal, Number.MAX_SAFE_INTEGER]);
    const [keys, values] = await Promise.all([answer(store.getAllKeys(range)), answer(store.getAll(range))]);
    return { keys: keys.map((key) => key[1]), values };
  },
  // Names of all journals on this device.
  async journals() {
    const db = await database();
    const store = db.transaction(['records'], 'readonly').objectStore('records');
    const keys = await answer(store.getAllKeys());
    return [...new Set(keys.map((key) => key[0]))];
  },
  // Small things that may be lost without harm: the place on screen, half-typed numbers, cached lists.
  async remember(key, value) {
    const db = await database();
    const transaction = db.transaction(['meta'], 'readwrite');
    transaction.objectStore('meta').put(value, key);
    await done(transaction);
  },
  async recall(key) {
    const db = await database();
    const value = await answer(db.transaction(['meta'], 'readonly').objectStore('meta').get(key));
    return typeof value === 'string' ? value : undefined;
  },
  // Whether the browser promised not to evict what is stored.
  async persist() {
    if (!navigator.storage || !navigator.storage.persist) return false;
    return (await navigator.storage.persisted()) || (await navigator.storage.persist());
  },
  async freeBytes() {
    const estimate = await navigator.storage?.estimate?.();
    return estimate ? Math.max(0, (estimate.quota ?? 0) - (estimate.usage ?? 0)) : -1;
  },
  // One request with a deadline. Never rejects: `{status: 0}` when there was no answer.
  async fetch(method, url, body, deadlineMs) {
    try {
      const response = await fetch(url, {
        method,
        body: body ?? undefined,
        headers: body ? { 'content-type': 'application/json' } : {},
        credentials: 'same-origin',
        redirect: 'error',
        cache: 'no-store',
        signal: AbortSignal.timeout(deadlineMs),
      });
      return { status: response.status, body: new Uint8Array(await response.arrayBuffer()) };
    } catch {
      return { status: 0, body: new Uint8Array() };
    }
  },
  sleep(ms) {
    return new Promise((resolve) => setTimeout(resolve, ms));
  },
  tick() {
    return performance.now();
  },
  today() {
    const d = new Date();
    const two = (n) => String(n).padStart(2, '0');
    return `${d.getFullYear()}-${two(d.getMonth() + 1)}-${two(d.getDate())}`;
  },
  clock(atMs) {
    return new Date(atMs).toLocaleString(document.documentElement.lang, { dateStyle: 'short', timeStyle: 'short' });
  },
  speak(lang, title) {
    document.documentElement.lang = lang;
    document.title = title;
    localStorage.setItem('jangteo.lang', lang);
  },
  focus(id) {
    requestAnimationFrame(() => document.getElementById(id)?.focus({ preventScroll: true }));
  },
  // The back key of a tablet must lead to the screen before, not out of the app.
  pushPlace(place) {
    if (history.state?.place === place) return;
    history.pushState({ place }, '');
    scrollTo(0, 0);
  },
  onBack(listener) {
    addEventListener('popstate', (event) => listener(event.state?.place ?? ''));
  },
  random(bytes) {
    return crypto.getRandomValues(new Uint8Array(bytes));
  },
  // Hands a text file to the person.
  saveFile(name, text) {
    const url = URL.createObjectURL(new Blob([text], { type: 'application/x-ndjson' }));
    const link = document.createElement('a');
    link.href = url;
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(url), 60_000);
  },
  // Asks the person for a text file; undefined when none was chosen.
  pickFile() {
    return new Promise((resolve) => {
      const input = document.createElement('input');
      input.type = 'file';
      input.accept = '.jsonl,.ndjson,.txt,application/x-ndjson';
      input.addEventListener('cancel', () => resolve(undefined));
      input.addEventListener('change', async () => resolve(await input.files?.[0]?.text()));
      input.click();
    });
  },
  // State of the offline copy of the app itself: '', 'offline-ready' or 'update-ready'.
  shell(state) {
    shellState = state;
    shellListeners.forEach((listener) => listener(state));
  },
  onShell(listener) {
    shellListeners.push(listener);
    if (shellState) listener(shellState);
  },
};
