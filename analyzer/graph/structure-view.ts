import type { Dependency, DependencyKind } from '../model/dependency.ts';
import { EdgeList } from './edge-list.ts';
import type { ModuleIndex } from './module-index.ts';

/**
 * How strongly each kind of dependency ties two modules. A call or an injection comes on top of the import that it needs, and it
 * is how services talk to each other: of all kinds the one that most often crosses contexts. A barrel belongs to what it
 * re-exports.
 */
const strengthOf: Readonly<Record<DependencyKind, number>> = {
  reexport: 1,
  value: 0.6,
  require: 0.6,
  type: 0.4,
  dynamic: 0.4,
  event: 0.4,
  call: 0.2,
  inject: 0.2,
};

/**
 * Dependencies, each with strength × ln(1 + uses) ÷ √(users of the target): the tenth use of a module
 * adds less than the first, and what everybody uses says little about who belongs together.
 */
export function structureView(dependencies: readonly Dependency[], index: ModuleIndex): EdgeList {
  const users = userCounts(dependencies, index);
  const edges = new EdgeList(dependencies.length + 1);
  for (const { from, to, kind, uses } of dependencies) {
    const u = index.numberOf(from);
    const v = index.numberOf(to);
    if (u === undefined || v === undefined || u === v) continue;
    edges.push(u, v, (strengthOf[kind] * Math.log1p(uses)) / Math.sqrt(users[v]!));
  }
  return edges;
}

/** How many dependencies point at each module. */
function userCounts(dependencies: readonly Dependency[], index: ModuleIndex): Int32Array {
  const users = new Int32Array(index.ids.length);
  for (const { to } of dependencies) {
    const v = index.numberOf(to);
    if (v !== undefined) users[v] = users[v]! + 1;
  }
  return users;
}
