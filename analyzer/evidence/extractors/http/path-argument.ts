import type { Call } from '../link/calls.ts';
import type { Code } from '../link/code.ts';
import type { Folded } from '../link/fold-text.ts';
import type { Term } from '../sketch/term.ts';
import { valuesIn } from './values-in.ts';

/** Whether a string can be a path of Express: `app.get('env', …)` asks for something else. */
export function isPath({ text, isPattern }: Folded): boolean {
  return isPattern === true || text === '' || /^[/*:({]/u.test(text);
}

/** Whether an argument is a path, a pattern or a list of these, and no function. */
export function isText(code: Code, { module, loop }: Pick<Call, 'module' | 'loop'>, term: Term): boolean {
  return valuesIn(code, { module, loop }, [term]).some(
    ({ kind }) => kind === 'constant' || kind === 'text' || kind === 'pattern',
  );
}
