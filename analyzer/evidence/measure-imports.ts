import type { Coverage, UnresolvedImport } from '../model/analysis.ts';
import type { Resolve } from '../model/codebase.ts';
import type { External } from '../model/evidence.ts';
import type { FileFacts } from './facts/file-facts.ts';

/** What became of every import: the count of each kind, the packages used, and what could not be resolved. */
export interface ImportMeasure {
  readonly imports: Coverage['imports'];
  readonly packages: readonly External[];
}

export function measureImports(facts: ReadonlyMap<string, FileFacts>, resolve: Resolve): ImportMeasure {
  const counts = { total: 0, internal: 0, external: 0, builtin: 0 };
  const unresolved: UnresolvedImport[] = [];
  const packages = new Map<string, External>();
  for (const [module, { imports }] of facts) {
    for (const { specifier, line } of imports) {
      counts.total += 1;
      const resolution = specifier === undefined ? DYNAMIC : resolve(module, specifier);
      if (resolution.kind === 'unresolved') {
        unresolved.push({ module, specifier: specifier ?? '', line, reason: resolution.reason });
      } else counts[resolution.kind === 'asset' ? 'internal' : resolution.kind] += 1;
      if (resolution.kind !== 'external') continue;
      const key = `${module}\0${resolution.package}`;
      if (!packages.has(key)) packages.set(key, { module, kind: 'package', name: resolution.package, line });
    }
  }
  const sorted = [...packages].sort(([left], [right]) => (left < right ? -1 : 1));
  return {
    imports: { ...counts, unresolved: unresolved.sort(byPlace) },
    packages: sorted.map(([, use]) => use),
  };
}

const DYNAMIC = { kind: 'unresolved', reason: 'dynamic' } as const;

function byPlace(left: UnresolvedImport, right: UnresolvedImport): number {
  if (left.module !== right.module) return left.module < right.module ? -1 : 1;
  return left.line - right.line || (left.specifier < right.specifier ? -1 : 1);
}
