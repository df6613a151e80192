import { expect, test } from 'vitest';
import { evidenceOf } from '../../test/evidence-of.ts';
import { dependencyRows } from '../graph/dependency-rows.ts';
import { EdgeList } from '../graph/edge-list.ts';
import { indexModules } from '../graph/module-index.ts';
import { buildWeightedGraph } from '../graph/weighted-graph.ts';
import type { Access, Evidence } from '../model/evidence.ts';
import { type Constraints, resolveConstraints } from './constraints.ts';
import { refineCuts } from './refine-cuts.ts';

/** Two services of four, and `x`, which stands with the first and is tied to the second nearly as much. */
const ids = ['a1', 'a2', 'a3', 'a4', 'b1', 'b2', 'b3', 'b4', 'x'];
const cut = Int32Array.from([0, 0, 0, 0, 1, 1, 1, 1, 0]);
const apart = Int32Array.from([0, 0, 0, 0, 1, 1, 1, 1, 1]);

test('moves an unsure module to where its table is written, so that one service writes it', () => {
  const accesses = [write('x', 'stock'), write('b1', 'stock'), write('a1', 'cart')];

  expect(refined({ accesses })).toEqual([...apart]);
});

test('moves it so that a transaction stays within one service', () => {
  const accesses = [write('x', 'stock'), write('b1', 'order')];
  const transactions = [{ module: 'b1', entities: ['stock', 'order'], line: 1, scope: 'buy' }];

  expect(refined({ accesses, transactions })).toEqual([...apart]);
});

test('moves nothing where that closes a circle of two services', () => {
  const accesses = [write('x', 'stock'), write('b1', 'stock')];
  const uses = [
    ['x', 'a1'],
    ['a2', 'b1'],
  ] as const;

  expect(refined({ accesses }, { uses: uses.slice(0, 1) })).toEqual([...apart]);
  expect(refined({ accesses }, { uses })).toEqual([...cut]);
});

test('moves nothing that spares nothing, a core module, or what a person has pinned', () => {
  const accesses = [write('x', 'stock'), write('b1', 'stock')];

  expect(refined({})).toEqual([...cut]);
  expect(refined({ accesses }, { resampled: [cut] })).toEqual([...cut]);
  expect(refined({ accesses }, { constraints: { pins: { x: 'carts' } } })).toEqual([...cut]);
});

test('moves nothing for a table where a tie of much weight would be cut', () => {
  const accesses = [write('x', 'stock'), write('b1', 'stock')];

  expect(refined({ accesses }, { tieToOwn: 9 })).toEqual([...cut]);
});

test('moves nothing to where there is no room', () => {
  const accesses = [write('x', 'stock'), write('b1', 'stock')];

  expect(refined({ accesses }, { constraints: { maxSize: 5 } })).toEqual([...apart]);
  expect(refined({ accesses }, { constraints: { maxSize: 4 } })).toEqual([...cut]);
});

interface More {
  readonly uses?: readonly (readonly [string, string])[];
  readonly resampled?: readonly Int32Array[];
  readonly constraints?: Constraints;
  readonly tieToOwn?: number;
}

function refined(facts: Partial<Evidence>, more: More = {}): number[] {
  const evidence = evidenceOf([...(more.uses ?? [])], { alone: ids, ...facts });
  const index = indexModules(evidence.modules);
  const partitions = { coarse: new Int32Array(9), recommended: cut, fine: cut };
  const { partitions: found } = refineCuts(
    { partitions, loose: new Uint8Array(9), resampled: more.resampled ?? [cut, apart] },
    {
      ...evidence,
      index,
      rows: dependencyRows(evidence.dependencies, index),
      coupling: coupling(more.tieToOwn ?? 1),
      aside: new Uint8Array(9),
      rules: resolveConstraints(more.constraints ?? {}, index),
    },
  );
  expect(found.fine).toEqual(found.recommended);
  return [...found.recommended];
}

function coupling(tieToOwn: number) {
  const edges = new EdgeList();
  for (const first of [0, 4])
    for (let i = first; i < first + 4; i++) for (let j = i + 1; j < first + 4; j++) edges.push(i, j, 1);
  edges.push(0, 8, tieToOwn);
  edges.push(4, 8, 1);
  return buildWeightedGraph(9, edges);
}

function write(module: string, entity: string): Access {
  return { module, entity, mode: 'write', certainty: 1 };
}
