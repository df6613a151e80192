import { createResolver } from '../analyzer/codebase/create-resolver.ts';
import { discoverCodebase } from '../analyzer/codebase/discover-codebase.ts';
import type { Resolution, Resolve } from '../analyzer/model/codebase.ts';
import { temporaryRepository } from './temporary-repository.ts';

/** The text of some module. */
export const ts = 'export const value = 1;\n';

/** The resolver of what lies in a folder. */
export async function resolverOf(root: string): Promise<Resolve> {
  return createResolver(await discoverCodebase(root, { include: [], exclude: [], maxFileBytes: 2 << 20 }));
}

/** Writes a repository and resolves from one of its files. */
export async function resolving(
  files: Readonly<Record<string, string | object>>,
  from: string,
): Promise<(specifier: string) => string> {
  const resolve = await resolverOf(temporaryRepository({ [from]: ts, ...files }));
  return (specifier) => spell(resolve(from, specifier));
}

/** A path for what is inside, and a short text for everything else. */
export function spell(resolution: Resolution): string {
  if (resolution.kind === 'internal') return resolution.path;
  if (resolution.kind === 'asset') return `asset ${resolution.path}`;
  if (resolution.kind === 'external') return `external ${resolution.package}`;
  if (resolution.kind === 'builtin') return `builtin ${resolution.name}`;
  return `unresolved ${resolution.reason}`;
}
