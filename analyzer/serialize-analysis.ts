import type { Analysis } from './model/analysis.ts';

/**
 * The text of `analysis.json` in parts: one record a line, so that two analyses can be compared with `diff`, and a
 * large one is never a single string in memory.
 */
export function* serializeAnalysis(analysis: Analysis): Generator<string> {
  yield '{\n';
  let first = true;
  for (const [key, value] of Object.entries(analysis)) {
    yield `${first ? '' : ',\n'}${JSON.stringify(key)}: `;
    first = false;
    if (Array.isArray(value)) yield* rows(value);
    else yield JSON.stringify(value);
  }
  yield '\n}\n';
}

function* rows(list: readonly unknown[]): Generator<string> {
  yield '[';
  for (const [index, item] of list.entries()) yield `${index === 0 ? '\n' : ',\n'}${JSON.stringify(item)}`;
  yield list.length === 0 ? ']' : '\n]';
}
