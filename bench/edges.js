// Compares our edges with dependency-cruiser's, pair for pair, on real monoliths.
//   node bench/edges.js CHECKOUT [CHECKOUT …]
// Prints a Markdown row for each, and lists every pair that one side alone has (at most 20 of each).
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { analyzeOnce, importPairs } from './lib/analyze-once.js';

console.log('| monolith | files | our edges | dependency-cruiser | found of its | only ours | only its |');
console.log('| --- | ---: | ---: | ---: | ---: | ---: | ---: |');
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
  const theirs = new Set(JSON.parse(readFileSync(out, 'utf8')).edges);
  const ours = importPairs(analysis);
  rmSync(folder, { recursive: true });
  const missing = [...theirs].filter((pair) => !ours.has(pair));
  const extra = [...ours].filter((pair) => !theirs.has(pair));
  const share = theirs.size === 0 ? 1 : (theirs.size - missing.length) / theirs.size;
  console.log(
    `| ${basename(checkout)} | ${files.length} | ${ours.size} | ${theirs.size} | ${(100 * share).toFixed(3)} % | ${extra.length} | ${missing.length} |`,
  );
  for (const pair of missing.slice(0, 20)) console.error(`  only dependency-cruiser: ${pair}`);
  for (const pair of extra.slice(0, 20)) console.error(`  only ours: ${pair}`);
}
