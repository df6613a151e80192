import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { Document, parse, visit } from 'yaml';
import { formatPlan } from './format-plan.ts';

test('one form for what two people wrote', () => {
  const messy = `# yaml-language-server: $schema=plan.schema.json

version:   1
routes:
- {stage: monolith, id: z.last, match: {path: /z}, service: orders}
# Reads only.
- id: a.first
  service: orders
  match:
      path: /a
      method:
          - GET
  stage: monolith # for now
services:
    orders: {modules: [src/orders/**,
      src/cart.ts], owner: us}
    empty: {}
`;
  expect(formatPlan(messy)).toBe(`# yaml-language-server: $schema=plan.schema.json

version: 1
services:
  orders:
    owner: us
    modules: [ src/orders/**, src/cart.ts ]
  empty: {}
routes:
  # Reads only.
  - id: a.first
    match: { path: /a, method: [ GET ] }
    service: orders
    stage: monolith # for now
  - id: z.last
    match: { path: /z }
    service: orders
    stage: monolith
`);
});

const notes = (from: string): string[] => (from.match(/# note \d+;/gu) ?? []).sort();

test('law: formatting keeps the content and every comment, and formatting twice is formatting once', () => {
  const plan = {
    services: { orders: { modules: ['src/a/**', '!src/a/b.ts'], owner: 'x' }, users: {} },
    version: 1,
    decisions: [
      { to: 'orders', move: 'src/x.ts', why: 'it is "so": said #1, and a rather long reason besides it' },
    ],
    routes: [
      { stage: 'monolith', service: 'users', id: 'u', match: { path: '/u', header: { 'x-a': '*' } } },
      { id: 'a', match: { path: '/a' }, service: 'orders', stage: 'monolith' },
    ],
    waves: [{ name: 'w', services: ['orders'] }],
  };
  fc.assert(
    fc.property(
      fc.array(fc.boolean(), { minLength: 7, maxLength: 7 }),
      fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }),
      (flow, comments) => {
        const document = new Document(plan);
        let count = 0;
        visit(document, {
          Collection: (_, node) => {
            count += 1;
            node.flow = node !== document.contents && flow[count % flow.length] === true;
          },
          Scalar: (where, node) => {
            count += 1;
            if (where !== 'key' && comments[count % comments.length] === true)
              node.comment = ` note ${count};`;
          },
        });
        const text = document.toString({ indentSeq: flow[0] === true });

        const once = formatPlan(text);

        const sorted = { ...plan, routes: [...plan.routes].reverse() };
        expect(parse(once)).toEqual(sorted);
        expect(notes(once)).toEqual(notes(text));
        expect(formatPlan(once)).toBe(once);
      },
    ),
    { numRuns: 200 },
  );
});
