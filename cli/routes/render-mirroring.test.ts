import { expect, test } from 'vitest';
import type { RouteStatus } from '../../proxy/index.ts';
import { renderMirroring } from './render-mirroring.ts';

const none = {
  rate: 0,
  busy: 0,
  memory: 0,
  'too-large': 0,
  unanswered: 0,
  breaker: 0,
  unreadable: 0,
  lost: 0,
};
const shadow = {
  mirrored: 0,
  compared: 0,
  diverged: 0,
  noisy: 0,
  statuses: [0, 0, 0, 0, 0, 0],
  dropped: none,
};
const textOf = (counts: object, more: object = {}): string =>
  renderMirroring(
    {
      id: 'orders.read',
      stage: 'canary',
      shadow: { ...shadow, ...counts },
      shadowP99Ms: null,
      ...more,
    } as RouteStatus,
    80,
  ).join('\n');

test('what mirroring found stands below a route, in 80 columns, with the command that shows it', () => {
  expect(textOf({})).toBe('');
  expect(textOf({ mirrored: 20, compared: 20 }, { shadowP99Ms: 25 })).toBe(
    '    shadow: 20 compared since the start, 0 differ, service p99≤25ms',
  );
  expect(textOf({ mirrored: 20, compared: 20 })).toBe('    shadow: 20 compared since the start, 0 differ');
  expect(
    textOf({
      mirrored: 166,
      compared: 166,
      diverged: 16,
      noisy: 3,
      statuses: [2, 0, 160, 0, 0, 4],
      dropped: { ...none, breaker: 12 },
    }),
  ).toMatchInlineSnapshot(`
    "    shadow: 166 compared since the start, 16 differ
        "banyan routes diff orders.read" shows what differs, 3 differ by noise
        alone, 6 with 5xx or no answer, 12 not compared: breaker"
  `);
});
