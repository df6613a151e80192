/**
 * How much the thread has taken and not yet done with, in memory that both threads see: each hand-over is added here by
 * the one that serves clients and taken off by the other, and nobody waits for an answer.
 */
export class Room {
  readonly memory: Int32Array<SharedArrayBuffer>;

  constructor(memory = new Int32Array(new SharedArrayBuffer(8))) {
    this.memory = memory;
  }

  get copies(): number {
    return Atomics.load(this.memory, 0);
  }

  get bytes(): number {
    return Atomics.load(this.memory, 1);
  }

  enter(copies: number, bytes: number): void {
    Atomics.add(this.memory, 0, copies);
    Atomics.add(this.memory, 1, bytes);
  }

  leave(bytes: number): void {
    Atomics.sub(this.memory, 0, 1);
    Atomics.sub(this.memory, 1, bytes);
  }
}
