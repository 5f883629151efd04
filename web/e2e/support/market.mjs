// Starts the built server on a free port with the sample markets, and stops it.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

export const root = resolve(import.meta.dirname, '../../..');

/** The folder of the built binaries. */
export function bin(name) {
  const dir = process.env.JANGTEO_BIN_DIR;
  if (!dir) throw new Error('JANGTEO_BIN_DIR is not set; run these tests by `cargo xtask test`');
  return join(dir, name);
}

/** A folder that is gone after the tests. */
export function scratch() {
  process.setMaxListeners(100);
  const dir = mkdtempSync(join(tmpdir(), 'jangteo-e2e-'));
  process.on('exit', () => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

/** Starts a server; answers with its address, what it printed, and `stop`. */
export async function startServer({ markets = ['haneul', 'byeolmaru'], data = join(scratch(), 'data'), port = 0, clock } = {}) {
  const args = ['--data', data, '--listen', `127.0.0.1:${port}`];
  if (clock) args.push('--clock', clock);
  if (process.env.JANGTEO_WEB_DIR) args.push('--web', process.env.JANGTEO_WEB_DIR);
  for (const market of markets) args.push('--import-market', resolve(root, 'assets/markets', market));
  const child = spawn(bin('market_server'), args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let out = '';
  let log = '';
  child.stderr.on('data', (chunk) => (log += chunk));
  const base = await new Promise((ready, failed) => {
    const late = setTimeout(() => failed(new Error(`the server was not ready in 120 s\n${out}\n${log}`)), 120_000);
    child.on('exit', (code) => failed(new Error(`the server ended with ${code}\n${out}\n${log}`)));
    child.stdout.on('data', (chunk) => {
      out += chunk;
      const line = out.match(/^ready (http:\/\/\S+?)\/?$/m);
      if (line) {
        clearTimeout(late);
        ready(line[1]);
      }
    });
  });
  const stop = (signal = 'SIGTERM') =>
    new Promise((done) => {
      if (child.exitCode !== null || child.signalCode !== null) return done();
      child.removeAllListeners('exit');
      child.on('exit', done);
      child.kill(signal);
    });
  return { base, data, stop, printed: () => out, log: () => log, child };
}
