// Install size, number of dependencies and startup of the package as a user gets it: `npm run bench:package`.
// Prints Markdown. Installs into an empty temporary folder from the registry that npm is set to.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lockedPackages, pack } from '../scripts/packed.js';

const RUNS = 15;
const REASONS = {
  chokidar: '`check --watch` and the screen follow files',
  commander: 'commands and options',
  'd3-force': 'the layout of the service map',
  diff: 'changes of a plan as a patch',
  ignore: 'what .gitignore leaves out',
  'jsonc-parser': 'tsconfig files with comments',
  leven: '“did you mean”',
  'libpg-query': 'PostgreSQL’s own parser (WebAssembly), for SQL in code and migrations',
  picocolors: 'colour',
  picomatch: 'globs',
  'string-width': 'columns of a terminal',
  yaml: 'plans, edited with their comments kept',
  zod: 'schemas of plan, configuration and imports, and their JSON Schemas',
};
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
    table('| what | |', [
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
  console.log(`\n${dependencyTable(Object.keys(dependencies), join(folder, 'node_modules'))}`);
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
  return `${Math.round(times[(RUNS - 1) / 2])} ms (fastest ${Math.round(times[0])})`;
}

/** Each with what it alone takes, and why it is there; one without a reason has none to be there. */
function dependencyTable(names, modules) {
  const rows = names.map((name) => {
    if (!REASONS[name]) throw new Error(`No reason is given for ${name}.`);
    return [`\`${name}\``, kilobytes(sizeOf(join(modules, name))), REASONS[name]];
  });
  return table('| dependency | size | why it is there |', rows);
}

function kilobytes(bytes) {
  return `${Math.ceil(bytes / 1000)} kB`;
}

function sizeOf(path) {
  const entry = statSync(path, { throwIfNoEntry: false });
  if (!entry?.isDirectory()) return entry?.size ?? 0;
  return readdirSync(path).reduce((sum, name) => sum + sizeOf(join(path, name)), 0);
}

function megabytes(bytes) {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

function table(head, rows) {
  const rule = head.replaceAll(/[^|]+/gu, (cell) =>
    cell === head.split('|')[1] || /why/u.test(cell) ? ' --- ' : ' ---: ',
  );
  return [head, rule, ...rows.map((cells) => `| ${cells.join(' | ')} |`)].join('\n');
}
