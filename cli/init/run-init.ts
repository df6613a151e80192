import { readFile, readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { type Analysis, analyze } from '../../analyzer/index.ts';
import { saveAnalysis } from '../analyze/save-analysis.ts';
import { CliError } from '../cli-error.ts';
import { loadConfig } from '../config/load-config.ts';
import { selectionOf } from '../config/selection-of.ts';
import type { CommandResult } from '../envelope.ts';
import type { Io } from '../io.ts';
import { loadAnalysis } from '../plan/load-analysis.ts';
import { createProgressLine } from '../progress.ts';
import { detectAddress } from './detect-address.ts';
import { detectStack, type Manifest } from './detect-stack.ts';
import type { InitFlags } from './init-flags.ts';
import { proposalsFor, writeProposal } from './proposals.ts';
import { renderInit } from './render-init.ts';

/** Shows what was found and what would be written; writes it with `--yes`. Asks nothing, so it never hangs in CI. */
export async function runInit(root: string, flags: InitFlags, io: Io): Promise<CommandResult> {
  const folder = resolve(io.cwd, root);
  const names = await filesAt(folder);
  if (names.has('banyan.yaml')) refuseAddresses(flags);
  const writes = flags.yes === true && flags.dryRun !== true;
  const analysis = await analysisOf(folder, writes, io);
  const stack = detectStack(await manifestsOf(folder, analysis), names);
  const detected = flags.monolith === undefined ? await detectAddress(folder) : undefined;
  const addresses = { ...flags, monolith: flags.monolith ?? detected?.address };
  const { proposals, kept } = await proposalsFor(folder, names, analysis, addresses);
  if (writes) for (const proposal of proposals) await writeProposal(folder, proposal);
  const { monolith } = addresses;
  return {
    data: {
      stack,
      ...(monolith === undefined ? {} : { monolith: { address: monolith, ...detected } }),
      written: writes ? proposals.map(({ file }) => file) : [],
      proposed: proposals.map(({ file }) => file),
      kept,
    },
    text: () =>
      renderInit({
        stack,
        monolith,
        detected,
        analysis,
        proposals,
        kept,
        writes,
        color: io.color,
      }),
  };
}

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

/** A plan that is there is not touched, so what was said about addresses would be lost without a word. */
function refuseAddresses({ monolith, listen, admin }: InitFlags): void {
  if ([monolith, listen, admin].every((address) => address === undefined)) return;
  throw new CliError(
    'USAGE',
    'There is a banyan.yaml already, which "init" leaves as it is.',
    'Use banyan plan upstream monolith http://HOST:PORT, and banyan plan listen HOST:PORT.',
  );
}

/** The saved one, else a new one, which is kept for what comes next where anything is written at all. */
async function analysisOf(folder: string, writes: boolean, io: Io): Promise<Analysis> {
  const file = join(folder, '.banyan', 'analysis.json');
  const saved = await loadAnalysis(file);
  if (saved) return saved;
  const { config } = await loadConfig(folder);
  const line = createProgressLine(io);
  try {
    const host = {
      epoch: Date.now,
      now: io.now,
      signal: io.signal,
      onProgress: () => line.show('Analysing …'),
    };
    const options = {
      ...selectionOf(config),
      workers: config.workers,
      cache: writes && config.cache !== false,
    };
    const { analysis } = await analyze(folder, options, host);
    if (writes) saveAnalysis(file, analysis);
    return analysis;
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
