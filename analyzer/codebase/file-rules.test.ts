import { expect, test } from 'vitest';

import { fileReason } from './file-rules.ts';

test.each(['knex_migrations', 'src/db-migrations', 'old_migrations/v2', 'migrations', 'db/migrate'])(
  'knows a migration in the folder "%s" by its date or version',
  (folder) => {
    expect(fileReason(folder, '2023-08-16-create-uptime.js', false)).toBe('migration');
    expect(fileReason(folder, '2.2.17.js', false)).toBe('migration');
    expect(fileReason(folder, 'runner.ts', false)).toBeUndefined();
  },
);

test('a folder that is not named for migrations holds none', () => {
  expect(fileReason('src/emigrations', '001-out.ts', false)).toBeUndefined();
});

test('the settings of tools are configuration: with a leading dot anywhere, by name beside a manifest', () => {
  expect(fileReason('public/js', '.eslintrc.js', false)).toBe('configuration');
  expect(fileReason('', 'webpack.prod.js', true)).toBe('configuration');
  expect(fileReason('src', 'webpack.prod.js', false)).toBeUndefined();
  expect(fileReason('', 'webpack.ts', true)).toBeUndefined();
});
