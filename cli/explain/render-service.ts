import type { Seam } from '../../analyzer/index.ts';
import type { Service } from '../../analyzer/model/decomposition.ts';
import { printable } from '../printable.ts';
import { plural } from '../../words/plural.ts';
import { count } from '../../words/count.ts';

const endpointsShown = 8;
const seamsShown = 12;

/** What holds a service together, what it serves, and where it must be cut off, dearest first. */
export function renderService(
  service: Service,
  endpoints: readonly string[],
  seams: readonly Seam[],
): string {
  const { name, modules, cohesion, reasons } = service;
  return [
    `${printable(name)}: ${plural(modules.length, 'module')}, ${Math.round(cohesion * 100)} % of its coupling stays inside`,
    ...reasons.map(({ text, share }) => `  ${Math.round(share * 100)} %  ${printable(text)}`),
    ...listed('Endpoints', endpoints.map(printable), endpointsShown),
    ...listed('Seams', seams.map(renderSeam), seamsShown),
    '',
  ].join('\n');
}

function renderSeam({ from, to, cutting, reason, uses }: Seam): string {
  return `${printable(from)} → ${printable(to)} (${plural(uses, 'use')})\n      ${cutting}: ${printable(reason)}`;
}

function listed(title: string, lines: readonly string[], most: number): string[] {
  if (lines.length === 0) return [];
  const rest = lines.length - most;
  return [
    `  ${title} (${count(lines.length)})`,
    ...lines.slice(0, most).map((line) => `    ${line}`),
    ...(rest > 0 ? [`    … and ${count(rest)} more, with --json`] : []),
  ];
}
