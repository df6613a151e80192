/** Each item once; what is added while others are taken waits for the next round. */
export interface Queue<T> {
  readonly add: (item: T) => void;
  readonly has: (item: T) => boolean;
  readonly isOpen: () => boolean;
  readonly take: () => readonly T[];
}

export function createQueue<T>(): Queue<T> {
  const known = new Set<T>();
  let open: T[] = [];
  return {
    add: (item) => {
      if (known.has(item)) return;
      known.add(item);
      open.push(item);
    },
    has: (item) => known.has(item),
    isOpen: () => open.length > 0,
    take: () => {
      const taken = open;
      open = [];
      return taken;
    },
  };
}
