import type { Endpoint } from '../../analyzer/model/evidence.ts';
import type { PlanPart, PlanRoute as Route } from './plan-part.ts';
import type { CutIndex } from './cut-index.ts';
import type { EndpointView, ReportSource } from './report.ts';

/** Every way in, with the service that would answer it and, from the plan, who answers today. */
export function endpointsOf(
  { endpoints }: ReportSource,
  index: CutIndex,
  plan?: PlanPart,
): readonly EndpointView[] {
  const routes = routesByPath(plan?.routes ?? []);
  return endpoints.map((endpoint) => {
    const service = index.serviceNamed(endpoint.module);
    const route = routeFor(endpoint, routes);
    return {
      ...endpoint,
      ...(service === undefined ? {} : { service }),
      ...(route === undefined ? {} : { stage: route.stage, route: route.id }),
    };
  });
}

function routesByPath(routes: readonly Route[]): ReadonlyMap<string, readonly Route[]> {
  const byPath = new Map<string, Route[]>();
  for (const route of routes) {
    const shape = shapeOf(route.match.path);
    byPath.set(shape, [...(byPath.get(shape) ?? []), route]);
  }
  return byPath;
}

/** The route that is written for this very template; patterns that merely cover it say nothing about its stage. */
function routeFor(
  { protocol, method, path }: Endpoint,
  routes: ReadonlyMap<string, readonly Route[]>,
): Route | undefined {
  if (protocol !== 'http') return undefined;
  return routes
    .get(shapeOf(path))
    ?.find(({ match }) => match.method === undefined || method === 'ALL' || match.method.includes(method));
}

/** The names of parameters are the author's own: `/orders/:id` and `/orders/:orderId` are one. */
function shapeOf(path: string): string {
  return path.replace(/:[^/]+/gu, ':').replace(/\/+$/u, '');
}
