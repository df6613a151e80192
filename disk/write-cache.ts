import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { writeAtomically } from './write-atomically.ts';

/**
 * Writes a file into a folder that is a cache, and so tells git to leave it alone; it does not wait for the disk, since what is
 * torn there is read anew. Throws where it cannot be written.
 */
export function writeCache(
  folder: string,
  name: string,
  pieces: Parameters<typeof writeAtomically>[1],
): void {
  const marker = join(folder, '.gitignore');
  if (!existsSync(marker)) writeAtomically(marker, ['*\n']);
  writeAtomically(join(folder, name), pieces, false);
}
