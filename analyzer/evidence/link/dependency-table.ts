import { lastAsked } from './last-asked.ts';
import type { Dependency, DependencyKind } from '../../model/dependency.ts';

/** What a row stands for: once for each pair, kind and barrel. */
export interface Tie {
  readonly from: string;
  readonly to: string;
  readonly kind: DependencyKind;
  readonly via: string | undefined;
  readonly line: number;
}

/** Gathers uses of one module by another. It is asked for every name of every import, so it allocates little. */
export interface DependencyTable {
  /** @param name absent for a side effect */
  readonly add: (tie: Tie, name: string | undefined, uses: number) => void;
  /** Sorted by from, to, kind and barrel. */
  readonly dependencies: () => Dependency[];
}

interface Row {
  readonly tie: Tie;
  readonly names: string[];
  uses: number;
  line: number;
}

/** Rows of one module by the module it uses; a pair has few, so they are found by looking. */
type Rows = Map<string, Row[]>;

export function createDependencyTable(): DependencyTable {
  const byModule = new Map<string, Rows>();
  const rowsOf = lastAsked((module) => {
    let rows = byModule.get(module);
    if (!rows) byModule.set(module, (rows = new Map<string, Row[]>()));
    return rows;
  });
  return {
    add: (tie, name, uses) => {
      if (tie.from === tie.to) return; // A module that imports itself says nothing about boundaries.
      const row = rowFor(rowsOf(tie.from), tie);
      if (name !== undefined) row.names.push(name);
      row.uses += uses;
      if (tie.line < row.line) row.line = tie.line;
    },
    dependencies: () =>
      [...byModule]
        .sort(byKey)
        .flatMap(([, rows]) =>
          [...rows].sort(byKey).flatMap(([, list]) => list.sort(byKindAndBarrel).map(toDependency)),
        ),
  };
}

function rowFor(rows: Rows, tie: Tie): Row {
  let list = rows.get(tie.to);
  if (!list) rows.set(tie.to, (list = []));
  for (const row of list) if (row.tie.kind === tie.kind && row.tie.via === tie.via) return row;
  const row: Row = { tie, names: [], uses: 0, line: tie.line };
  list.push(row);
  return row;
}

function byKey([left]: readonly [string, unknown], [right]: readonly [string, unknown]): number {
  return left < right ? -1 : 1;
}

function byKindAndBarrel({ tie: left }: Row, { tie: right }: Row): number {
  if (left.kind !== right.kind) return left.kind < right.kind ? -1 : 1;
  return (left.via ?? '') < (right.via ?? '') ? -1 : 1;
}

function toDependency({ tie: { from, to, kind, via }, names, uses, line }: Row): Dependency {
  const distinct = names.length > 1 ? [...new Set(names)].sort() : names;
  return via === undefined
    ? { from, to, kind, names: distinct, uses, line }
    : { from, to, kind, names: distinct, uses, line, via };
}
