import { isPlainPath, otherReadings, routingPath } from '../routing/routing-path.ts';
import type { RoutedRequest } from '../routing/matcher.ts';
import type { LiveTable, RouteEntry } from '../routing/live-table.ts';

/** The third phase: the route of a request; `undefined` where two servers could find two owners for it. */
export function matchRequest(table: LiveTable, request: RoutedRequest): RouteEntry | undefined {
  if (isPlainPath(request.path)) return table.find(request);
  const entry = table.find({ ...request, path: routingPath(request.path) });
  for (const path of otherReadings(request.path)) {
    if (ownerOf(table.find({ ...request, path })) !== ownerOf(entry)) return undefined;
  }
  return entry;
}

/** A route that stands at `monolith` is as good as none: both readings go to the same place. */
function ownerOf({ route }: RouteEntry): string {
  return route === undefined || route.stage === 'monolith' ? '' : route.id;
}
