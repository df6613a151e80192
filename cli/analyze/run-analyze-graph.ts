import { readFile, stat } from 'node:fs/promises';
import { relative, resolve } from 'node:path';
import { analyzeGraph, refuseLargeGraph } from '../../analyzer/index.ts';
import { CliError } from '../cli-error.ts';
import type { CommandResult } from '../envelope.ts';
import type { Io } from '../io.ts';
import { wantedReport } from '../report/wanted-report.ts';
import { createPalette } from '../text/palette.ts';
import { renderAnalysis } from '../text/render-analysis.ts';
import { summaryOf } from './analysis-summary.ts';
import type { AnalyzeFlags } from './analyze-flags.ts';
import { saveAnalysis } from './save-analysis.ts';

/** Judges a graph from a file. Nothing is written unless a place is named, since a graph has no folder of its own. */
export async function runAnalyzeGraph(file: string, flags: AnalyzeFlags, io: Io): Promise<CommandResult> {
  const text = await readGraphFile(resolve(io.cwd, file));
  const { services, seed = 1, folders } = flags;
  const analysis = analyzeGraph(text, { services, seed, folders });
  const out = flags.out === undefined ? undefined : resolve(io.cwd, flags.out);
  if (out !== undefined) saveAnalysis(out, analysis);
  const output = out === undefined ? undefined : relative(io.cwd, out) || out;
  const report = await wantedReport(out ?? resolve(io.cwd, 'analysis.json'), analysis, flags.report, io);
  const written = [output, report].filter((place) => place !== undefined);
  const view = { columns: io.columns, palette: createPalette(io.color) };
  return {
    data: { ...summaryOf(analysis, output), ...(report ? { report } : {}) },
    text: () =>
      `${renderAnalysis(analysis, view)}\n${written.length === 0 ? '' : `Written  ${written.join(', ')}\n`}`,
  };
}

async function readGraphFile(file: string): Promise<string> {
  try {
    refuseLargeGraph((await stat(file)).size);
    return await readFile(file, 'utf8');
  } catch (cause) {
    if (cause instanceof Error && cause.name === 'AnalysisError') throw cause;
    throw new CliError(
      'CANNOT_READ',
      `Cannot read ${JSON.stringify(file)}.`,
      'Name a JSON file with modules and dependencies; see the guide on bringing your own graph.',
      { cause },
    );
  }
}
