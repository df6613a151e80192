import { lstatSync } from 'node:fs';
import { posix } from 'node:path';

import { AnalysisError } from '../analysis-error.ts';
import type { SkippedFile } from '../model/analysis.ts';
import type { Manifest, SourceFile, TsConfig } from '../model/codebase.ts';
import { fileReason } from './file-rules.ts';
import { isSpecification } from './is-specification.ts';
import { type MatchGlob, compileGlob, namedBy } from './match-glob.ts';
import { schemasBeside } from './schemas-beside.ts';
import { SkippedFiles } from './skipped-files.ts';
import type { FoundFile, Tree } from './walk-tree.ts';

export interface Selection {
  /**
   * Globs of which one must match; empty means every file. What would be set aside is kept where a glob names
   * it: `scripts/**` analyses the scripts.
   */
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  /** Keep test files; they are set aside by default, because their imports are not those of the product. */
  readonly tests?: boolean;
  /** Larger files are set aside: they hold data, and parsing them costs more than it tells. */
  readonly maxFileBytes: number;
}

type Reason = SkippedFile['reason'];

export interface Choice {
  readonly files: readonly SourceFile[];
  readonly schemas: readonly string[];
  readonly migrations: readonly string[];
  readonly skipped: readonly SkippedFile[];
}

/** Decides which of the files found are modules, and says what was set aside and why. */
export function chooseFiles(
  tree: Tree,
  { configs, manifests }: { configs: readonly TsConfig[]; manifests: readonly Manifest[] },
  selection: Selection,
): Choice {
  const { selects, excludes } = selectorOf(selection);
  const { root, paths } = tree;
  const rules = { root, paths, outputs: outputFolders(configs), isNamed: namedTest(selection) };
  const skipped = new SkippedFiles();
  const migrations: string[] = [];
  const elsewhere: string[] = [];
  const files: SourceFile[] = [];
  for (const { path, reason } of tree.skipped) skipped.add(path, reason);
  for (const file of tree.code) {
    const own = reasonOf(file, rules);
    const reason = selects(file.path) ? own : 'excluded';
    if (own === 'migration') (reason === own ? migrations : elsewhere).push(file.path);
    if (reason && !(reason === 'test' && selection.tests)) skipped.add(file.path, reason);
    else measure(tree.root, file.path, selection, { files, skipped });
  }
  const isBeside = schemasBeside(selection.include.length === 0 ? [] : files, manifests);
  const belongs = (path: string): boolean => !excludes(path) && isBeside(path);
  return {
    files: files.toSorted((a, b) => (a.path < b.path ? -1 : 1)),
    schemas: tree.schemas.filter((path) => selects(path) || belongs(path)).toSorted(),
    migrations: [...migrations, ...elsewhere.filter(belongs)].toSorted(),
    skipped: skipped.list(),
  };
}

function selectorOf({ include, exclude }: Selection): { selects: MatchGlob; excludes: MatchGlob } {
  const included = include.map(toMatcher);
  const excluded = exclude.map(toMatcher);
  const excludes: MatchGlob = (path) => excluded.some((match) => match(path));
  return {
    excludes,
    selects: (path) => (included.length === 0 || included.some((match) => match(path))) && !excludes(path),
  };
}

/** A folder's name stands for everything in it. */
function toMatcher(glob: string): MatchGlob {
  const pattern = posix.normalize(glob).replace(/\/$/, '');
  const match = compileGlob(pattern);
  const matchInside = compileGlob(`${pattern}/**`);
  if (!match || !matchInside) {
    throw new AnalysisError(
      'BAD_GLOB',
      `The glob ${JSON.stringify(glob)} is not valid or too complex.`,
      'Use at most three stars in a part of the path and four groups, or give several globs.',
    );
  }
  return (path) => match(path) || matchInside(path);
}

interface Rules {
  readonly root: string;
  readonly paths: ReadonlySet<string>;
  readonly outputs: readonly string[];
  /** Whether the user asked for this file or folder by name. */
  readonly isNamed: (path: string) => boolean;
}

function namedTest({ include }: Selection): Rules['isNamed'] {
  const named = include.map((glob) => namedBy(posix.normalize(glob)));
  return (path) => named.some((name) => name === path || name.startsWith(`${path}/`));
}

function reasonOf(
  { path, folder, name, aside, besideManifest }: FoundFile,
  rules: Rules,
): Reason | undefined {
  const own = fileReason(folder, name, besideManifest);
  const isProduct = (reason: Reason): boolean =>
    reason === 'test' && aside === undefined && isSpecification(rules.root, path, rules.paths);
  if (own && !rules.isNamed(path) && !isProduct(own)) return own;
  if (aside && !rules.isNamed(aside.folder)) return aside.reason;
  return isBuildOutput(path, rules) ? 'build-output' : undefined;
}

/** JavaScript that a compiler wrote: in a folder named by `outDir`, or beside the TypeScript it came from. */
function isBuildOutput(path: string, { paths, outputs }: Rules): boolean {
  const script = /^(.*)\.([cm]?)jsx?$/.exec(path);
  if (!script) return false;
  const [, stem = '', kind = ''] = script;
  if (paths.has(`${stem}.${kind}ts`) || (kind === '' && paths.has(`${stem}.tsx`))) return true;
  return outputs.some((folder) => path.startsWith(`${folder}/`));
}

/** An `outDir` that holds the configuration itself would claim the sources too, and is not believed. */
function outputFolders(configs: readonly TsConfig[]): string[] {
  const folders = configs
    .filter(({ path, outDir }) => outDir && !path.startsWith(`${outDir}/`))
    .map(({ outDir = '' }) => outDir);
  return [...new Set(folders)];
}

function measure(
  root: string,
  path: string,
  { maxFileBytes }: Selection,
  { files, skipped }: { files: SourceFile[]; skipped: SkippedFiles },
): void {
  const stats = lstatSync(`${root}/${path}`, { throwIfNoEntry: false });
  if (!stats?.isFile()) skipped.add(path, 'unreadable');
  else if (stats.size > maxFileBytes) skipped.add(path, 'too-large');
  else files.push({ path, size: stats.size, mtimeMs: stats.mtimeMs });
}
