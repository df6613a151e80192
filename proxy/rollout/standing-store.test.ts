import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { AuditEntry, Standing } from '../model/rollout.ts';
import { AuditLog } from './audit-log.ts';
import { StandingStore } from './standing-store.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'banyan-standing-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const monolith: Standing = { stage: 'monolith', percent: 0 };
const audit = (): string => join(folder, 'audit.jsonl');
const stages = (): string => join(folder, 'stages.json');

function change(percent: number, route = 'orders'): Omit<AuditEntry, 'seq'> {
  const to: Standing = { stage: 'canary', percent };
  const who = { by: 'ann', why: `to ${percent}`, at: '2026-01-01T00:00:00.000Z' };
  return { route, kind: 'set', from: monolith, to, planned: monolith, phase: 'running', ...who };
}

const percentOf = (route = 'orders'): number | undefined => new StandingStore(folder).read()[route]?.percent;

test('what was recorded holds after a restart, and the log tells it, newest first', () => {
  const store = new StandingStore(folder);
  for (const percent of [1, 5, 25]) store.record(change(percent));
  expect(percentOf()).toBe(25);
  const { entries, more } = new StandingStore(folder).audit(2);
  expect(entries.map(({ seq, to }) => [seq, to.percent])).toEqual([
    [3, 25],
    [2, 5],
  ]);
  expect(more).toBe(true);
  expect(new StandingStore(folder).record(change(50)).seq).toBe(4);
});

test('a crash after the log and before the stages is mended by the log', () => {
  new StandingStore(folder).record(change(1));
  const old = readFileSync(stages());
  new StandingStore(folder).record(change(5));
  writeFileSync(stages(), old);
  expect(percentOf()).toBe(5);
});

test.each([
  ['torn', '{"formatVersion":1,"seq":2,"rou'],
  ['empty', ''],
  ['of another shape', '{"formatVersion":1,"seq":2,"routes":{"orders":{"stage":"mars"}}}'],
])('a file of stages that is %s is made anew from the log', (_, text) => {
  const store = new StandingStore(folder);
  store.record(change(1));
  store.record(change(5));
  writeFileSync(stages(), text);
  expect(percentOf()).toBe(5);
});

test('wherever a crash cuts the log short, the stage is that of its last whole line, and the log goes on', () => {
  const store = new StandingStore(folder);
  const percents = [1, 5, 25, 50, 100];
  for (const percent of percents) store.record(change(percent));
  const whole = readFileSync(audit());
  fc.assert(
    fc.property(fc.integer({ min: 0, max: whole.length }), (cut) => {
      rmSync(stages(), { force: true });
      writeFileSync(audit(), whole.subarray(0, cut));
      // A line that lacks nothing but its end is whole.
      const lines = whole.subarray(0, cut).toString().split('\n').filter(isWhole);
      expect(percentOf()).toBe(percents[lines.length - 1]);
      const next = new StandingStore(folder).record(change(7));
      expect([next.seq, percentOf()]).toEqual([lines.length + 1, 7]);
      expect([...new AuditLog(audit()).newestFirst()].map(({ seq }) => seq)).toEqual(
        Array.from({ length: lines.length + 1 }, (_, index) => lines.length + 1 - index),
      );
    }),
    { numRuns: 200 },
  );
});

function isWhole(line: string): boolean {
  try {
    return line !== '' && JSON.parse(line) !== null;
  } catch {
    return false;
  }
}

test('a long log is read from its end, whatever its lines hold', () => {
  const store = new StandingStore(folder);
  for (let turn = 1; turn <= 300; turn++) {
    store.record({ ...change(turn % 100, `r${turn % 3}`), why: 'wörter ✓ \n'.repeat(60) });
  }
  expect(readFileSync(audit()).length).toBeGreaterThan(3 * 65_536);
  const entries = [...new AuditLog(audit()).newestFirst()];
  expect(entries.map(({ seq }) => seq)).toEqual(Array.from({ length: 300 }, (_, index) => 300 - index));
  expect(store.last().size).toBe(3);
});

test('a dry run is told, and moves nothing', () => {
  const store = new StandingStore(folder);
  store.record(change(1));
  store.record({ ...change(5), dryRun: true });
  expect([percentOf(), store.audit(1).entries[0]?.dryRun]).toEqual([1, true]);
  expect(store.last().get('orders')?.percent).toBe(1);
});

// The device that is always full.
test.skipIf(process.platform !== 'linux')(
  'a full disk: nothing is changed that could not be recorded',
  () => {
    const store = new StandingStore(folder);
    store.record(change(1));
    rmSync(audit());
    symlinkSync('/dev/full', audit());
    expect(() => store.record(change(5))).toThrow(/ENOSPC/u);
    expect(store.read()['orders']?.percent).toBe(1);
    expect(percentOf()).toBe(1);
  },
);
