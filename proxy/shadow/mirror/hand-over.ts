import { type PackableCopy, packedSize, packInto } from './packed-copies.ts';

/** Copies that are sent in one message at most; a message costs far more than what is in it. */
const MAX_COPIES = 256;
/** How long the first one waits for others, in milliseconds. */
const WAIT_MS = 10;
/** Bytes that are gathered before a message goes; a larger copy goes by itself. */
const SLAB_BYTES = 256 * 1024;

/**
 * Gathers finished copies, so that the thread gets one message for many. They are packed as they come: what a copy held on
 * to is let go at once, and does not grow old.
 */
export class HandOver {
  readonly #send: (bytes: Uint8Array<ArrayBuffer>) => void;
  #slab: Buffer<ArrayBuffer> | undefined;
  #used = 0;
  #copies = 0;
  #timer: NodeJS.Timeout | undefined;
  readonly #flush = (): void => {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#slab === undefined || this.#used === 0) return;
    const bytes = Buffer.allocUnsafeSlow(this.#used);
    this.#slab.copy(bytes, 0, 0, this.#used);
    this.#used = 0;
    this.#copies = 0;
    this.#send(bytes);
  };

  /** `send` takes memory that is its own. */
  constructor(send: (bytes: Uint8Array<ArrayBuffer>) => void) {
    this.#send = send;
  }

  add(copy: PackableCopy): void {
    const size = packedSize(copy);
    if (size > SLAB_BYTES) {
      this.#sendAlone(copy, size);
      return;
    }
    if (this.#used + size > SLAB_BYTES) this.#flush();
    this.#slab ??= Buffer.allocUnsafeSlow(SLAB_BYTES);
    this.#used = packInto(this.#slab, this.#used, copy);
    if (++this.#copies >= MAX_COPIES) this.#flush();
    else this.#timer ??= setTimeout(this.#flush, WAIT_MS).unref();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#used = 0;
    this.#copies = 0;
  }

  #sendAlone(copy: PackableCopy, size: number): void {
    const bytes = Buffer.allocUnsafeSlow(size);
    packInto(bytes, 0, copy);
    this.#send(bytes);
  }
}
