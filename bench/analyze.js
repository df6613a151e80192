// Speed and memory of the whole `banyan analyze` on real monoliths, beside what others need for the graph alone.
//   node bench/analyze.js --corpus FOLDER [--quick]                        everything of docs/benchmarks.md
//   node bench/analyze.js [--runs 3] [--peers all|cruiser|none] CHECKOUT …
// Peers are installed once into bench/peers/node_modules. Prints Markdown. Same files, the contestants in turn in each round, the
// median of the rounds; the slow peers (madge, skott, ts-morph) have one round. With --quick peers run on ever-gauzy alone, and the
// other monoliths have one cold and one warm run: some 6 minutes on a quiet machine, where the whole takes 15.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { installPeers } from './lib/install-peers.js';
import { measureProcess } from './lib/measure-process.js';

/** The one that the bars are about, and a second of its size. */
const [MEASURE, SECOND] = ['ever-gauzy', 'nocobase'];
const OTHERS = ['nestjs-boilerplate', 'etherpad', 'podkrepi', 'outline', 'vendure', 'medusa-v1', 'logto'];
/** About 150, 2,000, 8,000 and 10,500 files, tests included. */
const GROWTH = ['nestjs-boilerplate', 'outline', 'ever-gauzy', 'nocobase'];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    corpus: { type: 'string' },
    runs: { type: 'string', default: '3' },
    peers: { type: 'string', default: 'all' },
    quick: { type: 'boolean', default: false },
  },
});
const place = (path) => fileURLToPath(new URL(path, import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'bench-analyze-'));
const out = join(scratch, 'analysis.json');

try {
  if (values.peers !== 'none') installPeers();
  const machine = `${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GB, Node.js ${process.versions.node}`;
  console.log(`${machine}, median of ${values.runs}\n`);
  console.log('| monolith | files | lines | what | wall s | CPU s | peak MB | times our cold wall |');
  console.log('| --- | ---: | ---: | --- | ---: | ---: | ---: | ---: |');
  if (values.corpus === undefined) for (const checkout of positionals) await compare(checkout, values);
  else await everything(values.corpus);
} finally {
  rmSync(scratch, { recursive: true });
}

async function everything(corpus) {
  const once = { peers: values.quick ? 'none' : 'cruiser', runs: '1' };
  for (const name of OTHERS) await compare(join(corpus, name), once);
  await compare(join(corpus, SECOND), values.quick ? once : values);
  await compare(join(corpus, MEASURE), values);
  console.log('\n| monolith, tests included | files | lines | wall s | CPU s | peak MB | ms a file |');
  console.log('| --- | ---: | ---: | ---: | ---: | ---: | ---: |');
  for (const name of GROWTH) await grow(join(corpus, name));
}

async function compare(checkout, { peers, runs }) {
  const list = join(scratch, 'files.json');
  const contestants = [...contestantsOf(checkout, list, peers)].map((one) => ({ ...one, measured: [] }));
  for (let round = 0; round < Number(runs); round += 1) {
    for (const { command, before, rounds, measured } of contestants) {
      if (round >= rounds || measured.some(({ code }) => code !== 0)) continue;
      before?.();
      measured.push(await measureProcess(command));
      if (round === 0 && command === contestants[0].command) writeList(list);
    }
  }
  forget(checkout);
  const { files, lines } = result().codebase;
  const medians = contestants.map(({ what, measured }) => ({ what, ...median(measured) }));
  for (const { what, code, wall, cpu, peakMb } of medians) {
    const times = (wall / medians[0].wall).toFixed(2);
    const figures =
      code === 0 ? [wall.toFixed(2), cpu.toFixed(2), peakMb.toFixed(0), times] : ['fails', '', '', ''];
    console.log(`| ${basename(checkout)} | ${files} | ${lines} | ${what} | ${figures.join(' | ')} |`);
  }
}

/** What our first run wrote. */
function result() {
  return JSON.parse(readFileSync(out, 'utf8'));
}

/** Peers read the very files that we read. */
function writeList(file) {
  writeFileSync(file, JSON.stringify(result().modules.map(({ id }) => id)));
}

function* contestantsOf(checkout, list, peers) {
  const node = [process.execPath, '--max-old-space-size=8192'];
  const peer = (script, ...more) => [...node, place(`peers/${script}.js`), checkout, ...more];
  const banyan = analyzeCommand(checkout);
  yield {
    what: '**banyan analyze, cold**',
    command: banyan,
    before: () => forget(checkout),
    rounds: Infinity,
  };
  yield { what: '**banyan analyze, warm**', command: banyan, rounds: Infinity };
  if (peers === 'none') return;
  for (const mode of ['default', 'tuned']) {
    yield { what: `dependency-cruiser, ${mode}`, command: peer('cruise', list, mode), rounds: Infinity };
  }
  if (peers !== 'all') return;
  yield { what: 'madge', command: peer('madge', list), rounds: 1 };
  yield { what: 'skott', command: peer('skott'), rounds: 1 };
  yield { what: 'ts-morph, syntax only', command: peer('ts-morph-ast', list), rounds: 1 };
}

/** Cold, once: what matters is how one line of the table relates to the next. */
async function grow(checkout) {
  forget(checkout);
  const { wall, cpu, peakMb } = await measureProcess([...analyzeCommand(checkout), '--tests']);
  forget(checkout);
  const { files, lines } = result().codebase;
  const perFile = ((wall * 1000) / files).toFixed(2);
  const figures = [files, lines, wall.toFixed(2), cpu.toFixed(2), peakMb.toFixed(0), perFile];
  console.log(`| ${basename(checkout)} | ${figures.join(' | ')} |`);
}

function analyzeCommand(checkout) {
  return [process.execPath, place('../dist/cli/bin.js'), 'analyze', checkout, '--out', out];
}

function forget(checkout) {
  rmSync(join(checkout, '.banyan'), { recursive: true, force: true });
}

function median(measured) {
  const sorted = measured.toSorted((a, b) => a.wall - b.wall);
  const middle = sorted[Math.floor(sorted.length / 2)];
  return { ...middle, peakMb: Math.max(...measured.map(({ peakMb }) => peakMb)) };
}
