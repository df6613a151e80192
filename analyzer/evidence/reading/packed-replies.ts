import type { ReadReply } from './read-batch.ts';

/** Replies on their way between threads: the texts in one piece of memory, which is handed over and not copied. */
export interface PackedReplies {
  readonly replies: readonly { readonly path: string; readonly key: string; readonly length?: number }[];
  readonly texts: Uint8Array<ArrayBuffer>;
}

/** A reply as it arrives: its JSON as bytes, which is how the cache keeps it. */
export interface Arrived {
  readonly path: string;
  readonly key: string;
  readonly json?: Buffer;
}

export function packReplies(replies: readonly ReadReply[]): PackedReplies {
  const lengths = replies.map(({ json }) => (json === undefined ? undefined : Buffer.byteLength(json)));
  const texts = Buffer.from(new ArrayBuffer(lengths.reduce<number>((sum, length = 0) => sum + length, 0)));
  let at = 0;
  for (const { json } of replies) if (json !== undefined) at += texts.write(json, at);
  return {
    texts,
    replies: replies.map(({ path, key }, index) => {
      const length = lengths[index];
      return length === undefined ? { path, key } : { path, key, length };
    }),
  };
}

export function unpackReplies({ replies, texts }: PackedReplies): Arrived[] {
  const bytes = Buffer.from(texts.buffer, texts.byteOffset, texts.byteLength);
  let at = 0;
  return replies.map(({ path, key, length }) => {
    if (length === undefined) return { path, key };
    const json = bytes.subarray(at, (at += length));
    return { path, key, json };
  });
}
