import { indexModules } from './graph/module-index.ts';
import type { Analysis } from './model/analysis.ts';
import { type Cut, dependencyPairs, sizesOfCut } from './score/scored-cut.ts';
import { largestShare, nonExtremeDistribution, singletons } from './score/size-scores.ts';
import { interCallShare, interfaceNumber, structuralModularity } from './score/structural-scores.ts';

/**
 * The scores of any placement of modules that need the dependencies alone, by the formulas of the analysis: for the
 * effect of an edit of the plan. `serviceOf` is undefined for a module in no service.
 */
export function scorePlacement(
  { modules, dependencies }: Pick<Analysis, 'modules' | 'dependencies'>,
  serviceOf: (module: string) => string | undefined,
): Readonly<Record<string, number>> {
  const index = indexModules(modules);
  const numbers = new Map<string, number>();
  const placed = Int32Array.from(index.ids, (id) => numberOf(serviceOf(id), numbers));
  const cut: Cut = { serviceOf: placed, count: numbers.size };
  const pairs = dependencyPairs(dependencies, index);
  const sizes = sizesOfCut(cut);
  const scores = {
    services: cut.count,
    largestShare: largestShare(sizes),
    singletons: singletons(sizes),
    sm: structuralModularity(pairs, cut),
    icp: interCallShare(pairs, cut),
    ifn: interfaceNumber(pairs, cut),
    ned: nonExtremeDistribution(sizes),
  };
  return Object.fromEntries(
    Object.entries(scores).map(([name, value]) => [name, Math.round(value * 1e6) / 1e6 || 0]),
  );
}

function numberOf(service: string | undefined, numbers: Map<string, number>): number {
  if (service === undefined) return -1;
  const known = numbers.get(service) ?? numbers.size;
  numbers.set(service, known);
  return known;
}
