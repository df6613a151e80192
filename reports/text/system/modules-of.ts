import type { Analysis } from '../../../analyzer/model/analysis.ts';
import type { Decomposition } from '../../../analyzer/model/decomposition.ts';
import { byCodeUnit } from './by-code-unit.ts';
import type { ModuleLink, SystemModule } from './system.ts';

/** Every module with its role and place, in the order of the analysis. */
export function modulesOf(
  { modules, shared, roots }: Pick<Analysis, 'modules' | 'shared' | 'roots'>,
  { placements }: Pick<Decomposition, 'placements'>,
  serviceOf: (module: string) => string | undefined,
): SystemModule[] {
  const placed = new Map(placements.map((placement) => [placement.module, placement]));
  const sharedIds = new Set(shared.map(({ module }) => module));
  const rootIds = new Set(roots.map(({ module }) => module));
  return modules.map(({ id, lines }) => {
    const service = serviceOf(id);
    if (service === undefined) return { id, lines, role: roleOf(id, sharedIds, rootIds) };
    const { confidence, runnerUp } = placed.get(id) ?? {};
    return {
      id,
      lines,
      role: 'service',
      service,
      ...(confidence === undefined ? {} : { confidence }),
      ...(runnerUp === undefined ? {} : { runnerUp }),
    };
  });
}

/** Dependencies between two modules as one link, whatever their kinds. */
export function dependenciesOf({ dependencies }: Pick<Analysis, 'dependencies'>): ModuleLink[] {
  const links = new Map<string, Map<string, { kinds: Set<string>; uses: number }>>();
  for (const { from, to, kind, uses } of dependencies) {
    const of = links.get(from) ?? new Map<string, { kinds: Set<string>; uses: number }>();
    links.set(from, of);
    const link = of.get(to) ?? { kinds: new Set(), uses: 0 };
    link.kinds.add(kind);
    link.uses += uses;
    of.set(to, link);
  }
  return [...links]
    .sort(([a], [b]) => byCodeUnit(a, b))
    .flatMap(([from, of]) =>
      [...of]
        .sort(([a], [b]) => byCodeUnit(a, b))
        .map(([to, { kinds, uses }]) => ({ from, to, kinds: [...kinds].sort(byCodeUnit), uses })),
    );
}

function roleOf(id: string, shared: ReadonlySet<string>, roots: ReadonlySet<string>): SystemModule['role'] {
  if (shared.has(id)) return 'shared';
  return roots.has(id) ? 'root' : 'unplaced';
}
