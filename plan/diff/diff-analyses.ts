import type { Analysis } from '../../analyzer/model/analysis.ts';

export interface AnalysisChange {
  readonly services: { readonly added: readonly string[]; readonly removed: readonly string[] };
  /** Modules that both analyses place, and place differently. */
  readonly moved: readonly { readonly module: string; readonly from: string; readonly to: string }[];
  readonly modules: { readonly added: number; readonly removed: number };
  readonly metrics: readonly { readonly name: string; readonly before: number; readonly after: number }[];
}

/** What changed between two analyses of one monolith, in the recommended decomposition. */
export function diffAnalyses(before: Analysis, after: Analysis): AnalysisChange {
  const [old, now] = [before, after].map((analysis) =>
    analysis.decompositions.find(({ granularity }) => granularity === 'recommended'),
  );
  const names = [old, now].map((each) => each?.services.map(({ name }) => name) ?? []);
  const places = [old, now].map(
    (each) => new Map(each?.placements.map(({ module, service }) => [module, service] as const)),
  );
  const [was, is] = [places[0] ?? new Map<string, string>(), places[1] ?? new Map<string, string>()];
  const ids = [before, after].map(({ modules }) => new Set(modules.map(({ id }) => id)));
  return {
    services: { added: minus(names[1], names[0]), removed: minus(names[0], names[1]) },
    moved: [...is].flatMap(([module, to]) => {
      const from = was.get(module);
      return from === undefined || from === to ? [] : [{ module, from, to }];
    }),
    modules: {
      added: minus([...(ids[1] ?? [])], [...(ids[0] ?? [])]).length,
      removed: minus([...(ids[0] ?? [])], [...(ids[1] ?? [])]).length,
    },
    metrics: metricChanges(old?.metrics ?? {}, now?.metrics ?? {}),
  };
}

function metricChanges(
  before: Readonly<Record<string, number>>,
  after: Readonly<Record<string, number>>,
): AnalysisChange['metrics'] {
  return Object.keys(after)
    .sort()
    .flatMap((name) => {
      const [old, now] = [before[name], after[name]];
      return old === undefined || now === undefined || old === now ? [] : [{ name, before: old, after: now }];
    });
}

function minus(list: readonly string[] = [], other: readonly string[] = []): string[] {
  const known = new Set(other);
  return list.filter((each) => !known.has(each)).sort();
}
