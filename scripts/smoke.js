// Smoke tests of the built command on the Node.js that runs this file; with --all on every version that we support.
//   npm run smoke               this Node.js
//   npm run smoke -- --all      20.19, 22, 24 and 26, fetched through npx
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { NODE_VERSIONS, nodeOf } from './node-versions.js';

const here = fileURLToPath(import.meta.url);
const bin = fileURLToPath(new URL('../dist/cli/bin.js', import.meta.url));
const bookshop = fileURLToPath(new URL('../fixtures/bookshop', import.meta.url));

if (process.argv.includes('--all')) {
  const failed = NODE_VERSIONS.filter(
    (version) => spawnSync(nodeOf(version), [here], { stdio: 'inherit' }).status !== 0,
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
    manyFiles(join(folder, 'many'));
    // From a thousand files on flags of the engine are set; one that it does not know is told on stderr alone.
    const many = run('analyze', join(folder, 'many'), '--no-cache', '--no-history', '--json');
    expect('analyze many files', many, 0, /"files": 1200/);
    if (many.stderr !== '') throw new Error(`analyze many files said on stderr: ${many.stderr}`);
    console.log(`ok on Node.js ${process.versions.node}`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function manyFiles(folder) {
  mkdirSync(folder);
  for (let number = 0; number < 1200; number++) {
    const text = `import { a${number + 1} } from './a${number + 1}';\nexport const a${number} = () => a${number + 1};\n`;
    writeFileSync(join(folder, `a${number}.ts`), number === 1199 ? 'export const a1199 = 1;\n' : text);
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
