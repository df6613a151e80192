import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { readConfig, readPlan } from '../plan/index.ts';
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

  readConfig(readFileSync(join(root, 'banyan.config.yaml'), 'utf8'), 'banyan.config.yaml');
  expect(existsSync(join(root, '.banyan/analysis.json'))).toBe(true);
  const again = await runCli(root, ['init', '--yes', '--json']);
  expect(JSON.parse(again.stdout)).toMatchObject({
    data: { written: [], kept: ['banyan.yaml', 'banyan.config.yaml', '.github/workflows/banyan.yml'] },
  });
});

test.each([
  [
    { '.env.example': 'DB_PORT=5432\nAPI_PORT="5010" # ours\n' },
    'http://127.0.0.1:5010 (.env.example:2)',
    5010,
  ],
  [{ Dockerfile: 'FROM node\nEXPOSE 8080\n' }, 'http://127.0.0.1:8080 (Dockerfile:2)', 8080],
])('finds where the monolith listens, and a place for the proxy: %j', async (files, told, port) => {
  const root = temporaryRepository({ 'src/a.ts': 'export const a = 1;\n', ...files });
  const { stdout } = await runCli(root, ['init', '--yes']);

  expect(stdout).toContain(`Listens on  ${told}`);
  expect(stdout).toContain('\n            banyan proxy      stand in front of the monolith');
  const { monolith, proxy } = readPlan(readFileSync(join(root, 'banyan.yaml'), 'utf8'));
  expect(monolith?.upstream.addresses).toEqual([{ kind: 'tcp', secure: false, host: '127.0.0.1', port }]);
  expect(proxy?.listen?.[0]?.address).toMatchObject({ port: port === 8080 ? 8081 : 8080 });
  expect((await runCli(root, ['proxy', '--check'])).exitCode).toBe(0);
});

test('folders that stand apart are named, with lines that leave them out', async () => {
  const pages = Array.from({ length: 25 }, (_, n) => [`web/page${n}.ts`, `export const page${n} = ${n};\n`]);
  const root = temporaryRepository({
    'src/app.ts': `import express from 'express';\nconst app = express();\napp.get('/a', (q, r) => r.end());\n`,
    'tools/it.ts': 'export const it = 1;\n',
    ...(Object.fromEntries(pages) as Record<string, string>),
  });
  expect((await runCli(root, ['analyze'])).stdout).toContain(`    exclude: ['web/**']\n`);
  expect((await runCli(root, ['analyze', '--exclude', 'tools/**'])).stdout).toContain(
    `    exclude: ['tools/**', 'web/**']\n`,
  );

  const { stdout } = await runCli(root, ['init', '--yes', '--monolith', 'http://127.0.0.1:3000']);
  expect(stdout).toContain('Apart       web (25 files) might be left out');
  expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
  const config = readFileSync(join(root, 'banyan.config.yaml'), 'utf8');
  expect(config).toContain(`\n# exclude: ['web/**']\n`);
  expect(readConfig(config, 'banyan.config.yaml').exclude).toEqual([]);
});

test('says what to do where no port is known, and takes one from a flag', async () => {
  const root = shop();
  expect((await runCli(root, ['init'])).stdout).toContain('(--monolith http://HOST:PORT)');
  expect((await runCli(root, ['init', '--monolith', 'localhost:3000'])).exitCode).toBe(2);

  const flags = ['--monolith', 'http://10.0.0.7:3000', '--listen', '0.0.0.0:80', '--admin', '127.0.0.1:1'];
  const first = await runCli(root, ['init', '--yes', ...flags]);
  expect(first).toMatchObject({ exitCode: 0 });
  expect(first.stdout).toContain('            banyan proxy ');
  const text = readFileSync(join(root, 'banyan.yaml'), 'utf8');
  expect(text).toContain('monolith: { upstream: http://10.0.0.7:3000 }\n');
  expect(text).toContain('proxy: { listen: 0.0.0.0:80, admin: 127.0.0.1:1 }\n');
  const again = await runCli(root, ['init', '--yes', '--monolith', 'http://10.0.0.8:3000']);
  expect(again.exitCode).toBe(2);
  expect(again.stderr).toContain('banyan plan upstream monolith');
});

test('an empty folder is an error that says so', async () => {
  expect((await runCli(temporaryRepository({}), ['init'])).exitCode).toBe(2);
});
