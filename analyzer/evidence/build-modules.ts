import { dirname } from 'node:path/posix';
import type { Module } from '../model/module.ts';
import type { FileFacts } from './facts/file-facts.ts';
import { termsOf } from './vocabulary.ts';

/** One module for each file that was read, in the order given. */
export function buildModules(facts: ReadonlyMap<string, FileFacts>): Module[] {
  return [...facts].map(([id, { lines, exports, classes }]) => {
    const names = exportedNames(exports);
    const folder = dirname(id);
    return {
      id,
      lines,
      terms: termsOf(id, names),
      folder: folder === '.' ? '' : folder,
      exports: names,
      classes,
    };
  });
}

/** Names declared here; what is only passed on belongs to the module that declares it. */
function exportedNames(exports: FileFacts['exports']): string[] {
  const names = new Set<string>();
  for (const fact of exports) {
    if (fact.kind !== 'local') continue;
    names.add(fact.name);
    if (fact.local !== undefined) names.add(fact.local);
  }
  return [...names].sort();
}
