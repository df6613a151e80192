// Install size, number of dependencies and startup of the package as a user gets it: `npm run bench:package`.
// Prints Markdown. Installs into an empty temporary folder from the registry that npm is set to.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lockedPackages, pack } from '../scripts/packed.js';

const RUNS = 9;
const folder = mkdtempSync(join(tmpdir(), 'banyan-size-'));
try {
  const { tarball, paths, size, unpackedSize } = pack(folder);
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
  const quiet = ['--no-audit', '--no-fund', '--ignore-scripts', '--loglevel', 'error'];
  execFileSync('npm', ['install', tarball, ...quiet], { cwd: folder });
  const installed = Object.values(lockedPackages()).filter(({ dev, version }) => version && dev !== true);
  const bin = join(folder, 'node_modules/banyan/dist/cli/bin.js');
  const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
  console.log(
    table([
      ['tarball', `${megabytes(size)}, ${paths.length} files`],
      ['the package unpacked', megabytes(unpackedSize)],
      ['installed, with dependencies', megabytes(sizeOf(join(folder, 'node_modules')))],
      ['direct dependencies', Object.keys(dependencies).length],
      ['packages in all', installed.length],
      ['packages with install scripts', installed.filter(({ hasInstallScript }) => hasInstallScript).length],
      ['`node -e 0`', startup(['-e', '0'])],
      ['`banyan --version`', startup([bin, '--version'])],
      ['`banyan --help`', startup([bin, '--help'])],
      ['`banyan analyze --help`', startup([bin, 'analyze', '--help'])],
    ]),
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Wall time, median of several runs. */
function startup(argv) {
  const times = Array.from({ length: RUNS }, () => {
    const start = performance.now();
    spawnSync(process.execPath, argv, { cwd: folder });
    return performance.now() - start;
  }).sort((a, b) => a - b);
  return `${Math.round(times[(RUNS - 1) / 2])} ms`;
}

function sizeOf(path) {
  const entry = statSync(path, { throwIfNoEntry: false });
  if (!entry?.isDirectory()) return entry?.size ?? 0;
  return readdirSync(path).reduce((sum, name) => sum + sizeOf(join(path, name)), 0);
}

function megabytes(bytes) {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

function table(rows) {
  return ['| what | |', '| --- | ---: |', ...rows.map(([what, value]) => `| ${what} | ${value} |`)].join(
    '\n',
  );
}
