import { byCodeUnit } from '../text/system/by-code-unit.ts';

interface Named {
  readonly name: string;
  readonly modules: readonly string[];
}

/** A service before that is a service after. */
export interface ServiceMatch {
  readonly before: string;
  readonly after: string;
  /** Jaccard index of their modules. */
  readonly overlap: number;
}

/**
 * Pairs services one to one: those of one name first, where enough of their modules are the same, since people know them
 * by it; then by the largest part that is the same. Services with less in common are no pair: one vanished, one appeared.
 */
export function matchServices(before: readonly Named[], after: readonly Named[]): ServiceMatch[] {
  const homes = new Map(
    after.flatMap(({ name, modules }) => modules.map((module) => [module, name] as const)),
  );
  const sizes = new Map(after.map(({ name, modules }) => [name, modules.length]));
  const candidates = before.flatMap(({ name, modules }) => {
    const common = new Map<string, number>();
    for (const module of modules) {
      const home = homes.get(module);
      if (home !== undefined) common.set(home, (common.get(home) ?? 0) + 1);
    }
    if (modules.length === 0 && sizes.get(name) === 0) return [{ before: name, after: name, overlap: 1 }];
    return [...common].map(([other, count]) => {
      const overlap = count / (modules.length + (sizes.get(other) ?? 0) - count);
      return { before: name, after: other, overlap };
    });
  });
  return takeBest(candidates.filter(isLikely));
}

function takeBest(candidates: readonly ServiceMatch[]): ServiceMatch[] {
  const used = { before: new Set<string>(), after: new Set<string>() };
  return [...candidates].sort(byOverlap).filter(({ before, after }) => {
    if (used.before.has(before) || used.after.has(after)) return false;
    used.before.add(before);
    used.after.add(after);
    return true;
  });
}

/** Shares of the modules of both from which on two services are thought to be one. */
const ENOUGH = { oneName: 0.2, otherName: 0.25 } as const;

function isLikely({ before, after, overlap }: ServiceMatch): boolean {
  return overlap >= (before === after ? ENOUGH.oneName : ENOUGH.otherName);
}

function byOverlap(a: ServiceMatch, b: ServiceMatch): number {
  return (
    Number(b.before === b.after) - Number(a.before === a.after) ||
    b.overlap - a.overlap ||
    byCodeUnit(a.before, b.before) ||
    byCodeUnit(a.after, b.after)
  );
}
