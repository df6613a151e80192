import type { WrittenPlan } from '../model/plan.ts';
import { PlanError } from '../plan-error.ts';
import { nearestWord } from '../read/nearest-word.ts';

/** Throws `PlanError` where the plan has no service of this name. */
export function requireService(name: string, { services = {} }: WrittenPlan): void {
  if (!Object.hasOwn(services, name)) throw unknown('service', name, Object.keys(services));
}

/** Throws `PlanError` where the plan has a service of this name already. */
export function requireNew(name: string, { services = {} }: WrittenPlan): void {
  if (!Object.hasOwn(services, name)) return;
  throw new PlanError(
    'PLAN_OPERATION',
    `A service "${name}" exists already.`,
    `Choose another name, or merge the two: banyan plan merge … --into ${name}.`,
  );
}

/** A name that names nothing, with the one that was likely meant. */
export function unknown(what: string, name: string, known: readonly string[]): PlanError {
  const meant = nearestWord(name, known);
  const listed =
    known.length > 0 ? `The plan has: ${known.slice(0, 20).join(', ')}.` : `The plan has no ${what} yet.`;
  return new PlanError(
    'PLAN_OPERATION',
    `The plan has no ${what} "${name}".`,
    meant === undefined ? listed : `Did you mean "${meant}"?`,
  );
}
