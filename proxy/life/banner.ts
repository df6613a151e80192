import type { Route, RouteTable } from '../model/route.ts';
import type { UpstreamSpec } from '../model/upstream.ts';
import { count as counted } from '../../words/count.ts';

export interface BannerParts {
  readonly table: RouteTable;
  readonly listening: readonly string[];
  readonly admin: string | undefined;
  readonly workers: number;
  readonly version: string;
}

/** More routes than this are counted by stage and not listed. */
const LISTED = 30;

/** The width of a terminal that nobody has widened. */
const COLUMNS = 80;
const INDENT = ' '.repeat(12);

/** What an operator wants to see at the start: what is routed where. */
export function renderBanner({ table, listening, admin, workers, version }: BannerParts): string {
  const lines = [
    `banyan proxy ${version}, ${workers === 1 ? '1 worker' : `${workers} workers`}`,
    ...entry('clients', listening, ', '),
    `  admin     ${admin ?? 'off'}`,
    ...entry('monolith', addresses(table.monolith), ', '),
    ...[...table.services.values()].flatMap((service) =>
      entry('service', [service.id, ...addresses(service)], ' '),
    ),
    ...routeLines(table.routes),
  ];
  return `${lines.join('\n')}\n`;
}

/** One line, or, where that is too long, a line for each part. */
function entry(name: string, parts: readonly string[], between: string): string[] {
  const label = `  ${name.padEnd(10)}`;
  const line = `${label}${parts.join(between)}`;
  if (line.length <= COLUMNS) return [line];
  return parts.map((part, index) => `${index === 0 ? label : INDENT}${part}`);
}

function addresses({ addresses: all }: UpstreamSpec): string[] {
  return all.map(({ label }) => label);
}

function routeLines(routes: readonly Route[]): string[] {
  if (routes.length === 0) return ['  no routes: everything goes to the monolith'];
  if (routes.length > LISTED) return [`  ${counted(routes.length)} routes: ${stageCounts(routes)}`];
  return routes.flatMap((route) => entry('route', [route.id, asked(route), `→ ${answeredBy(route)}`], '  '));
}

/** What a request must be like, in the words of the plan. */
function asked({ match }: Route): string {
  const { hosts, methods, path, headers, query } = match;
  const method = methods.length === 0 ? '*' : methods.join(',');
  const conditions = [
    ...headers.map(({ name, value }) => `header ${name}${value === undefined ? '' : `: ${value}`}`),
    ...query.map(({ name, value }) => `query ${name}${value === undefined ? '' : `=${value}`}`),
  ];
  const host = hosts.length === 0 ? '' : `${hosts.join(',')} `;
  return [`${host}${method} ${path}`, ...conditions].join(', ');
}

/** Who answers at the stage where the route stands. */
function answeredBy({ service, stage, percent, fallback }: Route): string {
  switch (stage) {
    case 'canary':
      return `${service} ${percent} %, else monolith`;
    case 'live':
      return fallback ? `${service} (live)` : `${service} (live, no fallback)`;
    case 'shadow':
      return `monolith, copies to ${service}`;
    case 'monolith':
    default:
      return `monolith (planned: ${service})`;
  }
}

function stageCounts(routes: readonly Route[]): string {
  const stages = ['monolith', 'shadow', 'canary', 'live'] as const;
  return stages
    .map((stage) => [stage, routes.filter((route) => route.stage === stage).length] as const)
    .filter(([, count]) => count > 0)
    .map(([stage, count]) => `${counted(count)} ${stage}`)
    .join(', ');
}
