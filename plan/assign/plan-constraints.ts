import type { Plan } from '../model/plan.ts';
import { assignModules } from './assign-modules.ts';

/** What people have decided, module by module, as an analysis takes it. */
export interface PlanConstraints {
  readonly pins: Readonly<Record<string, string>>;
  readonly keepTogether: readonly (readonly string[])[];
  readonly keepApart: readonly (readonly string[])[];
}

/**
 * The decisions of the plan on the modules that there are; files that are gone have no say. Throws `PlanError` where
 * two services claim one module.
 */
export function planConstraints(plan: Plan, modules: readonly string[]): PlanConstraints {
  const { ownerOf } = assignModules(plan, modules);
  const known = new Set(modules);
  const pins = modules.flatMap((module) => {
    const owner = ownerOf(module);
    return owner.kind === 'service' ? [[module, owner.service] as const] : [];
  });
  const present = (list: readonly string[]): string[][] => {
    const kept = list.filter((module) => known.has(module));
    return kept.length > 1 ? [kept] : [];
  };
  return {
    pins: Object.fromEntries(pins),
    keepTogether: plan.decisions.flatMap((each) =>
      'keepTogether' in each ? present(each.keepTogether) : [],
    ),
    keepApart: plan.decisions.flatMap((each) => ('keepApart' in each ? present(each.keepApart) : [])),
  };
}
