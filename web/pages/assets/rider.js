// Tells the worker which pages a rider will need without a signal, and the rider what still waits to be sent and that
// there is a new plan.
const rider = document.querySelector("#rider");
const queue = document.querySelector("#rider-queue");
const news = document.querySelector("#rider-new");
const LOOK_EVERY_MS = 5000;
const ASK_EVERY_MS = 20000;

/** Says that there is a newer plan; the rider opens it, so that nothing moves under the thumb. */
async function ask() {
  const base = new URL(rider.dataset.base, location);
  const answer = await fetch(`${base.pathname}/version`).catch(() => null);
  if (!answer?.ok) return;
  const { version } = await answer.json();
  if (String(version) !== rider.dataset.version) news.hidden = false;
}

function heard({ data }) {
  if (data.kind === "queue") {
    queue.hidden = data.n === 0;
    queue.textContent = queue.dataset.text.replace("{}", data.n);
  }
  // What was shown until now was only assumed.
  if (data.kind === "sent") location.replace(rider.dataset.base);
}

async function start() {
  navigator.serviceWorker.addEventListener("message", heard);
  // Once it had all of /m/, where shoppers have a worker of their own; what waits to be sent is kept by address.
  const old = await navigator.serviceWorker.getRegistration("/m/");
  if (old?.scope.endsWith("/m/")) await old.unregister();
  const scope = new URL(".", new URL(rider.dataset.base, location)).pathname;
  await navigator.serviceWorker.register("/m/rider-worker.js", { scope });
  const { active } = await navigator.serviceWorker.ready;
  const elements = document.querySelectorAll("link[rel=stylesheet], link[rel=icon], script[src], svg use");
  const address = (e) => new URL(e.getAttribute("href") ?? e.getAttribute("src"), location).href.split("#")[0];
  const assets = [...new Set([...elements].map(address))];
  const stops = rider.dataset.stops.split(" ").filter(Boolean);
  active.postMessage({ kind: "keep", base: new URL(rider.dataset.base, location).href, stops, assets });
  const send = () => active.postMessage({ kind: "send" });
  addEventListener("online", send);
  setInterval(send, LOOK_EVERY_MS);
  send();
}

if (rider) {
  setInterval(ask, ASK_EVERY_MS);
  document.addEventListener("visibilitychange", () => document.hidden || ask());
  ask();
}
if (rider && "serviceWorker" in navigator) {
  start().catch((error) => console.warn("the page goes on without its worker:", error));
}
