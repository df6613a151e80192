import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { configText } from '../cli/init/config-text.ts';
import { configJsonSchema } from '../plan/index.ts';
import { runCli } from './run-cli.ts';
import { temporaryRepository } from './temporary-repository.ts';

const files = {
  'src/a.ts': `import { old } from '../legacy/old';\nexport const a = old;\n`,
  'legacy/old.ts': 'export const old = 1;\n',
  'banyan.yaml': 'version: 1\nservices:\n  a: { modules: [ src/** ] }\n  old: { modules: [ legacy/** ] }\n',
};
const config = { 'banyan.config.yaml': 'version: 1\nexclude: [ legacy/** ]\n' };

test('analyze, check and doctor read the same files, as the configuration says', async () => {
  const without = temporaryRepository(files);
  expect((await runCli(without, ['check'])).exitCode).toBe(1);

  const root = temporaryRepository({ ...files, ...config });
  const analyzed = JSON.parse((await runCli(root, ['analyze', '--json', '--no-history'])).stdout);
  expect(analyzed).toMatchObject({ ok: true });
  const { modules } = JSON.parse(readFileSync(join(root, '.banyan/analysis.json'), 'utf8'));
  expect(modules.map(({ id }: { id: string }) => id)).toEqual(['src/a.ts']);
  const checked = await runCli(root, ['check']);
  expect(checked.stdout).not.toContain('legacy/old.ts');
  expect(checked.exitCode).toBe(0);
  expect((await runCli(root, ['doctor'])).stdout).toContain('banyan.config.yaml, exclude: ["legacy/**"]');
});

test('a flag goes before the configuration', async () => {
  const root = temporaryRepository({ ...files, ...config });
  await runCli(root, ['analyze', '--no-history', '--exclude', 'src/**']);
  const { modules } = JSON.parse(readFileSync(join(root, '.banyan/analysis.json'), 'utf8'));
  expect(modules.map(({ id }: { id: string }) => id)).toEqual(['legacy/old.ts']);
});

test('a fault is told with its line, and two configurations by their names', async () => {
  const wrong = temporaryRepository({
    ...files,
    'banyan.config.json': '{ "version": 1,\n  "exlude": [] }\n',
  });
  for (const command of ['analyze', 'check', 'doctor']) {
    const { exitCode, stderr } = await runCli(wrong, [command]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(
      'banyan.config.json:2:3 unknown key "exlude" at the top (Did you mean "exclude"?)',
    );
  }
  const twice = temporaryRepository({ ...files, ...config, 'banyan.config.json': '{ "version": 1 }' });
  expect((await runCli(twice, ['check'])).stderr).toContain('banyan.config.yaml and banyan.config.json');
});

test('the published schema is that of the code, and takes what init writes', () => {
  const published = JSON.parse(readFileSync('docs/schemas/config.schema.json', 'utf8')) as object;
  expect(JSON.parse(JSON.stringify(configJsonSchema()))).toEqual(published);
  const validate = new Ajv2020({ strict: false }).compile(published);
  expect([validate(parse(configText([]))), validate({ version: 1, exlude: [] })]).toEqual([true, false]);
});
