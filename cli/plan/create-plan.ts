import { createPlanFile, planFromAnalysis, readPlan } from '../../plan/index.ts';
import type { PlanFlags } from './plan-flags.ts';
import type { CommandResult } from '../envelope.ts';
import type { Io } from '../io.ts';
import { requireAnalysis } from './load-analysis.ts';
import { planPlaceOf } from './plan-place.ts';
import { plural } from '../../words/plural.ts';

/** Turns a proposal into a plan. Never takes the place of a plan that is there. */
export async function createPlan(
  flags: PlanFlags & { granularity: 'coarse' | 'recommended' | 'fine' },
  io: Io,
): Promise<CommandResult> {
  const { file, name, analysis } = planPlaceOf(flags, io);
  const text = planFromAnalysis(await requireAnalysis(analysis), flags.granularity);
  if (flags.dryRun !== true) await createPlanFile(file, text);
  const { services, routes } = readPlan(text, name);
  const names = Object.keys(services);
  return {
    data: { plan: name, written: flags.dryRun !== true, services: names, routes: routes.length, text },
    text: () =>
      flags.dryRun === true
        ? text
        : [
            `Written  ${name}: ${plural(names.length, 'service')}, ${plural(routes.length, 'route')}`,
            'Next     Read it, and change what you know better: banyan plan move <module> --to <service>',
            '         banyan baseline   accept what crosses the boundaries today',
            '         banyan check      fail on what crosses them tomorrow',
            '',
          ].join('\n'),
  };
}
