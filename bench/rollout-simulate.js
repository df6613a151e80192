// False alarms and misses of the rollout's gates, by simulation of whole rollouts:
//
//   npm run build && node bench/rollout-simulate.js [--runs 1000] [--rate 200] [--only equal,errors]
//
// Every scenario runs the shipped decision (`decide`) with default gates over 1, 5, 25, 50 and 100 %, one look every 10 s, with a day's
// rhythm in traffic, latency and errors that both sides share. Prints a Markdown table; exit code 1 where a bar is missed.
import { parseArgs } from 'node:util';
import { compileGates } from '../dist/proxy/rollout/compile-gates.js';
import { decide } from '../dist/proxy/rollout/decide.js';
import { atStep, newRollout } from '../dist/proxy/rollout/rollout-state.js';
import { FINE_BUCKETS, fineBound, fineBucket } from '../dist/proxy/observe/fine-latency.js';
import { binomial, multinomial, seeded } from './lib/draw.js';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '1000' },
    rate: { type: 'string', default: '200' },
    only: { type: 'string', default: '' },
    seed: { type: 'string', default: '1' },
  },
});
const RUNS = Number(values.runs);
const RATE = Number(values.rate);
const DAY_S = 4 * 3600; // A rhythm that a rollout meets several times.
const LONGEST_S = 24 * 3600;
const LOOK_S = 10;
/** What is taken off the latency of a copy: a turn of the scheduler, and as much again that the thread was seen to be late. */
const LATE_MS = 10;

/** Shares of latency buckets for log-normal latencies: median in ms, sigma, and a slow part of `tail` that takes `slow` times as long. */
function latencies({ median = 40, sigma = 0.6, tail = 0, slow = 1 }) {
  const below = (ms) => normal(Math.log(ms / median) / sigma);
  const chance = (bucket) => {
    const bound = fineBound(bucket);
    return bucket === FINE_BUCKETS - 1 ? 1 : (1 - tail) * below(bound) + tail * below(bound / slow);
  };
  return Array.from(
    { length: FINE_BUCKETS },
    (_, bucket) => chance(bucket) - (bucket === 0 ? 0 : chance(bucket - 1)),
  );
}

/** The part of requests that must be slow so that the p99 is twice what it was, while the median stays. */
function tailOfDoubledP99(sigma, slow) {
  const p99 = Math.exp(2.3263 * sigma);
  const above = (ms) => 1 - normal(Math.log(ms) / sigma);
  const [plain, slowed] = [above(2 * p99), above((2 * p99) / slow)];
  return (0.01 - plain) / (slowed - plain);
}

function normal(z) {
  const t = 1 / (1 + 0.2316419 * Math.abs(z));
  const tail =
    0.3989422804 *
    Math.exp((-z * z) / 2) *
    t *
    (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return z > 0 ? 1 - tail : tail;
}

const plain = { errors: 0.001, clientErrors: 0.02, divergence: 0, latency: {} };
const scenarios = {
  equal: { title: 'equal', base: plain, want: 'live' },
  'equal-clean': {
    title: 'equal, no errors at all',
    base: { ...plain, errors: 0, clientErrors: 0 },
    want: 'live',
  },
  'equal-dirty': { title: 'equal, 2 % errors on both sides', base: { ...plain, errors: 0.02 }, want: 'live' },
  'equal-heavy': {
    title: 'equal, heavy tail (σ 1.2)',
    base: { ...plain, latency: { sigma: 1.2 } },
    want: 'live',
  },
  'equal-tight': {
    title: 'equal, all latencies alike (σ .02)',
    base: { ...plain, latency: { sigma: 0.02 } },
    want: 'live',
  },
  'equal-noise': {
    title: 'equal, .02 % divergence left',
    base: { ...plain, divergence: 0.0002 },
    want: 'live',
  },
  errors: { title: '+1 % errors', base: plain, service: { errors: 0.011 }, want: 'rollback' },
  'errors-canary': {
    title: '+1 % errors, straight to canary',
    base: plain,
    service: { errors: 0.011 },
    from: 'canary',
    want: 'rollback',
  },
  'errors-clean': {
    title: '+1 % errors, monolith without any',
    base: { ...plain, errors: 0 },
    service: { errors: 0.01 },
    want: 'rollback',
  },
  'errors-dirty': {
    title: '+1 % errors, monolith 2 %',
    base: { ...plain, errors: 0.02 },
    service: { errors: 0.03 },
    want: 'rollback',
  },
  slow: {
    title: 'every answer twice as slow, straight to canary',
    base: plain,
    service: { latency: { median: 80 } },
    from: 'canary',
    want: 'rollback',
  },
  'slow-heavy': {
    title: 'twice as slow, heavy tail (σ 1.2), straight to canary',
    base: { ...plain, latency: { sigma: 1.2 } },
    service: { latency: { sigma: 1.2, median: 80 } },
    from: 'canary',
    want: 'rollback',
  },
  'slow-tail': {
    title: 'p99 twice as slow, median the same, straight to canary',
    base: plain,
    service: { latency: { tail: tailOfDoubledP99(0.6, 6), slow: 6 } },
    from: 'canary',
    want: 'rollback',
  },
  'slow-copies': {
    title: 'every answer twice as slow, from the shadow on',
    base: plain,
    service: { latency: { median: 80 } },
    want: 'held',
  },
  'slow-copies-heavy': {
    title: 'twice as slow, heavy tail (σ 1.2), from the shadow on',
    base: { ...plain, latency: { sigma: 1.2 } },
    service: { latency: { sigma: 1.2, median: 80 } },
    want: 'held',
  },
  'slow-copies-tail': {
    title: 'p99 twice as slow, median the same, from the shadow on',
    base: plain,
    service: { latency: { tail: tailOfDoubledP99(0.6, 6), slow: 6 } },
    want: 'held',
  },
  divergence: { title: '.5 % divergence', base: plain, service: { divergence: 0.005 }, want: 'rollback' },
  'divergence-canary': {
    title: '.5 % divergence, straight to canary',
    base: plain,
    service: { divergence: 0.005 },
    from: 'canary',
    want: 'rollback',
  },
  late: {
    title: '+1 % errors, from the 5 % step on',
    base: plain,
    late: { errors: 0.011 },
    want: 'rollback',
  },
};

/** Each latency less so many milliseconds. */
function lessened(latency, milliseconds) {
  const less = latency.map(() => 0);
  for (const [bucket, count] of latency.entries())
    less[fineBucket(Math.max(0, fineBound(bucket) - milliseconds))] += count;
  return less;
}

const shapes = new Map();
function shapeOf(latency) {
  const key = JSON.stringify(latency);
  if (!shapes.has(key)) shapes.set(key, latencies(latency));
  return shapes.get(key);
}

/** Both sides are slower by up to half at the height of the day: a shift of the buckets, in eighths of the rhythm. */
function shifted(shape, buckets) {
  return shape.map((_, index) => shape[index - buckets] ?? 0);
}
const shiftedShapes = new Map();
function shapeAt(latency, buckets) {
  const key = `${JSON.stringify(latency)} ${buckets}`;
  if (!shiftedShapes.has(key)) shiftedShapes.set(key, shifted(shapeOf(latency), buckets));
  return shiftedShapes.get(key);
}

function side(random, requests, { chances, rhythm }) {
  const { errors, clientErrors, latency } = chances;
  return {
    requests,
    errors: binomial(random, requests, Math.min(1, errors * (1 + rhythm))),
    clientErrors: binomial(random, requests, clientErrors),
    latency: multinomial(random, requests, shapeAt(latency, Math.round(rhythm * 7))),
  };
}

function run(scenario, seed) {
  const random = seeded(seed);
  const gates = compileGates({});
  const monolith = scenario.base;
  const start =
    scenario.from === 'canary' ? { stage: 'canary', percent: 1 } : { stage: 'shadow', percent: 0 };
  let state = newRollout(start, 0);
  let [served, harmed, most] = [0, 0, 0];
  const phase0 = random() * DAY_S;
  for (let second = LOOK_S; second < LONGEST_S; second += LOOK_S) {
    const { stage, percent } = state.standing;
    const share = stage === 'canary' ? percent / 100 : 0;
    most = Math.max(most, share * 100);
    const rhythm = (1 + Math.sin(((phase0 + second) / DAY_S) * 2 * Math.PI)) / 2;
    const requests = Math.round(RATE * LOOK_S * (0.5 + rhythm));
    const toService = binomial(random, requests, share);
    const late = scenario.late && share >= 0.05 ? scenario.late : {};
    const service = { ...monolith, ...scenario.service, ...late };
    const compared = requests - toService;
    served += toService;
    harmed += toService;
    const window = {
      service: side(random, toService, { chances: service, rhythm }),
      monolith: side(random, requests - toService, { chances: monolith, rhythm }),
      shadowed: {
        requests: compared,
        errors: binomial(random, compared, Math.min(1, service.errors * (1 + rhythm))),
        // Less what the measuring may have added, as `LateBy` has it.
        latency: lessened(
          side(random, stage === 'shadow' ? compared : 0, { chances: service, rhythm }).latency,
          LATE_MS,
        ),
      },
      compared,
      diverged: binomial(random, compared, service.divergence),
    };
    const next = decide({ state, window, gates, phase: 'running' }, second * 1000);
    state = next.state;
    const { action, to } = next.decision;
    const end = endOf(next.decision, scenario);
    if (end !== undefined) return { end, most: end === 'live' ? 100 : most, second, served };
    if (action === 'promote') state = atStep(state, to, second * 1000);
  }
  return { end: 'held', most, second: LONGEST_S, served };
}

/** How a rollout ends with this decision; `undefined`: it goes on. */
function endOf({ action, to, gates }, { want }) {
  if (action === 'rollback') return 'rollback';
  if (want === 'held' && gates.some(({ verdict }) => verdict === 'warn')) return 'warned';
  return action === 'promote' && to.stage === 'live' ? 'live' : undefined;
}

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
const time = (seconds) =>
  seconds < 3600 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3600).toFixed(1)} h`;
const percentOf = (count) => `${((count / RUNS) * 100).toFixed(1)} %`;

let missed = false;
console.log(`${RUNS} rollouts each, about ${RATE} requests/s, default gates\n`);
console.log(
  '| the service is | promoted to the end | rolled back under 25 % | rolled back at 25 % or later | held | median time | median requests it answered | bar | |',
);
console.log('| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- |');
for (const [index, [name, scenario]] of Object.entries(scenarios).entries()) {
  if (values.only !== '' && !values.only.split(',').includes(name)) continue;
  const ends = Array.from({ length: RUNS }, (_, turn) =>
    run(scenario, Number(values.seed) * 1e6 + index * 10_000 + turn),
  );
  const count = (test) => ends.filter(test).length;
  const live = count(({ end }) => end === 'live');
  const early = count(({ end, most }) => end === 'rollback' && most < 25);
  const lateOnes = count(({ end, most }) => end === 'rollback' && most >= 25);
  const held = count(({ end }) => end === 'held' || end === 'warned');
  const warned = count(({ end, most }) => end === 'warned' && most === 0);
  const [got, bar] = { live: [live, 0.98], rollback: [early, 0.99], held: [warned, 0.99] }[scenario.want];
  if (got < bar * RUNS) missed = true;
  const cells = [
    scenario.title,
    percentOf(live),
    percentOf(early),
    percentOf(lateOnes),
    percentOf(held),
    time(median(ends.map(({ second }) => second))),
    median(ends.map(({ served }) => served)),
    `≥ ${bar * 100} %`,
    got < bar * RUNS ? 'missed' : 'met',
  ];
  console.log(`| ${cells.join(' | ')} |`);
}
process.exitCode = missed ? 1 : 0;
