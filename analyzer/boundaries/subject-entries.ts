import type { DependencyRows } from '../graph/dependency-rows.ts';
import type { ModuleIndex } from '../graph/module-index.ts';
import { nameOf } from '../graph/vocabulary.ts';
import { subjectWordsOf } from '../graph/words.ts';
import type { Endpoint } from '../model/evidence.ts';
import { entryRole, subjectInRole } from './subject-in-role.ts';

/**
 * Modules that serve endpoints on behalf of one subject: `orders.controller`, which answers requests and uses
 * `orders.service`. However much else they use, they wire nothing together.
 */
export function findSubjectEntries(
  endpoints: readonly Pick<Endpoint, 'module'>[],
  { ids, numberOf }: ModuleIndex,
  { uses: { offsets, targets } }: DependencyRows,
): Uint8Array {
  const entries = new Uint8Array(ids.length);
  for (const { module } of endpoints) {
    const v = numberOf(module);
    const subject = v === undefined ? '' : subjectInRole(module, entryRole);
    if (v === undefined || subject === '') continue;
    const used = targets.subarray(offsets[v]!, offsets[v + 1]!);
    if (used.some((u) => subjectWordsOf(nameOf(ids[u]!)).join(' ') === subject)) entries[v] = 1;
  }
  return entries;
}
