// The Khronos validator on what we write: the sample, and generated markets of the sizes that the country has.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import validator from 'gltf-validator';
import { bin, root, scratch } from '../support/market.mjs';

/** Builds a survey folder; answers with the report and the scene's bytes. */
function build(folder) {
  const out = scratch();
  const report = JSON.parse(execFileSync(bin('survey'), ['build', folder, '--out', out, '--json'], { maxBuffer: 1 << 28 }));
  const manifest = JSON.parse(readFileSync(join(out, 'manifest.json')));
  return { report, scene: readFileSync(join(out, manifest.files['scene.glb'].path)) };
}

async function assertValid(scene) {
  const result = await validator.validateBytes(new Uint8Array(scene), { maxIssues: 100 });
  const { numErrors, numWarnings, messages } = result.issues;
  assert.equal(numErrors + numWarnings, 0, JSON.stringify(messages.slice(0, 5), null, 1));
  return result;
}

for (const market of ['haneul', 'byeolmaru']) {
  test(`the scene of ${market} has no error and no warning, and no extension`, async () => {
    const { scene, report } = build(join(root, 'assets/markets', market));
    const result = await assertValid(scene);
    assert.deepEqual(result.info.extensionsUsed ?? [], []);
    assert.equal(result.info.totalTriangleCount > 0, true);
    assert.equal(report.glb_bytes, scene.length);
  });
}

for (const stalls of [83, 257, 500, 1300, 5111]) {
  test(`the scene of a generated market of ${stalls} stalls is valid and within its budget`, async () => {
    const folder = scratch();
    execFileSync(bin('survey'), ['generate', '--stalls', String(stalls), '--seed', '7', '--out', folder]);
    const { scene, report } = build(folder);
    await assertValid(scene);
    assert.equal(report.stalls, stalls);
    if (stalls <= 500) {
      assert.ok(report.triangles <= 150_000, `${report.triangles} triangles`);
      assert.ok(report.draw_calls <= 90, `${report.draw_calls} draw calls`);
      assert.ok(report.texture_bytes <= 64e6, `${report.texture_bytes} bytes of textures`);
    }
  });
}
