import { expect, test } from 'vitest';
import { z } from 'zod';
import { temporaryRepository } from './temporary-repository.ts';
import { configSchema } from '../plan/config/config-schema.ts';
import { type AnalyzerOptions, analyze } from '../analyzer/index.ts';
import { declarationSchema } from '../analyzer/evidence/extractors/declaration.ts';

const host = { epoch: () => 0, now: () => 0, signal: new AbortController().signal, onProgress: () => {} };

const files = {
  'package.json': { name: 'shop', dependencies: { '@acme/http': '1.0.0' } },
  'src/main.ts': [
    "import { createServer } from '@acme/http';",
    "import { listOrders } from './orders';",
    "import { expose } from './expose';",
    'const server = createServer();',
    "server.answer('get', '/orders/:id', listOrders);",
    "server.answer({ verb: 'post', url: '/orders', run: listOrders });",
    "expose('/health', () => 'ok');",
    "new Map([['a', 1]]).get('/orders');",
  ].join('\n'),
  'src/orders.ts': 'export function listOrders() { return []; }\n',
  'src/expose.ts': 'export function expose(path: string, work: () => unknown) { return [path, work]; }\n',
};

const extractors: AnalyzerOptions['extractors'] = [
  { name: 'acme', from: '@acme/http', endpoints: [{ call: 'answer', method: 0, path: 1 }] },
  {
    name: 'acme-options',
    from: '@acme/http',
    endpoints: [{ call: 'answer', method: 'verb', path: 'url', handler: 'run' }],
  },
  { name: 'own', from: 'src/expose.ts', endpoints: [{ call: 'expose', method: 'GET', path: 0 }] },
];

async function endpointsOf(root: string, options: AnalyzerOptions): Promise<string[]> {
  const { analysis } = await analyze(root, { commits: 0, ...options }, host);
  return analysis.endpoints.map(({ id, source, module, handler }) => `${id} ${source} ${module} ${handler}`);
}

const EXPECTED = [
  'GET /health own src/main.ts (inline)',
  'POST /orders acme-options src/orders.ts listOrders',
  'GET /orders/:id acme src/orders.ts listOrders',
];

test("a team's own framework is read as its configuration says, and not before", async () => {
  const root = temporaryRepository(files);

  expect(await endpointsOf(root, { cache: true })).toEqual([]);
  expect(await endpointsOf(root, { cache: true, extractors })).toEqual(EXPECTED);
  expect(await endpointsOf(root, { cache: true, extractors })).toEqual(EXPECTED);
  expect(await endpointsOf(root, { cache: true })).toEqual([]);
});

test('threads read what is declared as well', async () => {
  const many = Object.fromEntries(
    Array.from({ length: 300 }, (_, at) => [`src/part${at}.ts`, `export const x = ${at};\n`]),
  );
  const root = temporaryRepository({ ...files, ...many });

  expect(await endpointsOf(root, { cache: false, workers: 2, extractors })).toEqual(EXPECTED);
});

test('the configuration and the analyzer have one shape of declarations', () => {
  const { properties } = z.toJSONSchema(configSchema, { io: 'input' }) as unknown as {
    properties: { extractors: { items: unknown } };
  };
  const { $schema: _, ...own } = z.toJSONSchema(declarationSchema, { io: 'input' });

  expect(withoutWords(properties.extractors.items)).toEqual(withoutWords(own));
});

function withoutWords(schema: unknown): unknown {
  return JSON.parse(
    JSON.stringify(schema, (key, value: unknown) => (key === 'description' ? undefined : value)),
  );
}
