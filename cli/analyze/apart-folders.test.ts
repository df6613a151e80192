import { expect, test } from 'vitest';
import type { Analysis } from '../../analyzer/index.ts';
import { apartFolders } from './apart-folders.ts';

const many = (folder: string) => Array.from({ length: 25 }, (_, n) => `${folder}/m${n}.ts`);
const files = ['server/api', 'server/lib', 'web/src', 'docs/samples'].flatMap(many);

test('names the folders that serve nothing and that nothing uses, whole', () => {
  expect(apartFolders(analysisWith('server/api/m0.ts', ['server/api/m1.ts', 'server/lib/m1.ts']))).toEqual([
    { folder: 'docs', modules: 25 },
    { folder: 'web', modules: 25 },
  ]);
});

test('a folder that the server uses is a part of it', () => {
  const found = apartFolders(analysisWith('server/api/m0.ts', ['server/api/m1.ts', 'web/src/m3.ts']));
  expect(found.map(({ folder }) => folder)).toEqual(['docs', 'server/lib']);
});

test('what only a folder apart uses is apart as well', () => {
  const analysis = analysisWith('server/api/m0.ts', ['server/api/m1.ts', 'server/lib/m1.ts']);
  const uses = [
    { from: 'web/src/m1.ts', to: 'components/ui/m1.ts' },
    { from: 'components/ui/m2.ts', to: 'components/icons/m2.ts' },
  ];
  const parts = ['components/ui', 'components/icons'].flatMap(many).map((id) => ({ id }));
  const grown = {
    ...analysis,
    modules: [...analysis.modules, ...parts],
    dependencies: [...analysis.dependencies, ...uses],
  };
  expect(folders(grown)).toEqual(['components', 'docs', 'web']);

  const used = { from: 'server/api/m3.ts', to: 'components/icons/m4.ts' };
  expect(folders({ ...grown, dependencies: [...grown.dependencies, used] })).toEqual([
    'components/ui',
    'docs',
    'web',
  ]);
});

test('without endpoints nothing is known to serve', () => {
  expect(apartFolders({ ...analysisWith('', ['', '']), endpoints: [] })).toEqual([]);
});

function folders(found: object): string[] {
  return apartFolders(found as Analysis).map(({ folder }) => folder);
}

function analysisWith(handler: string, [from, to]: readonly [string, string]): Analysis {
  const part = {
    modules: files.map((id) => ({ id })),
    endpoints: [{ module: handler }],
    entities: [],
    accesses: [],
    dependencies: [{ from, to }],
  };
  return part as unknown as Analysis;
}
