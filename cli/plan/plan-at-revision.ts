import { execFile } from 'node:child_process';
import { basename, dirname } from 'node:path';
import { promisify } from 'node:util';
import { type Plan, readPlan } from '../../plan/index.ts';
import { CliError } from '../cli-error.ts';

/** The plan as git has it at a revision. */
export async function planAtRevision(file: string, revision: string): Promise<Plan> {
  const what = `${revision}:./${basename(file)}`;
  const text = await textAt(what, dirname(file));
  return readPlan(text, what);
}

async function textAt(what: string, cwd: string): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)('git', ['show', '--end-of-options', what], {
      cwd,
      maxBuffer: 1 << 24,
    });
    return stdout;
  } catch (cause) {
    throw new CliError(
      'USAGE',
      `Git has no plan at ${what}.`,
      'Name two files, or a revision that has one with --since.',
      {
        cause,
      },
    );
  }
}
