import { DEFAULT_SHADOW } from '../model/defaults.ts';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { DEFAULT_TIMEOUTS } from '../model/defaults.ts';
import type { Route, RouteMatch } from '../model/route.ts';
import { findConflict } from './conflicts.ts';
import { fitsConditions, Matcher, type RoutedRequest } from './matcher.ts';
import { templateSegments } from './path-template.ts';
import { compareRoutes } from './precedence.ts';

function route(id: string, match: Partial<RouteMatch>): Route {
  return {
    id,
    match: { hosts: [], methods: [], path: '/*', headers: [], query: [], ...match },
    service: 'orders',
    stage: 'live',
    percent: 0,
    sticky: { kind: 'address' },
    overrides: [],
    timeouts: DEFAULT_TIMEOUTS,
    fallback: true,
    gated: false,
    shadow: DEFAULT_SHADOW,
  };
}

function request(method: string, path: string, rest: Partial<RoutedRequest> = {}): RoutedRequest {
  return { method, path, host: 'shop.test', query: '', headers: {}, ...rest };
}

const table = [
  route('all', { path: '/*' }),
  route('api', { path: '/api/*' }),
  route('order', { path: '/api/orders/:id' }),
  route('order.new', { path: '/api/orders/new' }),
  route('order.get', { path: '/api/orders/:id', methods: ['GET'] }),
  route('order.beta', { path: '/api/orders/:id', headers: [{ name: 'x-beta', value: '1' }] }),
  route('order.full', { path: '/api/orders/:id', query: [{ name: 'full', value: undefined }] }),
  route('admin', { path: '/api/*', hosts: ['admin.shop.test'] }),
  route('tenants', { path: '/*', hosts: ['*.shop.test'] }),
];
const matcher = new Matcher(table);
const idOf = (asked: RoutedRequest): string | undefined => matcher.match(asked)?.id;

test.each([
  ['a literal before a parameter', request('POST', '/api/orders/new'), 'order.new'],
  ['a parameter before the rest', request('DELETE', '/api/orders/7'), 'order'],
  ['a named method before any', request('GET', '/api/orders/7'), 'order.get'],
  ['HEAD through GET', request('HEAD', '/api/orders/7'), 'order.get'],
  ['a query where it is given', request('PUT', '/api/orders/7', { query: 'full' }), 'order.full'],
  ['the rest below a literal', request('GET', '/api/orders/7/items'), 'api'],
  ['the last slash not seen', request('PUT', '/api/orders/7/'), 'order'],
  ['letters in either case', request('PUT', '/API/Orders/7'), 'order'],
  ['a parameter never empty', request('PUT', '/api/orders//'), 'api'],
  ['a host before any host', request('GET', '/api/orders/7', { host: 'admin.shop.test' }), 'admin'],
  ['a name below a suffix', request('GET', '/x', { host: 'a.shop.test' }), 'tenants'],
  ['any host where none is named', request('GET', '/x'), 'all'],
])('takes %s', (_, asked, id) => {
  expect(idOf(asked)).toBe(id);
});

test('takes a header condition before none, below the method', () => {
  expect(idOf(request('PUT', '/api/orders/7', { headers: { 'x-beta': '1' } }))).toBe('order.beta');
  expect(idOf(request('PUT', '/api/orders/7', { headers: { 'x-beta': '2' } }))).toBe('order');
});

test('"*" asks for one segment or more', () => {
  const below = new Matcher([route('svc', { path: '/svc/*' })]);
  expect(below.match(request('GET', '/svc'))).toBeUndefined();
  expect(below.match(request('GET', '/svc/'))).toBeUndefined();
  expect(below.match(request('GET', '/svcx'))).toBeUndefined();
  expect(below.match(request('GET', '/svc/x/y'))?.id).toBe('svc');
});

const segment = fc.constantFrom('a', 'b', ':x', ':y');
const path = fc
  .tuple(fc.array(segment, { maxLength: 3 }), fc.boolean())
  .map(([segments, rest]) => `/${[...segments, ...(rest ? ['*'] : [])].join('/')}`);
const match = fc.record({
  hosts: fc.subarray(['shop.test', '*.test', 'x.shop.test'], { maxLength: 1 }),
  methods: fc.subarray(['GET', 'POST', 'HEAD']),
  path,
  headers: fc.subarray([
    { name: 'h', value: '1' },
    { name: 'i', value: undefined },
  ]),
  query: fc.subarray([
    { name: 'q', value: '1' },
    { name: 'r', value: undefined },
  ]),
});
const routes = fc
  .array(match, { maxLength: 12 })
  .map((matches) => matches.map((each, index) => route(`r${index}`, each)));
const asked = fc.record({
  method: fc.constantFrom('GET', 'POST', 'HEAD', 'PUT'),
  host: fc.constantFrom('shop.test', 'x.shop.test', 'other'),
  path: fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 4 }).map((parts) => `/${parts.join('/')}`),
  query: fc.constantFrom('', 'q=1', 'r=2&q=1'),
  headers: fc.constantFrom({}, { h: '1' }, { h: '1', i: 'x' }),
});

/** What the rules say, by looking at every route: slow and plain. */
function byTheRules(all: readonly Route[], question: RoutedRequest): string | undefined {
  const fits = (each: Route): boolean =>
    hostFits(each, question.host) &&
    pathFits(each, question.path) &&
    (fitsConditions(each, question, question.method) ||
      (question.method === 'HEAD' && fitsConditions(each, question, 'GET')));
  const best = all.filter(fits).sort((a, b) => compareRoutes(a, b, question.method));
  return best[0]?.id;
}

function hostFits({ match: { hosts } }: Route, host: string): boolean {
  return (
    hosts.length === 0 ||
    hosts.some((name) => name === host || (name.startsWith('*.') && host.endsWith(name.slice(1))))
  );
}

function pathFits({ match: { path: template } }: Route, asks: string): boolean {
  const parts = asks === '/' ? [] : asks.slice(1).split('/');
  const segments = templateSegments(template);
  const rest = segments.at(-1) === 'rest';
  const fixed = rest ? segments.slice(0, -1) : segments;
  if (rest ? parts.length <= fixed.length : parts.length !== fixed.length) return false;
  return fixed.every((each, index) => each === 'any' || (each !== 'rest' && each.literal === parts[index]));
}

test('agrees with the written rules for every table and request', () => {
  fc.assert(
    fc.property(routes, asked, (all, question) => {
      expect(new Matcher(all).match(question)?.id).toBe(byTheRules(all, question));
    }),
    { numRuns: 2000 },
  );
});

test('does not depend on the order in which routes are written', () => {
  fc.assert(
    fc.property(routes, asked, fc.infiniteStream(fc.nat()), (all, question, numbers) => {
      const keys = new Map(all.map((each) => [each, numbers.next().value as number]));
      const shuffled = [...all].sort((a, b) => (keys.get(a) ?? 0) - (keys.get(b) ?? 0));
      expect(new Matcher(shuffled).match(question)?.id).toBe(new Matcher(all).match(question)?.id);
    }),
  );
});

test('names two routes that contradict each other, and only those', () => {
  const a = route('a', { path: '/orders/:id', methods: ['GET', 'PUT'] });
  expect(
    findConflict([a, route('b', { path: '/orders/:number', methods: ['PUT', 'POST'] })])?.map(({ id }) => id),
  ).toEqual(['a', 'b']);
  expect(findConflict([a, route('b', { path: '/orders/:id', methods: ['PUT'] })])).toBeUndefined();
  expect(findConflict([a, route('b', { path: '/orders/:id' })])).toBeUndefined();
  expect(findConflict([a, route('b', { path: '/orders/*', methods: ['GET', 'PUT'] })])).toBeUndefined();
});

test('costs the same with 10 routes and with 5,000', () => {
  const [few, many] = [build(10), build(5000)];
  time(few, 10);
  time(many, 5000);
  let [ofFew, ofMany] = [0, 0];
  for (let turn = 0; turn < 9; turn++) {
    ofFew += time(few, 10);
    ofMany += time(many, 5000);
  }
  expect(ofMany / ofFew).toBeLessThan(3);
});

function build(count: number): Matcher {
  return new Matcher(
    Array.from({ length: count }, (_, index) =>
      route(`r${index}`, { path: `/api/v${index % 7}/things${index}/:id` }),
    ),
  );
}

/** User CPU of many matches, in microseconds; kernels count it in steps of some milliseconds, so it is to be added up. */
function time(tested: Matcher, count: number): number {
  const question = request('GET', `/api/v${(count - 1) % 7}/things${count - 1}/42`);
  const start = process.cpuUsage().user;
  for (let turn = 0; turn < 50_000; turn++) tested.match(question);
  return process.cpuUsage().user - start;
}
