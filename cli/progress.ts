import type { Io } from './io.ts';

/** A line that is rewritten in place while a person waits. */
export interface ProgressLine {
  readonly show: (text: string) => void;
  /** Leaves the terminal as it was. */
  readonly clear: () => void;
}

const QUIET_MS = 500; // Work that ends sooner needs no progress.
const FRAME_MS = 100;

/** Draws on stderr of a terminal only, and nothing in the first half second. */
export function createProgressLine({ interactive, stderr, now, columns }: Io): ProgressLine {
  const start = now();
  let drawn = 0;
  return {
    show: (text) => {
      const time = now();
      if (!interactive || time - start < QUIET_MS || time - drawn < FRAME_MS) return;
      drawn = time;
      stderr.write(`\r\u001b[2K${text.slice(0, columns - 1)}`);
    },
    clear: () => {
      if (drawn > 0) stderr.write('\r\u001b[2K');
    },
  };
}
