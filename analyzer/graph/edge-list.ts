/** Undirected weighted pairs while a graph is being collected; typed arrays that grow by doubling. */
export class EdgeList {
  from: Int32Array;
  to: Int32Array;
  weight: Float64Array;
  length = 0;

  constructor(capacity = 1024) {
    this.from = new Int32Array(capacity);
    this.to = new Int32Array(capacity);
    this.weight = new Float64Array(capacity);
  }

  push(from: number, to: number, weight: number): void {
    if (this.length === this.from.length) this.grow();
    this.from[this.length] = from;
    this.to[this.length] = to;
    this.weight[this.length] = weight;
    this.length++;
  }

  private grow(): void {
    const capacity = this.from.length * 2;
    this.from = grown(this.from, new Int32Array(capacity));
    this.to = grown(this.to, new Int32Array(capacity));
    this.weight = grown(this.weight, new Float64Array(capacity));
  }
}

function grown<T extends Int32Array | Float64Array>(old: T, larger: T): T {
  larger.set(old);
  return larger;
}
