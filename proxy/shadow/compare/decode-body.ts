import { brotliDecompressSync, gunzipSync, inflateRawSync, inflateSync } from 'node:zlib';
import { type RecordedAnswer, fieldOf } from './recorded-answer.ts';

/** Why a body cannot be had as it was before its content codings. */
export type Undecoded = 'too-large' | 'corrupt' | 'unknown-coding';

/** More codings than anyone applies. */
const MAX_CODINGS = 3;

/**
 * Undoes the content codings of a body, up to `limit` bytes at every step, so that a bomb costs no more than a body.
 * Synchronous on purpose: it runs in a thread of its own, and the pool behind asynchronous zlib serves the clients' path.
 */
export function decodeBody(answer: RecordedAnswer, limit: number): Buffer | Undecoded {
  const codings = (fieldOf(answer, 'content-encoding') ?? '')
    .toLowerCase()
    .split(',')
    .map((coding) => coding.trim())
    .filter((coding) => coding !== '' && coding !== 'identity');
  if (answer.body.length > limit) return 'too-large';
  if (codings.length > MAX_CODINGS) return 'unknown-coding';
  let body = answer.body;
  for (const coding of codings.toReversed()) {
    const next = body.length === 0 ? body : undo(coding, body, limit);
    if (typeof next === 'string') return next;
    body = next;
  }
  return body;
}

function undo(coding: string, body: Buffer, maxOutputLength: number): Buffer | Undecoded {
  try {
    switch (coding) {
      case 'gzip':
      case 'x-gzip':
        return gunzipSync(body, { maxOutputLength });
      case 'br':
        return brotliDecompressSync(body, { maxOutputLength });
      case 'deflate':
        return inflate(body, maxOutputLength);
      default:
        return 'unknown-coding';
    }
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE' ? 'too-large' : 'corrupt';
  }
}

/** Some servers send deflate without the zlib wrapper that RFC 9110 §8.4.1.2 asks for. */
function inflate(body: Buffer, maxOutputLength: number): Buffer {
  const wrapped = ((body[0] as number) & 0x0f) === 8 && body.readUInt16BE(0) % 31 === 0;
  return wrapped ? inflateSync(body, { maxOutputLength }) : inflateRawSync(body, { maxOutputLength });
}
