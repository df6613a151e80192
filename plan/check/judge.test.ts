import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Breach } from '../model/breach.ts';
import { baselineJsonSchema, readBaseline, renderBaseline } from './baseline.ts';
import { breachId } from './breach-id.ts';
import { cyclesOf } from './cycles-of.ts';
import { policiesOf } from './find-breaches.ts';
import { isPassed, judge } from './judge.ts';
import { nextBaseline } from './next-baseline.ts';
import { readPlan } from '../read/read-plan.ts';

const policies = policiesOf(readPlan('version: 1\n'));
const breach = (symbol: string, line = 1): Breach => {
  const identity = { kind: 'crossing' as const, from: 'a', to: 'b', module: 'a/x.ts', symbol };
  return { ...identity, id: breachId(identity), file: 'a/x.ts', line, target: 'b/y.ts', message: symbol };
};
const grow = (breaches: Breach[], expires?: string) =>
  nextBaseline(breaches, [], { policies, allowGrowth: true, ...(expires === undefined ? {} : { expires }) })
    .entries;

test('an entry is accepted until its day has come', () => {
  const baseline = grow([breach('x')], '2026-06-01');
  const on = (today: string) => judge([breach('x', 99)], baseline, { policies, today });
  expect(isPassed(on('2026-05-31'))).toBe(true);
  expect(on('2026-06-01').failures.map(({ status }) => status)).toEqual(['expired']);
});

test('staleness is judged on full runs alone', () => {
  const baseline = grow([breach('x'), breach('y')]);
  const options = { policies, today: '2026-01-01' };
  expect(judge([breach('x')], baseline, options).stale.map(({ symbol }) => symbol)).toEqual(['y']);
  expect(judge([breach('x')], baseline, { ...options, affected: new Set(['a/x.ts']) }).stale).toEqual([]);
  expect(judge([breach('z')], baseline, { ...options, affected: new Set(['c.ts']) }).failures).toEqual([]);
  expect(judge([breach('z')], baseline, { ...options, affected: new Set(['b/y.ts']) }).failures).toHaveLength(
    1,
  );
});

test('a baseline shrinks by itself, keeps what is said about an entry, and grows only with leave', () => {
  const [first, second] = grow([breach('x'), breach('y')]).map((entry) => ({ ...entry, why: 'later' }));
  const baseline = [first, second].flatMap((entry) => (entry ? [entry] : []));

  const shrunk = nextBaseline([breach('y')], baseline, { policies, allowGrowth: false });
  expect(shrunk.entries).toEqual([second]);
  expect(() => nextBaseline([breach('z')], baseline, { policies, allowGrowth: false })).toThrow(
    /would grow by 1/u,
  );
  const strict = { ...policies, crossing: 'strict' as const };
  expect(nextBaseline([breach('z')], [], { policies: strict, allowGrowth: true }).entries).toEqual([]);
});

test('the file is sorted, one entry a line, and reads back', () => {
  const entries = grow([breach('y'), breach('x')]);
  const text = renderBaseline(entries);
  expect(text).toBe(renderBaseline([...entries].reverse()));
  expect(text.split('\n').filter((line) => line.includes('"kind"'))).toHaveLength(2);
  expect(readBaseline(text, 'b')).toHaveLength(2);
  expect(readBaseline(renderBaseline([]), 'b')).toEqual([]);
});

test.each([
  '{',
  '[]',
  '{"formatVersion":2,"entries":[]}',
  '<<<<<<< HEAD\n{}',
  '{"formatVersion":1,"entries":[{"kind":"x"}]}',
])('refuses %j as a baseline', (text) => {
  expect(() => readBaseline(text, 'b.json')).toThrow(/b\.json/u);
});

test('the published JSON Schema is the one of the code', () => {
  const place = new URL('../../docs/schemas/baseline.schema.json', import.meta.url);
  expect(JSON.parse(readFileSync(place, 'utf8'))).toEqual(JSON.parse(JSON.stringify(baselineJsonSchema())));
});

test('circles of services', () => {
  expect(
    cyclesOf([
      ['a', 'b'],
      ['b', 'c'],
      ['c', 'a'],
      ['c', 'd'],
      ['e', 'f'],
      ['f', 'e'],
      ['g', 'h'],
    ]),
  ).toEqual([
    ['a', 'b', 'c'],
    ['e', 'f'],
  ]);
});
