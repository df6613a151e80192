import { expect, test } from 'vitest';
import type { ProxyStatus } from '../../proxy/index.ts';
import { renderStatus } from './show-status.ts';

const idle = { requests: 0, errors: 0, p99Ms: null };
const routes = Array.from({ length: 30 }, (_, n) => ({
  id: `orders.api-v1-orders-orderId-lines-lineId-notes-${n}`,
  stage: n === 7 ? 'shadow' : 'monolith',
  percent: 0,
  monolith: n === 9 ? { requests: 4, errors: 0, p99Ms: 12 } : idle,
  servedByService: idle,
  fallbacks: 0,
  rollout: null,
  shadowP99Ms: null,
  shadow: {
    mirrored: n === 7 ? 3 : 0,
    compared: n === 7 ? 3 : 0,
    diverged: n === 7 ? 1 : 0,
    noisy: 0,
    statuses: [],
    dropped: {},
  },
}));
const status = {
  workers: 1,
  inFlight: 0,
  connections: 0,
  planError: '',
  notRecorded: [{ what: 'audit', why: 'ENOSPC: no space left on device' }],
  routes,
  unrouted: idle,
  upstreams: [],
} as unknown as ProxyStatus;

test('of many routes, those on which nothing happens are counted; lines fit the terminal', () => {
  const lines = renderStatus(status, 80).split('\n');
  expect(lines[1]).toBe('not recorded: audit (ENOSPC: no space left on device)');
  expect(lines.filter((line) => line.startsWith('orders.')).map((line) => line.slice(-36).trim())).toEqual([
    expect.stringContaining('shadow'),
    expect.stringContaining('4 p99≤12ms'),
  ]);
  expect(lines).toContain('    shadow: 3 compared since the start, 1 differ');
  expect(lines).toContain('28 more routes at stage monolith, not asked for yet (--all)');
  expect(lines.filter((line) => line.length > 80)).toEqual([]);
});

test('all are listed when asked for, with their whole ids', () => {
  const text = renderStatus(status, 80, true);
  for (const { id } of routes) expect(text).toContain(id);
});
