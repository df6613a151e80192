import { expect, test } from 'vitest';
import { DEFAULT_BREAKER } from '../model/defaults.ts';
import { Breaker } from './breaker.ts';

const rule = { ...DEFAULT_BREAKER, consecutiveFailures: 3, openMs: 100, probes: 2 };

function opened(): Breaker {
  const breaker = new Breaker(rule);
  for (let turn = 0; turn < 3; turn++) breaker.report(false, 0);
  return breaker;
}

test('opens after failures in a row, and a good answer starts the row anew', () => {
  const breaker = new Breaker(rule);
  for (const good of [false, false, true, false, false]) breaker.report(good, 0);
  expect(breaker.allows(0)).toBe(true);
  breaker.report(false, 0);
  expect(breaker.allows(99)).toBe(false);
});

test('says whether it would let a request through, and takes no probe for that', () => {
  const breaker = opened();
  expect([breaker.isShut(99), breaker.isShut(100), breaker.isShut(100)]).toEqual([true, false, false]);
  expect([breaker.allows(100), breaker.isShut(100)]).toEqual([true, false]);
  expect([breaker.allows(100), breaker.isShut(100)]).toEqual([true, true]);
  for (let turn = 0; turn < 2; turn++) breaker.report(true, 100);
  expect(breaker.isShut(100)).toBe(false);
});

test('opens on the share of failures in a window', () => {
  const breaker = new Breaker({ ...rule, consecutiveFailures: 1000 });
  for (let turn = 0; turn < 20; turn++) breaker.report(turn % 2 === 0, 0);
  expect(breaker.state(0)).toBe('open');
});

test('lets exactly its probes through under many requests, and closes when all are good', () => {
  const breaker = opened();
  const let_ = Array.from({ length: 200 }, () => breaker.allows(100)).filter(Boolean);
  expect(let_).toHaveLength(2);
  breaker.report(true, 110);
  expect(breaker.state(110)).toBe('half-open');
  breaker.report(true, 110);
  expect(breaker.state(110)).toBe('closed');
});

test('a bad probe opens it again for as long; one that came to nothing may be repeated', () => {
  const breaker = opened();
  expect(breaker.allows(100)).toBe(true);
  breaker.forget();
  expect([breaker.allows(101), breaker.allows(101), breaker.allows(101)]).toEqual([true, true, false]);
  breaker.report(false, 102);
  expect(breaker.allows(201)).toBe(false);
  expect(breaker.allows(202)).toBe(true);
});

const slowRule = { ...rule, minRequests: 10, slow: { overMs: 50, ratio: 0.5 } };

test('opens on the share of slow calls in a window, however good they are', () => {
  const breaker = new Breaker(slowRule);
  for (let turn = 0; turn < 9; turn++) breaker.report(true, 0, 51);
  expect(breaker.state(0)).toBe('closed'); // Too few to say.
  breaker.report(true, 0, 51);
  expect(breaker.state(0)).toBe('open');
});

test('calls within the limit, too few slow ones, and those of an earlier window do not open it', () => {
  const breaker = new Breaker(slowRule);
  for (let turn = 0; turn < 100; turn++) breaker.report(true, 0, 50);
  for (let turn = 0; turn < 99; turn++) breaker.report(true, 1, 51);
  expect(breaker.state(1)).toBe('closed');
  breaker.report(true, slowRule.windowMs, 51);
  for (let turn = 0; turn < 20; turn++) breaker.report(true, slowRule.windowMs, 1);
  expect(breaker.state(slowRule.windowMs)).toBe('closed');
});

test('slow probes open it again, quick ones close it', () => {
  const breaker = new Breaker(slowRule);
  for (let turn = 0; turn < 10; turn++) breaker.report(true, 0, 51);
  for (let turn = 0; turn < 2; turn++) {
    expect(breaker.allows(100)).toBe(true);
    breaker.report(true, 110, 60);
  }
  expect(breaker.state(110)).toBe('open');
  for (let turn = 0; turn < 2; turn++) {
    expect(breaker.allows(210)).toBe(true);
    breaker.report(true, 211, 1);
  }
  expect(breaker.state(211)).toBe('closed');
});
