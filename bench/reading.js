// What reading files costs with all extractors, beside the same without any: one thread, no cache, the files of an analysis.
//   npm run build && node bench/reading.js [--runs 3] CHECKOUT …
// Each run is a process of its own, since an engine that is warm tells another story; the two are in turn, and processor time
// (of all threads: the compiler and the collector have theirs) is counted, not the clock. Prints Markdown, medians.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { discoverCodebase } from '../dist/analyzer/codebase/discover-codebase.js';
import { resolveOptions } from '../dist/analyzer/options.js';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { runs: { type: 'string', default: '3' }, one: { type: 'string' } },
});

if (values.one === undefined) await table();
else console.log(JSON.stringify(await readOnce(positionals[0], values.one === 'with')));

async function table() {
  console.log('| monolith | files | MB | without extractors, CPU s | with all, CPU s | more |');
  console.log('| --- | ---: | ---: | ---: | ---: | ---: |');
  for (const checkout of positionals) {
    const runs = Array.from({ length: Number(values.runs) }, () => ({
      without: inProcess(checkout, 'without'),
      all: inProcess(checkout, 'with'),
    }));
    const without = median(runs.map((run) => run.without.cpu));
    const all = median(runs.map((run) => run.all.cpu));
    const { files, bytes } = runs[0].all;
    const figures = [files, (bytes / 1e6).toFixed(1), without.toFixed(2), all.toFixed(2)];
    console.log(
      `| ${basename(checkout)} | ${figures.join(' | ')} | ${Math.round((all / without - 1) * 100)} % |`,
    );
  }
}

function inProcess(checkout, which) {
  const self = fileURLToPath(import.meta.url);
  const flags = [
    '--stack-size=4000',
    '--max-semi-space-size=32',
    '--max-inlined-bytecode-size-cumulative=100',
  ];
  const given = [...flags, self, '--one', which, checkout];
  return JSON.parse(execFileSync(process.execPath, given, { encoding: 'utf8' }));
}

/** Everything that a reading thread does with a file: open, parse, walk, note, and write the facts down. */
async function readOnce(root, extracting) {
  const { files } = await discoverCodebase(root, resolveOptions({}));
  const { readFacts } = await import('../dist/analyzer/evidence/facts/read-facts.js');
  let bytes = 0;
  const before = process.cpuUsage();
  for (const { path } of files) {
    const text = readFileSync(join(root, path), 'utf8');
    bytes += text.length;
    JSON.stringify(readFacts(path, text, undefined, extracting));
  }
  const { user, system } = process.cpuUsage(before);
  return { files: files.length, bytes, cpu: (user + system) / 1e6 };
}

function median(figures) {
  return figures.toSorted((a, b) => a - b)[Math.floor(figures.length / 2)];
}
