import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { temporaryRepository } from '../../test/temporary-repository.ts';
import { discoverCodebase } from './discover-codebase.ts';

test('enters a node_modules that git is told to keep, where npm installs nothing', async () => {
  const own = 'packages/node_modules/@shop/orders/index.ts';
  const paths = ['index.ts', own, 'node_modules/x/index.ts', 'samples/node_modules/y/index.ts'];
  const root = temporaryRepository(Object.fromEntries(paths.map((path) => [path, 'export {};'])));
  writeFileSync(join(root, 'package.json'), '{}');
  writeFileSync(join(root, '.gitignore'), 'node_modules\n!packages/node_modules\n!/node_modules\n');

  const { files } = await discoverCodebase(root, { include: [], exclude: [], maxFileBytes: 1000 });

  expect(files.map(({ path }) => path)).toEqual(['index.ts', own]);
});
