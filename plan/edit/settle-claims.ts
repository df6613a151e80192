import { isModuleGlob, modulePatternOf } from '../assign/module-pattern.ts';
import { pathOfBoth } from '../assign/path-of-both.ts';
import type { WrittenPlan } from '../model/plan.ts';
import { PlanError } from '../plan-error.ts';
import type { Edit, Path } from './edit.ts';
import { decide } from './decide.ts';
import { Steps } from './steps.ts';

/** A claim on modules that is about to be written. */
export interface NewClaim {
  readonly pattern: string;
  /** The service that gets them; absent for what becomes shared. */
  readonly to?: string;
  /** A split takes modules from this service alone; what was moved elsewhere stays there. */
  readonly from?: string;
  /** All patterns of the same operation: those with "!" leave modules out. */
  readonly beside?: readonly string[];
}

/** Takes away what would overrule a claim, so that the last word counts: decisions, and the same pattern elsewhere. */
export function settleClaim(claim: NewClaim, plan: WrittenPlan): Edit[] {
  const steps = new Steps(plan);
  steps.add(...settleDecisions(claim, plan));
  steps.add(...releaseModules(claim, steps.plan));
  return steps.edits;
}

/**
 * Takes an earlier decision on the same pattern back, and adds one where a decision on a glob would overrule the claim.
 * Where two globs speak of the same module, placing modules then names both. A decision on single modules below a glob was made for a reason, so it is
 * named and not dropped: throws `PlanError` where it stands in the way.
 */
export function settleDecisions(claim: NewClaim, plan: WrittenPlan): Edit[] {
  const steps = new Steps(plan);
  const rivals = rivalsOf(claim, plan);
  for (const { index, relation, decision } of [...rivals].reverse()) {
    if (relation === 'within' && claim.from === undefined) throw overruled(claim.pattern, decision);
    if (relation === 'within') steps.add({ do: 'set', path: ['decisions', index, 'to'], value: claim.to });
    if (relation === 'same') steps.add({ do: 'remove', path: ['decisions', index] });
  }
  const covering = rivals.find(({ relation }) => relation === 'covers' || relation === 'crosses');
  if (covering && claim.to === undefined) throw overruled(claim.pattern, covering.decision);
  if (covering) steps.add(decide({ move: claim.pattern, to: claim.to }, steps.plan));
  return steps.edits;
}

/** Throws `PlanError` where earlier decisions on single modules would overrule a decision on a glob. */
export function refuseOverruled(claim: NewClaim, plan: WrittenPlan): void {
  for (const { relation, decision } of rivalsOf(claim, plan))
    if (relation === 'within') throw overruled(claim.pattern, decision);
}

/** The same pattern leaves other services, and for a service also the shared kernel and the roots. */
export function releaseModules(
  { pattern, to }: NewClaim,
  { services = {}, shared = {}, roots = [] }: WrittenPlan,
): Edit[] {
  const pins = Object.entries(services).flatMap(([name, { modules = [] }]): Edit[] =>
    name === to ? [] : without(modules, pattern, ['services', name, 'modules']),
  );
  const isKernel = to !== undefined && Object.hasOwn(shared, pattern);
  return [
    ...pins,
    ...(isKernel ? [{ do: 'remove' as const, path: ['shared', pattern] }] : []),
    ...without(roots, pattern, ['roots']),
  ];
}

function without(list: readonly string[], item: string, path: Path): Edit[] {
  const index = list.indexOf(item);
  return index < 0 ? [] : [{ do: 'remove', path: [...path, index] }];
}

interface Move {
  readonly move: string;
  readonly to: string;
  readonly why?: string | undefined;
}

interface Rival {
  readonly index: number;
  readonly decision: Move;
  readonly relation: 'same' | 'covers' | 'crosses' | 'within';
}

/** Decisions that would send modules of the claim elsewhere. */
function rivalsOf(claim: NewClaim, { decisions = [] }: WrittenPlan): Rival[] {
  return decisions.flatMap((decision, index): Rival[] => {
    if (!('move' in decision) || decision.to === claim.to) return [];
    const relation = relationOf(claim, decision.move);
    const isElsewhere = claim.from !== undefined && decision.to !== claim.from;
    const maySayOtherwise = relation === 'same' || relation === 'covers';
    if (relation === 'apart' || (isElsewhere && !maySayOtherwise)) return [];
    if (isElsewhere) throw overruled(claim.pattern, decision);
    return [{ index, decision, relation }];
  });
}

/** How the modules of a decision lie to those of a claim. Of two globs only the code says which modules both match. */
function relationOf({ pattern, beside = [] }: NewClaim, moved: string): Rival['relation'] | 'apart' {
  if (moved === pattern) return 'same';
  if (beside.some((each) => each.startsWith('!') && isWithin(moved, each.slice(1)))) return 'apart';
  if (!isModuleGlob(moved)) return modulePatternOf(pattern).matches(moved) ? 'within' : 'apart';
  if (isModuleGlob(pattern)) return pathOfBoth(pattern, moved) === undefined ? 'apart' : 'crosses';
  return modulePatternOf(moved).matches(pattern) ? 'covers' : 'apart';
}

/** Of a glob only where that is plain: it is the same, or in a folder that the other takes whole. */
function isWithin(pattern: string, other: string): boolean {
  if (!isModuleGlob(pattern)) return modulePatternOf(other).matches(pattern);
  return pattern === other || (other.endsWith('/**') && pattern.startsWith(other.slice(0, -2)));
}

function overruled(pattern: string, { move, to, why }: Move): PlanError {
  const reason = why === undefined ? '' : ` (${why})`;
  return new PlanError(
    'PLAN_OPERATION',
    `An earlier decision says otherwise than "${pattern}": move ${move} to ${to}${reason}.`,
    move === pattern
      ? `Move it instead: banyan plan move ${move} --to SERVICE.`
      : `Change that decision first (banyan plan move ${move} --to SERVICE), or leave it out with "!${move}".`,
  );
}
