import { basename } from 'node:path/posix';

/** Splits `HTTPServer_v2-orders` into `http`, `server`, `v2`, `orders`; words of one letter say nothing. */
export function wordsOf(identifier: string): string[] {
  return (identifier.match(WORD) ?? []).map((word) => word.toLowerCase()).filter((word) => word.length > 1);
}

/** Acronym before a capitalised word, capitalised or lower-case word, acronym; digits stay with what they follow. */
const WORD = /\p{Lu}+(?=\p{Lu}\p{Ll})|\p{Lu}?\p{Ll}[\p{Ll}\p{N}]*|\p{Lu}[\p{Lu}\p{N}]*|\p{Lo}+/gu;

/** The file's own name says more than one of the things in it. */
const NAME_WEIGHT = 2;

/**
 * The weighted vocabulary of a module: words of its file's base name and of the names that it exports, most frequent
 * first. Folders are left out: they are a view of their own.
 */
export function termsOf(path: string, exports: readonly string[]): [term: string, count: number][] {
  const counts = new Map<string, number>();
  const add = (name: string, weight: number): void => {
    for (const word of wordsOf(name)) counts.set(word, (counts.get(word) ?? 0) + weight);
  };
  const stem = basename(path).replace(/\.[^.]+$/u, '');
  if (stem !== 'index') add(stem, NAME_WEIGHT);
  for (const name of exports) if (name !== 'default') add(name, 1);
  return [...counts].sort(([left, a], [right, b]) => b - a || (left < right ? -1 : 1));
}
