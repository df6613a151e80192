import { access } from 'node:fs/promises';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline/promises';
import type { CommandResult } from '../../envelope.ts';
import type { Io } from '../../io.ts';
import type { PlanPlace } from '../../plan/plan-place.ts';

/** Where analysis or plan are not there yet, offers to make them. Gives a result where the person would rather not. */
export async function offerMissing(place: PlanPlace, io: Io): Promise<CommandResult | undefined> {
  if (!(await isThere(place.analysis))) {
    if (!(await isWanted('There is no analysis yet. Read the code and propose services now?', io)))
      return leave('banyan analyze');
    const { runAnalyze } = await import('../../analyze/run-analyze.ts');
    const result = await runAnalyze(
      dirname(place.file),
      { out: place.analysis, folders: true, history: true, cache: true },
      io,
    );
    io.stdout.write(result.text());
  }
  if (await isThere(place.file)) return undefined;
  if (!(await isWanted('There is no plan yet. Begin with the proposal of the analysis?', io)))
    return leave('banyan plan create');
  const { createPlan } = await import('../../plan/create-plan.ts');
  await createPlan({ plan: place.file, analysis: place.analysis, granularity: 'recommended' }, io);
  return undefined;
}

async function isThere(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}

async function isWanted(question: string, { signal }: Io): Promise<boolean> {
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  try {
    const answer = await lines.question(`${question} [Y/n] `, { signal });
    return /^(?:y|yes)?$/iu.test(answer.trim());
  } catch {
    return false; // Ctrl-C and Ctrl-D are a no.
  } finally {
    lines.close();
  }
}

function leave(command: string): CommandResult {
  return { data: null, text: () => `No plan was made. When you want it: ${command}\n` };
}
