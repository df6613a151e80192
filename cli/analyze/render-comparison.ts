import type { RouteComparison } from '../../analyzer/index.ts';
import { printable } from '../printable.ts';
import { plural } from '../../words/plural.ts';
import { count } from '../../words/count.ts';

const shown = 20;

/** Recall first, then what is missing; what the list does not know may be forgotten there. */
export function renderComparison({ known, found, recall, missing, unlisted }: RouteComparison): string {
  return [
    `Routes   ${found} of ${plural(known, 'known endpoint')} found (${(100 * recall).toFixed(1)} %)`,
    ...listed('missing', missing),
    ...listed('found, not in the list', unlisted),
    '',
  ].join('\n');
}

function listed(title: string, endpoints: readonly string[]): string[] {
  if (endpoints.length === 0) return [];
  const rest = endpoints.length - shown;
  return [
    `         ${title} (${count(endpoints.length)})`,
    ...endpoints.slice(0, shown).map((one) => `           ${printable(one)}`),
    ...(rest > 0 ? [`           … and ${rest} more, with --json`] : []),
  ];
}
