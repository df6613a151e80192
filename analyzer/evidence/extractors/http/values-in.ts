import type { Code } from '../link/code.ts';
import type { Loop, Value } from '../link/value.ts';
import type { Term } from '../sketch/term.ts';

/** Lists in lists. */
const DEEPEST = 6;

/** What arguments come to, lists taken apart; a list that is spread into itself (`all = [first, ...all]`) ends there. */
export function valuesIn(
  code: Code,
  { module, loop }: { readonly module: string; readonly loop?: Loop | undefined },
  terms: readonly Term[],
  around: readonly (readonly Term[])[] = [],
): Value[] {
  return terms.flatMap((term) =>
    code.evaluate(module, term, loop).flatMap((value) => {
      if (value.kind !== 'list') return [value];
      const endless = around.includes(value.items) || around.length > DEEPEST;
      return endless ? [] : valuesIn(code, value, value.items, [...around, value.items]);
    }),
  );
}
