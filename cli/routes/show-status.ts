import type { ProxyStatus, RouteStatus, SideStatus } from '../../proxy/index.ts';
import type { CommandResult } from '../envelope.ts';
import type { Io } from '../io.ts';
import { printable } from '../printable.ts';
import { shorten } from '../text/layout.ts';
import { plural } from '../../words/plural.ts';
import { type AdminFlags, adminOf } from './admin-of.ts';
import { renderMirroring } from './render-mirroring.ts';
import { renderRollout } from './render-rollout.ts';
import { count } from '../../words/count.ts';

export type StatusFlags = AdminFlags & { readonly all?: boolean };

export async function showStatus(flags: StatusFlags, io: Io): Promise<CommandResult> {
  const status = await adminOf(flags, io).status();
  return { data: status, text: () => renderStatus(status, io.columns, flags.all) };
}

/** Of so many routes and more, those with nothing to tell are counted, not listed. */
const MANY = 20;
/** What stands right of an id. */
const CELLS = 49;

/** Fits 80 columns: long ids lose their middle, unless all routes are asked for. */
export function renderStatus(status: ProxyStatus, columns = 80, all = false): string {
  const { workers, inFlight, connections } = status;
  const routes = all || status.routes.length < MANY ? status.routes : status.routes.filter(hasNews);
  const quiet = status.routes.length - routes.length;
  const longest = Math.max(5, ...routes.map(({ id }) => id.length));
  const width = all ? longest : Math.min(longest, Math.max(20, columns - CELLS));
  const lines = [
    `${plural(workers, 'worker')}, ${plural(connections, 'connection')}, ${count(inFlight)} in flight`,
    ...status.notRecorded.map(({ what, why }) => `not recorded: ${what} (${printable(why)})`),
    ...(status.planError === '' ? [] : [`plan on disk not in use: ${printable(status.planError)}`]),
    '',
    `${'route'.padEnd(width)}  stage        monolith            service`,
    ...routes.flatMap((route) => [
      renderRoute(route, width),
      ...renderMirroring(route, columns),
      ...renderRollout(route, columns),
    ]),
    `${'-'.padEnd(width)}  (no route)   ${renderSide(status.unrouted)}`,
    ...(quiet === 0 ? [] : [`${plural(quiet, 'more route')} at stage monolith, not asked for yet (--all)`]),
    '',
    ...status.upstreams.map(renderUpstream),
  ];
  return `${lines.join('\n')}\n`;
}

function hasNews({ stage, monolith, servedByService, rollout }: RouteStatus): boolean {
  return stage !== 'monolith' || monolith.requests + servedByService.requests > 0 || rollout !== null;
}

function renderRoute(route: RouteStatus, width: number): string {
  const stage = route.stage === 'canary' ? `canary ${route.percent} %` : route.stage;
  const fallbacks = route.fallbacks === 0 ? '' : `  ${count(route.fallbacks)} fell back`;
  return `${shorten(printable(route.id), width).padEnd(width)}  ${stage.padEnd(11)}  ${renderSide(route.monolith).padEnd(18)}  ${renderSide(route.servedByService)}${fallbacks}`;
}

function renderSide({ requests, errors, p99Ms }: SideStatus): string {
  if (requests === 0) return '-';
  const wrong = errors === 0 ? '' : ` ${count(errors)} err`;
  return `${count(requests)}${wrong}${p99Ms === null ? '' : ` p99≤${count(p99Ms)}ms`}`;
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
  return `${id}: ${count(active)} active, ${count(waiting)} waiting${breaker}; ${places.join(', ')}`;
}
