/** Keeps the few strongest of the nodes offered to it; of equals, the lower number. */
export class StrongestFew {
  readonly nodes: Int32Array;
  readonly values: Float64Array;
  length = 0;

  constructor(most: number) {
    this.nodes = new Int32Array(most);
    this.values = new Float64Array(most);
  }

  clear(): void {
    this.length = 0;
  }

  offer(node: number, value: number): void {
    const last = this.length - 1;
    const full = this.length === this.nodes.length;
    if (full && !this.precedes(node, value, last)) return;
    let at = full ? last : this.length++;
    while (at > 0 && this.precedes(node, value, at - 1)) {
      this.nodes[at] = this.nodes[at - 1]!;
      this.values[at] = this.values[at - 1]!;
      at--;
    }
    this.nodes[at] = node;
    this.values[at] = value;
  }

  private precedes(node: number, value: number, place: number): boolean {
    const other = this.values[place]!;
    return value > other || (value === other && node < this.nodes[place]!);
  }
}
