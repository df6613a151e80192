import { dirname, join, relative, resolve } from 'node:path';
import type { PlanFlags } from './plan-flags.ts';
import type { Io } from '../io.ts';

/** Where the plan of a command lies, and what it is measured on. */
export interface PlanPlace {
  readonly file: string;
  /** As people see it from where they are. */
  readonly name: string;
  readonly analysis: string;
  readonly journal: string;
}

export function planPlaceOf({ plan, analysis }: PlanFlags, { cwd }: Io): PlanPlace {
  const file = resolve(cwd, plan ?? 'banyan.yaml');
  const folder = dirname(file);
  return {
    file,
    name: relative(cwd, file) || file,
    analysis: analysis === undefined ? join(folder, '.banyan', 'analysis.json') : resolve(cwd, analysis),
    journal: join(folder, '.banyan', 'plan-journal.jsonl'),
  };
}
