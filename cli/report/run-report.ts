import { dirname, join, relative, resolve } from 'node:path';
import { type Comparison, isSourceTemplate, renderComparisonText, systemOf } from '../../reports/index.ts';
import { CliError } from '../cli-error.ts';
import type { CommandResult, Diagnostic } from '../envelope.ts';
import type { Io } from '../io.ts';
import { printable } from '../printable.ts';
import { wrap } from '../text/layout.ts';
import { compareWith } from './compare-with.ts';
import { loadReportSource } from './load-report-source.ts';
import { loadPlanSource } from './load-plan-source.ts';
import { openFile } from './open-file.ts';
import { writeFormats } from './write-formats.ts';
import { writeReport } from './write-report.ts';

export interface ReportFlags {
  readonly out?: string;
  /** A place; false: none. */
  readonly plan?: string | boolean;
  readonly sourceLink?: string;
  readonly open?: boolean;
  /** Text formats instead of the page, apart by commas, or `all`. */
  readonly format?: string;
  /** An older analysis. */
  readonly compare?: string;
}

/** Writes the page of an analysis, or its text formats, with its plan and an older analysis where there is one. */
export async function runReport(file: string, flags: ReportFlags, io: Io): Promise<CommandResult> {
  const { sourceLink, format, out } = flags;
  checkTemplate(sourceLink);
  const place = resolve(io.cwd, file);
  const source = await loadReportSource(place, file);
  const planned = await loadPlanSource(place, flags.plan, { source, cwd: io.cwd });
  const comparison = await compareWith(flags.compare, source, io.cwd);
  if (format !== undefined) {
    const system = { ...systemOf(source, 'recommended', planned), ...(comparison && { comparison }) };
    return writeFormats(system, { format, out }, io);
  }
  const page = out === undefined ? join(dirname(place), 'report.html') : resolve(io.cwd, out);
  const written = writeReport(page, source, {
    ...(planned && { planned }),
    ...(sourceLink === undefined ? {} : { sourceLink }),
    ...(comparison && { comparison }),
  });
  const diagnostics = flags.open === true ? await open(page, io) : [];
  return resultOf(
    { ...written, output: relative(io.cwd, page) || page, comparison, diagnostics },
    flags,
    io.columns,
  );
}

interface WrittenPage extends ReturnType<typeof writeReport> {
  readonly output: string;
  readonly comparison: Comparison | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

function resultOf(
  { report, bytes, output, comparison, diagnostics }: WrittenPage,
  flags: ReportFlags,
  columns: number,
): CommandResult {
  const { recommended, verdict } = report;
  return {
    data: {
      output,
      bytes,
      verdict: verdict.advice,
      services: recommended.services.length,
      ...(comparison && { comparison }),
    },
    text: () =>
      [
        ...wrap(printable(`${verdict.headline}. ${verdict.summary}`), columns),
        ...(comparison ? ['', changesOf(comparison)] : []),
        `Written  ${printable(output)} (${Math.ceil(bytes / 1000)} kB, needs no network)`,
        ...(flags.open === true ? [] : [`Next     open it in a browser, or run this again with --open`]),
        '',
      ].join('\n'),
    diagnostics,
  };
}

function changesOf(comparison: Comparison): string {
  return `Since the older analysis: ${renderComparisonText(comparison)}`;
}

async function open(out: string, { stderr }: Io): Promise<Diagnostic[]> {
  const problem = await openFile(out);
  if (problem === undefined) return [];
  const message = `The report is written, but no browser could be started: ${problem}`;
  stderr.write(`warning CANNOT_OPEN: ${printable(message)}\n`);
  return [{ severity: 'warning', code: 'CANNOT_OPEN', message, hint: 'Open the file by hand.' }];
}

function checkTemplate(template: string | undefined): void {
  if (template === undefined || isSourceTemplate(template)) return;
  throw new CliError(
    'USAGE',
    `--source-link takes an address, not ${JSON.stringify(template)}.`,
    'Begin with https://, vscode:// or file://; {path} and {line} are filled in.',
  );
}
