/** A piece of a text: shared with the other text, or not. */
export interface Piece {
  readonly text: string;
  readonly differs: boolean;
}

/** More lines are not looked at one by one: time grows with the product of both. */
const MOST_LINES = 400;

/** Two texts in pieces that are shared and pieces that differ: by lines where there are several, else within the line. */
export function parted(left: string, right: string): readonly [readonly Piece[], readonly Piece[]] {
  const [a, b] = [linesOf(left), linesOf(right)];
  const many = a.length > 1 && b.length > 1 && a.length <= MOST_LINES && b.length <= MOST_LINES;
  return many ? byLines(a, b) : byEnds(left, right);
}

/** Each with its line feed, so that the pieces put together are the text. */
function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+/gu) ?? [];
}

function byLines(a: readonly string[], b: readonly string[]): readonly [Piece[], Piece[]] {
  const longest = commonLengths(a, b);
  const pieces: [Piece[], Piece[]] = [[], []];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    const [left, right] = [a[i], b[j]];
    if (left !== undefined && left === right) {
      push(pieces[0], left, false);
      push(pieces[1], left, false);
      i++;
      j++;
    } else if (
      right === undefined ||
      (left !== undefined && at(longest, i + 1, j) >= at(longest, i, j + 1))
    ) {
      push(pieces[0], left ?? '', true);
      i++;
    } else {
      push(pieces[1], right, true);
      j++;
    }
  }
  return pieces;
}

/** How many lines the ends of both texts have in common, from each pair of places on. */
function commonLengths(a: readonly string[], b: readonly string[]): readonly Uint16Array[] {
  const longest = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i--) {
    const row = longest[i] as Uint16Array;
    for (let j = b.length - 1; j >= 0; j--) {
      row[j] =
        a[i] === b[j]
          ? at(longest, i + 1, j + 1) + 1
          : Math.max(at(longest, i + 1, j), at(longest, i, j + 1));
    }
  }
  return longest;
}

function at(longest: readonly Uint16Array[], i: number, j: number): number {
  return longest[i]?.[j] ?? 0;
}

function push(pieces: Piece[], text: string, differs: boolean): void {
  const last = pieces.at(-1);
  if (last?.differs === differs) pieces[pieces.length - 1] = { text: last.text + text, differs };
  else if (text !== '') pieces.push({ text, differs });
}

/** What lies between what they share at the start and at the end. No surrogate pair is torn. */
function byEnds(left: string, right: string): readonly [Piece[], Piece[]] {
  const [a, b] = [Array.from(left), Array.from(right)];
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end])
    end++;
  return [cut(a, start, end), cut(b, start, end)];
}

function cut(characters: readonly string[], start: number, end: number): Piece[] {
  const until = characters.length - end;
  const pieces: Piece[] = [];
  push(pieces, characters.slice(0, start).join(''), false);
  push(pieces, characters.slice(start, until).join(''), true);
  push(pieces, characters.slice(until).join(''), false);
  return pieces;
}
