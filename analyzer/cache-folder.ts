import { join } from 'node:path';

/** Where an analysis leaves what makes the next one faster; it can be deleted at any time. */
export function cacheFolder(root: string): string {
  return join(root, '.banyan', 'cache');
}
