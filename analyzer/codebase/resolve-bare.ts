import { isBuiltin } from 'node:module';
import { posix } from 'node:path';

import type { Codebase, Manifest, Resolution, WorkspacePackage } from '../model/codebase.ts';
import { type AliasScope, mappedPaths, rootedPaths } from './alias-scopes.ts';
import type { SourceLocator } from './locate-source.ts';
import { asResolution, asUnresolved, isOutside, packageOf } from './name-resolution.ts';
import { matchStar, packageTargets } from './package-targets.ts';

/** What is true of the repository as a whole. */
export interface Neighbourhood {
  readonly source: SourceLocator;
  readonly packages: ReadonlyMap<string, WorkspacePackage>;
  /** Names that some package.json of the repository declares as dependencies. */
  readonly declared: ReadonlySet<string>;
  readonly isIgnored: Codebase['isIgnored'];
}

/** The circumstances that decide what a bare specifier means; many folders share them. */
export interface Surroundings {
  readonly scope: AliasScope;
  readonly manifest: Manifest | undefined;
  /** Answers already given here. */
  readonly known: Map<string, Resolution>;
}

/** What a specifier that is no relative path means: an alias, a built-in module, a package of ours or of others. */
export function resolveBare(specifier: string, here: Surroundings, all: Neighbourhood): Resolution {
  if (specifier.startsWith('/')) return { kind: 'unresolved', reason: 'outside' };
  if (specifier.startsWith('node:')) return { kind: 'builtin', name: specifier.slice('node:'.length) };
  const mapped = aliasPaths(specifier, here);
  const found = locateMapped(specifier, mapped, all);
  if (found !== undefined) return asResolution(found);
  if (isBuiltin(specifier)) return { kind: 'builtin', name: specifier };
  return (
    resolveRooted(specifier, here, all) ??
    resolvePrivate(specifier, here, all) ??
    resolvePackage(specifier, here, all) ??
    resolveByConvention(specifier, here, all) ??
    resolveElsewhere(specifier, mapped, all)
  );
}

/** Mappings into node_modules only say where a package is installed. */
function aliasPaths(specifier: string, { scope, manifest }: Surroundings): string[] {
  const own = (manifest?.aliases ?? []).flatMap(({ pattern, targets }) => {
    const star = matchStar(pattern, specifier);
    return star === undefined ? [] : targets.map((target) => target.replace('*', () => star));
  });
  return [...mappedPaths(scope, specifier), ...own].filter((path) => !/(?:^|\/)node_modules\//.test(path));
}

/** A declaration that stands in for an installed package is no module of the repository. */
function locateMapped(
  specifier: string,
  mapped: readonly string[],
  { source, declared }: Neighbourhood,
): string | undefined {
  const found = firstLocated(mapped, source);
  return found?.endsWith('.d.ts') && declared.has(packageOf(specifier)) ? undefined : found;
}

function resolveRooted(
  specifier: string,
  { scope }: Surroundings,
  { source }: Neighbourhood,
): Resolution | undefined {
  const found = firstLocated(rootedPaths(scope, specifier), source);
  return found === undefined || found.endsWith('.d.ts') ? undefined : asResolution(found);
}

/** `#name` is private to the nearest package, by its `imports`. */
function resolvePrivate(specifier: string, here: Surroundings, all: Neighbourhood): Resolution | undefined {
  const { manifest } = here;
  if (!specifier.startsWith('#') || !manifest) return undefined;
  const targets = packageTargets(manifest.imports, specifier);
  const own = targets
    .filter((target) => target.startsWith('.'))
    .map((target) => posix.join(manifest.dir, target));
  const found = firstLocated(own, all.source);
  if (found !== undefined) return asResolution(found);
  const other = targets.find((target) => !/^[.#]/.test(target));
  return other === undefined
    ? asUnresolved(own[0] ?? specifier, all.isIgnored)
    : resolveBare(other, here, all);
}

/** A package of this repository, which on a bare checkout no node_modules leads to; or the package itself. */
function resolvePackage(
  specifier: string,
  { manifest }: Surroundings,
  { packages, source, isIgnored }: Neighbourhood,
): Resolution | undefined {
  const name = packageOf(specifier);
  const target = packages.get(name) ?? (manifest?.name === name ? manifest : undefined);
  // A package that depends on its own name means the published one.
  if (!target || target.dependencies.includes(name)) return undefined;
  const subpath = specifier.slice(name.length).replace(/\/$/, '');
  const found = source.locateExport(target, subpath);
  return found === undefined
    ? asUnresolved(posix.join(target.dir, `./${subpath}`), isIgnored)
    : asResolution(found);
}

/** What a bundler or a lost tsconfig would have said: `@/x` and `~/x` are `src/x`, `src/x` is what it says. */
function resolveByConvention(
  specifier: string,
  { manifest }: Surroundings,
  { source, declared }: Neighbourhood,
): Resolution | undefined {
  if (declared.has(packageOf(specifier)) || !specifier.includes('/')) return undefined;
  const rest = /^[@~]\/(.+)$/.exec(specifier)?.[1];
  const guesses = rest === undefined ? [specifier, `src/${specifier}`] : [`src/${rest}`, rest, `app/${rest}`];
  const dir = manifest?.dir ?? '';
  const found = firstLocated(
    guesses.map((guess) => posix.join(dir, guess)),
    source,
  );
  return found === undefined ? undefined : asResolution(found);
}

function resolveElsewhere(
  specifier: string,
  mapped: readonly string[],
  { declared, isIgnored }: Neighbourhood,
): Resolution {
  const name = packageOf(specifier);
  const [expected] = mapped;
  const isAlias = expected !== undefined || /^(?:[@~]\/|#)/.test(specifier);
  if (isAlias && !declared.has(name)) return asUnresolved(expected ?? specifier, isIgnored);
  return { kind: 'external', package: name };
}

/** The first of the paths that leads to a file of the repository. */
export function firstLocated(paths: readonly string[], { locate }: SourceLocator): string | undefined {
  for (const path of paths) {
    const found = isOutside(path) ? undefined : locate(path);
    if (found !== undefined) return found;
  }
  return undefined;
}
