import { posix } from 'node:path';
import { parse as parseYaml } from 'yaml';

import type { Finding } from '../model/analysis.ts';
import type { Manifest, PathMapping, WorkspacePackage } from '../model/codebase.ts';
import { compileGlob } from './match-glob.ts';
import { type JsonObject, type ReadJson, entriesOf, fieldOf, stringOf, stringsOf } from './read-jsonc.ts';

const entryFields = ['source', 'module', 'main', 'types', 'typings', 'browser'];
const dependencyFields = ['dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies'];

/** Reads every package.json of the repository, outermost and alphabetically first. */
export function readManifests(paths: ReadonlySet<string>, readJson: ReadJson): Manifest[] {
  return [...paths]
    .filter((path) => path === 'package.json' || path.endsWith('/package.json'))
    .toSorted(byCodeUnit)
    .map((path) => toManifest(path, readJson(path)));
}

function toManifest(path: string, json: JsonObject | undefined): Manifest {
  const dir = path === 'package.json' ? '' : path.slice(0, -'/package.json'.length);
  const name = stringOf(json, 'name');
  const exports = fieldOf(json, 'exports');
  const imports = fieldOf(json, 'imports');
  const workspaces = fieldOf(json, 'workspaces');
  return {
    path,
    dir,
    ...(name && { name }),
    entries: entryFields.map((field) => stringOf(json, field)).filter((entry) => entry !== undefined),
    ...(exports !== undefined && { exports }),
    ...(imports !== undefined && { imports }),
    aliases: aliasesOf(dir, json),
    dependencies: dependencyFields.flatMap((field) =>
      entriesOf(fieldOf(json, field))
        .filter(([key, range]) => key !== name || !isLocal(range))
        .map(([key]) => key),
    ),
    workspaces: stringsOf(fieldOf(workspaces, 'packages') ?? workspaces),
  };
}

/** `"shared": "workspace:*"` in the package `shared` itself names no other package. */
function isLocal(range: unknown): boolean {
  return typeof range === 'string' && /^(?:workspace|link|file|portal):/.test(range);
}

/** `_moduleAliases` of the module-alias package: each name stands for a file, or a folder with all it holds. */
function aliasesOf(dir: string, json: JsonObject | undefined): PathMapping[] {
  return entriesOf(fieldOf(json, '_moduleAliases')).flatMap(([name, target]) => {
    if (typeof target !== 'string') return [];
    const path = posix.join(dir, target).replace(/\/$/, '');
    return [
      { pattern: name, targets: [path] },
      { pattern: `${name}/*`, targets: [posix.join(path, '*')] },
    ];
  });
}

interface Sources {
  readonly paths: ReadonlySet<string>;
  readonly readJson: ReadJson;
  readonly readText: (path: string) => string | undefined;
  readonly findings: Finding[];
}

/**
 * The packages that others import by name: those that the workspace globs of npm, yarn, pnpm and Lerna
 * name, or every named package where no globs are written (Nx and Rush do without).
 */
export function findWorkspacePackages(manifests: readonly Manifest[], sources: Sources): WorkspacePackage[] {
  const globs = manifests.flatMap(({ path, dir, workspaces }) => toGlobs(path, dir, workspaces));
  globs.push(...pnpmGlobs(sources), ...lernaGlobs(sources));
  const isMember = memberTest(globs, sources.findings);
  const named = manifests.filter((manifest): manifest is WorkspacePackage => manifest.name !== undefined);
  const members = globs.length === 0 ? named : named.filter(({ dir }) => dir === '' || isMember(dir));
  const byName = new Map<string, WorkspacePackage>();
  for (const member of members.toSorted((a, b) => depthOf(a.dir) - depthOf(b.dir))) {
    if (!byName.has(member.name)) byName.set(member.name, member);
  }
  return [...byName.values()];
}

interface Glob {
  /** The file that says it. */
  readonly path: string;
  readonly pattern: string;
  readonly negated: boolean;
}

function toGlobs(path: string, dir: string, patterns: readonly string[]): Glob[] {
  return patterns.map((written) => {
    const negated = written.startsWith('!');
    const pattern = posix.join(dir, negated ? written.slice(1) : written).replace(/\/$/, '');
    return { path, pattern, negated };
  });
}

function pnpmGlobs({ paths, readText, findings }: Sources): Glob[] {
  return [...paths]
    .filter((path) => path === 'pnpm-workspace.yaml' || path.endsWith('/pnpm-workspace.yaml'))
    .toSorted(byCodeUnit)
    .flatMap((path) => {
      try {
        const yaml: unknown = parseYaml(readText(path) ?? '', { maxAliasCount: 100 });
        return toGlobs(path, posix.dirname(`/${path}`).slice(1), stringsOf(fieldOf(yaml, 'packages')));
      } catch {
        findings.push({ code: 'CONFIG_BROKEN', file: path, message: 'The file is not valid YAML.' });
        return [];
      }
    });
}

function lernaGlobs({ paths, readJson }: Sources): Glob[] {
  if (!paths.has('lerna.json')) return [];
  return toGlobs('lerna.json', '', stringsOf(fieldOf(readJson('lerna.json'), 'packages')));
}

function memberTest(globs: readonly Glob[], findings: Finding[]): (dir: string) => boolean {
  const included: ((dir: string) => boolean)[] = [];
  const excluded: ((dir: string) => boolean)[] = [];
  for (const { path, pattern, negated } of globs) {
    const match = compileGlob(pattern);
    if (match) (negated ? excluded : included).push(match);
    else {
      const message = `The workspace glob ${JSON.stringify(pattern.slice(0, 80))} is too complex and was left out.`;
      findings.push({ code: 'WORKSPACE_GLOB_REFUSED', file: path, message });
    }
  }
  return (dir) => included.some((match) => match(dir)) && !excluded.some((match) => match(dir));
}

function depthOf(dir: string): number {
  return dir === '' ? 0 : dir.split('/').length;
}

function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
