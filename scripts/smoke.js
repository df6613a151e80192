// Smoke tests of the built command on the Node.js that runs this file; with --all on every version that we support.
//   npm run smoke               this Node.js
//   npm run smoke -- --all      20.19, 22, 24 and 26, fetched through npx
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const VERSIONS = ['20.19.0', '22', '24', '26'];
const here = fileURLToPath(import.meta.url);
const bin = fileURLToPath(new URL('../dist/cli/bin.js', import.meta.url));
const bookshop = fileURLToPath(new URL('../fixtures/bookshop', import.meta.url));

if (process.argv.includes('--all')) {
  const failed = VERSIONS.filter(
    (version) =>
      spawnSync('npx', ['-y', '-p', `node@${version}`, 'node', here], { stdio: 'inherit' }).status !== 0,
  );
  if (failed.length > 0) throw new Error(`failed on Node.js ${failed.join(', ')}`);
} else smoke();

function smoke() {
  const folder = mkdtempSync(join(tmpdir(), 'banyan-smoke-'));
  try {
    expect('--version', run('--version'), 0, /^\d+\.\d+\.\d+/);
    expect('--help', run('--help'), 0, /analyze/);
    expect('doctor', run('doctor', bookshop), 0, /source files/);
    expect('demo', run('demo', '--fast'), 0, /nobody noticed/);
    expect('usage error', run('nonsense'), 2, /^$/);
    const out = join(folder, 'analysis.json');
    const quiet = ['analyze', bookshop, '--no-cache', '--no-history', '--out', out, '--json'];
    expect('analyze', run(...quiet, '--workers', '0'), 0, /"ok": true/);
    const first = readFileSync(out, 'utf8');
    expect('analyze again', run(...quiet, '--workers', '4'), 0, /"ok": true/);
    if (readFileSync(out, 'utf8') !== first) throw new Error('two runs gave different bytes');
    console.log(`ok on Node.js ${process.versions.node}`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function run(...argv) {
  return spawnSync(process.execPath, [bin, ...argv], {
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
  });
}

function expect(what, { status, stdout, stderr }, code, pattern) {
  if (status === code && pattern.test(stdout)) return;
  throw new Error(`${what}: exit ${status}, expected ${code} and ${pattern}\n${stdout}\n${stderr}`);
}
