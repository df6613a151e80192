import { nameOf } from '../graph/vocabulary.ts';
import { subjectWordsOf, wordsOf } from '../graph/words.ts';

/** Files that stand at the door of a monolith, by the role in their names. */
export const entryRole = /^(controller|resolver|router|routes?|gateway|endpoint)s?$/;

/** What a file of this role is about, after its own name: `order item` of `order-items.controller.ts`; else empty. */
export function subjectInRole(id: string, role: RegExp): string {
  const last = id.slice(id.lastIndexOf('/') + 1);
  return wordsOf(last).some((word) => role.test(word)) ? subjectWordsOf(nameOf(id)).join(' ') : '';
}
