import type { Call } from '../link/calls.ts';
import type { Code } from '../link/code.ts';
import type { Value } from '../link/value.ts';
import type { Term } from '../sketch/term.ts';
import { valuesIn } from './values-in.ts';

/** What arguments come to; an instance of the repository's own class below a router stands as that router. */
export function routersIn(
  code: Code,
  call: Pick<Call, 'module' | 'loop'>,
  terms: readonly Term[],
): readonly Value[] {
  return valuesIn(code, call, terms).map((value) => asRouter(code, value));
}

/** The router that an instance of a class below it is; any other value as it stands. */
export function asRouter(code: Code, value: Value): Value {
  if (value.kind !== 'instance') return value;
  const [use] = code.follow(value, { get: 'use' }, value.module);
  return use?.kind === 'member' && use.of.kind === 'made' && use.of.self ? use.of : value;
}
