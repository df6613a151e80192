import { basename, join, relative, resolve } from 'node:path';
import { writeAtomically } from '../../disk/write-atomically.ts';
import type { TrafficSummary } from '../../proxy/index.ts';
import { CliError } from '../cli-error.ts';
import type { CommandResult, Diagnostic } from '../envelope.ts';
import type { Io } from '../io.ts';
import { printable } from '../printable.ts';
import { count } from '../../words/count.ts';
import { FORMATS, LineImport } from './line-import.ts';
import { readLines } from './read-lines.ts';

export interface ImportFlags {
  readonly format?: string;
  readonly out: string;
}

/** Sums each file up, in one pass and bounded memory, and writes one summary for each. */
export async function runImport(
  files: readonly string[],
  flags: ImportFlags,
  io: Io,
): Promise<CommandResult> {
  const out = resolve(io.cwd, flags.out);
  const imports: Imported[] = [];
  for (const file of files) imports.push(await importFile(file, { flags, io, out }));
  const diagnostics = imports.flatMap(diagnosticsOf);
  return {
    data: {
      files: imports.map(({ summary, ...rest }) => ({
        ...rest,
        requests: summary.requests,
        endpoints: summary.endpoints.length,
      })),
    },
    text: () =>
      `${imports.map(renderImport).join('\n')}\nNext: banyan analyze --traffic ${printable(relative(io.cwd, out) || '.')}\n`,
    diagnostics,
  };
}

interface Imported {
  readonly file: string;
  readonly format: string;
  readonly written: string;
  readonly lines: number;
  readonly skipped: number;
  readonly summary: TrafficSummary;
}

interface Around {
  readonly flags: ImportFlags;
  readonly io: Io;
  readonly out: string;
}

async function importFile(file: string, { flags, io, out }: Around): Promise<Imported> {
  const tooLong = { count: 0 };
  const reading = new LineImport(chosen(flags.format));
  try {
    for await (const line of readLines(file === '-' ? file : resolve(io.cwd, file), process.stdin, tooLong)) {
      refuseAborted(io);
      reading.take(line);
    }
  } catch (cause) {
    throw cause instanceof CliError ? cause : unreadable(file, cause as Error);
  }
  const summary = reading.finish();
  refuseNothing(file, summary);
  const name = `import-${basename(file === '-' ? 'stdin' : file).replaceAll(/[^\w.-]/gu, '_')}.json`;
  writeAtomically(join(out, name), [JSON.stringify(summary), '\n']);
  const { lines, skipped } = reading;
  const written = join(flags.out, name);
  return { file, format: summary.source, written, lines, skipped: skipped + tooLong.count, summary };
}

function refuseAborted({ signal }: Io): void {
  if (signal.aborted) {
    throw new CliError('INTERRUPTED', 'Stopped before the file was read.', 'Nothing was written.');
  }
}

function unreadable(file: string, cause: Error): CliError {
  const message = `Cannot read ${JSON.stringify(file)}: ${cause.message}.`;
  return new CliError('CANNOT_READ', message, 'Name a log file, or - for stdin.', { cause });
}

function chosen(format: string | undefined): string | undefined {
  if (format === undefined || Object.hasOwn(FORMATS, format)) return format;
  throw new CliError(
    'USAGE',
    `There is no format ${JSON.stringify(format)}.`,
    `Use one of ${Object.keys(FORMATS).join(', ')}.`,
  );
}

function refuseNothing(file: string, { requests }: TrafficSummary): void {
  if (requests > 0) return;
  throw new CliError(
    'CANNOT_READ',
    `${JSON.stringify(file)} holds no request that could be read.`,
    'Known are common and combined access logs, JSON access logs (one object a line) and OTLP/JSON traces (one export a line); say which with --format.',
  );
}

function diagnosticsOf({ file, skipped, lines }: Imported): Diagnostic[] {
  if (skipped === 0) return [];
  const message = `${count(skipped)} of ${count(lines)} lines of ${file} are no requests and were left out.`;
  return [{ severity: 'warning', code: 'TRAFFIC_LINES', message }];
}

function renderImport({ file, format, lines, skipped, summary, written }: Imported): string {
  const rows = [...summary.endpoints]
    .sort((a, b) => b.requests - a.requests)
    .slice(0, 10)
    .map(({ method, path, requests }) => `  ${count(requests).padStart(10)}  ${method} ${printable(path)}`);
  const left = skipped === 0 ? '' : `, ${count(skipped)} left out`;
  return [
    `${printable(file)}: ${format}, ${count(lines)} lines${left}, ${count(summary.requests)} requests, ${count(summary.endpoints.length)} endpoints`,
    ...rows,
    `Written  ${printable(written)}`,
  ].join('\n');
}
