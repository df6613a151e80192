import fc from 'fast-check';

import type { Analysis } from '../../analyzer/index.ts';

/** Names that break something somewhere: ends of strings, mark-up, preprocessors, formulas, directions, sizes. */
const NASTY = [
  '</script><script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '"]; click s0 "javascript:alert(1)"',
  '%%{init: {"securityLevel": "loose"}}%%',
  '#quot;#35;&quot;&amp;&#60;',
  '%getenv("HOME") $name %load_json("x")',
  '!include /etc/passwd',
  '@enduml',
  '[[http://evil.example link]] <&warning> <U+0041> //x// --y-- __z__ ~~a~~ ""b"" **c**',
  'a\\nb\\Nc\\Gd\\',
  '\\"',
  'end"',
  'a\r\nb\u2028c\u2029d\u0085e',
  '\u202eevil\u202c\u2066x\u2069\u200b\ufeff',
  '\u0000\u0007\u001b[31m\u007f\u009b',
  '\ud800 lone \udfff',
  '`code` | cell | *a* _b_ ~~c~~ [l](http://evil.example) ![i](x)',
  'https://evil.example www.evil.example mail@evil.example @everyone #1 GH-1 org/repo#2',
  '# title',
  '1. one',
  '- item',
  '=HYPERLINK("http://evil.example")',
  '+1',
  '-1',
  '@SUM(1)',
  '${constant} !constant $x$',
  ']]> <!-- --> <!DOCTYPE x> &entity;',
  '*/ } BoundedContext X {',
  '"} workspace {',
  "'; DROP TABLE x; --",
  '__proto__',
  'constructor',
  'toString',
  'end',
  'subgraph',
  'digraph',
  'CON',
  '- &a *a !!js/function >',
  '---\nkind: System',
  'name: value # comment',
  'null',
  '',
  ' ',
  '\u00df\u0130\u{1f600}\u0301',
  'x'.repeat(10_240),
];

const name = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...NASTY) },
  fc.string({ maxLength: 40 }),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({
    unit: fc.constantFrom('a', '-', '/', '_', '.', '"', '<', '\\', '|', '\n', '%', '#'),
    maxLength: 20,
  }),
);

/** Distinct names, at least `least`. */
const names = (least: number, most: number) => fc.uniqueArray(name, { minLength: least, maxLength: most });

/**
 * Analyses as a hostile repository, or a hand-made file, could bring them: valid in structure, with any text for a name,
 * from empty to a dozen services.
 */
export const hostileAnalysis: fc.Arbitrary<Analysis> = fc
  .record({
    project: name,
    services: names(0, 6),
    modules: names(0, 14),
    tables: names(0, 5),
    text: name,
    picks: fc.array(fc.nat(), { minLength: 60, maxLength: 60 }),
  })
  .map(analysisOf);

interface Ingredients {
  readonly project: string;
  readonly services: readonly string[];
  readonly modules: readonly string[];
  readonly tables: readonly string[];
  readonly text: string;
  readonly picks: readonly number[];
}

function analysisOf({ project, services, modules, tables, text, picks }: Ingredients): Analysis {
  let next = 0;
  const pick = <Item>(items: readonly Item[]): Item => {
    next += 1;
    return items[(picks[next % picks.length] ?? 0) % items.length] as Item;
  };
  const homes = new Map(modules.map((module) => [module, pick([undefined, ...services])]));
  const homeless = modules.filter((module) => homes.get(module) === undefined);
  const decomposition = (granularity: 'coarse' | 'recommended' | 'fine') => ({
    granularity,
    services: services.map((service) => ({
      name: service,
      modules: modules.filter((module) => homes.get(module) === service),
      lines: 10,
      cohesion: 0.5,
      terms: [text],
      dependsOn: services
        .filter((other) => other !== service && pick([true, false]))
        .map((other) => ({ service: other, pairs: 1, uses: 1 + pick([0, 1, 400]) })),
      reasons: [{ view: 'data' as const, text, share: 0.5 }],
    })),
    placements: modules.flatMap((module) => {
      const service = homes.get(module);
      if (service === undefined) return [];
      return [{ module, service, confidence: 0.1, band: 'contested' as const, runnerUp: pick(services) }];
    }),
    metrics: { services: services.length, modularity: 0.25, crossingPairs: 3 },
  });
  return {
    formatVersion: 1,
    tool: { name: 'banyan', version: '0.0.0' },
    codebase: { name: project, files: modules.length, lines: 100, packages: [text], tsconfigs: [] },
    modules: modules.map((id) => ({
      id,
      lines: 10,
      terms: [[text, 1]],
      folder: text,
      exports: [],
      classes: [],
    })),
    dependencies: times(6, modules).map(() => ({
      from: pick(modules),
      to: pick(modules),
      kind: pick(['value', 'type', 'call'] as const),
      names: [text],
      uses: 2,
      line: 3,
    })),
    endpoints: times(4, modules).map(() => {
      const path = `/${pick([text, 'orders/:id', project])}`;
      const method = pick(['GET', 'ALL', text]);
      const at = { module: pick(modules), line: 4, handler: text, certainty: 1, source: text };
      return { id: `${method} ${path}`, protocol: pick(['http', 'queue'] as const), method, path, ...at };
    }),
    entities: tables.map((table) => ({ name: table, kind: 'table' as const, references: [], source: text })),
    accesses: times(8, modules).flatMap(() =>
      tables.length === 0
        ? []
        : [
            {
              module: pick(modules),
              entity: pick(tables),
              mode: pick(['read', 'write'] as const),
              line: 5,
              certainty: 1,
            },
          ],
    ),
    transactions: times(2, modules).map(() => ({
      module: pick(modules),
      line: 6,
      scope: text,
      entities: tables,
    })),
    externals: [],
    decompositions: [decomposition('coarse'), decomposition('recommended'), decomposition('fine')],
    shared: homeless.slice(0, 2).map((module) => ({ module, usedBy: 3, services: 2, reason: text })),
    roots: homeless.slice(2, 4).map((module) => ({ module, reason: text })),
    roadmap: services.map((service, index) => ({
      wave: index,
      service,
      value: 1,
      cost: 1,
      blockers: [text],
    })),
    verdict: { advice: pick(['split', 'modularise-first', 'leave-it'] as const), reasons: [text] },
    baselines: [{ name: 'folders', metrics: { modularity: 0.1 } }],
    coverage: {
      imports: {
        total: 9,
        internal: 6,
        external: 1,
        builtin: 1,
        unresolved: times(1, modules).map(() => ({
          module: pick(modules),
          specifier: text,
          line: 1,
          reason: 'missing' as const,
        })),
      },
      skipped: [{ reason: 'test', count: 1, examples: [text] }],
      findings: [{ code: text, file: text, message: text }],
      history: { available: false, commits: 0, reason: text },
    },
  };
}

/** So many, or none where there is nothing to pick from. */
function times(count: number, items: readonly unknown[]): number[] {
  return items.length === 0 ? [] : Array.from({ length: count }, (_, index) => index);
}
