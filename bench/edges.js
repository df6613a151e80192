// Compares our edges with dependency-cruiser's, pair for pair, on real monoliths.
//   node bench/edges.js CHECKOUT [CHECKOUT …]
// Prints a Markdown row for each. Pairs that only we have are told apart: imports that dependency-cruiser saw and left
// unresolved (a package of the same repository without node_modules, an alias of a nested tsconfig), and others, which
// are listed, as is every pair that only it has (at most 20 of each).
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { createResolver } from '../dist/analyzer/codebase/create-resolver.js';
import { inspectCodebase } from '../dist/analyzer/index.js';
import { analyzeOnce, importPairs } from './lib/analyze-once.js';

console.log(
  '| monolith | files | our edges | dependency-cruiser | found of its | only ours: unresolved there | only ours: other | only its |',
);
console.log('| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |');
for (const checkout of process.argv.slice(2)) await compare(checkout);

async function compare(checkout) {
  const folder = mkdtempSync(join(tmpdir(), 'edges-'));
  const { analysis } = await analyzeOnce(checkout);
  const files = analysis.modules.map(({ id }) => id);
  const list = join(folder, 'files.json');
  const out = join(folder, 'edges.json');
  writeFileSync(list, JSON.stringify(files));
  const cruiser = new URL('./peers/cruise.js', import.meta.url).pathname;
  execFileSync(process.execPath, ['--max-old-space-size=8192', cruiser, checkout, list, 'tuned', out]);
  const cruise = JSON.parse(readFileSync(out, 'utf8'));
  const theirs = new Set(cruise.edges);
  const ours = importPairs(analysis);
  rmSync(folder, { recursive: true });
  const missing = [...theirs].filter((pair) => !ours.has(pair));
  const { codebase } = await inspectCodebase(checkout, {}, new AbortController().signal);
  const left = resolvedByUs(cruise.unresolved, createResolver(codebase));
  const extra = [...ours].filter((pair) => !theirs.has(pair));
  const others = extra.filter((pair) => !left.has(pair));
  const share = theirs.size === 0 ? 1 : (theirs.size - missing.length) / theirs.size;
  console.log(
    `| ${basename(checkout)} | ${files.length} | ${ours.size} | ${theirs.size} | ${(100 * share).toFixed(3)} % | ${extra.length - others.length} | ${others.length} | ${missing.length} |`,
  );
  for (const pair of missing.slice(0, 20)) console.error(`  only dependency-cruiser: ${pair}`);
  for (const pair of others.slice(0, 20)) console.error(`  only ours: ${pair}`);
}

/** What we make of the specifiers that dependency-cruiser saw and could not resolve. */
function resolvedByUs(unresolved, resolve) {
  const pairs = new Set();
  for (const [source, specifier] of unresolved) {
    const resolution = resolve(source, specifier);
    if (resolution.kind === 'internal') pairs.add(JSON.stringify([source, resolution.path]));
  }
  return pairs;
}
