import type { Batch, HandedOver } from './messages.ts';
import type { Copy } from './copy.ts';

/** Copies that are sent in one message at most; a message costs far more than what is in it. */
const MAX_COPIES = 64;
/** How long the first one waits for others, in milliseconds. */
const WAIT_MS = 5;

/** Gathers finished copies, so that the thread gets one message for many. */
export class HandOver {
  readonly #send: (copies: readonly Copy[]) => void;
  #waiting: Copy[] = [];
  #timer: NodeJS.Timeout | undefined;
  readonly #flush = (): void => {
    this.#timer = undefined;
    const copies = this.#waiting;
    this.#waiting = [];
    if (copies.length > 0) this.#send(copies);
  };

  constructor(send: (copies: readonly Copy[]) => void) {
    this.#send = send;
  }

  add(copy: Copy): void {
    this.#waiting.push(copy);
    if (this.#waiting.length >= MAX_COPIES) {
      clearTimeout(this.#timer);
      this.#flush();
    } else this.#timer ??= setTimeout(this.#flush, WAIT_MS).unref();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#waiting = [];
  }

  /** Copies the bytes end to end into a buffer that can change hands. */
  static pack(copies: readonly Copy[]): Batch & { readonly bytes: Uint8Array<ArrayBuffer> } {
    const total = copies.reduce((sum, { requestBytes, bodyBytes }) => sum + requestBytes + bodyBytes, 0);
    const bytes = new Uint8Array(new ArrayBuffer(total));
    let at = 0;
    for (const { request, body } of copies) {
      for (const piece of request) {
        bytes.set(piece, at);
        at += piece.length;
      }
      for (const piece of body) {
        bytes.set(piece, at);
        at += piece.length;
      }
    }
    return { items: copies.map(toItem), bytes };
  }
}

function toItem({ order, head, answer, requestBytes, bodyBytes }: Copy): HandedOver {
  const { route, method, requestId, host } = order;
  const { status = 0, fields = [] } = answer ?? {};
  return { route, method, requestId, host, head, status, fields: fields.join('\n'), requestBytes, bodyBytes };
}
