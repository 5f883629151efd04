// Starts the enhancement of a page when the browser has time for it; without it every page works as well.
const page = document.body.dataset.page;

globalThis.jangteo = {
  // The 3D viewer is loaded from here because only a script can import a module.
  async loadViewer() {
    // Before the engine: a headset's frames and its drawing context have to be there first.
    if (navigator.xr && document.body.dataset.xr) {
      await import(document.body.dataset.xr);
      jangteo.vrPrepare(document.querySelector("#twin"));
    }
    const viewer = await import("/web/twin/market_twin.js");
    jangteo.viewer = viewer;
    await viewer.default({ module_or_path: "/web/twin/market_twin_bg.wasm" });
    // While the engine starts, the network would have nothing to do. The viewer finds the scene in the cache.
    if (document.body.dataset.scene) fetch(document.body.dataset.scene).catch(() => {});
    return viewer;
  },
};

let started;
function start() {
  started ??= import("/web/pages/market_pages.js")
    .then((pages) => pages.default({ module_or_path: "/web/pages/market_pages_bg.wasm" }))
    .catch((error) => {
      console.warn("the page goes on without its enhancement:", error);
      document.documentElement.dataset.plain = "true";
    });
}

if (page === "walk") {
  start();
} else if (["market", "stall", "list", "here"].includes(page)) {
  for (const kind of ["focusin", "pointerdown"]) {
    addEventListener(kind, start, { once: true, passive: true });
  }
  addEventListener("load", () => (globalThis.requestIdleCallback ?? setTimeout)(start, { timeout: 3000 }));
}
