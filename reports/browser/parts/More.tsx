import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { count } from '../../../words/count.ts';

interface MoreProps<Item> {
  readonly items: readonly Item[];
  readonly first: number;
  readonly children: (shown: readonly Item[]) => ComponentChildren;
}

/** The first of a long list, and a button for the next: a page with ten thousand rows helps nobody. */
export function More<Item>({ items, first, children }: MoreProps<Item>) {
  const [shown, setShown] = useState(first);
  const hidden = items.length - shown;
  return (
    <>
      {children(items.slice(0, shown))}
      {hidden > 0 ? (
        <button type="button" class="more-button" onClick={() => setShown(shown + first * 4)}>
          Show {count(Math.min(hidden, first * 4))} more of {count(hidden)}
        </button>
      ) : null}
    </>
  );
}
