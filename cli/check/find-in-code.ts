import { readFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { readCode } from '../../analyzer/index.ts';
import {
  assignModules,
  type BaselineEntry,
  type Breach,
  findBreaches,
  loadPlan,
  type Plan,
  readBaseline,
  readPlan,
} from '../../plan/index.ts';
import { CliError } from '../cli-error.ts';
import { loadConfig } from '../config/load-config.ts';
import { selectionOf } from '../config/selection-of.ts';
import type { Io } from '../io.ts';
import { tuneEngine } from '../tune-engine.ts';
import { createProgressLine } from '../progress.ts';
import { count } from '../../words/count.ts';

/** Where the plan and its baseline lie. */
export interface Places {
  readonly root: string;
  readonly planFile: string;
  readonly baselineFile: string;
}

export function placesOf(root: string, flags: { plan?: string; baseline?: string }, { cwd }: Io): Places {
  const folder = resolve(cwd, root);
  return {
    root: folder,
    planFile: flags.plan === undefined ? join(folder, 'banyan.yaml') : resolve(cwd, flags.plan),
    baselineFile:
      flags.baseline === undefined ? join(folder, 'banyan.baseline.json') : resolve(cwd, flags.baseline),
  };
}

export async function readPlanAt(file: string, { cwd }: Pick<Io, 'cwd'>): Promise<Plan> {
  const { text } = await loadPlan(file);
  return readPlan(text, relative(cwd, file) || file);
}

/** Reads the code and sets it against the plan. */
export async function findInCode(
  { root }: Places,
  plan: Plan,
  { cache }: { cache: boolean },
  io: Io,
): Promise<{ breaches: Breach[]; unmatched: readonly string[] }> {
  const { config } = await loadConfig(root);
  tuneEngine();
  const line = createProgressLine(io);
  try {
    const code = await readCode(
      root,
      {
        ...selectionOf(config),
        workers: config.workers,
        cache: cache && config.cache !== false,
        data: speaksOfData(plan),
      },
      {
        epoch: Date.now,
        now: io.now,
        signal: io.signal,
        onProgress: ({ done, total }) =>
          line.show(`Reading ${count(done ?? 0)} of ${count(total ?? 0)} files …`),
      },
    );
    const assignment = assignModules(
      plan,
      code.modules.map(({ id }) => id),
    );
    return { breaches: findBreaches(code, plan, assignment), unmatched: assignment.unmatched };
  } catch (error) {
    if (!io.signal.aborted) throw error;
    throw new CliError('INTERRUPTED', 'Stopped before the check was done.', 'Nothing was written.', {
      cause: error,
    });
  } finally {
    line.clear();
  }
}

/** Tables cost time to find, and say nothing where no service owns one. */
function speaksOfData({ services }: Plan): boolean {
  return Object.values(services).some(({ data }) => data !== undefined && data.owns.length > 0);
}

/** Absent: nothing has been accepted yet. */
export async function loadBaseline(
  file: string,
): Promise<{ entries: BaselineEntry[]; text: string } | undefined> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (cause) {
    if (cause instanceof Error && Reflect.get(cause, 'code') === 'ENOENT') return undefined;
    throw new CliError(
      'CANNOT_READ',
      `Cannot read ${JSON.stringify(file)}.`,
      'Check that it is a file that you may read.',
      { cause },
    );
  }
  return { entries: readBaseline(text, file), text };
}
