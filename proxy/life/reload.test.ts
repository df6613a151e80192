import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { RouteTable } from '../model/route.ts';
import { StandingStore } from '../rollout/standing-store.ts';
import type { Fleet } from './fleet.ts';
import { PlanWatch } from './plan-watch.ts';
import { Supervisor } from './supervisor.ts';

let folder: string;
let watch: PlanWatch | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'banyan-reload-'));
});
afterEach(() => {
  watch?.stop();
  rmSync(folder, { recursive: true });
});

const planOf = (percent: number): string => `version: 1
monolith: { upstream: http://127.0.0.1:3000 }
services: { orders: { upstream: http://127.0.0.1:4001 } }
routes:
  - { id: orders, match: { path: /orders/* }, service: orders, stage: canary, canary: { percent: ${percent} } }
`;

function supervise(text: string) {
  const applied: RouteTable[] = [];
  const fleet: Fleet = {
    restarts: 0,
    start: async () => [],
    apply: (table) => void applied.push(table),
    snapshots: async () => [],
    drain: async () => undefined,
    cut: () => undefined,
  };
  const reports: string[] = [];
  const supervisor = new Supervisor(text, {
    fleet,
    file: join(folder, 'banyan.yaml'),
    around: { env: {}, instance: 'test', cpus: 1 },
    store: new StandingStore(join(folder, '.banyan')),
    version: '0',
    report: (message) => void reports.push(message),
    timestamp: () => '2026-01-01T00:00:00.000Z',
    now: () => 0,
    override: (loaded) => loaded,
  });
  return { supervisor, applied, reports };
}

const percentOf = (table: RouteTable | undefined): number | undefined => table?.routes[0]?.percent;

function follow(file: string, text: string) {
  const parts = supervise(text);
  watch = new PlanWatch(file, text, {
    changed: (changed) => parts.supervisor.reload(changed),
    lost: (error) => parts.supervisor.refusePlan(error),
    everyMs: 10,
  });
  return parts;
}

test('follows a plan that is written over, renamed over, deleted and written again', async () => {
  const file = join(folder, 'banyan.yaml');
  writeFileSync(file, planOf(1));
  const { supervisor } = follow(file, planOf(1));
  const shows = async (percent: number): Promise<void> => {
    await expect.poll(() => percentOf(supervisor.table), { timeout: 1000 }).toBe(percent);
  };
  writeFileSync(file, planOf(2));
  await shows(2);
  writeFileSync(`${file}.swap`, planOf(3));
  renameSync(`${file}.swap`, file);
  await shows(3);
  rmSync(file);
  await expect.poll(() => supervisor.planError === '').toBe(false);
  expect(percentOf(supervisor.table)).toBe(3);
  writeFileSync(file, planOf(4));
  await shows(4);
  writeFileSync(file, planOf(5));
  writeFileSync(file, planOf(6));
  await shows(6);
  utimesSync(file, 1, 1);
  writeFileSync(file, planOf(7));
  utimesSync(file, 1, 1);
  await shows(7);
});

test('follows the swap of symbolic links with which Kubernetes renews a ConfigMap', async () => {
  const version = (name: string, percent: number): void => {
    mkdirSync(join(folder, name));
    writeFileSync(join(folder, name, 'banyan.yaml'), planOf(percent));
    symlinkSync(name, join(folder, '..data_tmp'));
    renameSync(join(folder, '..data_tmp'), join(folder, '..data'));
  };
  version('..1', 10);
  symlinkSync('..data/banyan.yaml', join(folder, 'banyan.yaml'));
  const { supervisor } = follow(join(folder, 'banyan.yaml'), planOf(10));
  version('..2', 20);
  rmSync(join(folder, '..1'), { recursive: true });
  await expect.poll(() => percentOf(supervisor.table), { timeout: 1000 }).toBe(20);
});

test.each([
  ['cut short', planOf(9).slice(0, -20)],
  ['empty', ''],
  ['no YAML', 'routes: [}'],
  ['an unknown key', planOf(9).replace('routes:', 'ruotes:')],
  ['a route twice', planOf(9) + planOf(9).split('\n').at(-2) + '\n'],
  ['a percentage that is none', planOf(101)],
  ['no monolith', planOf(9).replace(/monolith.*\n/u, '')],
  ['itself as upstream', planOf(9).replace('3000', '8080')],
])('a plan that is %s changes nothing, and is told', (_, text) => {
  const { supervisor, applied, reports } = supervise(planOf(1));
  supervisor.reload(text);
  expect(percentOf(supervisor.table)).toBe(1);
  expect(applied).toEqual([]);
  expect(supervisor.supervision({ notRecorded: [] })).toMatchObject({
    reloads: 0,
    failedReloads: 1,
    planValid: false,
  });
  expect(supervisor.planError).not.toBe('');
  expect(reports).toHaveLength(1);
  supervisor.reload(planOf(2));
  expect([percentOf(supervisor.table), supervisor.planError === '']).toEqual([2, true]);
});

test('a stage that was set holds over a restart, until the plan says something else', () => {
  const { supervisor, applied } = supervise(planOf(5));
  expect(supervisor.move('orders', 'promote', { by: 'ann', why: 'all well' })).toEqual({
    from: { stage: 'canary', percent: 5 },
    to: { stage: 'canary', percent: 25 },
  });
  expect(percentOf(applied.at(-1))).toBe(25);
  expect(percentOf(supervise(planOf(5)).supervisor.table)).toBe(25);
  expect(percentOf(supervise(planOf(6)).supervisor.table)).toBe(6);
});

test('climbs to the top step by step, and falls back at once', () => {
  const { supervisor } = supervise(planOf(0));
  const climb = (): string => {
    const { stage, percent } = supervisor.move('orders', 'promote', { by: 'ann', why: '' }).to;
    return stage === 'canary' ? String(percent) : stage;
  };
  expect([climb(), climb(), climb(), climb(), climb(), climb()]).toEqual([
    '1',
    '5',
    '25',
    '50',
    '100',
    'live',
  ]);
  expect(climb).toThrow(/live already/u);
  expect(supervisor.move('orders', 'rollback', { by: 'ann', why: '' }).to.stage).toBe('monolith');
  expect(() => supervisor.move('nope', 'rollback', { by: 'ann', why: '' })).toThrow(/No route/u);
});
