import { dirname, join, relative, resolve } from 'node:path';
import { isSourceTemplate } from '../../reports/index.ts';
import { CliError } from '../cli-error.ts';
import type { CommandResult, Diagnostic } from '../envelope.ts';
import type { Io } from '../io.ts';
import { printable } from '../printable.ts';
import { loadReportSource } from './load-report-source.ts';
import { loadPlanSource } from './load-plan-source.ts';
import { openFile } from './open-file.ts';
import { writeReport } from './write-report.ts';

export interface ReportFlags {
  readonly out?: string;
  /** A place; false: none. */
  readonly plan?: string | boolean;
  readonly sourceLink?: string;
  readonly open?: boolean;
}

/** Writes the page of an analysis, with its plan where there is one. */
export async function runReport(file: string, flags: ReportFlags, io: Io): Promise<CommandResult> {
  const { sourceLink } = flags;
  if (sourceLink !== undefined && !isSourceTemplate(sourceLink)) throw badTemplate(sourceLink);
  const place = resolve(io.cwd, file);
  const source = await loadReportSource(place, file);
  const planned = await loadPlanSource(place, flags.plan, { source, cwd: io.cwd });
  const out = flags.out === undefined ? join(dirname(place), 'report.html') : resolve(io.cwd, flags.out);
  const written = writeReport(out, source, {
    ...(planned === undefined ? {} : { planned }),
    ...(sourceLink === undefined ? {} : { sourceLink }),
  });
  const diagnostics = flags.open === true ? await open(out, io) : [];
  const output = relative(io.cwd, out) || out;
  const { recommended, verdict } = written.report;
  return {
    data: { output, bytes: written.bytes, verdict: verdict.advice, services: recommended.services.length },
    text: () =>
      [
        `${verdict.headline}. ${verdict.summary}`,
        `Written  ${printable(output)} (${Math.ceil(written.bytes / 1000)} kB, needs no network)`,
        ...(flags.open === true ? [] : [`Next     open it in a browser, or run this again with --open`]),
        '',
      ].join('\n'),
    diagnostics,
  };
}

async function open(out: string, { stderr }: Io): Promise<Diagnostic[]> {
  const problem = await openFile(out);
  if (problem === undefined) return [];
  const message = `The report is written, but no browser could be started: ${problem}`;
  stderr.write(`warning CANNOT_OPEN: ${printable(message)}\n`);
  return [{ severity: 'warning', code: 'CANNOT_OPEN', message, hint: 'Open the file by hand.' }];
}

function badTemplate(template: string): CliError {
  return new CliError(
    'USAGE',
    `--source-link takes an address, not ${JSON.stringify(template)}.`,
    'Begin with https://, vscode:// or file://; {path} and {line} are filled in.',
  );
}
