import { z } from 'zod';
import type { BreachIdentity } from '../model/breach.ts';
import { PlanError } from '../plan-error.ts';
import { date, text } from '../schema/scalars.ts';
import { breachKey } from './breach-id.ts';

/** A breach that a team has accepted for now. */
export interface BaselineEntry extends BreachIdentity {
  /** The first day on which it is no longer accepted, `2026-07-01`. */
  readonly expires?: string;
  readonly why?: string;
}

const name = z.string().max(4000);
const entrySchema = z.strictObject({
  kind: z.enum(['crossing', 'data', 'transaction', 'cycle', 'door']),
  from: name,
  to: name,
  module: name,
  symbol: name,
  expires: date.exactOptional(),
  why: text('the reason').exactOptional(),
});
const baselineSchema = z.strictObject({
  formatVersion: z.literal(1),
  note: z.string().exactOptional(),
  entries: z.array(entrySchema),
});

const NOTE = 'Accepted for now. Written by "banyan baseline"; it should only shrink.';

/** The JSON Schema (draft 2020-12) of `banyan.baseline.json`. */
export function baselineJsonSchema(): Record<string, unknown> {
  const $id = 'https://banyan.dev/schemas/baseline.schema.json';
  return { $id, title: 'Banyan baseline', ...z.toJSONSchema(baselineSchema, { io: 'input' }) };
}

/** One entry a line, sorted, so that two branches which fix different things merge. */
export function renderBaseline(entries: readonly BaselineEntry[]): string {
  const lines = [...entries].sort(byKey).map((entry) => `    ${JSON.stringify(entryOf(entry))}`);
  const list = lines.length === 0 ? '[]' : `[\n${lines.join(',\n')}\n  ]`;
  return `{\n  "formatVersion": 1,\n  "note": ${JSON.stringify(NOTE)},\n  "entries": ${list}\n}\n`;
}

/** Throws `PlanError` where the text is no baseline. `file` is only named in messages. */
export function readBaseline(content: string, file: string): BaselineEntry[] {
  const result = baselineSchema.safeParse(parseJson(content, file));
  if (result.success) return result.data.entries;
  const [issue] = result.error.issues;
  throw invalid(`${file}: ${issue?.path.join('.') ?? ''} ${issue?.message ?? 'is not valid'}`);
}

function parseJson(content: string, file: string): unknown {
  if (/^(?:<{7}|>{7}) /mu.test(content))
    throw invalid(`${file} holds a merge conflict that is not resolved.`);
  try {
    return JSON.parse(content);
  } catch (cause) {
    throw invalid(`${file} is not JSON: ${cause instanceof Error ? cause.message : String(cause)}`, cause);
  }
}

function invalid(message: string, cause?: unknown): PlanError {
  return new PlanError(
    'BASELINE_INVALID',
    message,
    'Restore the file from git, or write it anew: banyan baseline.',
    { cause },
  );
}

/** What a baseline keeps of a breach, with its members in the order in which they are written. */
export function entryOf({
  kind,
  from,
  to,
  module,
  symbol,
  expires,
  why,
}: BreachIdentity & {
  readonly expires?: string | undefined;
  readonly why?: string | undefined;
}): BaselineEntry {
  return {
    kind,
    from,
    to,
    module,
    symbol,
    ...(expires === undefined ? {} : { expires }),
    ...(why === undefined ? {} : { why }),
  };
}

function byKey(a: BaselineEntry, b: BaselineEntry): number {
  return breachKey(a) < breachKey(b) ? -1 : 1;
}
