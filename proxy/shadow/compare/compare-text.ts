import type { Cause } from '../../model/divergence.ts';
import type { CompareRule } from '../../model/shadow-rule.ts';
import type { Differences } from './differences.ts';
import { textKind, timeOf } from './text-kind.ts';

/** Words ahead that are searched for the place where two texts go on alike. */
const WINDOW = 48;
/** Words before a place that name it. */
const CONTEXT = 2;
const LONGEST_CONTEXT = 60;

/** What is compared: the words of a text, and what it is called (`text`, `html`, `xml`). */
export interface Words {
  readonly expected: readonly string[];
  readonly actual: readonly string[];
}

/**
 * Compares two texts word by word. A place is named by the words before it, so that "generated at 12:03" differs in one
 * way every day, and noise there hides nothing elsewhere.
 */
export function compareText({ expected, actual }: Words, rule: CompareRule, differences: Differences): void {
  let [at, other] = [0, 0];
  while ((at < expected.length || other < actual.length) && !differences.full) {
    if (expected[at] === actual[other]) {
      at++;
      other++;
      continue;
    }
    const [skip, otherSkip] = resume(expected, actual, at, other);
    const words = expected.slice(at, at + skip).join(' ');
    const otherWords = actual.slice(other, other + otherSkip).join(' ');
    tell({ words, otherWords, before: expected.slice(Math.max(0, at - CONTEXT), at) }, rule, differences);
    at += skip;
    other += otherSkip;
  }
}

/** How many words differ on both sides before they go on alike; the rest of both, where that is not near. */
function resume(
  expected: readonly string[],
  actual: readonly string[],
  at: number,
  other: number,
): [number, number] {
  const left = Math.min(expected.length - at, WINDOW);
  const right = Math.min(actual.length - other, WINDOW);
  for (let apart = 1; apart < left + right; apart++) {
    const most = Math.min(apart, left - 1);
    for (let skip = Math.max(0, apart - right + 1); skip <= most; skip++) {
      if (goesOn(expected, actual, at + skip, other + apart - skip)) return [skip, apart - skip];
    }
  }
  return [expected.length - at, actual.length - other];
}

/** One word alike is chance ("the"); two are not, nor is the end of both. */
function goesOn(expected: readonly string[], actual: readonly string[], at: number, other: number): boolean {
  return expected[at] === actual[other] && expected[at + 1] === actual[other + 1];
}

interface Place {
  readonly words: string;
  readonly otherWords: string;
  readonly before: readonly string[];
}

function tell({ words, otherWords, before }: Place, rule: CompareRule, differences: Differences): void {
  if (isSameTime(words, otherWords, rule)) return;
  const context = before.map(withoutData).join(' ').slice(-LONGEST_CONTEXT);
  const path = context === '' ? 'at the start' : `after "${context}"`;
  const cause: Cause = { part: 'body', path, kind: wordKind(words, otherWords) };
  if (differences.isNew(cause)) {
    differences.add({ ...cause, place: path, expected: words, actual: otherWords });
  }
}

function wordKind(words: string, otherWords: string): string {
  if (words === '') return 'extra words';
  return otherWords === '' ? 'missing words' : textKind(words, otherWords);
}

/** Digits are data: the place after "order 17" is the place after "order 18". */
function withoutData(word: string): string {
  return word.replaceAll(/[\da-f]{8,}|\d+/giu, '#');
}

function isSameTime(words: string, otherWords: string, { timeToleranceMs }: CompareRule): boolean {
  if (timeToleranceMs === undefined) return false;
  const [a, b] = [timeOf(words), timeOf(otherWords)];
  return a !== undefined && b !== undefined && Math.abs(a - b) <= timeToleranceMs;
}
