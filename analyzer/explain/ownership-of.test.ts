import { expect, test } from 'vitest';
import type { Access } from '../model/evidence.ts';
import type { Service } from '../model/decomposition.ts';
import { ownershipOf } from './ownership-of.ts';

const access = (module: string, mode: Access['mode'], entity: string): Access => ({
  module,
  mode,
  entity,
  certainty: 1,
});
const service = (name: string, ...modules: string[]): Service => ({ name, modules }) as unknown as Service;

test('the matrix of entities and services: who owns, who writes too, who only reads', () => {
  const accesses = [
    access('a1', 'write', 'orders'),
    access('b1', 'write', 'orders'),
    access('b2', 'read', 'orders'),
    access('c1', 'read', 'orders'),
    access('a1', 'read', 'books'),
    access('kernel', 'write', 'settings'),
  ];

  const rows = ownershipOf(
    { accesses },
    { services: [service('a', 'a1'), service('b', 'b1', 'b2'), service('c', 'c1')] },
  );

  expect(rows).toEqual([
    { entity: 'books', owner: 'a', writers: [], readers: ['a'] },
    { entity: 'orders', owner: 'b', writers: ['a', 'b'], readers: ['c'] },
  ]);
});
