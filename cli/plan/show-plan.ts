import type { Analysis } from '../../analyzer/index.ts';
import {
  cutsOf,
  describeEffect,
  loadPlan,
  measurePlan,
  type Plan,
  type PlanMeasures,
  type Progress,
  progressOf,
  readPlan,
  type ServiceCut,
} from '../../plan/index.ts';
import type { CommandResult } from '../envelope.ts';
import type { Io } from '../io.ts';
import { printable } from '../printable.ts';
import { padEnd, padStart, shorten, wrap } from '../text/layout.ts';
import { plural } from '../../words/plural.ts';
import { loadAnalysis } from './load-analysis.ts';
import { planAtRevision } from './plan-at-revision.ts';
import type { PlanFlags } from './plan-flags.ts';
import { planPlaceOf } from './plan-place.ts';
import { count } from '../../words/count.ts';

/** How far the migration is: services with their routes by stage, and what the boundaries still cut. */
export async function showPlan(flags: PlanFlags & { since?: string }, io: Io): Promise<CommandResult> {
  const place = planPlaceOf(flags, io);
  const plan = readPlan((await loadPlan(place.file)).text, place.name);
  const analysis = await loadAnalysis(place.analysis);
  const earlier = flags.since === undefined ? undefined : await planAtRevision(place.file, flags.since);
  const state = stateOf(plan, analysis);
  const before = earlier ? stateOf(earlier, analysis) : undefined;
  return {
    data: {
      plan: place.name,
      ...toData(state),
      ...(before === undefined ? {} : { since: flags.since, before: toData(before) }),
    },
    text: () => renderShow(place.name, state, before),
  };
}

interface State {
  readonly progress: Progress;
  readonly measures?: PlanMeasures;
  readonly cuts?: ReadonlyMap<string, ServiceCut>;
}

function stateOf(plan: Plan, analysis: Analysis | undefined): State {
  const progress = progressOf(plan);
  return analysis
    ? { progress, measures: measurePlan(analysis, plan), cuts: cutsOf(analysis, plan) }
    : { progress };
}

function toData({ progress, measures, cuts }: State): object {
  const services = progress.services.map((service) => ({ ...service, ...cuts?.get(service.name) }));
  return { ...progress, services, ...(measures === undefined ? {} : { measures }) };
}

const STAGES = ['monolith', 'shadow', 'canary', 'live'] as const;
const NAME = 20;
const WIDTH = 80;

function renderShow(name: string, state: State, before: State | undefined): string {
  const { progress, cuts } = state;
  const total = totalOf(progress);
  const share = total === 0 ? '' : `, ${Math.round((100 * progress.routes.live) / total)} % live`;
  const title = `${name}: ${plural(progress.services.length, 'service')}, ${plural(total, 'route')}${share}`;
  const rows = progress.services.map((service) => {
    const cut = cuts?.get(service.name);
    const counts = [cut?.modules ?? '-', service.tables, cut?.incoming ?? '-', cut?.outgoing ?? '-'];
    return cells(service.name, [...counts, ...STAGES.map((stage) => service.routes[stage])]);
  });
  const head = cells('service', ['modules', 'tables', 'in', 'out', ...STAGES]);
  return `${[printable(title), '', head, ...rows, '', ...cutLines(state), ...sinceLines(state, before)].join('\n')}\n`;
}

function cells(name: string, values: readonly (string | number)[]): string {
  const widths = [8, 7, 7, 7, 9, 7, 7, 6];
  const columns = values
    .map((value, index) => padStart(typeof value === 'number' ? count(value) : value, widths[index] ?? 0))
    .join('');
  return padEnd(printable(shorten(name, NAME - 1)), NAME) + columns;
}

function cutLines({ measures }: State): string[] {
  if (!measures) return ['What the boundaries cut is not known: run "banyan analyze" first.'];
  const { modules, calls, crossings, cycles, sharedTables, cutTransactions } = measures;
  return wrap(
    `${plural(modules, 'module')} in services; still crossing: ${plural(calls, 'call')} in ${plural(crossings, 'pair')} of modules, ${plural(cycles, 'circle')}, ${plural(sharedTables, 'shared table')}, ${plural(cutTransactions, 'cut transaction')}.`,
    WIDTH,
  );
}

function sinceLines(state: State, before: State | undefined): string[] {
  if (!before) return [];
  const stages = STAGES.map(
    (stage) => `${stage} ${count(before.progress.routes[stage])} → ${count(state.progress.routes[stage])}`,
  );
  const effect = before.measures && state.measures ? describeEffect(before.measures, state.measures) : '';
  return [
    '',
    `Routes then and now: ${stages.join(', ')}`,
    ...(effect === '' ? [] : [`Cut then and now: ${effect}`]),
  ];
}

function totalOf({ routes }: Progress): number {
  return STAGES.reduce((sum, stage) => sum + routes[stage], 0);
}
