/** Pieces of a word: what stands in quotes, and what stands bare. An open quote ends with the line. */
const WORD = /(?:"[^"]*(?:"|$)|'[^']*(?:'|$)|[^\s"'])+/gu;
const QUOTED = /"([^"]*)(?:"|$)|'([^']*)(?:'|$)/gu;

/** A line as a shell would part it: quotes keep words together. */
export function splitWords(line: string): string[] {
  const words = line.match(WORD) ?? [];
  return words.map((word) =>
    word.replace(QUOTED, (_, double?: string, single?: string) => double ?? single ?? ''),
  );
}
