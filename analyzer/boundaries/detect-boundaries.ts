import { buildViews, type Views, withoutModules } from '../graph/build-views.ts';
import { dependencyRows, type DependencyRows } from '../graph/dependency-rows.ts';
import type { ModuleIndex } from '../graph/module-index.ts';
import type { WeightedGraph } from '../graph/weighted-graph.ts';
import type { Evidence } from '../model/evidence.ts';
import { findCompositionRoots, type RootsInput } from './composition-roots.ts';
import { type Constraints, resolveConstraints, type Rules } from './constraints.ts';
import { type Cuts, cutGraph } from './cut-graph.ts';
import { type ExpectedServices, expectServices } from './expected-services.ts';
import { findCommunities } from './find-communities.ts';
import { findSubjectEntries } from './subject-entries.ts';
import { findSharedKernel } from './shared-kernel.ts';
import { refineCuts } from './refine-cuts.ts';
import { combineViews, type WeighedView, weighViews } from './weigh-views.ts';

export interface DetectOptions {
  readonly seed: number;
  readonly folders: boolean;
  /** Exactly this many, where given. */
  readonly services?: number | undefined;
  readonly constraints?: Constraints | undefined;
}

/** Where the lines run, by number of module, before anything is named or scored. */
export interface Boundaries extends Cuts {
  readonly views: Views;
  readonly weighed: readonly WeighedView[];
  readonly coupling: WeightedGraph;
  readonly rows: DependencyRows;
  readonly roots: Uint8Array;
  readonly kernel: Uint8Array;
  readonly expected: ExpectedServices;
  readonly rules: Rules;
}

/** Evidence → views → coupling graph → services. Same evidence and options, same boundaries. */
export function detectBoundaries(evidence: Evidence, options: DetectOptions): Boundaries {
  const all = buildViews(evidence, options);
  const rules = resolveConstraints(options.constraints ?? {}, all.index);
  const rows = dependencyRows(evidence.dependencies, all.index);
  const works = workersIn(evidence, all.index);
  const entries = findSubjectEntries(evidence.endpoints, all.index, rows);
  const { roots, kernel, before } = setAside(all, rows, { rules, works, entries, ...options });
  const aside = roots.map((root, v) => (root || kernel[v] ? 1 : 0));
  const views = aside.includes(1) ? withoutModules(all, aside) : all;
  const weighed = weighViews(views.list, options.seed, before);
  const coupling = combineViews(views.index.ids.length, weighed);
  const expected = expectServices(
    evidence,
    aside.reduce((sum, one) => sum + 1 - one, 0),
  );
  const cuts = cutGraph({ views, rows, coupling, aside, rules, expected, ...options });
  const refined = refineCuts(cuts, { ...evidence, index: views.index, rows, coupling, aside, rules });
  return { views, weighed, coupling, rows, roots, kernel, expected, rules, ...refined };
}

/** One rough cut tells roots; whether use is spread is asked of several, since a single one is partly chance. */
const roughResolutions = [1.5, 2, 2.5] as const;

/** A first cut only finds what wires everything and what everything uses; it is thrown away. */
function setAside(
  views: Views,
  rows: DependencyRows,
  {
    rules,
    works,
    entries,
    seed,
    folders,
  }: DetectOptions & { readonly rules: Rules } & Pick<RootsInput, 'works' | 'entries'>,
) {
  const before = weighViews(views.list, seed);
  const graph = combineViews(views.index.ids.length, before);
  const [first, ...others] = roughResolutions.map((resolution) =>
    findCommunities(graph, { resolution, seed, runs: 1 }),
  );
  const roots = withoutPinned(findCompositionRoots({ rows, partition: first!, works, entries }), rules);
  const visible = views.index.modules.map(({ folder }) => (folders ? folder : ''));
  const kernel = findSharedKernel({
    rows,
    partitions: [first!, ...others],
    roots,
    folders: visible,
    ids: views.index.ids,
  });
  return { roots, kernel: withoutPinned(kernel, rules), before };
}

function workersIn({ accesses, transactions }: Evidence, index: ModuleIndex): Uint8Array {
  const works = new Uint8Array(index.ids.length);
  for (const { module } of [...accesses, ...transactions]) {
    const v = index.numberOf(module);
    if (v !== undefined) works[v] = 1;
  }
  return works;
}

function withoutPinned(chosen: Uint8Array, { pinned }: Rules): Uint8Array {
  return chosen.map((one, v) => (pinned[v] ? 0 : one));
}
