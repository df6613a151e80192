import { readFile } from 'node:fs/promises';
import type { Analysis } from '../../analyzer/index.ts';
import { CliError } from '../cli-error.ts';

/** The analysis at a place; undefined where there is none. */
export async function loadAnalysis(file: string): Promise<Analysis | undefined> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (cause) {
    if (cause instanceof Error && Reflect.get(cause, 'code') === 'ENOENT') return undefined;
    throw unusable(file, 'cannot be read', cause);
  }
  let analysis: Partial<Analysis>;
  try {
    analysis = JSON.parse(text) as Partial<Analysis>;
  } catch (cause) {
    throw unusable(file, 'is not JSON', cause);
  }
  if (analysis.formatVersion !== 1 || !Array.isArray(analysis.decompositions)) {
    throw unusable(file, 'is not an analysis of this version');
  }
  return analysis as Analysis;
}

/** @throws CliError where there is none */
export async function requireAnalysis(file: string): Promise<Analysis> {
  const analysis = await loadAnalysis(file);
  if (analysis) return analysis;
  throw new CliError(
    'CANNOT_READ',
    `There is no analysis at ${file}.`,
    'Run "banyan analyze" first, or name one with --analysis.',
  );
}

function unusable(file: string, reason: string, cause?: unknown): CliError {
  return new CliError('CANNOT_READ', `${file} ${reason}.`, 'Run "banyan analyze" again.', { cause });
}
