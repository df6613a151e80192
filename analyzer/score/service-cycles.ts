import type { Cut, DependencyPairs } from './scored-cut.ts';

/** Services that depend on each other in a circle: strongly connected components of two or more, each sorted. */
export function serviceCycles(pairs: DependencyPairs, cut: Cut): readonly (readonly number[])[] {
  return components(serviceTargets(pairs, cut)).filter((component) => component.length > 1);
}

/** For each service the services that it depends on, ascending. */
export function serviceTargets(
  { from, to }: DependencyPairs,
  { serviceOf, count }: Cut,
): readonly (readonly number[])[] {
  const targets = Array.from({ length: count }, () => new Set<number>());
  for (let i = 0; i < from.length; i++) {
    const a = serviceOf[from[i]!]!;
    const b = serviceOf[to[i]!]!;
    if (a >= 0 && b >= 0 && a !== b) targets[a]!.add(b);
  }
  return targets.map((set) => [...set].sort((a, b) => a - b));
}

/** Tarjan's strongly connected components, without recursion; in reverse topological order. */
export function components(targets: readonly (readonly number[])[]): readonly (readonly number[])[] {
  const state = {
    index: new Int32Array(targets.length).fill(-1),
    low: new Int32Array(targets.length),
    onStack: new Uint8Array(targets.length),
    next: 0,
    stack: [] as number[],
    found: [] as number[][],
  };
  for (let root = 0; root < targets.length; root++)
    if (state.index[root] === -1) explore(root, targets, state);
  return state.found;
}

interface TarjanState {
  readonly index: Int32Array;
  readonly low: Int32Array;
  readonly onStack: Uint8Array;
  next: number;
  readonly stack: number[];
  readonly found: number[][];
}

function explore(root: number, targets: readonly (readonly number[])[], state: TarjanState): void {
  const path: { node: number; edge: number }[] = [enter(root, state)];
  while (path.length > 0) {
    const at = path.at(-1)!;
    const target = targets[at.node]![at.edge++];
    if (target === undefined) {
      path.pop();
      leave(at.node, state);
      const parent = path.at(-1);
      if (parent) state.low[parent.node] = Math.min(state.low[parent.node]!, state.low[at.node]!);
    } else if (state.index[target] === -1) path.push(enter(target, state));
    else if (state.onStack[target]) state.low[at.node] = Math.min(state.low[at.node]!, state.index[target]!);
  }
}

function enter(node: number, state: TarjanState): { node: number; edge: number } {
  state.index[node] = state.low[node] = state.next++;
  state.stack.push(node);
  state.onStack[node] = 1;
  return { node, edge: 0 };
}

function leave(node: number, state: TarjanState): void {
  if (state.low[node] !== state.index[node]) return;
  const component: number[] = [];
  for (;;) {
    const member = state.stack.pop()!;
    state.onStack[member] = 0;
    component.push(member);
    if (member === node) break;
  }
  state.found.push(component.sort((a, b) => a - b));
}
