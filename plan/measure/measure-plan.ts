import { assignModules, ownerName } from '../assign/assign-modules.ts';
import { cyclesOf } from '../check/cycles-of.ts';
import { isKeptApart } from '../check/find-breaches.ts';
import type { CodeFacts } from '../model/breach.ts';
import type { Plan } from '../model/plan.ts';
import type { PlanMeasures } from './describe-effect.ts';

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
