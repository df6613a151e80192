import { appendFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Operation } from '../../../plan/index.ts';
import type { Entry } from '../state/tui-state.ts';

/** First line: which plan the changes are for, and whose sitting it is. */
interface Head {
  readonly base: string;
  readonly pid: number;
}

/** Each further line: how many of the changes before stand, and which came. */
interface Line {
  readonly keep: number;
  readonly add: readonly Operation[];
}

/** Changes that are not saved yet, on disk at every key, so that neither a crash nor a lost connection takes them. */
export class SittingJournal {
  readonly #file: string;
  #base: string;
  #written: readonly Entry[] = [];
  #hasHead = false;

  constructor(file: string, base: string) {
    this.#file = file;
    this.#base = base;
  }

  /** Writes what changed. Throws where the folder cannot be written. */
  follow(entries: readonly Entry[]): void {
    let keep = 0;
    while (keep < this.#written.length && this.#written[keep]!.id === entries[keep]?.id) keep++;
    if (keep === this.#written.length && keep === entries.length) return;
    if (!this.#hasHead) this.#begin();
    const line: Line = { keep, add: entries.slice(keep).map(({ operation }) => operation) };
    appendFileSync(this.#file, `${JSON.stringify(line)}\n`);
    this.#written = entries;
  }

  /** Nothing is left to lose: saved, or dropped. */
  clear(base = this.#base): void {
    this.#base = base;
    this.#written = [];
    this.#hasHead = false;
    rmSync(this.#file, { force: true });
  }

  #begin(): void {
    mkdirSync(dirname(this.#file), { recursive: true });
    const head: Head = { base: this.#base, pid: process.pid };
    writeFileSync(this.#file, `${JSON.stringify(head)}\n`);
    this.#hasHead = true;
  }
}

/** What a sitting left behind. */
export interface LeftBehind {
  readonly base: string;
  readonly operations: readonly Operation[];
  /** Whether the process that wrote it still runs: then it is another terminal, and none of ours. */
  readonly isAlive: boolean;
}

/** Undefined where nothing was left. A line that was cut off by the crash is passed over. */
export function leftBehind(file: string): LeftBehind | undefined {
  let lines: unknown[];
  try {
    lines = readFileSync(file, 'utf8').split('\n').flatMap(parsed);
  } catch {
    return undefined;
  }
  const [head, ...rest] = lines as [Head | undefined, ...Line[]];
  if (typeof head?.base !== 'string') return undefined;
  const operations = rest.reduce<Operation[]>(
    (before, { keep, add }) => [...before.slice(0, keep), ...add],
    [],
  );
  return operations.length === 0 ? undefined : { base: head.base, operations, isAlive: isAlive(head.pid) };
}

function parsed(line: string): unknown[] {
  try {
    return line === '' ? [] : [JSON.parse(line)];
  } catch {
    return [];
  }
}

function isAlive(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
