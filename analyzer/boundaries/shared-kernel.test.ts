import { expect, test } from 'vitest';
import { evidenceOf } from '../../test/evidence-of.ts';
import { dependencyRows } from '../graph/dependency-rows.ts';
import { indexModules } from '../graph/module-index.ts';
import { findSharedKernel } from './shared-kernel.ts';

const places = Array.from({ length: 8 }, (_, n) => `s${n}/s${n}.service.ts`);
/** A base in a folder that people call shared: eight services use it, and it needs an entity that they use too. */
const base = [
  ...places.map((place) => [place, 'shared/locations.service.ts'] as const),
  ...places.map((place) => [place, 'shared/location.entity.ts'] as const),
  ['shared/locations.service.ts', 'shared/location.entity.ts'],
  ['shared/locations.service.ts', 'shared/find-locations.dto.ts'],
] as const;

function kernelOf(edges: readonly (readonly [string, string])[]): string[] {
  const evidence = evidenceOf(edges);
  const index = indexModules(evidence.modules);
  const homes = Int32Array.from(index.ids, (id) => Number(/^s(\d)/.exec(id)?.[1] ?? 8));
  const kernel = findSharedKernel({
    rows: dependencyRows(evidence.dependencies, index),
    partitions: [homes],
    roots: new Uint8Array(index.ids.length),
    folders: index.modules.map(({ folder }) => folder),
    ids: index.ids,
  });
  return index.ids.filter((_, v) => kernel[v]);
}

test('a much used module in a shared folder brings along what it needs', () => {
  expect(kernelOf(base)).toEqual([
    'shared/find-locations.dto.ts',
    'shared/location.entity.ts',
    'shared/locations.service.ts',
  ]);
});

test('behind an entry file of its own name it has an owner, and so has what those two alone use', () => {
  const entry = 'shared/locations.controller.ts';
  const uses = ['shared/locations.service.ts', 'shared/find-locations.dto.ts', 'shared/location.entity.ts'];
  const owned = [...base, ...uses.map((used) => [entry, used] as const)];
  expect(kernelOf(owned)).toEqual(['shared/location.entity.ts']);
});

test('a user of another name, or one that is no entry, owns nothing', () => {
  const users = ['shared/audit.controller.ts', 'shared/locations.module.ts'];
  const used = [...base, ...users.map((user) => [user, 'shared/locations.service.ts'] as const)];
  expect(kernelOf(used)).toContain('shared/locations.service.ts');
});
