import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runCli } from './run-cli.ts';
import { ANALYSIS, PLAN } from './small-plan.ts';
import { temporaryRepository } from './temporary-repository.ts';

const NEWER = `${PLAN.replace('version: 1', 'version: 2')}# Of a later release.\nfleets: [north]\n`;

test.each([
  'plan show',
  'plan validate',
  'plan fmt',
  'plan move src/orders/a.ts --to users',
  'plan stage users.list shadow',
  'plan drift --pin',
  'check',
  'baseline',
  'proxy --check',
  'analyze --no-history',
])('banyan %s refuses a plan of a newer version with a hint, and leaves it as it is', async (words) => {
  const root = temporaryRepository({
    'banyan.yaml': NEWER,
    'src/orders/a.ts': 'export const a = 1;\n',
    '.banyan/analysis.json': JSON.stringify(ANALYSIS),
  });
  const refused = await runCli(root, words.split(' '));
  expect(refused.exitCode).toBe(2);
  expect(refused.stderr).toContain('PLAN_VERSION: banyan.yaml has version 2; this banyan reads version 1.');
  expect(refused.stderr).toContain('hint: Install a newer banyan');
  expect(planIn(root)).toBe(NEWER);
});

test('init keeps a plan of a newer version', async () => {
  const root = temporaryRepository({ 'banyan.yaml': NEWER, 'src/orders/a.ts': 'export const a = 1;\n' });
  await runCli(root, ['init', '--yes']);
  expect(planIn(root)).toBe(NEWER);
});

function planIn(root: string): string {
  return readFileSync(join(root, 'banyan.yaml'), 'utf8');
}
