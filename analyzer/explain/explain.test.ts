import { expect, test } from 'vitest';
import { evidenceOf } from '../../test/evidence-of.ts';
import type { Analysis } from '../model/analysis.ts';
import type { Decomposition } from '../model/decomposition.ts';
import { explainModule } from './explain-module.ts';
import { findSeams } from './find-seams.ts';

const { modules, dependencies } = evidenceOf([
  ['cart', 'price', 4],
  ['cart', 'order', 2],
  ['order', 'money', 3],
  ['order', 'price', 1],
  ['stock', 'order', 1],
]);
const analysis = {
  modules,
  dependencies,
  shared: [{ module: 'money', usedBy: 1, services: 1, reason: 'used by all' }],
  roots: [],
} as unknown as Analysis;
const decomposition: Decomposition = {
  granularity: 'recommended',
  services: [
    service('carts', ['cart', 'price'], ['orders']),
    service('orders', ['order'], ['carts']),
    service('stocks', ['stock'], ['orders']),
  ],
  placements: [
    { module: 'cart', service: 'carts', confidence: 0.6, band: 'core', runnerUp: 'orders' },
    { module: 'price', service: 'carts', confidence: 0.9, band: 'core' },
    { module: 'order', service: 'orders', confidence: 0.1, band: 'contested', runnerUp: 'carts' },
    { module: 'stock', service: 'stocks', confidence: 0.5, band: 'core' },
  ],
  metrics: {},
};

test('tells what ties a module to each service, and what would move it', () => {
  expect(explainModule(analysis, decomposition, 'cart')).toMatchObject({
    ties: [
      { service: 'carts', uses: 4, modules: [{ module: 'price', uses: 4 }] },
      { service: 'orders', uses: 2 },
    ],
    wouldMove: { to: 'orders', without: [{ module: 'price', uses: 4 }] },
  });
});

test('tells why a module is in no service, and nothing of an unknown one', () => {
  expect(explainModule(analysis, decomposition, 'money')).toMatchObject({ setAside: 'used by all' });
  expect(explainModule(analysis, decomposition, 'gone')).toBeUndefined();
});

test('lists seams, dearest first, each with a way to cut it', () => {
  const seams = findSeams(analysis, decomposition);

  expect(seams.map(({ from, to, cutting }) => `${from} ${to} ${cutting}`)).toEqual([
    'cart order event',
    'order price event',
    'stock order call',
  ]);
  expect(seams[0]!.cost).toBeCloseTo(2 * Math.log(3), 3);
});

function service(name: string, ids: string[], needs: string[]): Decomposition['services'][number] {
  const dependsOn = needs.map((need) => ({ service: need, pairs: 1, uses: 1 }));
  return { name, modules: ids, lines: 1, cohesion: 1, terms: [], dependsOn, reasons: [] };
}
