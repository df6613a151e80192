import { expect, test } from 'vitest';
import { Deadlines } from './deadlines.ts';

test('expires what is late, once it is late, and uses places again', () => {
  const clock = { now: 0 };
  const deadlines = new Deadlines(() => clock.now, 1000);
  const expired: string[] = [];
  const timed = (name: string, deadline: number) => {
    const entry = { deadline, slot: -1, expire: () => (expired.push(name), deadlines.remove(entry)) };
    return entry;
  };
  const [soon, late, never] = [timed('soon', 10), timed('late', 20), timed('never', Infinity)];
  for (const entry of [soon, late, never]) deadlines.add(entry);
  clock.now = 15;
  deadlines.tick();
  deadlines.sweep();
  expect(expired).toEqual(['soon']);
  deadlines.add(timed('next', 12));
  deadlines.sweep();
  expect(expired).toEqual(['soon', 'next']);
  clock.now = 1e9;
  deadlines.tick();
  deadlines.sweep();
  expect([expired, deadlines.size]).toEqual([['soon', 'next', 'late'], 1]);
  deadlines.stop();
});

test('a pause of the process is held against nobody', () => {
  const clock = { now: 0 };
  const deadlines = new Deadlines(() => clock.now, 50);
  const expired: string[] = [];
  const entry = { deadline: 500, slot: -1, expire: () => (expired.push('it'), deadlines.remove(entry)) };
  deadlines.add(entry);
  const pass = (milliseconds: number): void => {
    clock.now += milliseconds;
    deadlines.tick();
    deadlines.sweep();
  };
  pass(60_000);
  expect([expired, deadlines.now]).toEqual([[], 100]);
  for (let turn = 0; turn < 7; turn++) pass(50);
  expect(expired).toEqual([]);
  pass(50);
  expect(expired).toEqual(['it']);
  deadlines.stop();
});
