import type { CompareRule } from '../proxy/model/shadow-rule.ts';
import { compareAnswers } from '../proxy/shadow/compare/compare-answers.ts';
import type { RecordedAnswer } from '../proxy/shadow/compare/recorded-answer.ts';

export const RULE: CompareRule = {
  ignore: [],
  unordered: [],
  tolerance: 0,
  timeToleranceMs: undefined,
  headers: [],
};

export function json(value: unknown, extra: readonly string[] = []): RecordedAnswer {
  return raw(JSON.stringify(value), 'application/json', extra);
}

export function raw(
  body: string | Buffer,
  type: string,
  extra: readonly string[] = [],
  status = 200,
): RecordedAnswer {
  return { status, fields: ['Content-Type', type, ...extra], body: Buffer.from(body as string) };
}

export function causes(
  expected: RecordedAnswer,
  actual: RecordedAnswer,
  rule: Partial<CompareRule> = {},
): string[] {
  const options = { rule: { ...RULE, ...rule }, maxBody: 1 << 20, bodiless: false };
  const found = compareAnswers({ expected, actual }, options);
  if ('unjudged' in found) return [found.unjudged];
  return found.differences.map(({ part, path, kind }) => [part, path, kind].filter(Boolean).join(' '));
}

/** An answer with these fields beside its type. */
export function answer(...fields: string[]): RecordedAnswer {
  return raw('{}', 'application/json', fields);
}
