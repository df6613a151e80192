const segmenter = new Intl.Segmenter();

/** What a person calls characters: an emoji of several code points is one. */
export function charactersOf(text: string): string[] {
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}
