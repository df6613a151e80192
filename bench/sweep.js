// The whole `banyan analyze` over many checkouts, once each: does it end, how long does it take, what does it find?
//   node bench/sweep.js FOLDER-OF-CHECKOUTS [--limit 180] [--slow 30] [--memory 512]
// Prints Markdown, a row for each folder. A run has `limit` seconds. One of 1,000 modules and more that takes more than `slow` CPU
// seconds for 5,000 of them, or any that needs more than `memory` MB, is named below. Ends with 1 where one crashes, passes its
// limit or is named.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { measureProcess } from './lib/measure-process.js';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    limit: { type: 'string', default: '180' },
    slow: { type: 'string', default: '30' },
    memory: { type: 'string', default: '512' },
  },
});
const [corpus] = positionals;
if (corpus === undefined) throw new Error('Name the folder in which the checkouts are.');
const banyan = fileURLToPath(new URL('../dist/cli/bin.js', import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'bench-sweep-'));
const out = join(scratch, 'analysis.json');
/** Below this, starting and the parsers of SQL weigh more than the modules: no rate is drawn. */
const FEW_MODULES = 1000;
const ADVICE = { split: 'split it', 'modularise-first': 'modularise first', 'leave-it': 'leave it whole' };
/** What a bare checkout cannot say. */
const EXPECTED = new Set(['dynamic', 'generated', 'asset']);
/** `timeout` from GNU coreutils, when it had to kill. */
const KILLED = 137;

try {
  const heads = ['repository', 'commit', 'modules', 'CPU s', 's / 1,000', 'peak MB', 'endpoints', 'tables'];
  console.log(`| ${[...heads, 'unresolved', 'services', 'verdict'].join(' | ')} |`);
  console.log('| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- |');
  const folders = readdirSync(corpus, { withFileTypes: true }).filter(
    (one) => one.isDirectory() || one.isSymbolicLink(),
  );
  const faults = [];
  for (const { name } of folders.sort(byName)) faults.push(...(await sweep(name)));
  for (const fault of faults) console.log(`\n${fault}`);
  if (faults.length > 0) process.exitCode = 1;
} finally {
  rmSync(scratch, { recursive: true });
}

/** Prints the row of one checkout; gives what is wrong with it. */
async function sweep(name) {
  const checkout = join(corpus, name);
  forget(checkout);
  rmSync(out, { force: true });
  const killing = ['timeout', '--signal=KILL', values.limit];
  const run = await measureProcess([...killing, process.execPath, banyan, 'analyze', checkout, '--out', out]);
  forget(checkout);
  const start = [repositoryOf(checkout) ?? name, commitOf(checkout)];
  if (run.code !== 0) {
    const why = run.code === KILLED ? `did not end within ${values.limit} s` : errorOf(run.err);
    console.log(`| ${[...start, '', '', '', '', '', '', '', '', `**${why}**`].join(' | ')} |`);
    return [`${name}: ${why}`];
  }
  const analysis = JSON.parse(readFileSync(out, 'utf8'));
  console.log(`| ${[...start, ...figuresOf(analysis, run)].join(' | ')} |`);
  return beyond(name, analysis, run);
}

function figuresOf(analysis, { cpu, peakMb }) {
  const { modules, endpoints, coverage, decompositions, verdict } = analysis;
  const perThousand = (cpu / modules.length) * 1000;
  return [
    modules.length,
    cpu.toFixed(1),
    perThousand.toFixed(1),
    peakMb.toFixed(0),
    endpoints.length,
    tablesOf(analysis).size,
    unresolvedShare(coverage.imports),
    servicesOf(decompositions).length,
    ADVICE[verdict.advice],
  ];
}

/** Defined, or only read and written. */
function tablesOf({ entities, accesses }) {
  return new Set([...entities.map(({ name }) => name), ...accesses.map(({ entity }) => entity)]);
}

function beyond(name, { modules }, { cpu, peakMb }) {
  const slow = (cpu / modules.length) * 5000;
  const tooSlow = modules.length >= FEW_MODULES && slow > Number(values.slow);
  return [
    ...(tooSlow ? [`${name}: ${slow.toFixed(0)} s of CPU for 5,000 modules`] : []),
    ...(peakMb > Number(values.memory) ? [`${name}: ${peakMb.toFixed(0)} MB`] : []),
  ];
}

/** Of all imports those that lead nowhere although they are written out: no computed, generated or binary ones. */
function unresolvedShare({ total, unresolved }) {
  const written = unresolved.filter(({ reason }) => !EXPECTED.has(reason));
  return total === 0 ? '' : `${((written.length / total) * 100).toFixed(2)} %`;
}

function servicesOf(decompositions) {
  return decompositions.find(({ granularity }) => granularity === 'recommended').services;
}

/** From the address that it was cloned from. */
function repositoryOf(checkout) {
  const address = git(checkout, 'remote', 'get-url', 'origin');
  return /([\w.-]+\/[\w.-]+?)(?:\.git)?$/u.exec(address ?? '')?.[1];
}

function commitOf(checkout) {
  return git(checkout, 'rev-parse', '--short=10', 'HEAD') ?? '';
}

function git(checkout, ...args) {
  try {
    const quiet = { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] };
    return execFileSync('git', ['-C', checkout, ...args], quiet).trim();
  } catch {
    return undefined; // No repository, or nowhere cloned from.
  }
}

/** The code alone: a message names folders of this machine. */
function errorOf(text) {
  return /^error \w+/mu.exec(text)?.[0] ?? 'crashed';
}

function forget(checkout) {
  rmSync(join(checkout, '.banyan'), { recursive: true, force: true });
}

function byName(a, b) {
  return a.name < b.name ? -1 : 1;
}
