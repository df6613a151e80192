import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { type Analysis, analyze } from '../../analyzer/index.ts';
import { createPlanFile, planFromAnalysis } from '../../plan/index.ts';
import { CliError } from '../cli-error.ts';
import type { InitFlags } from './init-flags.ts';
import type { CommandResult } from '../envelope.ts';
import type { Io } from '../io.ts';
import { loadAnalysis } from '../plan/load-analysis.ts';
import { renderPatch } from '../plan/render-patch.ts';
import { createProgressLine } from '../progress.ts';
import { detectStack, type Manifest, type Stack } from './detect-stack.ts';
import { WORKFLOW } from './workflow.ts';

/** One file that a repository lacks, or lacks a line of. */
interface Proposal {
  readonly file: string;
  readonly before: string | undefined;
  readonly after: string;
}

/** Shows what was found and what would be written; writes it with `--yes`. Asks nothing, so it never hangs in CI. */
export async function runInit(root: string, flags: InitFlags, io: Io): Promise<CommandResult> {
  const folder = resolve(io.cwd, root);
  const names = await filesAt(folder);
  const analysis =
    (await loadAnalysis(join(folder, '.banyan', 'analysis.json'))) ?? (await analyzeNow(folder, io));
  const stack = detectStack(await manifestsOf(folder, analysis), names);
  const proposals = await proposalsFor(folder, names, analysis);
  const writes = flags.yes === true && flags.dryRun !== true;
  if (writes) for (const proposal of proposals) await write(folder, proposal);
  const kept = ['banyan.yaml', WORKFLOW_FILE].filter(
    (file) => !proposals.some((proposal) => proposal.file === file),
  );
  return {
    data: {
      stack,
      written: writes ? proposals.map(({ file }) => file) : [],
      proposed: proposals.map(({ file }) => file),
      kept,
    },
    text: () => render(stack, proposals, { kept, writes, color: io.color }),
  };
}

const WORKFLOW_FILE = '.github/workflows/banyan.yml';

async function filesAt(folder: string): Promise<Set<string>> {
  try {
    return new Set(await readdir(folder));
  } catch (cause) {
    throw new CliError(
      'CANNOT_READ',
      `Cannot read the folder ${JSON.stringify(folder)}.`,
      'Check the path.',
      { cause },
    );
  }
}

async function analyzeNow(folder: string, io: Io): Promise<Analysis> {
  const line = createProgressLine(io);
  try {
    const host = {
      epoch: Date.now,
      now: io.now,
      signal: io.signal,
      onProgress: () => line.show('Analysing …'),
    };
    return (await analyze(folder, { cache: false }, host)).analysis;
  } finally {
    line.clear();
  }
}

/** The manifest at the top, and that of every workspace package with modules. */
async function manifestsOf(folder: string, { modules }: Analysis): Promise<Manifest[]> {
  const folders = new Set(['']);
  for (const { id } of modules) {
    const parts = id.split('/').slice(0, -1);
    for (let depth = 1; depth <= Math.min(parts.length, 3); depth += 1)
      folders.add(parts.slice(0, depth).join('/'));
  }
  const found = await Promise.all([...folders].map((path) => manifestAt(join(folder, path, 'package.json'))));
  return found.filter((manifest) => manifest !== undefined);
}

async function manifestAt(file: string): Promise<Manifest | undefined> {
  try {
    const manifest: unknown = JSON.parse(await readFile(file, 'utf8'));
    return typeof manifest === 'object' && manifest !== null ? manifest : undefined;
  } catch {
    return undefined; // No manifest here, or none that can be read: it says nothing.
  }
}

async function proposalsFor(
  folder: string,
  names: ReadonlySet<string>,
  analysis: Analysis,
): Promise<Proposal[]> {
  const ignore = await readFile(join(folder, '.gitignore'), 'utf8').catch(() => undefined);
  const isIgnored = ignore?.split(/\r?\n/u).some((line) => /^\/?\.banyan\/?$/u.test(line.trim())) === true;
  const workflow = await readFile(join(folder, WORKFLOW_FILE), 'utf8').catch(() => undefined);
  const gap = ignore === undefined || ignore === '' || ignore.endsWith('\n') ? '' : '\n';
  return [
    ...(names.has('banyan.yaml')
      ? []
      : [{ file: 'banyan.yaml', before: undefined, after: planFromAnalysis(analysis) }]),
    ...(workflow === undefined ? [{ file: WORKFLOW_FILE, before: undefined, after: WORKFLOW }] : []),
    ...(isIgnored ? [] : [{ file: '.gitignore', before: ignore, after: `${ignore ?? ''}${gap}.banyan/\n` }]),
  ];
}

async function write(folder: string, { file, before, after }: Proposal): Promise<void> {
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

interface Told {
  readonly kept: readonly string[];
  readonly writes: boolean;
  readonly color: boolean;
}

function render(stack: Stack, proposals: readonly Proposal[], { kept, writes, color }: Told): string {
  const found = [
    `Framework   ${stack.frameworks.join(', ') || 'none that is known'}`,
    `Data        ${stack.dataLayers.join(', ') || 'none that is known'}`,
    `Workspaces  ${stack.workspaces}`,
    ...kept.map((file) => `Kept        ${file} (it is there already)`),
  ];
  if (writes) {
    const next = 'Next        banyan baseline, then commit the files';
    return `${[...found, ...proposals.map(({ file }) => `Written     ${file}`), next].join('\n')}\n`;
  }
  const patches = proposals.map(({ file, before, after }) => renderPatch(file, before, after, color));
  const ending =
    proposals.length === 0 ? 'Nothing to write.' : 'Nothing was written. To write this: banyan init --yes';
  return `${found.join('\n')}\n\n${patches.join('')}\n${ending}\n`;
}
