// Times `banyan check` against the same rules run by dependency-cruiser, and compares what the two find.
//   npm run build && node bench/check.js CHECKOUT [CHECKOUT …]
// The plan is the one that `banyan plan create` writes. Prints a Markdown row for each monolith; nothing is written there.
import { spawnSync } from 'node:child_process';
import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readCode } from '../dist/analyzer/index.js';
import { assignModules, cruiserRules, findBreaches, readPlan } from '../dist/plan/index.js';

const CLI = fileURLToPath(new URL('../dist/cli/bin.js', import.meta.url));
const CRUISER = fileURLToPath(new URL('./peers/cruise-rules.js', import.meta.url));
const IMPORTS = new Set(['value', 'type', 'dynamic', 'require', 'reexport']);
const RUNS = 5;

console.log(
  '| monolith | files | check cold | check warm | user CPU warm | after an edit | dependency-cruiser cold | user CPU | times as fast | pairs ours | pairs its | only ours | only its |',
);
console.log('| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |');
for (const checkout of process.argv.slice(2)) await compare(checkout);

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
  const edited = median(Array.from({ length: RUNS }, (_, at) => afterEdit(root, modules[at])));
  const { theirs, timing } = theirPairs(root, modules, rules, folder);
  const missing = [...theirs].filter((pair) => !ours.has(pair));
  const extra = [...ours].filter((pair) => !theirs.has(pair));
  rmSync(folder, { recursive: true });
  console.log(
    `| ${basename(checkout)} | ${modules.length} | ${s(cold.wall)} | ${s(warm.wall)} | ${s(warm.user)} | ${s(edited.wall)} | ${s(timing.wall)} | ${s(timing.user)} | ${(timing.wall / warm.wall).toFixed(1)} | ${ours.size} | ${theirs.size} | ${extra.length} | ${missing.length} |`,
  );
  for (const pair of missing.slice(0, 10)) console.error(`  only dependency-cruiser: ${pair}`);
  for (const pair of extra.slice(0, 10)) console.error(`  only ours: ${pair}`);
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

function theirPairs(root, modules, rules, folder) {
  const input = join(folder, 'input.json');
  writeFileSync(input, JSON.stringify({ root, modules, rules }));
  const timing = run([CRUISER, input], root);
  return { theirs: new Set(JSON.parse(timing.stdout)), timing };
}

function run(argv, cwd) {
  const start = performance.now();
  const { stdout, stderr, status } = spawnSync(
    '/usr/bin/env',
    ['bash', '-c', 'TIMEFORMAT="%U"; time "$0" "$@"', process.execPath, '--max-old-space-size=8192', ...argv],
    {
      cwd,
      encoding: 'utf8',
      maxBuffer: 1 << 30,
    },
  );
  if (status === null || status > 1 || stdout === '') throw new Error(stderr.slice(0, 2000));
  const user = Number(stderr.trim().split('\n').at(-1));
  return { wall: (performance.now() - start) / 1000, user, stdout };
}

function median(runs) {
  return [...runs].sort((a, b) => a.wall - b.wall)[Math.floor(runs.length / 2)];
}

function s(seconds) {
  return `${seconds.toFixed(2)} s`;
}
