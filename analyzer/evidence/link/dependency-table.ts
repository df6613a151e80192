import type { Dependency } from '../../model/dependency.ts';

/** Gathers uses of one module by another, so that each pair, kind and barrel stands once. */
export interface DependencyTable {
  readonly add: (dependency: Dependency) => void;
  /** Sorted by from, to, kind and barrel. */
  readonly dependencies: () => Dependency[];
}

interface Gathered {
  readonly first: Dependency;
  readonly names: Set<string>;
  uses: number;
  line: number | undefined;
}

export function createDependencyTable(): DependencyTable {
  const rows = new Map<string, Gathered>();
  return {
    add: (dependency) => {
      const { from, to, kind, via = '', names, uses, line } = dependency;
      if (from === to) return; // A module that imports itself says nothing about boundaries.
      const key = `${from}\0${to}\0${kind}\0${via}`;
      const row = rows.get(key) ?? { first: dependency, names: new Set(), uses: 0, line };
      rows.set(key, row);
      for (const name of names) row.names.add(name);
      row.uses += uses;
      if (line !== undefined && line < (row.line ?? Infinity)) row.line = line;
    },
    dependencies: () =>
      [...rows].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, row]) => toDependency(row)),
  };
}

function toDependency({ first, names, uses, line }: Gathered): Dependency {
  const { from, to, kind, via } = first;
  return {
    from,
    to,
    kind,
    names: [...names].sort(),
    uses,
    ...(line === undefined ? {} : { line }),
    ...(via === undefined ? {} : { via }),
  };
}
