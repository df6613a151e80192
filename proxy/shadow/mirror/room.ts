/** Routes that are told apart; with more, some share a place, and so a limit. */
const SLOTS = 4096;
const HEAD = 2;

/**
 * What the thread has taken and not yet done with, in memory that both threads see: each hand-over is added here by
 * the one that serves clients and taken off by the other, and nobody waits for an answer. By it the serving thread also
 * knows which routes take no copies just now, before it copies anything.
 */
export class Room {
  readonly memory: Int32Array<SharedArrayBuffer>;

  constructor(memory = new Int32Array(new SharedArrayBuffer(4 * (HEAD + 2 * SLOTS)))) {
    this.memory = memory;
  }

  get copies(): number {
    return Atomics.load(this.memory, 0);
  }

  get bytes(): number {
    return Atomics.load(this.memory, 1);
  }

  /** Copies of one route that the thread has. */
  copiesOf(slot: number): number {
    return Atomics.load(this.memory, placeOf(slot));
  }

  /** Whether the thread has said that it would not send the route's copies. */
  isShut(slot: number): boolean {
    return Atomics.load(this.memory, placeOf(slot) + 1) !== 0;
  }

  setShut(slot: number, shut: boolean): void {
    Atomics.store(this.memory, placeOf(slot) + 1, shut ? 1 : 0);
  }

  enter(slot: number, bytes: number): void {
    Atomics.add(this.memory, 0, 1);
    Atomics.add(this.memory, 1, bytes);
    Atomics.add(this.memory, placeOf(slot), 1);
  }

  leave(slot: number, bytes: number): void {
    Atomics.sub(this.memory, 0, 1);
    Atomics.sub(this.memory, 1, bytes);
    Atomics.sub(this.memory, placeOf(slot), 1);
  }
}

function placeOf(slot: number): number {
  return HEAD + 2 * (slot % SLOTS);
}
