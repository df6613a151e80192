import { afterAll, beforeAll, expect, test } from 'vitest';
import { axeIssues } from './browser/axe-issues.ts';
import { describeInChromium, type OpenInChromium } from './browser/describe-in-chromium.ts';
import { picture } from './browser/picture.ts';
import type { RouteDivergences } from '../proxy/model/divergence.ts';
import { type DashboardHouse, startDashboard } from './dashboard-house.ts';
import { ask, named, type Origin, startOrigin } from './live-proxy.ts';

const TOKEN = 'correct-horse-battery-staple';
const HOSTILE = '<img src=x onerror=alert(1)>';
const COUNT = 500;

let monolith: Origin;
let service: Origin;
let house: DashboardHouse;
let stopTraffic: () => void;

beforeAll(async () => {
  monolith = await startOrigin(named('monolith'));
  service = await startOrigin((incoming, response) => {
    response.statusCode = incoming.url?.startsWith('/area5/') === true ? 500 : 200;
    response.end('service');
  });
  house = await startDashboard(planOf(), TOKEN, {
    answer: (route) => ({ routes: [divergencesOf(route ?? '')], notRecorded: '' }),
    forget: () => undefined,
  });
  stopTraffic = keepAsking(house.proxyPort);
});
afterAll(async () => {
  stopTraffic();
  await house.stop();
  await Promise.all([monolith.close(), service.close()]);
});

function planOf(): string {
  const stages = ['monolith', 'canary', 'live'];
  const routes = Array.from({ length: COUNT }, (_, at) => {
    const stage = stages[at % 3] ?? '';
    const canary = stage === 'canary' ? ', canary: { percent: 25 }' : '';
    return `  - { id: area${at}.read, match: { method: GET, path: /area${at}/:id }, service: orders, stage: ${stage}${canary}, fallback: none }`;
  });
  return `monolith: { upstream: http://127.0.0.1:${monolith.port} }
services:
  orders: { upstream: http://127.0.0.1:${service.port} }
routes:
  - { id: hostile, match: { method: GET, path: "/${encodeURIComponent(HOSTILE)}" }, service: orders, stage: monolith }
${routes.join('\n')}
`;
}

/** What comparison would have found: one cause with a pair of answers, whose text is hostile. */
function divergencesOf(route: string): RouteDivergences {
  const answer = { status: 200, headers: ['content-type: application/json'], bytes: 60 };
  const at = '2026-01-01T00:00:00.000Z';
  const cause = {
    part: 'body',
    path: '$.items[*].price',
    kind: 'number ≠ string',
    verdict: 'divergence',
  } as const;
  const sample = {
    at,
    requestId: 'r1',
    request: 'GET /area1/7',
    place: '$.items[0].price',
    expected: '1999',
    actual: '"1999"',
    monolith: { ...answer, excerpt: `{ "title": "${HOSTILE}", "items": [{ "price": 1999 }] }` },
    service: { ...answer, excerpt: `{ "title": "${HOSTILE}", "items": [{ "price": "1999" }] }` },
  };
  const record = {
    ...cause,
    id: '0123456789ab',
    text: '$.items[*].price: number ≠ string',
    count: 42,
    firstSeen: at,
    lastSeen: at,
    samples: [sample],
  };
  const noise = {
    ...record,
    id: 'ba9876543210',
    path: '$.at',
    text: '$.at: differs',
    verdict: 'noise' as const,
    count: 7,
    samples: [],
  };
  return { route, since: at, compared: 100, diverged: 42, noisy: 7, causes: [record, noise], unlisted: 3 };
}

function keepAsking(port: number): () => void {
  let at = 0;
  const timer = setInterval(() => void ask(port, `/area${at++ % 40}/7`).catch(() => undefined), 4);
  return () => clearInterval(timer);
}

async function enter(open: OpenInChromium, options: Parameters<OpenInChromium>[1] = {}) {
  const opened = await open(house.address, options);
  await opened.page.fill('#token', TOKEN);
  await opened.page.press('#token', 'Enter');
  await opened.page.waitForSelector('.link-live');
  // By the debugger: waiting inside the page would need eval, which its policy refuses.
  await expect
    .poll(() =>
      opened.page.evaluate(
        '[...document.querySelectorAll(".both .monolith")].some((at) => /[1-9]/.test(at.textContent))',
      ),
    )
    .toBe(true);
  return opened;
}

/** Headings of the table that are wider than their columns, or beyond its edge. */
const CLIPPED = `(() => {
  const edge = document.querySelector('.split > section').getBoundingClientRect().right;
  return [...document.querySelectorAll('.routes thead th')]
    .filter((th) => th.offsetParent && (th.scrollWidth > th.clientWidth + 1 || th.getBoundingClientRect().right > edge + 1))
    .map((th) => th.textContent);
})()`;

describeInChromium('the dashboard', (open) => {
  test('asks for the token, and says when it is wrong', async () => {
    const { page } = await open(house.address);

    await page.fill('#token', 'wrong');
    await page.press('#token', 'Enter');

    await page.waitForSelector('[role=alert]');
    expect(await page.textContent('[role=alert]')).toBe('This token was not accepted.');
    expect(await axeIssues(page)).toEqual([]);
    await picture(page, 'dashboard-login');
  });

  test.each(['light', 'dark'] as const)('shows 500 routes live, %s', async (colorScheme) => {
    const { page } = await enter(open, { colorScheme });
    expect(await page.locator('.spark').count()).toBeGreaterThan(5);

    expect(await page.textContent('.tools .note')).toBe(`${COUNT + 1} routes`);
    expect(await page.locator('.routes tbody tr').count()).toBeLessThan(60);
    await page.click('text=area1.read');
    await page.waitForSelector('.detail canvas');
    await expect.poll(() => page.evaluate('document.querySelectorAll(".detail canvas").length')).toBe(3);
    expect(await axeIssues(page)).toEqual([]);
    await page.waitForTimeout(process.env['BANYAN_PICTURES'] === undefined ? 0 : 8000);
    await picture(page, `dashboard-${colorScheme}`);
  });

  test('is narrow on a small screen, and nothing is cut', async () => {
    const { page } = await enter(open, { width: 420, height: 800 });

    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(420);
    await picture(page, 'dashboard-narrow');
    await page.click('text=area1.read');
    await picture(page, 'dashboard-narrow-open');
    expect(await axeIssues(page)).toEqual([]);
  });

  test('shows the detail of a route alone where the table beside it would be cut', async () => {
    const { page } = await enter(open, { width: 1000, height: 800 });
    await page.click('text=area1.read');
    await page.waitForSelector('.detail');
    expect(await page.locator('.split > section').isVisible()).toBe(false);
    await page.setViewportSize({ width: 1120, height: 800 });
    expect(await page.locator('.split > section').isVisible()).toBe(true);
    expect(await page.evaluate(CLIPPED)).toEqual([]);
  });

  test('moves a route by keyboard alone, with who and why', async () => {
    const { page } = await enter(open);
    await page.keyboard.press('/');
    await page.keyboard.type('area0.read');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.detail');
    await page.keyboard.press('p');
    await page.waitForSelector('dialog[open]');
    await picture(page, 'dashboard-dialog');
    expect(await page.textContent('dialog .warning')).toContain('compared');
    expect(await axeIssues(page)).toEqual([]);

    await page.keyboard.type('ada');
    await page.keyboard.press('Tab');
    await page.keyboard.type('the numbers are good');
    await page.keyboard.press('Enter');

    await expect
      .poll(() => house.supervisor.table.routes.find(({ id }) => id === 'area0.read')?.stage)
      .toBe('canary');
    await expect.poll(() => page.textContent('.detail .stage')).toContain('canary 1 %');
    await page.keyboard.press('r');
    await page.waitForSelector('dialog[open]');
    await page.keyboard.press('Escape');
    await expect.poll(() => page.locator('dialog').count()).toBe(0);
  });

  test('sorts and filters, and shows upstreams and the audit log', async () => {
    const { page } = await enter(open);
    await page.click('thead >> text=5xx');
    await expect.poll(() => page.textContent('.routes tbody tr:not([aria-hidden]) .name')).toBe('area5.read');
    await page.fill('#filter', 'area49 live');
    await expect.poll(() => page.textContent('.tools .note')).toMatch(/^\d+ of 501 routes$/u);

    await page.keyboard.press('Tab');
    await page.click('nav >> text=Upstreams');
    await page.waitForSelector('text=orders');
    await picture(page, 'dashboard-upstreams');
    expect(await axeIssues(page)).toEqual([]);
    await page.click('nav >> text=Audit');
    await page.waitForSelector('.page table');
    await picture(page, 'dashboard-audit');
    expect(await axeIssues(page)).toEqual([]);
  });

  test.each(['light', 'dark'] as const)(
    'shows divergences side by side with the difference marked, %s',
    async (colorScheme) => {
      const { page, errors } = await enter(open, { colorScheme, height: 1300 });
      await page.click('text=area1.read');
      await page.click('summary >> text=number ≠ string');

      await expect
        .poll(() => page.locator('.pair mark').allTextContents())
        .toEqual(['1999', '1999', '"1999"', '"1999"']);
      expect(await page.textContent('.pair')).toContain(HOSTILE);
      expect(await page.locator('img').count()).toBe(0);
      expect(await axeIssues(page)).toEqual([]);
      await page.locator('.sample').scrollIntoViewIfNeeded();
      await picture(page, `dashboard-divergences-${colorScheme}`);
      expect(errors.filter((error) => !error.includes('401'))).toEqual([]);
    },
  );

  test('names are text, whatever they hold, and no script but its own runs', async () => {
    const { page, requests } = await enter(open);
    await page.fill('#filter', 'hostile');
    await page.waitForSelector('text=hostile');

    expect(await page.textContent('.match')).toContain('img');
    expect(await page.locator('img').count()).toBe(0);
    expect(requests.every((address) => address.startsWith(house.address))).toBe(true);
    expect(
      await page.evaluate(
        '(() => { try { document.body.innerHTML = "<b>x</b>"; } catch { return "refused"; } })()',
      ),
    ).toBe('refused');
  });
});
