import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';

// The same, a hundred times, is `node bench/rollout-kill.js`.
test('killed at random moments, the proxy comes back at a stage that its log explains', () => {
  const table = execFileSync(process.execPath, ['bench/rollout-kill.js', '--times', '10'], {
    encoding: 'utf8',
    timeout: 100_000,
  });
  expect(table).toContain('| stages after restart that the log explains | 30 of 30 |');
  expect(table).toContain('unexplained stages | 0 |');
}, 120_000);
