import { LOG_ZERO, logAdd, logMean } from './log-sum.ts';
import { type Bound, type Slice, sliceEvidence } from './slice-evidence.ts';

/** Evidence about one bound, as it grows from slice to slice. Logarithms; one for each effect that is supposed. */
export interface Evidence {
  /** That the service is beyond the bound: since the rollout began, or since any later start. */
  readonly beyond: readonly number[];
  /** Starts so far, and requests to the service since the last one. */
  readonly starts: number;
  readonly sinceStart: number;
  /** That it is within the bound of this step. */
  readonly within: readonly number[];
}

/** How far beyond the bound a bad service is supposed to be, as multiples of the bound. */
const BEYOND = [1.1, 1.35, 2, 4, 12, 40];
/** How far within it a good one is. */
const WITHIN = [0.05, 0.3, 0.6, 0.8, 0.92];
/** A service may turn bad at any time, so its evidence starts anew after so many requests (a mixture over the starts). */
const START_EVERY = 200;
/** Old merit is forgotten: evidence above this (a logarithm) does not count, so that news can overturn it. */
const MOST = 9;
const LARGEST = 0.97;
const SMALLEST = 1e-6;

export function noEvidence(): Evidence {
  return {
    beyond: BEYOND.map(() => LOG_ZERO),
    starts: 0,
    sinceStart: 0,
    within: WITHIN.map(() => 0),
  };
}

/** What a slice is held against. */
export interface Question {
  /** What the service must not be beyond. */
  readonly bound: Bound;
  /** What it must be shown to be within at this step; looser where little traffic is at stake. */
  readonly stepBound: Bound;
  /** The monolith's chance as known before this slice: where to look, not what to believe. */
  readonly known: number;
}

/** The evidence with one more slice. */
export function withSlice(evidence: Evidence, slice: Slice, question: Question): Evidence {
  const { known, bound } = question;
  const limit = limitOf(bound, known);
  const starting = evidence.starts === 0 || evidence.sinceStart >= START_EVERY;
  const starts = evidence.starts + (starting ? 1 : 0);
  const fresh = starting ? startWeight(starts) : LOG_ZERO;
  return {
    beyond: evidence.beyond.map(
      (log, index) => logAdd(log, fresh) + ratio(slice, { known, bound, limit, times: BEYOND[index] }),
    ),
    starts,
    sinceStart: (starting ? 0 : evidence.sinceStart) + slice.service.requests,
    within: withinAfter(evidence.within, slice, question),
  };
}

/** The same at the next step: what was shown at less traffic does not show that more is borne. */
export function askedAgain(evidence: Evidence): Evidence {
  return { ...evidence, within: noEvidence().within };
}

/** The logarithm of the evidence that the service is beyond its bound. */
export function logBeyond({ beyond }: Evidence): number {
  return logMean(beyond);
}

/** The logarithm of the evidence that it is within the bound of the step. */
export function logWithin({ within }: Evidence): number {
  return logMean(within);
}

function withinAfter(
  within: readonly number[],
  slice: Slice,
  { known, stepBound }: Question,
): readonly number[] {
  const limit = limitOf(stepBound, known);
  if (limit >= LARGEST) return within.map(() => MOST); // Nothing can be beyond it.
  return capped(
    within.map((log, index) => log + ratio(slice, { known, bound: stepBound, limit, times: WITHIN[index] })),
  );
}

interface Supposition {
  readonly known: number;
  readonly bound: Bound;
  readonly limit: number;
  readonly times: number | undefined;
}

function ratio(slice: Slice, { known, bound, limit, times = 1 }: Supposition): number {
  if (limit >= LARGEST) return 0; // Nothing can be beyond it.
  // Half way to certainty where the multiple is more than a chance can be.
  const service = Math.max(SMALLEST, limit * times < LARGEST ? limit * times : (limit + 1) / 2);
  return sliceEvidence(slice, { monolith: Math.max(SMALLEST, known), service }, bound);
}

function limitOf(bound: Bound, known: number): number {
  return bound.kind === 'fixed' ? bound.ceiling : Math.max(SMALLEST, known) + bound.margin;
}

/** Weights that add up to 1 over all starts there may ever be: a half, then 1 / 2j(j − 1). */
function startWeight(start: number): number {
  return -Math.log(start === 1 ? 2 : 2 * start * (start - 1));
}

/** Lowers all by as much as their mean exceeds the most that counts. */
function capped(logs: readonly number[]): readonly number[] {
  const excess = logMean(logs) - MOST;
  return excess > 0 ? logs.map((log) => log - excess) : logs;
}
