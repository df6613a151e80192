import { createHash } from 'node:crypto';
import { isUtf8 } from 'node:buffer';
import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import type { FileFacts } from '../facts/file-facts.ts';

/** Why a file gave no facts. */
export type Unread = 'binary' | 'unreadable' | 'not-a-file' | 'too-deep';

/** What became of one file; kept as JSON between threads and in the cache. */
export type FileReading =
  | { readonly facts: FileFacts; readonly invalidUtf8?: true }
  | { readonly unread: Unread; readonly detail?: string };

export interface FileBytes {
  readonly bytes: Buffer;
  /** SHA-1 of the bytes: a cache key, not a seal. */
  readonly hash: string;
}

/** Memory for the bytes of one file. */
export type Allocate = (size: number) => Buffer;

/**
 * Opens without blocking and reads only what is a regular file at that moment: between the walk and now it may have
 * become a pipe that never answers.
 */
export function readBytes(path: string, allocate: Allocate = allocateUnsafe): FileBytes | Unread {
  let file: number;
  try {
    file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch {
    return 'unreadable';
  }
  try {
    const { size, ...stats } = fstatSync(file);
    if (!(stats.mode & constants.S_IFREG)) return 'not-a-file';
    const bytes = allocate(size);
    const length = readFully(file, bytes);
    const content = bytes.subarray(0, length);
    return { bytes: content, hash: createHash('sha1').update(content).digest('base64url') };
  } catch {
    return 'unreadable';
  } finally {
    closeSync(file);
  }
}

function allocateUnsafe(size: number): Buffer {
  return Buffer.allocUnsafe(size);
}

/** Parses bytes with a reader that is given, so that the parser is loaded only by those who need it. */
export function readingOf(
  path: string,
  bytes: Buffer,
  readFacts: (path: string, text: string) => FileFacts,
): FileReading {
  const text = decode(bytes);
  if (text === undefined) return { unread: 'binary' };
  const facts = readFacts(path, text);
  return bytes.length === 0 || isUtf8(bytes) || hasUtf16Mark(bytes)
    ? { facts }
    : { facts, invalidUtf8: true };
}

function readFully(file: number, bytes: Buffer): number {
  let length = 0;
  while (length < bytes.length) {
    const read = readSync(file, bytes, length, bytes.length - length, null);
    if (read === 0) break;
    length += read;
  }
  return length;
}

const SAMPLE_BYTES = 8000; // As git does: a NUL among the first 8,000 bytes makes a file binary.

/** UTF-8, or UTF-16 where a byte order mark says so; undefined for what is no text (MPEG video is often `.ts`). */
function decode(bytes: Buffer): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  if (bytes.subarray(0, SAMPLE_BYTES).includes(0)) return undefined;
  return bytes.toString('utf8');
}

function hasUtf16Mark(bytes: Buffer): boolean {
  return (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
}
