import type { JsonObject } from './json-comparison.ts';
import type { Place } from './place-tree.ts';

/** Nested deeper than this, values are taken as different. */
const MAX_DEPTH = 500;

/** A text that is the same for values that compare as equal: members in order of their names, ignored ones left out. */
export function canonical(value: unknown, place: Place, depth = 0): string {
  if (place.ignored) return '';
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? '';
  if (depth > MAX_DEPTH) return '…';
  return Array.isArray(value) ? ofArray(value, place, depth) : ofObject(value as JsonObject, place, depth);
}

function ofArray(value: readonly unknown[], place: Place, depth: number): string {
  const parts = value.map((element, index) => canonical(element, place.element(index), depth + 1));
  if (place.unorderedBy !== undefined) parts.sort();
  return `[${parts.join()}]`;
}

function ofObject(value: JsonObject, place: Place, depth: number): string {
  const parts: string[] = [];
  for (const name of Object.keys(value).toSorted()) {
    const member = place.member(name);
    if (member.ignored) continue;
    parts.push(`${JSON.stringify(name)}:${canonical(value[name], member, depth + 1)}`);
  }
  return `{${parts.join()}}`;
}
