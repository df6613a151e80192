/** Conditions from the most to the least likely to name a source; unknown ones come before the last two. */
const preferred = ['source', 'development', 'import', 'module', 'require', 'node'];
const last = ['default', 'types'];

const maxTargets = 32;
const maxDepth = 8;

/**
 * The targets that an `exports` or `imports` field gives for a key (`.`, `./deep`, `#alias/x`), best first.
 * Every condition is followed, because on a bare checkout most targets are built files that do not exist.
 */
export function packageTargets(field: unknown, key: string): string[] {
  const targets: string[] = [];
  if (isMap(field) && Object.keys(field).some((name) => name.startsWith('.') || name.startsWith('#'))) {
    for (const [value, star] of matchKey(field, key)) collect(value, star, targets, 0);
  } else if (key === '.') collect(field, '', targets, 0);
  return targets;
}

/** The exact key, or else the patterns with the longest prefix first. */
function matchKey(field: Record<string, unknown>, key: string): [value: unknown, star: string][] {
  if (Object.hasOwn(field, key) && !key.includes('*')) return [[field[key], '']];
  return Object.keys(field)
    .flatMap((pattern) => {
      const star = matchStar(pattern, key);
      return star === undefined ? [] : [{ pattern, star }];
    })
    .toSorted(
      (a, b) => b.pattern.indexOf('*') - a.pattern.indexOf('*') || b.pattern.length - a.pattern.length,
    )
    .map(({ pattern, star }) => [field[pattern], star]);
}

/** What `*` stands for where the pattern matches; a pattern that ends in a slash is an old way to say `/*`. */
export function matchStar(pattern: string, key: string): string | undefined {
  const full = pattern.endsWith('/') ? `${pattern}*` : pattern;
  const at = full.indexOf('*');
  if (at === -1) return full === key ? '' : undefined;
  const suffix = full.slice(at + 1);
  const fits = key.length >= full.length - 1 && key.startsWith(full.slice(0, at)) && key.endsWith(suffix);
  return fits ? key.slice(at, key.length - suffix.length) : undefined;
}

function collect(value: unknown, star: string, targets: string[], depth: number): void {
  if (targets.length >= maxTargets || depth > maxDepth) return;
  if (typeof value === 'string') {
    targets.push(value.endsWith('/') ? value + star : value.replaceAll('*', () => star));
  } else if (Array.isArray(value)) {
    for (const item of value as unknown[]) collect(item, star, targets, depth + 1);
  } else if (isMap(value)) {
    for (const condition of conditionsOf(value)) collect(value[condition], star, targets, depth + 1);
  }
}

function conditionsOf(value: Record<string, unknown>): string[] {
  const names = Object.keys(value);
  const others = names.filter((name) => !preferred.includes(name) && !last.includes(name));
  return [...preferred, ...others, ...last].filter((name) => Object.hasOwn(value, name));
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
