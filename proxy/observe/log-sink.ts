import { createWriteStream, type WriteStream } from 'node:fs';

/** Lines are gathered for this long or until they fill this many bytes, then written at once. */
const FLUSH_MS = 100;
const BLOCK_BYTES = 65_536;
/** A character has no more bytes than this in UTF-8, by the count of JavaScript. */
const CHARACTER_BYTES = 3;
/** What may wait for a slow sink, in bytes; beyond it lines are dropped and counted, and requests go on. */
const MAX_WAITING = 4 * 1024 * 1024;

/** Writes lines without ever making a request wait for them: a full disk or a stuck reader costs lines, not answers. */
export class LogSink {
  /** Lines lost. */
  dropped = 0;
  readonly #stream: NodeJS.WritableStream & { readonly writableLength: number };
  readonly #timer: NodeJS.Timeout;
  /** Lines as bytes: as strings they would live through collections until they are written. */
  #block = Buffer.allocUnsafe(BLOCK_BYTES);
  #filled = 0;
  #lines = 0;
  #broken = false;

  constructor(stream: NodeJS.WritableStream & { readonly writableLength: number }) {
    this.#stream = stream;
    stream.on('error', () => {
      this.#broken = true;
    });
    this.#timer = setInterval(() => this.flush(), FLUSH_MS);
    this.#timer.unref();
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
    if (this.#broken || this.#stream.writableLength > MAX_WAITING) this.dropped += this.#lines;
    else this.#stream.write(bytes);
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
}

/** A file that is appended to, opened anew whenever it fails to open at first; `-` is stdout. */
export function openLogSink(target: string): LogSink {
  const stream: WriteStream | NodeJS.WriteStream =
    target === '-' ? process.stdout : createWriteStream(target, { flags: 'a', mode: 0o640 });
  return new LogSink(stream);
}
