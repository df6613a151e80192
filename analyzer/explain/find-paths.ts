import type { Dependency } from '../model/dependency.ts';

/** A shortest way from one module to another, each step with the dependency that makes it. */
export type Path = readonly Dependency[];

/** As many as a person reads. */
const pathsShown = 5;

/**
 * The shortest chains of dependencies from one module to another, at most five, in code-unit order of their modules;
 * none where `to` cannot be reached.
 */
export function findPaths(dependencies: readonly Dependency[], from: string, to: string): readonly Path[] {
  const outgoing = strongestByTarget(dependencies);
  const distance = distancesFrom(from, outgoing);
  const length = distance.get(to);
  if (length === undefined || length === 0) return [];
  const found: Path[] = [];
  collect(to, length, [], { from, incoming: incomingOf(outgoing), distance, found });
  return found;
}

type Edges = ReadonlyMap<string, ReadonlyMap<string, Dependency>>;

/** Between two modules the dependency with most uses speaks for all. */
function strongestByTarget(dependencies: readonly Dependency[]): Edges {
  const edges = new Map<string, Map<string, Dependency>>();
  for (const dependency of dependencies) {
    const targets = edges.get(dependency.from) ?? edges.set(dependency.from, new Map()).get(dependency.from)!;
    const other = targets.get(dependency.to);
    if (other === undefined || dependency.uses > other.uses) targets.set(dependency.to, dependency);
  }
  return edges;
}

function distancesFrom(from: string, outgoing: Edges): ReadonlyMap<string, number> {
  const distance = new Map([[from, 0]]);
  for (const [id, steps] of distance)
    for (const target of outgoing.get(id)?.keys() ?? [])
      if (!distance.has(target)) distance.set(target, steps + 1);
  return distance;
}

function incomingOf(outgoing: Edges): ReadonlyMap<string, readonly Dependency[]> {
  const incoming = new Map<string, Dependency[]>();
  for (const targets of outgoing.values())
    for (const dependency of targets.values())
      (incoming.get(dependency.to) ?? incoming.set(dependency.to, []).get(dependency.to)!).push(dependency);
  for (const list of incoming.values()) list.sort((a, b) => (a.from < b.from ? -1 : 1));
  return incoming;
}

interface Search {
  readonly from: string;
  readonly incoming: ReadonlyMap<string, readonly Dependency[]>;
  readonly distance: ReadonlyMap<string, number>;
  readonly found: Path[];
}

/** Backwards along falling distances, so that only shortest paths are walked. */
function collect(at: string, left: number, tail: Path, search: Search): void {
  if (search.found.length === pathsShown) return;
  if (left === 0) {
    if (at === search.from) search.found.push(tail);
    return;
  }
  for (const dependency of search.incoming.get(at) ?? [])
    if (search.distance.get(dependency.from) === left - 1)
      collect(dependency.from, left - 1, [dependency, ...tail], search);
}
