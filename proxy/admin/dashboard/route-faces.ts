import type { Supervisor } from '../../life/supervisor.ts';
import type { RouteFace } from '../../model/live.ts';
import { routeText } from '../route-text.ts';

/** What the page shows of each route beside its rates, in the order of the table. */
export function routeFaces(supervisor: Supervisor): RouteFace[] {
  return supervisor.table.routes.map((route) => ({
    id: route.id,
    match: routeText(route),
    service: route.service,
    stage: route.stage,
    percent: route.percent,
    next: supervisor.nextOf(route) ?? null,
    phase: supervisor.rolloutOf(route)?.phase ?? null,
  }));
}
