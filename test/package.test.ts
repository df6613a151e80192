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
  const tsc = fileURLToPath(import.meta.resolve('typescript/bin/tsc'));
  const types = fileURLToPath(new URL('../node_modules/@types', import.meta.url));
  const argv = ['--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2023', '--typeRoots', types];
  const { stdout, status } = spawnSync(process.execPath, [tsc, ...argv, '--types', 'node', 'user.ts'], {
    cwd: folder,
    encoding: 'utf8',
  });
  expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
});

test('the list of licences is that of the lock file', () => {
  expect(readFileSync('THIRD-PARTY-LICENCES.md', 'utf8')).toBe(renderLicences());
});

function banyan(...argv: string[]) {
  return spawnSync(process.execPath, [bin, ...argv], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
  });
}
