import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, request, type RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { named, startOrigin } from '../../test/live-proxy.ts';
import { shadowHere } from '../../test/shadow-here.ts';
import type { RolloutStatus } from '../model/rollout.ts';
import type { Route } from '../model/route.ts';
import { LocalFleet } from '../life/local-fleet.ts';
import { Supervisor } from '../life/supervisor.ts';
import { StandingStore } from './standing-store.ts';

const open: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).toReversed()) await close();
});

const planOf = (
  ports: { monolith: number; service: number },
  extra: string,
  stage: string,
): string => `version: 1
monolith: { upstream: http://127.0.0.1:${ports.monolith} }
services: { orders: { upstream: http://127.0.0.1:${ports.service} } }
routes:
  - id: orders
    match: { path: /orders/* }
    service: orders
    stage: ${stage}
    canary: { percent: 10, stickyBy: cookie:sid }
    gates: { every: 50ms, steps: [10, 50, 100], minRequests: 20, maxErrorRate: 5%, maxP99Ratio: 10${extra} }
proxy: { listen: 127.0.0.1:0, breaker: { failures: 1000000 } }
`;

interface Run {
  readonly supervisor: Supervisor;
  readonly reports: string[];
  readonly statuses: Map<number, number>;
  /** Clients ask and the gates look, until the route stands there. */
  readonly until: (reached: () => boolean) => Promise<void>;
}

/** Clients that ask without pause, through a proxy whose gates look after every round. */
async function start(service: RequestListener, extra = '', stage = 'canary'): Promise<Run> {
  const folder = mkdtempSync(join(tmpdir(), 'banyan-rollout-'));
  const sides = [await startOrigin(named('monolith')), await startOrigin(service)] as const;
  const reports: string[] = [];
  const supervisor = new Supervisor(
    planOf({ monolith: sides[0].port, service: sides[1].port }, extra, stage),
    {
      fleet: new LocalFleet({ report: () => undefined, shadow: shadowHere }),
      file: join(folder, 'banyan.yaml'),
      around: { env: {}, instance: 'test', cpus: 1 },
      store: new StandingStore(join(folder, '.banyan')),
      version: '0',
      report: (message) => void reports.push(message),
      timestamp: () => new Date().toISOString(),
      now: () => performance.now(),
      override: (loaded) => loaded,
    },
  );
  const [address] = await supervisor.start();
  const agent = new Agent({ keepAlive: true, maxSockets: 16 });
  open.push(
    () => rmSync(folder, { recursive: true }),
    sides[0].close,
    sides[1].close,
    () => supervisor.stop(1000),
    () => agent.destroy(),
  );
  const statuses = new Map<number, number>();
  const port = Number(address?.split(':').at(-1));
  const round = async (from: number): Promise<void> => {
    const asked = Array.from({ length: 200 }, (_, client) => statusOf(port, agent, from + client));
    for (const status of await Promise.all(asked)) statuses.set(status, (statuses.get(status) ?? 0) + 1);
  };
  const until = async (reached: () => boolean): Promise<void> => {
    for (let turn = 0; turn < 200 && !reached(); turn++) {
      await round(turn * 200);
      await supervisor.look();
    }
    if (!reached()) throw new Error(`never reached: ${reports.join('; ')}`);
  };
  return { supervisor, reports, statuses, until };
}

function statusOf(port: number, agent: Agent, client: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = { cookie: `sid=${client}` };
    request({ host: '127.0.0.1', port, path: '/orders/1', agent, headers }, (response) => {
      response.resume().on('end', () => resolve(response.statusCode ?? 0));
    })
      .on('error', reject)
      .end();
  });
}

test('an equal service goes to live by itself', async () => {
  const { supervisor, statuses, until } = await start(named('service'));
  await until(() => supervisor.table.routes[0]?.stage === 'live');
  const moves = supervisor.audit(10).entries.map(({ kind, by, to }) => [kind, by, to.stage, to.percent]);
  expect(moves).toEqual([
    ['promote', 'gates', 'live', 100],
    ['promote', 'gates', 'canary', 100],
    ['promote', 'gates', 'canary', 50],
  ]);
  expect([...statuses.keys()]).toEqual([200]);
}, 60_000);

test('a service that fails every fifth time is rolled back by itself, and no client sees a failure', async () => {
  let turn = 0;
  const { supervisor, statuses, until } = await start((incoming, response) => {
    turn++;
    if (turn % 10 === 0) incoming.socket.resetAndDestroy();
    else if (turn % 10 === 5) response.writeHead(503).end();
    else named('service')(incoming, response);
  });
  await until(() => supervisor.table.routes[0]?.stage === 'monolith');
  expect([...statuses.keys()]).toEqual([200]);
  const [entry] = supervisor.audit(1).entries;
  expect(entry).toMatchObject({ kind: 'rollback', by: 'gates', phase: 'halted' });
  expect(entry?.why).toMatch(/^errors \(5xx\): \d+ %/u);
  const [route] = supervisor.table.routes;
  expect(route && supervisor.rolloutOf(route)).toMatchObject({ phase: 'halted', action: 'rollback' });
  await supervisor.look();
  expect(supervisor.table.routes[0]?.stage).toBe('monolith');
}, 60_000);

const slowly: RequestListener = (asked, response) =>
  void setTimeout(() => named('monolith')(asked, response), 3000);

test('a service that is slow for copies is held in the shadow, and says why', async () => {
  const { supervisor, until, statuses } = await start(slowly, ' }\n    shadow: { timeout: 20s', 'shadow');
  const rollout = (): RolloutStatus | null => supervisor.rolloutOf(supervisor.table.routes[0] as Route);
  await until(
    () => rollout()?.gates.some(({ name, verdict }) => name === 'latency' && verdict === 'warn') === true,
  );
  expect(supervisor.audit(10).entries).toEqual([]);
  expect(rollout()?.reasons.join()).toContain('beyond the limit, as copies tell');
  expect([...statuses.keys()]).toEqual([200]);
}, 60_000);

test('a dry run says once what it would do, and does nothing', async () => {
  const { supervisor, until } = await start(named('service'), ', dryRun: true');
  await until(() => supervisor.audit(10).entries.length > 0);
  for (let turn = 0; turn < 3; turn++) await supervisor.look();
  expect(supervisor.audit(10).entries.map(({ kind, dryRun, to }) => [kind, dryRun, to.percent])).toEqual([
    ['promote', true, 50],
  ]);
  expect(supervisor.table.routes[0]?.percent).toBe(10);
}, 60_000);
