import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { type AnalysisRun, analyze, type Progress, sealResult } from '../../analyzer/index.ts';
import { CliError } from '../cli-error.ts';
import { loadConfig } from '../config/load-config.ts';
import { type AnalyzeFlags, toAnalyzerOptions } from './analyze-flags.ts';
import { runAnalyzeGraph } from './run-analyze-graph.ts';
import { compareWithKnown } from './known-routes.ts';
import { renderComparison } from './render-comparison.ts';
import { saveAnalysis } from './save-analysis.ts';
import { summaryOf } from './analysis-summary.ts';
import type { CommandResult, Diagnostic } from '../envelope.ts';
import type { Io } from '../io.ts';
import { createProgressLine } from '../progress.ts';
import { padEnd, seconds, wrap } from '../text/layout.ts';
import { count } from '../../words/count.ts';
import { wantedReport } from '../report/wanted-report.ts';
import { constrainByPlan } from './constrain-by-plan.ts';
import { readTrafficFiles } from './read-traffic-files.ts';
import { sweepWhereLarge, tuneEngine } from '../tune-engine.ts';
import { createPalette } from '../text/palette.ts';
import type { View } from '../text/view.ts';
import { renderAnalysis } from '../text/render-analysis.ts';

/** Analyses, writes the whole result to its file, and returns the part that people look at first. */
export async function runAnalyze(root: string, flags: AnalyzeFlags, io: Io): Promise<CommandResult> {
  if (flags.graph !== undefined) return runAnalyzeGraph(flags.graph, flags, io);
  const folder = resolve(io.cwd, root);
  const out = flags.out === undefined ? join(folder, '.banyan', 'analysis.json') : resolve(io.cwd, flags.out);
  const start = io.now();
  const { config } = await loadConfig(folder);
  const run = await analyzeWithProgress({ folder, out, config }, flags, io);
  const { analysis } = run;
  if (io.signal.aborted) throw interrupted();
  if (!run.isUnchanged) keepResult(out, folder, run);
  const report = await wantedReport(out, analysis, flags.report, io);
  const total = io.now() - start;
  const output = relative(io.cwd, out) || out;
  const routes =
    flags.routes === undefined ? undefined : await compareWithKnown(analysis, resolve(io.cwd, flags.routes));
  const hasPlan = existsSync(join(folder, 'banyan.yaml'));
  const view = viewOf(flags.exclude ?? config.exclude, io);
  return {
    data: { ...summaryOf(analysis, output), ...(routes ? { routes } : {}), ...(report ? { report } : {}) },
    text: () =>
      `${renderAnalysis(analysis, view)}\n${routes ? `${renderComparison(routes)}\n` : ''}${renderClosing({ run, total, output, report, hasPlan }, io.columns)}`,
    diagnostics: cacheDiagnostics(run, io),
  };
}

function viewOf(excluded: readonly string[] = [], { columns, color }: Io): View {
  return { columns, palette: createPalette(color), excluded };
}

/** Writes the result, and notes what it was made of, so that a next run of the same input can take it from there. */
function keepResult(out: string, folder: string, { analysis, keys }: AnalysisRun): void {
  const digest = saveAnalysis(out, analysis);
  if (keys) sealResult(folder, keys, digest);
}

interface Places {
  readonly folder: string;
  readonly out: string;
  readonly config: Awaited<ReturnType<typeof loadConfig>>['config'];
}

async function analyzeWithProgress(
  { folder, out, config }: Places,
  flags: AnalyzeFlags,
  io: Io,
): Promise<AnalysisRun> {
  tuneEngine();
  const line = createProgressLine(io);
  const cruise =
    flags.fromDepcruise === undefined ? undefined : await readCruise(resolve(io.cwd, flags.fromDepcruise));
  try {
    const host = {
      epoch: Date.now,
      now: io.now,
      signal: io.signal,
      onProgress: (progress: Progress) => {
        if (progress.stage === 'boundaries') sweepWhereLarge();
        line.show(describeProgress(progress));
      },
    };
    const constrain = await constrainByPlan(folder, flags, io);
    const traffic = readTrafficFiles(folder, flags.traffic, io);
    return await analyze(
      folder,
      toAnalyzerOptions(flags, config, { cruise, traffic, result: out }),
      host,
      constrain,
    );
  } catch (error) {
    if (io.signal.aborted) throw interrupted(error);
    throw error;
  } finally {
    line.clear();
  }
}

const STAGES = {
  discover: 'Looking for source files',
  read: 'Reading',
  link: 'Following names',
  history: 'Reading history',
  boundaries: 'Looking for boundaries',
} as const;

function describeProgress({ stage, done, total }: Progress): string {
  return done === undefined || total === undefined
    ? `${STAGES[stage]} …`
    : `${STAGES[stage]} ${count(done)} of ${count(total)} files …`;
}

function interrupted(cause?: unknown): CliError {
  return new CliError('INTERRUPTED', 'Stopped before the analysis was done.', 'Nothing was written.', {
    cause,
  });
}

async function readCruise(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new CliError(
      'CANNOT_READ',
      `Cannot read ${JSON.stringify(file)}.`,
      'Make it with `depcruise -T json … > FILE`.',
      { cause },
    );
  }
}

interface Closing {
  readonly run: AnalysisRun;
  readonly total: number;
  readonly output: string;
  readonly report: string | undefined;
  /** There is one already, which nothing overwrites. */
  readonly hasPlan: boolean;
}

function renderClosing({ run, total, output, report, hasPlan }: Closing, columns: number): string {
  const { analysis, timings, fromCache } = run;
  const stages = Object.entries(timings).map(([stage, time]) => `${stage}\u00A0${seconds(time)}`);
  const cached =
    fromCache > 0 ? ` (${count(fromCache)} of ${count(analysis.codebase.files)} files from the cache)` : '';
  return [
    ...closingRow('Took', `${seconds(total)}${cached}: ${stages.join(', ')}`, columns),
    `Written  ${[output, ...(report === undefined ? [] : [report])].join('\n         ')}`,
    `Next     Read the reasons above with someone who knows the code. Then try`,
    ...(report === undefined
      ? ['         banyan report --open          all of it as one page, to send']
      : []),
    `         banyan explain <service>      why these belong together`,
    hasPlan
      ? `         banyan plan drift             where your plan and this differ`
      : `         banyan init                   a first plan to argue about`,
    `         banyan analyze --services N   another number of services`,
    '',
  ].join('\n');
}

function closingRow(label: string, text: string, columns: number): string[] {
  return wrap(text, columns - 9).map((line, index) => padEnd(index === 0 ? label : '', 9) + line);
}

function cacheDiagnostics({ cacheProblem }: AnalysisRun, { stderr }: Io): Diagnostic[] {
  if (cacheProblem === undefined) return [];
  const message = `The cache could not be written: ${cacheProblem}`;
  stderr.write(`warning CACHE: ${message}\n`);
  return [
    { severity: 'warning', code: 'CACHE', message, hint: 'Use --no-cache where the folder is read-only.' },
  ];
}
