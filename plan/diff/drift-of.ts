import type { Analysis } from '../../analyzer/model/analysis.ts';
import { assignModules } from '../assign/assign-modules.ts';
import type { Plan } from '../model/plan.ts';

/** Where the code has moved on from the plan. */
export interface Drift {
  /** Modules that nobody claims, with the service of the plan that the analysis would give them to, where it has one. */
  readonly unplaced: readonly { readonly module: string; readonly proposed?: string }[];
  /** Patterns of the plan that match nothing any more. */
  readonly unmatched: readonly string[];
}

/** Sets an analysis that honoured the plan against it. Throws `PlanError` where two services claim one module. */
export function driftOf(plan: Plan, { modules, decompositions, shared, roots }: Analysis): Drift {
  const ids = modules.map(({ id }) => id);
  const { ownerOf, unmatched } = assignModules(plan, ids);
  const placements =
    decompositions.find(({ granularity }) => granularity === 'recommended')?.placements ?? [];
  const proposals = new Map(placements.map(({ module, service }) => [module, service]));
  const aside = new Set([...shared, ...roots].map(({ module }) => module));
  const free = ids.filter((id) => ownerOf(id).kind === 'monolith' && !aside.has(id));
  return {
    unplaced: free.map((module) => {
      const proposed = proposals.get(module);
      return proposed !== undefined && Object.hasOwn(plan.services, proposed)
        ? { module, proposed }
        : { module };
    }),
    unmatched,
  };
}
