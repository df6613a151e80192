import type { Service } from '../../analyzer/model/decomposition.ts';
import type { PlanSource } from './plan-source.ts';
import type { CutSource, ReportSource } from './report.ts';

/** The analyzer's cuts from coarse to fine, then the one that the plan makes. */
export function cutSourcesOf(source: ReportSource, planned?: PlanSource): readonly CutSource[] {
  const { decompositions, shared, roots } = source;
  const found = decompositions.map(({ granularity, ...rest }) => ({
    name: granularity,
    ...rest,
    shared,
    roots,
  }));
  return planned === undefined ? found : [...found, plannedCut(source, planned)];
}

/** A human's cut has no confidence and no reasons: it is a decision. */
function plannedCut({ modules, shared, roots }: ReportSource, { plan, ownerOf }: PlanSource): CutSource {
  const members = new Map<string, { ids: string[]; lines: number }>(
    Object.keys(plan.services).map((name) => [name, { ids: [], lines: 0 }]),
  );
  for (const { id, lines } of modules) {
    const owner = ownerOf(id);
    const service = owner.kind === 'service' ? members.get(owner.service) : undefined;
    if (!service) continue;
    service.ids.push(id);
    service.lines += lines;
  }
  const services = [...members.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, { ids, lines }]): Service => ({
      name,
      modules: ids.sort(),
      lines,
      cohesion: Number.NaN,
      terms: [],
      dependsOn: [],
      reasons: [],
    }));
  return {
    name: 'plan',
    services,
    placements: [],
    metrics: {},
    shared: shared.filter(({ module }) => ownerOf(module).kind === 'shared'),
    roots: roots.filter(({ module }) => ownerOf(module).kind === 'root'),
  };
}
