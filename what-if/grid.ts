/** Counts between two numbered things, the second of which may grow in number. */
export class Grid {
  #rows: number;
  #columns: number;
  #cells: Int32Array;

  constructor(rows: number, columns: number) {
    this.#rows = rows;
    this.#columns = columns;
    this.#cells = new Int32Array(rows * columns);
  }

  at(row: number, column: number): number {
    return this.#cells[row * this.#columns + column]!;
  }

  add(row: number, column: number, amount: number): void {
    this.#cells[row * this.#columns + column]! += amount;
  }

  /** Makes room; what was counted stays. */
  grow(rows: number, columns: number): void {
    if (rows <= this.#rows && columns <= this.#columns) return;
    const grown = new Int32Array(rows * columns);
    for (let row = 0; row < this.#rows; row++)
      grown.set(this.#cells.subarray(row * this.#columns, (row + 1) * this.#columns), row * columns);
    this.#rows = rows;
    this.#columns = columns;
    this.#cells = grown;
  }
}
