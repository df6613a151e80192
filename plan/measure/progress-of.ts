import type { Plan, Stage } from '../model/plan.ts';

/** How far a migration has come. */
export interface Progress {
  readonly routes: Readonly<Record<Stage, number>>;
  readonly services: readonly ServiceProgress[];
}

export interface ServiceProgress {
  readonly name: string;
  readonly owner?: string;
  readonly tables: number;
  readonly routes: Readonly<Record<Stage, number>>;
  readonly runs: boolean;
}

/** Routes by stage, in all and for each service, in the order of the plan. */
export function progressOf({ services, routes }: Plan): Progress {
  const count = (list: Plan['routes']): Record<Stage, number> => {
    const stages = { monolith: 0, shadow: 0, canary: 0, live: 0 };
    for (const { stage } of list) stages[stage] += 1;
    return stages;
  };
  return {
    routes: count(routes),
    services: Object.entries(services).map(([name, { owner, data, upstream }]) => ({
      name,
      ...(owner === undefined ? {} : { owner }),
      tables: data?.owns.length ?? 0,
      routes: count(routes.filter(({ service }) => service === name)),
      runs: upstream !== undefined,
    })),
  };
}
