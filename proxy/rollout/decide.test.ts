import { expect, test } from 'vitest';
import { FINE_BUCKETS, fineBucket } from '../observe/fine-latency.ts';
import type { RolloutPhase, Standing } from '../model/rollout.ts';
import { compileGates } from './compile-gates.ts';
import { type Decision, decide } from './decide.ts';
import { atStep, newRollout, type RolloutState, type RouteWindow, type SideWindow } from './rollout-state.ts';

const canary = (percent: number): Standing => ({ stage: 'canary', percent });
const gates = compileGates({ every: 60_000 });

interface Answers {
  readonly requests: number;
  readonly errors?: number;
  readonly clientErrors?: number;
  /** Milliseconds of most answers, and of every fiftieth. */
  readonly usual?: number;
  readonly slow?: number;
}

function side({ requests, errors = 0, clientErrors = 0, usual = 20, slow = 100 }: Answers): SideWindow {
  const latency = Array.from({ length: FINE_BUCKETS }, () => 0);
  const slowOnes = Math.floor(requests / 50);
  latency[fineBucket(usual)] = requests - slowOnes;
  latency[fineBucket(slow)] = (latency[fineBucket(slow)] ?? 0) + slowOnes;
  return { requests, errors, clientErrors, latency };
}

function windowOf(service: Answers, monolith: Answers, compared = 0, diverged = 0): RouteWindow {
  const { latency } = side(service);
  const shadowed = { requests: compared, errors: 0, latency };
  return { service: side(service), monolith: side(monolith), shadowed, compared, diverged };
}

const equal = windowOf({ requests: 50 }, { requests: 950 });

/** Looks once a second, always at the same window, until something is to be done. */
function watch(
  state: RolloutState,
  window: RouteWindow,
  { looks = 600, phase = 'running' as RolloutPhase, using = gates } = {},
): { decision: Decision; state: RolloutState; looks: number } {
  let last = decide({ state, window, gates: using, phase }, 0);
  let look = 1;
  for (; look < looks && last.decision.action === 'hold'; look++) {
    last = decide({ state: last.state, window, gates: using, phase }, look * 1000);
  }
  return { ...last, looks: look };
}

test('an equal service is promoted to live, step by step, and no sooner than the steps last', () => {
  let state = newRollout(canary(1), 0);
  const climbed: string[] = [];
  for (let step = 0; step < 5; step++) {
    const { decision, looks, state: after } = watch(state, equal);
    expect([decision.action, looks >= 60]).toEqual(['promote', true]);
    climbed.push(decision.to.stage === 'canary' ? String(decision.to.percent) : decision.to.stage);
    state = atStep(after, decision.to, 0);
  }
  expect(climbed).toEqual(['5', '25', '50', '100', 'live']);
});

test('at 100 %, without a monolith beside it, a service is held against what was known of the monolith', () => {
  const before = watch(newRollout(canary(50), 0), windowOf({ requests: 500 }, { requests: 500 }));
  const state = atStep(before.state, canary(100), 0);
  const alone = (errors: number): RouteWindow => windowOf({ requests: 1000, errors }, { requests: 0 });
  expect(watch(state, alone(0)).decision.to.stage).toBe('live');
  expect(watch(state, alone(20)).decision.action).toBe('rollback');
});

test('a service without a monolith to compare with is held, however long', () => {
  const { decision } = watch(newRollout(canary(100), 0), windowOf({ requests: 1000 }, { requests: 0 }));
  expect(decision.action).toBe('hold');
});

test('little traffic holds, and does not promote', () => {
  const { decision } = watch(newRollout(canary(5), 0), windowOf({ requests: 1 }, { requests: 19 }), {
    looks: 300,
  });
  expect(decision.action).toBe('hold');
  expect(decision.reasons.join()).toMatch(/not proven yet \(\d+ % of the evidence\)/u);
  const silent = watch(newRollout(canary(5), 0), windowOf({ requests: 0 }, { requests: 1000 }));
  expect(silent.decision.action).toBe('hold');
});

test.each<[string, RouteWindow, string]>([
  ['+1 % errors', windowOf({ requests: 100, errors: 1 }, { requests: 900 }), 'errors'],
  ['answers of 4xx to all', windowOf({ requests: 50, clientErrors: 50 }, { requests: 950 }), 'clientErrors'],
  ['a p99 twice as long', windowOf({ requests: 50, slow: 200 }, { requests: 950 }), 'latency'],
  [
    'everything twice as slow',
    windowOf({ requests: 50, usual: 40, slow: 200 }, { requests: 950 }),
    'latency',
  ],
  ['divergence of .5 %', windowOf({ requests: 50 }, { requests: 950 }, 200, 1), 'divergence'],
])('%s is rolled back, and the gate is named', (_, window, gate) => {
  const { decision } = watch(newRollout(canary(5), 0), window);
  expect([decision.action, decision.to.stage]).toEqual(['rollback', 'monolith']);
  expect(decision.gates.find(({ verdict }) => verdict === 'fail')?.name).toBe(gate);
  expect(decision.reasons[0]).toContain('beyond the limit');
});

test('a bound that nothing can be beyond is kept', () => {
  const wide = compileGates({ every: 1, maxErrorRate: 0.9, maxClientErrorRate: 1 });
  expect(watch(newRollout(canary(1), 0), equal, { using: wide }).decision.action).toBe('promote');
});

test('an outage of both sides is not the service’s fault', () => {
  const both = windowOf({ requests: 50, errors: 20 }, { requests: 950, errors: 380 });
  expect(watch(newRollout(canary(5), 0), both, { looks: 100 }).decision.action).toBe('hold');
});

test('a service that turns bad after a long good time is found', () => {
  const good = watch(newRollout(canary(5), 0), equal, { phase: 'paused', looks: 500 });
  const bad = windowOf({ requests: 50, errors: 2 }, { requests: 950 });
  const { decision, looks } = watch(good.state, bad, { phase: 'paused' });
  expect(decision.action).toBe('rollback');
  expect(looks).toBeLessThan(60);
});

test('paused, nothing is promoted, and a bad service is rolled back all the same', () => {
  expect(watch(newRollout(canary(1), 0), equal, { phase: 'paused' }).decision).toMatchObject({
    action: 'hold',
    reasons: ['paused by a person'],
  });
});

test('without comparisons divergence is no gate, unless the plan asks for it', () => {
  const asks = compileGates({ every: 1, maxDivergence: 0.001 });
  const { decision } = watch(newRollout(canary(1), 0), equal, { using: asks });
  expect(decision.action).toBe('hold');
  expect(decision.reasons).toEqual([expect.stringContaining('divergence: none')]);
});

test('at stage shadow only what was compared counts, and leads to the first step', () => {
  const shadow = newRollout({ stage: 'shadow', percent: 0 }, 0);
  const compared = windowOf({ requests: 0 }, { requests: 1000 }, 1000);
  expect(watch(shadow, compared).decision).toMatchObject({ action: 'promote', to: canary(1) });
  expect(watch(shadow, windowOf({ requests: 0 }, { requests: 1000 })).decision.action).toBe('hold');
});

/** Both sides of a route in the shadow: of 1,000 answers so many were errors. */
const seen = (errors: number, monolithErrors: number): RouteWindow => ({
  ...windowOf({ requests: 0 }, { requests: 1000, errors: monolithErrors }, 1000 - errors),
  shadowed: { requests: 1000, errors, latency: side({ requests: 1000 }).latency },
});

test('a service that fails in the shadow is rolled back before any client meets it, and a failing monolith is no blame', () => {
  const shadow = newRollout({ stage: 'shadow', percent: 0 }, 0);
  const failing = watch(shadow, seen(15, 0)).decision;
  expect([failing.action, failing.gates.find(({ verdict }) => verdict === 'fail')?.name]).toEqual([
    'rollback',
    'errors',
  ]);
  expect(watch(shadow, seen(15, 15)).decision).toMatchObject({ action: 'promote', to: canary(1) });
  const dead = watch(shadow, {
    ...seen(0, 0),
    compared: 0,
    shadowed: { requests: 3, errors: 3, latency: [] },
  }).decision;
  expect(dead.action).toBe('rollback');
});

/** Both sides of a route in the shadow; copies take so long. */
const copied = (usual: number, slow: number): RouteWindow => ({
  ...windowOf({ requests: 0 }, { requests: 1000 }, 1000),
  shadowed: { requests: 1000, errors: 0, latency: side({ requests: 1000, usual, slow }).latency },
});
const latencyIn = ({ gates: judged }: Decision): unknown =>
  judged.find(({ name }) => name === 'latency')?.verdict;

test('a service whose copies are slow stays in the shadow, with a warning, until they are not', () => {
  const shadow = newRollout({ stage: 'shadow', percent: 0 }, 0);
  const slow = watch(shadow, copied(20, 200));
  expect([slow.decision.action, latencyIn(slow.decision), slow.looks]).toEqual(['hold', 'warn', 600]);
  expect(slow.decision.reasons.join()).toContain('promote by hand');
  expect(watch(slow.state, copied(20, 100)).decision).toMatchObject({ action: 'promote', to: canary(1) });
});

test('what cannot be told of the latency of copies holds nobody back', () => {
  const shadow = newRollout({ stage: 'shadow', percent: 0 }, 0);
  const none = { ...copied(20, 100), shadowed: { requests: 1000, errors: 0, latency: [] } };
  const { decision } = watch(shadow, none);
  expect([decision.action, latencyIn(decision)]).toEqual(['promote', 'off']);
});

test('that copies were slow is no evidence against what clients then meet', () => {
  const shadow = newRollout({ stage: 'shadow', percent: 0 }, 0);
  const { state } = watch(shadow, copied(20, 200));
  const { decision } = watch(atStep(state, canary(1), 0), equal, { looks: 2 });
  expect(decision.action).toBe('hold');
});

test('a clock that jumps, back or forth by years, neither shortens nor ends a step', () => {
  const year = 365 * 86_400_000;
  let state = newRollout(canary(1), 0);
  for (const now of [year, 0, Number.NaN, year, -year, 2 * year]) {
    state = decide(
      { state, window: equal, gates: compileGates({ every: 600_000 }), phase: 'running' },
      now,
    ).state;
  }
  expect(state.elapsedMs).toBeLessThanOrEqual(4 * 60_000);
  expect(state.elapsedMs).toBeGreaterThanOrEqual(0);
});
