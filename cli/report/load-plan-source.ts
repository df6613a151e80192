import { existsSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { assignModules, loadPlan, readPlan } from '../../plan/index.ts';
import type { PlanSource, ReportSource } from '../../reports/index.ts';

interface Around {
  readonly source: ReportSource;
  readonly cwd: string;
}

/**
 * The plan that is named, else the one of the folder that was analysed. Undefined where there is none, or none is wanted.
 * @throws PlanError where it cannot be read
 */
export async function loadPlanSource(
  analysis: string,
  flag: string | boolean | undefined,
  { source, cwd }: Around,
): Promise<PlanSource | undefined> {
  if (flag === false) return undefined;
  const file = typeof flag === 'string' ? resolve(cwd, flag) : planBeside(analysis);
  if (file === undefined) return undefined;
  const plan = readPlan((await loadPlan(file)).text, relative(cwd, file) || file);
  const { ownerOf } = assignModules(
    plan,
    source.modules.map(({ id }) => id),
  );
  return { plan, ownerOf };
}

/** An analysis lies in `.banyan/` beside its plan. */
function planBeside(analysis: string): string | undefined {
  const folder = dirname(analysis);
  if (basename(folder) !== '.banyan') return undefined;
  const file = join(dirname(folder), 'banyan.yaml');
  return existsSync(file) ? file : undefined;
}
