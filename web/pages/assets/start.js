// Starts the enhancement of a page when the browser has time for it; without it every page works as well.
const page = document.body.dataset.page;

// Compiled while it comes, on other cores; the page's own thread has enough to do with the page.
const ENGINE = "/web/twin/market_twin_bg.wasm";
const compiles = page === "walk" && globalThis.WebAssembly?.compileStreaming;
const engine = compiles ? WebAssembly.compileStreaming(fetch(ENGINE)).catch(() => ENGINE) : ENGINE;

globalThis.jangteo = {
  /** Whether 3D can be drawn. Makes the canvas's context, once, with all that engine and headset will want of it. */
  canDraw() {
    const canvas = document.querySelector("#twin");
    fit(canvas);
    const wanted = { antialias: false, powerPreference: "high-performance", xrCompatible: Boolean(navigator.xr) };
    return canvas.getContext("webgl2", wanted) !== null;
  },
  // The 3D viewer is loaded from here because only a script can import a module.
  async loadViewer() {
    const { scene, bring, xr } = document.body.dataset;
    // Made now: later the page's thread has no time to start it.
    const bringer = scene && bring ? new Worker(bring) : null;
    // Before the engine: a headset's frames have to be there first.
    if (navigator.xr && xr) await import(xr);
    const viewer = await import("/web/twin/market_twin.js");
    jangteo.viewer = viewer;
    await viewer.default({ module_or_path: await engine });
    // While the engine starts, the network would have nothing to do. The viewer finds the scene in the cache.
    bringer?.postMessage(scene);
    return viewer;
  },
};

/** Gives the canvas the pixels that the engine will ask for: a drawing buffer that is made twice costs a third of a second. */
function fit(canvas) {
  const { width, height } = canvas.parentElement.getBoundingClientRect();
  const ratio = Math.min(devicePixelRatio, 1.5);
  const [w, h] = [width, height].map((side) => Math.max(1, Math.floor(side * ratio)));
  // Setting the same again would make it anew as well.
  if (canvas.width !== w) canvas.width = w;
  if (canvas.height !== h) canvas.height = h;
}

let started;
function start() {
  started ??= import("/web/pages/market_pages.js")
    .then((pages) => pages.default({ module_or_path: "/web/pages/market_pages_bg.wasm" }))
    .catch((error) => {
      console.warn("the page goes on without its enhancement:", error);
      document.documentElement.dataset.plain = "true";
    });
}

const body = document.body;
const kept = body.dataset.kept;
if (kept !== undefined) {
  const since = document.querySelector("#kept-since");
  const when = new Date(kept);
  if (!Number.isNaN(when.getTime())) {
    const text = when.toLocaleString(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" });
    since.textContent = document.querySelector("#kept").dataset.since.replace("{}", text);
  }
  document.querySelector("#kept").hidden = false;
}

if (page === "walk") {
  start();
  // After the first paint, while the network has all to do: the browser's graphics take long to wake.
  requestAnimationFrame(() => setTimeout(jangteo.canDraw));
} else if (["market", "stall", "list", "here"].includes(page)) {
  for (const kind of ["focusin", "pointerdown"]) {
    addEventListener(kind, start, { once: true, passive: true });
  }
  addEventListener("load", () => (globalThis.requestIdleCallback ?? setTimeout)(start, { timeout: 3000 }));
  // A kept page was rendered for another question: it is asked here.
  const q = new URL(location).searchParams.get("q");
  if (kept !== undefined && q) ask(q);
}

async function ask(text) {
  start();
  await started;
  const box = document.querySelector("#q");
  box.value = text;
  box.focus();
  box.dispatchEvent(new Event("input"));
}

/** Lets the worker keep this market; once a visit, when the page has nothing better to do. */
globalThis.jangteo.keepMarket = () => keep().catch((error) => console.warn("this market is not kept:", error));

async function keep() {
  if (!("serviceWorker" in navigator) || !body.dataset.market || kept !== undefined || body.dataset.keeps) return;
  body.dataset.keeps = "true";
  const { serviceWorker } = navigator;
  serviceWorker.addEventListener("message", ({ data }) => {
    const done = document.querySelector("#kept-done");
    if (data.kind !== "kept" || data.market !== body.dataset.market || !done) return;
    done.textContent = done.dataset.text.replace("{}", (data.bytes / 1e6).toFixed(1));
    done.hidden = false;
  });
  await serviceWorker.register("/shop-worker.js", { scope: "/" });
  const { active } = await serviceWorker.ready;
  const light = navigator.connection?.saveData === true;
  active.postMessage({ kind: "keep", market: body.dataset.market, lang: document.documentElement.lang, light });
}

// The walk keeps its market itself, once it stands: until then the network has enough to do.
if (page === "market" || page === "stall") {
  addEventListener("load", () => setTimeout(jangteo.keepMarket, 2000));
}
