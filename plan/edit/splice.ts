/** One change of a text: at an offset (UTF-16 units), one piece gives way to another. It carries its own undo. */
export interface Splice {
  readonly at: number;
  readonly remove: string;
  readonly insert: string;
}

/** Applies splices one after the other; offsets of a later one count in the text that the earlier ones left. */
export function applySplices(text: string, splices: readonly Splice[]): string {
  return splices.reduce((current, { at, remove, insert }) => {
    if (current.slice(at, at + remove.length) !== remove) {
      throw new RangeError(`The text at ${at} is not what this edit was made for.`);
    }
    return current.slice(0, at) + insert + current.slice(at + remove.length);
  }, text);
}

/** The splices that lead back: `applySplices(applySplices(text, s), invertSplices(s)) === text`. */
export function invertSplices(splices: readonly Splice[]): Splice[] {
  return splices.map(({ at, remove, insert }) => ({ at, remove: insert, insert: remove })).reverse();
}
