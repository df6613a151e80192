import type { ModuleIndex } from '../graph/module-index.ts';
import type { Access, Transaction } from '../model/evidence.ts';
import type { Cut } from './scored-cut.ts';

/** Which services write and which touch each table, and who should own it. */
export interface TableUse {
  readonly entity: string;
  readonly writers: readonly number[];
  readonly users: readonly number[];
  /** The service that writes it most, of equals the one that touches it most; -1 where only shared modules touch it. */
  readonly owner: number;
}

interface Facts {
  readonly index: Pick<ModuleIndex, 'numberOf'>;
  readonly evidence: { readonly accesses: readonly Access[] };
}

/** Sorted by name of the table. */
export function tableUses({ index, evidence }: Facts, { serviceOf }: Cut): readonly TableUse[] {
  const tallies = new Map<string, { writes: Map<number, number>; touches: Map<number, number> }>();
  for (const { module, entity, mode } of evidence.accesses) {
    const v = index.numberOf(module);
    const service = v === undefined ? -1 : serviceOf[v]!;
    if (service < 0) continue;
    const tally =
      tallies.get(entity) ?? tallies.set(entity, { writes: new Map(), touches: new Map() }).get(entity)!;
    addOne(tally.touches, service);
    if (mode === 'write') addOne(tally.writes, service);
  }
  return [...tallies.keys()].sort().map((entity) => {
    const { writes, touches } = tallies.get(entity)!;
    return {
      entity,
      writers: [...writes.keys()].sort((a, b) => a - b),
      users: [...touches.keys()].sort((a, b) => a - b),
      owner: mostOf(writes, touches),
    };
  });
}

function addOne(to: Map<number, number>, service: number): void {
  to.set(service, (to.get(service) ?? 0) + 1);
}

function mostOf(writes: ReadonlyMap<number, number>, touches: ReadonlyMap<number, number>): number {
  const order = [...touches].sort(
    ([left, some], [right, others]) =>
      (writes.get(right) ?? 0) - (writes.get(left) ?? 0) || others - some || left - right,
  );
  return order[0]?.[0] ?? -1;
}

/** Tables that two or more services write; lower is better. */
export function contestedTables(uses: readonly TableUse[]): number {
  return uses.filter(({ writers }) => writers.length > 1).length;
}

/** Transactions whose tables would belong to more than one service; lower is better. */
export function cutTransactions(
  transactions: readonly Transaction[],
  uses: readonly TableUse[],
): readonly Transaction[] {
  const ownerOf = new Map(uses.map(({ entity, owner }) => [entity, owner]));
  return transactions.filter(({ entities }) => {
    const owners = new Set(entities.map((entity) => ownerOf.get(entity) ?? -1));
    owners.delete(-1);
    return owners.size > 1;
  });
}
