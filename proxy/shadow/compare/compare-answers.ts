import type { CompareRule } from '../../model/shadow-rule.ts';
import { compareBodies } from './compare-bodies.ts';
import { type Answers, compareHeaders } from './compare-headers.ts';
import { type Undecoded, decodeBody } from './decode-body.ts';
import { type Difference, Differences } from './differences.ts';
import { mediaTypeOf } from './media-type.ts';
import { type RecordedAnswer, fieldOf } from './recorded-answer.ts';

/** What came of it: differences (none: they are equal), or why nothing can be said. */
export type Comparison =
  | { readonly differences: readonly Difference[] }
  | { readonly unjudged: 'too-large' | 'unreadable' };

export interface CompareOptions {
  readonly rule: CompareRule;
  /** Bytes of a body without its content codings. */
  readonly maxBody: number;
  /** The request was HEAD: there are no bodies. */
  readonly bodiless: boolean;
}

/**
 * Compares the service's answer with the monolith's. Bodies are compared where the status codes are of one class: the
 * page that explains an error differs from the page asked for in ways that say nothing. Pure.
 */
export function compareAnswers(answers: Answers, { rule, maxBody, bodiless }: CompareOptions): Comparison {
  const { expected, actual } = answers;
  const differences = new Differences();
  compareStatus(answers, differences);
  compareHeaders(answers, rule, differences);
  if (!bodiless && classOf(expected) === classOf(actual) && !haveSameBytes(answers)) {
    const bytes = decodeBody(expected, maxBody);
    if (typeof bytes === 'string') {
      return { unjudged: bytes === 'too-large' ? 'too-large' : 'unreadable' };
    }
    const others = decodeBody(actual, maxBody);
    if (others === 'too-large') return { unjudged: 'too-large' };
    if (typeof others === 'string') tellUndecoded(others, actual, differences);
    else {
      const bodies = {
        expected: { bytes, type: mediaTypeOf(fieldOf(expected, 'content-type')) },
        actual: { bytes: others, type: mediaTypeOf(fieldOf(actual, 'content-type')) },
      };
      compareBodies(bodies, rule, differences);
    }
  }
  return { differences: differences.all };
}

function compareStatus({ expected, actual }: Answers, differences: Differences): void {
  if (expected.status === actual.status) return;
  const kind = `${expected.status} ≠ ${actual.status}`;
  const pair = { expected: expected.status, actual: actual.status };
  differences.add({ part: 'status', path: '', kind, place: '', ...pair });
}

function classOf({ status }: RecordedAnswer): number {
  return Math.floor(status / 100);
}

function haveSameBytes({ expected, actual }: Answers): boolean {
  return (
    expected.body.equals(actual.body) &&
    fieldOf(expected, 'content-encoding') === fieldOf(actual, 'content-encoding') &&
    fieldOf(expected, 'content-type') === fieldOf(actual, 'content-type')
  );
}

function tellUndecoded(fault: Undecoded, actual: RecordedAnswer, differences: Differences): void {
  const coding = fieldOf(actual, 'content-encoding') ?? '';
  const kind = fault === 'corrupt' ? 'corrupt content coding' : 'unknown content coding';
  differences.add({ part: 'body', path: '', kind, place: '', expected: undefined, actual: coding });
}
