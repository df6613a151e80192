import type { Found } from '../extractor.ts';
import type { Handler } from './handler.ts';
import type { MountGraph } from './mount-graph.ts';
import { pathTemplate } from './paths.ts';

/** A route on its router, before the prefixes of those above it. */
export interface MountedRoute extends Handler {
  readonly method: string;
}

/** Every route of a mount graph, under every path that it answers to, as an endpoint. */
export function addHttpEndpoints(
  { endpoints }: Pick<Found, 'endpoints'>,
  source: string,
  graph: MountGraph<MountedRoute>,
): void {
  for (const { path, certainty, route } of graph.routes()) {
    endpoints.push({ protocol: 'http', path: pathTemplate(path), certainty, source, ...route });
  }
}
