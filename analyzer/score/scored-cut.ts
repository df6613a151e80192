import type { MemberGroups } from '../graph/member-groups.ts';
import type { ModuleIndex } from '../graph/module-index.ts';
import type { WeightedGraph } from '../graph/weighted-graph.ts';
import type { Dependency } from '../model/dependency.ts';
import type { Evidence } from '../model/evidence.ts';

/** Facts by number of module, ready to be counted for any cut. */
export interface ScoringFacts {
  readonly index: ModuleIndex;
  readonly evidence: Evidence;
  readonly groups: MemberGroups;
  readonly pairs: DependencyPairs;
  readonly coupling: WeightedGraph;
}

/** Distinct directed pairs of modules with how often one uses the other. */
export interface DependencyPairs {
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly uses: Float64Array;
}

/** One way to cut: the service of each module, -1 for what is in none (shared kernel, roots). */
export interface Cut {
  readonly serviceOf: Int32Array;
  readonly count: number;
}

export function sizesOfCut({ serviceOf, count }: Cut): Int32Array {
  const sizes = new Int32Array(count);
  for (const service of serviceOf) if (service >= 0) sizes[service] = sizes[service]! + 1;
  return sizes;
}

/** Kinds of dependency between the same two modules add up their uses. */
export function dependencyPairs(
  dependencies: readonly Pick<Dependency, 'from' | 'to' | 'uses'>[],
  index: Pick<ModuleIndex, 'ids' | 'numberOf'>,
): DependencyPairs {
  const uses = new Map<number, number>();
  const order = index.ids.length;
  for (const dependency of dependencies) {
    const u = index.numberOf(dependency.from);
    const v = index.numberOf(dependency.to);
    if (u === undefined || v === undefined || u === v) continue;
    uses.set(u * order + v, (uses.get(u * order + v) ?? 0) + dependency.uses);
  }
  const keys = Float64Array.from(uses.keys()).sort();
  return {
    from: Int32Array.from(keys, (key) => Math.floor(key / order)),
    to: Int32Array.from(keys, (key) => key % order),
    uses: Float64Array.from(keys, (key) => uses.get(key)!),
  };
}
