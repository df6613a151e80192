import type { Analysis } from '../model/analysis.ts';
import type { Decomposition } from '../model/decomposition.ts';
import type { Dependency } from '../model/dependency.ts';
import { count } from '../../words/count.ts';

/** How a dependency across a boundary can be cut. */
export type Cutting = 'move' | 'call' | 'event' | 'replicate' | 'anti-corruption-layer';

/** A pair of modules that a boundary parts. */
export interface Seam {
  readonly from: string;
  readonly to: string;
  readonly fromService: string;
  readonly toService: string;
  readonly uses: number;
  /** ln(1 + uses), twice that where the services need each other; lower is cheaper. */
  readonly cost: number;
  readonly cutting: Cutting;
  readonly reason: string;
}

/** More names than this are not a call but a language of their own. */
const manyNames = 6;

/** Every seam of one decomposition, dearest first. */
export function findSeams(
  { dependencies }: Pick<Analysis, 'dependencies'>,
  { services }: Decomposition,
): readonly Seam[] {
  const serviceOf = new Map(services.flatMap(({ name, modules }) => modules.map((id) => [id, name])));
  const users = usersByModule(dependencies, serviceOf);
  const needs = new Map(
    services.map(({ name, dependsOn }) => [name, new Map(dependsOn.map((d) => [d.service, d.pairs]))]),
  );
  return crossingPairs(dependencies, serviceOf)
    .map((parts) => toSeam(parts, { serviceOf, users, needs }))
    .sort((a, b) => b.cost - a.cost || compare(a.from, b.from) || compare(a.to, b.to));
}

interface Surroundings {
  readonly serviceOf: ReadonlyMap<string, string>;
  /** Services that use each module. */
  readonly users: ReadonlyMap<string, ReadonlySet<string>>;
  /** Services that each service depends on, with the pairs of modules that do. */
  readonly needs: ReadonlyMap<string, ReadonlyMap<string, number>>;
}

function toSeam(parts: readonly Dependency[], around: Surroundings): Seam {
  const { from, to } = parts[0]!;
  const fromService = around.serviceOf.get(from)!;
  const toService = around.serviceOf.get(to)!;
  const back = around.needs.get(toService)!.get(fromService) ?? 0;
  const forth = around.needs.get(fromService)!.get(toService) ?? 0;
  const uses = parts.reduce((sum, part) => sum + part.uses, 0);
  const cost = Math.round(Math.log1p(uses) * (back > 0 ? 2 : 1) * 1000) / 1000;
  const [cutting, reason] = howToCut(parts, back > forth, around);
  return { from, to, fromService, toService, uses, cost, cutting, reason };
}

function howToCut(
  parts: readonly Dependency[],
  weaker: boolean,
  { serviceOf, users }: Surroundings,
): readonly [Cutting, string] {
  const { from, to } = parts[0]!;
  if (users.get(to)!.size === 1) return ['move', `only ${serviceOf.get(from)} uses it`];
  if (parts.every(({ kind }) => kind === 'event')) return ['event', 'it is an event already'];
  if (parts.every(({ kind }) => kind === 'type')) return ['replicate', 'only its types are used'];
  const names = new Set(parts.flatMap((part) => part.names));
  if (names.size > manyNames)
    return ['anti-corruption-layer', `${count(names.size)} names are used: translate them in one place`];
  return weaker
    ? ['event', 'the other way is used more: announce instead of call, and the circle is gone']
    : ['call', 'a call over the network in place of a call in the process'];
}

/** Dependencies of the same two modules in two services, together. */
function crossingPairs(
  dependencies: readonly Dependency[],
  serviceOf: ReadonlyMap<string, string>,
): readonly (readonly Dependency[])[] {
  const pairs = new Map<string, Dependency[]>();
  for (const dependency of dependencies) {
    const a = serviceOf.get(dependency.from);
    const b = serviceOf.get(dependency.to);
    if (a === undefined || b === undefined || a === b) continue;
    const key = JSON.stringify([dependency.from, dependency.to]);
    (pairs.get(key) ?? pairs.set(key, []).get(key)!).push(dependency);
  }
  return [...pairs.values()];
}

function usersByModule(dependencies: readonly Dependency[], serviceOf: ReadonlyMap<string, string>) {
  const users = new Map<string, Set<string>>();
  for (const { from, to } of dependencies) {
    const service = serviceOf.get(from);
    if (service !== undefined) (users.get(to) ?? users.set(to, new Set()).get(to)!).add(service);
  }
  return users;
}

const compare = (a: string, b: string) => (a < b ? -1 : Number(a > b));
