import type { Gates } from '../model/rollout.ts';
import { type Evidence, type Question, withSlice } from './evidence/evidence.ts';
import type { Bound, Slice } from './evidence/slice-evidence.ts';
import { latencyTally } from './latency-tally.ts';
import {
  addSides,
  addWindows,
  type RolloutState,
  type RouteWindow,
  type SideWindow,
} from './rollout-state.ts';
import { nextStanding } from './stage-ladder.ts';

/** Old news about the monolith fades: it is halved once there is more than this. */
const MOST_KNOWN = 20_000;
/** Requests' worth of doubt about a chance of which little is known. */
const DOUBT = 100;
/** Below this share of the service's requests the monolith is no comparison; what is known of it is. */
const LEAST_BESIDE = 1 / 20;
/** What was known of the monolith may have changed by the hour: nobody is blamed before twice that. */
const STALE = 2;
/** Fewer requests of the monolith say nothing about its chances. */
const LEAST_KNOWN = 500;
/** What a p99 leaves above it. */
export const BEYOND_P99 = 0.01;
/** From this share of the clients on a bound is as tight as the plan says. */
const FULL_SHARE = 25;

/** The state with one more window. Pure. */
export function gatherEvidence(state: RolloutState, window: RouteWindow, gates: Gates): RolloutState {
  const looser = looseness(state, gates);
  const { known } = state;
  const ask = { window, known, looser };
  const shadowed = { window: { ...window, service: ofCopies(window) }, known, looser: 1 };
  const atShadow = state.standing.stage === 'shadow';
  const latency = latencyTally((atShadow ? shadowed : ask).window, known.latency, gates.maxP99Ratio);
  const { errors, clientErrors, latencyBeside, latencyFixed, divergence } = state.evidence;
  return {
    ...state,
    step: addWindows(state.step, window),
    known: faded(addSides(known, window.monolith)),
    evidence: {
      errors: withEvents(errors, 'errors', gates.maxErrorRate, atShadow ? shadowed : ask),
      clientErrors: withEvents(clientErrors, 'clientErrors', gates.maxClientErrorRate, ask),
      latencyBeside: latency ? withSlice(latencyBeside, latency, besideP99(latency, looser)) : latencyBeside,
      latencyFixed: latency ? withSlice(latencyFixed, latency, fixed(BEYOND_P99, looser)) : latencyFixed,
      divergence: withSlice(divergence, comparisons(window), fixed(gates.maxDivergence, 1)),
    },
  };
}

/**
 * How much looser a bound is at this step: what the next step puts at stake is the same at every step (share × excess),
 * so that the first ones need few requests.
 */
export function looseness({ standing }: Pick<RolloutState, 'standing'>, { steps }: Gates): number {
  const next = nextStanding(standing, steps);
  return next?.stage === 'canary' ? Math.max(1, FULL_SHARE / Math.max(next.percent, 0.1)) : 1;
}

interface Asking {
  readonly window: RouteWindow;
  readonly known: SideWindow;
  readonly looser: number;
}

type Events = 'errors' | 'clientErrors';

function withEvents(evidence: Evidence, events: Events, margin: number, ask: Asking): Evidence {
  const { window, known, looser } = ask;
  const { service, monolith } = window;
  const slice: Slice = {
    service: { events: service[events], requests: service.requests },
    monolith: { events: monolith[events], requests: monolith.requests },
  };
  const chance = (known[events] + 0.5) / (known.requests + DOUBT);
  if (isBeside(slice)) return withSlice(evidence, slice, beside(margin, { looser, known: chance }));
  if (known.requests < LEAST_KNOWN) return evidence;
  const stepBound: Bound = { kind: 'fixed', ceiling: chance + margin * looser };
  return withSlice(evidence, slice, {
    known: chance,
    bound: { kind: 'fixed', ceiling: STALE * chance + margin },
    stepBound,
  });
}

/** Whether both sides answered enough in the same slice to be held beside each other. */
function isBeside({ service, monolith }: Slice): boolean {
  return monolith.requests >= service.requests * LEAST_BESIDE;
}

function beside(margin: number, { looser, known }: { looser: number; known: number }): Question {
  return {
    known,
    bound: { kind: 'beside', margin },
    stepBound: { kind: 'beside', margin: margin * looser },
  };
}

/** The service may exceed its threshold as often as the monolith exceeds its own, and at early steps somewhat oftener. */
function besideP99(slice: Slice, looser: number): Question {
  if (!isBeside(slice)) return fixed(BEYOND_P99, looser);
  return {
    known: BEYOND_P99,
    bound: { kind: 'beside', margin: 0 },
    stepBound: { kind: 'beside', margin: BEYOND_P99 * (looser - 1) },
  };
}

function fixed(ceiling: number, looser: number): Question {
  return {
    known: ceiling,
    bound: { kind: 'fixed', ceiling },
    stepBound: { kind: 'fixed', ceiling: Math.min(1, ceiling * looser) },
  };
}

/**
 * Before clients meet the service, its answers to copies tell whether it fails. Nothing is at stake then, so the bound is as
 * tight as the plan says. Its 4xx say nothing: copies come without the clients' credentials.
 */
function ofCopies({ service, shadowed }: RouteWindow): SideWindow {
  return { ...service, ...shadowed };
}

function comparisons({ compared, diverged }: RouteWindow): Slice {
  const none = { events: 0, requests: 0 };
  return { service: { events: diverged, requests: compared }, monolith: none };
}

function faded(side: SideWindow): SideWindow {
  if (side.requests <= MOST_KNOWN) return side;
  return {
    requests: side.requests / 2,
    errors: side.errors / 2,
    clientErrors: side.clientErrors / 2,
    latency: side.latency.map((count) => count / 2),
  };
}
