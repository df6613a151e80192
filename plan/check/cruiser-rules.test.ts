import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { assignModules } from '../assign/assign-modules.ts';
import { PlanError } from '../plan-error.ts';
import { readPlan } from '../read/read-plan.ts';
import { cruiserRules } from './cruiser-rules.ts';
import { isKeptApart, mayUse } from './find-breaches.ts';

test('reads like a rule that a person wrote', () => {
  const plan = readPlan(`version: 1
services:
  orders: { modules: [src/orders/**, src/cart.ts], uses: [users] }
  users: { modules: [src/users/**] }
`);
  expect(cruiserRules(plan).find(({ name }) => name === 'users-keeps-to-itself')).toEqual({
    name: 'users-keeps-to-itself',
    severity: 'error',
    comment:
      'The plan keeps users apart from orders, monolith. A wanted dependency is declared there, under "uses".',
    from: { path: '^src/users/' },
    to: {
      path: expect.stringMatching(/^\^src\/orders\/\|\^src\/cart\\\.ts\$\|/u) as string,
      pathNot: ['(?:^|/)node_modules/'],
      dependencyTypesNot: ['core', 'unknown'],
    },
  });
});

const module = fc.constantFrom(
  'src/a/x.ts',
  'src/a/b/y.ts',
  'src/b/z.tsx',
  'src/b/.w.ts',
  'lib/m.ts',
  'main.ts',
  'src/a(1)/q+.ts',
);
const pattern = fc.oneof(
  module,
  fc.constantFrom(
    'src/a/**',
    'src/**',
    'src/b/*',
    '**/*.tsx',
    'lib/**',
    'src/{a,b}/*.ts',
    'src/a/b/**',
    '!src/a/b/**',
    '!src/b/z.tsx',
  ),
);
const positive = pattern.filter((each) => !each.startsWith('!'));

test('law: the rules forbid what our own check finds, pair for pair, whatever the plan', () => {
  let compared = 0;
  fc.assert(
    fc.property(
      fc.tuple(fc.array(pattern, { maxLength: 3 }), fc.array(pattern, { maxLength: 3 })),
      fc.array(fc.tuple(positive, fc.constantFrom('a', 'b')), { maxLength: 2 }),
      fc.array(positive, { maxLength: 2 }),
      fc.array(positive, { maxLength: 1 }),
      ([a, b], moves, shared, roots) => {
        const written = {
          version: 1,
          services: { a: { modules: a, uses: ['b'] }, b: { modules: b } },
          decisions: moves.map(([move, to]) => ({ move, to })),
          shared: Object.fromEntries(shared.map((each) => [each, 'keep'])),
          roots,
        };
        const plan = readPlan(JSON.stringify(written));
        const modules = [
          'src/a/x.ts',
          'src/a/b/y.ts',
          'src/b/z.tsx',
          'src/b/.w.ts',
          'lib/m.ts',
          'main.ts',
          'src/a(1)/q+.ts',
        ];
        try {
          const { ownerOf } = assignModules(plan, modules);
          const rules = cruiserRules(plan).map(
            ({ from, to }) => [new RegExp(from.path, 'u'), new RegExp(to.path, 'u')] as const,
          );
          for (const from of modules) {
            for (const to of modules) {
              if (from === to) continue;
              const [source, target] = [ownerOf(from), ownerOf(to)];
              const ours = isKeptApart(source, target) && !mayUse(source, target, plan);
              const theirs = rules.some(([here, there]) => here.test(from) && there.test(to));
              expect(theirs, `${from} → ${to}`).toBe(ours);
              compared += 1;
            }
          }
        } catch (error) {
          if (!(error instanceof PlanError)) throw error; // Two services claim one module.
        }
      },
    ),
    { numRuns: 400 },
  );
  expect(compared).toBeGreaterThan(1000);
});
