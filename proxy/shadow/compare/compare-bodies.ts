import type { CompareRule } from '../../model/shadow-rule.ts';
import { compareJson } from './compare-json.ts';
import { compareText } from './compare-text.ts';
import type { Differences } from './differences.ts';
import type { BodyKind, MediaType } from './media-type.ts';
import { NOT_JSON, parseJson } from './parse-json.ts';
import { htmlWords, textWords, xmlWords } from './words.ts';

/** A body without its content codings. */
export interface Body {
  readonly bytes: Buffer;
  readonly type: MediaType;
}

export interface Bodies {
  readonly expected: Body;
  readonly actual: Body;
}

/** Compares two bodies in the way that the monolith's type asks for; what is no text, by its bytes. */
export function compareBodies(
  { expected, actual }: Bodies,
  rule: CompareRule,
  differences: Differences,
): void {
  if (expected.bytes.equals(actual.bytes) && expected.type.charset === actual.type.charset) return;
  if (expected.type.kind !== actual.type.kind && actual.type.name !== '') return; // The header tells.
  if (rule.ignore.some(({ kind, name }) => kind === 'body' && name === '$')) return;
  const texts = textsOf({ expected, actual });
  if (expected.bytes.length === 0 || actual.bytes.length === 0) {
    tell(expected.bytes.length === 0 ? 'empty ≠ body' : 'body ≠ empty', { expected, actual }, differences);
  } else if (texts === undefined) tell('bytes differ', { expected, actual }, differences);
  else compareTexts(expected.type.kind, texts, rule, differences);
}

interface Texts {
  readonly expected: string;
  readonly actual: string;
}

/** Both as text; `undefined` where they are none. */
function textsOf({ expected, actual }: Bodies): Texts | undefined {
  if (expected.type.kind === 'bytes') return undefined;
  const [mine, theirs] = [decode(expected), decode(actual)];
  return mine === undefined || theirs === undefined ? undefined : { expected: mine, actual: theirs };
}

function decode({ bytes, type }: Body): string | undefined {
  try {
    return new TextDecoder(type.charset).decode(bytes);
  } catch {
    return undefined; // A charset that nobody knows.
  }
}

function compareTexts(kind: BodyKind, texts: Texts, rule: CompareRule, differences: Differences): void {
  switch (kind) {
    case 'json':
      compareJsonTexts(texts, parseJson, rule, differences);
      return;
    case 'json-lines':
      compareJsonTexts(texts, parseLines, rule, differences);
      return;
    case 'html':
      compareWords(texts, htmlWords, rule, differences);
      return;
    case 'xml':
      compareWords(texts, xmlWords, rule, differences);
      return;
    case 'text':
    case 'bytes':
    default:
      compareWords(texts, textWords, rule, differences);
  }
}

/** An array of the lines; what is no JSON stays as text. */
function parseLines(text: string): unknown {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return lines.map((line) => {
    const value = parseJson(line.startsWith('\u001E') ? line.slice(1) : line); // RFC 7464 begins records so.
    return value === NOT_JSON ? line : value;
  });
}

// oxlint-disable-next-line max-params -- Two ways of reading, one comparison.
function compareJsonTexts(
  texts: Texts,
  parse: (text: string) => unknown,
  rule: CompareRule,
  differences: Differences,
): void {
  const [expected, actual] = [parse(texts.expected), parse(texts.actual)];
  if (expected === NOT_JSON && actual === NOT_JSON) compareWords(texts, textWords, rule, differences);
  else if (expected === NOT_JSON) tellText('text ≠ JSON', texts, differences);
  else if (actual === NOT_JSON) tellText('JSON ≠ text', texts, differences);
  else compareJson({ expected, actual }, rule, differences);
}

function compareWords(
  { expected, actual }: Texts,
  words: (text: string) => string[],
  rule: CompareRule,
  differences: Differences,
): void {
  compareText({ expected: words(expected), actual: words(actual) }, rule, differences);
}

function tell(kind: string, { expected, actual }: Bodies, differences: Differences): void {
  const cause = { part: 'body' as const, path: '', kind };
  if (!differences.isNew(cause)) return;
  differences.add({ ...cause, place: '', expected: sizeOf(expected), actual: sizeOf(actual) });
}

function sizeOf({ bytes }: Body): string {
  return `${bytes.length} bytes`;
}

function tellText(kind: string, { expected, actual }: Texts, differences: Differences): void {
  const cause = { part: 'body' as const, path: '', kind };
  if (differences.isNew(cause)) differences.add({ ...cause, place: '', expected, actual });
}
