import type { Analysis } from '../../analyzer/index.ts';
import type { Decomposition, Service } from '../../analyzer/model/decomposition.ts';
import { printable } from '../printable.ts';
import { count, labelled, padEnd, padStart, plural, shorten } from './layout.ts';
import { renderCoverage } from './render-coverage.ts';
import { renderTraffic } from './render-traffic.ts';
import type { View } from './view.ts';

/** A large monolith has more services than a screen has lines; the file has them all. */
const SERVICES_SHOWN = 20;
const MODULES_SHOWN = 6;
const REASONS_SHOWN = 3;

/** What a person needs to see first: what was read, what is proposed and why, what stands apart, what to do next. */
export function renderAnalysis(analysis: Analysis, view: View): string {
  const recommended = analysis.decompositions.find(({ granularity }) => granularity === 'recommended');
  return [
    ...renderHeading(analysis, view),
    ...renderCoverage(analysis, view),
    ...renderTraffic(analysis, view),
    ...renderVerdict(analysis, view),
    ...(recommended ? renderServices(recommended, view) : []),
    ...renderApart('Shared kernel', analysis.shared.map(sharedLine), view),
    ...renderApart(
      'Composition roots',
      analysis.roots.map(({ module, reason }) => [module, reason]),
      view,
    ),
  ].join('\n');
}

function renderHeading({ codebase, dependencies }: Analysis, { columns, palette }: View): string[] {
  const facts = `${plural(codebase.files, 'file')} · ${plural(codebase.lines, 'line')} · ${plural(dependencies.length, 'dependency', 'dependencies')}`;
  return [`${palette.bold(shorten(printable(codebase.name), columns - facts.length - 3))} · ${facts}`, ''];
}

const ADVICE = {
  split: 'split it',
  'modularise-first': 'modularise it first',
  'leave-it': 'leave it whole',
} as const;

function renderVerdict({ verdict }: Analysis, { columns, palette }: View): string[] {
  const reasons = verdict.reasons.flatMap((reason) =>
    labelled('', printable(reason), columns, 2).map((line) => line.trimEnd()),
  );
  return [`${palette.bold('Verdict')}  ${palette.accent(ADVICE[verdict.advice])}`, ...reasons, ''];
}

function renderServices({ services }: Decomposition, view: View): string[] {
  const shown = [...services]
    .sort((left, right) => right.modules.length - left.modules.length)
    .slice(0, SERVICES_SHOWN);
  const hidden = services.length - shown.length;
  return [
    view.palette.bold(`Proposed services (${services.length})`),
    ...shown.flatMap((service) => renderService(service, view)),
    ...(hidden > 0 ? [view.palette.dim(`  … and ${hidden} smaller ones, in the file below`)] : []),
    '',
  ];
}

function renderService(
  { name, modules, lines, cohesion, dependsOn, reasons }: Service,
  { columns, palette }: View,
): string[] {
  const width = Math.max(16, columns - 46);
  const title = padEnd(shorten(printable(name), width), width);
  const size = `${padStart(plural(modules.length, 'file'), 11)} ${padStart(plural(lines, 'line'), 13)}`;
  const uses = dependsOn.slice(0, 5).map(({ service, pairs }) => `${printable(service)} (${count(pairs)})`);
  const more = dependsOn.length > 5 ? `, ${dependsOn.length - 5} more` : '';
  return [
    `  ${palette.accent(title)} ${size}  cohesion ${cohesion.toFixed(2)}`,
    ...labelled('depends on', uses.length > 0 ? uses.join(', ') + more : 'no other service', columns),
    ...reasons
      .slice(0, REASONS_SHOWN)
      .flatMap(({ text }, index) => labelled(index === 0 ? 'because' : '', printable(text), columns)),
  ];
}

function sharedLine({ module, usedBy, services }: Analysis['shared'][number]): [string, string] {
  return [module, `used by ${plural(usedBy, 'module')} of ${plural(services, 'service')}`];
}

function renderApart(
  title: string,
  rows: readonly (readonly [string, string])[],
  { columns, palette }: View,
): string[] {
  if (rows.length === 0) return [];
  const first = rows.slice(0, MODULES_SHOWN);
  const longest = Math.max(...first.map(([module]) => printable(module).length));
  const width = Math.min(longest, Math.floor(columns * 0.5));
  const shown = first.map(([module, why]) => {
    const room = Math.max(10, columns - width - 4);
    return `  ${padEnd(shorten(printable(module), width), width)}  ${palette.dim(shorten(printable(why), room))}`;
  });
  const hidden = rows.length - shown.length;
  return [
    palette.bold(`${title} (${rows.length})`),
    ...shown,
    ...(hidden > 0 ? [palette.dim(`  … and ${hidden} more`)] : []),
    '',
  ];
}
