import { TokenBucket } from '../mirror/token-bucket.ts';

const LOOK_MS = 50;

/** Lets so many a second through, and makes the others wait their turn. */
export class Pacer {
  readonly #bucket: TokenBucket;
  readonly #now: () => number;

  constructor(perSecond: number, now: () => number) {
    this.#bucket = new TokenBucket(perSecond, now());
    this.#now = now;
  }

  /** Takes a turn, if one is free. */
  take(): boolean {
    return this.#bucket.take(this.#now());
  }

  /** Waits for a turn and takes it. */
  async turn(): Promise<void> {
    while (!this.take()) {
      // oxlint-disable-next-line no-await-in-loop -- Waiting is what it is for.
      await new Promise((resolve) => void setTimeout(resolve, LOOK_MS));
    }
  }
}
