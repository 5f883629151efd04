// A stranger's reader of the OpenAPI document asks every address whatever the document allows.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { bin, scratch, startServer } from '../support/market.mjs';

/** Its findings change with its version. */
const VERSION = '4.32.5';
/** Not the waiting kind: the server's log must be read meanwhile. */
const run = (program, args, options = {}) =>
  new Promise((done) => {
    const given = { timeout: 300_000, maxBuffer: 64 * 1024 * 1024, ...options };
    execFile(program, args, given, (error, stdout, stderr) => done({ error, stdout, stderr }));
  });

/** Schemathesis in a folder of its own beside the built binaries; or why it is not there. */
async function schemathesis() {
  const folder = join(dirname(bin('.')), 'jangteo', `schemathesis-${VERSION}`);
  const program = join(folder, 'bin', 'schemathesis');
  if (existsSync(program) && !(await run(program, ['--version'])).error) return { program };
  const steps = [
    ['python3', ['-m', 'venv', '--clear', folder]],
    [join(folder, 'bin', 'pip'), ['install', '--quiet', '--disable-pip-version-check', `schemathesis==${VERSION}`]],
  ];
  for (const [name, args] of steps) {
    const { error, stderr } = await run(name, args);
    if (error) return { why: stderr.trim().split('\n').at(-1) || error.message };
  }
  return { program };
}

let server;
before(async () => {
  server = await startServer({ markets: ['byeolmaru'] });
});
after(() => server?.stop());

test('no address answers what its description does not say, whatever it is asked', { timeout: 900_000 }, async (t) => {
  const { program, why } = await schemathesis();
  if (!program) return t.skip(`Schemathesis cannot be installed: ${why}`);
  const document = await (await fetch(`${server.base}/api/openapi.json`)).json();
  // Asked for nothing but unknown markets, handlers would never be reached.
  const given = { market: ['byeolmaru', '없는시장'], stall: ['가-1', 'x'], from: ['가-1', 'toilet'], to: ['가-3', ''] };
  for (const operation of Object.values(document.paths).flatMap(Object.values)) {
    for (const parameter of operation.parameters) {
      if (given[parameter.name]) parameter.schema.enum = given[parameter.name];
    }
  }
  const file = join(scratch(), 'openapi.json');
  writeFileSync(file, JSON.stringify(document));
  // What a description cannot say: an address that this market lacks is refused; a wrong event is kept, in quarantine.
  const unsaid = 'positive_data_acceptance,negative_data_rejection';
  const args = ['run', file, '--exclude-checks', unsaid, '--url', server.base, '--max-examples', '30', '--seed', '1', '--no-color'];
  const { error, stdout } = await run(program, args, { cwd: dirname(file) });
  assert.ok(!error, stdout.slice(-6000));
  assert.equal((await fetch(`${server.base}/healthz`)).status, 200);
});
