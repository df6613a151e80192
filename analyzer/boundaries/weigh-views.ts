import type { View } from '../graph/build-views.ts';
import { sumOfGraphs, type WeightedGraph } from '../graph/weighted-graph.ts';
import type { ViewName } from '../model/decomposition.ts';
import { findCommunities } from './find-communities.ts';
import { isLarge } from './is-large.ts';
import { modularity } from './modularity.ts';
import type { Partition } from './partition.ts';

/** A view with the say that it gets in the coupling graph. */
export interface WeighedView extends View {
  /** How well the view's own communities fit the reference view, 0 to 1; higher is better. */
  readonly trust: number;
  /** Its factor in the coupling graph. */
  readonly weight: number;
  /** The view's own communities. */
  readonly communities: Partition;
}

/** The say of a view that is trusted fully; how these were chosen stands in docs/decisions. */
const fullWeight: Readonly<Record<ViewName, number>> = {
  structure: 1,
  data: 0.5,
  useCase: 0.5,
  names: 1,
  folders: 0.5,
  history: 0.25,
  traffic: 0.5,
};
/** Below this a view contradicts the reference more than it supports it, and is left out. */
const leastTrust = 0.15;

/**
 * Measures each view against the reference view (structure, else the first there is): the modularity
 * that the view's own best partition reaches there, over that of the reference's own. So misleading
 * names, or folders that stand for layers, lose their say. Where the views are large, the search begins with
 * the communities found `before` some modules were left out.
 */
export function weighViews(
  views: readonly View[],
  seed: number,
  before: readonly WeighedView[] = [],
): readonly WeighedView[] {
  const reference = views[0];
  if (!reference) return [];
  const starts = isLarge(...views.map(({ graph }) => graph)) ? before : [];
  const [first, ...others] = views.map((view) => {
    const start = starts.find(({ name }) => name === view.name)?.communities;
    return { ...view, communities: findCommunities(view.graph, { resolution: 1, seed, runs: 1, start }) };
  });
  const own = modularity(reference.graph, first!.communities);
  const weighed = others.map((view) => {
    const fit = own > 0 ? modularity(reference.graph, view.communities) / own : 0;
    const trust = Math.min(1, Math.max(0, fit));
    return { ...view, trust, weight: trust < leastTrust ? 0 : fullWeight[view.name] * trust ** 2 };
  });
  return [{ ...first!, trust: 1, weight: 1 }, ...weighed];
}

/** The views as one graph, each with its weight. */
export function combineViews(order: number, views: readonly WeighedView[]): WeightedGraph {
  const parts = views
    .filter(({ weight }) => weight > 0)
    .map(({ graph, weight }) => ({ graph, factor: weight }));
  return sumOfGraphs(order, parts);
}
