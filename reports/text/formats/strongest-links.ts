import type { SystemLink } from '../system/system.ts';

/** Mermaid refuses more than 500 edges by default, and nobody reads as many. */
const MOST_LINKS = 400;

/** The links that a drawing shows, in their order, and how many weaker ones it leaves out. */
export function strongestLinks(links: readonly SystemLink[]): {
  readonly shown: readonly SystemLink[];
  readonly left: number;
} {
  if (links.length <= MOST_LINKS) return { shown: links, left: 0 };
  const kept = new Set([...links].sort((a, b) => b.uses - a.uses).slice(0, MOST_LINKS));
  return { shown: links.filter((link) => kept.has(link)), left: links.length - MOST_LINKS };
}
