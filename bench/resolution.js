// How long discovery and resolution take, and how many local specifiers they resolve, on real monoliths.
//   npm run build && node bench/resolution.js CHECKOUT [CHECKOUT …]
// Prints a Markdown row for each, and every local specifier that was not resolved, by reason. Times are the best of five.
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { ts } from 'ts-morph';
import { createResolver } from '../dist/analyzer/codebase/create-resolver.js';
import { discoverCodebase } from '../dist/analyzer/codebase/discover-codebase.js';

const RUNS = 5;
const LOCAL = new Set(['internal', 'asset', 'unresolved']);
const selection = { include: [], exclude: [], maxFileBytes: 2 << 20 };

console.log(
  '| monolith | files | paths | discover ms | specifiers | resolve ms | local | resolved | left over |',
);
console.log('| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- |');
for (const checkout of process.argv.slice(2)) await measure(checkout);

async function measure(checkout) {
  const discovered = await bestOf(() => discoverCodebase(checkout, selection));
  const codebase = discovered.result;
  const asked = codebase.files.flatMap(({ path }) => specifiersOf(codebase.root, path));
  const resolved = await bestOf(() => {
    const resolve = createResolver(codebase);
    return asked.map(({ from, specifier }) => ({ from, specifier, ...resolve(from, specifier) }));
  });
  const local = resolved.result.filter(({ kind }) => LOCAL.has(kind));
  const left = local.filter(({ kind }) => kind === 'unresolved');
  const share = ((100 * (local.length - left.length)) / local.length).toFixed(2);
  console.log(
    `| ${basename(checkout)} | ${codebase.files.length} | ${codebase.paths.size} | ${discovered.ms} | ${asked.length} | ${resolved.ms} | ${local.length} | ${share} % | ${countsOf(left)} |`,
  );
  for (const { from, specifier, reason } of left) console.error(`  ${reason}: ${from} → ${specifier}`);
}

function specifiersOf(root, from) {
  const { importedFiles } = ts.preProcessFile(readFileSync(join(root, from), 'utf8'), true, true);
  return importedFiles.map(({ fileName }) => ({ from, specifier: fileName }));
}

async function bestOf(run) {
  let best = Infinity;
  let result;
  for (let index = 0; index < RUNS; index += 1) {
    const start = performance.now();
    result = await run();
    best = Math.min(best, performance.now() - start);
  }
  return { result, ms: Math.round(best) };
}

function countsOf(left) {
  const counts = new Map();
  for (const { reason } of left) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return [...counts].map(([reason, count]) => `${count} ${reason}`).join(', ') || 'none';
}
