import type { Socket } from 'node:net';
import { ChunkedBody } from './chunked-body.ts';
import type { UpstreamFault } from './fault.ts';
import { type ResponseHead, parseResponseHead } from './response-head.ts';

/** Who an answer is for. Exactly one of `onEnd`, `onWhole`, `onUpgrade` and `onFault` ends it. */
export interface ResponseSink {
  /** The answer has no body whatever its fields say: the request was HEAD. */
  readonly bodiless: boolean;
  /** A 101 is welcome. */
  readonly upgrading: boolean;
  onConnected(): void;
  onInformation(head: ResponseHead): void;
  onHead(head: ResponseHead): void;
  onData(piece: Buffer): void;
  onEnd(trailers: readonly string[]): void;
  /** The whole answer, where it came in one piece. */
  onWhole(head: ResponseHead, body: Buffer): void;
  onUpgrade(head: ResponseHead, socket: Socket, rest: Buffer): void;
  onFault(fault: UpstreamFault): void;
  /** The upstream takes more of the request's body. */
  onDrain(): void;
}

/** What a connection tells the pool that it belongs to. */
export interface Keeper {
  release(connection: Connection): void;
  /** `byPeer`: the upstream ended it, or broke it. */
  drop(connection: Connection, byPeer: boolean): void;
}

const MAX_HEAD = 65_536;
/** More than a server has reason to send before its answer. */
const MAX_INFORMATION = 10;
const NO_TRAILERS: readonly string[] = [];
const NOTHING = Buffer.alloc(0);

type Mode = 'idle' | 'head' | 'length' | 'chunked' | 'close';

/**
 * One HTTP/1.1 connection to an upstream, one request at a time. Bytes that come while none is asked for end it, so
 * an answer can never reach the wrong request (CVE-2026-6733 and its kind).
 */
export class Connection {
  readonly socket: Socket;
  /** Requests begun on it. */
  uses = 0;
  idleSince = 0;
  /** The upstream's own idle limit in milliseconds, as it last told it; -1 unknown. */
  hintMs = -1;
  connected = false;
  closed = false;
  readonly #keeper: Keeper;
  #sink: ResponseSink | undefined;
  #mode: Mode = 'idle';
  #partial: Buffer | undefined;
  #left = 0;
  #chunks: ChunkedBody | undefined;
  #information = 0;
  #answered = false;
  #keepAlive = true;
  #requestDone = true;

  constructor(socket: Socket, keeper: Keeper, connectEvent: 'connect' | 'secureConnect') {
    this.socket = socket;
    this.#keeper = keeper;
    socket.setNoDelay(true);
    socket.on('data', this.#onPiece);
    socket.on('end', this.#onFin);
    socket.on('error', this.#onError);
    socket.on('close', this.#onClose);
    socket.on('drain', this.#onSocketDrain);
    socket.once(connectEvent, () => {
      this.connected = true;
      this.#sink?.onConnected();
    });
  }

  /** Takes the connection for one request. */
  begin(sink: ResponseSink): void {
    this.uses++;
    this.#sink = sink;
    this.#mode = 'head';
    this.#answered = false;
    this.#information = 0;
    this.#keepAlive = true;
    this.#requestDone = false;
  }

  /** Writes a piece of the request. False: wait for `onDrain`. */
  write(piece: string | Buffer): boolean {
    return this.socket.write(piece, 'latin1');
  }

  /** The whole request has been written; only then can the connection serve again. */
  requestDone(): void {
    this.#requestDone = true;
  }

  pause(): void {
    this.socket.pause();
  }

  resume(): void {
    this.socket.resume();
  }

  /** Ends the connection without a word to the sink. */
  abort(): void {
    this.#sink = undefined;
    this.#close(false);
  }

  #close(byPeer: boolean): void {
    if (this.closed) return;
    this.closed = true;
    this.socket.destroy();
    this.#keeper.drop(this, byPeer);
  }

  #fail(reason: string): void {
    const sink = this.#sink;
    this.#sink = undefined;
    this.#close(true);
    if (sink === undefined) return;
    const stage = !this.connected ? 'connect' : this.#answered ? 'body' : 'answer';
    sink.onFault({ stage, reason, reused: this.uses > 1, timeout: false });
  }

  /** The end of the stream is the end of the body only where the answer said nothing else. */
  readonly #onFin = (): void => {
    if (this.#sink !== undefined && this.#mode === 'close') {
      this.#keepAlive = false;
      this.#finish(NO_TRAILERS);
    } else this.#fail('closed');
  };

  readonly #onError = (error: NodeJS.ErrnoException): void => this.#fail(error.code ?? error.message);

  readonly #onClose = (): void => this.#fail('closed');

  readonly #onSocketDrain = (): void => this.#sink?.onDrain();

  readonly #onPiece = (piece: Buffer): void => {
    switch (this.#mode) {
      case 'head':
        this.#readHead(this.#partial === undefined ? piece : Buffer.concat([this.#partial, piece]));
        break;
      case 'length':
        this.#readLength(piece);
        break;
      case 'chunked':
        this.#readChunks(piece);
        break;
      case 'close':
        this.#sink?.onData(piece);
        break;
      case 'idle':
      default:
        this.#fail('bytes that nobody asked for');
    }
  };

  #readHead(bytes: Buffer): void {
    this.#partial = undefined;
    const end = bytes.indexOf('\r\n\r\n');
    if (end < 0 || end > MAX_HEAD) {
      this.#waitForHead(bytes, end);
      return;
    }
    const head = parseResponseHead(bytes.toString('latin1', 0, end), this.#sink?.bodiless === true);
    const rest = bytes.subarray(end + 4);
    if (typeof head === 'string') this.#fail(`malformed answer: ${head}`);
    else if (head.status >= 200) this.#takeHead(head, rest);
    else if (head.status === 101) this.#takeUpgrade(head, rest);
    else this.#takeInformation(head, rest);
  }

  #takeInformation(head: ResponseHead, rest: Buffer): void {
    if (++this.#information > MAX_INFORMATION) {
      this.#fail('too many interim answers');
      return;
    }
    this.#sink?.onInformation(head);
    if (rest.length > 0) this.#readHead(rest);
  }

  #waitForHead(bytes: Buffer, end: number): void {
    if (end > MAX_HEAD || bytes.length > MAX_HEAD) this.#fail('header section too long');
    else this.#partial = bytes;
  }

  #takeUpgrade(head: ResponseHead, rest: Buffer): void {
    const sink = this.#sink;
    if (sink?.upgrading !== true) return this.#fail('an upgrade that nobody asked for');
    this.#sink = undefined;
    this.closed = true; // The socket is the tunnel's from here on.
    const { socket } = this;
    socket.off('data', this.#onPiece).off('end', this.#onFin).off('error', this.#onError);
    socket.off('close', this.#onClose).off('drain', this.#onSocketDrain);
    this.#keeper.drop(this, false);
    return sink.onUpgrade(head, socket, rest);
  }

  #takeHead(head: ResponseHead, rest: Buffer): void {
    this.#answered = true;
    // What was asked to become a tunnel is not used for anything else.
    this.#keepAlive = head.keepAlive && this.#sink?.upgrading === false;
    if (head.keepAliveSeconds >= 0) this.hintMs = head.keepAliveSeconds * 1000;
    const { framing } = head;
    if (framing === 'none' || (framing === 'length' && rest.length >= head.length)) {
      this.#takeWhole(head, rest);
      return;
    }
    this.#mode = framing;
    this.#left = head.length;
    if (framing === 'chunked') this.#chunks = new ChunkedBody();
    this.#sink?.onHead(head);
    if (rest.length > 0) this.#onPiece(rest);
  }

  #takeWhole(head: ResponseHead, rest: Buffer): void {
    const length = head.framing === 'none' ? 0 : head.length;
    if (rest.length > length) this.#keepAlive = false;
    const sink = this.#sink;
    this.#release();
    sink?.onWhole(head, length === 0 ? NOTHING : rest.length === length ? rest : rest.subarray(0, length));
  }

  #readLength(piece: Buffer): void {
    if (piece.length < this.#left) {
      this.#left -= piece.length;
      this.#sink?.onData(piece);
      return;
    }
    if (piece.length > this.#left) this.#keepAlive = false;
    this.#sink?.onData(piece.length > this.#left ? piece.subarray(0, this.#left) : piece);
    this.#finish(NO_TRAILERS);
  }

  #readChunks(piece: Buffer): void {
    const chunks = this.#chunks as ChunkedBody;
    try {
      const used = chunks.read(piece, (data) => this.#sink?.onData(data));
      if (used < 0) return;
      if (used < piece.length) this.#keepAlive = false;
    } catch (error) {
      this.#fail(`malformed answer: ${(error as Error).message}`);
      return;
    }
    this.#finish(chunks.trailers);
  }

  #finish(trailers: readonly string[]): void {
    const sink = this.#sink;
    this.#release();
    sink?.onEnd(trailers);
  }

  /** Back to the pool, or gone: an answer that came before the request was whole leaves its bytes on the line. */
  #release(): void {
    this.#sink = undefined;
    this.#mode = 'idle';
    this.#chunks = undefined;
    if (this.#keepAlive && this.#requestDone && !this.closed) this.#keeper.release(this);
    else this.#close(false);
  }
}
