import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Analysis } from '../../analyzer/index.ts';
import {
  describeEffect,
  diffAnalyses,
  diffPlans,
  measurePlan,
  type Plan,
  type PlanChange,
  readPlan,
} from '../../plan/index.ts';
import { CliError } from '../cli-error.ts';
import type { PlanFlags } from './plan-flags.ts';
import type { CommandResult } from '../envelope.ts';
import type { Io } from '../io.ts';
import { printable } from '../printable.ts';
import { loadAnalysis } from './load-analysis.ts';
import { planAtRevision } from './plan-at-revision.ts';
import { planPlaceOf } from './plan-place.ts';
import { count } from '../../words/count.ts';

type DiffFlags = PlanFlags & { readonly since?: string; readonly markdown?: boolean };
type Side = { readonly plan: Plan } | { readonly analysis: Analysis };

/** What changed, in words: between two plans (with what that does to the cut), or between two analyses. */
export async function showDiff(
  [oldName, newName]: readonly (string | undefined)[],
  flags: DiffFlags,
  io: Io,
): Promise<CommandResult> {
  const place = planPlaceOf(flags, io);
  const before =
    oldName === undefined ? atRevision(place.file, flags.since ?? 'HEAD') : sideAt(resolve(io.cwd, oldName));
  const after = sideAt(newName === undefined ? place.file : resolve(io.cwd, newName));
  const [old, now] = await Promise.all([before, after]);
  if ('plan' in old && 'plan' in now) {
    const changes = diffPlans(old.plan, now.plan);
    const effect = effectOf(await loadAnalysis(place.analysis), old.plan, now.plan);
    return { data: { changes, effect }, text: () => renderPlans(changes, effect, flags.markdown === true) };
  }
  if ('analysis' in old && 'analysis' in now) {
    const changes = diffAnalyses(old.analysis, now.analysis);
    return { data: changes, text: () => renderAnalyses(changes, flags.markdown === true) };
  }
  throw new CliError('USAGE', 'A plan cannot be compared with an analysis.', 'Name two of a kind.');
}

async function sideAt(file: string): Promise<Side> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (cause) {
    throw new CliError('CANNOT_READ', `Cannot read ${JSON.stringify(file)}.`, 'Name a plan or an analysis.', {
      cause,
    });
  }
  if (!text.trimStart().startsWith('{')) return { plan: readPlan(text, file) };
  const analysis = await loadAnalysis(file);
  if (!analysis)
    throw new CliError('CANNOT_READ', `Cannot read ${JSON.stringify(file)}.`, 'Name a plan or an analysis.');
  return { analysis };
}

async function atRevision(file: string, revision: string): Promise<Side> {
  return { plan: await planAtRevision(file, revision) };
}

function effectOf(analysis: Analysis | undefined, before: Plan, after: Plan): string | undefined {
  return analysis ? describeEffect(measurePlan(analysis, before), measurePlan(analysis, after)) : undefined;
}

const TITLES: Readonly<Record<PlanChange['about'], string>> = {
  service: 'Services',
  modules: 'Modules',
  data: 'Data',
  decision: 'Decisions',
  shared: 'Shared code',
  stage: 'Stages',
  route: 'Routes',
  wave: 'Waves',
  settings: 'Settings',
};

function renderPlans(changes: readonly PlanChange[], effect: string | undefined, markdown: boolean): string {
  if (changes.length === 0) return 'The plans say the same.\n';
  const lines = Object.entries(TITLES).flatMap(([about, title]) => {
    const own = changes.filter((change) => change.about === about);
    return own.length === 0
      ? []
      : [heading(title, markdown), ...own.map(({ text }) => item(text, markdown)), ''];
  });
  if (effect !== undefined) lines.push(`Effect: ${effect || 'nothing that is measured changes'}`, '');
  return lines.join('\n');
}

function renderAnalyses(
  { services, moved, modules, metrics }: ReturnType<typeof diffAnalyses>,
  markdown: boolean,
): string {
  const parts = [
    [
      'Services',
      [...services.added.map((name) => `new: ${name}`), ...services.removed.map((name) => `gone: ${name}`)],
    ],
    [
      'Modules',
      [
        `${count(modules.added)} new, ${count(modules.removed)} gone`,
        ...moved.map(({ module, from, to }) => `${module}: ${from} → ${to}`),
      ],
    ],
    ['Scores', metrics.map(({ name, before, after }) => `${name} ${before} → ${after}`)],
  ] as const;
  return parts
    .flatMap(([title, items]) =>
      items.length === 0 ? [] : [heading(title, markdown), ...items.map((text) => item(text, markdown)), ''],
    )
    .join('\n');
}

function heading(title: string, markdown: boolean): string {
  return markdown ? `#### ${title}\n` : title;
}

function item(text: string, markdown: boolean): string {
  const safe = printable(text);
  return markdown
    ? `- ${safe.replace(/[\\`*_{}[\]<>#|~&@]/gu, (character) => `&#${character.charCodeAt(0)};`)}`
    : `  ${safe}`;
}
