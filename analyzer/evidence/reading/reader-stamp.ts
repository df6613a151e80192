import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * Names the code that reads facts, so that a cache never outlives the reader that filled it: a hash of the readers'
 * own files. Built, all of them and the parser are bundled into one.
 */
export function readerStamp(): string {
  const hash = createHash('sha1');
  const folders = import.meta.url.endsWith('.ts') ? ['facts', 'readers', 'extractors'] : ['facts'];
  for (const folder of folders) {
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
    throw new Error(`Cannot read ${fileURLToPath(folder)}.`, { cause: error });
  }
}
