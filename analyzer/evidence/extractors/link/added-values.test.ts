import { expect, test } from 'vitest';
import type { Resolve } from '../../../model/codebase.ts';
import { readFacts } from '../../facts/read-facts.ts';
import { createNameFollower } from '../../link/follow-names.ts';
import { extractEvidence } from '../extract-evidence.ts';

const resolve: Resolve = (_, specifier) => ({ kind: 'external', package: specifier });

function endpointsOf(text: string): string[] {
  const facts = new Map([
    ['app.ts', readFacts('app.ts', `import express from 'express'; const app = express();\n${text}`)],
  ]);
  const { endpoints } = extractEvidence({ facts, resolve, follow: createNameFollower(facts, resolve) });
  return endpoints.map(({ id }) => id);
}

test('lists that fill each other end somewhere', () => {
  const loops = Array.from(
    { length: 8 },
    (_, at) => `for (const item of list${at}) list${(at + 1) % 8}.push(item, ...list${(at + 3) % 8});`,
  );
  const lists = Array.from({ length: 8 }, (_, at) => `const list${at} = ['/a${at}'];`);
  const started = performance.now();

  const found = endpointsOf(
    `${lists.join('\n')}\n${loops.join('\n')}\nfor (const path of list0) app.get(path, () => 1);`,
  );

  expect(found).toContain('GET /a0');
  expect(found).toContain('GET /a7');
  expect(performance.now() - started).toBeLessThan(5000);
});

test('a function that gathers from itself ends somewhere', () => {
  const text = `function walk(node) {
      const all = [];
      for (const one of node.children) all.push(...walk(one), one.path);
      node.children.forEach((one) => { all.push(...walk(one)); });
      return all;
    }
    walk({ children: [{ path: '/a', children: [{ path: '/b', children: [] }] }] }).forEach((path) => app.get(path, () => 1));`;

  expect(endpointsOf(text)).toContain('GET /a');
});

test('what a turn of a loop leaves out is left out', () => {
  const text = `const kinds = [{ path: '/a', on: true }, { path: '/b', on: false }, { path: '/c' }];
    const made = [];
    kinds.forEach((kind) => { if (!kind.on) return; made.push({ path: kind.path }); });
    const others = [];
    for (const kind of kinds) { if (kind.on) continue; others.push({ path: kind.path + '/off' }); }
    made.forEach((one) => app.get(one.path, () => 1));
    others.forEach((one) => app.get(one.path, () => 1));`;

  expect(endpointsOf(text)).toEqual(['GET /a', 'GET /b/off', 'GET /c/off']);
});

test('a setting that is off in the text may be on where it runs', () => {
  const text = `const settings = { beta: false };
    const paths = ['/a'];
    if (settings.beta) paths.push('/beta');
    paths.forEach((path) => app.get(path, () => 1));`;

  expect(endpointsOf(text)).toEqual(['GET /a', 'GET /beta']);
});
