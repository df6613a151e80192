import { type Dirent, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';

import type { SkippedFile } from '../model/analysis.ts';
import { folderReason, isClosedFolder, isCodeFile, isSchemaFile } from './file-rules.ts';
import { type IgnoreRules, isGitIgnored, isGitKept, withGitIgnore } from './git-ignore.ts';

type Reason = SkippedFile['reason'];

/** A regular file, with what its folders say about it. Nothing has been opened or measured yet. */
export interface FoundFile {
  readonly path: string;
  readonly folder: string;
  readonly name: string;
  /** Present where a folder above it is set aside. */
  readonly aside: SetAside | undefined;
  readonly besideManifest: boolean;
}

/** A folder of which nothing is analysed, and why. */
export interface SetAside {
  readonly folder: string;
  readonly reason: Reason;
}

/** Everything below a root, once. */
export interface Tree {
  readonly root: string;
  readonly code: readonly FoundFile[];
  readonly paths: Set<string>;
  readonly schemas: readonly string[];
  readonly links: ReadonlyMap<string, string>;
  readonly skipped: readonly { readonly path: string; readonly reason: Reason }[];
  readonly isIgnored: (path: string) => boolean;
  /** Folder and text of each ignore file in turn: all that `isIgnored` depends on. */
  readonly ignoreTexts: readonly string[];
}

interface Folder {
  readonly path: string;
  readonly rules: IgnoreRules | undefined;
  readonly aside: SetAside | undefined;
}

interface Walk {
  readonly root: string;
  readonly code: FoundFile[];
  readonly paths: Set<string>;
  readonly schemas: string[];
  readonly linkPaths: string[];
  readonly skipped: { path: string; reason: Reason }[];
  readonly rulesByFolder: Map<string, IgnoreRules>;
  readonly ignoreTexts: string[];
  readonly pending: Folder[];
}

const foldersBetweenPauses = 2000;

/**
 * Lists a repository. Links are never followed: one that stays inside the root is a second name for a file
 * that the walk reaches by its own, so loops cannot occur; one that leads out is only listed.
 *
 * @param root absolute real path
 */
export async function walkTree(root: string, signal?: AbortSignal): Promise<Tree> {
  const walk: Walk = {
    root,
    code: [],
    paths: new Set(),
    schemas: [],
    linkPaths: [],
    skipped: [],
    rulesByFolder: new Map(),
    ignoreTexts: [],
    pending: [{ path: '', rules: undefined, aside: undefined }],
  };
  for (let visited = 1, folder = walk.pending.pop(); folder; folder = walk.pending.pop(), visited += 1) {
    visitFolder(walk, folder);
    if (visited % foldersBetweenPauses === 0) await pause(signal);
  }
  signal?.throwIfAborted();
  return { ...walk, links: resolveLinks(walk), isIgnored: (path) => isIgnoredPath(walk, path) };
}

async function pause(signal: AbortSignal | undefined): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
  signal?.throwIfAborted();
}

function visitFolder(walk: Walk, folder: Folder): void {
  const entries = listFolder(walk, folder.path);
  const rules = rulesOf(walk, folder, entries);
  const besideManifest = entries.some(({ name }) => name === 'package.json');
  for (const entry of entries) {
    const path = folder.path === '' ? entry.name : `${folder.path}/${entry.name}`;
    if (entry.isDirectory())
      visitSubfolder(walk, { path, rules, aside: folder.aside }, entry, besideManifest);
    else if (entry.isSymbolicLink()) walk.linkPaths.push(path);
    else if (entry.isFile())
      visitFile(walk, { ...folder, rules }, { path, name: entry.name, besideManifest });
    else walk.skipped.push({ path, reason: 'not-a-file' });
  }
}

function listFolder(walk: Walk, path: string): Dirent[] {
  try {
    return readdirSync(`${walk.root}/${path}`, { withFileTypes: true });
  } catch {
    walk.skipped.push({ path: `${path}/`, reason: 'unreadable' });
    return [];
  }
}

function rulesOf(walk: Walk, folder: Folder, entries: readonly Dirent[]): IgnoreRules | undefined {
  if (!entries.some((entry) => entry.name === '.gitignore' && entry.isFile())) return folder.rules;
  const text = readSmall(`${walk.root}/${folder.path}/.gitignore`);
  const rules = withGitIgnore(folder.path, text, folder.rules);
  walk.ignoreTexts.push(folder.path, text);
  walk.rulesByFolder.set(folder.path, rules);
  return rules;
}

/** Ignore files are small; a larger one is not read, so that it cannot stall the walk. */
function readSmall(path: string): string {
  try {
    return statSync(path).size <= 1 << 18 ? readFileSync(path, 'utf8') : '';
  } catch {
    return '';
  }
}

function visitSubfolder(walk: Walk, folder: Folder, { name }: Dirent, besideManifest: boolean): void {
  const path = `${folder.path}/`;
  if (isClosedFolder(name, besideManifest) && !isOwnPackages(name, path, besideManifest, folder.rules))
    return;
  if (isGitIgnored(path, folder.rules)) return;
  walk.pending.push({ ...folder, aside: folder.aside ?? setAside(folder.path, name, besideManifest) });
}

/** npm installs beside a manifest; a `node_modules` elsewhere that git is told to keep holds code of the repository. */
function isOwnPackages(name: string, path: string, besideManifest: boolean, rules?: IgnoreRules): boolean {
  return name === 'node_modules' && !besideManifest && isGitKept(path, rules);
}

function setAside(folder: string, name: string, besideManifest: boolean): SetAside | undefined {
  const reason = folderReason(name, besideManifest);
  return reason === undefined ? undefined : { folder, reason };
}

function visitFile(
  walk: Walk,
  folder: Folder,
  { path, name, besideManifest }: Pick<FoundFile, 'path' | 'name' | 'besideManifest'>,
): void {
  const isCode = isCodeFile(name);
  const isSchema = !isCode && isSchemaFile(name);
  if ((isCode || isSchema) && isGitIgnored(path, folder.rules)) return;
  walk.paths.add(path);
  if (isSchema) walk.schemas.push(path);
  if (isCode) walk.code.push({ path, folder: folder.path, name, aside: folder.aside, besideManifest });
}

function resolveLinks(walk: Walk): Map<string, string> {
  const links = new Map<string, string>();
  for (const path of walk.linkPaths.toSorted(byCodeUnit)) {
    const target = realPathOf(`${walk.root}/${path}`);
    if (target === undefined) walk.skipped.push({ path, reason: 'unreadable' });
    else if (target.startsWith(`${walk.root}/`)) links.set(path, target.slice(walk.root.length + 1));
    else if (target === walk.root) links.set(path, '');
    else walk.skipped.push({ path, reason: 'link-outside' });
  }
  return links;
}

/** Undefined where the link dangles or goes round. */
function realPathOf(path: string): string | undefined {
  try {
    return realpathSync.native(path);
  } catch {
    return undefined;
  }
}

function isIgnoredPath(walk: Walk, path: string): boolean {
  let rules = walk.rulesByFolder.get('');
  for (let slash = path.indexOf('/'); slash !== -1; slash = path.indexOf('/', slash + 1)) {
    const folder = path.slice(0, slash);
    if (isGitIgnored(`${folder}/`, rules)) return true;
    rules = walk.rulesByFolder.get(folder) ?? rules;
  }
  return isGitIgnored(path, rules);
}

function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
