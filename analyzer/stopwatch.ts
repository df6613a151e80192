import type { Host, StageName } from './host.ts';

/** Milliseconds by stage. */
export type Timings = Readonly<Partial<Record<StageName, number>>>;

export interface Stopwatch {
  readonly time: <Result>(stage: StageName, work: () => Result | Promise<Result>) => Promise<Result>;
  readonly timings: () => Timings;
}

/** Times the stages, tells the host which one has begun, and begins none after the signal. */
export function createStopwatch({ now, signal, onProgress }: Host): Stopwatch {
  const timings: Partial<Record<StageName, number>> = {};
  return {
    time: async (stage, work) => {
      signal.throwIfAborted();
      onProgress({ stage });
      const start = now();
      const result = await work();
      timings[stage] = now() - start;
      return result;
    },
    timings: () => timings,
  };
}
