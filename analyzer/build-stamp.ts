import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';

/**
 * Names the code of the whole analyzer, so that no remembered result outlives it. The build writes it beside the code;
 * from source it is worked out.
 */
export function buildStamp(): string {
  if (!import.meta.url.endsWith('.ts'))
    return readFileSync(new URL('build-stamp.txt', import.meta.url), 'utf8');
  const hash = createHash('sha256');
  const sources = readdirSync(new URL('.', import.meta.url), { recursive: true, encoding: 'utf8' });
  for (const path of sources.sort()) {
    if (!path.endsWith('.ts') || path.endsWith('.test.ts')) continue;
    hash.update(`${path}\0`).update(readFileSync(new URL(path, import.meta.url)));
  }
  return hash.digest('hex');
}
