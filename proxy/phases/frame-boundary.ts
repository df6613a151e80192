const SHORTEST = 2;
const LENGTH_16 = 126;
const LENGTH_64 = 127;

/**
 * Follows the WebSocket frames (RFC 6455 §5.2) of one direction as they pass, so that a frame of our own can be put between two
 * of them and never inside one. Reads headers alone; payloads are only counted.
 */
export class FrameBoundary {
  #header = Buffer.alloc(14);
  #have = 0;
  #payloadLeft = 0;

  get atBoundary(): boolean {
    return this.#have === 0 && this.#payloadLeft === 0;
  }

  take(piece: Buffer): void {
    let at = 0;
    while (at < piece.length) {
      if (this.#payloadLeft > 0) {
        const passed = Math.min(this.#payloadLeft, piece.length - at);
        this.#payloadLeft -= passed;
        at += passed;
      } else {
        this.#header[this.#have++] = piece[at++] as number;
        if (this.#have >= SHORTEST && this.#have === headerLength(this.#header)) this.#begin();
      }
    }
  }

  #begin(): void {
    this.#payloadLeft = payloadLength(this.#header);
    this.#have = 0;
  }
}

function headerLength(header: Buffer): number {
  const second = header[1] as number;
  const length = second & 127;
  const extended = length === LENGTH_16 ? 2 : length === LENGTH_64 ? 8 : 0;
  return SHORTEST + extended + ((second & 128) === 0 ? 0 : 4);
}

function payloadLength(header: Buffer): number {
  const length = (header[1] as number) & 127;
  if (length === LENGTH_16) return header.readUInt16BE(2);
  return length === LENGTH_64 ? Number(header.readBigUInt64BE(2)) : length;
}
