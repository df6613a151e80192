import { expect, test } from 'vitest';

import { temporaryRepository } from '../../test/temporary-repository.ts';
import { discoverCodebase } from './discover-codebase.ts';

const PLAIN = 'export const value = 1;\n';

test('keeps a specification that is no test: nothing of its name beside it, and no test in it', async () => {
  const root = temporaryRepository({
    'orders.ts': PLAIN,
    'orders.spec.ts': PLAIN,
    'api/team.spec.ts': "export const team = { path: '/teams', note: 'what it tests: it.' };",
    'flows/checkout.spec.ts': "import { it } from 'vitest'; it('works', () => undefined);",
    'flows/refund.spec.ts': "test.describe('refund', () => undefined);",
    'test/shape.spec.ts': PLAIN,
  });

  const { files } = await discoverCodebase(root, { include: [], exclude: [], maxFileBytes: 2 << 20 });

  expect(files.map(({ path }) => path)).toEqual(['api/team.spec.ts', 'orders.ts']);
});
