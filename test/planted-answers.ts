/** What a side answers, made anew for each request. */
export interface Made {
  readonly status?: number;
  readonly type?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly how?: 'cut' | 'silent' | 'gzip' | 'broken gzip';
}

let turn = 0;
const id = (): string => `${(++turn * 7919).toString(16)}-${Math.random().toString(36).slice(2)}`;
const uuid = (): string => crypto.randomUUID();
const now = (): string => new Date(Date.now() + ++turn * 1000).toISOString();
/** What every answer of the set carries and what no comparison may take for a difference. */
const noise = () => ({ requestId: id(), trace: uuid(), servedAt: now(), took: Math.random() * 90 });
const order = (more: object = {}, line: object = {}) => ({
  ...noise(),
  id: 17,
  state: 'paid',
  total: 125.5,
  paid: true,
  lines: [
    { id: 1, sku: 'A-1', price: 25.5, ...line },
    { id: 2, sku: 'B-2', price: 100, ...line },
  ],
  tags: ['new', 'gift', 'web'],
  ...more,
});
const json = (body: unknown, more: Partial<Made> = {}): Made => ({ type: 'application/json', body, ...more });
const html = (body: string): Made => ({ type: 'text/html; charset=utf-8', body });
const withoutState = (): object =>
  Object.fromEntries(Object.entries(order()).filter(([name]) => name !== 'state'));
const page = (total: string): Made =>
  html(
    `<html><script>var n="${id()}"</script><p>Order for Ann</p><p>Total ${total} EUR</p><p>Printed at ${now()} by us</p></html>`,
  );

export type Case = readonly [
  name: string,
  monolith: () => Made,
  service: () => Made,
  causes: readonly string[],
];

/** Each differs in one way, or in as many as it names. */
export const PLANTED: readonly Case[] = [
  [
    'type',
    () => json(order()),
    () => json(order({}, { price: '25.5' })),
    ['$.lines[*].price: number ≠ string'],
  ],
  ['null', () => json(order()), () => json(order({ state: null })), ['$.state: string ≠ null']],
  [
    'object-for-array',
    () => json(order()),
    () => json(order({ tags: { 0: 'new' } })),
    ['$.tags: array ≠ object'],
  ],
  ['missing', () => json(order()), () => json(withoutState()), ['$.state: missing']],
  ['extra', () => json(order()), () => json(order({ debug: 1 })), ['$.debug: extra']],
  ['extra-in-list', () => json(order()), () => json(order({}, { tax: 1 })), ['$.lines[*].tax: extra']],
  ['value', () => json(order()), () => json(order({ state: 'open' })), ['$.state: texts differ']],
  ['number', () => json(order()), () => json(order({ total: 126 })), ['$.total: numbers differ']],
  [
    'precision',
    () => json(order()),
    () => json(order({ total: 125.500001 })),
    ['$.total: precision differs'],
  ],
  [
    'long-number',
    () => json(order(), { body: '{"n":9007199254740993}' }),
    () => json('', { body: '{"n":9007199254740992}' }),
    ['$.n: precision differs'],
  ],
  ['flag', () => json(order()), () => json(order({ paid: false })), ['$.paid: true ≠ false']],
  [
    'order',
    () => json(order()),
    () => json(order({ tags: ['web', 'new', 'gift'] })),
    ['$.tags: order differs'],
  ],
  [
    'order-of-objects',
    () => json(order()),
    () => json(order({ lines: order().lines.toReversed() })),
    ['$.lines: order differs'],
  ],
  [
    'element-missing',
    () => json(order()),
    () => json(order({ lines: order().lines.slice(1) })),
    ['$.lines[*]: missing'],
  ],
  [
    'element-extra',
    () => json(order()),
    () => json(order({ lines: [...order().lines, { id: 3 }] })),
    ['$.lines[*]: extra'],
  ],
  ['shorter', () => json(order()), () => json(order({ tags: ['new'] })), ['$.tags: length differs']],
  [
    'time-zone',
    () => json(order({ due: '2026-01-01T00:00:00Z' })),
    () => json(order({ due: '2026-01-01T01:00:00Z' })),
    ['$.due: times differ'],
  ],
  [
    'letter-case',
    () => json(order()),
    () => json(order({ state: 'PAID' })),
    ['$.state: letter case differs'],
  ],
  [
    'white-space',
    () => json(order()),
    () => json(order({ state: 'paid ' })),
    ['$.state: white space differs'],
  ],
  [
    'encoding',
    () => json(order({ name: 'Zoë' })),
    () => json(order({ name: 'ZoÃ«' })),
    ['$.name: encoding differs'],
  ],
  [
    'unicode',
    () => json(order({ name: 'Zo\u00eb' })),
    () => json(order({ name: 'Zoe\u0308' })),
    ['$.name: unicode form differs'],
  ],
  [
    'map',
    () => json(order({ by: { 17: { n: 1 }, 18: { n: 2 } } })),
    () => json(order({ by: { 17: { n: '1' }, 18: { n: '2' } } })),
    ['$.by.*.n: number ≠ string'],
  ],
  ['status', () => json(order()), () => json({ error: 'no' }, { status: 500 }), ['status: 200 ≠ 500']],
  ['status-of-a-kind', () => json(order(), { status: 201 }), () => json(order()), ['status: 201 ≠ 200']],
  [
    'header',
    () => json(order(), { headers: { 'cache-control': 'no-store' } }),
    () => json(order()),
    ['header cache-control: missing'],
  ],
  [
    'media-type',
    () => json(order()),
    () => ({ ...json(order()), type: 'text/plain' }),
    ['header content-type: values differ'],
  ],
  [
    'location',
    () => json('', { status: 302, headers: { location: '/a' } }),
    () => json('', { status: 302, headers: { location: '/b' } }),
    ['header location: values differ'],
  ],
  ['html', () => page('17.50'), () => page('18.50'), ['after "Ann Total": numbers in text differ']],
  ['not-json', () => json(order()), () => json('', { body: '{"id":17,' }), ['body: JSON ≠ text']],
  ['empty', () => json(order()), () => json('', { body: '' }), ['body: body ≠ empty']],
  [
    'bytes',
    () => ({ type: 'image/png', body: 'png1' }),
    () => ({ type: 'image/png', body: 'png2' }),
    ['body: bytes differ'],
  ],
  ['cut-off', () => json(order()), () => json(order(), { how: 'cut' }), ['answer: cut off']],
  ['slow', () => json(order()), () => json(order(), { how: 'silent' }), ['answer: none in time']],
  [
    'packed-wrong',
    () => json(order()),
    () => json(order(), { how: 'broken gzip' }),
    ['body: corrupt content coding'],
  ],
  [
    'two-at-once',
    () => json(order()),
    () => json(order({ debug: 1, total: '125.5' })),
    ['$.total: number ≠ string', '$.debug: extra'],
  ],
];

/** What changes by itself, and must not be taken for a difference. */
export const NOISE: readonly Case[] = [
  ['same', () => json({ a: 1 }), () => json({ a: 1 }), []],
  ['ids-and-times', () => json(order()), () => json(order()), []],
  ['member-order', () => json({ a: 1, b: 2, n: id() }), () => json({ n: id(), b: 2, a: 1 }), []],
  ['packed', () => json(order()), () => json(order(), { how: 'gzip' }), []],
  ['random-number', () => json({ n: Math.random() }), () => json({ n: Math.random() }), []],
  ['random-choice', () => json({ side: Math.random() < 0.5 }), () => json({ side: Math.random() < 0.5 }), []],
  [
    'sometimes-there',
    () => json(Math.random() < 0.5 ? { a: 1 } : { a: 1, hint: 'x' }),
    () => json(Math.random() < 0.5 ? { a: 1 } : { a: 1, hint: 'x' }),
    [],
  ],
  ['shuffled', () => json(shuffled()), () => json(shuffled()), []],
  ['keyed-by-id', () => json({ by: { [uuid()]: 1 } }), () => json({ by: { [uuid()]: 1 } }), []],
  ['page', () => page('17.50'), () => page('17.50'), []],
  [
    'text',
    () => ({ type: 'text/plain', body: `report\nmade ${now()} for all\nend` }),
    () => ({ type: 'text/plain', body: `report\nmade ${now()} for all\nend` }),
    [],
  ],
  [
    'header',
    () => json({}, { headers: { etag: id(), 'cache-control': `max-age=${turn++}` } }),
    () => json({}, { headers: { etag: id(), 'cache-control': `max-age=${turn++}` } }),
    [],
  ],
  [
    'rare-error',
    () => json({}, Math.random() < 0.5 ? { status: 503 } : {}),
    () => json({}, Math.random() < 0.5 ? { status: 503 } : {}),
    [],
  ],
];

function shuffled(): number[] {
  return Array.from({ length: 12 }, (_, at) => ({ at, by: Math.random() }))
    .toSorted((a, b) => a.by - b.by)
    .map(({ at }) => at);
}
