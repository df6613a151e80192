// Speed and memory of the whole `banyan analyze` on real monoliths, beside what others need for the graph alone.
//   node bench/analyze.js [--runs 3] [--peers all|cruiser|none] CHECKOUT [CHECKOUT …]
// Peers are installed once into bench/peers/node_modules. Prints Markdown; medians of the runs, same files, same run.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { analyzeOnce } from './lib/analyze-once.js';
import { measureProcess } from './lib/measure-process.js';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { runs: { type: 'string', default: '3' }, peers: { type: 'string', default: 'all' } },
});
const RUNS = Number(values.runs);
const place = (path) => fileURLToPath(new URL(path, import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'bench-analyze-'));

if (values.peers !== 'none' && !existsSync(place('peers/node_modules'))) {
  execFileSync('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts'], {
    cwd: place('peers'),
    stdio: 'ignore',
  });
}
console.log(
  `${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GB, Node.js ${process.versions.node}, median of ${RUNS}\n`,
);
console.log('| monolith | files | lines | what | wall s | CPU s | peak MB | times our cold wall |');
console.log('| --- | ---: | ---: | --- | ---: | ---: | ---: | ---: |');
try {
  for (const checkout of positionals) await table(checkout);
} finally {
  rmSync(scratch, { recursive: true });
}

async function table(checkout) {
  const { analysis } = await analyzeOnce(checkout);
  const { files, lines } = analysis.codebase;
  const list = join(scratch, 'files.json');
  writeFileSync(list, JSON.stringify(analysis.modules.map(({ id }) => id)));
  const rows = [];
  for (const [what, command, before] of contestants(checkout, list))
    rows.push([what, await median(command, before)]);
  const cold = rows[0][1].wall;
  for (const [what, { wall, cpu, peakMb, code }] of rows) {
    const figures =
      code === 0
        ? [wall.toFixed(2), cpu.toFixed(2), peakMb.toFixed(0), (wall / cold).toFixed(2)]
        : ['fails', '', '', ''];
    console.log(`| ${basename(checkout)} | ${files} | ${lines} | ${what} | ${figures.join(' | ')} |`);
  }
}

function* contestants(checkout, list) {
  const out = join(scratch, 'analysis.json');
  const banyan = [process.execPath, place('../dist/cli/bin.js'), 'analyze', checkout, '--out', out];
  const forget = () => rmSync(join(checkout, '.banyan'), { recursive: true, force: true });
  yield ['**banyan analyze, cold**', banyan, forget];
  yield ['**banyan analyze, warm**', banyan, () => {}];
  const node = [process.execPath, '--max-old-space-size=8192'];
  if (values.peers !== 'none') {
    yield ['dependency-cruiser, default', [...node, place('peers/cruise.js'), checkout, list, 'default']];
    yield ['dependency-cruiser, tuned', [...node, place('peers/cruise.js'), checkout, list, 'tuned']];
  }
  if (values.peers === 'all') {
    yield ['madge', [...node, place('peers/madge.js'), checkout, list]];
    yield ['skott', [...node, place('peers/skott.js'), checkout]];
    yield ['ts-morph, syntax only', [...node, place('peers/ts-morph-ast.js'), checkout, list]];
  }
  forget();
}

async function median(command, before = () => {}) {
  const runs = [];
  for (let run = 0; run < RUNS; run += 1) {
    before();
    runs.push(await measureProcess(command));
    if (runs[0].code !== 0) return { ...runs[0], detail: runs[0].err };
  }
  runs.sort((a, b) => a.wall - b.wall);
  return { ...runs[Math.floor(runs.length / 2)], peakMb: Math.max(...runs.map(({ peakMb }) => peakMb)) };
}
