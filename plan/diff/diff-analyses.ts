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
  const old = sideOf(before);
  const now = sideOf(after);
  return {
    services: { added: minus(now.services, old.services), removed: minus(old.services, now.services) },
    moved: [...now.places].flatMap(([module, to]) => {
      const from = old.places.get(module);
      return from === undefined || from === to ? [] : [{ module, from, to }];
    }),
    modules: {
      added: minus(now.modules, old.modules).length,
      removed: minus(old.modules, now.modules).length,
    },
    metrics: metricChanges(old.metrics, now.metrics),
  };
}

interface Side {
  readonly services: readonly string[];
  readonly places: ReadonlyMap<string, string>;
  readonly modules: readonly string[];
  readonly metrics: Readonly<Record<string, number>>;
}

function sideOf({ modules, decompositions }: Analysis): Side {
  const recommended = decompositions.find(({ granularity }) => granularity === 'recommended');
  return {
    services: recommended?.services.map(({ name }) => name) ?? [],
    places: new Map(recommended?.placements.map(({ module, service }) => [module, service])),
    modules: modules.map(({ id }) => id),
    metrics: recommended?.metrics ?? {},
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

function minus(list: readonly string[], other: readonly string[]): string[] {
  const known = new Set(other);
  return list.filter((each) => !known.has(each)).sort();
}
