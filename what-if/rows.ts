/** Lists by number, one after the other: those of `k` stand from `offsets[k]` to `offsets[k + 1]`. */
export interface Rows {
  readonly offsets: Int32Array;
  readonly items: Int32Array;
}

/** Groups 0 … length − 1 by their key, each group in ascending order. */
export function groupByKey(keys: number, length: number, keyOf: (item: number) => number): Rows {
  const offsets = new Int32Array(keys + 1);
  for (let i = 0; i < length; i++) offsets[keyOf(i) + 1]!++;
  for (let key = 0; key < keys; key++) offsets[key + 1]! += offsets[key]!;
  const next = offsets.slice();
  const items = new Int32Array(length);
  for (let i = 0; i < length; i++) items[next[keyOf(i)]!++] = i;
  return { offsets, items };
}
