import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { extractFolder } from '../../../test/extract-folder.ts';
import { temporaryRepository } from '../../../test/temporary-repository.ts';

const root = fileURLToPath(new URL('../../../fixtures/frameworks/', import.meta.url));

/** A missing module and package, names that nobody declares, types that do not fit; below the code, so that no line moves. */
const FAULTS = `
import { Missing } from './no-such-file';
import type { Gone } from '@nowhere/gone';
import NotThere, { alsoNot } from 'not-installed';
const wrong: number = 'a text';
class Half extends Missing<Gone> implements Nothing {
  private readonly one: Gone = alsoNot(undeclared.member);
  two(given: Missing): given is Gone { return this.three(wrong - {}); }
}
new Half(1, 2, 3).two(NotThere as unknown as never).four;
`;

test.each(readdirSync(root).sort())('reads the same of %s where no file type-checks', async (name) => {
  const folder = temporaryRepository(withFaults(join(root, name)));
  const expected: unknown = JSON.parse(readFileSync(join(root, name, 'expected.json'), 'utf8'));

  expect(await extractFolder(folder)).toEqual(expected);
});

function withFaults(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
  return Object.fromEntries(
    files.map(({ parentPath, name }) => {
      const path = join(parentPath, name);
      const text = readFileSync(path, 'utf8');
      return [path.slice(folder.length + 1), /\.tsx?$/u.test(name) ? text + FAULTS : text];
    }),
  );
}
