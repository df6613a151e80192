import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Analysis } from '../../analyzer/index.ts';
import { createPlanFile } from '../../plan/index.ts';
import { apartFolders } from '../analyze/apart-folders.ts';
import { CliError } from '../cli-error.ts';
import { CONFIG_FILES } from '../config/load-config.ts';
import { configText } from './config-text.ts';
import { type Addresses, firstPlan } from './first-plan.ts';
import { WORKFLOW } from './workflow.ts';

/** One file that a repository lacks, or lacks a line of. */
export interface Proposal {
  readonly file: string;
  readonly before: string | undefined;
  readonly after: string;
}

const WORKFLOW_FILE = '.github/workflows/banyan.yml';

/** What the repository lacks, and which files it has already. */
export interface Proposals {
  readonly proposals: readonly Proposal[];
  readonly kept: readonly string[];
}

/** `names` are the files at the top of the repository. */
export async function proposalsFor(
  folder: string,
  names: ReadonlySet<string>,
  analysis: Analysis,
  addresses: Addresses,
): Promise<Proposals> {
  const workflow = await textAt(join(folder, WORKFLOW_FILE));
  const config = CONFIG_FILES.find((file) => names.has(file));
  const hasPlan = names.has('banyan.yaml');
  return {
    proposals: [
      ...(hasPlan ? [] : [fresh('banyan.yaml', firstPlan(analysis, addresses))]),
      ...(config === undefined ? [fresh(CONFIG_FILES[0], configText(apartFolders(analysis)))] : []),
      ...(workflow === undefined ? [fresh(WORKFLOW_FILE, WORKFLOW)] : []),
      ...ignored(await textAt(join(folder, '.gitignore'))),
    ],
    kept: [
      ...(hasPlan ? ['banyan.yaml'] : []),
      ...(config === undefined ? [] : [config]),
      ...(workflow === undefined ? [] : [WORKFLOW_FILE]),
    ],
  };
}

function fresh(file: string, after: string): Proposal {
  return { file, before: undefined, after };
}

/** Machine state stays out of git. */
function ignored(before: string | undefined): Proposal[] {
  const lines = before?.split(/\r?\n/u) ?? [];
  if (lines.some((line) => /^\/?\.banyan\/?$/u.test(line.trim()))) return [];
  const gap = before === undefined || before === '' || before.endsWith('\n') ? '' : '\n';
  return [{ file: '.gitignore', before, after: `${before ?? ''}${gap}.banyan/\n` }];
}

function textAt(path: string): Promise<string | undefined> {
  return readFile(path, 'utf8').catch(() => undefined);
}

/** Writes one file, and never takes the place of one that is there. @throws CliError, PlanError */
export async function writeProposal(folder: string, { file, before, after }: Proposal): Promise<void> {
  const path = join(folder, file);
  try {
    await mkdir(dirname(path), { recursive: true });
    if (before === undefined) await createPlanFile(path, after);
    else await writeFile(path, after.slice(before.length), { flag: 'a' });
  } catch (cause) {
    if (cause instanceof Error && cause.name === 'PlanError') throw cause;
    throw new CliError('CANNOT_WRITE', `Cannot write ${path}.`, 'Check the rights on its folder.', { cause });
  }
}
