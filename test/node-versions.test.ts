import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { NODE_VERSIONS, nodeOf } from '../scripts/node-versions.js';

const broken = { status: 1, stdout: '', stderr: 'npm error network read ECONNRESET\n' };
const found = { status: 0, stdout: '/somewhere/bin/node\n', stderr: 'npm warn of something\n' };

test('a download that breaks off is tried once more', () => {
  const answers = [broken, found];
  expect(nodeOf('22', () => answers.shift() ?? broken)).toBe('/somewhere/bin/node');
  expect(answers).toEqual([]);
});

test('where a version cannot be had, the reason is told', () => {
  expect(() => nodeOf('22', () => broken)).toThrow('ECONNRESET');
});

test('the versions are those that the README names', () => {
  const readme = readFileSync('README.md', 'utf8');
  for (const version of NODE_VERSIONS)
    expect(readme).toMatch(new RegExp(`\\b${version.split('.')[0]}\\b`, 'u'));
  expect(readme).toContain('20.19');
});
