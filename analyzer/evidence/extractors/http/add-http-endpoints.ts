import type { Found } from '../extractor.ts';
import type { Handler } from './handler.ts';
import type { MountGraph } from './mount-graph.ts';
import { pathTemplate } from './paths.ts';

/** Every route of a mount graph, under every path that it answers to, as an endpoint. */
export function addHttpEndpoints(
  { endpoints }: Pick<Found, 'endpoints'>,
  source: string,
  graph: MountGraph<Handler & { readonly method: string }>,
): void {
  for (const { path, certainty, route } of graph.routes()) {
    endpoints.push({ protocol: 'http', path: pathTemplate(path), certainty, source, ...route });
  }
}
