import fc from 'fast-check';
import { analyzeGraph } from '../../analyzer/index.ts';
import type { Analysis } from '../../analyzer/index.ts';

/** Names that have broken pages: ends of elements, quotes, controls, reordering, schemes, endless ones. */
const nasty = [
  '</script><script>alert(1)</script>',
  '</style><img src=x onerror=alert(1)>',
  '<!--<script>',
  '"\'`${alert(1)}&amp;&#39;',
  'javascript:alert(1)',
  'data:text/html,<svg onload=alert(1)>',
  '\u202egnp.exe\u2066\u2069',
  'a\u0000b\u0007c\u001b[31m\u009b2J\u2028\u2029',
  '\ud800lone',
  '__proto__',
  'constructor',
  '../../../etc/passwd',
  `long${'x'.repeat(10_000)}`,
  '😀/é/中文.ts',
];

/** What formats read as an operator, a block or a comment where it stands alone. */
const operators = [
  '=',
  '->',
  '-/>',
  '{',
  '}',
  '#',
  '//',
  '/*',
  '*/',
  '--',
  '---',
  '...',
  '|',
  ':',
  ',',
  '-',
  '+',
  '@',
];

export const hostileName = fc.oneof(
  fc.constantFrom(...nasty),
  fc.constantFrom(...operators),
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.string({ maxLength: 20 }),
);

/** A whole analysis in which every text is hostile. */
export const hostileAnalysis: fc.Arbitrary<Analysis> = fc
  .uniqueArray(hostileName, { minLength: 13, maxLength: 16 })
  .map((names) => dressed(names));

/** The same with every nasty name at once. */
export const nastyAnalysis = (): Analysis => dressed(nasty);

const BASE = shop();

/** Replaces every name of a small true analysis. */
function dressed(names: readonly string[]): Analysis {
  const known = new Map<string, string>();
  const words = [
    ...BASE.modules.map(({ id }) => id),
    'orders',
    'stock',
    ...BASE.decompositions.flatMap(({ services }) => services.map(({ name }) => name)),
  ];
  for (const [number, word] of [...new Set(words)].entries())
    known.set(word, `${names[number % names.length]!}${number < names.length ? '' : number}`);
  const text = JSON.stringify(BASE, (_key, value: unknown) =>
    typeof value === 'string' ? (known.get(value) ?? value) : value,
  );
  const analysis = JSON.parse(text) as Analysis;
  return {
    ...analysis,
    codebase: { ...analysis.codebase, name: names[0]!, packages: [...names] },
    verdict: { ...analysis.verdict, reasons: [...names] },
    endpoints: names.map((name, number) => ({
      id: `GET ${name}`,
      protocol: 'http',
      method: name.slice(0, 20),
      path: name,
      module: analysis.modules[number % analysis.modules.length]!.id,
      line: 1,
      handler: name,
      certainty: 1,
      source: name,
    })),
    transactions: names.map((name) => ({
      module: analysis.modules[0]!.id,
      line: 3,
      scope: name,
      entities: [known.get('orders')!, known.get('stock')!],
    })),
    shared: [{ module: analysis.modules[0]!.id, usedBy: 2, services: 2, reason: names[1]! }],
    coverage: {
      ...analysis.coverage,
      findings: names.map((name) => ({ code: 'X', file: name, message: name })),
    },
  };
}

function shop(): Analysis {
  const ids = ['order/a', 'order/b', 'order/c', 'stock/a', 'stock/b', 'stock/c'];
  const graph = {
    formatVersion: 1,
    name: 'shop',
    modules: ids.map((id) => ({ id, size: 100, folder: id.slice(0, 5), terms: [id.slice(0, 5)] })),
    dependencies: [
      ...ring(ids.slice(0, 3)),
      ...ring(ids.slice(3)),
      { from: 'order/a', to: 'stock/a', kind: 'call', weight: 2 },
    ],
    accesses: [
      { module: 'order/a', entity: 'orders', mode: 'write' },
      { module: 'order/a', entity: 'stock', mode: 'write' },
      { module: 'stock/a', entity: 'stock', mode: 'write' },
      { module: 'stock/b', entity: 'stock', mode: 'write' },
      { module: 'stock/b', entity: 'orders', mode: 'read' },
    ],
  };
  return analyzeGraph(JSON.stringify(graph), { services: 2, seed: 1, folders: true });
}

function ring([a, b, c]: readonly string[]) {
  return [
    { from: a, to: b, kind: 'call', weight: 5 },
    { from: b, to: c, kind: 'call', weight: 5 },
    { from: c, to: a, kind: 'call', weight: 5 },
  ];
}
