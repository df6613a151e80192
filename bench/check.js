// Times `banyan check` against the same rules run by dependency-cruiser, and compares what the two find.
//   npm run build && node bench/check.js [--limit SECONDS] CHECKOUT [CHECKOUT …]
// The plan is the one that `banyan plan create` writes. Prints a Markdown row for each monolith; nothing is written there.
// Pairs that only we have are told apart: imports that dependency-cruiser saw and left unresolved (a package of the same
// repository without node_modules, an alias of a nested tsconfig), and others.
// Dependency-cruiser has the limit (600 s) for one cold run; where it is not done by then, its time is a lower bound.
// So it is where the code of its expressions outgrows the engine: then it is run once more with expressions interpreted,
// untimed, for what it finds.
import { spawnSync } from 'node:child_process';
import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createResolver } from '../dist/analyzer/codebase/create-resolver.js';
import { inspectCodebase, readCode } from '../dist/analyzer/index.js';
import { assignModules, cruiserRules, findBreaches, readPlan } from '../dist/plan/index.js';

const CLI = fileURLToPath(new URL('../dist/cli/bin.js', import.meta.url));
const CRUISER = fileURLToPath(new URL('./peers/cruise-rules.js', import.meta.url));
const IMPORTS = new Set(['value', 'type', 'dynamic', 'require', 'reexport']);
const RUNS = 5;
const EDITS = 3;
// Processor time comes last on the error stream; no limit is 0.
const TIMED = 'TIMEFORMAT="%U"; time timeout "$0" "$@"';
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { limit: { type: 'string', default: '600' } },
});
const LIMIT_S = Number(values.limit);

console.log(
  '| monolith | files | check cold | check warm | user CPU warm | after an edit | dependency-cruiser cold | user CPU | times as fast | pairs ours | pairs its | only ours: unresolved there | only ours: other | only its |',
);
console.log(
  '| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |',
);
for (const checkout of positionals) await compare(checkout);

async function compare(checkout) {
  const folder = mkdtempSync(join(tmpdir(), 'check-'));
  const root = join(folder, basename(checkout));
  cpSync(checkout, root, {
    recursive: true,
    filter: (path) => !/(?:^|\/)(?:node_modules|\.git|\.banyan)(?:\/|$)/u.test(relative(checkout, path)),
  });
  run([CLI, 'analyze', '--no-history'], root);
  run([CLI, 'plan', 'create'], root);
  rmSync(join(root, '.banyan'), { recursive: true });
  const cold = run([CLI, 'check', '--json'], root);
  const warm = median(Array.from({ length: RUNS }, () => run([CLI, 'check', '--json'], root)));
  const { ours, modules, rules } = await ourPairs(root);
  const edited = median(Array.from({ length: EDITS }, (_, at) => afterEdit(root, modules[at])));
  const { theirs, timing, isWhole } = await theirPairs(root, modules, rules, folder);
  rmSync(folder, { recursive: true });
  const mine = [modules.length, s(cold.wall), s(warm.wall), s(warm.user), s(edited.wall)];
  const its = [bound(isWhole, s(timing.wall)), bound(isWhole, s(timing.user))];
  const ratio = bound(isWhole, (timing.wall / warm.wall).toFixed(1));
  const cells = [basename(checkout), ...mine, ...its, ratio, ours.size, ...difference(ours, theirs)];
  console.log(`| ${cells.join(' | ')} |`);
}

/** What was not done takes at least as long as it was given. */
function bound(isWhole, text) {
  return isWhole ? text : `> ${text}`;
}

/** Pairs that it found, those of ours alone, those of its alone; named on the error stream, since there should be none. */
function difference(ours, theirs) {
  if (theirs === undefined) return ['–', '–', '–', '–'];
  const { pairs, left } = theirs;
  const missing = [...pairs].filter((pair) => !ours.has(pair));
  const extra = [...ours].filter((pair) => !pairs.has(pair));
  const others = extra.filter((pair) => !left.has(pair));
  for (const pair of missing.slice(0, 10)) console.error(`  only dependency-cruiser: ${pair}`);
  for (const pair of others.slice(0, 10)) console.error(`  only ours: ${pair}`);
  return [pairs.size, extra.length - others.length, others.length, missing.length];
}

/** One file is not what it was, as before a commit. */
function afterEdit(root, module) {
  appendFileSync(join(root, module), '\nexport const edited = 1;\n');
  return run([CLI, 'check', '--json'], root);
}

async function ourPairs(root) {
  const host = { epoch: Date.now, now: () => 0, signal: new AbortController().signal, onProgress: () => {} };
  const evidence = await readCode(root, { cache: false, data: false }, host);
  const modules = evidence.modules.map(({ id }) => id);
  const plan = readPlan(readFileSync(join(root, 'banyan.yaml'), 'utf8'));
  // Dependency-cruiser judges the file that an import names, not the one behind a barrel.
  const dependencies = evidence.dependencies
    .filter(({ kind }) => IMPORTS.has(kind))
    .map((dependency) => ({ ...dependency, to: dependency.via ?? dependency.to, names: [] }));
  const breaches = findBreaches({ ...evidence, dependencies }, plan, assignModules(plan, modules));
  const crossings = breaches.filter(({ kind }) => kind === 'crossing');
  return {
    modules,
    rules: cruiserRules(plan),
    ours: new Set(crossings.map(({ module, target }) => `${module} → ${target}`)),
  };
}

async function theirPairs(root, modules, rules, folder) {
  const input = join(folder, 'input.json');
  writeFileSync(input, JSON.stringify({ root, modules, rules }));
  const timing = run([CRUISER, input], root, LIMIT_S);
  if (timing.isTooLarge)
    console.error(`  dependency-cruiser ended for want of memory after ${s(timing.wall)}; once more`);
  const answer = timing.isTooLarge ? run(['--regexp-interpret-all', CRUISER, input], root, LIMIT_S) : timing;
  if (!answer.isDone) return { theirs: undefined, timing, isWhole: false };
  const { pairs, unresolved } = JSON.parse(answer.stdout);
  const { codebase } = await inspectCodebase(root, {}, new AbortController().signal);
  const resolve = createResolver(codebase);
  const left = unresolved.flatMap(([source, specifier]) => {
    const resolution = resolve(source, specifier);
    return resolution.kind === 'internal' ? [`${source} → ${resolution.path}`] : [];
  });
  return { theirs: { pairs: new Set(pairs), left: new Set(left) }, timing, isWhole: timing.isDone };
}

/** Runs a program to its end, or kills it at the limit. */
function run(argv, cwd, limit = 0) {
  const start = performance.now();
  const { stdout, stderr, status } = spawnSync(
    '/usr/bin/env',
    ['bash', '-c', TIMED, String(limit), process.execPath, '--max-old-space-size=8192', ...argv],
    { cwd, encoding: 'utf8', maxBuffer: 1 << 30 },
  );
  const isTooLarge = status !== 0 && limit > 0 && stderr.includes('heap out of memory');
  const isDone = !isTooLarge && (status !== 124 || limit === 0);
  if (isDone && (status === null || status > 1 || stdout === '')) throw new Error(stderr.slice(0, 2000));
  const user = Number(stderr.trim().split('\n').at(-1));
  return { wall: (performance.now() - start) / 1000, user, stdout, isDone, isTooLarge };
}

function median(runs) {
  return [...runs].sort((a, b) => a.wall - b.wall)[Math.floor(runs.length / 2)];
}

function s(seconds) {
  return `${seconds.toFixed(2)} s`;
}
