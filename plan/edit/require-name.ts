import type { WrittenPlan } from '../model/plan.ts';
import { PlanError } from '../plan-error.ts';
import { nearestWord } from '../read/nearest-word.ts';
import { count } from '../../words/count.ts';

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
  return new PlanError(
    'PLAN_OPERATION',
    `The plan has no ${what} "${name}".`,
    meant === undefined ? listed(what, known) : `Did you mean "${meant}"?`,
  );
}

const FEW = 8;

/** What there is, as far as it can be read in a line; of many, how to find the one that is wanted. */
function listed(what: string, known: readonly string[]): string {
  if (known.length === 0) return `The plan has no ${what} yet.`;
  if (known.length <= FEW) return `The plan has: ${known.join(', ')}.`;
  return what === 'route'
    ? `The plan has ${count(known.length)} routes: "banyan routes match GET /path" says which one takes a request.`
    : `The plan has ${count(known.length)}: "banyan plan show" lists them.`;
}
