import { lastAsked } from './last-asked.ts';
import type { Resolution, Resolve } from '../../model/codebase.ts';

/** Remembers each answer by module and specifier: linking, following and measuring all ask the same questions. */
export function resolveOnce(resolve: Resolve): Resolve {
  const answers = new Map<string, Map<string, Resolution>>();
  const answersOf = lastAsked((from) => {
    let known = answers.get(from);
    if (!known) answers.set(from, (known = new Map<string, Resolution>()));
    return known;
  });
  return (from, specifier) => {
    const ofModule = answersOf(from);
    let answer = ofModule.get(specifier);
    if (!answer) ofModule.set(specifier, (answer = resolve(from, specifier)));
    return answer;
  };
}
