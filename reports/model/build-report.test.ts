import { expect, test } from 'vitest';
import { analyzeGraph } from '../../analyzer/index.ts';
import { buildReport } from './build-report.ts';

const bookshop = analyzeGraph(
  JSON.stringify({
    formatVersion: 1,
    name: 'shop',
    modules: ['order/a', 'order/b', 'order/c', 'stock/a', 'stock/b', 'stock/c'].map((id) => ({
      id,
      size: 100,
      folder: id.slice(0, 5),
      terms: [id.slice(0, 5)],
    })),
    dependencies: [
      ...ring('order'),
      ...ring('stock'),
      { from: 'order/a', to: 'stock/a', kind: 'call', weight: 2 },
    ],
    accesses: [
      { module: 'order/a', entity: 'orders', mode: 'write' },
      { module: 'order/a', entity: 'stock', mode: 'write' },
      { module: 'stock/a', entity: 'stock', mode: 'write' },
      { module: 'stock/b', entity: 'stock', mode: 'write' },
      { module: 'stock/b', entity: 'orders', mode: 'read' },
    ],
  }),
  { services: 2, seed: 1, folders: true },
);

test('counts what the scores count', () => {
  for (const cut of buildReport(bookshop).cuts) {
    const { metrics } = bookshop.decompositions.find(({ granularity }) => granularity === cut.name)!;

    expect({
      services: cut.services.length,
      cycles: cut.cycles.length,
      contestedTables: cut.tables.filter(({ conflict }) => conflict === 'written').length,
      cutTransactions: cut.cutTransactions.length,
    }).toEqual({
      services: metrics['services'],
      cycles: metrics['cycles'],
      contestedTables: metrics['contestedTables'],
      cutTransactions: metrics['cutTransactions'],
    });
  }
});

test('says who owns a table and who else writes it', () => {
  const { tables } = buildReport(bookshop).recommended;

  expect(tables.map(({ entity, conflict, uses }) => [entity, conflict, uses.length])).toEqual([
    ['orders', 'read', 2],
    ['stock', 'written', 2],
  ]);
});

test('an analysis without decompositions still makes a report', () => {
  const report = buildReport({ ...bookshop, decompositions: [] });

  expect(report.recommended.services).toEqual([]);
  expect(report.verdict.summary).toBe('No services are proposed.');
});

function ring(folder: string) {
  const [a, b, c] = ['a', 'b', 'c'].map((file) => `${folder}/${file}`);
  return [
    { from: a, to: b, kind: 'call', weight: 5 },
    { from: b, to: c, kind: 'call', weight: 5 },
    { from: c, to: a, kind: 'call', weight: 5 },
  ];
}
