import type { RouteStatus } from '../../proxy/index.ts';
import { printable } from '../printable.ts';
import { wrap } from '../text/layout.ts';
import { count } from '../../words/count.ts';

const INDENT = '    ';

/** What mirroring found of a route since the start, below its line; nothing where nothing is mirrored. */
export function renderMirroring(route: RouteStatus, columns: number): string[] {
  const { stage, shadow } = route;
  const { compared, diverged, mirrored } = shadow;
  const detail = detailsOf(route).join(', ');
  if (stage !== 'shadow' && compared === 0 && detail === '') return [];
  const found =
    mirrored === 0
      ? 'nothing mirrored yet'
      : `${count(compared)} compared since the start, ${count(diverged)} differ${pace(route)}`;
  const lines = [`shadow: ${found}`, ...(detail === '' ? [] : wrap(detail, columns - INDENT.length))];
  return lines.map((line) => INDENT + line);
}

/** How long the service takes for the copies: a slow one is seen before it is asked for clients. */
function pace({ shadowP99Ms }: RouteStatus): string {
  return shadowP99Ms === null ? '' : `, service p99≤${shadowP99Ms}ms`;
}

function detailsOf({ id, shadow }: RouteStatus): string[] {
  const { diverged, noisy, statuses } = shadow;
  const failed = (statuses[0] ?? 0) + (statuses[5] ?? 0);
  const dropped = Object.entries(shadow.dropped).filter(([, copies]) => copies > 0);
  return [
    ...(diverged === 0 ? [] : [`"banyan routes diff ${printable(id)}" shows what differs`]),
    ...(noisy === 0 ? [] : [`${count(noisy)} differ by noise alone`]),
    ...(failed === 0 ? [] : [`${count(failed)} with 5xx or no answer`]),
    ...dropped.map(([reason, copies]) => `${count(copies)} not compared: ${reason}`),
  ];
}
