import ignore, { type Ignore } from 'ignore';

/** The rules of one `.gitignore` on top of those of the folders above it. */
export interface IgnoreRules {
  readonly dir: string;
  readonly rules: Ignore;
  readonly above: IgnoreRules | undefined;
}

/** Adds the rules found in `dir`. A pattern that the library refuses is dropped, the rest stay. */
export function withGitIgnore(dir: string, text: string, above: IgnoreRules | undefined): IgnoreRules {
  const rules = ignore({ allowRelativePaths: true });
  for (const line of text.split(/\r?\n/)) {
    if (line.length <= 512) rules.add(line);
  }
  return { dir, rules, above };
}

/**
 * Whether the nearest rule that speaks of this path leaves it out. Folders end in a slash.
 * Parents are not asked: the walk never enters a folder that is left out.
 */
export function isGitIgnored(path: string, nearest: IgnoreRules | undefined): boolean {
  for (let level = nearest; level; level = level.above) {
    const relative = level.dir === '' ? path : path.slice(level.dir.length + 1);
    const { ignored, unignored } = level.rules.test(relative);
    if (ignored) return true;
    if (unignored) return false;
  }
  return false;
}
