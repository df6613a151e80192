import { expect, test } from 'vitest';
import { fineBucket } from '../../observe/fine-latency.ts';
import { Tally } from './tally.ts';

test('latencies for the gates are told less what the measuring may have added', () => {
  const tally = new Tally('r', '', true);
  for (const time of [40, 3, 40]) tally.answered(200, time);
  tally.answered(0, 10_000); // No answer is an error, and no latency.
  tally.done = 4;
  const fine = tally.take(5)?.counts.fine ?? [];
  expect([fine[fineBucket(35)], fine[0], fine.reduce((sum, count) => sum + count)]).toEqual([2, 1, 3]);
});

test('what was measured while nobody knows how late the thread was says nothing', () => {
  const tally = new Tally('r', '', true);
  tally.answered(200, 40);
  tally.done = 1;
  expect(tally.take(Infinity)?.counts.fine).toBeUndefined();
  tally.done = 1;
  expect(tally.take(0)?.counts.fine).toBeUndefined();
});

test('a route without gates is not measured closely', () => {
  const tally = new Tally('r', '');
  tally.answered(200, 40);
  tally.done = 1;
  expect(tally.take(0)?.counts.fine).toBeUndefined();
});
