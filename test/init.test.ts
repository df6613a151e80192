import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { readPlan } from '../plan/index.ts';
import { runCli } from './run-cli.ts';
import { temporaryRepository } from './temporary-repository.ts';

const shop = (): string =>
  temporaryRepository({
    'package.json': { name: 'shop', workspaces: ['packages/*'], dependencies: { express: '5' } },
    'packages/db/package.json': { name: 'db', dependencies: { '@prisma/client': '6', pg: '8' } },
    'packages/db/src/client.ts': `export const client = 1;\n`,
    'src/a.ts': `import { b } from './b';\nexport const a = b;\n`,
    'src/b.ts': `export const b = 1;\n`,
    '.gitignore': 'node_modules',
  });

test('shows what it found and what it would write, and writes nothing unless told to', async () => {
  const root = shop();
  const { exitCode, stdout } = await runCli(root, ['init']);

  expect(exitCode).toBe(0);
  expect(stdout).toContain('Framework   Express\nData        Prisma, node-postgres\nWorkspaces  npm\n');
  expect(stdout).toContain('+++ b/banyan.yaml');
  expect(stdout).toContain('+++ b/.github/workflows/banyan.yml');
  expect(stdout).toContain('Nothing was written. To write this: banyan init --yes');
  expect(existsSync(join(root, 'banyan.yaml'))).toBe(false);
  expect((await runCli(root, ['init', '--yes', '--dry-run'])).stdout).toContain('Nothing was written.');
  expect(existsSync(join(root, '.banyan'))).toBe(false);
});

test('writes a plan that holds, a workflow that parses, and one line of .gitignore; a second run keeps all', async () => {
  const root = shop();
  await runCli(root, ['init', '--yes']);

  readPlan(readFileSync(join(root, 'banyan.yaml'), 'utf8'));
  expect(parse(readFileSync(join(root, '.github/workflows/banyan.yml'), 'utf8'))).toMatchObject({
    name: 'boundaries',
  });
  expect(readFileSync(join(root, '.gitignore'), 'utf8')).toBe('node_modules\n.banyan/\n');
  expect((await runCli(root, ['check'])).exitCode).toBeLessThan(2);

  const again = await runCli(root, ['init', '--yes', '--json']);
  expect(JSON.parse(again.stdout)).toMatchObject({
    data: { written: [], kept: ['banyan.yaml', '.github/workflows/banyan.yml'] },
  });
});

test('an empty folder is an error that says so', async () => {
  expect((await runCli(temporaryRepository({}), ['init'])).exitCode).toBe(2);
});
