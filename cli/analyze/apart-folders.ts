import type { Analysis } from '../../analyzer/index.ts';

/** A folder beside the part of a repository that serves requests. */
export interface ApartFolder {
  readonly folder: string;
  readonly modules: number;
}

const DEPTH = 3;
const FEWEST = 20;
const SMALLEST_SHARE = 0.02;

/**
 * Folders, largest first, that answer no endpoint, touch no table, and are used by nothing outside: pages, tools,
 * samples of code. Proposed services of a whole repository are often about these, which nobody wants to extract. None
 * where no endpoint is known, since then there is no part that serves.
 */
export function apartFolders({
  modules,
  endpoints,
  entities,
  accesses,
  dependencies,
}: Analysis): ApartFolder[] {
  if (endpoints.length === 0) return [];
  const sizes = new Map<string, number>();
  for (const { id } of modules)
    for (const folder of foldersOf(id)) sizes.set(folder, (sizes.get(folder) ?? 0) + 1);
  const serving = new Set(
    [...endpoints, ...accesses, ...entities].flatMap(({ module = '' }) => foldersOf(module)),
  );
  for (const { from, to } of dependencies)
    for (const folder of foldersOf(to)) if (!from.startsWith(`${folder}/`)) serving.add(folder);
  const least = Math.max(FEWEST, SMALLEST_SHARE * modules.length);
  const apart = [...sizes].filter(([folder, size]) => size >= least && !serving.has(folder));
  return apart
    .filter(([folder]) => !apart.some(([other]) => folder.startsWith(`${other}/`)))
    .map(([folder, size]) => ({ folder, modules: size }))
    .sort((left, right) => right.modules - left.modules || (left.folder < right.folder ? -1 : 1));
}

/** `a/b/c/d.ts` → `a`, `a/b`, `a/b/c`. */
function foldersOf(module: string): string[] {
  const names = module.split('/').slice(0, -1).slice(0, DEPTH);
  return names.map((_, index) => names.slice(0, index + 1).join('/'));
}
