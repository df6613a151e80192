import type { DropReason } from '../../model/shadow-counts.ts';
import type { ShadowRule } from '../../model/shadow-rule.ts';
import type { ShadowStats } from '../../observe/shadow-stats.ts';
import type { ResponseHead } from '../../upstream/response-head.ts';

/** What a copy asks of its mirror. */
export interface CopyKeeper {
  /** False where the copies hold too many bytes. */
  hold(bytes: number): boolean;
  free(bytes: number): void;
  handOver(copy: Copy): void;
}

export interface CopyOrder {
  readonly route: string;
  readonly rule: ShadowRule;
  readonly stats: ShadowStats;
  readonly method: string;
  readonly requestId: string;
  /** As the client named it. */
  readonly host: string;
  /** Monotonic milliseconds. */
  readonly startedAt: number;
}

/**
 * What is kept of one exchange while it passes: references to the pieces that go by anyway, up to a limit. It is handed
 * over when the client has the whole answer, so that the shadow gets the same bytes or nothing, and never in the way.
 */
export class Copy {
  readonly order: CopyOrder;
  /** The header section as the monolith got it. */
  head = '';
  answer: ResponseHead | undefined;
  readonly request: Buffer[] = [];
  readonly body: Buffer[] = [];
  requestBytes = 0;
  bodyBytes = 0;
  readonly #keeper: CopyKeeper;
  #over = false;

  constructor(order: CopyOrder, keeper: CopyKeeper) {
    this.order = order;
    this.#keeper = keeper;
  }

  /** The header section was written; again, where the request is tried again. */
  sent(head: string): void {
    this.head = head;
  }

  requestPiece(piece: Buffer): void {
    if (!this.#take(piece.length, this.requestBytes)) return;
    this.requestBytes += piece.length;
    this.request.push(piece);
  }

  answered(head: ResponseHead): void {
    this.answer = head;
    if (head.framing === 'length' && head.length > this.order.rule.maxBody) this.drop('too-large');
  }

  bodyPiece(piece: Buffer): void {
    if (!this.#take(piece.length, this.bodyBytes)) return;
    this.bodyBytes += piece.length;
    this.body.push(piece);
  }

  /** The client has the whole answer. */
  complete(): void {
    if (this.#over) return;
    this.#over = true;
    this.#keeper.handOver(this);
  }

  /** Nothing of it is kept. Without effect once it is complete or dropped. */
  drop(reason: DropReason): void {
    if (this.#over) return;
    this.#over = true;
    this.order.stats.dropped[reason]++;
    this.#keeper.free(this.requestBytes + this.bodyBytes);
    this.request.length = 0;
    this.body.length = 0;
  }

  #take(bytes: number, before: number): boolean {
    if (this.#over) return false;
    if (before + bytes > this.order.rule.maxBody) this.drop('too-large');
    else if (!this.#keeper.hold(bytes)) this.drop('memory');
    return !this.#over;
  }
}
