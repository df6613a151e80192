import { extname } from 'node:path';
import type { Kept } from '../extractors/sketch/signals.ts';
import type { FileFacts } from '../facts/file-facts.ts';
import { type FileBytes, type FileReading, readBytes, readingOf } from './read-file-facts.ts';

/** One file to read. */
export interface ReadRequest {
  /** Path relative to the root: its extension tells the language. */
  readonly path: string;
  readonly absolute: string;
  /** Parse it even where its content is known: the facts of the cache are gone. */
  readonly anew?: boolean;
}

/** What was read. */
export interface ReadReply {
  readonly path: string;
  /** Names the content and its language; empty where nothing could be read. */
  readonly key: string;
  /** A `FileReading`; absent where the content is already known under its key. */
  readonly json?: string;
  /** It nests deeper than the stack of this thread goes. */
  readonly tooDeep?: boolean;
}

/** Reads files one after the other, on whichever thread it is called. The parser is loaded on the first miss. */
export async function readBatch(
  batch: readonly ReadRequest[],
  known: { has: (key: string) => boolean },
  kept?: Kept,
): Promise<ReadReply[]> {
  const replies: ReadReply[] = [];
  let readFacts: ReadFacts | undefined;
  for (const { path, absolute, anew } of batch) {
    const bytes = readBytes(absolute);
    if (typeof bytes === 'string') {
      replies.push({ path, key: '', json: JSON.stringify({ unread: bytes }) });
      continue;
    }
    const key = `${extname(path)}:${bytes.hash}`;
    if (known.has(key) && !anew) replies.push({ path, key });
    else {
      readFacts ??= await loadReader(kept);
      const reading = readOrGiveUp(path, bytes, readFacts);
      const tooDeep = 'unread' in reading && reading.unread === 'too-deep' ? { tooDeep: true } : {};
      replies.push({ path, key, json: JSON.stringify(reading), ...tooDeep });
    }
  }
  return replies;
}

type ReadFacts = (path: string, text: string) => FileFacts;

async function loadReader(kept: Kept | undefined): Promise<ReadFacts> {
  const { readFacts } = await import('../facts/read-facts.ts');
  return (path, text) => readFacts(path, text, kept);
}

function readOrGiveUp(path: string, bytes: FileBytes, readFacts: ReadFacts): FileReading {
  try {
    return readingOf(path, bytes, readFacts);
  } catch (error) {
    if (error instanceof RangeError) return { unread: 'too-deep' };
    throw error;
  }
}
