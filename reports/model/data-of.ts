import { cutTransactions, type TableUse, tableUses } from '../../analyzer/score/data-scores.ts';
import type { Entity } from '../../analyzer/model/evidence.ts';
import type { CutIndex } from './cut-index.ts';
import type { CutTransactionView, CutView, ReportSource, TableUseView, TableView } from './report.ts';

/** Who owns and who touches each table, and the transactions that the cut breaks; by the formulas of the scores. */
export function dataOf(
  { accesses, entities, transactions }: ReportSource,
  index: CutIndex,
): Pick<CutView, 'tables' | 'cutTransactions'> {
  const uses = tableUses({ index, evidence: { accesses } }, index);
  const tallies = tally(accesses, index);
  const defined = new Map(entities.map((entity) => [entity.name, entity]));
  const byName = new Map(uses.map((use) => [use.entity, use]));
  const names = [...new Set([...defined.keys(), ...tallies.keys()])].sort();
  const ownerOf = new Map(uses.map(({ entity, owner }) => [entity, index.names[owner]]));
  return {
    tables: names.map((name) =>
      toTable({ name, entity: defined.get(name), use: byName.get(name), counts: tallies.get(name), index }),
    ),
    cutTransactions: cutTransactions(transactions, uses)
      .map((transaction): CutTransactionView => {
        const owned = transaction.entities.map((entity) => ({
          entity,
          ...given('owner', ownerOf.get(entity)),
        }));
        return {
          scope: transaction.scope,
          module: transaction.module,
          line: transaction.line,
          ...given('service', index.serviceNamed(transaction.module)),
          entities: owned,
          owners: [...new Set(owned.flatMap(({ owner }) => owner ?? []))].sort(),
        };
      })
      .sort((a, b) => b.owners.length - a.owners.length || compare(a.module, b.module) || a.line - b.line),
  };
}

interface Counts {
  readonly byService: Map<number, { reads: number; writes: number }>;
  outside: number;
}

function tally(accesses: ReportSource['accesses'], { numberOf, serviceOf }: CutIndex): Map<string, Counts> {
  const tallies = new Map<string, Counts>();
  for (const { module, entity, mode } of accesses) {
    const counts =
      tallies.get(entity) ?? tallies.set(entity, { byService: new Map(), outside: 0 }).get(entity)!;
    const service = serviceOf[numberOf(module) ?? -1] ?? -1;
    if (service < 0) {
      counts.outside += 1;
      continue;
    }
    const own =
      counts.byService.get(service) ?? counts.byService.set(service, { reads: 0, writes: 0 }).get(service)!;
    own[mode === 'write' ? 'writes' : 'reads'] += 1;
  }
  return tallies;
}

interface TableParts {
  readonly name: string;
  readonly entity: Entity | undefined;
  readonly use: TableUse | undefined;
  readonly counts: Counts | undefined;
  readonly index: CutIndex;
}

function toTable({ name, entity, use, counts, index }: TableParts): TableView {
  const owner = use && use.owner >= 0 ? index.names[use.owner] : undefined;
  const uses = [...(counts?.byService ?? [])]
    .map(([service, count]): TableUseView => ({ service: index.names[service]!, ...count }))
    .sort(
      (a, b) =>
        Number(b.service === owner) - Number(a.service === owner) ||
        b.writes - a.writes ||
        b.reads - a.reads ||
        compare(a.service, b.service),
    );
  return {
    entity: name,
    ...given('kind', entity?.kind),
    ...given('module', entity?.module),
    ...given('line', entity?.line),
    ...given('owner', owner),
    uses,
    outside: counts?.outside ?? 0,
    conflict: conflictOf(use),
  };
}

function conflictOf(use: TableUse | undefined): TableView['conflict'] {
  if (!use) return 'none';
  if (use.writers.length > 1) return 'written';
  return use.users.length > 1 ? 'read' : 'none';
}

/** A key that is left out where there is no value. */
function given<Key extends string, Value>(key: Key, value: Value | undefined): { [K in Key]?: Value } {
  return (value === undefined ? {} : { [key]: value }) as { [K in Key]?: Value };
}

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
