import type { Item } from './value.ts';

/** Which lists that are made of lists one is in, and how many they are so far. */
export interface Going {
  readonly inside: Set<unknown>;
  lists: number;
  /** Steps for a whole repository. */
  left: number;
}

export function startGoing(): Going {
  return { inside: new Set(), lists: 0, left: MOST_STEPS };
}

const MOST_STEPS = 20_000;

const DEEPEST_LISTS = 8;
const MOST_LISTS = 100;
const MOST_MADE = 2000;

/**
 * Asked once. A list that is made of itself, in whatever turn of whatever loop, adds nothing, and functions that go round
 * through each other end somewhere. `by`: what in the text makes it.
 */
export function lazily(
  { going }: { readonly going: Going },
  by: unknown,
  find: () => readonly Item[],
): () => readonly Item[] {
  let found: readonly Item[] | undefined;
  return () => {
    if (found) return found;
    const { inside } = going;
    if (inside.has(by) || inside.size >= DEEPEST_LISTS || going.lists >= MOST_LISTS) return [];
    if (going.left <= 0) return [];
    inside.add(by);
    going.lists += 1;
    try {
      found = find().slice(0, MOST_MADE);
      going.left -= found.length + 1;
    } finally {
      inside.delete(by);
      if (inside.size === 0) going.lists = 0;
    }
    return found;
  };
}
