import type { Analysis } from '../../../analyzer/model/analysis.ts';
import type { Decomposition, Granularity, Service } from '../../../analyzer/model/decomposition.ts';
import { blindSpotsOf } from './blind-spots-of.ts';
import { byCodeUnit } from './by-code-unit.ts';
import { groupBy } from './group-by.ts';
import { dependenciesOf, modulesOf } from './modules-of.ts';
import type { System, SystemLink, SystemService, SystemTable } from './system.ts';
import { cutTransactionsOf, tablesOf } from './tables-of.ts';

const EMPTY: Decomposition = { granularity: 'recommended', services: [], placements: [], metrics: {} };

/** What the text formats draw of an analysis. An analysis without that granularity gives a system without services. */
export function systemOf(analysis: Analysis, granularity: Granularity = 'recommended'): System {
  const cut = analysis.decompositions.find((each) => each.granularity === granularity) ?? EMPTY;
  const places = new Map(
    cut.services.flatMap(({ name, modules }) => modules.map((module) => [module, name] as const)),
  );
  const serviceOf = (module: string) => places.get(module);
  const names = cut.services.map(({ name }) => name);
  const tables = tablesOf(analysis, names, serviceOf);
  return {
    formatVersion: 1,
    tool: analysis.tool,
    name: analysis.codebase.name,
    granularity,
    size: { files: analysis.codebase.files, lines: analysis.codebase.lines },
    verdict: analysis.verdict,
    metrics: cut.metrics,
    baselines: Object.fromEntries((analysis.baselines ?? []).map(({ name, metrics }) => [name, metrics])),
    services: servicesOf(analysis, cut, tables),
    links: linksOf(cut.services),
    tables,
    cutTransactions: cutTransactionsOf(analysis, tables),
    modules: modulesOf(analysis, cut, serviceOf),
    dependencies: dependenciesOf(analysis),
    blindSpots: blindSpotsOf(analysis.coverage),
  };
}

function servicesOf(analysis: Analysis, cut: Decomposition, tables: readonly SystemTable[]): SystemService[] {
  const endpoints = groupBy(analysis.endpoints, ({ module }) => module);
  const contested = groupBy(
    cut.placements.filter(({ band }) => band === 'contested'),
    ({ service }) => service,
  );
  const steps = new Map(analysis.roadmap.map((step) => [step.service, step]));
  return [...cut.services]
    .sort((a, b) => byCodeUnit(a.name, b.name))
    .map((service) => {
      const step = cut.granularity === 'recommended' ? steps.get(service.name) : undefined;
      return {
        name: service.name,
        modules: service.modules.length,
        lines: service.lines,
        cohesion: service.cohesion,
        terms: service.terms,
        reasons: service.reasons.map(({ text }) => text),
        ...dataOf(service.name, tables),
        endpoints: service.modules
          .flatMap((module) => endpoints.get(module) ?? [])
          .map(({ id, protocol, method, path, module, line }) => ({
            id,
            protocol,
            method,
            path,
            module,
            line,
          }))
          .sort((a, b) => byCodeUnit(a.id, b.id) || byCodeUnit(a.module, b.module) || a.line - b.line),
        contested: contested.get(service.name)?.length ?? 0,
        ...(step === undefined ? {} : { wave: step.wave }),
        blockers: step?.blockers ?? [],
      };
    });
}

function dataOf(service: string, tables: readonly SystemTable[]): Pick<SystemService, 'owns' | 'borrows'> {
  const owns = tables.filter(({ owner }) => owner === service);
  const borrows = tables.filter(
    ({ owner, writers, readers }) =>
      owner !== service && (writers.includes(service) || readers.includes(service)),
  );
  return { owns: owns.map(({ name }) => name), borrows: borrows.map(({ name }) => name) };
}

function linksOf(services: readonly Service[]): SystemLink[] {
  return services
    .flatMap(({ name, dependsOn }) =>
      dependsOn.map(({ service, pairs, uses }) => ({ from: name, to: service, pairs, uses })),
    )
    .sort((a, b) => byCodeUnit(a.from, b.from) || byCodeUnit(a.to, b.to));
}
