import { expect, test } from 'vitest';
import type { Resolve } from '../../model/codebase.ts';
import { readFacts } from '../facts/read-facts.ts';
import { createNameFollower } from '../link/follow-names.ts';
import { extractEvidence } from './extract-evidence.ts';
import { noSchemas } from './schemas/schema-facts.ts';

const resolve: Resolve = (_, specifier) =>
  specifier.startsWith('.')
    ? { kind: 'unresolved', reason: 'missing' }
    : { kind: 'external', package: specifier };

/** `./tables` is made by a build that has not run; the schema that it is made from makes `order_items`. */
function endpointsOf(text: string): string[] {
  const facts = new Map([['app.ts', readFacts('app.ts', text)]]);
  const migrated = [{ name: 'order_items', kind: 'table', references: [], source: 'sql' }] as const;
  const schemas = { ...noSchemas, migrated };
  const { endpoints } = extractEvidence({
    facts,
    resolve,
    follow: createNameFollower(facts, resolve),
    schemas,
  });
  return endpoints.map(({ id, certainty }) => `${id} (${certainty})`);
}

const route = (path: string): string => `import express from 'express';
  import { OrderItems, Others } from './tables';
  const app = express(); const toPath = (table: string) => '/' + table.replaceAll('_', '-');
  app.get(${path}, () => 1);`;

test('takes the name of a table of a file not made yet from the schema, and says that it leans on it', () => {
  expect(endpointsOf(route('`/${OrderItems.table}`'))).toEqual(['GET /order_items (0.8)']);
  expect(endpointsOf(route('toPath(OrderItems.tableName)'))).toEqual(['GET /order-items (0.8)']);
});

test('knows no table that no schema makes, and no other member', () => {
  expect(endpointsOf(route('`/${Others.table}`'))).toEqual(['GET /{dynamic} (0.4)']);
  expect(endpointsOf(route('`/${OrderItems.path}`'))).toEqual(['GET /{dynamic} (0.4)']);
});

test('reads the path that one call of a function gives, not those of all calls', () => {
  const text = `import express from 'express'; const app = express();
    const toPath = (table: string) => table.replaceAll('_', '-').toUpperCase();
    const below = (name: string) => \`/api/\${name}\`;
    app.get('/' + toPath('a_b'), () => 1); app.post(below('c'), () => 1);
    app.put(below('d').replace('/api', ''), () => 1); app.delete('/x/'.replace(/x/, 'y'), () => 1);
    app.patch('/x/'.replace(/(x+)+/, 'y'), () => 1);`;

  expect(endpointsOf(text)).toEqual([
    'GET /A-B (1)',
    'POST /api/c (1)',
    'PUT /d (1)',
    'DELETE /y (1)',
    'PATCH /{dynamic} (0.4)',
  ]);
});

test('a parameter whose name is not known is a parameter all the same', () => {
  expect(endpointsOf(route("'/orders/:' + nameOf() + 'Id/lines'"))).toEqual([
    'GET /orders/:paramId/lines (1)',
  ]);
});
