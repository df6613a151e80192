const MOST_NAMES = 5;
const SHOWN = 3;

/** All names where they are few, else the first ones and how many more there are. */
export function namesInShort(names: readonly string[]): string {
  if (names.length <= MOST_NAMES) return names.join(', ');
  return `${names.slice(0, SHOWN).join(', ')} … and ${names.length - SHOWN} more`;
}
