import { buildViews, type Views, withoutModules } from '../graph/build-views.ts';
import { dependencyRows, type DependencyRows } from '../graph/dependency-rows.ts';
import type { WeightedGraph } from '../graph/weighted-graph.ts';
import type { Evidence } from '../model/evidence.ts';
import { findCompositionRoots } from './composition-roots.ts';
import { type Constraints, resolveConstraints, type Rules } from './constraints.ts';
import { type Cuts, cutGraph } from './cut-graph.ts';
import { type ExpectedServices, expectServices } from './expected-services.ts';
import { findCommunities } from './find-communities.ts';
import { findSharedKernel } from './shared-kernel.ts';
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
  const roots = withoutPinned(rootsOf(all, rows, options.seed), rules);
  const views = roots.includes(1) ? withoutModules(all, roots) : all;
  const weighed = weighViews(views.list, options.seed);
  const coupling = combineViews(views.index.ids.length, weighed);
  const expected = expectServices(
    evidence,
    roots.reduce((sum, root) => sum + 1 - root, 0),
  );
  const cuts = cutGraph({ views, coupling, roots, rules, expected, ...options });
  const folders = views.index.modules.map(({ folder }) => (options.folders ? folder : ''));
  const kernel = withoutPinned(
    findSharedKernel({ rows, partition: cuts.partitions.recommended, roots, folders }),
    rules,
  );
  return { views, weighed, coupling, rows, roots, kernel, expected, rules, ...cuts };
}

/** A first cut only finds what wires everything; it is thrown away. */
function rootsOf(views: Views, rows: DependencyRows, seed: number): Uint8Array {
  const graph = combineViews(views.index.ids.length, weighViews(views.list, seed));
  return findCompositionRoots(rows, findCommunities(graph, { resolution: 1.5, seed, runs: 1 }));
}

function withoutPinned(chosen: Uint8Array, { pinned }: Rules): Uint8Array {
  return chosen.map((one, v) => (pinned[v] ? 0 : one));
}
