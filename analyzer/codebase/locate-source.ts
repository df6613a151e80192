import { posix } from 'node:path';

import type { Codebase, Manifest } from '../model/codebase.ts';
import { packageTargets } from './package-targets.ts';
import { type ProbeFile, createFileProbe } from './probe-file.ts';

/** Finds the source behind a path or a package, whether or not it was built. */
export interface SourceLocator {
  /** A file, or the entry of a folder. */
  readonly locate: (path: string) => string | undefined;
  /** The source that an export of a package was built from; `subpath` is empty or begins with `/`. */
  readonly locateExport: (manifest: Manifest, subpath: string) => string | undefined;
  readonly manifestOf: (folder: string) => Manifest | undefined;
}

const outputFolders = new Set([
  'dist',
  'lib',
  'build',
  'out',
  'output',
  'es',
  'esm',
  'cjs',
  'umd',
  'dist-types',
]);
/** Folders inside build output that name a format, and have no counterpart in the sources. */
const formatFolders = new Set(['es', 'esm', 'cjs', 'umd', 'node', 'browser', 'types', 'src', 'source']);
const usualEntries = ['src/index', 'index', 'src/main', 'lib/index', 'source/index'];

export function createSourceLocator(
  codebase: Pick<Codebase, 'paths' | 'links' | 'manifests'>,
): SourceLocator {
  const probe = createFileProbe(codebase);
  const manifests = new Map(codebase.manifests.map((manifest) => [manifest.dir, manifest]));
  const manifestOf = nearestManifest(manifests);
  const unbuilt = (path: string) => locateUnbuilt(path, manifestOf, probe);
  const locate = (path: string): string | undefined => {
    const folder = path.replace(/\/$/, '');
    const manifest = manifests.get(folder);
    return (
      probe(path) ??
      locateFolder(folder, manifest ?? { entries: [] }, probe) ??
      unbuilt(path) ??
      (manifest && locateFolder(folder, { entries: [...manifest.entries, 'dist/index'] }, unbuilt))
    );
  };
  return {
    locate,
    manifestOf,
    locateExport: (manifest, subpath) => locateExport(manifest, subpath, locate),
  };
}

function locateFolder(
  folder: string,
  { entries }: Pick<Manifest, 'entries'>,
  find: (path: string) => string | undefined,
): string | undefined {
  for (const entry of [...entries, 'index']) {
    const found = find(join(folder, entry)) ?? find(join(folder, `${entry}/index`));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** `dist/x.js` of a package that was never built is `src/x.ts`. */
function locateUnbuilt(
  path: string,
  manifestOf: SourceLocator['manifestOf'],
  probe: ProbeFile,
): string | undefined {
  const dir = manifestOf(path)?.dir ?? '';
  const segments = (dir === '' ? path : path.slice(dir.length + 1)).split('/');
  const at = segments.slice(0, 2).findIndex((segment) => outputFolders.has(segment));
  if (at === -1) return undefined;
  for (const tail of tailsOf(segments.slice(at + 1))) {
    const candidate = join(dir, [...segments.slice(0, at), ...tail].join('/'));
    const found = probe(candidate) ?? probe(join(candidate, 'index'));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Below `src` and beside it, without and with a folder that only names the format. */
function tailsOf(rest: readonly string[]): string[][] {
  const rests = formatFolders.has(rest[0] ?? '') ? [rest.slice(1), rest] : [rest];
  return rests.flatMap((tail) => [['src', ...tail], [...tail]]);
}

function locateExport(
  manifest: Manifest,
  subpath: string,
  locate: SourceLocator['locate'],
): string | undefined {
  const written = packageTargets(manifest.exports, `.${subpath}`);
  const entries = subpath === '' ? [...written, ...manifest.entries, ...usualEntries] : written;
  const guesses = subpath === '' ? [] : [subpath.slice(1), `src${subpath}`];
  let declaration: string | undefined;
  for (const target of [...entries, ...guesses]) {
    const found = locate(join(manifest.dir, target));
    if (found !== undefined && !found.endsWith('.d.ts')) return found;
    declaration ??= found;
  }
  return declaration;
}

function nearestManifest(manifests: ReadonlyMap<string, Manifest>): (path: string) => Manifest | undefined {
  const known = new Map<string, Manifest | undefined>();
  const find = (folder: string): Manifest | undefined => {
    if (known.has(folder)) return known.get(folder);
    const own = manifests.get(folder);
    const slash = folder.lastIndexOf('/');
    const found = own ?? (folder === '' ? undefined : find(slash === -1 ? '' : folder.slice(0, slash)));
    known.set(folder, found);
    return found;
  };
  return find;
}

function join(dir: string, path: string): string {
  const joined = posix.join(dir, path);
  return joined === '.' ? '' : joined;
}
