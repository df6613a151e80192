import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Constrain } from '../../analyzer/index.ts';
import { loadPlan, planConstraints, readPlan } from '../../plan/index.ts';

/** The plan beside the code decides what it speaks of; an analysis proposes the rest. */
export async function constrainByPlan(
  folder: string,
  flags: { plan?: boolean },
  { cwd }: { readonly cwd: string },
): Promise<Constrain | undefined> {
  const file = join(folder, 'banyan.yaml');
  if (flags.plan === false || !existsSync(file)) return undefined;
  const plan = readPlan((await loadPlan(file)).text, relative(cwd, file) || file);
  return (modules) => planConstraints(plan, modules);
}
