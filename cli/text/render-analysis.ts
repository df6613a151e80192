import type { Analysis } from '../../analyzer/index.ts';
import type { Decomposition, Service } from '../../analyzer/model/decomposition.ts';
import { type ApartFolder, apartFolders } from '../analyze/apart-folders.ts';
import { excludeLines } from '../analyze/exclude-lines.ts';
import { printable } from '../printable.ts';
import { labelled, padEnd, padStart, shorten, wrap } from './layout.ts';
import { count } from '../../words/count.ts';
import { plural } from '../../words/plural.ts';
import { renderOwnership } from './render-ownership.ts';
import { renderCoverage } from './render-coverage.ts';
import { renderTraffic } from './render-traffic.ts';
import type { View } from './view.ts';

/** A large monolith has more services than a screen has lines; the file has them all. */
const SERVICES_SHOWN = 12;
const MODULES_SHOWN = 6;
const REASONS_SHOWN = 3;
const WAVES_SHOWN = 3;
const NAMES_SHOWN = 6;

/** What a person needs to see first: what was read, what is proposed and why, what stands apart, what to do next. */
export function renderAnalysis(analysis: Analysis, view: View): string {
  const recommended = analysis.decompositions.find(({ granularity }) => granularity === 'recommended');
  return [
    ...renderHeading(analysis, view),
    ...renderCoverage(analysis, view),
    ...renderTraffic(analysis, view),
    ...renderVerdict(analysis, view),
    ...renderApartFolders(analysis, view),
    ...(recommended ? renderServices(recommended, view) : []),
    ...(recommended ? renderOwnership(analysis, recommended, view) : []),
    ...renderOrder(analysis, view),
    ...renderApart('Shared kernel', mostUsedFirst(analysis.shared).map(sharedLine), view),
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
  split: ['split it', 'services can leave one by one, in the order below'],
  'modularise-first': ['modularise it first', 'hold these lines inside one deployment before any leaves'],
  'leave-it': ['leave it whole', 'no cut was found that is worth its price'],
} as const;

const MARGIN = ' '.repeat(14);

function renderVerdict({ verdict }: Analysis, { columns, palette }: View): string[] {
  const reasons = verdict.reasons.flatMap((reason) =>
    labelled('', printable(reason), columns, 2).map((line) => line.trimEnd()),
  );
  const [advice, meaning] = ADVICE[verdict.advice];
  return [`${palette.bold('Verdict')}  ${palette.accent(advice)}`, `${MARGIN}${meaning}`, ...reasons, ''];
}

function renderServices({ services }: Decomposition, view: View): string[] {
  const shown = [...services]
    .sort((left, right) => right.modules.length - left.modules.length)
    .slice(0, SERVICES_SHOWN);
  const hidden = services.length - shown.length;
  return [
    view.palette.bold(`Proposed services (${count(services.length)})`),
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
  const more = dependsOn.length > 5 ? `, ${count(dependsOn.length - 5)}\u00A0more` : '';
  return [
    `  ${palette.accent(title)} ${size}  cohesion ${cohesion.toFixed(2)}`,
    ...labelled('depends on', uses.length > 0 ? uses.join(', ') + more : 'no other service', columns),
    ...reasons
      .slice(0, REASONS_SHOWN)
      .flatMap(({ text }, index) => labelled(index === 0 ? 'because' : '', printable(text), columns)),
  ];
}

/** Where to begin, which is what people ask next: the first wave of the roadmap, best first. */
function renderOrder({ roadmap }: Analysis, { columns, palette }: View): string[] {
  const waves = [...new Set(roadmap.map(({ wave }) => wave))];
  if (roadmap.length < 2) return [];
  const lines = waves.slice(0, WAVES_SHOWN).flatMap((wave) => {
    const services = roadmap.filter((step) => step.wave === wave).map(({ service }) => printable(service));
    const more = services.length - NAMES_SHOWN;
    const names = [...services.slice(0, NAMES_SHOWN), ...(more > 0 ? [`${more}\u00A0more`] : [])].join(', ');
    return labelled(`wave ${wave}`, names, columns, 2);
  });
  const later = roadmap.filter(({ wave }) => !waves.slice(0, WAVES_SHOWN).includes(wave)).length;
  const rest = later > 0 ? [palette.dim(`  … and ${later} later, in the file below`)] : [];
  return [palette.bold('Order of extraction'), ...lines, ...rest, ''];
}

/** What hides a split of the part that serves requests: pages, tools and samples beside it. */
function renderApartFolders(analysis: Analysis, { columns, palette, excluded = [] }: View): string[] {
  const folders = apartFolders(analysis);
  if (folders.length === 0) return [];
  const globs = [...excluded, ...folders.map(({ folder }) => `${folder}/**`)].map(printable);
  const text = `${apartReasons(folders)} If these are pages, tools or samples, the proposal gets clearer without: write this to banyan.config.yaml, and analyze again.`;
  return [
    palette.bold('Stands apart'),
    ...wrap(text, columns - 2).map((line) => `  ${line}`),
    `    version: 1`, // The whole file, on lines to be copied.
    ...excludeLines(globs, columns - 4).map((line) => `    ${line}`),
    '',
  ];
}

function apartReasons(folders: readonly ApartFolder[]): string {
  const texts = folders.filter(({ languages }) => languages !== undefined);
  const unused = folders.filter(({ languages }) => languages === undefined);
  return [
    ...(unused.length === 0
      ? []
      : [
          `${named(unused)}: no endpoint, no table, and nothing else uses ${unused.length === 1 ? 'it' : 'them'}.`,
        ]),
    ...(texts.length === 0 ? [] : [`${named(texts)}: the same texts in several languages.`]),
  ].join(' ');
}

function named(folders: readonly ApartFolder[]): string {
  return folders.map(({ folder, modules }) => `${printable(folder)} (${plural(modules, 'file')})`).join(', ');
}

function mostUsedFirst(shared: Analysis['shared']): Analysis['shared'] {
  return [...shared].sort((left, right) => right.usedBy - left.usedBy);
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
  const first = rows
    .slice(0, MODULES_SHOWN)
    .map(([module, why]) => [printable(module), printable(why)] as const);
  const width = Math.max(...first.map(([module]) => module.length));
  const isNarrow = first.some(([, why]) => width + why.length + 4 > columns);
  const shown = first.flatMap(([module, why]) =>
    isNarrow
      ? [`  ${shorten(module, columns - 2)}`, `      ${palette.dim(why)}`]
      : [`  ${padEnd(module, width)}  ${palette.dim(why)}`],
  );
  const hidden = rows.length - first.length;
  return [
    palette.bold(`${title} (${count(rows.length)})`),
    ...shown,
    ...(hidden > 0 ? [palette.dim(`  … and ${hidden} more`)] : []),
    '',
  ];
}
