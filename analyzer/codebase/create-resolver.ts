import { posix } from 'node:path';

import type { Codebase, Manifest, Resolution, Resolve } from '../model/codebase.ts';
import { type AliasScope, createScopeLookup, overlaidPaths } from './alias-scopes.ts';
import { type SourceLocator, createSourceLocator } from './locate-source.ts';
import { asResolution, asUnresolved } from './name-resolution.ts';
import { type Neighbourhood, type Surroundings, firstLocated, resolveBare } from './resolve-bare.ts';

/** No file system takes a longer path (PATH_MAX), and taking one apart would only cost time. */
const maxSpecifier = 4096;

/**
 * Says what each import means, from the set of repository paths alone. Nothing is read from disk, so a
 * checkout without node_modules, without a build, or with a broken tsconfig still resolves.
 */
export function createResolver(codebase: Codebase): Resolve {
  const source = createSourceLocator(codebase);
  const neighbourhood: Neighbourhood = {
    source,
    packages: new Map(codebase.packages.map((one) => [one.name, one])),
    declared: new Set(codebase.manifests.flatMap(({ dependencies }) => dependencies)),
    isIgnored: codebase.isIgnored,
  };
  const surroundingsOf = createSurroundings(codebase, source);
  const located = new Map<string, string | undefined>();
  return (from, specifier) => {
    if (specifier.length > maxSpecifier) return { kind: 'unresolved', reason: 'missing' };
    const folder = posix.dirname(`/${from}`).slice(1);
    const request = requestOf(specifier);
    const surroundings = surroundingsOf(folder);
    if (/^\.{1,2}(?:\/|$)/.test(request)) {
      const path = posix.join(folder, request);
      if (!located.has(path)) located.set(path, locateRelative(path, source));
      return nameRelative(path, located.get(path), surroundings.scope, neighbourhood);
    }
    const known = surroundings.known.get(request) ?? resolveBare(request, surroundings, neighbourhood);
    surroundings.known.set(request, known);
    return known;
  };
}

/** Without the loaders and the query of a bundler: `!!raw!./a.svg?inline` asks for `./a.svg`. */
function requestOf(specifier: string): string {
  const loaded = specifier.slice(specifier.lastIndexOf('!') + 1);
  const query = loaded.indexOf('?');
  return query > 0 ? loaded.slice(0, query) : loaded;
}

function locateRelative(path: string, source: SourceLocator): string | undefined {
  return firstLocated([path === '.' || path === './' ? '' : path], source);
}

function nameRelative(
  path: string,
  located: string | undefined,
  scope: AliasScope,
  { source, isIgnored }: Neighbourhood,
): Resolution {
  const found = located ?? firstLocated(overlaidPaths(scope, path), source);
  return found === undefined ? asUnresolved(path, isIgnored) : asResolution(found);
}

function createSurroundings({ configs }: Codebase, source: SourceLocator): (folder: string) => Surroundings {
  const scopeOf = createScopeLookup(configs);
  const byFolder = new Map<string, Surroundings>();
  const shared = new Map<AliasScope, Map<Manifest | undefined, Surroundings>>();
  return (folder) => {
    const own = byFolder.get(folder);
    if (own) return own;
    const scope = scopeOf(folder);
    const manifest = source.manifestOf(folder);
    const byManifest = shared.get(scope) ?? new Map<Manifest | undefined, Surroundings>();
    const surroundings = byManifest.get(manifest) ?? { scope, manifest, known: new Map() };
    shared.set(scope, byManifest.set(manifest, surroundings));
    byFolder.set(folder, surroundings);
    return surroundings;
  };
}
