// Tries the package as a stranger would: `npm install` of the tarball in an empty folder, then both commands of the README.
//   npm run try-package             this Node.js
//   npm run try-package -- --all    20.19, 22, 24 and 26, fetched through npx
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { NODE_VERSIONS, nodeOf } from './node-versions.js';
import { pack } from './packed.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'banyan-package-'));
try {
  const { tarball, size, unpackedSize } = pack(folder);
  console.log(`packed: ${kilobytes(size)} compressed, ${kilobytes(unpackedSize)} unpacked`);
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
  const start = performance.now();
  const quiet = ['--no-audit', '--no-fund', '--ignore-scripts', '--loglevel', 'error'];
  execFileSync('npm', ['install', tarball, ...quiet], { cwd: folder, stdio: 'inherit' });
  console.log(`installed without scripts in ${seconds(performance.now() - start)}`);
  cpSync(join(root, 'fixtures/bookshop'), join(folder, 'shop'), { recursive: true });
  // All are fetched before the first is tried: a network that fails is not a package that does.
  const nodes = process.argv.includes('--all')
    ? NODE_VERSIONS.map((each) => nodeOf(each))
    : [process.execPath];
  for (const node of nodes) tryOn(node);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function tryOn(node) {
  const bin = join(folder, 'node_modules/banyan/dist/cli/bin.js');
  const commands = [
    ['analyze', 'shop', '--no-cache'],
    ['demo', '--fast'],
  ];
  const times = commands.map((argv) => {
    const start = performance.now();
    const { status, signal, stdout, stderr } = spawnSync(node, [bin, ...argv], {
      cwd: folder,
      encoding: 'utf8',
    });
    if (status !== 0)
      throw new Error(
        `${node}: banyan ${argv.join(' ')} ended with ${signal ?? status}\n${stdout}\n${stderr}`,
      );
    return `${argv.join(' ')} ${seconds(performance.now() - start)}`;
  });
  console.log(
    `ok on Node.js ${execFileSync(node, ['--version'], { encoding: 'utf8' }).trim()}: ${times.join(', ')}`,
  );
}

function kilobytes(bytes) {
  return `${Math.round(bytes / 1024)} kB`;
}

function seconds(milliseconds) {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}
