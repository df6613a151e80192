import { expect, test } from 'vitest';
import type { Operation } from '../../../plan/index.ts';
import { sitDown } from '../../../test/bookshop-sitting.ts';
import { commandOf } from '../../../what-if/index.ts';
import { completed, completionsOf } from './complete-line.ts';
import { parseLine } from './parse-line.ts';

const operations: Operation[] = [
  { op: 'addService', service: 'mail', owner: 'team mail' },
  { op: 'rename', service: 'orders', to: 'sales' },
  { op: 'merge', services: ['a', 'b'], into: 'c' },
  { op: 'split', service: 'a', into: 'b', modules: ['src/x y.ts', 'src/[id]/**'] },
  { op: 'move', modules: ["src/it's.ts"], to: 'a', why: 'one form', by: 'ana' },
  { op: 'pin', modules: ['src/**'], to: 'a' },
  { op: 'keepTogether', modules: ['a.ts', 'b.ts'] },
  { op: 'keepApart', modules: ['a.ts', 'b.ts'], why: '"two" teams' },
  { op: 'own', entity: 'orders', service: 'a' },
  { op: 'share', modules: ['lib.ts'], as: 'library' },
  { op: 'addRoute', id: 'a.b', service: 'a', path: '/a/:id', methods: ['GET', 'POST'] },
  { op: 'stage', route: 'a.b', stage: 'canary', percent: 5 },
  { op: 'stage', route: 'a.b', stage: 'shadow', upstream: ['http://127.0.0.1:4001'] },
  { op: 'upstream', service: 'monolith', addresses: ['http://127.0.0.1:3000', 'unix:/run/a.sock'] },
  { op: 'shadow', route: 'a.b', percent: 5, ignore: ['$.at', 'header:date'], credentials: 'keep' },
  { op: 'shadow', route: 'a.b', unsafe: false },
  { op: 'listen', address: '127.0.0.1:8080', admin: '127.0.0.1:9901' },
];

test.each(
  operations.map((operation) => [commandOf(operation).replaceAll("'\\''", `'"'"'`), operation] as const),
)('the palette understands what is copied: %s', (line, operation) => {
  expect(parseLine(line)).toEqual({ operation });
});

test('what is wrong is said in the words of the command line', () => {
  expect(parseLine('move a.ts')).toEqual({ problem: expect.stringContaining('--to') });
  expect(parseLine('stage a.b canary --percent 500')).toEqual({
    problem: expect.stringContaining('0 to 100'),
  });
  expect(parseLine('mvoe a.ts')).toEqual({ problem: expect.stringContaining('mvoe') });
  expect(parseLine('save')).toEqual({ key: 'w' });
});

test('words complete as the command takes them', async () => {
  const { store } = await sitDown();
  const first = (line: string): string | undefined => completionsOf(line, store.session)[0];

  expect(first('mer')).toBe('merge');
  expect(first('move src/app')).toBe('src/app.ts');
  expect(first('move src/app.ts --')).toBe('--to');
  expect(first('move src/app.ts --to or')).toBe('order');
  expect(first('stage user.api-m')).toBe('user.api-me');
  expect(completionsOf('stage user.api-me ', store.session)).toContain('canary');
  expect(first('own orders --by sto')).toBe('stock');
  expect(completed('move src/app', 'src/a b.ts')).toBe("move 'src/a b.ts' ");
});
