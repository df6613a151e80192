import { connect } from 'node:tls';
import { expect } from 'vitest';

// Hand-made frames (RFC 9113 §4.1), since a client library sends none of these.

export const DATA = 0;
export const HEADERS = 1;
export const RST_STREAM = 3;
export const SETTINGS = 4;
export const PING = 6;
export const GOAWAY = 7;
export const WINDOW_UPDATE = 8;
export const CONTINUATION = 9;
export const END_STREAM = 1;
export const ACK = 1;
export const END_HEADERS = 4;
const PREFACE = 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n';

export interface Frame {
  readonly type: number;
  readonly flags: number;
  readonly stream: number;
  readonly payload: Buffer;
}

/** A client that has sent its preface and settings. */
export interface Client {
  readonly frames: Frame[];
  readonly send: (...frames: readonly Buffer[]) => void;
  /** Resolves when the server has closed the connection. */
  readonly closed: Promise<void>;
  readonly isClosed: () => boolean;
  readonly destroy: () => void;
}

/** One frame as bytes. */
export function frame(
  type: number,
  flags: number,
  stream: number,
  payload: Buffer = Buffer.alloc(0),
): Buffer {
  const head = Buffer.alloc(9);
  head.writeUIntBE(payload.length, 0, 3);
  head[3] = type;
  head[4] = flags;
  head.writeUInt32BE(stream, 5);
  return Buffer.concat([head, payload]);
}

/** HPACK without indexing or Huffman coding (RFC 7541 §6.2.2). */
export function fields(...pairs: readonly (readonly [string, string])[]): Buffer {
  return Buffer.concat(pairs.flatMap(([name, value]) => [Buffer.from([0]), text(name), text(value)]));
}

function text(value: string): Buffer {
  const bytes = Buffer.from(value, 'latin1');
  return Buffer.concat([integer(bytes.length), bytes]);
}

/** RFC 7541 §5.1, with a prefix of seven bits. */
function integer(value: number): Buffer {
  if (value < 127) return Buffer.from([value]);
  const bytes = [127];
  let rest = value - 127;
  for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128);
  return Buffer.from([...bytes, rest]);
}

/** What a request has at least. */
export const PSEUDO = [
  [':method', 'GET'],
  [':scheme', 'https'],
  [':authority', 'a.test'],
  [':path', '/'],
] as const;

/** The header section of a GET. */
export const asked = (path: string, ...more: readonly (readonly [string, string])[]): Buffer =>
  fields(...PSEUDO.slice(0, 3), [':path', path], ...more);

/** Connects over TLS, as a client of HTTP/2. */
export async function dial(port: number): Promise<Client> {
  const socket = connect({
    port,
    host: '127.0.0.1',
    rejectUnauthorized: false,
    ALPNProtocols: ['h2'],
  });
  socket.on('error', () => undefined);
  await new Promise((resolve) => socket.once('secureConnect', resolve));
  const frames: Frame[] = [];
  let rest = Buffer.alloc(0);
  socket.on('data', (piece: Buffer) => {
    rest = Buffer.concat([rest, piece]);
    while (rest.length >= 9 && rest.length >= 9 + rest.readUIntBE(0, 3)) {
      const length = rest.readUIntBE(0, 3);
      const stream = rest.readUInt32BE(5);
      frames.push({
        type: rest[3] as number,
        flags: rest[4] as number,
        stream,
        payload: rest.subarray(9, 9 + length),
      });
      rest = rest.subarray(9 + length);
    }
  });
  const closed = new Promise<void>((resolve) => void socket.once('close', () => resolve()));
  socket.write(PREFACE);
  socket.write(frame(SETTINGS, 0, 0));
  return {
    frames,
    send: (...sent) => void (socket.writable && socket.write(Buffer.concat(sent))),
    closed,
    isClosed: () => socket.closed,
    destroy: () => socket.destroy(),
  };
}

/** Asks for `/` on a stream; the status, 0 where the stream or the connection was ended without one. */
export async function statusOf(client: Client, stream: number, block: Buffer = asked('/')): Promise<number> {
  client.send(frame(HEADERS, END_HEADERS | END_STREAM, stream, block));
  return answerOn(client, stream);
}

/** The status of the answer on a stream, 0 where there is none. */
export async function answerOn(client: Client, stream: number): Promise<number> {
  const of = (type: number): Frame | undefined =>
    client.frames.find((found) => found.type === type && (found.stream === stream || type === GOAWAY));
  await expect
    .poll(() => client.isClosed() || of(HEADERS) || of(RST_STREAM) || of(GOAWAY), { timeout: 5000 })
    .toBeTruthy();
  const head = of(HEADERS);
  return head === undefined ? 0 : indexedStatus(head.payload);
}

/** The status of a header block: indexed (RFC 7541 appendix A), or a literal of three digits with an indexed name. */
function indexedStatus(block: Buffer): number {
  const known = [200, 204, 206, 304, 400, 404, 500];
  // A change of the dynamic table's size may stand before it.
  let at = 0;
  while (((block[at] as number) & 0xe0) === 0x20) at++;
  const first = block[at] as number;
  if (first & 0x80) return known[(first & 0x7f) - 8] ?? 0;
  const length = (block[at + 1] as number) & 0x7f;
  const value = block.subarray(at + 2, at + 2 + length);
  return (block[at + 1] as number) & 0x80 ? huffmanDigits(value) : Number(value.toString('latin1'));
}

/** Digits in Huffman coding: 0 to 2 have five bits, 3 to 9 six (RFC 7541 appendix B). */
function huffmanDigits(bytes: Buffer): number {
  const bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, '0')).join('');
  let digits = '';
  for (let at = 0; at < bits.length && digits.length < 3;) {
    const five = Number.parseInt(bits.slice(at, at + 5), 2);
    if (five < 3) digits += String(five);
    else digits += String(Number.parseInt(bits.slice(at, at + 6), 2) - 0x19 + 3);
    at += five < 3 ? 5 : 6;
  }
  return Number(digits);
}

/** Whether the server has ended the connection, or has said that it does. */
export const ended = (client: Client): boolean =>
  client.isClosed() ||
  client.frames.some(({ type, payload }) => type === GOAWAY && payload.readUInt32BE(4) > 0);
