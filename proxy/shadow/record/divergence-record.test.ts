import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Cause, DivergenceSample } from '../../model/divergence.ts';
import { ShadowStats } from '../../observe/shadow-stats.ts';
import type { CauseReport, RouteReport } from '../mirror/messages.ts';
import { DivergenceBook } from './divergence-book.ts';
import { DivergenceRecord } from './divergence-record.ts';
import { readDivergences } from './read-divergences.ts';

let folder: string;
const lines: string[] = [];
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'banyan-divergences-')), 'divergences');
  lines.length = 0;
});
afterEach(() => rmSync(join(folder, '..'), { recursive: true, force: true }));

let clock = 0;
const timestamp = (): string => new Date(1_760_000_000_000 + ++clock * 1000).toISOString();
const record = (): DivergenceRecord =>
  new DivergenceRecord({ folder, timestamp, report: (message) => void lines.push(message) });

const PRICE: Cause = { part: 'body', path: '$.price', kind: 'number ≠ string' };
const ANSWER = { status: 200, headers: ['content-type: application/json'], excerpt: '{}', bytes: 2 };

function sample(place: string): DivergenceSample {
  const sides = { monolith: ANSWER, service: ANSWER };
  return {
    at: '2026-01-01T00:00:00.000Z',
    requestId: 'r1',
    request: 'GET /',
    place,
    expected: '1',
    actual: '"1"',
    ...sides,
  };
}

function seen(cause: Cause, more: Partial<CauseReport> = {}): CauseReport {
  return { cause, count: 1, probes: 12, hits: 0, samples: [sample('$.price')], ...more };
}

function report(causes: readonly CauseReport[], more: Partial<RouteReport> = {}): RouteReport {
  const counts = new ShadowStats();
  counts.compared = 10;
  counts.diverged = causes.length;
  return {
    route: 'orders.read',
    rule: 'a',
    counts: counts.toPlain(),
    done: 10,
    causes,
    unlisted: 0,
    ...more,
  };
}

test('what all workers found is one list, survives a restart, and is read where no proxy runs', async () => {
  const first = record();
  first.take([report([seen(PRICE)])]);
  first.take([report([seen(PRICE, { count: 4 })]), report([], { route: 'users' })]);
  await first.close();
  const second = record();
  await second.load();
  second.take([report([seen(PRICE)])]);
  await second.close();

  const [page, ...others] = await readDivergences(folder, 'orders.read');
  expect(others).toEqual([]);
  expect(page).toMatchObject({ compared: 30, diverged: 3, unlisted: 0 });
  expect(page?.causes).toMatchObject([{ text: '$.price: number ≠ string', count: 6, verdict: 'divergence' }]);
  expect(page?.causes[0]?.samples).toHaveLength(3);
  expect((page?.causes[0]?.firstSeen ?? '') < (page?.causes[0]?.lastSeen ?? '')).toBe(true);
  expect(second.answer(undefined).routes.map(({ route, causes }) => [route, causes[0]?.samples])).toEqual([
    ['orders.read', []],
    ['users', undefined],
  ]);
});

test('what was found by another rule is forgotten', async () => {
  const kept = record();
  kept.take([report([seen(PRICE)])]);
  kept.take([report([], { rule: 'b' })]);
  expect(kept.answer('orders.read').routes).toMatchObject([{ compared: 10, diverged: 0, causes: [] }]);
  await kept.close();
});

test('counted anew, a route begins at nothing, in memory and on disk, but what is noise stays known', async () => {
  const noise = { part: 'body', path: '$.at', kind: 'times differ' } as const;
  const kept = record();
  kept.take([report([seen(PRICE), { ...seen(noise), probes: 1, hits: 1 }]), report([], { route: 'users' })]);
  await kept.flush();
  kept.forget('orders.read');
  kept.forget('nowhere');
  expect(kept.answer('orders.read').routes).toMatchObject([{ compared: 0, diverged: 0, causes: [] }]);
  await kept.close();
  expect(await readDivergences(folder, 'orders.read')).toMatchObject([{ compared: 0, causes: [] }]);
  const later = record();
  await later.load();
  later.take([report([seen(noise, { probes: 0 })])]);
  expect(later.answer('orders.read').routes[0]?.causes).toMatchObject([{ verdict: 'noise', count: 1 }]);
  expect(later.answer('users').routes).toMatchObject([{ compared: 10 }]);
  await later.close();
});

test('noise is listed as noise, and one proof counts for both directions', () => {
  const book = new DivergenceBook();
  const there: Cause = { part: 'body', path: '$.hint', kind: 'missing' };
  const extra: Cause = { ...there, kind: 'extra' };
  book.add(
    [report([seen(there, { probes: 3, hits: 1 }), seen(extra, { probes: 0 }), seen(PRICE)])],
    timestamp(),
  );
  expect(book.list('orders.read')[0]?.causes.map(({ text, verdict }) => [text, verdict])).toEqual([
    ['$.price: number ≠ string', 'divergence'],
    ['$.hint: extra', 'noise'],
    ['$.hint: missing', 'noise'],
  ]);
});

test('10,000 distinct causes stay a list of 200 and a number, on disk too', async () => {
  const kept = record();
  for (let turn = 0; turn < 100; turn++) {
    const causes = Array.from({ length: 100 }, (_, at) => seen({ ...PRICE, path: `$.c${turn}x${at}` }));
    kept.take([report(causes)]);
    if (turn % 20 === 0) await kept.flush();
  }
  const { routes } = kept.answer('orders.read');
  expect([routes[0]?.causes.length, routes[0]?.unlisted]).toEqual([200, 9800]);
  await kept.close();
  const sizes = readdirSync(folder).map((name) => statSync(join(folder, name)).size);
  expect(Math.max(...sizes)).toBeLessThan(5 * 1024 * 1024);
  expect((await readDivergences(folder, 'orders.read'))[0]?.causes.length).toBe(200);
});

test('a clock that is set back does not turn time around', () => {
  const book = new DivergenceBook();
  book.add([report([seen(PRICE)])], '2026-05-01T00:00:00.000Z');
  book.add([report([seen(PRICE)])], '2026-04-01T00:00:00.000Z');
  const cause = book.list('orders.read')[0]?.causes[0];
  expect([cause?.firstSeen, cause?.lastSeen]).toEqual([
    '2026-05-01T00:00:00.000Z',
    '2026-05-01T00:00:00.000Z',
  ]);
});

test('a disk that takes nothing is told once, costs nothing, and is written again when it does', async () => {
  writeFileSync(folder, 'a file where the folder should be');
  const kept = record();
  kept.take([report([seen(PRICE)])]);
  await kept.flush();
  await kept.flush();
  kept.take([report([seen(PRICE)])]);
  expect(kept.answer('orders.read')).toMatchObject({
    routes: [{ compared: 20 }],
    notRecorded: /EEXIST|ENOTDIR/u,
  });
  expect(lines).toEqual([expect.stringContaining('not written to disk')]);
  rmSync(folder);
  await kept.close();
  expect(kept.answer(undefined).notRecorded).toBe('');
  expect(lines.at(-1)).toContain('written to disk again');
  expect((await readDivergences(folder, undefined))[0]).toMatchObject({
    compared: 20,
    causes: [{ samples: { length: 2 } }],
  });
});

test('a torn line and a broken file cost what they held and nothing else', async () => {
  const kept = record();
  kept.take([report([seen(PRICE)]), report([seen(PRICE)], { route: 'users' })]);
  await kept.close();
  appendFileSync(join(folder, 'orders.read.samples.jsonl'), '{"cause":"12');
  writeFileSync(join(folder, 'users.json'), '{"formatVersion":1,');
  mkdirSync(join(folder, 'x.json'));
  const pages = await readDivergences(folder, undefined);
  expect(pages.map(({ route }) => route)).toEqual(['orders.read']);
  expect(pages[0]?.causes[0]?.samples).toHaveLength(1);
  expect(readFileSync(join(folder, 'orders.read.json'), 'utf8')).toMatch(/\n$/u);
});
