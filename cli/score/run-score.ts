import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type Analysis, readTruth, scoreAgainstTruth } from '../../analyzer/index.ts';
import { CliError } from '../cli-error.ts';
import type { CommandResult } from '../envelope.ts';
import type { Io } from '../io.ts';
import { requireAnalysis } from '../plan/load-analysis.ts';
import { count } from '../../words/count.ts';

/** The scores of an analysis: its own three cuts and the baselines, and against a truth where one is given. */
export async function runScore(truth: string | undefined, file: string, io: Io): Promise<CommandResult> {
  const analysis = await requireAnalysis(resolve(io.cwd, file));
  const columns = ownScores(analysis);
  const against = truth === undefined ? undefined : await truthScores(analysis, resolve(io.cwd, truth));
  return {
    data: { scores: columns, ...(against === undefined ? {} : { truth: against }) },
    text: () => `${renderTable(columns)}${against === undefined ? '' : `\n${renderTable(against)}`}`,
  };
}

type Columns = Readonly<Record<string, Readonly<Record<string, number>>>>;

function ownScores({ decompositions, baselines = [] }: Analysis): Columns {
  return Object.fromEntries([
    ...decompositions.map(({ granularity, metrics }) => [granularity, metrics]),
    ...baselines.map(({ name, metrics }) => [name, metrics]),
  ]) as Columns;
}

async function truthScores(analysis: Analysis, file: string): Promise<Columns> {
  const truth = readTruth(await readTruthFile(file));
  const shared = analysis.shared.map(({ module }) => module);
  return Object.fromEntries(
    analysis.decompositions.map(({ granularity, services }) => [
      granularity,
      { ...scoreAgainstTruth({ services, shared }, truth) },
    ]),
  );
}

async function readTruthFile(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new CliError('CANNOT_READ', `Cannot read ${JSON.stringify(file)}.`, 'Name a truth file.', {
      cause,
    });
  }
}

/** One row for each score, one column for each cut. */
function renderTable(columns: Columns): string {
  const names = Object.keys(columns);
  const scores = [...new Set(names.flatMap((name) => Object.keys(columns[name]!)))];
  const lines = scores.map((score) => [score, ...names.map((name) => figure(columns[name]![score]))]);
  return [['', ...names], ...lines]
    .map(([first, ...rest]) => first!.padEnd(17) + rest.map((text) => text.padStart(12)).join(''))
    .map((line) => `${line.trimEnd()}\n`)
    .join('');
}

function figure(value: number | undefined): string {
  if (value === undefined) return '–';
  return Number.isInteger(value) ? count(value) : value.toFixed(3);
}
