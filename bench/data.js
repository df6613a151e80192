// Compares tables and foreign keys as models say them (a Prisma schema, decorators) with those that the same repository's
// migrations leave behind. Models are read by the analyzer with the migrations withheld from it; migrations are read here.
//   node bench/data.js CORPUS [--only NAME,NAME] [--list]
// CORPUS holds a checkout of each repository of bench/data/monoliths.js under its name. Prints a Markdown table; --list adds
// what differs. Foreign keys are compared by the tables at their ends, each pair as often as it occurs.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { monoliths } from './data/monoliths.js';
import { readMigrations } from './data/read-migrations.js';
import { analyzeOnce } from './lib/analyze-once.js';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { only: { type: 'string' }, list: { type: 'boolean' } },
});
const [corpus = '.'] = positionals;
const wanted = values.only?.split(',');
const details = [];
console.log(
  '| monolith | commit | data layer | tables | found | recall | precision | foreign keys | found | recall | precision |',
);
console.log('| --- | --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |');
for (const one of monoliths) {
  const root = join(corpus, one.name);
  if (wanted && !wanted.includes(one.name)) continue;
  if (existsSync(join(root, one.folder))) console.log(await measure(one, root));
}
if (values.list) for (const line of details) console.log(line);

async function measure(one, root) {
  const truth = await readMigrations[one.reader](root, one);
  const { analysis } = await analyzeOnce(root, {
    exclude: [`${one.folder}/**`, '**/migrations/**', '**/migration/**'],
  });
  const source = one.layer.toLowerCase();
  const models = analysis.entities.filter(
    (entity) => entity.source === source && (one.modules?.test(entity.module) ?? true),
  );
  const tables = compare(
    one.name,
    'table',
    [...truth.keys()].filter(isOwn),
    models.map(({ name }) => name),
  );
  const keys = compare(
    one.name,
    'key',
    [...truth].flatMap(([name, targets]) => (isOwn(name) ? targets.map((to) => `${name} → ${to}`) : [])),
    models.flatMap(({ name, references }) => references.map(({ entity }) => `${name} → ${entity}`)),
  );
  const commit = execFileSync('git', ['-C', root, 'log', '-1', '--format=%h'], { encoding: 'utf8' }).trim();
  return `| ${[one.name, commit, one.layer, ...tables, ...keys].join(' | ')} |`;
}

/** Tables that tools keep for themselves. */
function isOwn(name) {
  return !/^(?:_prisma_migrations|migrations|typeorm_metadata|SequelizeMeta|sqlite_sequence)$/u.test(name);
}

function compare(monolith, what, expected, found) {
  const open = count(expected);
  let hits = 0;
  for (const item of found) {
    const left = open.get(item) ?? 0;
    if (left > 0) hits += 1;
    else details.push(`- ${monolith}, only in models: ${what} ${item}`);
    open.set(item, left - 1);
  }
  for (const [item, left] of open)
    if (left > 0) details.push(`- ${monolith}, only in migrations: ${what} ${item}`);
  return [expected.length, hits, percent(hits, expected.length), percent(hits, found.length)];
}

function count(items) {
  const counts = new Map();
  for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1);
  return counts;
}

function percent(part, whole) {
  return whole === 0 ? '—' : `${((100 * part) / whole).toFixed(1)} %`;
}
