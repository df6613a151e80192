import { expect, test } from 'vitest';
import { ShortBreath } from './short-breath.ts';

/** A thread whose pieces of work take so long each, and the longest that it worked in one go. */
function working(pieces: number, milliseconds: number): { longest: number; slept: number } {
  let [now, since, longest, slept] = [0, 0, 0, 0];
  const { pause } = new ShortBreath({
    now: () => now,
    sleep: (nap) => {
      expect(nap).toBeGreaterThan(0);
      longest = Math.max(longest, now - since);
      now += nap;
      since = now;
      slept++;
    },
  });
  for (let piece = 0; piece < pieces; piece++) {
    now += milliseconds;
    pause();
  }
  return { longest, slept };
}

test('never works on for more than a tenth of a millisecond and a piece', () => {
  const { longest, slept } = working(1000, 0.03);
  expect(longest).toBeLessThan(0.1 + 0.03 + 1e-9);
  expect(slept).toBeGreaterThan(100);
});

test('does not sleep after every small piece', () => {
  expect(working(1000, 0.001).slept).toBeLessThan(15);
});

test('sleeps after each piece that is longer by itself', () => {
  expect(working(10, 5).slept).toBe(10);
});
