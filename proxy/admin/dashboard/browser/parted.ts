/** A text in three: what it shares with the other one at its start, what differs, what it shares at its end. */
export interface Parted {
  readonly before: string;
  readonly differing: string;
  readonly after: string;
}

/** Two texts, each parted at the place where they differ. No surrogate pair is torn. */
export function parted(left: string, right: string): readonly [Parted, Parted] {
  const [a, b] = [Array.from(left), Array.from(right)];
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end])
    end++;
  return [cut(a, start, end), cut(b, start, end)];
}

function cut(characters: readonly string[], start: number, end: number): Parted {
  const until = characters.length - end;
  return {
    before: characters.slice(0, start).join(''),
    differing: characters.slice(start, until).join(''),
    after: characters.slice(until).join(''),
  };
}
