import { expect, test } from 'vitest';
import { RouteStats } from './route-stats.ts';
import { renderMetrics } from './prometheus.ts';
import { ShadowStats } from './shadow-stats.ts';
import { mergeSnapshots, type RouteSnapshot, type Snapshot } from './snapshot.ts';
import { supervision } from '../../test/supervision.ts';

function snapshotWith(shadow: ShadowStats): Snapshot {
  const { requests, latency, ...side } = new RouteStats();
  const plain = { ...side, requests: [...requests], latency: [...latency] } as RouteSnapshot['monolith'];
  const numbers = { workers: 1, inFlight: 0, connections: 0, tunnels: 0, logDropped: 0, rssBytes: 0 };
  const route = { monolith: plain, service: plain, shadow: shadow.toPlain() };
  return { ...numbers, notRecorded: [], upstreams: [], routes: { 'orders.read': route } };
}

test('the workers of a route add up, and what they count is among the metrics', () => {
  const shadow = new ShadowStats();
  shadow.mirrored = 3;
  shadow.compared = 2;
  shadow.diverged = 1;
  shadow.noisy = 1;
  shadow.dropped.busy = 4;
  shadow.answered(200, 20);
  shadow.answered(503, 700);
  shadow.answered(0, 9000);
  const merged = mergeSnapshots([snapshotWith(shadow), snapshotWith(shadow)]);

  expect(merged.routes['orders.read']?.shadow).toMatchObject({
    mirrored: 6,
    compared: 4,
    diverged: 2,
    noisy: 2,
    dropped: { busy: 8, rate: 0 },
    statuses: [2, 0, 2, 0, 0, 2],
    latencySum: 1.44,
  });
  const lines = renderMetrics(merged, supervision).split('\n');
  expect(lines).toEqual(
    expect.arrayContaining([
      'banyan_shadow_mirrored_total{route="orders.read"} 6',
      'banyan_shadow_diverged_total{route="orders.read"} 2',
      'banyan_shadow_dropped_total{route="orders.read",reason="busy"} 8',
      'banyan_shadow_answers_total{route="orders.read",code="none"} 2',
      'banyan_shadow_duration_seconds_count{route="orders.read"} 4',
    ]),
  );
  expect(lines.filter((line) => line.includes('reason="rate"'))).toEqual([]);
});

test('what a snapshot holds does not change with what is counted later', () => {
  const shadow = new ShadowStats();
  const taken = shadow.toPlain();
  shadow.dropped.rate++;
  shadow.answered(200, 1);
  expect([taken.dropped.rate, taken.statuses[2]]).toEqual([0, 0]);
  const sum = new ShadowStats();
  sum.add(shadow.toPlain());
  expect(sum.toPlain()).toEqual(shadow.toPlain());
});
