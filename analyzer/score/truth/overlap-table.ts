/** How many elements two partitions of the same elements share, part by part. */
export interface OverlapTable {
  readonly total: number;
  /** Sizes of the parts of each. */
  readonly left: readonly number[];
  readonly right: readonly number[];
  /** `cells[i][j]`: elements in part i of the left and part j of the right. */
  readonly cells: readonly (readonly number[])[];
}

/** Labels of the same element stand at the same place. */
export function overlapTable(left: readonly string[], right: readonly string[]): OverlapTable {
  const rows = numbered(left);
  const columns = numbered(right);
  const cells = Array.from({ length: rows.count }, () => Array.from({ length: columns.count }, () => 0));
  for (const [i, row] of rows.of.entries()) cells[row]![columns.of[i]!]!++;
  return {
    total: left.length,
    left: cells.map((row) => row.reduce((sum, n) => sum + n, 0)),
    right: Array.from({ length: columns.count }, (_, j) => cells.reduce((sum, row) => sum + row[j]!, 0)),
    cells,
  };
}

function numbered(labels: readonly string[]) {
  const numbers = new Map<string, number>();
  const of = labels.map((label) => {
    if (!numbers.has(label)) numbers.set(label, numbers.size);
    return numbers.get(label)!;
  });
  return { of, count: numbers.size };
}
