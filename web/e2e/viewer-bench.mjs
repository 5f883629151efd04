// The viewer's own time a frame, beside three.js and Babylon.js with the same file, in one browser, one after the other.
//
// Measured is the time of all scripts within a frame: everything that `requestAnimationFrame` calls, which is what a
// page's main thread pays for its engine. All stand at the same gate, on a canvas of the same size, and turn by one
// degree a frame. Peers are installed for this alone.
import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { launch } from './support/browser.mjs';
import { scratch } from './support/market.mjs';
import { builtMarket, enter, meter, openStage } from './support/stage.mjs';

const PEERS = ['three@0.187.0', 'babylonjs@9.28.0', 'babylonjs-loaders@9.28.0'];
const FRAMES = 240;
/** Left out: programs are made and caches filled. */
const FIRST = 40;
const STALLS = Number(process.env.JANGTEO_STALLS ?? 500);

const html = (glb) => `<script type="importmap">{"imports":{"three":"/peers/three/build/three.module.js"}}</script>
<script src="/peers/babylonjs/babylon.js"></script><script src="/peers/babylonjs-loaders/babylonjs.loaders.min.js"></script>
<script type="module">
  const canvas = document.querySelector('#twin');
  const engine = new URLSearchParams(location.search).get('engine');
  const spin = (draw) => { let n = 0; const next = () => { draw((++n * Math.PI) / 180); requestAnimationFrame(next); }; requestAnimationFrame(next); };
  if (engine === 'three') {
    const THREE = await import('three');
    const { GLTFLoader } = await import('/peers/three/examples/jsm/loaders/GLTFLoader.js');
    const renderer = new THREE.WebGLRenderer({ canvas });
    renderer.setSize(canvas.clientWidth, canvas.clientHeight, false);
    const { scene } = await new GLTFLoader().loadAsync('/market/${glb}');
    // The same light as ours: none, it is baked.
    scene.traverse((o) => { if (o.material) { const m = o.material; o.material = new THREE.MeshBasicMaterial({ map: m.map, vertexColors: true, transparent: m.transparent, side: m.side, depthWrite: !m.transparent }); } if (/shutter/.test(o.name)) o.visible = false; });
    const camera = new THREE.PerspectiveCamera(64, canvas.clientWidth / canvas.clientHeight, 0.05, 400);
    const gate = scene.children.filter((c) => c.name.startsWith('spawn-')).sort((a, b) => a.getWorldPosition(new THREE.Vector3()).length() - b.getWorldPosition(new THREE.Vector3()).length())[0];
    gate.getWorldPosition(camera.position);
    camera.position.y += 1.58;
    window.ready = true;
    spin((turn) => { camera.rotation.y = -turn; renderer.render(scene, camera); });
  } else {
    const engine = new BABYLON.Engine(canvas, true);
    const scene = new BABYLON.Scene(engine);
    scene.useRightHandedSystem = true;
    await BABYLON.SceneLoader.AppendAsync('/market/', '${glb}', scene);
    for (const m of scene.materials) { m.unlit = true; m.freeze(); }
    for (const m of scene.meshes) { if (/shutter/.test(m.name) || /shutter/.test(m.parent?.name ?? '')) m.setEnabled(false); m.freezeWorldMatrix(); m.doNotSyncBoundingInfo = true; }
    const gate = scene.transformNodes.filter((n) => n.name.startsWith('spawn-')).sort((a, b) => a.getAbsolutePosition().length() - b.getAbsolutePosition().length())[0];
    const camera = new BABYLON.FreeCamera('eye', gate.getAbsolutePosition().add(new BABYLON.Vector3(0, 1.58, 0)), scene);
    camera.fov = (64 * Math.PI) / 180; camera.minZ = 0.05; camera.maxZ = 400;
    window.ready = true;
    spin((turn) => { camera.rotation.y = -turn; scene.render(); });
  }
</script>`;

const median = (all) => [...all].sort((a, b) => a - b)[all.length >> 1];
const row = (name, ms) => {
  const kept = ms.slice(FIRST);
  const sorted = [...kept].sort((a, b) => a - b);
  const mean = kept.reduce((a, b) => a + b, 0) / kept.length;
  console.log(`${name.padEnd(28)} median ${median(kept).toFixed(2)} ms, mean ${mean.toFixed(2)} ms, 95 % below ${sorted[Math.floor(kept.length * 0.95)].toFixed(2)} ms (${kept.length} frames)`);
  return median(kept);
};

const frames = async (page) => {
  await page.evaluate(() => (window.frames_ms.length = 0));
  await page.waitForFunction((n) => window.frames_ms.length >= n, { timeout: 600_000, polling: 200 }, FRAMES);
  return page.evaluate((n) => window.frames_ms.slice(0, n), FRAMES);
};

const market = builtMarket(STALLS);
const glb = readdirSync(market).find((f) => f.endsWith('.glb'));
const peers = process.env.JANGTEO_PEERS ?? scratch();
if (!process.env.JANGTEO_PEERS) execFileSync('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error', '--prefix', peers, ...PEERS], { stdio: 'inherit' });
const stage = await openStage({ folders: { '/market': market, '/peers': join(peers, 'node_modules') }, html: html(glb) });
const browser = await launch();

console.log(`\n${STALLS} stalls, canvas 320 × 180, ${FRAMES} frames each, scripts within a frame`);
const ours = await enter(browser, stage, meter);
await ours.evaluate(() => {
  // A wish a frame keeps the engine awake, as walking does.
  const turn = () => { window.say({ type: 'look', yaw: 1, pitch: 0 }); setTimeout(turn, 8); };
  turn();
});
const all = { ours: row('ours', await frames(ours)) };
await ours.close();
for (const engine of ['three', 'babylon']) {
  const page = await browser.newPage();
  page.on('pageerror', (e) => console.error(`${engine}: ${e.message}`));
  await page.evaluateOnNewDocument(meter);
  await page.goto(`${stage.base}/other?engine=${engine}`, { timeout: 120_000 });
  await page.waitForFunction(() => window.ready, { timeout: 180_000, polling: 200 });
  all[engine] = row(engine === 'three' ? 'three.js 0.187' : 'Babylon.js 9.28', await frames(page));
  await page.close();
}
await browser.close();
await stage.stop();
const under = all.ours <= 4 && all.ours < all.three && all.ours < all.babylon;
console.log(under ? 'within 4 ms, and the least of the three' : 'NOT within 4 ms and the least of the three');
process.exit(0);
