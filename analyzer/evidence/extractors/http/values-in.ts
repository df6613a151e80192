import type { Call } from '../link/calls.ts';
import type { Code } from '../link/code.ts';
import type { Value } from '../link/value.ts';
import type { Term } from '../sketch/term.ts';

/** What arguments come to, lists taken apart. */
export function valuesIn(
  code: Code,
  { module, loop }: Pick<Call, 'module' | 'loop'>,
  terms: readonly Term[],
): Value[] {
  return terms.flatMap((term) =>
    code
      .evaluate(module, term, loop)
      .flatMap((value) => (value.kind === 'list' ? valuesIn(code, value, value.items) : [value])),
  );
}
