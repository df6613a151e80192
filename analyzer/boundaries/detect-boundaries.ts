import { buildViews, type Views, withoutModules } from '../graph/build-views.ts';
import { dependencyRows, type DependencyRows } from '../graph/dependency-rows.ts';
import type { WeightedGraph } from '../graph/weighted-graph.ts';
import type { Evidence } from '../model/evidence.ts';
import { chooseGranularity } from './choose-granularity.ts';
import { findCompositionRoots } from './composition-roots.ts';
import { type Candidate, runEnsemble } from './ensemble.ts';
import { type ExpectedServices, expectServices } from './expected-services.ts';
import { findCommunities } from './find-communities.ts';
import { findSharedKernel } from './shared-kernel.ts';
import { combineViews, type WeighedView, weighViews } from './weigh-views.ts';

export interface DetectOptions {
  readonly seed: number;
  readonly folders: boolean;
}

/** Where the lines run, by number of module, before anything is named or scored. */
export interface Boundaries {
  readonly views: Views;
  readonly weighed: readonly WeighedView[];
  readonly coupling: WeightedGraph;
  readonly rows: DependencyRows;
  readonly roots: Uint8Array;
  readonly kernel: Uint8Array;
  readonly expected: ExpectedServices;
  readonly candidates: readonly Candidate[];
  readonly recommended: Candidate;
}

export function detectBoundaries(evidence: Evidence, { seed, folders }: DetectOptions): Boundaries {
  const all = buildViews(evidence, { folders });
  const rows = dependencyRows(evidence.dependencies, all.index);
  const roots = rootsOf(all, rows, seed);
  const views = roots.includes(1) ? withoutModules(all, roots) : all;
  const weighed = weighViews(views.list, seed);
  const coupling = combineViews(views.index.ids.length, weighed);
  const counted = roots.map((root) => 1 - root);
  const expected = expectServices(
    evidence,
    counted.reduce((sum, one) => sum + one, 0),
  );
  const candidates = runEnsemble(coupling, { seed, counted });
  const recommended = chooseGranularity(candidates, expected);
  const kernel = findSharedKernel({
    rows,
    partition: recommended.partition,
    roots,
    folders: views.index.modules.map((module) => (folders ? module.folder : '')),
  });
  return { views, weighed, coupling, rows, roots, kernel, expected, candidates, recommended };
}

/** A first cut only finds what wires everything; it is thrown away. */
function rootsOf(views: Views, rows: DependencyRows, seed: number): Uint8Array {
  const order = views.index.ids.length;
  const graph = combineViews(order, weighViews(views.list, seed));
  return findCompositionRoots(rows, findCommunities(graph, { resolution: 1.5, seed, runs: 1 }));
}
