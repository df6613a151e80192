import type { Gates, GateStatus, Verdict } from '../model/rollout.ts';
import { type Evidence, logBeyond, logWithin } from './evidence/evidence.ts';
import { logMean } from './evidence/log-sum.ts';
import { quantileMs } from './latency-tally.ts';
import type { RolloutState, SideWindow } from './rollout-state.ts';

/** The chance that a gate ever rolls back a service that is within its bound, over a whole rollout. */
export const FALSE_ALARM = 0.0025;
/** The chance that a gate lets a service that is beyond its bound pass one step. */
export const MISS = 0.0025;

const ALARM_AT = Math.log(1 / FALSE_ALARM);
const PASS_AT = Math.log(1 / MISS);

/** How every gate stands. At stage `shadow` no client meets the service: what is judged are its answers to copies. */
export function judgeGates(state: RolloutState, gates: Gates): GateStatus[] {
  const compares = divergence(state, gates);
  const { service, monolith, shadowed } = state.step;
  const { evidence } = state;
  if (state.standing.stage === 'shadow') {
    const sides = { service: shadowed, monolith, margin: gates.maxErrorRate };
    return [
      enough(state.step.compared, gates),
      rates('errors', evidence.errors, sides),
      latencyOfCopies(state, gates),
      compares,
    ];
  }
  return [
    enough(service.requests, gates),
    rates('errors', evidence.errors, { service, monolith, margin: gates.maxErrorRate }),
    rates('clientErrors', evidence.clientErrors, { service, monolith, margin: gates.maxClientErrorRate }),
    latency(state, gates),
    compares,
  ];
}

function enough(count: number, { minRequests }: Gates): GateStatus {
  return {
    name: 'requests',
    verdict: count >= minRequests ? 'pass' : 'unsure',
    service: count,
    monolith: null,
    limit: minRequests,
    judged: count,
    progress: Math.min(1, count / minRequests),
  };
}

interface Rates {
  readonly service: { readonly requests: number; readonly errors: number; readonly clientErrors?: number };
  readonly monolith: SideWindow;
  readonly margin: number;
}

function rates(
  name: 'errors' | 'clientErrors',
  evidence: Evidence,
  { service, monolith, margin }: Rates,
): GateStatus {
  const beside = share(monolith[name], monolith.requests);
  return {
    name,
    ...weighed(logBeyond(evidence), logWithin(evidence)),
    service: share(service[name] ?? 0, service.requests),
    monolith: beside,
    limit: (beside ?? 0) + margin,
    judged: service.requests,
  };
}

/**
 * A slow service exceeds both what the monolith exceeds in the same slices and what a p99 leaves: both are asked before
 * it is called slow. One of them is enough to call it quick.
 */
function latency({ evidence, step, known }: RolloutState, { maxP99Ratio }: Gates): GateStatus {
  const { latencyBeside, latencyFixed } = evidence;
  const monolith = quantileMs(step.monolith.latency, 0.99) ?? quantileMs(known.latency, 0.99);
  return {
    name: 'latency',
    ...weighed(
      Math.min(logBeyond(latencyBeside), logBeyond(latencyFixed)),
      logMean([logWithin(latencyBeside), logWithin(latencyFixed)]),
    ),
    service: quantileMs(step.service.latency, 0.99),
    monolith,
    limit: (monolith ?? 0) * maxP99Ratio,
    judged: step.service.requests,
  };
}

/**
 * Before clients meet the service, a slow one is told by its answers to copies. Copies come in another rhythm and are
 * measured by a thread that yields, so nobody is rolled back for them, and nobody has to be proven quick.
 */
function latencyOfCopies(state: RolloutState, gates: Gates): GateStatus {
  const { step } = state;
  const service = { ...step.service, ...step.shadowed };
  const judged = latency({ ...state, step: { ...step, service } }, gates);
  const verdict = { fail: 'warn', pass: 'pass', warn: 'warn', unsure: 'off', off: 'off' } as const;
  return { ...judged, verdict: verdict[judged.verdict] };
}

/** Not asked for and nothing compared: no gate. */
function divergence({ evidence, step }: RolloutState, gates: Gates): GateStatus {
  const never = evidence.divergence.starts === 0 || evidence.divergence.sinceStart === 0;
  const judged = weighed(logBeyond(evidence.divergence), logWithin(evidence.divergence));
  return {
    name: 'divergence',
    ...judged,
    verdict: never && step.compared === 0 && !gates.needsComparison ? 'off' : judged.verdict,
    service: share(step.diverged, step.compared),
    monolith: null,
    limit: gates.maxDivergence,
    judged: step.compared,
  };
}

function weighed(beyond: number, within: number): { verdict: Verdict; progress: number } {
  const verdict = beyond >= ALARM_AT ? 'fail' : within >= PASS_AT ? 'pass' : 'unsure';
  return { verdict, progress: Math.min(1, Math.max(0, within / PASS_AT)) };
}

function share(events: number, of: number): number | null {
  return of === 0 ? null : events / of;
}
