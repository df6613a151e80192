import type { ConfidenceBand, Service, ServiceDependency } from '../../analyzer/model/decomposition.ts';
import type { PlanPart } from './plan-part.ts';
import type { CutIndex } from './cut-index.ts';
import type { CutSource, EndpointView, ServiceLink, ServiceView, TableView } from './report.ts';

interface Surroundings {
  readonly index: CutIndex;
  readonly links: readonly ServiceLink[];
  readonly tables: readonly TableView[];
  readonly endpoints: readonly EndpointView[];
  readonly plan?: PlanPart | undefined;
}

/** Each service with its neighbours, its data and its ways in. */
export function servicesOf(cut: CutSource, around: Surroundings): readonly ServiceView[] {
  const { links, tables, endpoints, plan } = around;
  const { dependsOn, usedBy } = neighboursOf(links);
  const owns = groupBy(
    tables,
    ({ owner }) => owner,
    ({ entity }) => entity,
  );
  const ways = groupBy(
    endpoints,
    ({ service }) => service,
    ({ id }) => id,
  );
  const bands = bandsOf(cut);
  return cut.services.map((service): ServiceView => {
    const { name, modules, lines, terms, reasons } = service;
    const owner = plan?.services[name]?.owner;
    return {
      name,
      modules,
      lines,
      ...cohesionOf(service),
      terms,
      reasons,
      dependsOn: dependsOn.get(name) ?? none,
      usedBy: usedBy.get(name) ?? none,
      endpoints: ways.get(name)?.length ?? 0,
      owns: owns.get(name) ?? [],
      confidence: bands.get(name) ?? { core: 0, likely: 0, contested: 0 },
      ...(owner === undefined ? {} : { owner }),
    };
  });
}

function neighboursOf(links: readonly ServiceLink[]) {
  return {
    dependsOn: groupBy(
      links,
      ({ from }) => from,
      ({ to, pairs, uses }) => ({ service: to, pairs, uses }),
    ),
    usedBy: groupBy(
      links,
      ({ to }) => to,
      ({ from, pairs, uses }) => ({ service: from, pairs, uses }),
    ),
  };
}

const none: readonly ServiceDependency[] = [];

function cohesionOf({ cohesion }: Service): { cohesion?: number } {
  return Number.isFinite(cohesion) ? { cohesion } : {};
}

function bandsOf({ placements }: CutSource): ReadonlyMap<string, Record<ConfidenceBand, number>> {
  const bands = new Map<string, Record<ConfidenceBand, number>>();
  for (const { service, band } of placements) {
    const own = bands.get(service) ?? { core: 0, likely: 0, contested: 0 };
    own[band] += 1;
    bands.set(service, own);
  }
  return bands;
}

function groupBy<Item, Value>(
  items: readonly Item[],
  keyOf: (item: Item) => string | undefined,
  valueOf: (item: Item) => Value,
): ReadonlyMap<string, Value[]> {
  const groups = new Map<string, Value[]>();
  for (const item of items) {
    const key = keyOf(item);
    if (key === undefined) continue;
    const group = groups.get(key);
    if (group) group.push(valueOf(item));
    else groups.set(key, [valueOf(item)]);
  }
  return groups;
}
