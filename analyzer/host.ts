/** The world outside, as `analyze` needs it. Nothing here changes the result. */
export interface Host {
  /** Milliseconds since the epoch; judges which cached times are old enough to trust. */
  readonly epoch: () => number;
  /** Monotonic milliseconds, for timings. */
  readonly now: () => number;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
}

export type StageName = 'discover' | 'read' | 'link' | 'history' | 'boundaries';

export interface Progress {
  readonly stage: StageName;
  /** Absent where a stage cannot be counted. */
  readonly done?: number;
  readonly total?: number;
}
