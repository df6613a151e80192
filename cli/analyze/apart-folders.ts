import type { Analysis } from '../../analyzer/index.ts';
import { textFolders } from './text-folders.ts';

/** A folder beside the part of a repository that serves requests. */
export interface ApartFolder {
  readonly folder: string;
  readonly modules: number;
  /** How many, where the folder holds the same texts in several; the part that serves may use it then. */
  readonly languages?: number;
}

const DEPTH = 3;
const FEWEST = 20;
const SMALLEST_SHARE = 0.02;

/**
 * Folders, largest first, that answer no endpoint, touch no table, and are used by nothing outside but each other: pages, tools,
 * samples of code. Proposed services of a whole repository are often about these, which nobody wants to extract. None
 * where no endpoint is known, since then there is no part that serves. Folders of translations are named as well.
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
  const touching = [...endpoints, ...accesses, ...entities].flatMap(({ module = '' }) => foldersOf(module));
  const least = Math.max(FEWEST, SMALLEST_SHARE * modules.length);
  let apart: string[] = [];
  // What only an apart folder uses, such as the components of its pages, is apart as well.
  for (let before: string | undefined; before !== apart.join('\n');) {
    before = apart.join('\n');
    const serving = new Set(touching);
    for (const { from, to } of dependencies) {
      if (isBelow(from, apart)) continue;
      for (const folder of foldersOf(to)) if (!from.startsWith(`${folder}/`)) serving.add(folder);
    }
    const found = [...sizes].flatMap(([folder, size]) =>
      size >= least && !serving.has(folder) ? [folder] : [],
    );
    apart = found.filter((folder) => !isBelow(folder, found));
  }
  return [
    ...apart.map((folder) => ({ folder, modules: sizes.get(folder) ?? 0 })),
    ...textsOf(modules).filter(({ folder, modules: size }) => size >= least && !isBelow(folder, apart)),
  ].sort((left, right) => right.modules - left.modules || (left.folder < right.folder ? -1 : 1));
}

function textsOf(modules: Analysis['modules']): ApartFolder[] {
  const ids = modules.map(({ id }) => id);
  return [...textFolders(ids)].map(([folder, languages]) => ({
    folder,
    modules: ids.filter((id) => id.startsWith(`${folder}/`)).length,
    languages,
  }));
}

function isBelow(path: string, folders: readonly string[]): boolean {
  return folders.some((folder) => path.startsWith(`${folder}/`));
}

/** `a/b/c/d.ts` → `a`, `a/b`, `a/b/c`. */
function foldersOf(module: string): string[] {
  const names = module.split('/').slice(0, -1).slice(0, DEPTH);
  return names.map((_, index) => names.slice(0, index + 1).join('/'));
}
