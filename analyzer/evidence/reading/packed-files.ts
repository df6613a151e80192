import type { OpenFile } from './read-batch.ts';

/** Opened files on their way to a worker: the bytes in one piece of memory, which is handed over and not copied. */
export interface PackedFiles {
  readonly files: readonly { readonly path: string; readonly key: string; readonly length: number }[];
  readonly contents: Uint8Array<ArrayBuffer>;
}

export function packFiles(files: readonly OpenFile[]): PackedFiles {
  const contents = new Uint8Array(files.reduce((sum, { bytes }) => sum + bytes.length, 0));
  let at = 0;
  for (const { bytes } of files) {
    contents.set(bytes, at);
    at += bytes.length;
  }
  return { contents, files: files.map(({ path, key, bytes }) => ({ path, key, length: bytes.length })) };
}

export function unpackFiles({ files, contents }: PackedFiles): OpenFile[] {
  const whole = Buffer.from(contents.buffer, contents.byteOffset, contents.byteLength);
  let at = 0;
  return files.map(({ path, key, length }) => ({ path, key, bytes: whole.subarray(at, (at += length)) }));
}
