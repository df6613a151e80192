import { expect, test } from 'vitest';
import { evidenceOf } from '../../test/evidence-of.ts';
import { dependencyRows } from '../graph/dependency-rows.ts';
import { indexModules } from '../graph/module-index.ts';
import { findSubjectEntries } from './subject-entries.ts';

const { modules, dependencies } = evidenceOf([
  ['src/order-items.controller.ts', 'src/order-items.service.ts'],
  ['src/order-items.controller.ts', 'src/stock.service.ts'],
  ['src/app.controller.ts', 'src/stock.service.ts'],
  ['src/stock.router.ts', 'src/order-items.service.ts'],
  ['src/carts.controller.ts', 'src/cart.service.ts'],
  ['src/order-items.service.ts', 'src/stock.service.ts'],
]);

test('an entry file that serves endpoints and uses a file of its own subject', () => {
  const serving = [
    'order-items.controller.ts',
    'app.controller.ts',
    'stock.router.ts',
    'order-items.service.ts',
  ];
  const index = indexModules(modules);
  const endpoints = serving.map((name) => ({ module: `src/${name}` }));

  const found = findSubjectEntries(endpoints, index, dependencyRows(dependencies, index));

  expect(index.ids.filter((_, v) => found[v])).toEqual(['src/order-items.controller.ts']);
});
