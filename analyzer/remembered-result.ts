import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeCache } from '../disk/write-cache.ts';
import { cacheFolder } from './cache-folder.ts';
import type { Analysis } from './model/analysis.ts';

/** Names of an analysis and of the evidence in it: the same name is the same content. */
export interface ResultKeys {
  readonly evidence: string;
  readonly analysis: string;
}

/** An analysis of an earlier run, of the same evidence. */
export interface Recalled {
  readonly analysis: Analysis;
  /** What it was judged by is as it was, too, where this is the key of this run. */
  readonly key: string;
}

/**
 * Takes an analysis from the file into which it was written, where the seal says that its evidence is that of this run,
 * and the file is as it was left. Undefined otherwise: then it has to be made.
 *
 * @param root the analysed folder
 */
export function recallResult(file: string, root: string, evidence: string): Recalled | undefined {
  const [sealed, key = '', digest = ''] = textOf(join(cacheFolder(root), SEAL))
    .trimEnd()
    .split('\t');
  if (sealed !== evidence) return undefined;
  const bytes = bytesOf(file);
  if (!bytes || createHash('sha256').update(bytes).digest('hex') !== digest) return undefined;
  try {
    const analysis = JSON.parse(bytes.toString('utf8')) as Analysis;
    const isOurs = LISTS.every((name) => Array.isArray(analysis[name]));
    return isOurs ? { analysis, key } : undefined;
  } catch {
    return undefined; // No result of ours, whatever the seal says.
  }
}

const LISTS = ['modules', 'dependencies', 'accesses', 'transactions', 'decompositions'] as const;

/**
 * Notes of which input a written result was made. Keeps silent where nothing can be written: it is made again then.
 *
 * @param root the analysed folder
 * @param digest SHA-256 of the file, in hexadecimal
 */
export function sealResult(root: string, { evidence, analysis }: ResultKeys, digest: string): void {
  try {
    writeCache(cacheFolder(root), SEAL, [`${evidence}\t${analysis}\t${digest}\n`]);
  } catch {
    // A read-only folder costs time, not an answer.
  }
}

const SEAL = 'result.tsv';

function textOf(file: string): string {
  return bytesOf(file)?.toString('utf8') ?? '';
}

function bytesOf(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}
