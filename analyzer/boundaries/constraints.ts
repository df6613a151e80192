import { AnalysisError } from '../analysis-error.ts';
import type { ModuleIndex } from '../graph/module-index.ts';
import { type Partition, renumbered } from './partition.ts';

/** What people have decided. The engine keeps all of it or says which decisions contradict each other. */
export interface Constraints {
  /** Each list stays in one service. */
  readonly keepTogether?: readonly (readonly string[])[];
  /** No two of a list share a service. */
  readonly keepApart?: readonly (readonly string[])[];
  /** Module to the name of its service. */
  readonly pins?: Readonly<Record<string, string>>;
  /** The most modules that a service may have. */
  readonly maxSize?: number;
}

/** Constraints on numbered groups of modules that go together. */
export interface Rules {
  /** The group of each module; modules that must stay together share one. */
  readonly groupOf: Partition;
  readonly groups: number;
  /** Groups that must not share a service, each pair once with the lower number first. */
  readonly apart: readonly (readonly [number, number])[];
  /** Groups whose service has a name already. */
  readonly nameOf: ReadonlyMap<number, string>;
  readonly maxSize: number;
  /** Groups that some decision speaks of. */
  readonly ruled: ReadonlySet<number>;
  /** Modules that a person has placed: never a root, never shared. */
  readonly pinned: Uint8Array;
}

/**
 * Resolves decisions to rules.
 * @throws AnalysisError CONSTRAINTS_CONFLICT where decisions contradict, UNKNOWN_MODULE for a name that is none.
 */
export function resolveConstraints(constraints: Constraints, index: ModuleIndex): Rules {
  const order = index.ids.length;
  const union = new UnionFind(order);
  const known = (id: string) => numberOf(id, index);
  for (const list of constraints.keepTogether ?? []) joinAll(union, list.map(known));
  const byService = new Map<string, number[]>();
  const pinned = new Uint8Array(order);
  for (const [id, service] of Object.entries(constraints.pins ?? {})) {
    (byService.get(service) ?? byService.set(service, []).get(service)!).push(known(id));
    pinned[known(id)] = 1;
  }
  for (const members of byService.values()) joinAll(union, members);
  const groupOf = renumbered(Int32Array.from({ length: order }, (_, v) => union.find(v)));
  const nameOf = namesByGroup(byService, groupOf, index);
  const apart = apartPairs(constraints, { groupOf, nameOf, index });
  const maxSize = constraints.maxSize ?? order;
  const rules = { groupOf, groups: groupOf.reduce((most, g) => Math.max(most, g), -1) + 1 };
  refuseLargeGroups(groupOf, rules.groups, maxSize, index);
  const ruled = new Set([...nameOf.keys(), ...apart.flat()]);
  return { ...rules, apart, nameOf, ruled, maxSize, pinned };
}

function numberOf(id: string, index: ModuleIndex): number {
  const number = index.numberOf(id);
  if (number !== undefined) return number;
  throw new AnalysisError(
    'UNKNOWN_MODULE',
    `A decision names the module "${id}", which is not in the analysis.`,
    'Correct the path in the plan, or remove the decision if the file is gone.',
  );
}

function joinAll(union: UnionFind, members: readonly number[]): void {
  for (const member of members.slice(1)) union.join(members[0]!, member);
}

function namesByGroup(
  byService: ReadonlyMap<string, readonly number[]>,
  groupOf: Partition,
  index: ModuleIndex,
): Map<number, string> {
  const nameOf = new Map<number, string>();
  for (const service of [...byService.keys()].sort()) {
    const first = byService.get(service)![0]!;
    const other = nameOf.get(groupOf[first]!);
    if (other !== undefined)
      throw conflict(
        `"${index.ids[first]}" is pinned to "${service}", but keepTogether ties it to a module that is pinned to "${other}".`,
      );
    nameOf.set(groupOf[first]!, service);
  }
  return nameOf;
}

function apartPairs(
  { keepApart = [] }: Constraints,
  { groupOf, nameOf, index }: { groupOf: Partition; nameOf: ReadonlyMap<number, string>; index: ModuleIndex },
): (readonly [number, number])[] {
  const pairs: (readonly [number, number])[] = [];
  const add = (a: number, b: number) => pairs.push(a < b ? [a, b] : [b, a]);
  for (const list of keepApart) {
    for (const [i, a] of list.entries())
      for (const b of list.slice(i + 1)) {
        const left = groupOf[numberOf(a, index)]!;
        const right = groupOf[numberOf(b, index)]!;
        if (left === right && a !== b)
          throw conflict(
            `keepApart parts "${a}" from "${b}", but keepTogether or pins hold them in one service.`,
          );
        if (left !== right) add(left, right);
      }
  }
  const named = [...nameOf.keys()].sort((a, b) => a - b);
  for (const [i, a] of named.entries()) for (const b of named.slice(i + 1)) add(a, b);
  return pairs;
}

function refuseLargeGroups(groupOf: Partition, groups: number, maxSize: number, index: ModuleIndex): void {
  const sizes = new Int32Array(groups);
  for (const group of groupOf) sizes[group] = sizes[group]! + 1;
  const large = sizes.findIndex((size) => size > maxSize);
  if (large === -1) return;
  const example = index.ids[groupOf.indexOf(large)];
  throw conflict(
    `${sizes[large]} modules must stay together with "${example}", but maxSize allows ${maxSize} in a service.`,
  );
}

export function conflict(message: string): AnalysisError {
  return new AnalysisError(
    'CONSTRAINTS_CONFLICT',
    message,
    'Remove or change one of these decisions: no split can honour both.',
  );
}

/** Disjoint sets with path halving; the lowest number stands for its set. */
class UnionFind {
  private readonly parent: Int32Array;

  constructor(size: number) {
    this.parent = Int32Array.from({ length: size }, (_, v) => v);
  }

  find(v: number): number {
    let at = v;
    while (this.parent[at] !== at) {
      this.parent[at] = this.parent[this.parent[at]!]!;
      at = this.parent[at]!;
    }
    return at;
  }

  join(a: number, b: number): void {
    const [low, high] = [this.find(a), this.find(b)].sort((x, y) => x - y) as [number, number];
    this.parent[high] = low;
  }
}
