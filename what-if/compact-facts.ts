import { type DependencyPairs, dependencyPairs } from '../analyzer/score/scored-cut.ts';
import { groupByKey, type Rows } from './rows.ts';
import type { WhatIfFacts } from './model.ts';

/** The facts in typed arrays: what 8,000 modules need is a few hundred kilobytes, and never changes. */
export interface CompactFacts {
  /** In code-unit order. */
  readonly ids: readonly string[];
  readonly numberOf: ReadonlyMap<string, number>;
  readonly pairs: DependencyPairs;
  /** ln(uses) + 1 of each pair, which `icp` counts, in whole units, so that no order of moves leaves a rest. */
  readonly volume: Float64Array;
  /** 1 where the pair stands for both directions, so that each unordered pair is counted once. */
  readonly isFirst: Uint8Array;
  /** Module → numbers of the pairs that it is an end of. */
  readonly pairsOf: Rows;
  /** In code-unit order. */
  readonly entities: readonly string[];
  readonly accesses: { readonly entity: Int32Array; readonly isWrite: Uint8Array };
  /** Module → its accesses. */
  readonly accessesOf: Rows;
  readonly transactions: readonly CompactTransaction[];
  /** Entity → the transactions over it. */
  readonly transactionsOf: Rows;
}

export interface CompactTransaction {
  /** As people are told of it. */
  readonly scope: string;
  readonly module: string;
  readonly entities: Int32Array;
}

/** Units of volume in 1; sums of a million pairs stay exact. */
export const VOLUME_UNITS = 2 ** 30;

export function compactFacts(facts: WhatIfFacts): CompactFacts {
  const ids = sortedUnique(facts.modules.map(({ id }) => id));
  const numberOf = numbersOf(ids);
  const pairs = dependencyPairs(facts.dependencies, { ids, numberOf: (id) => numberOf.get(id) });
  return {
    ids,
    numberOf,
    pairs,
    volume: pairs.uses.map((uses) => Math.round((Math.log(uses) + 1) * VOLUME_UNITS)),
    isFirst: firstOfEach(pairs, ids.length),
    pairsOf: groupByKey(ids.length, 2 * pairs.from.length, (i) =>
      i < pairs.from.length ? pairs.from[i]! : pairs.to[i - pairs.from.length]!,
    ),
    ...compactData(facts, numberOf),
  };
}

function compactData(
  { accesses, transactions }: WhatIfFacts,
  numberOf: ReadonlyMap<string, number>,
): Pick<CompactFacts, 'entities' | 'accesses' | 'accessesOf' | 'transactions' | 'transactionsOf'> {
  const known = accesses.filter(({ module }) => numberOf.has(module));
  const entities = sortedUnique([
    ...known.map(({ entity }) => entity),
    ...transactions.flatMap((each) => each.entities),
  ]);
  const entityNumber = numbersOf(entities);
  const compact = transactions.map(({ scope, module, entities: touched }) => ({
    scope,
    module,
    entities: Int32Array.from(new Set(touched), (entity) => entityNumber.get(entity)!),
  }));
  const touches = compact.flatMap((transaction, number) =>
    Array.from(transaction.entities, (entity) => ({ entity, number })),
  );
  const byTouch = groupByKey(entities.length, touches.length, (i) => touches[i]!.entity);
  return {
    entities,
    accesses: {
      entity: Int32Array.from(known, ({ entity }) => entityNumber.get(entity)!),
      isWrite: Uint8Array.from(known, ({ mode }) => (mode === 'write' ? 1 : 0)),
    },
    accessesOf: groupByKey(numberOf.size, known.length, (i) => numberOf.get(known[i]!.module)!),
    transactions: compact,
    transactionsOf: { offsets: byTouch.offsets, items: byTouch.items.map((i) => touches[i]!.number) },
  };
}

/** A pair a → b where b → a is there too counts for both when a is the lower. */
function firstOfEach({ from, to }: DependencyPairs, order: number): Uint8Array {
  const keys = new Set<number>();
  for (let i = 0; i < from.length; i++) keys.add(from[i]! * order + to[i]!);
  return Uint8Array.from(from, (u, i) => (u < to[i]! || !keys.has(to[i]! * order + u) ? 1 : 0));
}

function sortedUnique(names: readonly string[]): string[] {
  return [...new Set(names)].sort();
}

function numbersOf(names: readonly string[]): Map<string, number> {
  return new Map(names.map((name, number) => [name, number]));
}
