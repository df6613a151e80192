import type { DropReason } from '../../model/shadow-counts.ts';
import type { ShadowRule } from '../../model/shadow-rule.ts';
import type { ShadowStats } from '../../observe/shadow-stats.ts';
import type { ResponseHead } from '../../upstream/response-head.ts';
import type { PackableCopy } from './packed-copies.ts';

/** Stays empty. */
const NONE: Buffer[] = [];

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
export class Copy implements PackableCopy {
  readonly order: CopyOrder;
  /** Of the route, in `Room`. */
  readonly slot: number;
  /** The header section as the monolith got it. */
  head = '';
  request = NONE;
  body = NONE;
  requestBytes = 0;
  bodyBytes = 0;
  #answer: ResponseHead | undefined;
  readonly #keeper: CopyKeeper;
  #fields: string | undefined;
  #over = false;

  constructor(order: CopyOrder, slot: number, keeper: CopyKeeper) {
    this.order = order;
    this.slot = slot;
    this.#keeper = keeper;
  }

  get requestId(): string {
    return this.order.requestId;
  }

  get host(): string {
    return this.order.host;
  }

  get status(): number {
    return this.#answer?.status ?? 0;
  }

  /** The answer's, as they are packed. */
  get fields(): string {
    return (this.#fields ??= this.#answer?.fields.join('\n') ?? '');
  }

  /** The header section was written; again, where the request is tried again. */
  sent(head: string): void {
    this.head = head;
  }

  requestPiece(piece: Buffer): void {
    if (!this.#take(piece.length, this.requestBytes)) return;
    this.requestBytes += piece.length;
    this.request = withPiece(this.request, piece);
  }

  answered(head: ResponseHead): void {
    this.#answer = head;
    if (head.framing === 'length' && head.length > this.order.rule.maxBody) this.drop('too-large');
  }

  bodyPiece(piece: Buffer): void {
    if (!this.#take(piece.length, this.bodyBytes)) return;
    this.bodyBytes += piece.length;
    this.body = withPiece(this.body, piece);
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
    this.request = NONE;
    this.body = NONE;
  }

  #take(bytes: number, before: number): boolean {
    if (this.#over) return false;
    if (before + bytes > this.order.rule.maxBody) this.drop('too-large');
    else if (!this.#keeper.hold(bytes)) this.drop('memory');
    return !this.#over;
  }
}

/** Most bodies come in one piece or none. */
function withPiece(pieces: Buffer[], piece: Buffer): Buffer[] {
  if (pieces.length === 0) return [piece];
  pieces.push(piece);
  return pieces;
}
