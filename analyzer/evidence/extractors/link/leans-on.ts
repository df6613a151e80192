import type { Term } from '../sketch/term.ts';
import type { SketchIndex } from './sketch-index.ts';

/** Whether a term is a parameter of a function, begins with one or is put together from one. */
export function leansOn(index: SketchIndex, term: Term | undefined, of: number): boolean {
  return leans(index, term, of, 0);
}

/** A name that leads back to itself. */
const DEEPEST = 12;

function leans(index: SketchIndex, term: Term | undefined, of: number, depth: number): boolean {
  if (typeof term !== 'object' || term === null || depth > DEEPEST) return false;
  if (term.kind === 'param') return term.of === of;
  if (term.kind === 'name') {
    const bindings = index.bindings(term.name, term.in ?? of) ?? [];
    return bindings.some(({ in: home, value }) => home === of && leans(index, value, of, depth + 1));
  }
  return partsOf(term).some((part) => leans(index, part, of, depth + 1));
}

function partsOf(term: Exclude<Term, string | number | boolean | null>): readonly Term[] {
  if (term.kind === 'chain') return [term.root];
  if (term.kind === 'text') return term.parts;
  if (term.kind === 'object') return [...term.entries.map(([, value]) => value), ...(term.spreads ?? [])];
  if (term.kind === 'either') return term.options;
  if (term.kind === 'list') return term.items;
  return term.kind === 'each' || term.kind === 'spread' ? [term.of] : [];
}
