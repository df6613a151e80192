import { expect, test } from 'vitest';
import { readFacts } from './read-facts.ts';

test('reads every form of import with its names, uses and line', () => {
  const { imports } = readFacts(
    'a.ts',
    [
      "import def, { one, two as zwei, type Three } from './a';",
      "import type { Four } from './b';",
      "import * as ns from './c';",
      "import './side';",
      "import {} from './empty';",
      "import eq = require('./eq');",
      "const { five, six: sechs } = require('./d');",
      "const lazy = () => import('./e');",
      'const computed = (name: string) => import(name);',
      "type Far = import('./f').Far.Deeper;",
      "export { one } from './a';",
      "export type { T } from './t';",
      "export * from './g';",
      "export * as inner from './h';",
      'def(one, zwei, zwei); ns.alpha(); ns.beta; const o = { one: 1 }; o.one;',
      'let x: Three | Four; five(sechs); eq.x;',
    ].join('\n'),
  );

  expect(imports).toEqual([
    {
      specifier: './a',
      kind: 'value',
      line: 1,
      names: [
        { name: 'default', local: 'def', uses: 1 },
        { name: 'one', local: 'one', uses: 1 },
        { name: 'two', local: 'zwei', uses: 2 },
        { name: 'Three', local: 'Three', uses: 1, type: true },
      ],
    },
    {
      specifier: './b',
      kind: 'type',
      line: 2,
      names: [{ name: 'Four', local: 'Four', uses: 1, type: true }],
    },
    {
      specifier: './c',
      kind: 'value',
      line: 3,
      names: [{ name: '*', local: 'ns', uses: 2, members: ['alpha', 'beta'] }],
    },
    { specifier: './side', kind: 'value', line: 4, names: [] },
    { specifier: './empty', kind: 'value', line: 5, names: [] },
    {
      specifier: './eq',
      kind: 'require',
      line: 6,
      names: [{ name: '*', local: 'eq', uses: 1, members: ['x'] }],
    },
    { specifier: './a', kind: 'reexport', line: 11, names: [{ name: 'one', uses: 1 }] },
    { specifier: './t', kind: 'reexport', line: 12, names: [{ name: 'T', uses: 1, type: true }] },
    { specifier: './g', kind: 'reexport', line: 13, names: [{ name: '*', uses: 1 }] },
    { specifier: './h', kind: 'reexport', line: 14, names: [{ name: '*', uses: 1 }] },
    {
      specifier: './d',
      kind: 'require',
      line: 7,
      names: [
        { name: 'five', local: 'five', uses: 1 },
        { name: 'six', local: 'sechs', uses: 1 },
      ],
    },
    { specifier: './e', kind: 'dynamic', line: 8, names: [{ name: '*', uses: 1 }] },
    { kind: 'dynamic', line: 9, names: [{ name: '*', uses: 1 }] },
    { specifier: './f', kind: 'type', line: 10, names: [{ name: 'Far', uses: 1, type: true }] },
  ]);
});

test('reads what a file offers', () => {
  const { exports } = readFacts(
    'a.ts',
    [
      "import { far } from './far';",
      'export const a = 1, { b, c: [d] } = far;',
      'export function f() {}',
      'export class C {}',
      'export interface I {}',
      'export default class Named {}',
      'export { far, a as alias };',
      "export * from './star';",
      "export * as ns from './ns';",
      "export { x as y } from './x';",
    ].join('\n'),
  );

  expect(exports).toEqual([
    { kind: 'local', name: 'a', line: 2 },
    { kind: 'local', name: 'b', line: 2 },
    { kind: 'local', name: 'd', line: 2 },
    { kind: 'local', name: 'f', line: 3 },
    { kind: 'local', name: 'C', line: 4 },
    { kind: 'local', name: 'I', line: 5 },
    { kind: 'local', name: 'default', line: 6, local: 'Named' },
    { kind: 'local', name: 'far', line: 7 },
    { kind: 'local', name: 'alias', line: 7, local: 'a' },
    { kind: 'star', specifier: './star' },
    { kind: 'reexport', name: 'ns', imported: '*', specifier: './ns' },
    { kind: 'reexport', name: 'y', imported: 'x', specifier: './x' },
  ]);
});

test('reads classes with what is injected into them', () => {
  const { classes } = readFacts(
    'orders.ts',
    [
      "@Controller('orders')",
      'export class Orders extends Base<Order> implements OnInit, ns.Closable {',
      '  @Inject() private mail!: Mailer;',
      '  private clock = inject(Clock);',
      '  constructor(private readonly stock: Stock, @InjectRepository(Order) private orders: Repository<Order>, n: number) {}',
      '  run() { this.stock.take(); this.stock.give(); this.orders.save(); this.mail; }',
      '}',
    ].join('\n'),
  );

  expect(classes).toEqual([
    {
      name: 'Orders',
      line: 2,
      decorators: [{ name: 'Controller', argument: 'orders' }],
      extends: 'Base',
      implements: ['OnInit', 'Closable'],
      injects: [
        { type: 'Mailer', field: 'mail', calls: 0 },
        { type: 'Clock', field: 'clock', calls: 0 },
        { type: 'Stock', field: 'stock', calls: 2 },
        { type: 'Order', field: 'orders', calls: 1 },
      ],
    },
  ]);
});

test('survives code that does not parse, and says so', () => {
  const facts = readFacts('bad.ts', "import { a } from './a';\nexport const x = {{{ ; class {\n");

  expect(facts.syntaxErrors).toBeGreaterThan(0);
  expect(facts.syntaxErrorLine).toBe(2);
  expect(facts.imports).toEqual([
    { specifier: './a', kind: 'value', line: 1, names: [{ name: 'a', local: 'a', uses: 0 }] },
  ]);
});

test('walks machine-made code that is deeper than the call stack', () => {
  const sum = `const a = 1; export const x = ${'a+'.repeat(30_000)}a;`;

  expect(readFacts('sum.ts', sum).exports).toHaveLength(1);
});

test.each(['__proto__', 'constructor', 'hasOwnProperty', 'toString'])(
  'treats %s as any other name',
  (name) => {
    const { imports } = readFacts('a.ts', `import { ${name} } from './x'; ${name};`);

    expect(imports[0]?.names).toEqual([{ name, local: name, uses: 1 }]);
  },
);
