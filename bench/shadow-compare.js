// How long it takes to compare two JSON bodies of one megabyte, as the mirroring thread does it. After `npm run build`:
//
//   node bench/shadow-compare.js [--rounds 30] [--kilobytes 1024]
//
// Milliseconds on the processor, medians of the rounds. Prints a Markdown table.
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { compareAnswers } from '../dist/proxy/shadow/compare/compare-answers.js';

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '30' }, kilobytes: { type: 'string', default: '1024' } },
});
const rule = { ignore: [], unordered: [], tolerance: 0, timeToleranceMs: undefined, headers: [] };
const lines = Math.round((Number(values.kilobytes) * 1024) / 165);
const order = (change) => ({
  page: 1,
  items: Array.from({ length: lines }, (_, at) => ({
    id: at,
    sku: `SKU-${at}`,
    title: `A thing of some kind, number ${at}`,
    price: at * 1.25,
    tags: ['new', 'web'],
    stock: { free: at % 17, held: at % 3 },
    updatedAt: '2026-01-01T00:00:00.000Z',
    ...change(at),
  })),
});
const answer = (value, packed = false) => {
  const text = Buffer.from(JSON.stringify(value));
  const coding = packed ? ['content-encoding', 'gzip'] : [];
  return {
    status: 200,
    fields: ['content-type', 'application/json', ...coding],
    body: packed ? gzipSync(text) : text,
  };
};
const base = order(() => ({}));
const withoutId = (value) => ({
  ...value,
  items: value.items.map(({ id: _id, sku: _sku, ...rest }) => rest),
});

const CASES = [
  ['the same bytes', answer(base), answer(base)],
  ['equal, members in another order', answer(base), answer({ items: base.items, page: 1 })],
  ['one value differs', answer(base), answer(order((at) => (at === 9 ? { price: 1 } : {})))],
  [
    'every element differs',
    answer(base),
    answer(order((at) => ({ price: at, updatedAt: '2026-01-01T00:00:01Z' }))),
  ],
  ['elements in another order', answer(base), answer({ ...base, items: base.items.toReversed() })],
  [
    'the same without an identifier',
    answer(withoutId(base)),
    answer(withoutId({ ...base, items: base.items.toReversed() })),
  ],
  [
    'every element differs, packed',
    answer(base, true),
    answer(
      order((at) => ({ price: at })),
      true,
    ),
  ],
];

const rows = CASES.map(([name, expected, actual]) => {
  const times = [];
  let causes = 0;
  for (let round = 0; round < Number(values.rounds); round++) {
    const before = process.cpuUsage();
    const found = compareAnswers({ expected, actual }, { rule, maxBody: 16 << 20, bodiless: false });
    const { user, system } = process.cpuUsage(before);
    times.push((user + system) / 1000);
    causes = found.differences.length;
  }
  times.sort((a, b) => a - b);
  const at = (share) => times[Math.floor((times.length - 1) * share)].toFixed(1);
  return `| ${name} | ${(expected.body.length / 1024).toFixed(0)} | ${causes} | ${at(0.5)} | ${at(0.9)} |`;
});
console.log(['| bodies | KiB | causes | ms median | ms p90 |', '|---|---|---|---|---|', ...rows].join('\n'));
