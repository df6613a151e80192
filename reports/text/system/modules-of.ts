import type { CutView, ReportSource } from '../../model/report.ts';
import { byCodeUnit } from './by-code-unit.ts';
import type { ModuleLink, SystemModule } from './system.ts';

/** Every module with its role and place, in the order of the analysis. */
export function modulesOf(
  { modules, decompositions }: Pick<ReportSource, 'modules' | 'decompositions'>,
  view: CutView,
): SystemModule[] {
  const homes = new Map(
    view.services.flatMap(({ name, modules: own }) => own.map((module) => [module, name] as const)),
  );
  const placements = decompositions.find(({ granularity }) => granularity === view.name)?.placements ?? [];
  const placed = new Map(placements.map((placement) => [placement.module, placement]));
  const sharedIds = new Set(view.shared.map(({ module }) => module));
  const rootIds = new Set(view.roots.map(({ module }) => module));
  return modules.map(({ id, lines }) => {
    const service = homes.get(id);
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
export function dependenciesOf({ dependencies }: Pick<ReportSource, 'dependencies'>): ModuleLink[] {
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
