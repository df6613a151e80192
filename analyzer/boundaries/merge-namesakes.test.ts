import { expect, test } from 'vitest';
import { evidenceOf } from '../../test/evidence-of.ts';
import { indexModules } from '../graph/module-index.ts';
import { mergeNamesakes } from './merge-namesakes.ts';

test('makes one service of those that are named for the same noun', () => {
  const alone = [
    'a/order-history.ts',
    'a/orders.controller.ts',
    'a/orders.service.ts',
    'a/orders.dto.ts',
    'b/vendor-orders.controller.ts',
    'b/vendor-orders.service.ts',
    'c/order-list.ts',
    'c/users.ts',
  ];
  const index = indexModules(evidenceOf([], { alone }).modules);

  const merged = mergeNamesakes(Int32Array.of(0, 0, 0, 0, 1, 1, 2, 2), index, new Uint8Array(8));

  expect([...merged]).toEqual([0, 0, 0, 0, 0, 0, 1, 1]);
});
