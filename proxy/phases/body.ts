import { streamOf } from './peer.ts';
import { isForwardableTrailer } from './trailers.ts';
import type { Exchange } from './exchange.ts';

/** How long a client that waits for `100 Continue` is kept waiting where the upstream says nothing (RFC 9110 §10.1.1). */
const CONTINUE_AFTER_MS = 1000;
/** What is read and thrown away of an upload after an early answer, before the connection is cut. */
const DISCARD_BYTES = 1024 * 1024;
const DISCARD_MS = 5000;

/** The body of a request on its way to the upstream: as fast as it is taken, in the framing that it came in. */
export class RequestBody {
  readonly kind: 'none' | 'length' | 'chunked';
  /** The client waits for a 100 before it sends. */
  readonly expectsContinue: boolean;
  /** Nothing of it has been read: another upstream can still have it whole. */
  untouched = true;
  /** All of it has been passed on. */
  whole: boolean;
  bytes = 0;
  readonly #exchange: Exchange;
  #listening = false;
  #continueTimer: NodeJS.Timeout | undefined;

  constructor(exchange: Exchange) {
    this.#exchange = exchange;
    const { headers } = exchange.request;
    if (headers['transfer-encoding'] !== undefined) this.kind = 'chunked';
    else if (headers['content-length'] !== undefined)
      this.kind = headers['content-length'] === '0' ? 'none' : 'length';
    else this.kind = streamOf(exchange.request)?.endAfterHeaders === false ? 'chunked' : 'none'; // HTTP/2 needs no field.
    this.whole = this.kind === 'none';
    this.expectsContinue = this.kind !== 'none' && headers.expect !== undefined;
  }

  /** The connection stands and the header section is sent: the body follows. */
  start(): void {
    const exchange = this.#exchange;
    if (this.kind === 'none') {
      exchange.connection?.requestDone();
      exchange.arm('answer', exchange.entry.timeouts.response);
    } else if (this.expectsContinue && this.untouched) {
      exchange.arm('answer', exchange.entry.timeouts.response);
      this.#continueTimer = setTimeout(() => this.continue(), CONTINUE_AFTER_MS);
    } else this.#listen();
  }

  /** Tells a waiting client to send. */
  continue(): void {
    clearTimeout(this.#continueTimer);
    const { response, over, headSent } = this.#exchange;
    if (!this.expectsContinue || this.#listening || over || headSent) return;
    response.writeContinue();
    this.#listen();
  }

  /** The upstream takes more. */
  resume(): void {
    if (this.#listening && !this.#exchange.request.complete) this.#arm();
    this.#exchange.request.resume();
  }

  /** The exchange is over: what is left of the upload is read and thrown away, so that the answer is not lost to a reset. */
  discard(): void {
    clearTimeout(this.#continueTimer);
    const { request, response } = this.#exchange;
    if (this.kind === 'none' || request.complete) return;
    if (this.#listening) request.removeAllListeners('data').removeAllListeners('end');
    if (response.destroyed) return;
    let left = DISCARD_BYTES;
    const cut = (): void => void request.destroy();
    const timer = setTimeout(cut, DISCARD_MS);
    request.once('close', () => clearTimeout(timer));
    request.on('data', (piece: Buffer) => {
      left -= piece.length;
      if (left < 0) cut();
    });
    request.resume();
  }

  #listen(): void {
    this.untouched = false;
    this.#listening = true;
    this.#arm();
    const { request } = this.#exchange;
    request.on('data', (piece: Buffer) => this.#pass(piece));
    request.on('end', () => this.#end());
  }

  #arm(): void {
    const { context } = this.#exchange;
    if (!this.#exchange.headSent) this.#exchange.arm('body', context.limits.bodyIdleMs);
  }

  #pass(piece: Buffer): void {
    const { connection, request, stats, context } = this.#exchange;
    this.bytes += piece.length;
    stats.bytesIn += piece.length;
    if (context.limits.bodyBytes > 0 && this.bytes > context.limits.bodyBytes) {
      this.#exchange.wait = 'body';
      this.#exchange.reason = 'body-too-large';
      this.#exchange.expire();
      return;
    }
    if (connection === undefined || connection.closed) return;
    this.#exchange.copy?.requestPiece(piece);
    this.#arm();
    if (!this.#write(piece)) {
      request.pause();
      if (!this.#exchange.headSent) this.#exchange.arm('idle', this.#exchange.entry.timeouts.idle);
    }
  }

  #write(piece: Buffer): boolean {
    const { connection } = this.#exchange;
    if (connection === undefined) return true;
    if (this.kind === 'length') return connection.write(piece);
    const { socket } = connection;
    socket.cork();
    socket.write(`${piece.length.toString(16)}\r\n`, 'latin1');
    socket.write(piece);
    const more = socket.write('\r\n', 'latin1');
    socket.uncork();
    return more;
  }

  #end(): void {
    const exchange = this.#exchange;
    const { connection } = exchange;
    if (connection === undefined || exchange.over) return;
    if (this.kind === 'chunked') connection.write(`0\r\n${trailerSection(exchange)}\r\n`);
    this.whole = true;
    connection.requestDone();
    if (!exchange.headSent) exchange.arm('answer', exchange.entry.timeouts.response);
  }
}

/** Only what was announced, and nothing that a careless server would take for the header section (RFC 9110 §6.5.1). */
function trailerSection({ request }: Exchange): string {
  const announced = request.headers.trailer;
  const { rawTrailers } = request;
  if (announced === undefined || rawTrailers.length === 0) return '';
  let section = '';
  for (let at = 0; at < rawTrailers.length; at += 2) {
    const name = rawTrailers[at] as string;
    const value = rawTrailers[at + 1] as string;
    if (isForwardableTrailer(name, value, announced)) section += `${name}: ${value}\r\n`;
  }
  return section;
}
