import type { Analysis } from '../../analyzer/index.ts';
import { printable } from '../printable.ts';
import { labelled } from './layout.ts';
import { count } from '../../words/count.ts';
import { plural } from '../../words/plural.ts';
import type { View } from './view.ts';

/** Endpoints named in each row; the file has them all. */
const SHOWN = 5;

/** What traffic adds: which endpoints are called, which never, and which are called though nothing declares them. */
export function renderTraffic({ traffic }: Analysis, { columns, palette }: View): string[] {
  if (traffic === undefined) return [];
  const { called, neverCalled, undeclared, requests } = traffic;
  const busiest = [...called].sort((a, b) => b.requests - a.requests || (a.id < b.id ? -1 : 1));
  const rows: [label: string, text: string][] = [
    [
      'called',
      `${plural(called.length, 'endpoint')}: ${named(busiest.map((at) => `${at.id} (${count(at.requests)})`))}`,
    ],
    ['never', `${plural(neverCalled.length, 'endpoint')}: ${named(neverCalled)}`],
    [
      'undeclared',
      `${plural(undeclared.length, 'endpoint')}: ${named(undeclared.map((at) => `${at.method} ${at.path} (${count(at.requests)})`))}`,
    ],
  ];
  const full = rows.filter(([, text]) => !text.startsWith('0 '));
  return [
    `${palette.bold('Traffic')}  ${plural(requests, 'request')}`,
    ...full.flatMap(([label, text]) => labelled(label, printable(text), columns, 2)),
    '',
  ];
}

function named(names: readonly string[]): string {
  const rest = names.length - SHOWN;
  return [...names.slice(0, SHOWN), ...(rest > 0 ? [`${count(rest)} more`] : [])].join(', ');
}
