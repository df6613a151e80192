import type { Route, RouteTable } from '../model/route.ts';
import type { UpstreamSpec } from '../model/upstream.ts';
import { describeStanding } from '../rollout/stage-ladder.ts';

export interface BannerParts {
  readonly table: RouteTable;
  readonly listening: readonly string[];
  readonly admin: string | undefined;
  readonly workers: number;
  readonly version: string;
}

/** More routes than this are counted by stage and not listed. */
const LISTED = 30;

/** What an operator wants to see at the start: what is routed where. */
export function renderBanner({ table, listening, admin, workers, version }: BannerParts): string {
  const lines = [
    `banyan proxy ${version}, ${workers === 1 ? '1 worker' : `${workers} workers`}`,
    `  clients   ${listening.join(', ')}`,
    `  admin     ${admin ?? 'off'}`,
    `  monolith  ${addresses(table.monolith)}`,
    ...[...table.services.values()].map((service) => `  service   ${service.id} ${addresses(service)}`),
    ...routeLines(table.routes),
  ];
  return `${lines.join('\n')}\n`;
}

function addresses({ addresses: all }: UpstreamSpec): string {
  return all.map(({ label }) => label).join(', ');
}

function routeLines(routes: readonly Route[]): string[] {
  if (routes.length === 0) return ['  no routes: everything goes to the monolith'];
  if (routes.length > LISTED) return [`  ${routes.length} routes: ${stageCounts(routes)}`];
  const width = Math.max(...routes.map(({ id }) => id.length));
  return routes.map((route) => {
    const methods = route.match.methods.length === 0 ? '*' : route.match.methods.join(',');
    return `  route     ${route.id.padEnd(width)}  ${methods} ${route.match.path} → ${route.service}, ${describeStanding(route)}`;
  });
}

function stageCounts(routes: readonly Route[]): string {
  const stages = ['monolith', 'shadow', 'canary', 'live'] as const;
  return stages
    .map((stage) => [stage, routes.filter((route) => route.stage === stage).length] as const)
    .filter(([, count]) => count > 0)
    .map(([stage, count]) => `${count} ${stage}`)
    .join(', ');
}
