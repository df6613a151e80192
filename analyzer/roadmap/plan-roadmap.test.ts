import { expect, test } from 'vitest';
import { evidenceOf, plantedEdges } from '../../test/evidence-of.ts';
import { proposeServices } from '../propose-services.ts';

const edges = plantedEdges({ parts: 3, size: 12, seed: 4, crossing: 0 });
/** p0 needs p1, and p1 needs p2. */
const chain = [...edges, ['p0/m0x1', 'p1/m1x1'] as const, ['p1/m1x2', 'p2/m2x1'] as const];
const pins = { 'p0/m0x1': 'first', 'p1/m1x1': 'second', 'p2/m2x1': 'third' };
const options = { seed: 1, folders: false, services: 3, constraints: { pins } };

test('a service comes after those that it depends on', () => {
  const { roadmap } = proposeServices(evidenceOf(chain), options);

  expect(roadmap.map(({ wave, service }) => `${wave} ${service}`)).toEqual([
    '1 third',
    '2 second',
    '3 first',
  ]);
});

test('services in a circle share a wave', () => {
  const circle = [...chain, ['p2/m2x5', 'p0/m0x5'] as const];

  const { roadmap } = proposeServices(evidenceOf(circle), options);

  expect(roadmap.map(({ wave }) => wave)).toEqual([1, 1, 1]);
});

test('value and cost are numbers with and without history', () => {
  const evidence = evidenceOf(chain);
  const commits = [['p0/m0x1', 'p0/m0x2'], ['p1/m1x1']];
  const withHistory = { ...evidence, history: { available: true as const, commits, authors: [] } };

  for (const { value, cost } of [
    ...proposeServices(evidence, options).roadmap,
    ...proposeServices(withHistory, options).roadmap,
  ])
    expect([Number.isFinite(value), Number.isFinite(cost)]).toEqual([true, true]);
});

test('two writers of a table, and a transaction over two services, stand in the way', () => {
  const { roadmap, decompositions } = proposeServices(
    evidenceOf(chain, {
      accesses: [
        access('p0/m0x1', 'orders'),
        access('p0/m0x2', 'orders'),
        access('p1/m1x1', 'orders'),
        access('p1/m1x1', 'stock'),
      ],
      transactions: [{ module: 'p0/m0x1', line: 3, scope: 'place', entities: ['orders', 'stock'] }],
    }),
    options,
  );

  expect(roadmap.find(({ service }) => service === 'first')!.blockers).toEqual([
    'table orders is also written by second',
    'transaction place spans orders, stock',
  ]);
  expect(decompositions[1]!.metrics).toMatchObject({ contestedTables: 1, cutTransactions: 1 });
});

function access(module: string, entity: string) {
  return { module, entity, mode: 'write' as const, certainty: 1 };
}
