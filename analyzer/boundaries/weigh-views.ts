import type { View } from '../graph/build-views.ts';
import { sumOfGraphs, type WeightedGraph } from '../graph/weighted-graph.ts';
import type { ViewName } from '../model/decomposition.ts';
import { findCommunities } from './find-communities.ts';
import { modularity } from './modularity.ts';

/** A view with the say that it gets in the coupling graph. */
export interface WeighedView extends View {
  /** How well the view's own communities fit the reference view, 0 to 1; higher is better. */
  readonly trust: number;
  /** Its factor in the coupling graph. */
  readonly weight: number;
}

/** The say of a view that is trusted fully; how these were chosen stands in docs/decisions. */
const fullWeight: Readonly<Record<ViewName, number>> = {
  structure: 1,
  data: 0.5,
  useCase: 0.5,
  names: 0.75,
  folders: 0.5,
  history: 0.25,
  traffic: 0.5,
};
/** Below this a view contradicts the reference more than it supports it, and is left out. */
const leastTrust = 0.15;

/**
 * Measures each view against the reference view (structure, else the first there is): the modularity
 * that the view's own best partition reaches there, over that of the reference's own. So misleading
 * names, or folders that stand for layers, lose their say.
 */
export function weighViews(views: readonly View[], seed: number): readonly WeighedView[] {
  const reference = views[0];
  if (!reference) return [];
  const own = qualityOn(reference.graph, reference.graph, seed);
  return views.map((view) => {
    if (view === reference) return { ...view, trust: 1, weight: 1 };
    const fit = own > 0 ? qualityOn(reference.graph, view.graph, seed) / own : 0;
    const trust = Math.min(1, Math.max(0, fit));
    return { ...view, trust, weight: trust < leastTrust ? 0 : fullWeight[view.name] * trust ** 2 };
  });
}

function qualityOn(reference: WeightedGraph, view: WeightedGraph, seed: number): number {
  return modularity(reference, findCommunities(view, { resolution: 1, seed, runs: 1 }));
}

/** The views as one graph, each with its weight. */
export function combineViews(order: number, views: readonly WeighedView[]): WeightedGraph {
  const parts = views
    .filter(({ weight }) => weight > 0)
    .map(({ graph, weight }) => ({ graph, factor: weight }));
  return sumOfGraphs(order, parts);
}
