const MAX_LINE = 4096;
const MAX_TRAILER = 16_384;
const SIZE = /^[0-9A-Fa-f]{1,13}$/u;

type State = 'size' | 'data' | 'data-end' | 'trailer';

/** Thrown by `ChunkedBody.read` where the chunks are not what RFC 9112 §7.1 allows. */
export class ChunkFault extends Error {
  override readonly name = 'ChunkFault';
}

/** Takes the chunks of a body apart, in whatever pieces they arrive. */
export class ChunkedBody {
  /** Trailer fields, names and values in turn, once the body is over. */
  readonly trailers: string[] = [];
  #state: State = 'size';
  #left = 0;
  #line = '';
  #trailerBytes = 0;

  /** Gives data to `take`. Returns how many bytes of the last piece belong to the body once it is over, else -1. */
  read(piece: Buffer, take: (data: Buffer) => void): number {
    let at = 0;
    while (at < piece.length) {
      if (this.#state === 'data') {
        at = this.#readData(piece, at, take);
        continue;
      }
      const end = piece.indexOf(10, at);
      this.#grow(piece.toString('latin1', at, end < 0 ? piece.length : end));
      if (end < 0) return -1;
      at = end + 1;
      if (this.#takeLine()) return at;
    }
    return -1;
  }

  #readData(piece: Buffer, at: number, take: (data: Buffer) => void): number {
    const size = Math.min(this.#left, piece.length - at);
    this.#left -= size;
    if (this.#left === 0) this.#state = 'data-end';
    take(at === 0 && size === piece.length ? piece : piece.subarray(at, at + size));
    return at + size;
  }

  #grow(text: string): void {
    this.#line += text;
    if (this.#line.length > MAX_LINE) throw new ChunkFault('chunk line too long');
  }

  /** True once the last line of the body has been read. */
  #takeLine(): boolean {
    if (!this.#line.endsWith('\r')) throw new ChunkFault('bare line feed');
    const line = this.#line.slice(0, -1);
    this.#line = '';
    if (this.#state === 'trailer') return this.#takeTrailer(line);
    if (this.#state === 'data-end') {
      if (line !== '') throw new ChunkFault('data longer than its chunk');
      this.#state = 'size';
      return false;
    }
    const semicolon = line.indexOf(';');
    const size = (semicolon < 0 ? line : line.slice(0, semicolon)).trimEnd();
    if (!SIZE.test(size)) throw new ChunkFault('chunk size');
    this.#left = Number.parseInt(size, 16);
    this.#state = this.#left === 0 ? 'trailer' : 'data';
    return false;
  }

  #takeTrailer(line: string): boolean {
    if (line === '') return true;
    this.#trailerBytes += line.length;
    const colon = line.indexOf(':');
    if (this.#trailerBytes > MAX_TRAILER || colon < 1) throw new ChunkFault('trailer');
    this.trailers.push(line.slice(0, colon), line.slice(colon + 1).trim());
    return false;
  }
}
