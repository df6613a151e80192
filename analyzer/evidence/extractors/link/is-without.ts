import type { Evaluation } from './evaluation.ts';
import type { Value } from './value.ts';

/** Whether an object, with all that is spread into it, is known to have no such entry. */
export function isWithout(at: Evaluation, value: Value, name: string, depth = 0): boolean {
  if (value.kind !== 'object' || depth > MOST_SPREADS) return false;
  const { module, term, loop } = value;
  return (
    !term.entries.some(([key]) => key === name) &&
    (term.spreads ?? []).every((one) =>
      at.evaluate(module, one, loop).every((inner) => isWithout(at, inner, name, depth + 1)),
    )
  );
}

const MOST_SPREADS = 6;
