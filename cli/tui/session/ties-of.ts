import type { Dependency } from '../../../analyzer/model/dependency.ts';

/** References between some modules and those of each owner, either way; what they have among themselves left out. */
export function tiesOf(
  modules: readonly string[],
  dependencies: readonly Dependency[],
  ownerOf: (module: string) => string,
): ReadonlyMap<string, number> {
  const chosen = new Set(modules);
  const ties = new Map<string, number>();
  for (const { from, to, uses } of dependencies) {
    if (chosen.has(from) === chosen.has(to)) continue;
    const owner = ownerOf(chosen.has(from) ? to : from);
    ties.set(owner, (ties.get(owner) ?? 0) + uses);
  }
  return ties;
}
