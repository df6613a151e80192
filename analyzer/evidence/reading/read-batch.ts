import { extname } from 'node:path';
import type { Kept } from '../extractors/sketch/signals.ts';
import type { FileFacts } from '../facts/file-facts.ts';
import { type Allocate, type FileReading, readBytes, readingOf } from './read-file-facts.ts';

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

/** Content that is known already. */
export interface Known {
  readonly has: (key: string) => boolean;
}

/** A file whose content is new. */
export interface OpenFile {
  readonly path: string;
  readonly key: string;
  readonly bytes: Buffer;
}

/** Reads files one after the other, on whichever thread it is called. */
export async function readBatch(
  batch: readonly ReadRequest[],
  known: Known,
  kept?: Kept,
): Promise<ReadReply[]> {
  const { replies, files } = openBatch(batch, known);
  return [...replies, ...(await readOpen(files, kept))];
}

/** Opens files, and answers for those of which nothing more is to be read. */
export function openBatch(
  batch: readonly ReadRequest[],
  known: Known,
  allocate?: Allocate,
): { readonly replies: ReadReply[]; readonly files: OpenFile[] } {
  const replies: ReadReply[] = [];
  const files: OpenFile[] = [];
  for (const { path, absolute, anew } of batch) {
    const content = readBytes(absolute, allocate);
    if (typeof content === 'string') {
      replies.push({ path, key: '', json: JSON.stringify({ unread: content }) });
      continue;
    }
    const key = `${extname(path)}:${content.hash}`;
    if (known.has(key) && !anew) replies.push({ path, key });
    else files.push({ path, key, bytes: content.bytes });
  }
  return { replies, files };
}

/** The parser is loaded for the first file. */
export async function readOpen(files: readonly OpenFile[], kept?: Kept): Promise<ReadReply[]> {
  if (files.length === 0) return [];
  const readFacts = await loadReader(kept);
  return files.map(({ path, key, bytes }) => {
    const reading = readOrGiveUp(path, bytes, readFacts);
    const tooDeep = 'unread' in reading && reading.unread === 'too-deep' ? { tooDeep: true } : {};
    return { path, key, json: JSON.stringify(reading), ...tooDeep };
  });
}

type ReadFacts = (path: string, text: string) => FileFacts;

async function loadReader(kept: Kept | undefined): Promise<ReadFacts> {
  const { readFacts } = await import('../facts/read-facts.ts');
  return (path, text) => readFacts(path, text, kept);
}

function readOrGiveUp(path: string, bytes: Buffer, readFacts: ReadFacts): FileReading {
  try {
    return readingOf(path, bytes, readFacts);
  } catch (error) {
    if (error instanceof RangeError) return { unread: 'too-deep' };
    throw error;
  }
}
