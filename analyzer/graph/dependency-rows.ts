import type { Dependency } from '../model/dependency.ts';
import type { ModuleIndex } from './module-index.ts';

/** Distinct directed pairs: the targets of `v` from `offsets[v]` up to `offsets[v + 1]`, ascending. */
export interface Rows {
  readonly offsets: Int32Array;
  readonly targets: Int32Array;
}

/** Who depends on whom, in both directions, each pair once whatever its kinds. */
export interface DependencyRows {
  readonly uses: Rows;
  readonly usedBy: Rows;
}

export function dependencyRows(dependencies: readonly Dependency[], index: ModuleIndex): DependencyRows {
  const order = index.ids.length;
  const from = new Int32Array(dependencies.length);
  const to = new Int32Array(dependencies.length);
  let count = 0;
  for (const dependency of dependencies) {
    const u = index.numberOf(dependency.from);
    const v = index.numberOf(dependency.to);
    if (u === undefined || v === undefined || u === v) continue;
    from[count] = u;
    to[count++] = v;
  }
  return {
    uses: rowsOf(order, from.subarray(0, count), to.subarray(0, count)),
    usedBy: rowsOf(order, to.subarray(0, count), from.subarray(0, count)),
  };
}

function rowsOf(order: number, from: Int32Array, to: Int32Array): Rows {
  const starts = new Int32Array(order + 1);
  for (const u of from) starts[u + 1] = starts[u + 1]! + 1;
  for (let v = 0; v < order; v++) starts[v + 1] = starts[v + 1]! + starts[v]!;
  const next = starts.slice();
  const all = new Int32Array(from.length);
  for (let i = 0; i < from.length; i++) {
    const at = next[from[i]!]!;
    next[from[i]!] = at + 1;
    all[at] = to[i]!;
  }
  return distinctRows(order, starts, all);
}

function distinctRows(order: number, starts: Int32Array, all: Int32Array): Rows {
  const offsets = new Int32Array(order + 1);
  let count = 0;
  for (let v = 0; v < order; v++) {
    let last = -1;
    for (const target of all.subarray(starts[v], starts[v + 1]).sort()) {
      if (target !== last) all[count++] = target;
      last = target;
    }
    offsets[v + 1] = count;
  }
  return { offsets, targets: all.slice(0, count) };
}

/** How many targets `v` has. */
export function degreeOf({ offsets }: Rows, v: number): number {
  return offsets[v + 1]! - offsets[v]!;
}

export function targetsOf({ offsets, targets }: Rows, v: number): Int32Array {
  return targets.subarray(offsets[v], offsets[v + 1]);
}
