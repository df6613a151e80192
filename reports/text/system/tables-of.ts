import type { Analysis } from '../../../analyzer/model/analysis.ts';
import { byCodeUnit } from './by-code-unit.ts';
import type { CutTransaction, SystemTable } from './system.ts';

type Counts = Map<string, number>;
interface Use {
  readonly writes: Counts;
  readonly reads: Counts;
}

/**
 * Which services write and read each table, and who should own it: the service with most writing accesses, else with
 * most accesses; of equals the first in the order of the decomposition, as the analyzer's own scores have it.
 */
export function tablesOf(
  { entities, accesses }: Pick<Analysis, 'entities' | 'accesses'>,
  services: readonly string[],
  serviceOf: (module: string) => string | undefined,
): SystemTable[] {
  const kinds = new Map(entities.map(({ name, kind }) => [name, kind]));
  const uses = new Map<string, Use>(
    entities.map(({ name }) => [name, { writes: new Map(), reads: new Map() }]),
  );
  for (const { module, entity, mode } of accesses) {
    const use = uses.get(entity) ?? { writes: new Map(), reads: new Map() };
    uses.set(entity, use);
    const service = serviceOf(module);
    if (service !== undefined) addOne(mode === 'write' ? use.writes : use.reads, service);
  }
  return [...uses]
    .sort(([a], [b]) => byCodeUnit(a, b))
    .map(([name, use]) => {
      const owner = ownerOf(use, services);
      return {
        name,
        kind: kinds.get(name) ?? 'table',
        ...(owner === undefined ? {} : { owner }),
        writers: [...use.writes.keys()].sort(byCodeUnit),
        readers: [...use.reads.keys()].sort(byCodeUnit),
      };
    });
}

/** The transactions whose tables belong to two or more services. */
export function cutTransactionsOf(
  { transactions }: Pick<Analysis, 'transactions'>,
  tables: readonly SystemTable[],
): CutTransaction[] {
  const owners = new Map(tables.map(({ name, owner }) => [name, owner]));
  return transactions.flatMap((transaction) => {
    const services = new Set(transaction.entities.flatMap((entity) => owners.get(entity) ?? []));
    return services.size > 1 ? [{ ...transaction, services: [...services].sort(byCodeUnit) }] : [];
  });
}

function addOne(counts: Counts, service: string): void {
  counts.set(service, (counts.get(service) ?? 0) + 1);
}

function ownerOf({ writes, reads }: Use, services: readonly string[]): string | undefined {
  const counts = writes.size > 0 ? writes : reads;
  const most = Math.max(0, ...counts.values());
  return most === 0 ? undefined : services.find((service) => counts.get(service) === most);
}
