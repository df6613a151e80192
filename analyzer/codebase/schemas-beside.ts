import type { Manifest } from '../model/codebase.ts';

/**
 * Whether a schema or migration belongs to the chosen code, though no `include` names it: it stands in the same package
 * as some of the code, in one above it, or in one of the workspace that such a package depends on.
 */
export function schemasBeside(
  files: readonly { readonly path: string }[],
  manifests: readonly Manifest[],
): (path: string) => boolean {
  const dirs = manifests.map(({ dir }) => dir);
  const chosen = new Set(files.map(({ path }) => packageOf(path, dirs)));
  const above = dirs.filter((dir) => [...chosen].some((one) => isInside(one, dir)));
  const wanted = withDependencies(new Set(['', ...chosen, ...above]), chosen, manifests);
  return (path) => wanted.has(packageOf(path, dirs));
}

function withDependencies(
  wanted: Set<string>,
  chosen: ReadonlySet<string>,
  manifests: readonly Manifest[],
): ReadonlySet<string> {
  const byName = new Map(manifests.map((one) => [one.name, one]));
  const open = new Set(manifests.filter(({ dir }) => chosen.has(dir)));
  for (const { dir, dependencies } of open) {
    wanted.add(dir);
    for (const name of dependencies) {
      const found = byName.get(name);
      if (found) open.add(found);
    }
  }
  return wanted;
}

/** The folder of the nearest package.json; the root where there is none. */
function packageOf(path: string, dirs: readonly string[]): string {
  let nearest = '';
  for (const dir of dirs) if (dir.length > nearest.length && isInside(path, dir)) nearest = dir;
  return nearest;
}

function isInside(path: string, dir: string): boolean {
  return dir === '' || path === dir || path.startsWith(`${dir}/`);
}
