import { type Drift, driftOf, loadPlan, type Operation, readPlan } from '../../plan/index.ts';
import type { CommandResult } from '../envelope.ts';
import type { Io } from '../io.ts';
import { printable } from '../printable.ts';
import { plural } from '../../words/plural.ts';
import { requireAnalysis } from './load-analysis.ts';
import type { PlanFlags } from './plan-flags.ts';
import { planPlaceOf } from './plan-place.ts';
import { runOperations } from './run-operations.ts';

/** Where the code has moved on from the plan; with `--pin`, new modules go where the analysis would put them. */
export async function showDrift(flags: PlanFlags & { pin?: boolean }, io: Io): Promise<CommandResult> {
  const place = planPlaceOf(flags, io);
  const plan = readPlan((await loadPlan(place.file)).text, place.name);
  const drift = driftOf(plan, await requireAnalysis(place.analysis));
  const pins = pinsFor(drift);
  if (flags.pin === true && pins.length > 0) return runOperations(pins, flags, io);
  return { data: drift, text: () => render(drift, pins.length > 0) };
}

function pinsFor({ unplaced }: Drift): Operation[] {
  const byService = new Map<string, string[]>();
  for (const { module, proposed } of unplaced) {
    if (proposed !== undefined) byService.set(proposed, [...(byService.get(proposed) ?? []), module]);
  }
  return [...byService].map(([to, modules]) => ({ op: 'pin', modules, to }));
}

function render({ unplaced, unmatched }: Drift, canPin: boolean): string {
  if (unplaced.length === 0 && unmatched.length === 0) return 'The plan speaks of every module.\n';
  const lines = [
    `${plural(unplaced.length, 'module')} in no service of the plan`,
    ...unplaced.map(({ module, proposed }) => `  ${module}${proposed === undefined ? '' : ` → ${proposed}`}`),
    ...(unmatched.length === 0 ? [] : [`${plural(unmatched.length, 'pattern')} that match nothing`]),
    ...unmatched.map((pattern) => `  ${pattern}`),
    ...(canPin ? ['To put them there: banyan plan drift --pin'] : []),
  ];
  return `${lines.map(printable).join('\n')}\n`;
}
