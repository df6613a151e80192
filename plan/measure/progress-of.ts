import { assignModules, ownerName } from '../assign/assign-modules.ts';
import { isKeptApart } from '../check/find-breaches.ts';
import type { CodeFacts } from '../model/breach.ts';
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
  return {
    routes: countStages(routes),
    services: Object.entries(services).map(([name, { owner, data, upstream }]) => ({
      name,
      ...(owner === undefined ? {} : { owner }),
      tables: data?.owns.length ?? 0,
      routes: countStages(routes.filter(({ service }) => service === name)),
      runs: upstream !== undefined,
    })),
  };
}

function countStages(routes: Plan['routes']): Record<Stage, number> {
  const stages = { monolith: 0, shadow: 0, canary: 0, live: 0 };
  for (const { stage } of routes) stages[stage] += 1;
  return stages;
}

/** What each service still has in the monolith: its modules, and the dependencies of others on them and theirs on others. */
export interface ServiceCut {
  readonly modules: number;
  /** Pairs of modules: others that depend on this service. */
  readonly incoming: number;
  /** Pairs of modules: this service depends on others. */
  readonly outgoing: number;
}

/** By name of service. Throws `PlanError` where two services claim one module. */
export function cutsOf(facts: CodeFacts, plan: Plan): ReadonlyMap<string, ServiceCut> {
  const ids = facts.modules.map(({ id }) => id);
  const { ownerOf } = assignModules(plan, ids);
  const cuts = new Map(
    Object.keys(plan.services).map((name) => [name, { modules: 0, incoming: 0, outgoing: 0 }]),
  );
  const add = (module: string, key: keyof ServiceCut): void => {
    const cut = cuts.get(ownerName(ownerOf(module)));
    if (cut) cut[key] += 1;
  };
  for (const id of ids) add(id, 'modules');
  const pairs = new Set(facts.dependencies.map(({ from, to }) => JSON.stringify([from, to])));
  for (const pair of pairs) {
    const [from, to] = JSON.parse(pair) as [string, string];
    if (!isKeptApart(ownerOf(from), ownerOf(to))) continue;
    add(from, 'outgoing');
    add(to, 'incoming');
  }
  return cuts;
}
