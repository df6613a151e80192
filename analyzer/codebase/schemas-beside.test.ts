import { expect, test } from 'vitest';

import { temporaryRepository } from '../../test/temporary-repository.ts';
import { discoverCodebase } from './discover-codebase.ts';

const ts = 'export const value = 1;\n';

test('what defines the data of the chosen code is read wherever it stands, but for what another package defines', async () => {
  const root = temporaryRepository({
    'package.json': { name: 'shop', workspaces: ['packages/*', 'apps/*'] },
    'schema.prisma': '',
    'apps/api/package.json': { name: 'api', dependencies: { '@shop/db': 'workspace:*' } },
    'apps/api/src/main.ts': ts,
    'apps/api/prisma/schema.prisma': '',
    'apps/api/migrations/1611063162649-initial.ts': ts,
    'apps/other/package.json': { name: 'other' },
    'apps/other/main.ts': ts,
    'apps/other/schema.prisma': '',
    'packages/db/package.json': { name: '@shop/db' },
    'packages/db/prisma/schema.prisma': '',
    'packages/db/prisma/old.prisma': '',
  });

  const codebase = await discoverCodebase(root, {
    include: ['apps/api/src'],
    exclude: ['**/old.prisma'],
    maxFileBytes: 2 << 20,
  });

  expect(codebase.files.map(({ path }) => path)).toEqual(['apps/api/src/main.ts']);
  expect(codebase.schemas).toEqual([
    'apps/api/prisma/schema.prisma',
    'packages/db/prisma/schema.prisma',
    'schema.prisma',
  ]);
  expect(codebase.migrations).toEqual(['apps/api/migrations/1611063162649-initial.ts']);
});
