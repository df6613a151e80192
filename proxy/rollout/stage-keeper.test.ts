import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Fleet } from '../life/fleet.ts';
import { Supervisor } from '../life/supervisor.ts';
import { StandingStore } from './standing-store.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'banyan-stages-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const planOf = (stage: string, id = 'orders'): string => `version: 1
monolith: { upstream: http://127.0.0.1:3000 }
services: { orders: { upstream: http://127.0.0.1:4001 } }
routes:
  - { id: ${id}, match: { path: /orders/* }, service: orders, stage: ${stage}, gates: {} }
`;
const ann = { by: 'ann', why: 'because' };

function supervise(text: string) {
  const reports: string[] = [];
  const announced: string[] = [];
  const fleet: Fleet = {
    restarts: 0,
    start: async () => [],
    apply: () => undefined,
    snapshots: async () => [],
    drain: async () => undefined,
    cut: () => undefined,
  };
  const supervisor = new Supervisor(text, {
    fleet,
    file: join(folder, 'banyan.yaml'),
    around: { env: {}, instance: 'test', cpus: 1 },
    store: new StandingStore(join(folder, '.banyan')),
    version: '0',
    report: (message) => void reports.push(message),
    timestamp: () => '2026-01-01T00:00:00.000Z',
    now: () => 0,
    announce: ({ kind }) => void announced.push(kind),
    override: (loaded) => loaded,
  });
  const log = (): unknown[] =>
    supervisor.audit(50).entries.map(({ kind, by, from, to }) => [kind, by, from.stage, to.stage]);
  const stage = (): string | undefined => supervisor.table.routes[0]?.stage;
  return { supervisor, reports, announced, log, stage };
}

test('every change of stage is in the log: by a person, by an edit of the plan, running or not', () => {
  const first = supervise(planOf('monolith'));
  first.supervisor.move('orders', 'promote', ann);
  first.supervisor.reload(planOf('shadow'));
  expect(first.stage()).toBe('shadow');
  const second = supervise(planOf('live'));
  expect(second.stage()).toBe('live');
  second.supervisor.reload(planOf('live', 'other'));
  expect(second.log()).toEqual([
    ['plan', 'plan', 'shadow', 'live'],
    ['plan', 'plan', 'canary', 'shadow'],
    ['promote', 'ann', 'monolith', 'canary'],
  ]);
  expect(first.announced).toEqual(['promote']);
});

test('a stage that was set does not come back when the plan returns to what it said then', () => {
  const first = supervise(planOf('monolith'));
  first.supervisor.move('orders', { stage: 'live', percent: 100 }, ann);
  expect(supervise(planOf('live')).stage()).toBe('live');
  expect(supervise(planOf('monolith')).stage()).toBe('monolith');
  expect(supervise(planOf('monolith')).stage()).toBe('monolith');
});

test('the stage of a route that left the plan is forgotten', () => {
  const first = supervise(planOf('monolith'));
  first.supervisor.move('orders', { stage: 'live', percent: 100 }, ann);
  first.supervisor.reload(planOf('monolith', 'other'));
  first.supervisor.reload(planOf('monolith'));
  expect(first.stage()).toBe('monolith');
  expect(first.log()[0]).toEqual(['plan', 'plan', 'live', 'monolith']);
});

test('pause and resume are remembered over a restart; a rollback waits for a person', () => {
  const phase = (): string | undefined => {
    const { supervisor } = supervise(planOf('shadow'));
    const [route] = supervisor.table.routes;
    return route && supervisor.rolloutOf(route)?.phase;
  };
  expect(phase()).toBe('running');
  supervise(planOf('shadow')).supervisor.pause('orders', ann);
  expect(phase()).toBe('paused');
  const { supervisor } = supervise(planOf('shadow'));
  supervisor.move('orders', 'promote', ann);
  expect(phase()).toBe('paused');
  supervisor.resume('orders', ann);
  expect(phase()).toBe('running');
  supervisor.move('orders', 'rollback', ann);
  expect(phase()).toBe('halted');
  supervisor.move('orders', 'promote', ann);
  expect(phase()).toBe('running');
  expect(() =>
    supervise(planOf('shadow').replace(', gates: {}', '')).supervisor.pause('orders', ann),
  ).toThrow(/no gates/u);
});

// The device that is always full.
test.skipIf(process.platform !== 'linux')(
  'a full disk stops promotions and says so; a rollback works, and is recorded once there is room',
  async () => {
    const { supervisor, reports, stage, log } = supervise(planOf('monolith'));
    supervisor.move('orders', 'promote', ann);
    const audit = join(folder, '.banyan', 'audit.jsonl');
    rmSync(audit);
    symlinkSync('/dev/full', audit);
    expect(() => supervisor.move('orders', 'promote', ann)).toThrow(/audit log cannot be written: ENOSPC/u);
    expect(supervisor.table.routes[0]?.percent).toBe(1);
    expect(supervisor.move('orders', 'rollback', ann).to.stage).toBe('monolith');
    expect(stage()).toBe('monolith');
    expect(reports.join()).toContain('although the audit log cannot be written: ENOSPC');
    await supervisor.look();
    rmSync(audit);
    await supervisor.look();
    expect(log()).toEqual([['rollback', 'ann', 'canary', 'monolith']]);
    expect(supervise(planOf('monolith')).stage()).toBe('monolith');
  },
);
