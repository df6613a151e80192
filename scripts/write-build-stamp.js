// Names the built analyzer and the versions that it leans on: dist/analyzer/build-stamp.txt, the key of remembered results.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';

export function writeBuildStamp() {
  const root = new URL('../', import.meta.url);
  const folder = new URL('dist/analyzer/', root);
  const hash = createHash('sha256').update(readFileSync(new URL('package.json', root)));
  for (const path of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
    if (path.endsWith('.js')) hash.update(`${path}\0`).update(readFileSync(new URL(path, folder)));
  }
  writeFileSync(new URL('build-stamp.txt', folder), hash.digest('hex'));
}
