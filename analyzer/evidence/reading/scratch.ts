import type { Allocate } from './read-file-facts.ts';

/**
 * Memory that batch after batch of files is opened into before it is copied: freed memory outside the heap waits for a
 * collection, and of thousands of files that is as much as all of them.
 */
export interface Scratch {
  readonly allocate: Allocate;
  /** What was given out before may be overwritten from here on. */
  readonly reuse: () => void;
}

export function createScratch(bytes: number): Scratch {
  const whole = Buffer.allocUnsafeSlow(bytes);
  let at = 0;
  return {
    allocate: (size) => {
      if (size > bytes - at) return Buffer.allocUnsafe(size);
      return whole.subarray(at, (at += size));
    },
    reuse: () => {
      at = 0;
    },
  };
}
