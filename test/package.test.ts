import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { pack, unpackBeside } from '../scripts/packed.js';
import { renderLicences } from '../scripts/write-licences.js';

let folder: string;
let bin: string;
let paths: string[];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'banyan-package-'));
  const packed = pack(folder);
  paths = packed.paths;
  bin = unpackBeside(packed.tarball, folder);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('the package holds what it needs, and nothing else', () => {
  for (const needed of [
    'dist/cli/bin.js',
    'dist/proxy.mjs',
    'dist/demo/bookshop.mjs',
    'dist/demo/node-sqlite3-wasm.wasm',
    'fixtures/bookshop/migrations/001_catalogue.sql',
    'docs/schemas/plan.schema.json',
    'THIRD-PARTY-LICENCES.md',
    'LICENSE',
  ]) {
    expect(paths).toContain(needed);
  }
  expect(
    paths.filter((path) => /\.test\.|tsbuildinfo|node_modules|expected\.json|\.banyan/u.test(path)),
  ).toEqual([]);
  const places = new Set(
    paths.filter((path) => path.includes('/')).map((path) => path.split('/', 2).join('/')),
  );
  expect([...places].filter((place) => !/^(?:dist|docs\/schemas|fixtures\/bookshop)/u.test(place))).toEqual(
    [],
  );
});

test('it analyses a monolith with its production dependencies alone', () => {
  cpSync('fixtures/bookshop', join(folder, 'shop'), { recursive: true });
  const { status, stdout, stderr } = banyan('analyze', 'shop', '--no-history', '--no-cache');
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toContain('Proposed services');
});

test('its demo runs, far from the repository', () => {
  const { status, stdout } = banyan('demo', '--fast', '--json');
  expect(status).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ ok: true, data: { disappointments: [] } });
});

test('its types stand on their own, for a strict user', () => {
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  writeFileSync(join(folder, 'user.ts'), readFileSync('test/package-user.txt', 'utf8'));
  expect(compile(folder, [...STRICT, '--noEmit'], ['user.ts'])).toEqual({ status: 0, stdout: '' });
});

test('what the API guide shows compiles for a strict user, runs, and says what it should', () => {
  const shop = join(folder, 'guide');
  cpSync('fixtures/bookshop', shop, { recursive: true, filter: (path) => !/node_modules|dist/u.test(path) });
  expect(banyan('analyze', 'guide', '--no-history').status).toBe(0);
  const examples = [...readFileSync('docs/api.md', 'utf8').matchAll(/```ts\n(.*?)```/gsu)].map(
    ([, code = ''], index) => {
      writeFileSync(join(folder, `example${index}.mts`), code); // Not in the shop, which reads itself.
      return `example${index}`;
    },
  );
  expect(
    compile(
      folder,
      [...STRICT, '--outDir', '.', '--ignoreConfig'],
      examples.map((name) => `${name}.mts`),
    ),
  ).toEqual({ status: 0, stdout: '' });

  const said = examples.map((name) => {
    const argv = [join(folder, `${name}.mjs`)];
    const { status, stdout, stderr } = spawnSync(process.execPath, argv, { cwd: shop, encoding: 'utf8' });
    return status === 0 ? stdout : stderr;
  });
  expect(said).toEqual([
    expect.stringMatching(/^(?:split|modularise-first|leave-it) \[\s+'[a-z]/u),
    expect.stringMatching(/^\w+ into \w+: .+ \d+ → \d+/u),
    expect.stringMatching(/^(?:Split it|Modularise it first|Leave it whole)/u),
    'orders.read\n',
  ]);
  expect(readFileSync(join(shop, 'services.mmd'), 'utf8')).toContain('flowchart');
});

test('the list of licences is that of the lock file', () => {
  expect(readFileSync('THIRD-PARTY-LICENCES.md', 'utf8')).toBe(renderLicences());
});

const STRICT = ['--strict', '--module', 'nodenext', '--target', 'es2023'];

function compile(cwd: string, flags: readonly string[], files: readonly string[]) {
  const tsc = fileURLToPath(import.meta.resolve('typescript/bin/tsc'));
  const types = fileURLToPath(new URL('../node_modules/@types', import.meta.url));
  const argv = [tsc, ...flags, '--typeRoots', types, '--types', 'node', ...files];
  const { stdout, status } = spawnSync(process.execPath, argv, { cwd, encoding: 'utf8' });
  return { status, stdout };
}

function banyan(...argv: string[]) {
  return spawnSync(process.execPath, [bin, ...argv], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
  });
}
