import type { Analysis } from '../../analyzer/index.ts';
import { readPlan } from '../../plan/index.ts';
import { apartFolders } from '../analyze/apart-folders.ts';
import { renderPatch } from '../plan/render-patch.ts';
import { printable } from '../printable.ts';
import { padEnd, wrap } from '../text/layout.ts';
import { count } from '../../words/count.ts';
import { plural } from '../../words/plural.ts';
import type { DetectedAddress } from './detect-address.ts';
import type { Stack } from './detect-stack.ts';
import type { Proposals } from './proposals.ts';

const WIDTH = 80;

interface Told extends Proposals {
  readonly stack: Stack;
  readonly monolith: string | undefined;
  readonly detected: DetectedAddress | undefined;
  readonly analysis: Analysis;
  readonly writes: boolean;
  readonly color: boolean;
}

/** What was found, and what was or would be written. A long new file is shown by its beginning. */
export function renderInit(told: Told): string {
  const { stack, proposals, kept, writes, color } = told;
  const found = [
    `Framework   ${stack.frameworks.join(', ') || 'none that is known'}`,
    `Data        ${stack.dataLayers.join(', ') || 'none that is known'}`,
    `Workspaces  ${stack.workspaces}`,
    `Listens on  ${listening(told)}`,
    ...wrap(reached(told), WIDTH - 12).map(
      (line, index) => padEnd(index === 0 ? 'Endpoints' : '', 12) + line,
    ),
    ...apart(told),
    ...kept.map((file) => `Kept        ${file} (it is there already)`),
  ].map(printable);
  if (writes)
    return `${[...found, ...proposals.map(({ file }) => `Written     ${file}`), ...next(told)].join('\n')}\n`;
  const patches = proposals.map(({ file, before, after }) =>
    shortened(renderPatch(file, before, after, color), file),
  );
  const ending =
    proposals.length === 0 ? 'Nothing to write.' : 'Nothing was written. To write this: banyan init --yes';
  return `${found.join('\n')}\n\n${patches.join('')}\n${ending}\n`;
}

/** Routes are made of endpoints; why some get none is said before anybody looks for it. */
function reached({ analysis, proposals }: Told): string {
  const found = analysis.endpoints.filter(({ protocol }) => protocol === 'http');
  const unknown = found.filter(({ path }) => path.includes('{dynamic}')).length;
  const homeless = found.filter(
    ({ path, module }) => !path.includes('{dynamic}') && !isPlaced(module, analysis),
  ).length;
  const plan = proposals.find(({ file }) => file === 'banyan.yaml')?.after;
  const routes = plan === undefined ? 0 : readPlan(plan).routes.length;
  return [
    `${count(found.length)} over HTTP${routes === 0 ? '' : `, in ${plural(routes, 'route')}`}`,
    ...(unknown === 0 ? [] : [`${count(unknown)} with a path made at run time get no route`]),
    ...(homeless === 0
      ? []
      : [`${count(homeless)} handled by modules of no service get none (banyan plan add-route)`]),
  ].join('; ');
}

function isPlaced(module: string, { decompositions }: Analysis): boolean {
  return decompositions.some(
    ({ granularity, services }) =>
      granularity === 'recommended' && services.some(({ modules }) => modules.includes(module)),
  );
}

/** Said where the configuration that is about to be written has the lines for it. */
function apart({ analysis, kept }: Told): string[] {
  const folders = apartFolders(analysis);
  if (folders.length === 0 || kept.includes('banyan.config.yaml')) return [];
  const named = folders.map(({ folder, modules }) => `${folder} (${plural(modules, 'file')})`).join(', ');
  const text = `${named} might be left out; the lines for it stand in banyan.config.yaml`;
  return wrap(text, WIDTH - 12).map((line, index) => padEnd(index === 0 ? 'Apart' : '', 12) + line);
}

function listening({ monolith, detected }: Told): string {
  if (monolith === undefined) return 'nothing that says so was found (--monolith http://HOST:PORT)';
  return detected === undefined ? monolith : `${monolith} (${detected.file}:${detected.line})`;
}

function next({ monolith, proposals, analysis }: Told): string[] {
  if (proposals.length === 0) return ['Nothing to write.'];
  return [
    'Next        banyan plan       look at it, and change what you know better',
    '            banyan baseline   accept what crosses it today; then commit',
    ...(wasNarrowed(analysis) && proposals.some(({ file }) => file === 'banyan.config.yaml')
      ? ['            write what --exclude left out into banyan.config.yaml']
      : []),
    ...(monolith === undefined
      ? ['            banyan plan upstream monolith http://HOST:PORT   before any proxy']
      : ['            banyan proxy      stand in front of the monolith; it still answers']),
  ];
}

/** The analysis left out what the configuration does not say yet. */
function wasNarrowed({ coverage }: Analysis): boolean {
  return coverage.skipped.some(({ reason }) => reason === 'excluded');
}

const SHOWN_LINES = 60;

function shortened(patch: string, file: string): string {
  const lines = patch.split('\n');
  if (lines.length <= SHOWN_LINES + 10) return patch;
  const more = lines.length - SHOWN_LINES;
  return `${lines.slice(0, SHOWN_LINES).join('\n')}\n… and ${more} more lines of ${file}\n`;
}
