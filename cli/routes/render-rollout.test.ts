import { expect, test } from 'vitest';
import type { RolloutStatus, RouteStatus } from '../../proxy/index.ts';
import { renderRollout } from './render-rollout.ts';
import { renderAudit } from './show-audit.ts';

const rollout: RolloutStatus = {
  phase: 'running',
  dryRun: false,
  action: 'hold',
  reasons: [
    'errors (5xx): 0.1 %, monolith 0.1 %, limit 0.6 % over 840: not proven yet (35 % of the evidence)',
  ],
  steps: [1, 5, 25],
  next: { stage: 'canary', percent: 25 },
  elapsedMs: 130_000,
  everyMs: 300_000,
  gates: [
    { name: 'requests', verdict: 'pass', service: 840, monolith: null, limit: 100, judged: 840, progress: 1 },
    {
      name: 'errors',
      verdict: 'unsure',
      service: 0.0012,
      monolith: 0.001,
      limit: 0.006,
      judged: 840,
      progress: 0.351,
    },
    {
      name: 'clientErrors',
      verdict: 'pass',
      service: 0.02,
      monolith: 0.02,
      limit: 0.07,
      judged: 840,
      progress: 1,
    },
    {
      name: 'latency',
      verdict: 'fail',
      service: 210.44,
      monolith: 100,
      limit: 150,
      judged: 840,
      progress: 0,
    },
    {
      name: 'divergence',
      verdict: 'off',
      service: null,
      monolith: null,
      limit: 0.001,
      judged: 0,
      progress: 0,
    },
  ],
};
const textOf = (change: Partial<RolloutStatus>): string =>
  renderRollout({ rollout: { ...rollout, ...change } } as RouteStatus, 80).join('\n');

test('a route’s gates fit below its line in 80 columns', () => {
  expect(textOf({})).toMatchInlineSnapshot(`
    "    gates running: 2 min of at least 5 min, then 25 %
        ✓ requests 840/100, … 5xx 0.12%/0.6% (35%), ✓ 4xx 2%/7%, ✗ p99 210ms/150ms"
  `);
  expect(textOf({ phase: 'halted', action: 'rollback', reasons: ['p99: beyond'] })).toMatchInlineSnapshot(`
    "    gates halted: rolled back; promote it to begin again
        ✓ requests 840/100, … 5xx 0.12%/0.6% (35%), ✓ 4xx 2%/7%, ✗ p99 210ms/150ms
        p99: beyond"
  `);
  expect(textOf({ phase: 'idle' })).toBe('');
  expect(renderRollout({ rollout: null } as RouteStatus, 80)).toEqual([]);
});

test('the audit log is told newest first, and nothing in it reaches the terminal as more than text', () => {
  const standing = { stage: 'monolith', percent: 0 } as const;
  const text = renderAudit(
    {
      entries: [
        {
          seq: 2,
          at: '2026-01-01T10:00:00.000Z',
          route: 'orders',
          kind: 'promote',
          phase: 'running',
          from: standing,
          to: { stage: 'canary', percent: 5 },
          planned: standing,
          by: 'gates',
          why: `errors (5xx): 0.1 %, monolith 0.1 %, limit 0.6 % over 840: within the limit; \u001b[2Jp99: 12 ms`,
          dryRun: true,
        },
        {
          seq: 1,
          at: '2026-01-01T09:00:00.000Z',
          route: 'orders',
          kind: 'pause',
          phase: 'paused',
          from: standing,
          to: standing,
          planned: standing,
          by: 'ann',
          why: '',
        },
      ],
      more: true,
    },
    80,
  );
  expect(text).toMatchInlineSnapshot(`
    "2026-01-01 10:00:00  orders  would promote  monolith → canary 5 %  by gates
        errors (5xx): 0.1 %, monolith 0.1 %, limit 0.6 % over 840: within the limit;
        \\u{1b}[2Jp99: 12 ms
    2026-01-01 09:00:00  orders  pause  monolith  by ann
    … older ones with a higher --limit
    "
  `);
  expect(renderAudit({ entries: [], more: false }, 80)).toBe('No stage has been changed yet.\n');
});
