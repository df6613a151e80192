import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { ReportSource } from '../../reports/index.ts';
import { CliError } from '../cli-error.ts';

const VERSION = 1;

/**
 * An analysis as a report needs it, checked: a file from elsewhere must not make half a page.
 * @throws CliError CANNOT_READ, saying which command makes a good one
 */
export async function loadReportSource(file: string, name: string): Promise<ReportSource> {
  const parsed = parse(await read(file, name), name);
  const { formatVersion } = z
    .object({ formatVersion: z.unknown() })
    .catch({ formatVersion: undefined })
    .parse(parsed);
  if (formatVersion !== VERSION) throw otherVersion(name, formatVersion);
  const checked = sourceSchema.safeParse(parsed);
  if (checked.success) return parsed as ReportSource;
  const [issue] = checked.error.issues;
  const where = issue?.path.join('.') ?? '';
  throw unusable(name, `is not a whole analysis: ${where}: ${issue?.message ?? 'invalid'}`);
}

async function read(file: string, name: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    const reason =
      cause instanceof Error && Reflect.get(cause, 'code') === 'ENOENT'
        ? 'There is no analysis at'
        : 'Cannot read';
    throw new CliError(
      'CANNOT_READ',
      `${reason} ${name}.`,
      'Run "banyan analyze" first, or name an analysis.',
      { cause },
    );
  }
}

function parse(text: string, name: string): unknown {
  if (text.trim() === '') throw unusable(name, 'is empty');
  try {
    return JSON.parse(text);
  } catch (cause) {
    const isCut = !text.trimEnd().endsWith('}');
    throw unusable(name, isCut ? 'is cut off: its JSON does not end' : 'is not JSON', cause);
  }
}

function otherVersion(name: string, found: unknown): CliError {
  const said =
    typeof found === 'number'
      ? `has format ${found}, and this banyan reads ${VERSION}`
      : 'is no analysis of banyan';
  const hint =
    typeof found === 'number' && found > VERSION
      ? 'Update banyan, or run "banyan analyze" again with this one.'
      : 'Run "banyan analyze" to make one.';
  return new CliError('CANNOT_READ', `${name} ${said}.`, hint);
}

function unusable(name: string, reason: string, cause?: unknown): CliError {
  return new CliError('CANNOT_READ', `${name} ${reason}.`, 'Run "banyan analyze" again.', { cause });
}

const places = z.array(z.looseObject({ module: z.string(), reason: z.string() }));
const strings = z.array(z.string());

/** What views read; other members pass unseen. */
const sourceSchema = z.looseObject({
  tool: z.looseObject({ version: z.string() }),
  codebase: z.looseObject({ name: z.string(), files: z.number(), lines: z.number(), packages: strings }),
  modules: z.array(z.looseObject({ id: z.string(), lines: z.number() })),
  dependencies: z.array(
    z.looseObject({ from: z.string(), to: z.string(), kind: z.string(), names: strings, uses: z.number() }),
  ),
  endpoints: z.array(
    z.looseObject({
      id: z.string(),
      protocol: z.string(),
      method: z.string(),
      path: z.string(),
      module: z.string(),
    }),
  ),
  entities: z.array(z.looseObject({ name: z.string() })),
  accesses: z.array(
    z.looseObject({ module: z.string(), entity: z.string(), mode: z.enum(['read', 'write']) }),
  ),
  transactions: z.array(z.looseObject({ module: z.string(), scope: z.string(), entities: strings })),
  shared: places,
  roots: places,
  roadmap: z.array(
    z.looseObject({ wave: z.number(), service: z.string(), value: z.number(), cost: z.number() }),
  ),
  verdict: z.looseObject({ advice: z.enum(['split', 'modularise-first', 'leave-it']), reasons: strings }),
  coverage: z.looseObject({
    imports: z.looseObject({ total: z.number(), unresolved: z.array(z.looseObject({ module: z.string() })) }),
    skipped: z.array(z.looseObject({ reason: z.string(), count: z.number() })),
    findings: z.array(z.looseObject({ file: z.string(), message: z.string() })),
    history: z.looseObject({ available: z.boolean() }),
  }),
  decompositions: z.array(
    z.looseObject({
      granularity: z.enum(['coarse', 'recommended', 'fine']),
      metrics: z.record(z.string(), z.number()),
      services: z.array(
        z.looseObject({
          name: z.string(),
          modules: strings,
          terms: strings,
          reasons: z.array(z.looseObject({ text: z.string() })),
          dependsOn: z.array(z.looseObject({ service: z.string() })),
        }),
      ),
      placements: z.array(z.looseObject({ module: z.string(), service: z.string(), confidence: z.number() })),
    }),
  ),
});
