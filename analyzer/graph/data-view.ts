import type { Access, Entity, Transaction } from '../model/evidence.ts';
import { EdgeList } from './edge-list.ts';
import { tieGroup } from './group-ties.ts';
import type { ModuleIndex } from './module-index.ts';

/** Two writers of one table are harder to part than a reader and a writer; one transaction is hardest. */
const writersFactor = 2;
const transactionFactor = 3;

export interface DataFacts {
  readonly accesses: readonly Access[];
  readonly entities: readonly Entity[];
  readonly transactions: readonly Transaction[];
}

/** Modules that touch the same table; a table that many touch ties each of them loosely. */
export function dataView(facts: DataFacts, index: ModuleIndex): EdgeList {
  const edges = new EdgeList();
  const usable = (id: string) => {
    const v = index.numberOf(id);
    return v === undefined ? undefined : v;
  };
  const { users, writers } = membersByEntity(facts, usable);
  for (const entity of sortedKeys(users)) {
    const members = sortedNumbers(users.get(entity)!);
    const rarity = Math.log1p(index.ids.length / members.length);
    tieGroup(edges, members, rarity);
    tieGroup(edges, sortedNumbers(writers.get(entity) ?? new Set()), rarity * (writersFactor - 1));
  }
  tieTransactions(edges, facts.transactions, writers, usable);
  return edges;
}

type NumberOf = (id: string) => number | undefined;

function membersByEntity({ accesses, entities }: DataFacts, numberOf: NumberOf) {
  const users = new Map<string, Set<number>>();
  const writers = new Map<string, Set<number>>();
  const add = (to: Map<string, Set<number>>, entity: string, id: string | undefined) => {
    const v = id === undefined ? undefined : numberOf(id);
    if (v !== undefined) (to.get(entity) ?? to.set(entity, new Set()).get(entity)!).add(v);
  };
  for (const { name, module } of entities) add(users, name, module);
  for (const { module, entity, mode, through } of accesses) {
    add(users, entity, module);
    add(users, entity, through);
    if (mode === 'write') add(writers, entity, module);
  }
  return { users, writers };
}

/** The module that opens a transaction is tied to every writer of the tables in it. */
function tieTransactions(
  edges: EdgeList,
  transactions: readonly Transaction[],
  writers: ReadonlyMap<string, ReadonlySet<number>>,
  numberOf: NumberOf,
): void {
  for (const { module, entities } of transactions) {
    const opener = numberOf(module);
    if (opener === undefined) continue;
    for (const entity of entities) {
      const others = sortedNumbers(writers.get(entity) ?? new Set());
      for (const v of others)
        if (v !== opener) edges.push(opener, v, transactionFactor / (others.length * entities.length));
    }
  }
}

const sortedKeys = (map: ReadonlyMap<string, unknown>) => [...map.keys()].sort();
const sortedNumbers = (set: ReadonlySet<number>) => [...set].sort((a, b) => a - b);
