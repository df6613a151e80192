import type { Term, TermNode } from '../sketch/term.ts';

/** Whether a term is of one kind; constants are of none. */
export function isTerm<Kind extends TermNode['kind']>(
  term: Term | undefined,
  kind: Kind,
): term is Extract<TermNode, { readonly kind: Kind }> {
  return typeof term === 'object' && term?.kind === kind;
}
