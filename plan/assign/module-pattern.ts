import picomatch from 'picomatch';

/** A glob of the plan, ready to be asked many times. */
export interface ModulePattern {
  readonly pattern: string;
  readonly isGlob: boolean;
  readonly matches: (module: string) => boolean;
}

/** One module by its path, or a glob; names that begin with a dot are matched like all others. */
export function modulePatternOf(pattern: string): ModulePattern {
  const { isGlob, base } = picomatch.scan(pattern);
  if (!isGlob) return { pattern, isGlob, matches: (module) => module === pattern };
  const matches = picomatch(pattern, { dot: true });
  // Most modules lie elsewhere, and a prefix is cheaper to see than an expression to run.
  return { pattern, isGlob, matches: (module) => module.startsWith(base) && matches(module) };
}
