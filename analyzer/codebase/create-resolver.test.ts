import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { afterEach, expect, test } from 'vitest';

import type { Codebase, Resolution } from '../model/codebase.ts';
import { createResolver } from './create-resolver.ts';
import { discoverCodebase } from './discover-codebase.ts';

const roots: string[] = [];

afterEach(() => {
  for (const root of roots.splice(0)) rmSync(root, { recursive: true, force: true });
});

/** Writes a repository; objects become JSON, and a list of names stands for empty modules. */
async function repository(files: Record<string, string | object>): Promise<Codebase> {
  const root = mkdtempSync(join(tmpdir(), 'banyan-resolve-'));
  roots.push(root);
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), typeof content === 'string' ? content : JSON.stringify(content));
  }
  return discoverCodebase(root, { include: [], exclude: [], maxFileBytes: 2 << 20 });
}

const source = 'export const value = 1;\n';
const internal = (path: string): Resolution => ({ kind: 'internal', path });

test('paths are inherited and relative to the baseUrl that the child sets', async () => {
  const resolve = createResolver(
    await repository({
      'tsconfig.base.json': { compilerOptions: { paths: { '@lib/*': ['lib/*'] } } },
      'client/tsconfig.json': { extends: '../tsconfig.base.json', compilerOptions: { baseUrl: './src' } },
      'client/src/main.ts': source,
      'client/src/lib/money.ts': source,
    }),
  );

  expect(resolve('client/src/main.ts', '@lib/money')).toEqual(internal('client/src/lib/money.ts'));
});
