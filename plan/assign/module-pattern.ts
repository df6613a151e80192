import picomatch from 'picomatch';

/** A pattern of the plan, ready to be asked many times. */
export interface ModulePattern {
  readonly pattern: string;
  readonly isGlob: boolean;
  readonly matches: (module: string) => boolean;
}

/**
 * One module by its path, or a glob with `*`, `**`, `?` and `{a,b}`. Brackets, parentheses and plus signs are
 * themselves, since routers give them meaning in file names (`app/(shop)/[id]/page.tsx`); so is a leading dot.
 */
export function modulePatternOf(pattern: string): ModulePattern {
  const isGlob = isModuleGlob(pattern);
  if (!isGlob) return { pattern, isGlob, matches: (module) => module === pattern };
  const expression = globExpression(pattern);
  const base = pattern.slice(0, pattern.search(/[*?{]/u)); // A prefix is cheaper to see than an expression to run.
  return { pattern, isGlob, matches: (module) => module.startsWith(base) && expression.test(module) };
}

export function isModuleGlob(pattern: string): boolean {
  return /[*?{]/u.test(pattern);
}

export function globExpression(pattern: string): RegExp {
  return picomatch.makeRe(pattern.replace(/[()[\]+!@|]/gu, String.raw`\$&`), { dot: true });
}
