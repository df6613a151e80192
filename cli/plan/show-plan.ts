import {
  loadPlan,
  measurePlan,
  type PlanMeasures,
  type Progress,
  progressOf,
  readPlan,
} from '../../plan/index.ts';
import type { PlanFlags } from '../commands/plan.ts';
import type { CommandResult } from '../envelope.ts';
import type { Io } from '../io.ts';
import { printable } from '../printable.ts';
import { padEnd, padStart, plural, shorten } from '../text/layout.ts';
import { loadAnalysis } from './load-analysis.ts';
import { planPlaceOf } from './plan-place.ts';

/** How far the migration is: services with their routes by stage, and what the boundaries still cut. */
export async function showPlan(flags: PlanFlags, io: Io): Promise<CommandResult> {
  const place = planPlaceOf(flags, io);
  const plan = readPlan((await loadPlan(place.file)).text, place.name);
  const analysis = await loadAnalysis(place.analysis);
  const progress = progressOf(plan);
  const measures = analysis ? measurePlan(analysis, plan) : undefined;
  return {
    data: { plan: place.name, ...progress, ...(measures === undefined ? {} : { measures }) },
    text: () => renderShow(place.name, progress, measures),
  };
}

const STAGES = ['monolith', 'shadow', 'canary', 'live'] as const;
const NAME = 24;
const OWNER = 13;

function renderShow(
  name: string,
  { routes, services }: Progress,
  measures: PlanMeasures | undefined,
): string {
  const stages = STAGES.map((stage) => padStart(stage, 9)).join('');
  const head = padEnd('service', NAME) + padEnd('owner', OWNER) + padStart('tables', 7) + stages;
  const rows = services.map(
    (service) =>
      padEnd(printable(shorten(service.name, NAME - 1)), NAME) +
      padEnd(printable(shorten(service.owner ?? '-', OWNER - 1)), OWNER) +
      padStart(String(service.tables), 7) +
      STAGES.map((stage) => padStart(String(service.routes[stage]), 9)).join(''),
  );
  const total = STAGES.reduce((sum, stage) => sum + routes[stage], 0);
  const share = total === 0 ? '' : `, ${Math.round((100 * routes.live) / total)} % live`;
  const lines = [
    printable(`${name}: ${plural(services.length, 'service')}, ${plural(total, 'route')}${share}`),
    '',
    head,
    ...rows,
    '',
    ...cutLines(measures),
  ];
  return `${lines.join('\n')}\n`;
}

function cutLines(measures: PlanMeasures | undefined): string[] {
  if (!measures) return ['What the boundaries cut is not known: run "banyan analyze" first.'];
  const { modules, calls, crossings, cycles, sharedTables, cutTransactions } = measures;
  return [
    `${plural(modules, 'module')} in services; still crossing: ${plural(calls, 'call')} in ${plural(crossings, 'pair')} of modules,`,
    `${plural(cycles, 'circle')}, ${plural(sharedTables, 'shared table')}, ${plural(cutTransactions, 'cut transaction')}.`,
  ];
}
