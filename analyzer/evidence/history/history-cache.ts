import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { writeCache } from '../../../disk/write-cache.ts';
import type { History, ModuleAuthors } from '../../model/evidence.ts';

type ReadHistory = Extract<History, { available: true }>;

/** All that a history depends on: the same commit has the same past for ever. */
export interface HistoryScope {
  /** Commit that HEAD names. */
  readonly head: string;
  /** Folder of the analysed root below that of the repository. */
  readonly prefix: string;
  readonly commits: number;
  /** Sorted. */
  readonly modules: readonly string[];
}

/** The history of the last run, for runs on the same commit. */
export interface HistoryCache {
  readonly get: (scope: HistoryScope) => ReadHistory | undefined;
  /** Keeps silent where nothing can be written: the next run reads git again. */
  readonly save: (scope: HistoryScope, history: ReadHistory) => void;
}

const format = 'banyan history 1';
const FILE = 'history.json';

/** Keeps modules as numbers, so that a file planted in a repository can hold no names of its own. */
export function openHistoryCache(folder: string): HistoryCache {
  return {
    get: (scope) => {
      const [key, json = ''] = textOf(join(folder, FILE)).split('\n');
      return key === keyOf(scope) ? decode(json, scope.modules) : undefined;
    },
    save: (scope, history) => {
      try {
        writeCache(folder, FILE, [`${keyOf(scope)}\n`, encode(history, scope.modules), '\n']);
      } catch {
        // A read-only folder costs time, not an answer.
      }
    },
  };
}

function keyOf({ head, prefix, commits, modules }: HistoryScope): string {
  return createHash('sha256')
    .update([format, head, prefix, commits, ...modules].join('\0'))
    .digest('hex');
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function encode({ commits, authors }: ReadHistory, modules: readonly string[]): string {
  const numbers = new Map(modules.map((module, index) => [module, index]));
  const numberOf = (module: string) => numbers.get(module) ?? -1;
  return JSON.stringify({
    commits: commits.map((touched) => touched.map(numberOf)),
    authors: authors.map((one) => [numberOf(one.module), one.authors, one.commits]),
  });
}

/** Undefined for anything that `encode` would not have written. */
function decode(json: string, modules: readonly string[]): ReadHistory | undefined {
  try {
    const { commits, authors } = JSON.parse(json) as { commits: unknown; authors: unknown };
    return {
      available: true,
      commits: rowsOf(commits).map((row) => row.map((index) => nameOf(index, modules))),
      authors: rowsOf(authors).map((row) => authorsOf(row, modules)),
    };
  } catch {
    return undefined;
  }
}

function rowsOf(value: unknown): number[][] {
  if (!Array.isArray(value) || !value.every(isRow)) throw new TypeError('no rows of numbers');
  return value as number[][];
}

function nameOf(index: number, modules: readonly string[]): string {
  const module = modules[index];
  if (module === undefined) throw new RangeError('no such module');
  return module;
}

function authorsOf(
  [index = -1, authors = 0, commits = 0]: number[],
  modules: readonly string[],
): ModuleAuthors {
  return { module: nameOf(index, modules), authors, commits };
}

function isRow(row: unknown): boolean {
  return Array.isArray(row) && row.every((item) => Number.isSafeInteger(item));
}
