import type { Resolution, Resolve } from '../../model/codebase.ts';

/** Remembers each answer by module and specifier: linking, following and measuring all ask the same questions. */
export function resolveOnce(resolve: Resolve): Resolve {
  const answers = new Map<string, Map<string, Resolution>>();
  return (from, specifier) => {
    let ofModule = answers.get(from);
    if (!ofModule) answers.set(from, (ofModule = new Map()));
    let answer = ofModule.get(specifier);
    if (!answer) ofModule.set(specifier, (answer = resolve(from, specifier)));
    return answer;
  };
}
