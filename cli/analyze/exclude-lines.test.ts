import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { excludeLines } from './exclude-lines.ts';

const globs = ['packages/admin-ui/ui/**', "docs/it's/**", 'www/**'];

test.each([[200], [30]])('reads as the globs that were given, within %i columns', (columns) => {
  const lines = excludeLines(globs, columns);

  expect(parse(lines.join('\n'))).toEqual({ exclude: globs });
  expect(lines.length).toBe(columns === 200 ? 1 : 4);
});
