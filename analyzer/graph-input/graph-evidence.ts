import type { Evidence, History } from '../model/evidence.ts';
import type { GraphFile } from './graph-schema.ts';

/** The graph as evidence. A self-loop says nothing about boundaries and is dropped; repeated edges add up. */
export function graphEvidence(graph: GraphFile): Evidence {
  return {
    modules: graph.modules
      .map(({ id, size, terms, folder }) => ({
        id,
        lines: size,
        terms: terms.map((term) => [term, 2] as const),
        folder: folder ?? '',
        exports: [],
        classes: [],
      }))
      .sort((a, b) => (a.id < b.id ? -1 : 1)),
    dependencies: mergedDependencies(graph),
    endpoints: [],
    entities: [...new Set(graph.accesses.map(({ entity }) => entity))]
      .sort()
      .map((name) => ({ name, kind: 'table' as const, references: [], source: 'graph' })),
    accesses: graph.accesses.map((access) => ({ ...access, certainty: 1 })),
    transactions: graph.transactions.map((transaction) => ({ ...transaction, line: 1 })),
    externals: [],
    useCases: graph.useCases.map(({ id, modules, writes }) => ({
      id,
      modules,
      ...(writes === undefined ? {} : { writes }),
    })),
    history: historyOf(graph),
  };
}

function mergedDependencies({ dependencies }: GraphFile): Evidence['dependencies'] {
  const merged = new Map<string, Evidence['dependencies'][number]>();
  for (const { from, to, kind, weight } of dependencies) {
    if (from === to || weight === 0) continue;
    const key = JSON.stringify([from, to, kind]);
    merged.set(key, { from, to, kind, names: [], uses: (merged.get(key)?.uses ?? 0) + weight });
  }
  return [...merged.keys()].sort().map((key) => merged.get(key)!);
}

function historyOf({ commits }: GraphFile): History {
  if (commits === undefined) return { available: false, reason: 'the graph has no commits' };
  return { available: true, commits, authors: [] };
}
