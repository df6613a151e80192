import { expect, test } from 'vitest';
import { type DelayHistogram, LateBy } from './late-by.ts';

function histogram(): DelayHistogram & { see(milliseconds: number): void; on: boolean } {
  return {
    count: 0,
    max: 0,
    on: false,
    see(milliseconds) {
      Object.assign(this, { count: this.count + 1, max: Math.max(this.max, milliseconds * 1e6) });
    },
    enable() {
      this.on = true;
    },
    disable() {
      this.on = false;
    },
    reset() {
      Object.assign(this, { count: 0, max: 0 });
    },
  };
}

test('times may be too long by the longest delay seen, and by one turn of the scheduler', () => {
  const seen = histogram();
  const lateBy = new LateBy(() => seen);
  for (const delay of [5, 25, 6]) seen.see(delay);
  expect(lateBy.take()).toBe(25);
  seen.see(5);
  expect(lateBy.take()).toBe(5);
});

test('where nothing was seen nothing is known', () => {
  expect(new LateBy(histogram).take()).toBe(Infinity);
});

test('looks only where somebody wants to know', () => {
  const seen = histogram();
  const lateBy = new LateBy(() => seen);
  lateBy.watch(true);
  expect(seen.on).toBe(true);
  lateBy.watch(false);
  expect(seen.on).toBe(false);
});
