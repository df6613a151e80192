/** One step of a JSON path: a member, an element, `*` (each of either), all below (`..`). */
export type PathStep =
  | { readonly kind: 'member'; readonly name: string }
  | { readonly kind: 'element'; readonly index: number }
  | { readonly kind: 'each' }
  | { readonly kind: 'below' };

const STEP = /\.\.|\.?\*|\.?([A-Za-z_][\w-]*)|\[(?:(\d+)|\*|'([^']*)'|"([^"]*)")\]/gu;

/** Takes apart a path that the plan's schema has checked: `$.items[*].price`, `$..updatedAt`. */
export function parseJsonPath(path: string): PathStep[] {
  return [...path.slice(1).matchAll(STEP)].map(([text, name, index, single, double]): PathStep => {
    if (text === '..') return { kind: 'below' };
    const member = name ?? single ?? double;
    if (member !== undefined) return { kind: 'member', name: member };
    return index === undefined ? { kind: 'each' } : { kind: 'element', index: Number(index) };
  });
}
