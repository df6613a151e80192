import { expect, test } from 'vitest';
import { evidenceOf } from '../../test/evidence-of.ts';
import { dependencyRows } from '../graph/dependency-rows.ts';
import { indexModules } from '../graph/module-index.ts';
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

test('finds what wires features, however it is reached, and the entry point; not a hub of one feature', () => {
  const index = indexModules(evidence.modules);
  const partition = Int32Array.from(index.ids, (id) => Math.max(0, features.indexOf(id[0]!)) % 6);
  const roots = findCompositionRoots(dependencyRows(evidence.dependencies, index), partition);

  expect(index.ids.filter((_, v) => roots[v])).toEqual(['container', 'main', 'routes']);
});
