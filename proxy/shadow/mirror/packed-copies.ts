import type { HandedOver } from './messages.ts';

/** Numbers before the bytes of a copy: slot, status, and six lengths. */
const NUMBERS = 8;
const HEAD_BYTES = NUMBERS * 4;

/** A finished copy in the form in which it is packed. Texts are of the header sections, and so one byte a character. */
export interface PackableCopy {
  readonly slot: number;
  readonly status: number;
  readonly requestId: string;
  readonly host: string;
  readonly head: string;
  /** Names and values in turn, parted by line feeds. */
  readonly fields: string;
  readonly request: readonly Buffer[];
  readonly body: readonly Buffer[];
  readonly requestBytes: number;
  readonly bodyBytes: number;
}

/** A copy as it comes out. Its bytes are views of the memory that it came in. */
export interface UnpackedCopy extends Omit<HandedOver, 'route'> {
  readonly slot: number;
  readonly request: Buffer;
  readonly body: Buffer;
}

export function packedSize({ requestId, host, head, fields, requestBytes, bodyBytes }: PackableCopy): number {
  return HEAD_BYTES + requestId.length + host.length + head.length + fields.length + requestBytes + bodyBytes;
}

/** Writes a copy into `into`, where there must be room for it, and gives the place behind it. */
export function packInto(into: Buffer, start: number, copy: PackableCopy): number {
  const { slot, status, requestId, host, head, fields, requestBytes, bodyBytes } = copy;
  let at = start;
  for (const number of [slot, status, requestId.length, host.length, head.length, fields.length]) {
    at = into.writeUInt32LE(number, at);
  }
  at = into.writeUInt32LE(requestBytes, at);
  at = into.writeUInt32LE(bodyBytes, at);
  for (const text of [requestId, host, head, fields]) at += into.write(text, at, 'latin1');
  for (const piece of copy.request) at += piece.copy(into, at);
  for (const piece of copy.body) at += piece.copy(into, at);
  return at;
}

/** Everything that was packed one after the other. */
export function* unpack(bytes: Buffer): Generator<UnpackedCopy> {
  for (let at = 0; at < bytes.length;) {
    const number = (index: number): number => bytes.readUInt32LE(at + index * 4);
    let from = at + HEAD_BYTES;
    const take = (length: number): Buffer => bytes.subarray(from, (from += length));
    const text = (length: number): string => take(length).toString('latin1');
    const [slot, status, requestBytes, bodyBytes] = [number(0), number(1), number(6), number(7)];
    const [requestId, host, head, fields] = [
      text(number(2)),
      text(number(3)),
      text(number(4)),
      text(number(5)),
    ];
    const [request, body] = [take(requestBytes), take(bodyBytes)];
    const method = head.slice(0, head.indexOf(' '));
    yield { slot, status, method, requestId, host, head, fields, request, body, requestBytes, bodyBytes };
    at = from;
  }
}
