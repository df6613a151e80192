/**
 * Where a new item belongs in a list that people may or may not keep sorted: before the first item that sorts after it
 * where the list is sorted, else at the end. Two people who add different things then seldom meet in one line.
 */
export function sortedIndex<Item>(items: readonly Item[], item: Item, keyOf: (item: Item) => string): number {
  const keys = items.map(keyOf);
  const sorted = keys.every((key, index) => index === 0 || (keys[index - 1] ?? '') <= key);
  const index = sorted ? keys.findIndex((key) => key > keyOf(item)) : -1;
  return index < 0 ? items.length : index;
}
