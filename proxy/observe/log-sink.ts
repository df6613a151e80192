import { createWriteStream } from 'node:fs';

/** Lines are gathered for this long or until they fill this many bytes, then written at once. */
const FLUSH_MS = 100;
const BLOCK_BYTES = 65_536;
/** A character has no more bytes than this in UTF-8, by the count of JavaScript. */
const CHARACTER_BYTES = 3;
/** What may wait for a slow sink, in bytes; beyond it lines are dropped and counted, and requests go on. */
const MAX_WAITING = 4 * 1024 * 1024;
/** A sink that failed is tried again after so many milliseconds. */
const PATIENCE_MS = 2000;

type Sink = NodeJS.WritableStream & { readonly writableLength: number };

export interface LogSinkOptions {
  /** Begins to write to it, or begins anew after a failure. */
  readonly open: () => Sink;
  /** Takes a line for the operator. */
  readonly report: (message: string) => void;
  /** Monotonic milliseconds. */
  readonly now: () => number;
}

/**
 * Writes lines without ever making a request wait for them: a full disk or a stuck reader costs lines, not answers. What
 * fails is said once, and opened anew after a while.
 */
export class LogSink {
  /** Lines lost. */
  dropped = 0;
  readonly #options: LogSinkOptions;
  readonly #timer: NodeJS.Timeout;
  #stream: Sink;
  /** The one whose failures are listened to: stdout is the same however often it is opened. */
  #heard: Sink | undefined;
  /** Lines as bytes: as strings they would live through collections until they are written. */
  #block = Buffer.allocUnsafe(BLOCK_BYTES);
  #filled = 0;
  #lines = 0;
  #failure = '';
  #broken = false;
  #retryAt = 0;

  constructor(options: LogSinkOptions) {
    this.#options = options;
    this.#stream = this.#open();
    this.#timer = setInterval(() => this.flush(), FLUSH_MS);
    this.#timer.unref();
  }

  /** Why lines are being lost; empty where they are not. */
  get failure(): string {
    return this.#failure;
  }

  /** `line` ends with a newline. */
  write(line: string): void {
    const room = line.length * CHARACTER_BYTES;
    if (this.#filled + room > BLOCK_BYTES) this.flush();
    this.#lines++;
    if (room > BLOCK_BYTES) this.#send(Buffer.from(line));
    else this.#filled += this.#block.write(line, this.#filled);
  }

  flush(): void {
    if (this.#filled === 0) return;
    const lines = this.#block.subarray(0, this.#filled);
    this.#filled = 0;
    if (lines.length < BLOCK_BYTES / 2) this.#send(Buffer.from(lines));
    else {
      this.#block = Buffer.allocUnsafe(BLOCK_BYTES);
      this.#send(lines);
    }
  }

  #send(bytes: Buffer): void {
    if (this.#broken && this.#options.now() >= this.#retryAt) this.#stream = this.#open();
    if (this.#broken || this.#stream.writableLength > MAX_WAITING) this.dropped += this.#lines;
    else this.#stream.write(bytes, this.#written(this.#lines));
    this.#lines = 0;
  }

  /** Writes what waits, and resolves when the sink has taken it or has failed. */
  async close(): Promise<void> {
    clearInterval(this.#timer);
    this.flush();
    if (this.#broken || this.#stream === process.stdout) return;
    await new Promise<void>((resolve) => {
      this.#stream.once('error', () => resolve());
      this.#stream.end(() => resolve());
    });
  }

  #open(): Sink {
    this.#broken = false;
    const stream = this.#options.open();
    if (stream !== this.#heard) stream.on('error', (error) => this.#fail(error));
    this.#heard = stream;
    return stream;
  }

  /** Called when a piece of so many lines was taken, or was not. */
  #written(lines: number): (error?: Error | null) => void {
    return (error) => {
      if (error) this.dropped += lines;
      else if (this.#failure !== '' && !this.#broken) {
        this.#failure = '';
        this.#options.report('the access log is written again');
      }
    };
  }

  #fail(error: Error): void {
    this.#broken = true;
    this.#retryAt = this.#options.now() + PATIENCE_MS;
    if (this.#failure === '') {
      this.#options.report(`the access log cannot be written, lines are lost: ${error.message}`);
    }
    this.#failure = error.message;
  }
}

/** A file that is appended to; `-` is stdout. */
export function openLogSink(target: string, report: (message: string) => void): LogSink {
  const open = (): Sink =>
    target === '-' ? process.stdout : createWriteStream(target, { flags: 'a', mode: 0o640 });
  return new LogSink({ open, report, now: () => performance.now() });
}
