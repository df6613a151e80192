import type { OverlapTable } from './overlap-table.ts';

/**
 * MoJoFM (Wen and Tzerpos 2004), 0 to 100; higher is better: 100 × (1 − mno(A, B) ÷ max mno(·, B)), mno being the
 * fewest moves and joins that turn the found partition A into the true one B.
 */
export function mojofm({ total, right, cells }: OverlapTable): number {
  const best = cells.map((row) => Math.max(...row));
  const tagged = tagsUsed(cells, best);
  const moves = total - best.reduce((sum, n) => sum + n, 0) + (cells.length - tagged);
  let worst = 0;
  for (const size of [...right].sort((a, b) => a - b)) if (worst < size) worst++;
  return total === worst ? 100 : 100 * (1 - moves / (total - worst));
}

/** As many found parts as possible keep a true part of their own: maximum matching on the largest overlaps. */
function tagsUsed(cells: OverlapTable['cells'], best: readonly number[]): number {
  const owner = new Map<number, number>();
  const claim = (row: number, tried: Set<number>): boolean => {
    for (const [column, count] of cells[row]!.entries()) {
      if (count !== best[row] || tried.has(column)) continue;
      tried.add(column);
      const other = owner.get(column);
      if (other === undefined || claim(other, tried)) {
        owner.set(column, row);
        return true;
      }
    }
    return false;
  };
  return cells.filter((_, row) => claim(row, new Set())).length;
}
