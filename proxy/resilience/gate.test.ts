import { expect, test } from 'vitest';
import { Gate } from './gate.ts';

test('lets so many in, so many wait, and serves those who wait in turn', () => {
  const gate = new Gate({ limit: 1, queue: 2, waitMs: 0 });
  const admitted: string[] = [];
  const waiting = (name: string) => ({ admit: () => void admitted.push(name) });
  const [a, b, c] = [waiting('a'), waiting('b'), waiting('c')];
  expect(gate.enter()).toBe(true);
  expect(gate.enter()).toBe(false);
  expect([gate.wait(a), gate.wait(b), gate.wait(c)]).toEqual([true, true, false]);
  gate.withdraw(a);
  gate.leave();
  expect(admitted).toEqual(['b']);
  expect([gate.active, gate.waiting]).toEqual([1, 0]);
  gate.leave();
  expect(gate.active).toBe(0);
});
