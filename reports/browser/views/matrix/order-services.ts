import type { CutView } from '../../../model/report.ts';

export const ORDERS = ['layers', 'size', 'name'] as const;
export type Order = (typeof ORDERS)[number];

/**
 * Rows and columns of the matrix. In layers, users stand before what they use, so that what runs against the order lies
 * below the diagonal; the members of a circle stand together, the one that uses most first.
 */
export function orderServices(cut: CutView, order: Order): readonly string[] {
  const { services } = cut;
  if (order === 'name') return services.map(({ name }) => name).sort(byName);
  if (order === 'size')
    return [...services].sort((a, b) => b.lines - a.lines || byName(a.name, b.name)).map(({ name }) => name);
  const layer = layersOf(cut);
  const balance = new Map(
    services.map(({ name, dependsOn, usedBy }) => [name, usesOf(dependsOn) - usesOf(usedBy)]),
  );
  const circle = new Map(cut.cycles.flatMap((members, number) => members.map((name) => [name, number])));
  return services
    .map(({ name }) => name)
    .sort(
      (a, b) =>
        layer.get(b)! - layer.get(a)! ||
        (circle.get(a) ?? -1) - (circle.get(b) ?? -1) ||
        balance.get(b)! - balance.get(a)! ||
        byName(a, b),
    );
}

function byName(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

function usesOf(links: readonly { readonly uses: number }[]): number {
  return links.reduce((sum, { uses }) => sum + uses, 0);
}

/** The longest way down from each service; a circle counts as one. */
function layersOf({ services, cycles }: CutView): ReadonlyMap<string, number> {
  const leader = new Map(services.map(({ name }) => [name, name]));
  for (const members of cycles) for (const name of members) leader.set(name, members[0]!);
  const targets = new Map<string, Set<string>>();
  for (const { name, dependsOn } of services) {
    const own = targets.get(leader.get(name)!) ?? new Set();
    for (const { service } of dependsOn)
      if (leader.get(service) !== leader.get(name)) own.add(leader.get(service)!);
    targets.set(leader.get(name)!, own);
  }
  const depths = new Map<string, number>();
  const depthOf = (name: string): number => {
    const known = depths.get(name);
    if (known !== undefined) return known;
    depths.set(name, 0);
    const depth = Math.max(0, ...[...(targets.get(name) ?? [])].map((target) => depthOf(target) + 1));
    depths.set(name, depth);
    return depth;
  };
  return new Map(services.map(({ name }) => [name, depthOf(leader.get(name)!)]));
}
