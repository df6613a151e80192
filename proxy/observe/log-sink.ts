import { createWriteStream, type WriteStream } from 'node:fs';

/** Lines are gathered for this long or until this many characters, then written at once. */
const FLUSH_MS = 100;
const FLUSH_CHARACTERS = 65_536;
/** What may wait for a slow sink, in characters; beyond it lines are dropped and counted, and requests go on. */
const MAX_WAITING = 4 * 1024 * 1024;

/** Writes lines without ever making a request wait for them: a full disk or a stuck reader costs lines, not answers. */
export class LogSink {
  /** Lines lost. */
  dropped = 0;
  readonly #stream: NodeJS.WritableStream & { readonly writableLength: number };
  readonly #timer: NodeJS.Timeout;
  #waiting = '';
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
    this.#waiting += line;
    this.#lines++;
    if (this.#waiting.length >= FLUSH_CHARACTERS) this.flush();
  }

  flush(): void {
    if (this.#lines === 0) return;
    if (this.#broken || this.#stream.writableLength > MAX_WAITING) this.dropped += this.#lines;
    else this.#stream.write(this.#waiting);
    this.#waiting = '';
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
