// Our scores of published decompositions beside the published scores: the replication data of Mono2Micro (Kalia et al., FSE 2021).
//   npm run conformance -- FOLDER
// FOLDER is a checkout of github.com/kaliaanup/Mono2Micro-FSE-2021 (it has no licence to pass it on, so it is not with us). Prints
// Markdown: how many rows agree to the three digits that were published, by tool, then every row, each figure as "ours / published /
// difference". Exits 1 where a row differs; those of FoSCI are printed but not judged, since the decompositions that are stored for it
// (five runs of each K) are not those of the published table.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { METRICS, publishedRows } from './conformance/published-rows.js';
import { scorePartition } from './conformance/score-partition.js';
import { storedPartition } from './conformance/stored-partition.js';

const { positionals } = parseArgs({ allowPositionals: true });
const table = join(positionals[0] ?? '', 'experimental_results.xlsx');
if (!existsSync(table)) {
  console.error(`No ${table}. Give the folder of a checkout of github.com/kaliaanup/Mono2Micro-FSE-2021.`);
  process.exit(2);
}

const rows = withoutTwins(publishedRows(table).map(compared));
sayTools();
console.log(
  `\n| application | tool | K | ${METRICS.join(' | ')} | SM without own calls |\n| --- | --- | ---: |${' ---: |'.repeat(6)}`,
);
for (const row of rows) if (row.ours) sayRow(row);
process.exitCode = rows.some(({ tool, ours, agrees }) => tool !== 'FoSCI' && ours && !agrees) ? 1 : 0;

function compared(row) {
  const folder = join(positionals[0], 'datasets_runtime', row.app);
  const partition = existsSync(folder) ? storedPartition(folder, row) : undefined;
  if (!partition) return row;
  const read = (name) => JSON.parse(readFileSync(join(folder, 'mono2micro_output', name), 'utf8'));
  const ours = scorePartition({
    calls: read('runtime_call_volume.json'),
    contexts: read('bcs_per_class.json'),
    partition,
  });
  return { ...row, ours, agrees: METRICS.every((name) => difference({ ...row, ours }, name) === 0) };
}

/** Two rows of one tool with one K have one file: it is the decomposition of the row that agrees. */
function withoutTwins(all) {
  const agreeing = new Set(all.filter(({ agrees }) => agrees).map(keyOf));
  return all.map((row) => (row.agrees || !agreeing.has(keyOf(row)) ? row : { ...row, ours: undefined }));
}

function keyOf({ app, tool, k }) {
  return [app, tool, k].join();
}

/** To three digits, as published; one in the last is rounding of a half. */
function difference({ ours, published }, name) {
  const off = Math.round(Math.abs(ours[name] - published[name]) * 1e6) / 1e6;
  return off <= 0.000501 ? 0 : ours[name] - published[name];
}

function sayTools() {
  console.log('| tool | published rows | with a decomposition | agree |\n| --- | ---: | ---: | ---: |');
  for (const tool of new Set(rows.map((row) => row.tool))) {
    const of = rows.filter((row) => row.tool === tool);
    const stored = of.filter(({ ours }) => ours);
    const agreeing = stored.filter(({ agrees }) => agrees);
    console.log(`| ${tool} | ${of.length} | ${stored.length} | ${agreeing.length} |`);
  }
}

function sayRow(row) {
  const cells = METRICS.map((name) => {
    const off = difference(row, name);
    return `${row.ours[name].toFixed(3)} / ${row.published[name].toFixed(3)} / ${off === 0 ? 0 : off.toFixed(3)}`;
  });
  console.log(
    `| ${row.app} | ${row.tool} | ${row.k} | ${cells.join(' | ')} | ${row.ours['SM without'].toFixed(3)} |`,
  );
}
