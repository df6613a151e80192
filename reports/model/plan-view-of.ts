import type { PlanPart } from './plan-part.ts';
import type { PlanView } from './report.ts';

/** Where a plan puts modules. */
export interface Planned {
  readonly ownerOf: (
    module: string,
  ) =>
    | { readonly kind: 'service'; readonly service: string }
    | { readonly kind: 'shared' | 'root' | 'monolith' };
}

export function planViewOf({ services, routes, waves }: PlanPart): PlanView {
  const stages = { monolith: 0, shadow: 0, canary: 0, live: 0 };
  for (const { stage } of routes) stages[stage] += 1;
  return {
    services: Object.entries(services).map(([name, { owner, upstream }]) => ({
      name,
      ...(owner === undefined ? {} : { owner }),
      upstream: upstream !== undefined,
      routes: routes.filter(({ service }) => service === name).length,
    })),
    stages,
    waves: waves.map(({ name, services: members }) => ({ name, services: members })),
  };
}
