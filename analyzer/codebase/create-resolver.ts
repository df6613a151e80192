import { isBuiltin } from 'node:module';
import { posix } from 'node:path';

import type { Codebase, Manifest, Resolution, Resolve, WorkspacePackage } from '../model/codebase.ts';
import {
  type AliasScope,
  createScopeLookup,
  mappedPaths,
  overlaidPaths,
  rootedPaths,
} from './alias-scopes.ts';
import { type SourceLocator, createSourceLocator } from './locate-source.ts';
import { packageTargets } from './package-targets.ts';

interface Context {
  readonly codebase: Codebase;
  readonly source: SourceLocator;
  readonly packages: ReadonlyMap<string, WorkspacePackage>;
  /** Names that some package.json of the repository declares as dependencies. */
  readonly declared: ReadonlySet<string>;
}

/** The circumstances that decide what a bare specifier means; many folders share them. */
interface Surroundings {
  readonly scope: AliasScope;
  readonly manifest: Manifest | undefined;
  readonly known: Map<string, Resolution>;
}

const code = /\.(?:[cm]?[jt]sx?)$/;
const assetExtension = /\.(?!(?:[cm]?[jt]sx?)$)[a-z][a-z0-9]{1,9}$/i;
const knownAsset =
  /\.(?:json5?|css|s[ac]ss|less|styl|svg|png|jpe?g|gif|webp|avif|ico|html?|hbs|ejs|pug|mjml|txt|md|mdx|ya?ml|toml|graphqls?|gql|sql|prisma|proto|vue|svelte|astro|wasm|node|woff2?|ttf|eot|otf|mp[34]|webm|pdf|xml|csv|ico|snap|template|tpl)$/i;
const generated =
  /(?:^|\/)(?:__?generated(?:__)?|generated|gen|\.prisma|dist|lib|build|out|typechain)(?:\/|$)|[.-]generated|\.(?:gen|pb)$|_pb$/;

/**
 * Says what each import means, from the set of repository paths alone. Nothing is read from disk, so a
 * checkout without node_modules, without a build, or with a broken tsconfig still resolves.
 */
export function createResolver(codebase: Codebase): Resolve {
  const context: Context = {
    codebase,
    source: createSourceLocator(codebase),
    packages: new Map(codebase.packages.map((one) => [one.name, one])),
    declared: new Set(codebase.manifests.flatMap(({ dependencies }) => dependencies)),
  };
  const surroundingsOf = createSurroundings(context);
  const relative = new Map<string, Resolution>();
  return (from, specifier) => {
    const folder = folderOf(from);
    const request = requestOf(specifier);
    if (/^\.{1,2}(?:\/|$)/.test(request)) {
      const path = posix.join(folder, request);
      return remember(relative, path, () => resolvePath(context, path, surroundingsOf(folder).scope));
    }
    const surroundings = surroundingsOf(folder);
    return remember(surroundings.known, request, () => resolveBare(context, request, surroundings));
  };
}

/** Without the loaders and the query of a bundler: `!!raw!./a.svg?inline` asks for `./a.svg`. */
function requestOf(specifier: string): string {
  const loaded = specifier.slice(specifier.lastIndexOf('!') + 1);
  const query = loaded.indexOf('?');
  return query > 0 ? loaded.slice(0, query) : loaded;
}

function createSurroundings({ codebase, source }: Context): (folder: string) => Surroundings {
  const scopeOf = createScopeLookup(codebase.configs);
  const byFolder = new Map<string, Surroundings>();
  const shared = new Map<AliasScope, Map<Manifest | undefined, Surroundings>>();
  return (folder) => {
    const own = byFolder.get(folder);
    if (own) return own;
    const scope = scopeOf(folder);
    const manifest = source.manifestOf(folder);
    const byManifest = shared.get(scope) ?? new Map<Manifest | undefined, Surroundings>();
    const surroundings = byManifest.get(manifest) ?? {
      scope,
      manifest,
      known: new Map<string, Resolution>(),
    };
    shared.set(scope, byManifest.set(manifest, surroundings));
    byFolder.set(folder, surroundings);
    return surroundings;
  };
}

function resolvePath({ codebase, source }: Context, path: string, scope: AliasScope): Resolution {
  if (path.startsWith('..')) return { kind: 'unresolved', reason: 'outside' };
  const target = path === './' || path === '.' ? '' : path;
  const found = source.locate(target) ?? firstOf(overlaidPaths(scope, target), source.locate);
  return found === undefined ? unresolved(codebase, target) : toResolution(found);
}

function resolveBare(context: Context, specifier: string, surroundings: Surroundings): Resolution {
  if (specifier.startsWith('/')) return { kind: 'unresolved', reason: 'outside' };
  if (specifier.startsWith('node:')) return { kind: 'builtin', name: specifier.slice('node:'.length) };
  const mapped = mappedPaths(surroundings.scope, specifier).filter((path) => !path.includes('node_modules/'));
  const found = locateCode(context, mapped, specifier);
  if (found !== undefined) return toResolution(found);
  if (isBuiltin(specifier)) return { kind: 'builtin', name: specifier };
  return (
    resolveRooted(context, specifier, surroundings) ??
    resolvePrivate(context, specifier, surroundings) ??
    resolvePackage(context, specifier, surroundings) ??
    resolveByConvention(context, specifier, surroundings) ??
    resolveElsewhere(context, specifier, mapped)
  );
}

/** A declaration that stands in for an installed package is no module of the repository. */
function locateCode(
  { source, declared }: Context,
  paths: readonly string[],
  specifier: string,
): string | undefined {
  const found = firstOf(paths, source.locate);
  return found?.endsWith('.d.ts') && declared.has(packageOf(specifier)) ? undefined : found;
}

function resolveRooted(context: Context, specifier: string, { scope }: Surroundings): Resolution | undefined {
  const found = firstOf(rootedPaths(scope, specifier), context.source.locate);
  return found === undefined || found.endsWith('.d.ts') ? undefined : toResolution(found);
}

/** `#name` is private to the nearest package, by its `imports`. */
function resolvePrivate(
  context: Context,
  specifier: string,
  { manifest, scope, known }: Surroundings,
): Resolution | undefined {
  if (!specifier.startsWith('#') || !manifest) return undefined;
  const targets = packageTargets(manifest.imports, specifier);
  const own = targets
    .filter((target) => target.startsWith('.'))
    .map((target) => posix.join(manifest.dir, target));
  const found = firstOf(own, context.source.locate);
  if (found !== undefined) return toResolution(found);
  const other = targets.find((target) => !target.startsWith('.') && !target.startsWith('#'));
  if (other !== undefined) return resolveBare(context, other, { manifest, scope, known });
  return unresolved(context.codebase, own[0] ?? specifier);
}

/** A package of this repository, which on a bare checkout no node_modules leads to; or the package itself. */
function resolvePackage(
  { codebase, packages, source }: Context,
  specifier: string,
  { manifest }: Surroundings,
): Resolution | undefined {
  const name = packageOf(specifier);
  const target = packages.get(name) ?? (manifest?.name === name ? manifest : undefined);
  // A package that depends on its own name means the published one.
  if (!target || target.dependencies.includes(name)) return undefined;
  const subpath = specifier.slice(name.length).replace(/\/$/, '');
  const found = source.locateExport(target, subpath);
  return found === undefined
    ? unresolved(codebase, posix.join(target.dir, `./${subpath}`))
    : toResolution(found);
}

/** What a bundler or a lost tsconfig would have said: `@/x` and `~/x` are `src/x`, `src/x` is what it says. */
function resolveByConvention(
  { declared, source }: Context,
  specifier: string,
  { manifest }: Surroundings,
): Resolution | undefined {
  if (declared.has(packageOf(specifier)) || !specifier.includes('/')) return undefined;
  const dir = manifest?.dir ?? '';
  const rest = /^[@~]\/(.+)$/.exec(specifier)?.[1];
  const candidates =
    rest === undefined ? [specifier, `src/${specifier}`] : [`src/${rest}`, rest, `app/${rest}`];
  const found = firstOf(
    candidates.map((path) => posix.join(dir, path)),
    source.locate,
  );
  return found === undefined ? undefined : toResolution(found);
}

function resolveElsewhere(
  { codebase, declared }: Context,
  specifier: string,
  mapped: readonly string[],
): Resolution {
  const name = packageOf(specifier);
  const [expected] = mapped;
  const isAlias = expected !== undefined || /^(?:[@~]\/|#)/.test(specifier);
  if (isAlias && !declared.has(name)) return unresolved(codebase, expected ?? specifier);
  return { kind: 'external', package: name };
}

function unresolved({ isIgnored }: Codebase, path: string): Resolution {
  if (path.startsWith('..')) return { kind: 'unresolved', reason: 'outside' };
  if (knownAsset.test(path)) return { kind: 'unresolved', reason: 'asset' };
  const candidates = [path, `${path}.ts`, `${path}/index.ts`].filter((one) => !one.startsWith('/'));
  const isBuilt = generated.test(path) || candidates.some((one) => isIgnored(one));
  return { kind: 'unresolved', reason: isBuilt ? 'generated' : 'missing' };
}

function toResolution(path: string): Resolution {
  return code.test(path) || !assetExtension.test(path) ? { kind: 'internal', path } : { kind: 'asset', path };
}

/** `@scope/name` or `name`; for a URL-like specifier its scheme and host. */
function packageOf(specifier: string): string {
  const depth = specifier.startsWith('@') ? 2 : 1;
  return specifier.split('/', depth).join('/');
}

function firstOf(paths: readonly string[], locate: (path: string) => string | undefined): string | undefined {
  for (const path of paths) {
    const found = path.startsWith('..') ? undefined : locate(path);
    if (found !== undefined) return found;
  }
  return undefined;
}

function remember<T>(known: Map<string, T>, key: string, make: () => T): T {
  const old = known.get(key);
  if (old !== undefined) return old;
  const made = make();
  known.set(key, made);
  return made;
}

function folderOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash === -1 ? '' : path.slice(0, slash);
}
