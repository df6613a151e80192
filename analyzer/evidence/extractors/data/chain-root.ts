import type { ClassValue, Value } from '../link/value.ts';

type Made = Value & { kind: 'made' };

/** One call of a chain, `User.query().where(…)` from the outside in. */
export interface ChainStep {
  readonly made: Made;
  readonly name: string;
  readonly of: Value;
  /** The repository's own class on which the chain begins. */
  readonly class?: ClassValue;
}

const LONGEST = 40;

/** The calls behind a value, the last first; it ends where something is called that is no member. */
export function chainSteps(start: Value): ChainStep[] {
  const steps: ChainStep[] = [];
  let at = start;
  while (steps.length < LONGEST) {
    while (at.kind === 'member') at = at.of;
    if (at.kind !== 'made' || at.by.kind !== 'member') break;
    const { name, of, class: owner } = at.by;
    steps.push({ made: at, name, of, ...(owner ? { class: owner } : {}) });
    at = of;
  }
  return steps;
}
