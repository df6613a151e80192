import { FINE_BUCKETS } from '../observe/fine-latency.ts';
import type { Standing } from '../model/rollout.ts';
import { askedAgain, type Evidence, noEvidence } from './evidence/evidence.ts';

/** What one side answered in a stretch of time. */
export interface SideWindow {
  readonly requests: number;
  /** 5xx, and no answer at all. */
  readonly errors: number;
  /** 4xx. */
  readonly clientErrors: number;
  /** Counts by fine bucket. */
  readonly latency: readonly number[];
}

/** What a route saw in a stretch of time, both sides together in the same stretch. */
export interface RouteWindow {
  readonly service: SideWindow;
  readonly monolith: SideWindow;
  /** The service's answers to copies, those among them that were 5xx or none, and how long they took at least. */
  readonly shadowed: Pick<SideWindow, 'requests' | 'errors' | 'latency'>;
  /** Pairs of answers, neither of which was an error, and those that differ. */
  readonly compared: number;
  readonly diverged: number;
}

/** The bounds for which evidence is kept. A latency is judged beside the monolith's and against the share that a p99 leaves. */
export type BoundName = 'errors' | 'clientErrors' | 'latencyBeside' | 'latencyFixed' | 'divergence';

/** All that the gates remember of a route. Plain data: it is written down, and read after a restart. */
export interface RolloutState {
  readonly standing: Standing;
  /** When it was last looked at, on the clock that is passed in; only differences of it count, and no long ones. */
  readonly lookedAt: number;
  /** How long this step has been watched, in milliseconds. */
  readonly elapsedMs: number;
  /** Everything since the step began, for people and for the least number of requests. */
  readonly step: RouteWindow;
  readonly evidence: Readonly<Record<BoundName, Evidence>>;
  /** The monolith as known so far, old news fading: chances, and latencies for its p99. */
  readonly known: SideWindow;
}

const NO_LATENCY = Array.from({ length: FINE_BUCKETS }, () => 0);
const NO_SIDE: SideWindow = { requests: 0, errors: 0, clientErrors: 0, latency: NO_LATENCY };
export const NO_WINDOW: RouteWindow = {
  service: NO_SIDE,
  monolith: NO_SIDE,
  shadowed: { requests: 0, errors: 0, latency: NO_LATENCY },
  compared: 0,
  diverged: 0,
};

/** Nothing known yet. */
export function newRollout(standing: Standing, now: number): RolloutState {
  const evidence = {
    errors: noEvidence(),
    clientErrors: noEvidence(),
    latencyBeside: noEvidence(),
    latencyFixed: noEvidence(),
    divergence: noEvidence(),
  };
  return { standing, lookedAt: now, elapsedMs: 0, step: NO_WINDOW, evidence, known: NO_SIDE };
}

/** At another step of the same rollout: what counts against the service is kept, what counts for it is asked again. */
export function atStep(state: RolloutState, standing: Standing, now: number): RolloutState {
  const { evidence } = state;
  // How long copies took was measured elsewhere: it is no evidence on what clients meet.
  const again = state.standing.stage === 'shadow' ? noEvidence : askedAgain;
  return {
    ...state,
    standing,
    lookedAt: now,
    elapsedMs: 0,
    step: NO_WINDOW,
    evidence: {
      errors: askedAgain(evidence.errors),
      clientErrors: askedAgain(evidence.clientErrors),
      latencyBeside: again(evidence.latencyBeside),
      latencyFixed: again(evidence.latencyFixed),
      // Whether answers are equal does not depend on how many of them clients get.
      divergence: evidence.divergence,
    },
  };
}

export function addWindows(sum: RouteWindow, other: RouteWindow): RouteWindow {
  return {
    service: addSides(sum.service, other.service),
    monolith: addSides(sum.monolith, other.monolith),
    shadowed: {
      requests: sum.shadowed.requests + other.shadowed.requests,
      errors: sum.shadowed.errors + other.shadowed.errors,
      latency: addLatency(sum.shadowed.latency, other.shadowed.latency),
    },
    compared: sum.compared + other.compared,
    diverged: sum.diverged + other.diverged,
  };
}

export function addSides(sum: SideWindow, other: SideWindow): SideWindow {
  return {
    requests: sum.requests + other.requests,
    errors: sum.errors + other.errors,
    clientErrors: sum.clientErrors + other.clientErrors,
    latency: addLatency(sum.latency, other.latency),
  };
}

function addLatency(sum: readonly number[], other: readonly number[]): number[] {
  return sum.map((count, bucket) => count + (other[bucket] ?? 0));
}
