import { assignModules, ownerName } from '../assign/assign-modules.ts';
import { cyclesOf } from '../check/cycles-of.ts';
import { isKeptApart } from '../check/find-breaches.ts';
import type { CodeFacts } from '../model/breach.ts';
import type { Plan } from '../model/plan.ts';

/** What a plan costs on this code. For every number less is better, but for modules and services, which only say how far it reaches. */
export interface PlanMeasures {
  readonly services: number;
  /** Modules that belong to a service. */
  readonly modules: number;
  /** Pairs of modules that depend across a boundary, wanted or not. */
  readonly crossings: number;
  /** References across boundaries. */
  readonly calls: number;
  /** Circles of services. */
  readonly cycles: number;
  /** Owned tables that others touch. */
  readonly sharedTables: number;
  /** Transactions over tables of several services. */
  readonly cutTransactions: number;
}

/** Counts what the boundaries of the plan cut. Throws `PlanError` where two services claim one module. */
export function measurePlan(facts: CodeFacts, plan: Plan): PlanMeasures {
  const { ownerOf } = assignModules(
    plan,
    facts.modules.map(({ id }) => id),
  );
  const crossing = facts.dependencies.filter(({ from, to }) => isKeptApart(ownerOf(from), ownerOf(to)));
  const edges = crossing
    .map(({ from, to }) => [ownerOf(from), ownerOf(to)] as const)
    .filter(([from, to]) => from.kind === 'service' && to.kind === 'service')
    .map(([from, to]) => [ownerName(from), ownerName(to)] as const);
  const owners = new Map(
    Object.entries(plan.services).flatMap(([name, { data }]) =>
      (data?.owns ?? []).map((entity) => [entity, name] as const),
    ),
  );
  const isForeign = ({ module, entity }: CodeFacts['accesses'][number]): boolean =>
    owners.has(entity) && owners.get(entity) !== ownerName(ownerOf(module));
  return {
    services: Object.keys(plan.services).length,
    modules: facts.modules.filter(({ id }) => ownerOf(id).kind === 'service').length,
    crossings: new Set(crossing.map(({ from, to }) => `${from}\0${to}`)).size,
    calls: crossing.reduce((sum, { uses }) => sum + uses, 0),
    cycles: cyclesOf(edges).length,
    sharedTables: new Set(facts.accesses.filter(isForeign).map(({ entity }) => entity)).size,
    cutTransactions: facts.transactions.filter(
      ({ entities }) => new Set(entities.flatMap((entity) => owners.get(entity) ?? [])).size > 1,
    ).length,
  };
}

const WORDS: Readonly<Record<keyof PlanMeasures, string>> = {
  services: 'services',
  modules: 'modules in services',
  crossings: 'crossing pairs',
  calls: 'cross-service calls',
  cycles: 'circles',
  sharedTables: 'shared tables',
  cutTransactions: 'cut transactions',
};

/** `cross-service calls 41 → 29, shared tables 3 → 2`; empty where nothing changes. */
export function describeEffect(before: PlanMeasures, after: PlanMeasures): string {
  return Object.entries(WORDS)
    .flatMap(([name, words]) => {
      const [old, now] = [before, after].map((measures) => Reflect.get(measures, name) as number);
      return old === now ? [] : [`${words} ${old} → ${now}`];
    })
    .join(', ');
}
