import ignore, { type Ignore } from 'ignore';

import { isCodeFile, isSchemaFile } from './file-rules.ts';

/** The rules of one `.gitignore` on top of those of the folders above it. */
export interface IgnoreRules {
  readonly dir: string;
  readonly folderRules: Ignore;
  /** The few rules that can leave out a file that is read; absent where there are none, which is usual. */
  readonly fileRules: Ignore | undefined;
  readonly above: IgnoreRules | undefined;
}

const maxPattern = 512;
const maxGlobstars = 3;
const maxStarsInSegment = 2;
const wildcard = /[*?[\]\\]/;

/**
 * Adds the rules found in `dir`. Lines that no person would write are dropped, the rest stay: matching backtracks
 * at each star, so that a planted `*a*a*a*a*a*b` would run for ever on a long name.
 */
export function withGitIgnore(dir: string, text: string, above: IgnoreRules | undefined): IgnoreRules {
  const lines = text.split(/\r?\n/).filter((line) => !/^\s*(?:#|$)/.test(line) && isAffordable(line));
  const fileLines = lines.filter(canLeaveOutFile);
  return {
    dir,
    folderRules: toRules(lines),
    fileRules: fileLines.length === 0 ? undefined : toRules(fileLines),
    above,
  };
}

/**
 * Whether the nearest rule that speaks of this path leaves it out. Folders end in a slash.
 * Parents are not asked: the walk never enters a folder that is left out.
 */
export function isGitIgnored(path: string, nearest: IgnoreRules | undefined): boolean {
  const isFolder = path.endsWith('/');
  for (let level = nearest; level; level = level.above) {
    const rules = isFolder ? level.folderRules : level.fileRules;
    if (!rules) continue;
    const { ignored, unignored } = rules.test(level.dir === '' ? path : path.slice(level.dir.length + 1));
    if (ignored) return true;
    if (unignored) return false;
  }
  return false;
}

/** Whether a rule says by name that this folder belongs to the repository, as in `!packages/node_modules`. */
export function isGitKept(folder: string, nearest: IgnoreRules | undefined): boolean {
  for (let level = nearest; level; level = level.above) {
    const path = level.dir === '' ? folder : folder.slice(level.dir.length + 1);
    if (level.folderRules.test(path).unignored) return true;
  }
  return false;
}

function isAffordable(line: string): boolean {
  const segments = line.length <= maxPattern ? line.split('/') : [];
  const globstars = segments.filter((segment) => segment === '**').length;
  return (
    segments.length > 0 &&
    globstars <= maxGlobstars &&
    segments.every((segment) => segment === '**' || segment.split('*').length - 1 <= maxStarsInSegment)
  );
}

function toRules(lines: readonly string[]): Ignore {
  return ignore({ allowRelativePaths: true }).add(lines);
}

/**
 * Matching is the dearest part of a walk, and most rules (`*.log`, `dist/`, `.DS_Store`) can never match a file
 * of code or data definitions.
 */
function canLeaveOutFile(line: string): boolean {
  const pattern = line.trimEnd();
  if (pattern.endsWith('/')) return false;
  const name = pattern.slice(pattern.lastIndexOf('/') + 1).replace(/^!/, '');
  if (!wildcard.test(name)) return isRead(name);
  const extension = /\.(\w+)$/.exec(name)?.[1];
  return extension === undefined || isRead(`x.${extension}`) || /^(?:json|ya?ml)$/.test(extension);
}

function isRead(name: string): boolean {
  return isCodeFile(name) || isSchemaFile(name);
}
