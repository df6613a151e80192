import { expect, test } from 'vitest';
import { evidenceOf } from '../../test/evidence-of.ts';
import { dependencyRows } from '../graph/dependency-rows.ts';
import { indexModules } from '../graph/module-index.ts';
import type { Evidence } from '../model/evidence.ts';
import { findCompositionRoots } from './composition-roots.ts';

/** Six features of four modules; a container that all features know, an app that wires, and an entry point. */
const features = ['a', 'b', 'c', 'd', 'e', 'f'];
const evidence = evidenceOf([
  ...features.flatMap((name) => [1, 2, 3].map((n) => [`${name}/0`, `${name}/${n}`] as const)),
  ...features.flatMap((name) => [1, 2].map((n) => ['container', `${name}/${n}`] as const)),
  ...features.map((name) => [`${name}/3`, 'container'] as const),
  ...features.map((name) => ['routes', `${name}/0`] as const),
  ['main', 'routes'],
  ['f/0', 'helper'],
]);

const index = indexModules(evidence.modules);
const partition = Int32Array.from(index.ids, (id) => Math.max(0, features.indexOf(id[0]!)) % 6);

test('finds what wires features, however it is reached, and the entry point; not a hub of one feature', () => {
  expect(rootsAmong(new Set(), evidence)).toEqual(['container', 'main', 'routes']);
});

test('a service that touches data and reaches most features is none, a container that does so is', () => {
  const few = { ...evidence, dependencies: evidence.dependencies.filter(({ to }) => !to.endsWith('/2')) };

  expect(rootsAmong(new Set(['container']), few)).toEqual(['main', 'routes']);
  expect(rootsAmong(new Set(['container']), evidence)).toEqual(['container', 'main', 'routes']);
});

test('what serves the endpoints of one subject wires nothing, however much it uses', () => {
  const served = new Set(['container']);

  expect(rootsAmong(new Set(), evidence, served)).toEqual(['main', 'routes']);
});

function rootsAmong(
  working: ReadonlySet<string>,
  { dependencies }: Pick<Evidence, 'dependencies'>,
  serving: ReadonlySet<string> = new Set(),
): string[] {
  const maskOf = (chosen: ReadonlySet<string>) =>
    Uint8Array.from(index.ids, (id) => (chosen.has(id) ? 1 : 0));
  const rows = dependencyRows(dependencies, index);
  const roots = findCompositionRoots({ rows, partition, works: maskOf(working), entries: maskOf(serving) });
  return index.ids.filter((_, v) => roots[v]);
}
