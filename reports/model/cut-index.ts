import { type DependencyPairs, dependencyPairs } from '../../analyzer/score/scored-cut.ts';
import type { CutSource, ReportSource } from './report.ts';

/** One cut by numbers: what every view counts on. */
export interface CutIndex {
  /** Modules in code-unit order of their ids. */
  readonly ids: readonly string[];
  readonly numberOf: (module: string) => number | undefined;
  readonly names: readonly string[];
  /** Service of each module, -1 for none. */
  readonly serviceOf: Int32Array;
  readonly count: number;
  readonly pairs: DependencyPairs;
  /** Name of the service of a module; undefined where it is in none. */
  readonly serviceNamed: (module: string) => string | undefined;
}

export function indexCut({ modules, dependencies }: ReportSource, { services }: CutSource): CutIndex {
  const ids = modules.map(({ id }) => id).sort();
  const numbers = new Map(ids.map((id, number) => [id, number]));
  const numberOf = (id: string): number | undefined => numbers.get(id);
  const serviceOf = new Int32Array(ids.length).fill(-1);
  for (const [service, { modules: members }] of services.entries())
    for (const id of members) {
      const number = numbers.get(id);
      if (number !== undefined) serviceOf[number] = service;
    }
  const names = services.map(({ name }) => name);
  return {
    ids,
    numberOf,
    names,
    serviceOf,
    count: services.length,
    pairs: dependencyPairs(dependencies, { ids, numberOf }),
    serviceNamed: (id) => names[serviceOf[numbers.get(id) ?? -1] ?? -1],
  };
}
