/** A pattern of the plan, ready to be asked many times. */
export interface ModulePattern {
  readonly pattern: string;
  readonly isGlob: boolean;
  readonly matches: (module: string) => boolean;
}

/**
 * One module by its path, or a glob with `*`, `**`, `?` and `{a,b}`. Brackets, parentheses and plus signs are
 * themselves, since routers give them meaning in file names (`app/(shop)/[id]/page.tsx`); so are a leading dot, and
 * braces without a comma (`carts_{id}/get.js`).
 */
export function modulePatternOf(pattern: string): ModulePattern {
  const isGlob = isModuleGlob(pattern);
  if (!isGlob) return { pattern, isGlob, matches: (module) => module === pattern };
  const expression = globExpression(pattern);
  const base = pattern.slice(0, pattern.search(/[*?{]/u)); // A prefix is cheaper to see than an expression to run.
  return { pattern, isGlob, matches: (module) => module.startsWith(base) && expression.test(module) };
}

export function isModuleGlob(pattern: string): boolean {
  return /[*?{]/u.test(pattern.replace(PLAIN_BRACES, ''));
}

/**
 * A glob as an expression without nested repetition, which dependency-cruiser would refuse as unsafe; that is why no
 * library makes it. `**` is any folders or none.
 */
export function globExpression(pattern: string): RegExp {
  const hasChoices = isBalanced(pattern);
  const meaning = hasChoices ? { ...WILDCARDS, ...BRACES } : WILDCARDS;
  let depth = 0;
  const source = pattern.replace(TOKENS, (token) => {
    if (token.length > 1 && token.startsWith('{')) return token.replace(SPECIAL, '\\$&');
    if (token === '{') depth += 1;
    if (token === '}') depth -= 1;
    if (token === ',' && depth > 0 && hasChoices) return '|';
    return meaning[token] ?? `\\${token}`;
  });
  return new RegExp(`^${source}$`);
}

const PLAIN_BRACES = /\{[^{},*?]*\}/gu;
const SPECIAL = /[{}.+^$()|[\]\\]/gu;
const TOKENS = /(?<=^|\/)\*\*\/|\*{1,2}|\{[^{},*?]*\}|[?{},.+^$()|[\]\\]/gu;
const WILDCARDS: Readonly<Record<string, string>> = {
  '**/': '(?:|.*/)',
  '**': '.*',
  '*': '[^/]*',
  '?': '[^/]',
};
const BRACES: Readonly<Record<string, string>> = { '{': '(?:', '}': ')' };

/** Braces that do not match are characters as others. */
export function isBalanced(pattern: string): boolean {
  let depth = 0;
  for (const character of pattern) {
    if (character === '{') depth += 1;
    if (character === '}') depth -= 1;
    if (depth < 0) return false;
  }
  return depth === 0;
}
