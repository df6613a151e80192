import type { Codebase } from '../model/codebase.ts';

/** Finds the file that a path without certain extension means; undefined where there is none. */
export type ProbeFile = (path: string) => string | undefined;

/** Source before emitted code, emitted code before declarations, which describe modules but are none. */
const extensions = ['.ts', '.tsx', '.js', '.jsx', '.mts', '.cts', '.mjs', '.cjs', '.d.ts', '.json'];
const lateExtensions = ['.vue', '.svelte', '.d.mts', '.d.cts'];

/** What a specifier with the extension of emitted code may have been compiled from. */
const sourcesOf = new Map([
  ['.js', ['.ts', '.tsx']],
  ['.jsx', ['.tsx', '.ts']],
  ['.mjs', ['.mts', '.ts', '.tsx']],
  ['.cjs', ['.cts', '.ts', '.tsx']],
]);
const written = /(\.d)?(\.[cm]?[jt]sx?)$/;
const hasExtension = /\.\w+$/;

const maxLinkHops = 8;

/** Probes the set of known paths; nothing is read from disk. */
export function createFileProbe({ paths, links }: Pick<Codebase, 'paths' | 'links'>): ProbeFile {
  const known = (path: string): string | undefined => {
    if (paths.has(path)) return path;
    const target = links.size > 0 ? links.get(path) : undefined;
    return target !== undefined && paths.has(target) ? target : undefined;
  };
  const probe = (path: string): string | undefined =>
    path.endsWith('/') ? undefined : (probeWritten(path, known) ?? probeExtensions(path, known));
  return (path) => probe(path) ?? (links.size > 0 ? probeThroughLinks(path, links, probe) : undefined);
}

function probeWritten(path: string, known: ProbeFile): string | undefined {
  if (!hasExtension.test(path)) return undefined;
  const [ending = '', declares, extension = ''] = written.exec(path) ?? [];
  const stem = path.slice(0, path.length - ending.length);
  const sources = declares ? ['.ts', '.tsx'] : (sourcesOf.get(extension) ?? []);
  return firstKnown(stem, sources, known) ?? known(path);
}

function probeExtensions(path: string, known: ProbeFile): string | undefined {
  return (
    firstKnown(path, extensions, known) ??
    firstKnown(path, lateExtensions, known) ??
    // A script without extension, as `require` finds it.
    known(path)
  );
}

function firstKnown(stem: string, endings: readonly string[], known: ProbeFile): string | undefined {
  for (const ending of endings) {
    const path = known(stem + ending);
    if (path !== undefined) return path;
  }
  return undefined;
}

/** A folder of the path may be a link; its target is spelled out and probed instead. */
function probeThroughLinks(
  path: string,
  links: ReadonlyMap<string, string>,
  probe: ProbeFile,
): string | undefined {
  let current = path;
  for (let hop = 0; hop < maxLinkHops; hop += 1) {
    const spelled = spellOut(current, links);
    if (spelled === undefined) return undefined;
    const found = probe(spelled);
    if (found !== undefined) return found;
    current = spelled;
  }
  return undefined;
}

function spellOut(path: string, links: ReadonlyMap<string, string>): string | undefined {
  for (let slash = path.indexOf('/'); slash !== -1; slash = path.indexOf('/', slash + 1)) {
    const target = links.get(path.slice(0, slash));
    if (target !== undefined) return target === '' ? path.slice(slash + 1) : target + path.slice(slash);
  }
  return undefined;
}
