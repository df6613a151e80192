import type { CompareRule } from '../../model/shadow-rule.ts';
import type { Differences } from './differences.ts';
import { mediaTypeOf } from './media-type.ts';
import { type RecordedAnswer, fieldOf } from './recorded-answer.ts';
import { textKind, timeOf } from './text-kind.ts';

/** Without these an answer means something else. */
const ALWAYS = ['content-type', 'location'];

/** Fields that speak of the hop, of the moment or of the bytes on the line: `*` does not mean them. */
const NEVER_BY_STAR = new Set([
  'age',
  'connection',
  'content-encoding',
  'content-length',
  'date',
  'keep-alive',
  'server',
  'transfer-encoding',
  'via',
  'x-powered-by',
  'x-request-id',
]);

export interface Answers {
  readonly expected: RecordedAnswer;
  readonly actual: RecordedAnswer;
}

/** Compares Content-Type, Location and the fields that the rule names. */
export function compareHeaders(
  { expected, actual }: Answers,
  rule: CompareRule,
  differences: Differences,
): void {
  const ignored = new Set(rule.ignore.flatMap(({ kind, name }) => (kind === 'header' ? [name] : [])));
  for (const name of namesOf({ expected, actual }, rule)) {
    if (ignored.has(name)) continue;
    const mine = normalised(name, fieldOf(expected, name));
    const theirs = normalised(name, fieldOf(actual, name));
    const kind = mine === theirs ? undefined : headerKind(mine, theirs, rule);
    if (kind === undefined) continue;
    const cause = { part: 'header' as const, path: name, kind };
    if (differences.isNew(cause)) differences.add({ ...cause, place: name, expected: mine, actual: theirs });
  }
}

function namesOf({ expected, actual }: Answers, { headers }: CompareRule): Set<string> {
  const names = new Set([...ALWAYS, ...headers]);
  if (!names.delete('*')) return names;
  for (const { fields } of [expected, actual]) {
    for (let at = 0; at < fields.length; at += 2) {
      const name = (fields[at] as string).toLowerCase();
      if (!NEVER_BY_STAR.has(name)) names.add(name);
    }
  }
  return names;
}

function normalised(name: string, value: string | undefined): string | undefined {
  if (value === undefined) return undefined;
  if (name === 'content-type') return contentType(value);
  if (name === 'location') return location(value);
  return value.trim();
}

/** Blanks, letter case and a charset that is the default say nothing. */
function contentType(value: string): string {
  const { name, charset, kind } = mediaTypeOf(value);
  return kind === 'bytes' || charset === 'utf-8' || charset === 'utf8' ? name : `${name}; charset=${charset}`;
}

/** Either side may name itself in full; where it leads within itself is what counts. */
function location(value: string): string {
  return value.replace(/^https?:\/\/(?:127\.\d+\.\d+\.\d+|localhost|\[::1\])(?::\d+)?(?=\/|$)/iu, '') || '/';
}

function headerKind(
  expected: string | undefined,
  actual: string | undefined,
  { timeToleranceMs }: CompareRule,
): string | undefined {
  if (expected === undefined) return 'extra';
  if (actual === undefined) return 'missing';
  const [a, b] = [timeOf(expected), timeOf(actual)];
  if (timeToleranceMs !== undefined && a !== undefined && b !== undefined) {
    if (Math.abs(a - b) <= timeToleranceMs) return undefined;
  }
  const kind = textKind(expected, actual);
  return kind === 'texts differ' ? 'values differ' : kind;
}
