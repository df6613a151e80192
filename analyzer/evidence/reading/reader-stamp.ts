import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * Names the code that reads facts, so that a cache never outlives the reader that filled it: a hash of the readers'
 * own files and of our package.json, which pins the parser.
 */
export function readerStamp(): string {
  const hash = createHash('sha1');
  for (const folder of ['facts', 'readers', 'extractors']) {
    for (const file of filesBelow(new URL(`../${folder}/`, import.meta.url))) hash.update(readFileSync(file));
  }
  return hash.digest('base64url');
}

function filesBelow(folder: URL): string[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.[jt]s$/u.test(entry.name) && !entry.name.endsWith('.d.ts'))
      .map((entry) => `${entry.parentPath}/${entry.name}`)
      .sort();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw new Error(`Cannot read ${fileURLToPath(folder)}.`, { cause: error });
  }
}
