import type { ProxyStatus, RouteStatus, SideStatus } from '../../proxy/index.ts';
import type { CommandResult } from '../envelope.ts';
import type { Io } from '../io.ts';
import { printable } from '../printable.ts';
import { type AdminFlags, adminOf } from './admin-of.ts';
import { renderRollout } from './render-rollout.ts';

export async function showStatus(flags: AdminFlags, io: Io): Promise<CommandResult> {
  const status = await adminOf(flags, io).status();
  return { data: status, text: () => renderStatus(status, io.columns) };
}

/** Fits 80 columns for ids of usual length. */
export function renderStatus(status: ProxyStatus, columns = 80): string {
  const { routes, workers, inFlight, connections } = status;
  const width = Math.max(5, ...routes.map(({ id }) => id.length));
  const lines = [
    `${workers} ${workers === 1 ? 'worker' : 'workers'}, ${connections} connections, ${inFlight} in flight`,
    ...(status.planError === '' ? [] : [`plan on disk not in use: ${printable(status.planError)}`]),
    '',
    `${'route'.padEnd(width)}  stage        monolith            service`,
    ...routes.flatMap((route) => [renderRoute(route, width), ...renderRollout(route, columns)]),
    `${'-'.padEnd(width)}  (no route)   ${renderSide(status.unrouted)}`,
    '',
    ...status.upstreams.map(renderUpstream),
  ];
  return `${lines.join('\n')}\n`;
}

function renderRoute(route: RouteStatus, width: number): string {
  const stage = route.stage === 'canary' ? `canary ${route.percent} %` : route.stage;
  const fallbacks = route.fallbacks === 0 ? '' : `  ${route.fallbacks} fell back`;
  return `${route.id.padEnd(width)}  ${stage.padEnd(11)}  ${renderSide(route.monolith).padEnd(18)}  ${renderSide(route.servedByService)}${fallbacks}`;
}

function renderSide({ requests, errors, p99Ms }: SideStatus): string {
  if (requests === 0) return '-';
  const wrong = errors === 0 ? '' : ` ${errors} err`;
  return `${requests}${wrong}${p99Ms === null ? '' : ` p99≤${p99Ms}ms`}`;
}

function renderUpstream({
  id,
  active,
  waiting,
  breakersOpen,
  endpoints,
}: ProxyStatus['upstreams'][number]): string {
  const places = endpoints.map(
    ({ address, available }) => `${address}${available > 0 ? '' : ' (set aside)'}`,
  );
  const breaker = breakersOpen === 0 ? '' : ', breaker open';
  return `${id}: ${active} active, ${waiting} waiting${breaker}; ${places.join(', ')}`;
}
